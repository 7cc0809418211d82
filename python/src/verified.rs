//! `Verified`.

use std::time::{Duration, SystemTime};

use paysig::{Error, ErrorCode};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PySequence, PyString, PyTuple};

use crate::arguments::{self, Argument};
use crate::errors::exception;

/// The last millisecond that Python's datetime has: that of the year 9999.
const LAST: i64 = 253_402_300_799_999;

/// An authentic message: which credentials it matched, and what of it is authentic.
///
/// Made by ``Verifier.verify``. It holds nothing of the verifier, and of the message no header. It can be pickled.
///
/// Making one by hand is for tests of what comes after verifying. Its replay key is what is given: None where the body is not covered. Without
/// it, or with False, it is one that nobody asked for.
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

/// One that is not there because nobody asked is told from one that cannot be.
pub(crate) enum ReplayKey {
    NotAskedFor,
    AskedFor(Option<Py<PyBytes>>),
}

#[pymethods]
impl Verified {
    #[new]
    #[pyo3(signature = (*, scheme, label=Argument::Absent, timestamp_ms=None, covers=Argument::Absent, replay_key=Argument::Absent, unauthenticated_body=None))]
    #[pyo3(
        text_signature = "(*, scheme, label='default', timestamp_ms=None, covers=(), replay_key=False, unauthenticated_body=b'')"
    )]
    fn restore(
        py: Python<'_>,
        scheme: &Bound<'_, PyAny>,
        label: Argument<'_>,
        timestamp_ms: Option<&Bound<'_, PyAny>>,
        covers: Argument<'_>,
        replay_key: Argument<'_>,
        unauthenticated_body: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let bytes = |given: Option<&Bound<'_, PyAny>>, name| {
            given.map(|given| Ok::<_, PyErr>(arguments::bytes(given, name)?.clone().unbind())).transpose()
        };
        let covers = match covers {
            Argument::Given(covers) => names(&covers)?.unbind(),
            Argument::Absent => PyTuple::empty(py).unbind(),
        };
        let replay_key = match replay_key {
            Argument::Absent => ReplayKey::NotAskedFor,
            Argument::Given(given) if given.is(PyBool::new(py, false)) => ReplayKey::NotAskedFor,
            Argument::Given(given) if given.is_none() => {
                if covers.bind(py).contains(intern!(py, "body"))? {
                    let why = "a message whose body is covered has a replay key: give one, or leave it out as if nobody had asked";
                    return Err(exception(py, &Error::new(ErrorCode::InvalidArgument, why)));
                }
                ReplayKey::AskedFor(None)
            }
            Argument::Given(given) => {
                ReplayKey::AskedFor(Some(arguments::bytes(&given, "replay_key")?.clone().unbind()))
            }
        };
        Ok(Self {
            scheme: PyString::new(py, arguments::text(scheme, "scheme")?).unbind(),
            label: match label {
                Argument::Given(label) => arguments::text(&label, "label")?.to_owned(),
                Argument::Absent => "default".to_owned(),
            },
            timestamp_ms: timestamp_ms.map(milliseconds).transpose()?,
            covers,
            body: bytes(unauthenticated_body, "unauthenticated_body")?,
            replay_key,
        })
    }

    /// The signed time as an aware datetime in UTC, or None where the scheme signs none.
    #[getter]
    fn timestamp(&self) -> Option<SystemTime> {
        let milliseconds = u64::try_from(self.timestamp_ms?).ok()?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds))
    }

    /// 32 bytes, the same for every copy of the message, so that a copy can be told from news; None where the body is not covered:
    /// then nothing tells a copy from news. A gateway that repeats a message repeats this too: record it after the message was
    /// processed.
    ///
    /// Raises:
    ///     InvalidArgument: The message was verified without ``replay_key=True``. It is not None instead, which would let every copy
    ///         pass.
    #[getter]
    fn replay_key<'py>(&self, py: Python<'py>) -> PyResult<Option<&Bound<'py, PyBytes>>>
    where
        Self: 'py,
    {
        match &self.replay_key {
            ReplayKey::AskedFor(key) => Ok(key.as_ref().map(|key| key.bind(py))),
            ReplayKey::NotAskedFor => Err(exception(
                py,
                &Error::new(
                    ErrorCode::InvalidArgument,
                    "this message was verified without a replay key: pass replay_key=True to verify",
                ),
            )),
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
        match &self.replay_key {
            ReplayKey::AskedFor(key) => named.set_item("replay_key", key)?,
            ReplayKey::NotAskedFor => named.set_item("replay_key", false)?,
        }
        named.set_item("unauthenticated_body", self.unauthenticated_body(py))?;
        Ok((PyTuple::empty(py), named))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let covers: Vec<String> = self.covers.extract(py)?;
        Ok(format!("Verified('{}' by '{}'; covers: {})", self.scheme, self.label, covers.join(", ")))
    }
}

/// The argument `timestamp_ms`.
fn milliseconds(given: &Bound<'_, PyAny>) -> PyResult<i64> {
    let name = "timestamp_ms";
    let expected = format!("a number of milliseconds since 1970, from 0 to {LAST}");
    let milliseconds = arguments::integer(given, name, &expected)?;
    if (0..=LAST).contains(&milliseconds) {
        return Ok(milliseconds);
    }
    let error = Error::new(ErrorCode::InvalidArgument, format!("{name} must be {expected}"));
    Err(exception(given.py(), &error))
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
