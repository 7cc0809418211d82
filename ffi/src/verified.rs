//! `paysig_verified`: what of a message is authentic.

use std::ffi::c_char;

use paysig::{Error, ErrorCode};

/// An authentic message: which credentials it matched, and what of it is authentic.
///
/// The caller's own: `paysig_verifier_verify` fills it, and there is nothing to free. It stands alone: neither the verifier nor the message
/// is needed any more.
#[repr(C)]
pub struct Verified {
    /// The signed time in milliseconds since 1970-01-01T00:00:00Z, or `PAYSIG_NO_TIMESTAMP`.
    pub timestamp_ms: i64,
    /// The same for every copy of the message, so that a copy can be told from news. A gateway that repeats a message repeats this
    /// too: record it after the message was processed. All zero unless `has_replay_key`.
    pub replay_key: [u8; PAYSIG_REPLAY_KEY_LENGTH],
    /// 1, or 0 when the body is not authentic or `PAYSIG_WITH_REPLAY_KEY` was not given: without it no copy can be told from news.
    pub has_replay_key: u32,
    /// The label of the credentials that matched: NUL-terminated ASCII.
    pub label: [c_char; PAYSIG_LABEL_SIZE],
    /// What is authentic, in the order in which it was signed, joined by commas without spaces, such as `timestamp,body`: names of
    /// credentials, `timestamp`, `method`, `path`, `query`, `body`. Empty when nothing is. NUL-terminated ASCII.
    ///
    /// Nothing else of the message is authentic: not its other headers, and not its body unless `body` is named.
    pub covers: [c_char; PAYSIG_COVERS_SIZE],
}

/// The signed time of a scheme that signs no timestamp.
pub const PAYSIG_NO_TIMESTAMP: i64 = i64::MIN;

/// The length of a replay key in bytes.
pub const PAYSIG_REPLAY_KEY_LENGTH: usize = 32;

/// The room for a label: 64 characters and a NUL.
pub const PAYSIG_LABEL_SIZE: usize = 65;

/// The room for what is authentic, its NUL among it.
pub const PAYSIG_COVERS_SIZE: usize = 131;

impl Verified {
    pub(crate) fn new(authentic: &paysig::Verified<'_>, with_replay_key: bool) -> Result<Self, Error> {
        let replay_key = if with_replay_key { authentic.replay_key() } else { None };
        let mut covers = Words([0; PAYSIG_COVERS_SIZE], 0);
        for name in authentic.covers() {
            if covers.1 > 0 {
                covers.put(",")?;
            }
            covers.put(name)?;
        }
        let mut label = Words([0; PAYSIG_LABEL_SIZE], 0);
        label.put(authentic.label())?;
        Ok(Self {
            timestamp_ms: authentic.timestamp_ms().unwrap_or(PAYSIG_NO_TIMESTAMP),
            replay_key: replay_key.unwrap_or_default(),
            has_replay_key: replay_key.is_some().into(),
            label: label.0,
            covers: covers.0,
        })
    }
}

/// ASCII without a NUL, as labels and names are, in room that is all NUL behind it; and its length.
struct Words<const SIZE: usize>([c_char; SIZE], usize);

impl<const SIZE: usize> Words<SIZE> {
    fn put(&mut self, text: &str) -> Result<(), Error> {
        let end = self.1 + text.len();
        let room = self.0.get_mut(self.1..end).filter(|_| end < SIZE);
        let room =
            room.ok_or_else(|| Error::new(ErrorCode::Internal, "there is no room for a label or name"))?;
        for (to, from) in room.iter_mut().zip(text.bytes()) {
            *to = from.cast_signed() as c_char;
        }
        self.1 = end;
        Ok(())
    }
}
