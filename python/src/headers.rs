//! Headers to verify, from whatever container a program or framework has them in.

use paysig::{Error, ErrorCode};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple};

use crate::errors::exception;

/// Every line, in order: a container that keeps repeated headers shows them all.
pub(crate) type Lines = Vec<(Vec<u8>, Vec<u8>)>;

/// The lines of a mapping, of an iterable of pairs, of a WSGI environ, or of a framework's header object.
pub(crate) fn lines(headers: &Bound<'_, PyAny>) -> PyResult<Lines> {
    if let Ok(dict) = headers.cast::<PyDict>() {
        return match dict.contains("REQUEST_METHOD")? {
            true => of_environ(dict),
            false => {
                let mut lines = Lines::with_capacity(dict.len());
                for entry in snapshot(dict) {
                    let (name, value) = entry?;
                    push(&mut lines, &name, &value)?;
                }
                Ok(lines)
            }
        };
    }
    if headers.is_instance_of::<PyString>() || headers.is_instance_of::<PyBytes>() || headers.is_none() {
        return Err(unreadable(headers, "headers must be a mapping or pairs, not"));
    }
    // `items()` of httpx folds repeated headers into one line; this one does not.
    for method in ["multi_items", "items"] {
        if let Some(items) = headers.getattr_opt(method)? {
            return of_pairs(&items.call0()?);
        }
    }
    of_pairs(headers)
}

fn of_pairs(pairs: &Bound<'_, PyAny>) -> PyResult<Lines> {
    let pairs_of =
        pairs.try_iter().map_err(|_| unreadable(pairs, "headers must be a mapping or pairs, not"))?;
    let mut lines = Lines::new();
    for pair in pairs_of {
        let pair = pair?;
        let parts = pair.try_iter().and_then(Iterator::collect::<PyResult<Vec<_>>>);
        match parts.as_deref() {
            Ok([name, value]) if !pair.is_instance_of::<PyString>() && !pair.is_instance_of::<PyBytes>() => {
                push(&mut lines, name, value)?;
            }
            _ => {
                return Err(unreadable(
                    &pair,
                    "headers must be a mapping or pairs of name and value; one is",
                ));
            }
        }
    }
    Ok(lines)
}

/// PEP 3333: `HTTP_X_SIGNATURE` is X-Signature, and the rest, but for two, is no header.
fn of_environ(environ: &Bound<'_, PyDict>) -> PyResult<Lines> {
    let mut lines = Lines::new();
    for entry in snapshot(environ) {
        let (name, value) = entry?;
        let Ok(name) = name.cast::<PyString>() else { continue };
        let name = name.to_string_lossy();
        let header = match name.strip_prefix("HTTP_") {
            Some(header) => header,
            None if name == "CONTENT_TYPE" || name == "CONTENT_LENGTH" => &name,
            None => continue,
        };
        lines.push((header.replace('_', "-").into_bytes(), bytes(&value)?));
    }
    Ok(lines)
}

/// The dict's entries as they are now: a value's own code, or a thread that needs no lock for it, may change the dict meanwhile.
fn snapshot<'py>(
    dict: &Bound<'py, PyDict>,
) -> impl Iterator<Item = PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)>> {
    dict.items().into_iter().map(|pair| pair.extract())
}

fn push(lines: &mut Lines, name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let name = bytes(name)?;
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        for value in value.try_iter()? {
            lines.push((name.clone(), bytes(&value?)?));
        }
        return Ok(());
    }
    lines.push((name, bytes(value)?));
    Ok(())
}

/// Python's HTTP libraries and PEP 3333 decode header bytes as Latin-1, so that is how text becomes bytes again.
fn bytes(text: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if let Ok(bytes) = text.cast::<PyBytes>() {
        return Ok(bytes.as_bytes().to_vec());
    }
    let Ok(string) = text.cast::<PyString>() else {
        return Err(unreadable(text, "a header's name and value must be str or bytes, not"));
    };
    let text = string.to_string_lossy();
    let latin1 = text.chars().map(|character| u8::try_from(u32::from(character))).collect::<Result<_, _>>();
    // What Latin-1 cannot hold was decoded by something cleverer.
    Ok(latin1.unwrap_or_else(|_| text.into_owned().into_bytes()))
}

fn unreadable(found: &Bound<'_, PyAny>, expected: &str) -> PyErr {
    let what = found.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    exception(found.py(), &Error::new(ErrorCode::InvalidHeaders, format!("{expected} {what}")))
}
