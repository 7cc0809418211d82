//! `paysig_verified`: what of a message is authentic.

use std::ffi::c_char;

use crate::guard;
use crate::handle::{self, borrow_optional};

/// An authentic message: which credentials it matched, and what of it is authentic.
///
/// It stands alone: neither the verifier nor the message is needed any more. It never changes: any number of threads may read it.
pub struct Verified {
    /// The label and what is covered, each with a NUL at its end.
    texts: Vec<u8>,
    covers_at: usize,
    timestamp_ms: i64,
    replay_key: Option<[u8; 32]>,
}

/// Given by `paysig_verified_timestamp_ms` when the scheme signs no timestamp.
pub const PAYSIG_NO_TIMESTAMP: i64 = i64::MIN;

/// The length of a replay key in bytes.
pub const PAYSIG_REPLAY_KEY_LENGTH: usize = 32;

/// The label of the credentials that matched: NUL-terminated ASCII, valid until `paysig_verified_free`. NULL gives NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_verified_label(verified: *const Verified) -> *const c_char {
    // SAFETY: a live handle or NULL, as the header demands.
    guard::value(std::ptr::null(), || match unsafe { borrow_optional(verified) } {
        Some(verified) => verified.texts.as_ptr().cast(),
        None => std::ptr::null(),
    })
}

/// The signed time in milliseconds since 1970-01-01T00:00:00Z, or `PAYSIG_NO_TIMESTAMP`. NULL gives `PAYSIG_NO_TIMESTAMP`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_verified_timestamp_ms(verified: *const Verified) -> i64 {
    // SAFETY: a live handle or NULL, as the header demands.
    guard::value(PAYSIG_NO_TIMESTAMP, || match unsafe { borrow_optional(verified) } {
        Some(verified) => verified.timestamp_ms,
        None => PAYSIG_NO_TIMESTAMP,
    })
}

/// What is authentic, in the order in which it was signed, joined by commas without spaces, such as `timestamp,body`: names of
/// credentials, `timestamp`, `method`, `path`, `query`, `body`. Empty when nothing is. NUL-terminated ASCII, valid until
/// `paysig_verified_free`. NULL gives NULL.
///
/// Nothing else of the message is authentic: not its other headers, and not its body unless `body` is named.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_verified_covers(verified: *const Verified) -> *const c_char {
    // SAFETY: a live handle or NULL, as the header demands.
    guard::value(std::ptr::null(), || match unsafe { borrow_optional(verified) } {
        Some(verified) => verified.covers().as_ptr().cast(),
        None => std::ptr::null(),
    })
}

/// `PAYSIG_REPLAY_KEY_LENGTH` bytes that are the same for every copy of the message, so that a copy can be told from news; valid
/// until `paysig_verified_free`. A gateway that repeats a message repeats them too: record them after the message was processed.
///
/// NULL when the body is not authentic, when `PAYSIG_NO_REPLAY_KEY` was given, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_verified_replay_key(verified: *const Verified) -> *const u8 {
    // SAFETY: a live handle or NULL, as the header demands.
    guard::value(std::ptr::null(), || match unsafe { borrow_optional(verified) } {
        Some(Verified { replay_key: Some(key), .. }) => key.as_ptr(),
        _ => std::ptr::null(),
    })
}

/// Frees; NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_verified_free(verified: *mut Verified) {
    // SAFETY: a handle of this type that the caller gives up.
    unsafe { handle::free(verified) }
}

impl Verified {
    pub(crate) fn new(authentic: &paysig::Verified<'_>, with_replay_key: bool) -> Self {
        // Enough for every scheme that comes with paysig, so that it is allocated once.
        let mut texts = Vec::with_capacity(authentic.label().len() + 64);
        // Labels are visible ASCII, and names are words: neither can hold a NUL.
        texts.extend_from_slice(authentic.label().as_bytes());
        texts.push(0);
        let covers_at = texts.len();
        for name in authentic.covers() {
            if texts.len() > covers_at {
                texts.push(b',');
            }
            texts.extend_from_slice(name.as_bytes());
        }
        texts.push(0);
        Self {
            texts,
            covers_at,
            timestamp_ms: authentic.timestamp_ms().unwrap_or(PAYSIG_NO_TIMESTAMP),
            replay_key: if with_replay_key { authentic.replay_key() } else { None },
        }
    }

    fn covers(&self) -> &[u8] {
        self.texts.get(self.covers_at..).unwrap_or(b"\0")
    }
}
