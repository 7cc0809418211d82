//! Credentials, options and messages from Python's arguments.

use std::convert::Infallible;
use std::time::SystemTime;

use paysig::{Credentials, Error, ErrorCode, Keyring, Message, Options, Scheme};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyByteArray, PyBytes, PyDict, PyInt, PyMapping, PyMemoryView, PySlice, PyString};
use zeroize::Zeroizing;

use crate::body::GivenBody;
use crate::errors::exception;
use crate::time;

/// An argument that need not be given: `None` given is not the same as nothing given.
pub(crate) enum Argument<'py> {
    Absent,
    Given(Bound<'py, PyAny>),
}

impl<'py> FromPyObject<'_, 'py> for Argument<'py> {
    type Error = Infallible;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> Result<Self, Infallible> {
        Ok(Self::Given(given.to_owned()))
    }
}

/// Text given where the core takes UTF-8.
pub(crate) fn text<'a>(given: &'a Bound<'_, PyAny>, name: &str) -> PyResult<&'a str> {
    let Ok(string) = given.cast::<PyString>() else {
        return Err(PyTypeError::new_err(format!("{name} must be str, not {}", type_name(given)?)));
    };
    // A lone surrogate is what cannot be written as UTF-8.
    string.to_str().map_err(|_| {
        exception(
            given.py(),
            &Error::new(ErrorCode::InvalidText, format!("{name} is not text that UTF-8 can hold")),
        )
    })
}

/// `bytes` and no other buffer: what is kept as it is.
pub(crate) fn bytes<'a, 'py>(given: &'a Bound<'py, PyAny>, name: &str) -> PyResult<&'a Bound<'py, PyBytes>> {
    given.cast::<PyBytes>().map_err(|_| match type_name(given) {
        Ok(found) => PyTypeError::new_err(format!("{name} must be bytes, not {found}")),
        Err(error) => error,
    })
}

/// `True` or `False`: what is only as good as one of them may be a mistake.
pub(crate) fn flag(given: &Bound<'_, PyAny>, name: &str) -> PyResult<bool> {
    match given.cast::<PyBool>() {
        Ok(flag) => Ok(flag.is_true()),
        Err(_) => Err(PyTypeError::new_err(format!("{name} must be bool, not {}", type_name(given)?))),
    }
}

/// A whole number, which `bool` is only by accident.
pub(crate) fn integer<T: TryFrom<i128>>(given: &Bound<'_, PyAny>, name: &str, expected: &str) -> PyResult<T> {
    if !given.is_instance_of::<PyInt>() || given.is_instance_of::<PyBool>() {
        let found = type_name(given)?;
        return Err(PyTypeError::new_err(format!("{name} must be {expected}, as int, not {found}")));
    }
    given.extract::<i128>().ok().and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
        let error = Error::new(ErrorCode::InvalidArgument, format!("{name} must be {expected}"));
        exception(given.py(), &error)
    })
}

/// One set of credentials from a mapping of names to `str` or `bytes`.
pub(crate) fn credentials(given: &Bound<'_, PyAny>) -> PyResult<Credentials> {
    credentials_among(given, |_| true)
}

/// Those of the credentials whose names are `known`.
pub(crate) fn credentials_among(
    given: &Bound<'_, PyAny>,
    known: impl Fn(&str) -> bool,
) -> PyResult<Credentials> {
    let mut credentials = Credentials::new();
    for (name, value) in entries(given, "credentials")?.into_iter().filter(|(name, _)| known(name)) {
        let value = material(&name, &value)?;
        credentials.add(name, value.as_slice());
    }
    Ok(credentials)
}

/// One mapping of names to values, or a mapping from label to such a mapping, as the argument of this name.
pub(crate) fn keyring(given: &Bound<'_, PyAny>, argument: &str) -> PyResult<Keyring> {
    let entries = entries(given, argument)?;
    let labelled = entries.iter().any(|(_, value)| value.cast::<PyMapping>().is_ok());
    if !labelled {
        return Ok(credentials(given)?.into());
    }
    let mut keyring = Keyring::new();
    for (label, set) in entries {
        if set.cast::<PyMapping>().is_err() {
            return Err(PyTypeError::new_err(format!(
                "{argument} must be one mapping of names to values, or a mapping from labels to such mappings, not a mixture"
            )));
        }
        keyring = keyring.with(label, credentials(&set)?);
    }
    Ok(keyring)
}

