//! The message of one call, put together from the call's arguments.

use std::ffi::{c_char, c_void};
use std::time::{Duration, SystemTime};

use paysig::scheme::{Kind, Part, Scheme};
use paysig::{Error, ErrorCode, Message};

use crate::fields::{Fields, invalid_option};
use crate::handle::borrow_optional;
use crate::input::{bytes, invalid, text};

/// Given as `now_ms`: the system's clock.
///
/// Any other number is the time to take instead, in milliseconds since 1970-01-01T00:00:00Z: for tests, and for messages that waited
/// in a queue.
pub const PAYSIG_NOW: i64 = i64::MIN;

/// The arguments that say what is signed or verified, as they come from C.
pub(crate) struct Arguments {
    pub(crate) method: (*const c_char, usize),
    pub(crate) url: (*const c_char, usize),
    pub(crate) body: (*const c_void, usize),
    pub(crate) options: *const Fields,
    pub(crate) now_ms: i64,
}

impl Arguments {
    /// Reads them. What is NULL is left out of the message.
    ///
    /// # Safety
    /// Pointers are NULL or readable for their lengths, and stay as they are for `'a`.
    pub(crate) unsafe fn message<'a>(&self) -> Result<Message<'a>, Error> {
        // SAFETY: the caller's promise is handed on.
        unsafe { self.read(|_, text| text) }
    }

    /// Reads them for a message that came. Method and URL of a request or webhook are its sender's: what is no text there is ignored
    /// where the scheme does not sign it, and else makes the message one to refuse.
    ///
    /// # Safety
    /// As [`Arguments::message`].
    pub(crate) unsafe fn received<'a>(&self, scheme: &Scheme) -> Result<Message<'a>, Error> {
        let blame_sender = |of: &[Part], text: Result<Option<&'a str>, Error>| match text {
            Err(error) if error.code() == ErrorCode::InvalidText && scheme.kind != Kind::Response => {
                match scheme.parts().iter().any(|part| of.contains(part)) {
                    true => Err(Error::new(ErrorCode::MalformedRequest, error.message().to_owned())),
                    false => Ok(None),
                }
            }
            text => text,
        };
        // SAFETY: the caller's promise is handed on.
        unsafe { self.read(blame_sender) }
    }

    /// Reads them; `settle` is given the parts of a string to sign that a text is for, and has the last word on that text.
    ///
    /// # Safety
    /// As [`Arguments::message`].
    unsafe fn read<'a>(
        &self,
        settle: impl Fn(&[Part], Result<Option<&'a str>, Error>) -> Result<Option<&'a str>, Error>,
    ) -> Result<Message<'a>, Error> {
        // SAFETY: the caller's promise is handed on.
        let (method, url, body, options): (_, _, _, Option<&'a Fields>) = unsafe {
            (
                settle(&[Part::Method], text("method", self.method.0, self.method.1))?,
                settle(&[Part::Path, Part::Query, Part::Target], text("url", self.url.0, self.url.1))?,
                bytes("body", self.body.0, self.body.1)?,
                borrow_optional(self.options),
            )
        };
        let mut message = Message::new();
        if let Some(method) = method {
            message = message.method(method);
        }
        if let Some(url) = url {
            message = message.url(url);
        }
        if let Some(body) = body {
            message = message.body(body);
        }
        if self.now_ms != PAYSIG_NOW {
            message = message.at(time(self.now_ms)?);
        }
        for option in options.into_iter().flat_map(Fields::message_options) {
            let (name, value) = option?;
            message = match name {
                "timestamp" => message.timestamp(value),
                "request_timestamp" => message.request_timestamp(value),
                "body" if value == "unsigned" => message.unsigned_body(),
                "body" => return Err(invalid_option(name, "allowed: unsigned")),
                _ => message.option(name, value),
            };
        }
        Ok(message)
    }
}

fn time(milliseconds: i64) -> Result<SystemTime, Error> {
    let distance = Duration::from_millis(milliseconds.unsigned_abs());
    let time = match milliseconds < 0 {
        true => SystemTime::UNIX_EPOCH.checked_sub(distance),
        false => SystemTime::UNIX_EPOCH.checked_add(distance),
    };
    time.ok_or_else(|| invalid("now_ms is a time that this system cannot count"))
}
