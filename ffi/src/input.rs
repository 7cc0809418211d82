//! What C passes in: pointer and length, read as bytes or text for the length of the call.

use std::ffi::{c_char, c_void};
use std::slice;

use paysig::{Error, ErrorCode};

/// Bytes that may be left out: NULL, which has length 0, is `None`.
///
/// # Safety
/// `data` is NULL or points to `length` bytes that stay as they are for `'a`.
pub(crate) unsafe fn bytes<'a>(
    name: &str,
    data: *const c_void,
    length: usize,
) -> Result<Option<&'a [u8]>, Error> {
    if data.is_null() {
        return match length {
            0 => Ok(None),
            _ => Err(invalid(format!("{name} is NULL, and its length is {length}; NULL has length 0"))),
        };
    }
    // More than this is no object in memory, but a negative number or a length of something else.
    if isize::try_from(length).is_err() {
        return Err(invalid(format!("{name} has length {length}, which is more than memory holds")));
    }
    // SAFETY: not NULL, as long as memory allows, and readable by the caller's promise.
    Ok(Some(unsafe { slice::from_raw_parts(data.cast(), length) }))
}

/// UTF-8 text that may be left out: NULL, which has length 0, is `None`.
///
/// # Safety
/// As [`bytes`].
pub(crate) unsafe fn text<'a>(
    name: &str,
    data: *const c_char,
    length: usize,
) -> Result<Option<&'a str>, Error> {
    // SAFETY: the caller's promise is handed on.
    let bytes = unsafe { bytes(name, data.cast(), length) }?;
    let text = bytes.map(|bytes| utf8(name, bytes)).transpose()?;
    #[cfg(feature = "provoke-panic")]
    #[allow(clippy::panic)]
    if text == Some("paysig-provoke-panic") {
        panic!("provoked, as asked");
    }
    Ok(text)
}

/// UTF-8 text that must be there.
///
/// # Safety
/// As [`bytes`].
pub(crate) unsafe fn required_text<'a>(
    name: &str,
    data: *const c_char,
    length: usize,
) -> Result<&'a str, Error> {
    // SAFETY: the caller's promise is handed on.
    unsafe { text(name, data, length) }?.ok_or_else(|| invalid(format!("{name} is NULL; it must be given")))
}

/// Bytes as text.
pub(crate) fn utf8<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Error> {
    std::str::from_utf8(bytes)
        .map_err(|_| Error::new(ErrorCode::InvalidText, format!("{name} is not UTF-8 text")))
}

/// A mistake in how a function was called.
pub(crate) fn invalid(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::InvalidArgument, message)
}
