//! What explaining takes and gives beside what verifying does.

use paysig::{Error, ErrorCode};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyInt};

use crate::errors::exception;

/// Every cause, in the table's order.
#[pyfunction]
pub(crate) fn causes_json() -> String {
    paysig::json::causes()
}

/// A number of bytes, which `bool` is only by accident.
pub(crate) fn budget(given: &Bound<'_, PyAny>) -> PyResult<u64> {
    if !given.is_instance_of::<PyInt>() || given.is_instance_of::<PyBool>() {
        let name = given.get_type().name()?;
        return Err(PyTypeError::new_err(format!("budget must be a number of bytes as int, not {name}")));
    }
    given.extract().map_err(|_| {
        let error =
            Error::new(ErrorCode::InvalidArgument, "budget must be a number of bytes, from 0 to 2**64 - 1");
        exception(given.py(), &error)
    })
}

/// `paysig.explain.Explanation` from an explanation's JSON and its capsule.
pub(crate) fn explanation(py: Python<'_>, explained: (String, String)) -> PyResult<Bound<'_, PyAny>> {
    let read = py.import("paysig.explain")?.getattr("Explanation")?.getattr("_from_json")?;
    read.call1(explained)
}
