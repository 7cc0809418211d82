//! `Verified`.

use std::time::{Duration, SystemTime};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};

use crate::body::GivenBody;

/// An authentic message: which credentials it matched, and what of it is authentic.
///
/// Made by ``Verifier.verify``. It can be pickled; making one by hand is for tests of what comes after verifying.
#[pyclass(frozen, module = "paysig")]
pub(crate) struct Verified {
    /// The scheme's id.
    #[pyo3(get)]
    scheme: String,
    /// The label of the credentials that matched.
    #[pyo3(get)]
    label: String,
    /// The signed time in milliseconds since 1970, or None where the scheme signs none.
    #[pyo3(get)]
    timestamp_ms: Option<i64>,
    covers: Vec<String>,
    replay_key: Option<Vec<u8>>,
    body: Option<Py<PyBytes>>,
}

#[pymethods]
impl Verified {
    #[new]
    #[pyo3(signature = (*, scheme, label="default".to_owned(), timestamp_ms=None, covers=Vec::new(), replay_key=None, unauthenticated_body=None))]
    #[pyo3(
        text_signature = "(*, scheme, label='default', timestamp_ms=None, covers=(), replay_key=None, unauthenticated_body=b'')"
    )]
    fn restore(
        scheme: String,
        label: String,
        timestamp_ms: Option<i64>,
        covers: Vec<String>,
        replay_key: Option<Vec<u8>>,
        unauthenticated_body: Option<Py<PyBytes>>,
    ) -> Self {
        Self { scheme, label, timestamp_ms, covers, replay_key, body: unauthenticated_body }
    }

    /// The signed time as an aware datetime in UTC, or None where the scheme signs none.
    #[getter]
    fn timestamp(&self) -> Option<SystemTime> {
        let milliseconds = u64::try_from(self.timestamp_ms?).ok()?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds))
    }

    /// What is authentic, in the order in which it is signed: names of credentials, ``timestamp``, ``method``, ``path``, ``query``,
    /// ``body``. Nothing else of the message is: not the other headers, and not the body unless it is here.
    #[getter]
    fn covers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.covers)
    }

    /// 32 bytes, the same for every copy of the message, so that a copy can be told from news; None when the body is not covered.
    /// A gateway that repeats a message repeats this too: record it after the message was processed.
    #[getter]
    fn replay_key<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.replay_key.as_deref().map(|key| PyBytes::new(py, key))
    }

    /// The body if it is authentic, or None.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        let covered = self.covers.iter().any(|part| part == "body");
        covered.then(|| self.unauthenticated_body(py))
    }

    /// The body, whether or not anybody vouches for it. Where the scheme does not cover it, anyone on the way could have changed it:
    /// read it only to find what to ask the gateway for.
    #[getter]
    fn unauthenticated_body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        match &self.body {
            Some(body) => body.bind(py).clone(),
            None => PyBytes::new(py, b""),
        }
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let named = PyDict::new(py);
        named.set_item("scheme", &self.scheme)?;
        named.set_item("label", &self.label)?;
        named.set_item("timestamp_ms", self.timestamp_ms)?;
        named.set_item("covers", &self.covers)?;
        named.set_item("replay_key", self.replay_key(py))?;
        named.set_item("unauthenticated_body", self.unauthenticated_body(py))?;
        Ok((PyTuple::empty(py), named))
    }

    fn __repr__(&self) -> String {
        format!("Verified('{}' by '{}'; covers: {})", self.scheme, self.label, self.covers.join(", "))
    }
}

impl Verified {
    /// What outlives the message, but for its body.
    pub(crate) fn new(verified: &paysig::Verified<'_>) -> Self {
        Self {
            scheme: String::new(),
            label: verified.label().to_owned(),
            timestamp_ms: verified.timestamp_ms(),
            covers: verified.covers().map(str::to_owned).collect(),
            replay_key: verified.replay_key().map(|key| key.to_vec()),
            body: None,
        }
    }

    pub(crate) fn with_body(self, scheme: &str, body: GivenBody<'_>) -> Self {
        let body = match body {
            GivenBody::Bytes(bytes) => Some(bytes.unbind()),
            GivenBody::Unsigned => None,
        };
        Self { scheme: scheme.to_owned(), body, ..self }
    }
}
