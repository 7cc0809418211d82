//! The one place where a panic or an error of the core becomes an error of JavaScript.

use std::panic::{AssertUnwindSafe, catch_unwind};

use paysig::{Error, ErrorCode};

/// What an exported function returns: a failure is thrown as an error whose `code` is the core's.
///
/// The name is the one that napi's macros look for.
pub(crate) type Result<T> = std::result::Result<T, napi::Error<Code>>;

/// What the core returns.
pub(crate) type Outcome<T> = std::result::Result<T, Error>;

/// An error code's stable name, in the form in which napi takes it.
pub struct Code(ErrorCode);

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        self.0.name()
    }
}

/// Runs the body of an exported function. Node would abort if a panic crossed into it.
pub(crate) fn guard<T>(name: &str, call: impl FnOnce() -> Outcome<T>) -> Result<T> {
    contain(name, call).map_err(thrown)
}

/// Runs a piece of work; a panic is the error `internal`. The panic's own text stays out of it: it may quote what was worked on.
pub(crate) fn contain<T>(name: &str, call: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    let call = || {
        provoke(name);
        call()
    };
    // The core's handles are immutable, so what a panic leaves behind is not half changed.
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| {
        Err(Error::new(ErrorCode::Internal, "paysig panicked; see the process's standard error"))
    })
}

pub(crate) fn thrown(error: Error) -> napi::Error<Code> {
    napi::Error::new(Code(error.code()), error.message().to_owned())
}

#[cfg(feature = "provoke-panic")]
#[allow(clippy::panic)]
fn provoke(name: &str) {
    if std::env::var("PAYSIG_PROVOKE_PANIC").is_ok_and(|asked| asked == name) {
        panic!("provoked in {name}");
    }
}

#[cfg(not(feature = "provoke-panic"))]
const fn provoke(_name: &str) {}
