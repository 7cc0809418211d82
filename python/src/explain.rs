//! What explaining takes and gives beside what verifying does.

use pyo3::prelude::*;

/// Every cause, in the table's order.
#[pyfunction]
pub(crate) fn causes_json() -> String {
    paysig::json::causes()
}

/// `paysig.explain.Explanation` from an explanation's JSON and its capsule.
pub(crate) fn explanation(py: Python<'_>, explained: (String, String)) -> PyResult<Bound<'_, PyAny>> {
    let read = py.import("paysig.explain")?.getattr("Explanation")?.getattr("_from_json")?;
    read.call1(explained)
}
