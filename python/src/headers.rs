//! Headers to verify, from whatever container a program or framework has them in.

use std::borrow::Cow;

use paysig::{Error, ErrorCode, Scheme};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::sync::critical_section::with_critical_section;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple};

use crate::errors::exception;

/// The lines that were asked for, in order: a container that keeps repeated headers shows them all.
pub(crate) type Lines = Vec<(Text, Text)>;

/// A header's name or value: Python's own memory, where it holds the bytes as they were on the wire.
pub(crate) enum Text {
    Ascii(PyBackedStr),
    Bytes(PyBackedBytes),
    Written(Vec<u8>),
}

impl AsRef<[u8]> for Text {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Ascii(text) => text.as_ref(),
            Self::Bytes(bytes) => bytes,
            Self::Written(bytes) => bytes,
        }
    }
}

/// The names of the headers that a scheme reads.
pub(crate) struct Names(Vec<String>);

impl Names {
    pub(crate) fn read_by(scheme: &Scheme) -> Self {
        let names =
            scheme.headers.iter().flat_map(|header| std::iter::once(&header.name).chain(header.also.iter()));
        Self(names.map(|name| name.clone().into_owned()).collect())
    }

    fn contains(&self, name: &[u8]) -> bool {
        self.0.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(name))
    }
}

/// The lines of a mapping, of an iterable of pairs, of a WSGI environ, or of a framework's header object: all of them, or those of these
/// names. The others must be readable too.
pub(crate) fn lines(headers: &Bound<'_, PyAny>, names: Option<&Names>) -> PyResult<Lines> {
    let mut chosen = Chosen { names, lines: Lines::new() };
    if let Ok(dict) = headers.cast::<PyDict>() {
        if dict.contains(intern!(dict.py(), "REQUEST_METHOD"))? {
            chosen.take_environ(dict)?;
        } else {
            for (name, value) in snapshot(dict) {
                chosen.take(&name, &value)?;
            }
        }
        return Ok(chosen.lines);
    }
    if is_text(headers) || headers.is_none() {
        return Err(unreadable(headers, "headers must be a mapping or pairs, not"));
    }
    // Most often, and it has none of the methods below.
    if headers.is_exact_instance_of::<PyList>() {
        chosen.take_pairs(headers)?;
        return Ok(chosen.lines);
    }
    // `items()` of httpx folds repeated headers into one line; this one does not.
    for method in [intern!(headers.py(), "multi_items"), intern!(headers.py(), "items")] {
        if let Some(items) = headers.getattr_opt(method)? {
            chosen.take_pairs(&items.call0()?)?;
            return Ok(chosen.lines);
        }
    }
    chosen.take_pairs(headers)?;
    Ok(chosen.lines)
}

struct Chosen<'n> {
    names: Option<&'n Names>,
    lines: Lines,
}

impl Chosen<'_> {
    fn take_pairs(&mut self, pairs: &Bound<'_, PyAny>) -> PyResult<()> {
        let pairs_of =
            pairs.try_iter().map_err(|_| unreadable(pairs, "headers must be a mapping or pairs, not"))?;
        for pair in pairs_of {
            let pair = pair?;
            if let Ok((name, value)) = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>() {
                self.take(&name, &value)?;
                continue;
            }
            let parts = pair.try_iter().and_then(Iterator::collect::<PyResult<Vec<_>>>);
            match parts.as_deref() {
                Ok([name, value]) if !is_text(&pair) => self.take(name, value)?,
                _ => {
                    return Err(unreadable(
                        &pair,
                        "headers must be a mapping or pairs of name and value; one is",
                    ));
                }
            }
        }
        Ok(())
    }

    /// PEP 3333: `HTTP_X_SIGNATURE` is X-Signature, and the rest, but for two, is no header.
    fn take_environ(&mut self, environ: &Bound<'_, PyDict>) -> PyResult<()> {
        for (name, value) in snapshot(environ) {
            let Ok(name) = name.cast::<PyString>() else { continue };
            let name = name.to_string_lossy();
            let header = match name.strip_prefix("HTTP_") {
                Some(header) => header,
                None if name == "CONTENT_TYPE" || name == "CONTENT_LENGTH" => &name,
                None => continue,
            };
            let header = header.replace('_', "-").into_bytes();
            let value = Text::of(&value)?;
            if self.wants(&header) {
                self.lines.push((Text::Written(header), value));
            }
        }
        Ok(())
    }

    fn take(&mut self, name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if !self.wants(&bytes(name)?) {
            return check_value(value);
        }
        if !is_text(value) && is_list(value) {
            for value in value.try_iter()? {
                self.lines.push((Text::of(name)?, Text::of(&value?)?));
            }
            return Ok(());
        }
        self.lines.push((Text::of(name)?, Text::of(value)?));
        Ok(())
    }

    fn wants(&self, name: &[u8]) -> bool {
        self.names.is_none_or(|names| names.contains(name))
    }
}

/// The dict's entries as they are now: a value's own code, or a thread that needs no lock for it, may change the dict meanwhile.
fn snapshot<'py>(dict: &Bound<'py, PyDict>) -> Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    with_critical_section(dict, || dict.iter().collect())
}

impl Text {
    fn of(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        match bytes(given)? {
            Cow::Owned(bytes) => Ok(Self::Written(bytes)),
            Cow::Borrowed(_) => match given.cast::<PyBytes>() {
                Ok(bytes) => Ok(Self::Bytes(bytes.clone().into())),
                Err(_) => Ok(Self::Ascii(given.extract()?)),
            },
        }
    }
}

/// Refuses a value that could not be read, of a header that need not be.
fn check_value(value: &Bound<'_, PyAny>) -> PyResult<()> {
    if is_text(value) {
        return Ok(());
    }
    if !is_list(value) {
        return Err(not_text(value));
    }
    value.try_iter()?.try_for_each(|value| {
        let value = value?;
        if is_text(&value) { Ok(()) } else { Err(not_text(&value)) }
    })
}

fn is_text(value: &Bound<'_, PyAny>) -> bool {
    value.is_instance_of::<PyString>() || value.is_instance_of::<PyBytes>()
}

/// The values of a repeated header.
fn is_list(value: &Bound<'_, PyAny>) -> bool {
    value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>()
}

/// Python's HTTP libraries and PEP 3333 decode header bytes as Latin-1, so that is how text becomes bytes again.
fn bytes<'a>(text: &'a Bound<'_, PyAny>) -> PyResult<Cow<'a, [u8]>> {
    let Ok(string) = text.cast::<PyString>() else {
        let bytes = text.cast::<PyBytes>().map_err(|_| not_text(text))?;
        return Ok(Cow::Borrowed(bytes.as_bytes()));
    };
    if let Ok(text) = string.to_str()
        && text.is_ascii()
    {
        return Ok(Cow::Borrowed(text.as_bytes()));
    }
    let text = string.to_string_lossy();
    let latin1 = text.chars().map(|character| u8::try_from(u32::from(character))).collect::<Result<_, _>>();
    // What Latin-1 cannot hold was decoded by something cleverer.
    Ok(Cow::Owned(latin1.unwrap_or_else(|_| text.into_owned().into_bytes())))
}

fn not_text(found: &Bound<'_, PyAny>) -> PyErr {
    unreadable(found, "a header's name and value must be str or bytes, not")
}

fn unreadable(found: &Bound<'_, PyAny>, expected: &str) -> PyErr {
    let what = found.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    exception(found.py(), &Error::new(ErrorCode::InvalidHeaders, format!("{expected} {what}")))
}
