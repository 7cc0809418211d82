//! `paysig_verifier`: a scheme and one or more labelled sets of credentials, made ready once.

use std::ffi::{c_char, c_void};

use paysig::explain::ExplainOptions;
use paysig::json;

use crate::fields::Fields;
use crate::guard;
use crate::handle::{self, Place, Slot, borrow, borrow_optional};
use crate::headers::PackedHeaders;
use crate::input::{bytes, invalid, required_text};
use crate::message::Arguments;
use crate::text::Text;
use crate::verified::Verified;

/// Verifies messages of one scheme with one or more labelled sets of credentials.
///
/// It never changes: any number of threads may use it at once.
pub struct Verifier(paysig::Verifier);

/// A flag of `paysig_verifier_verify`: makes the replay key too, which is one more SHA-256 over the signed bytes.
pub const PAYSIG_WITH_REPLAY_KEY: u32 = 2;

/// Makes a verifier. Free it with `paysig_verifier_free`.
///
/// - `scheme`: its id, such as `solidgate/webhook`.
/// - `credentials`: those that the scheme needs to verify, in one or more sets, each with a label.
/// - `options`: those that the scheme lists for building; NULL for none.
/// - `verifier`: where the handle goes.
///
/// Errors: those of configuration (1xx), `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_verifier_new(
    scheme: *const c_char,
    scheme_length: usize,
    credentials: *const Fields,
    options: *const Fields,
    verifier: *mut *mut Verifier,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let new = || {
        // SAFETY: pointers, lengths and handles are as the header demands.
        let (scheme, credentials, options, slot) = unsafe {
            (
                required_text("scheme", scheme, scheme_length)?,
                borrow("credentials", credentials)?,
                borrow_optional(options),
                Slot::new("verifier", verifier)?,
            )
        };
        let options = options.map(Fields::options).transpose()?.unwrap_or_default();
        slot.fill(Verifier(paysig::Verifier::new(scheme, credentials.keyring()?, &options)?));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, new) }
}

/// Checks that a message is authentic and, where a timestamp is signed, fresh. Anything but `PAYSIG_OK` means: do not trust it.
///
/// - `headers`: every header as it came, `name\0value\0` for each, repeated ones repeated; names in any case. NULL with length 0 is none.
/// - `method`, `url`: where the scheme signs them; for a response, those of the request that it answers. NULL with length 0 leaves
///   one out. What is not UTF-8 is the sender's doing, except for a response: `PAYSIG_MALFORMED_REQUEST` where the scheme signs it.
/// - `body`: the raw body, exactly as it came. It must be given: NULL is `PAYSIG_MISSING_BODY`; an empty body is a pointer that is
///   not NULL, with length 0.
/// - `options`: those that the scheme lists per message, such as `request_timestamp`; NULL for none.
/// - `now_ms`: `PAYSIG_NOW`, or the time at which the message came, in milliseconds since 1970-01-01T00:00:00Z.
/// - `flags`: 0 or `PAYSIG_WITH_REPLAY_KEY`.
/// - `verified`: receives what is authentic.
///
/// Errors: rejections (3xx), which are the only ones that a sender can bring about: answer them with 401 and all others with 500;
/// those of input (2xx); `PAYSIG_UNKNOWN_OPTION`, `PAYSIG_INVALID_OPTION`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_verifier_verify(
    verifier: *const Verifier,
    headers: *const c_void,
    headers_length: usize,
    method: *const c_char,
    method_length: usize,
    url: *const c_char,
    url_length: usize,
    body: *const c_void,
    body_length: usize,
    options: *const Fields,
    now_ms: i64,
    flags: u32,
    verified: *mut Verified,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let arguments = Arguments {
        method: (method, method_length),
        url: (url, url_length),
        body: (body, body_length),
        options,
        now_ms,
    };
    let verify = || {
        // SAFETY: pointers, lengths and handles are as the header demands.
        let (verifier, headers, received, place) = unsafe {
            let verifier = borrow("verifier", verifier)?;
            (
                verifier,
                bytes("headers", headers, headers_length)?.unwrap_or_default(),
                arguments.received(verifier.0.scheme())?,
                Place::new("verified", verified)?,
            )
        };
        if flags & !PAYSIG_WITH_REPLAY_KEY != 0 {
            return Err(invalid("flags has bits that mean nothing; allowed: 0, PAYSIG_WITH_REPLAY_KEY"));
        }
        let headers = PackedHeaders::new(headers)?;
        let authentic = verifier.0.verify(&headers, &received)?;
        place.fill(Verified::new(&authentic, flags & PAYSIG_WITH_REPLAY_KEY != 0)?);
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, verify) }
}

/// Explains why a message is refused: for people who look for a mistake, not for every rejected message. It takes what
/// `paysig_verifier_verify` takes; for a request that a gateway refused, it is given that request and the headers that were sent with it.
/// Whatever it finds, the message stays refused. Nothing that it gives back holds a secret, an expected signature or a body.
///
/// - `headers`, `method`, `url`, `body`, `options`, `now_ms`: as for `paysig_verifier_verify`.
/// - `others`: credentials that are none of the verifier's and may have been used by mistake, in labelled sets: of another environment, or
///   the gateway's other pair. They are tried as they are; NULL for none.
/// - `budget`: how many bytes may be hashed or written; 0 for 128 MiB, some tenths of a second.
/// - `explanation`: receives `{"outcome": …, "findings": […], …}`; its member `text` is for people. Free it with `paysig_text_free`.
/// - `capsule`: receives one redacted JSON to attach to a ticket with the gateway: sizes, digests and fingerprints only. NULL leaves it
///   out. Free it with `paysig_text_free`.
///
/// Errors: those of input (2xx), `PAYSIG_UNKNOWN_OPTION`, `PAYSIG_INVALID_OPTION`. A message that is refused is no error here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_verifier_explain(
    verifier: *const Verifier,
    headers: *const c_void,
    headers_length: usize,
    method: *const c_char,
    method_length: usize,
    url: *const c_char,
    url_length: usize,
    body: *const c_void,
    body_length: usize,
    options: *const Fields,
    now_ms: i64,
    others: *const Fields,
    budget: usize,
    explanation: *mut *mut Text,
    capsule: *mut *mut Text,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let arguments = Arguments {
        method: (method, method_length),
        url: (url, url_length),
        body: (body, body_length),
        options,
        now_ms,
    };
    let explain = || {
        // SAFETY: pointers, lengths and handles are as the header demands.
        let (verifier, headers, received, others, slot, capsule) = unsafe {
            let verifier = borrow("verifier", verifier)?;
            (
                verifier,
                bytes("headers", headers, headers_length)?.unwrap_or_default(),
                arguments.received(verifier.0.scheme())?,
                borrow_optional(others),
                Slot::new("explanation", explanation)?,
                (!capsule.is_null()).then(|| Slot::new("capsule", capsule)).transpose()?,
            )
        };
        let headers = PackedHeaders::new(headers)?;
        let mut how = ExplainOptions::new();
        if let Some(others) = others {
            how = how.others(others.keyring()?);
        }
        if budget > 0 {
            how = how.budget(budget as u64);
        }
        let explained = verifier.0.explain_with(&headers, &received, &how)?;
        if let Some(capsule) = capsule {
            capsule.fill(Text::new(verifier.0.capsule(&headers, &received, &explained)));
        }
        slot.fill(Text::new(json::explanation(&explained)));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, explain) }
}

/// Wipes and frees; NULL is fine. No other thread may still be using it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_verifier_free(verifier: *mut Verifier) {
    // SAFETY: a handle of this type that the caller gives up.
    unsafe { handle::free(verifier) }
}
