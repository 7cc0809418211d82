//! `Verified`.

use std::time::{Duration, SystemTime};

use paysig::{Accepted, Error, ErrorCode, Message};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PySequence, PyString, PyTuple};

use crate::arguments::{self, Argument};
use crate::errors::{exception, guarded};
use crate::signer::LONG_BODY;
use crate::verifier::Verifier;

/// An authentic message: which credentials it matched, and what of it is authentic.
///
/// Made by ``Verifier.verify``. It can be pickled; making one by hand is for tests of what comes after verifying.
#[pyclass(frozen, module = "paysig")]
pub(crate) struct Verified {
    /// The scheme's id.
    #[pyo3(get)]
    pub(crate) scheme: Py<PyString>,
    /// The label of the credentials that matched.
    #[pyo3(get)]
    pub(crate) label: String,
    /// The signed time in milliseconds since 1970, or None where the scheme signs none.
    #[pyo3(get)]
    pub(crate) timestamp_ms: Option<i64>,
    /// What is authentic, in the order in which it is signed: names of credentials, ``timestamp``, ``method``, ``path``, ``query``,
    /// ``body``. Nothing else of the message is: not the other headers, and not the body unless it is here.
    #[pyo3(get)]
    pub(crate) covers: Py<PyTuple>,
    pub(crate) body: Option<Py<PyBytes>>,
    pub(crate) replay_key: ReplayKey,
}

/// Computed when it is first read: its hash would take half of the time of verifying, and not all programs want it. The body is `bytes`, which
/// nobody can change meanwhile.
pub(crate) enum ReplayKey {
    Given(Option<Py<PyBytes>>),
    Of { message: Received, computed: PyOnceLock<Py<PyBytes>> },
}

/// An accepted message but for its body, and no header of it: some are credentials.
pub(crate) struct Received {
    pub(crate) verifier: Py<Verifier>,
    pub(crate) accepted: Accepted,
    pub(crate) method: Option<String>,
    pub(crate) url: Option<String>,
}

#[pymethods]
impl Verified {
    #[new]
    #[pyo3(signature = (*, scheme, label=Argument::Absent, timestamp_ms=None, covers=Argument::Absent, replay_key=None, unauthenticated_body=None))]
    #[pyo3(
        text_signature = "(*, scheme, label='default', timestamp_ms=None, covers=(), replay_key=None, unauthenticated_body=b'')"
    )]
    fn restore(
        py: Python<'_>,
        scheme: &Bound<'_, PyAny>,
        label: Argument<'_>,
        timestamp_ms: Option<&Bound<'_, PyAny>>,
        covers: Argument<'_>,
        replay_key: Option<&Bound<'_, PyAny>>,
        unauthenticated_body: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let milliseconds = "a number of milliseconds that 64 bits hold";
        let bytes = |given: Option<&Bound<'_, PyAny>>, name| {
            given.map(|given| Ok::<_, PyErr>(arguments::bytes(given, name)?.clone().unbind())).transpose()
        };
        Ok(Self {
            scheme: PyString::new(py, arguments::text(scheme, "scheme")?).unbind(),
            label: match label {
                Argument::Given(label) => arguments::text(&label, "label")?.to_owned(),
                Argument::Absent => "default".to_owned(),
            },
            timestamp_ms: timestamp_ms
                .map(|given| arguments::integer(given, "timestamp_ms", milliseconds))
                .transpose()?,
            covers: match covers {
                Argument::Given(covers) => names(&covers)?.unbind(),
                Argument::Absent => PyTuple::empty(py).unbind(),
            },
            body: bytes(unauthenticated_body, "unauthenticated_body")?,
            replay_key: ReplayKey::Given(bytes(replay_key, "replay_key")?),
        })
    }

    /// The signed time as an aware datetime in UTC, or None where the scheme signs none.
    #[getter]
    fn timestamp(&self) -> Option<SystemTime> {
        let milliseconds = u64::try_from(self.timestamp_ms?).ok()?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds))
    }

    /// 32 bytes, the same for every copy of the message, so that a copy can be told from news; None when the body is not covered.
    /// A gateway that repeats a message repeats this too: record it after the message was processed.
    ///
    /// Computed when it is first read, by a hash over what is signed.
    #[getter]
    fn replay_key(&self, py: Python<'_>) -> PyResult<Option<Py<PyBytes>>> {
        match &self.replay_key {
            ReplayKey::Given(key) => Ok(key.as_ref().map(|key| key.clone_ref(py))),
            ReplayKey::Of { message, computed } => {
                let Some(body) = self.body(py)? else { return Ok(None) };
                let key = computed.get_or_try_init(py, || {
                    let key = message.replay_key(py, body.as_bytes());
                    key.map(|key| PyBytes::new(py, &key).unbind())
                })?;
                Ok(Some(key.clone_ref(py)))
            }
        }
    }

    /// The body if it is authentic, or None.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let covered = self.covers.bind(py).contains(intern!(py, "body"))?;
        Ok(covered.then(|| self.unauthenticated_body(py)))
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
        named.set_item("replay_key", self.replay_key(py)?)?;
        named.set_item("unauthenticated_body", self.unauthenticated_body(py))?;
        Ok((PyTuple::empty(py), named))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let covers: Vec<String> = self.covers.extract(py)?;
        Ok(format!("Verified('{}' by '{}'; covers: {})", self.scheme, self.label, covers.join(", ")))
    }
}

/// The argument `covers`.
fn names<'py>(given: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    match given.cast::<PySequence>() {
        Ok(names) if !given.is_instance_of::<PyString>() => {
            let names = names.to_tuple()?;
            names.iter().try_for_each(|name| arguments::text(&name, "a name in covers").map(drop))?;
            Ok(names)
        }
        _ => {
            let found = arguments::type_name(given)?;
            Err(PyTypeError::new_err(format!("covers must be a sequence of names, not {found}")))
        }
    }
}

impl Received {
    fn replay_key(&self, py: Python<'_>, body: &[u8]) -> PyResult<[u8; 32]> {
        let mut message = Message::new().body(body);
        if let Some(method) = &self.method {
            message = message.method(method);
        }
        if let Some(url) = &self.url {
            message = message.url(url);
        }
        let compute = || {
            guarded(|| {
                let missing = || Error::new(ErrorCode::Internal, "an authentic body has no replay key");
                self.verifier.get().core().replay_key(&self.accepted, &message)?.ok_or_else(missing)
            })
        };
        let key = if body.len() >= LONG_BODY { py.detach(compute) } else { compute() };
        key.map_err(|error| exception(py, &error))
    }
}