/// Text, or any buffer: keys may be DER.
pub(crate) fn material(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Zeroizing<Vec<u8>>> {
    if given.is_instance_of::<PyString>() {
        return Ok(Zeroizing::new(text(given, name)?.as_bytes().to_vec()));
    }
    if let Ok(bytes) = given.cast::<PyBytes>() {
        return Ok(Zeroizing::new(bytes.as_bytes().to_vec()));
    }
    if let Ok(view) = PyMemoryView::from(given) {
        // Gathers what is not contiguous, too. Unlike bytes, it can be wiped.
        let copy = PyByteArray::from(&view)?;
        let value = Zeroizing::new(copy.to_vec());
        let zeros = PyBytes::new(given.py(), &vec![0; value.len()]);
        copy.set_item(PySlice::full(given.py()), zeros)?;
        return Ok(value);
    }
    let hint = match given.is_none() {
        true => ": is the environment variable that it comes from set?",
        false => "",
    };
    Err(PyTypeError::new_err(format!("{name} must be str or bytes, not {}{hint}", type_name(given)?)))
}

/// Building options from a mapping: durations and flags as Python has them, or everything as text.
pub(crate) fn options(given: Option<&Bound<'_, PyAny>>) -> PyResult<Options> {
    options_among(given, |_| true)
}

/// Those of the building options whose names are `known`.
pub(crate) fn options_among(
    given: Option<&Bound<'_, PyAny>>,
    known: impl Fn(&str) -> bool,
) -> PyResult<Options> {
    let Some(given) = given else { return Ok(Options::new()) };
    let mut options = Options::new();
    for (name, value) in entries(given, "options")?.into_iter().filter(|(name, _)| known(name)) {
        if let Ok(flag) = value.cast::<PyBool>() {
            options = options.set(name, flag.is_true().to_string());
        } else if value.is_instance_of::<PyString>() {
            options = options.set(name.as_str(), text(&value, &name)?);
        } else if let Some(tolerance) = time::duration(&value)?
            && name == paysig::options::TOLERANCE.name
        {
            options = options.tolerance(tolerance);
        } else if name == paysig::options::TOLERANCE.name {
            let error = Error::new(
                ErrorCode::InvalidOption,
                "option tolerance: it must be a timedelta or a number of seconds, above 0",
            );
            return Err(exception(given.py(), &error));
        } else {
            return Err(PyTypeError::new_err(format!(
                "option {name} must be str or bool, not {}",
                type_name(&value)?
            )));
        }
    }
    Ok(options)
}

/// What a message is made of, before it borrows.
pub(crate) struct GivenMessage<'a, 'py> {
    pub(crate) body: GivenBody<'py>,
    method: Option<&'a str>,
    url: Option<&'a str>,
    now: Option<SystemTime>,
    timestamp: Option<String>,
    request_timestamp: Option<String>,
    options: Vec<(String, Zeroizing<String>)>,
}

impl<'a, 'py> GivenMessage<'a, 'py> {
    pub(crate) fn new(
        scheme: &Scheme,
        body: GivenBody<'py>,
        [method, url, now]: [Option<&'a Bound<'py, PyAny>>; 3],
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Self> {
        let mut message = Self {
            body,
            method: method.map(|method| text(method, "method")).transpose()?,
            url: url.map(|url| text(url, "url")).transpose()?,
            now: now.map(|now| time::instant(now, "now")).transpose()?,
            timestamp: None,
            request_timestamp: None,
            options: Vec::new(),
        };
        for (name, value) in options.into_iter().flatten() {
            let name = text(&name, "an option's name")?;
            if value.is_none() {
                // A request that is sent again without the key may be paid twice.
                if name == "idempotency_key" && scheme.option(name).is_some() {
                    return Err(PyTypeError::new_err(
                        "idempotency_key must be str, not None: leave it out for a request that must not be sent again",
                    ));
                }
                continue;
            }
            match name {
                "timestamp" => message.timestamp = Some(time::timestamp(&value, name, scheme)?),
                "request_timestamp" => {
                    message.request_timestamp = Some(time::timestamp(&value, name, scheme)?)
                }
                _ => {
                    let value = Zeroizing::new(text(&value, name)?.to_owned());
                    message.options.push((name.to_owned(), value));
                }
            }
        }
        Ok(message)
    }

    pub(crate) fn borrow(&self) -> Message<'_> {
        let mut message = match self.body.as_bytes() {
            Some(bytes) => Message::new().body(bytes),
            None => Message::new().unsigned_body(),
        };
        if let Some(method) = self.method {
            message = message.method(method);
        }
        if let Some(url) = self.url {
            message = message.url(url);
        }
        if let Some(now) = self.now {
            message = message.at(now);
        }
        if let Some(timestamp) = &self.timestamp {
            message = message.timestamp(timestamp);
        }
        if let Some(timestamp) = &self.request_timestamp {
            message = message.request_timestamp(timestamp);
        }
        self.options.iter().fold(message, |message, (name, value)| message.option(name, value))
    }
}

fn entries<'py>(given: &Bound<'py, PyAny>, what: &str) -> PyResult<Vec<(String, Bound<'py, PyAny>)>> {
    let Ok(mapping) = given.cast::<PyMapping>() else {
        return Err(PyTypeError::new_err(format!("{what} must be a mapping, not {}", type_name(given)?)));
    };
    let names = format!("a name in {what}");
    mapping
        .items()?
        .iter()
        .map(|item| {
            let (name, value) = item.extract::<(Bound<'py, PyAny>, Bound<'py, PyAny>)>()?;
            Ok((text(&name, &names)?.to_owned(), value))
        })
        .collect()
}

pub(crate) fn type_name(value: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(value.get_type().name()?.to_string())
}
