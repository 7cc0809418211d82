//! `StringToSign` and its parts.

use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// The exact bytes that are signed, as named parts in order, joined without separators.
///
/// Secrets are shown as ``***``; everything else as it is, the body included, so that it can be compared with what the other side
/// signed: treat it like the message itself. ``str()`` has a line per part; ``bytes()`` the bytes that are signed.
#[pyclass(frozen, module = "paysig")]
pub(crate) struct StringToSign {
    string: paysig::StringToSign,
}

/// One named part of a ``StringToSign``.
#[pyclass(frozen, module = "paysig")]
pub(crate) struct SignedPart {
    part: paysig::SignedPart,
}

#[pymethods]
impl StringToSign {
    /// The parts, in order; none for a scheme that signs nothing.
    #[getter]
    fn parts(&self) -> Vec<SignedPart> {
        self.string.parts().iter().map(|part| SignedPart { part: part.clone() }).collect()
    }

    fn __bytes__<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.string.to_bytes())
    }

    fn __str__(&self) -> String {
        self.string.to_string()
    }

    fn __repr__(&self) -> String {
        format!("{:?}", self.string)
    }
}

impl StringToSign {
    pub(crate) fn new(string: paysig::StringToSign) -> Self {
        Self { string }
    }
}

#[pymethods]
impl SignedPart {
    /// The part's name: a credential's, ``timestamp``, ``method``, ``path``, ``query``, ``target``, ``body`` or ``literal``.
    #[getter]
    fn name(&self) -> &str {
        self.part.name()
    }

    /// Whether it is a secret, and so not shown.
    #[getter]
    fn is_secret(&self) -> bool {
        self.part.is_secret()
    }

    fn __bytes__<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.part.bytes())
    }

    fn __repr__(&self) -> String {
        format!("{:?}", self.part)
    }
}
