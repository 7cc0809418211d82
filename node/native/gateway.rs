//! What gateways have beside signatures: URLs, error answers, and one's payment form.

use std::sync::Arc;

use napi::bindgen_prelude::{Buffer, External};
use napi_derive::napi;
use paysig::gateways::{self, Form, FormKind};
use paysig::{Error, ErrorCode, json};

use crate::arguments::{CredentialSet, credentials, environment};
use crate::guard::{Result, guard};

#[napi]
pub type FormHandle = External<Arc<Form>>;

#[napi(catch_unwind)]
pub fn gateway_url(
    gateway: String,
    path: String,
    environment_name: Option<String>,
    product: Option<String>,
    version: Option<String>,
) -> Result<String> {
    guard("gateway_url", || {
        let mut call = paysig::Call::to(&path);
        if let Some(name) = environment_name {
            call.environment = environment(&name)?;
        }
        call.product = product.as_deref();
        call.version = version.as_deref();
        gateways::gateway(&gateway)?.url(&call)
    })
}

/// What error an answer is, as JSON; `null` when it is none.
#[napi(catch_unwind)]
pub fn gateway_error(gateway: String, status: Option<u16>, body: &[u8]) -> Result<String> {
    guard("gateway_error", || {
        let error = gateways::gateway(&gateway)?.error(status, body);
        Ok(json::gateway_error(error.as_ref()))
    })
}

/// The scheme whose credentials a form takes.
#[napi(catch_unwind)]
pub fn form_scheme() -> Result<String> {
    guard("form_scheme", || Ok(Form::SCHEME.to_owned()))
}

#[napi(catch_unwind)]
pub fn new_form(given: CredentialSet) -> Result<FormHandle> {
    guard("new_form", || Ok(External::new(Arc::new(Form::new(credentials(given))?))))
}

/// Names and values of the form's fields, in turn.
#[napi(catch_unwind)]
pub fn make_form(
    form: &FormHandle,
    kind: String,
    attributes: &[u8],
    iv: Option<&[u8]>,
) -> Result<Vec<String>> {
    guard("make_form", || {
        let invalid = |why: &'static str| Error::new(ErrorCode::InvalidArgument, why);
        let kind = FormKind::from_name(&kind).ok_or_else(|| invalid("a form is data, update or resign"))?;
        let fields = match iv {
            None => form.make(kind, attributes)?,
            Some(iv) => {
                let iv = iv.try_into().map_err(|_| invalid("an initialisation vector has 16 bytes"))?;
                form.make_with_iv(kind, attributes, iv)?
            }
        };
        Ok(fields.iter().flat_map(|(name, value)| [name.to_owned(), value.to_owned()]).collect())
    })
}

/// What an intent was made of.
#[napi(catch_unwind)]
pub fn decrypt_form(form: &FormHandle, intent: String) -> Result<Buffer> {
    guard("decrypt_form", || Ok(std::mem::take(&mut *form.decrypt(&intent)?).into()))
}
