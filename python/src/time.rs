//! Points in time and durations, as Python has them: aware `datetime`, `timedelta`, or seconds.

use std::time::{Duration, SystemTime};

use paysig::scheme::Unit;
use paysig::{Error, ErrorCode, Scheme};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDateTime, PyDelta, PyFloat, PyInt, PyString};

use crate::arguments;
use crate::errors::exception;

/// A point in time from an aware `datetime`, or from seconds since 1970-01-01T00:00:00Z.
pub(crate) fn instant(given: &Bound<'_, PyAny>, name: &str) -> PyResult<SystemTime> {
    let py = given.py();
    let invalid = |why: &str| exception(py, &Error::new(ErrorCode::InvalidArgument, format!("{name} {why}")));
    if given.is_instance_of::<PyDateTime>() {
        if given.call_method0("utcoffset")?.is_none() {
            return Err(invalid(
                "is a datetime without a time zone: make it aware, such as datetime.now(timezone.utc)",
            ));
        }
        return given.extract::<SystemTime>().map_err(|_| invalid("is out of range"));
    }
    let seconds = seconds(given)?.ok_or_else(|| {
        PyTypeError::new_err(format!("{name} must be an aware datetime, or seconds since 1970"))
    })?;
    // A float holds today's time to a quarter of a microsecond: what is finer is noise, and cutting it off could lose a millisecond.
    let microseconds = (seconds * 1e6).round();
    // Beyond the year 33000; a NaN is beyond everything.
    if !matches!(microseconds.abs(), size if size < 1e18) {
        return Err(invalid("is out of range"));
    }
    let since = Duration::from_micros(microseconds.abs() as u64);
    let instant = match microseconds.is_sign_negative() {
        false => SystemTime::UNIX_EPOCH.checked_add(since),
        true => SystemTime::UNIX_EPOCH.checked_sub(since),
    };
    instant.ok_or_else(|| invalid("is out of range"))
}

/// A timestamp's text: given as such, or written in the scheme's unit.
pub(crate) fn timestamp(given: &Bound<'_, PyAny>, name: &str, scheme: &Scheme) -> PyResult<String> {
    if given.is_instance_of::<PyString>() {
        return arguments::text(given, name).map(str::to_owned);
    }
    let instant = instant(given, name)?;
    let since = instant.duration_since(SystemTime::UNIX_EPOCH).map_err(|_| {
        let error = Error::new(ErrorCode::InvalidTimestamp, format!("{name} is before 1970"));
        exception(given.py(), &error)
    })?;
    // A scheme without a timestamp refuses it all the same, whatever the unit.
    Ok(match scheme.freshness.map(|freshness| freshness.unit) {
        Some(Unit::Milliseconds) => since.as_millis().to_string(),
        _ => since.as_secs().to_string(),
    })
}

/// A duration from a `timedelta`, or from seconds; none for anything else.
pub(crate) fn duration(given: &Bound<'_, PyAny>) -> PyResult<Option<Duration>> {
    if given.is_instance_of::<PyDelta>() {
        return Ok(given.extract::<Duration>().ok());
    }
    Ok(seconds(given)?.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()))
}

/// A number, which `bool` is only by accident.
fn seconds(given: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
    let number = given.is_instance_of::<PyInt>() || given.is_instance_of::<PyFloat>();
    match number && !given.is_instance_of::<PyBool>() {
        // An integer beyond every float is beyond every range too.
        true => Ok(Some(given.extract::<f64>().unwrap_or(f64::INFINITY))),
        false => Ok(None),
    }
}
