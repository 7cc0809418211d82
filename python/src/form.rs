//! The one gateway's payment form.

use paysig::gateways::FormKind;
use paysig::{Error, ErrorCode};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::arguments;
use crate::errors::{exception, guarded};

/// Makes the fields of payment forms with one pair of API keys: the attributes of an order, encrypted for the gateway and signed.
///
/// Immutable, and shared by threads. The secret stays on the server: only the fields go into a page.
#[pyclass(frozen, module = "paysig._paysig")]
pub(crate) struct FormMaker {
    form: paysig::gateways::Form,
}

#[pymethods]
impl FormMaker {
    #[new]
    fn new(py: Python<'_>, credentials: &Bound<'_, PyAny>) -> PyResult<Self> {
        let given = arguments::credentials(credentials)?;
        let form = guarded(|| paysig::gateways::Form::new(given));
        form.map(|form| Self { form }).map_err(|error| exception(py, &error))
    }

    /// The fields of a form of this kind.
    fn make<'py>(
        &self,
        py: Python<'py>,
        kind: &str,
        attributes: &[u8],
        iv: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let iv = iv.map(|iv| arguments::bytes(iv, "iv")).transpose()?;
        let fields = guarded(|| {
            let invalid = |why: &'static str| Error::new(ErrorCode::InvalidArgument, why);
            let kind =
                FormKind::from_name(kind).ok_or_else(|| invalid("a form is data, update or resign"))?;
            match iv {
                None => self.form.make(kind, attributes),
                Some(iv) => {
                    let iv = iv
                        .as_bytes()
                        .try_into()
                        .map_err(|_| invalid("an initialisation vector has 16 bytes"))?;
                    self.form.make_with_iv(kind, attributes, iv)
                }
            }
        });
        let made = PyDict::new(py);
        for (name, value) in fields.map_err(|error| exception(py, &error))?.iter() {
            made.set_item(name, value)?;
        }
        Ok(made)
    }

    /// What an intent was made of.
    fn decrypt<'py>(&self, py: Python<'py>, intent: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
        let intent = arguments::text(intent, "intent")?;
        let payload = guarded(|| self.form.decrypt(intent));
        payload.map(|payload| PyBytes::new(py, &payload)).map_err(|error| exception(py, &error))
    }
}

/// The scheme whose credentials a form takes.
#[pyfunction]
pub(crate) fn form_scheme() -> &'static str {
    paysig::gateways::Form::SCHEME
}
