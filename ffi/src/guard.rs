//! The one way into and out of the library: no panic passes, and every failure becomes a status and a message.

use std::ffi::c_char;
use std::panic::{AssertUnwindSafe, catch_unwind};

use paysig::{Error, ErrorCode};

use crate::output::Report;
use crate::status::paysig_status;

/// Runs what can fail. Its status is returned, and the precise message goes into the caller's buffer.
///
/// # Safety
/// `message` is NULL or points to `message_size` writable bytes.
pub(crate) unsafe fn status(
    message: *mut c_char,
    message_size: usize,
    run: impl FnOnce() -> Result<(), Error>,
) -> i32 {
    let error = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => return paysig_status::PAYSIG_OK as i32,
        Ok(Err(error)) => error,
        Err(_) => Error::new(
            ErrorCode::Internal,
            "paysig panicked inside; the panic was caught and the process can go on",
        ),
    };
    // SAFETY: the caller's promise is handed on.
    unsafe { Report::new(message, message_size) }.write(error.message());
    i32::from(error.code().number())
}

/// Runs what cannot fail, and gives `otherwise` if it panics all the same.
pub(crate) fn value<T>(otherwise: T, run: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or(otherwise)
}
