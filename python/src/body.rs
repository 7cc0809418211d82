//! Bodies: bytes, exactly as they go over the wire.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyMemoryView, PyString};

use paysig::{Error, ErrorCode};

use crate::errors::exception;

/// The type of `UNSIGNED`: say it instead of a body that the gateway leaves unsigned, such as a multipart upload.
#[pyclass(frozen, module = "paysig._paysig")]
pub(crate) struct Unsigned;

#[pymethods]
impl Unsigned {
    fn __repr__(&self) -> &'static str {
        "paysig.UNSIGNED"
    }

    fn __reduce__(&self) -> &'static str {
        // Pickle takes a name to mean the module's object of that name, so a copy is the same object.
        "UNSIGNED"
    }
}

/// A message's body as the caller gave it.
pub(crate) enum GivenBody<'py> {
    Bytes(Bound<'py, PyBytes>),
    Unsigned,
}

/// What a body is for, which decides what to say when it is none.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Sign,
    Verify,
}

impl<'py> GivenBody<'py> {
    /// Borrows `bytes`; takes a snapshot of any other buffer, as somebody else may write to it meanwhile.
    pub(crate) fn new(given: &Bound<'py, PyAny>, purpose: Purpose) -> PyResult<Self> {
        if let Ok(bytes) = given.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.clone()));
        }
        if given.is_instance_of::<Unsigned>() {
            return Ok(Self::Unsigned);
        }
        match PyMemoryView::from(given) {
            // `tobytes` also gathers what is not contiguous.
            Ok(view) => Ok(Self::Bytes(view.call_method0("tobytes")?.cast_into::<PyBytes>()?)),
            Err(_) => Err(refusal(given, purpose)),
        }
    }

    /// What is signed where no body was given.
    pub(crate) fn empty(py: Python<'py>) -> Self {
        Self::Bytes(PyBytes::new(py, b""))
    }

    /// The object that was given, or its snapshot; none for a body that is not signed.
    pub(crate) fn into_bytes(self) -> Option<Py<PyBytes>> {
        match self {
            Self::Bytes(bytes) => Some(bytes.unbind()),
            Self::Unsigned => None,
        }
    }

    /// The bytes; none for a body that is not signed.
    pub(crate) fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes.as_bytes()),
            Self::Unsigned => None,
        }
    }
}

fn refusal(given: &Bound<'_, PyAny>, purpose: Purpose) -> PyErr {
    let py = given.py();
    let what = match given.get_type().name() {
        Ok(name) => name.to_string(),
        Err(error) => return error,
    };
    let raw = match purpose {
        Purpose::Sign => {
            "serialise it once, sign those bytes and send the same ones; with requests they are \
             `request.prepare().body`, with httpx `request.content`"
        }
        Purpose::Verify => {
            "pass the raw body as it came, before anything parsed it: Flask's `request.get_data()`, Django's \
             `request.body`, Starlette's and FastAPI's `await request.body()`, `response.content` of requests and httpx"
        }
    };
    if given.is_none() {
        return match purpose {
            Purpose::Sign => PyTypeError::new_err("body must be bytes, not None: an empty body is b\"\""),
            Purpose::Verify => exception(
                py,
                &Error::new(ErrorCode::MissingBody, format!("body is None; {raw}; an empty body is b\"\"")),
            ),
        };
    }
    let why = if given.is_instance_of::<PyString>() {
        ": the signature is over bytes, and text could have come from several"
    } else if given.is_instance_of::<PyDict>() || given.is_instance_of::<PyList>() {
        ": the signature is over bytes, and a parsed body does not tell how it was written"
    } else {
        ""
    };
    PyTypeError::new_err(format!("body must be bytes, not {what}{why}; {raw}"))
}
