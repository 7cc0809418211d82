//! The tables of gateways and errors, as the JSON text that every language shares.

use paysig::scheme::{Environment, Scheme};
use paysig::{Call, Error, ErrorCode};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::arguments;
use crate::body::{GivenBody, Purpose};
use crate::errors::exception;

/// Every gateway with everything it holds.
#[pyfunction]
pub(crate) fn gateways_json() -> String {
    paysig::json::gateways(paysig::gateways::GATEWAYS)
}

/// Every error code, by number.
#[pyfunction]
pub(crate) fn errors_json() -> String {
    paysig::json::errors()
}

/// The URL of a gateway's API call.
#[pyfunction]
#[pyo3(signature = (gateway, path, environment, product, version))]
pub(crate) fn gateway_url(
    py: Python<'_>,
    gateway: &str,
    path: &Bound<'_, PyAny>,
    environment: &Bound<'_, PyAny>,
    product: Option<&Bound<'_, PyAny>>,
    version: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let path = arguments::text(path, "path")?;
    let environment = arguments::text(environment, "environment")?;
    let product = product.map(|product| arguments::text(product, "product")).transpose()?;
    let version = version.map(|version| arguments::text(version, "version")).transpose()?;
    let known = [Environment::Test, Environment::Live, Environment::Any];
    let environment = known
        .into_iter()
        .find(|known| known.name() == environment)
        .ok_or_else(|| Error::new(ErrorCode::UnknownHost, "the environment is `test` or `live`"));
    environment
        .and_then(|environment| {
            paysig::gateways::gateway(gateway)?.url(&Call { environment, product, version, path })
        })
        .map_err(|error| exception(py, &error))
}

/// What error a gateway's answer is, as JSON; `null` when it is none.
#[pyfunction]
pub(crate) fn gateway_error_json(
    py: Python<'_>,
    gateway: &str,
    status: Option<&Bound<'_, PyAny>>,
    body: &Bound<'_, PyAny>,
) -> PyResult<String> {
    let status = status.map(|status| arguments::integer(status, "status", "an HTTP status")).transpose()?;
    let body = GivenBody::new(body, Purpose::Verify)?;
    let gateway = paysig::gateways::gateway(gateway).map_err(|error| exception(py, &error))?;
    Ok(paysig::json::gateway_error(gateway.error(status, body.as_bytes().unwrap_or_default()).as_ref()))
}

/// A scheme as `paysig.describe.Scheme`, made when first asked for.
pub(crate) fn scheme<'a, 'py>(
    py: Python<'py>,
    scheme: &Scheme,
    described: &'a PyOnceLock<Py<PyAny>>,
) -> PyResult<&'a Bound<'py, PyAny>> {
    let described = described.get_or_try_init(py, || {
        let read = py.import("paysig.describe")?.getattr("Scheme")?.getattr("_from_json")?;
        read.call1((paysig::json::scheme(scheme),)).map(Bound::unbind)
    })?;
    Ok(described.bind(py))
}
