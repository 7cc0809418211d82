//! The cases that are about no message: keys, gateways' error answers, the payment form.

use std::collections::BTreeMap;

use paysig::gateways::{Form, FormKind, gateway};
use paysig::{Error, json, keys};
use serde::Deserialize;
use serde_json::Value as Json;

use super::format::Bytes;

/// One case.
#[derive(Debug, Deserialize)]
pub struct Feature {
    /// Unique and stable.
    pub id: String,
    /// What to do.
    #[serde(flatten)]
    pub operation: FeatureOperation,
    /// What must come out.
    pub expect: Json,
}

/// What to do.
#[derive(Debug, Deserialize)]
#[serde(tag = "operation", rename_all = "snake_case")]
pub enum FeatureOperation {
    /// Say what a piece of key material is.
    Key {
        /// The material.
        key: Bytes,
        /// What opens it.
        passphrase: Option<Bytes>,
    },
    /// Say what a gateway's answer means.
    GatewayError {
        /// Whose answer.
        gateway: String,
        /// Its HTTP status.
        status: Option<u16>,
        /// Its body.
        body: Bytes,
    },
    /// Make the fields of a payment form.
    Form {
        /// `data`, `update` or `resign`.
        form: String,
        /// The credentials.
        credentials: BTreeMap<String, Bytes>,
        /// The JSON to encrypt.
        payload: Bytes,
        /// The initialisation vector; without it, that of the expected intent.
        iv: Option<Bytes>,
    },
}

/// Runs one case; says what differs.
///
/// # Errors
/// A sentence for the person who reads the test's output.
pub fn run_feature(case: &Feature) -> Result<(), String> {
    let outcome = match &case.operation {
        FeatureOperation::Key { key, passphrase } => {
            let passphrase = passphrase.as_ref().map(Bytes::read);
            keys::inspect(&key.read(), passphrase.as_deref()).map(|report| json::key(&report))
        }
        FeatureOperation::GatewayError { gateway: id, status, body } => {
            gateway(id).map(|gateway| json::gateway_error(gateway.error(*status, &body.read()).as_ref()))
        }
        FeatureOperation::Form { form, credentials, payload, iv } => {
            make_form(form, credentials, &payload.read(), iv.as_ref(), &case.expect)
        }
    };
    let got = match outcome {
        Ok(text) => without_advice(serde_json::from_str(&text).map_err(|error| error.to_string())?)?,
        Err(error) => serde_json::json!({ "error": error.code().name() }),
    };
    if got == case.expect { Ok(()) } else { Err(format!("expected {}, got {got}", case.expect)) }
}

fn make_form(
    kind: &str,
    credentials: &BTreeMap<String, Bytes>,
    payload: &[u8],
    iv: Option<&Bytes>,
    expect: &Json,
) -> Result<String, Error> {
    let form = Form::new(
        credentials.iter().map(|(name, value)| (name.clone(), value.read())).collect::<paysig::Credentials>(),
    )?;
    let kind = FormKind::from_name(kind).expect("a case names one of the three kinds");
    let iv = iv.map(Bytes::read).unwrap_or_else(|| {
        // What others made with a vector of their own choice: the intent begins with it.
        let intent = expect.as_object().into_iter().flatten().find(|(name, _)| name.ends_with("Intent"));
        let intent = intent.and_then(|(_, intent)| intent.as_str()).expect("a case expects an intent");
        assert_eq!(*form.decrypt(intent).expect("we can decrypt it"), payload, "what we decrypt");
        intent_bytes(intent)[..16].to_vec()
    });
    let fields = form.make_with_iv(kind, payload, iv.try_into().expect("a vector has 16 bytes"))?;
    assert_eq!(*form.decrypt(fields.intent())?, payload, "what we decrypt of our own");
    Ok(json::form(&fields))
}

fn intent_bytes(intent: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE.decode(intent).expect("an intent is base64url with padding")
}

/// Advice is for people: a case does not hold it, and a runner sees only that there is some.
fn without_advice(mut report: Json) -> Result<Json, String> {
    if let Some(report) = report.as_object_mut()
        && report.contains_key("retry")
        && report.remove("advice").is_none_or(|advice| advice.as_str().is_none_or(str::is_empty))
    {
        return Err("there is no advice".to_owned());
    }
    Ok(report)
}
