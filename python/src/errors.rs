//! The core's errors as Python's exceptions, one class per code.

use std::panic::{AssertUnwindSafe, catch_unwind};

use paysig::{Error, ErrorCode};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

/// The exception for a core error: the class that `paysig.errors` has for its code.
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    match class_of(py, error.code()).and_then(|class| class.call1((error.message(),))) {
        Ok(instance) => PyErr::from_value(instance),
        Err(failure) => failure,
    }
}

/// Runs what calls the core. A panic becomes the error `internal`: Python's own answer to a panic is no `Exception`, so no web
/// server's handler would catch it.
pub(crate) fn guarded<T>(call: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    // Nothing that the call could leave half done outlives it: signers and verifiers are immutable.
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|_| Err(Error::new(ErrorCode::Internal, "paysig panicked; the cause is on stderr")))
}

fn class_of(py: Python<'_>, code: ErrorCode) -> PyResult<Bound<'_, PyAny>> {
    static BY_CODE: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    let by_code = BY_CODE.get_or_try_init(py, || {
        Ok::<_, PyErr>(py.import("paysig.errors")?.getattr("BY_CODE")?.cast_into::<PyDict>()?.unbind())
    })?;
    by_code.bind(py).as_any().get_item(code.name())
}

/// Panics inside the guard.
#[cfg(feature = "panic-on-purpose")]
#[pyfunction]
#[allow(clippy::panic, reason = "that is what it is for")]
pub(crate) fn panic_on_purpose(py: Python<'_>) -> PyResult<()> {
    guarded(|| panic!("on purpose")).map_err(|error| exception(py, &error))
}
