//! The core for Node: plain functions over opaque handles. What users see is made of them in TypeScript, in `src`.
//!
//! Functions instead of classes: a method call through Node-API costs several times as much. Names in text (schemes, credentials,
//! options) are the core's own; the TypeScript layer translates them to and from camelCase.

// Its tests are in JavaScript: napi registers no functions in a test build, which would leave all of them unused.
#![cfg(not(test))]

mod arguments;
mod gateway;
mod guard;
mod keys;
mod tasks;

use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, External};
use napi_derive::napi;
use paysig::{Signer, Verifier, gateways, json};

use crate::arguments::{CredentialSet, Head, LabelledSet, Now, Pairs, credentials, keyring, options};
use crate::guard::{Result, guard};
use crate::tasks::SignTask;

/// What a handle holds beside itself, so that the garbage collector knows that many of them are worth its time.
const HANDLE_SIZE: usize = 4096;

#[napi]
pub type SignerHandle = External<Arc<Signer>>;
#[napi]
pub type VerifierHandle = External<Arc<Verifier>>;

/// Label, signed time in milliseconds, names of what is covered, replay key as lower-case hex.
#[napi]
pub type Accepted = (String, Option<f64>, Vec<String>, Option<String>);

#[napi(catch_unwind)]
pub fn new_signer(
    scheme: String,
    given: CredentialSet,
    tolerance: Option<f64>,
    named: Pairs,
) -> Result<SignerHandle> {
    guard("new_signer", || {
        let signer = Signer::new(scheme.as_str(), credentials(given), &options(tolerance, named))?;
        Ok(External::new_with_size_hint(Arc::new(signer), HANDLE_SIZE))
    })
}

#[napi(catch_unwind)]
pub fn new_verifier(
    scheme: String,
    given: Vec<LabelledSet>,
    tolerance: Option<f64>,
    named: Pairs,
) -> Result<VerifierHandle> {
    guard("new_verifier", || {
        let verifier = Verifier::new(scheme.as_str(), keyring(given), &options(tolerance, named))?;
        Ok(External::new_with_size_hint(Arc::new(verifier), HANDLE_SIZE))
    })
}

/// The scheme with the options that change it applied, as JSON.
#[napi(catch_unwind)]
pub fn signer_scheme(signer: &SignerHandle) -> Result<String> {
    guard("signer_scheme", || Ok(json::scheme(signer.scheme())))
}

/// The scheme with the options that change it applied, as JSON.
#[napi(catch_unwind)]
pub fn verifier_scheme(verifier: &VerifierHandle) -> Result<String> {
    guard("verifier_scheme", || Ok(json::scheme(verifier.scheme())))
}

/// Names and values of the headers, in turn.
#[napi(catch_unwind)]
pub fn sign(
    signer: &SignerHandle,
    method: Option<String>,
    url: Option<String>,
    body: Option<&[u8]>,
    options: Option<Pairs>,
    now: Now,
) -> Result<Vec<String>> {
    guard("sign", || tasks::sign(signer, &Head { method, url, options, now }.message(body)))
}

/// As [`sign`], on the thread pool, with a copy of the body.
#[napi(catch_unwind, ts_return_type = "Promise<Array<string>>")]
pub fn sign_async(
    signer: &SignerHandle,
    method: Option<String>,
    url: Option<String>,
    body: Option<&[u8]>,
    options: Option<Pairs>,
    now: Now,
) -> Result<AsyncTask<SignTask>> {
    guard("sign_async", || {
        let head = Head { method, url, options, now };
        Ok(AsyncTask::new(SignTask { signer: Arc::clone(signer), head, body: body.map(<[u8]>::to_vec) }))
    })
}

/// The parts of the string to sign, as JSON.
#[napi(catch_unwind)]
pub fn string_to_sign(
    signer: &SignerHandle,
    method: Option<String>,
    url: Option<String>,
    body: Option<&[u8]>,
    options: Option<Pairs>,
    now: Now,
) -> Result<String> {
    guard("string_to_sign", || {
        let head = Head { method, url, options, now };
        Ok(json::string_to_sign(&signer.string_to_sign(&head.message(body))?))
    })
}

#[napi(catch_unwind)]
pub fn verify(
    verifier: &VerifierHandle,
    headers: Pairs,
    method: Option<String>,
    url: Option<String>,
    body: Option<&[u8]>,
    options: Option<Pairs>,
    now: Now,
) -> Result<Accepted> {
    guard("verify", || {
        let head = Head { method, url, options, now };
        let headers: Vec<(&str, &str)> = arguments::pairs(&headers).collect();
        let message = head.message(body);
        let verified = verifier.verify(&headers, &message)?;
        Ok((
            verified.label().to_owned(),
            // Thirteen digits fit into a double without loss.
            verified.timestamp_ms().map(|milliseconds| milliseconds as f64),
            verified.covers().map(str::to_owned).collect(),
            verified.replay_key().map(|key| base16ct::lower::encode_string(&key)),
        ))
    })
}

/// Every gateway with everything it holds, as JSON.
#[napi(catch_unwind)]
pub fn describe() -> Result<String> {
    guard("describe", || Ok(json::gateways(gateways::GATEWAYS)))
}

/// The table of errors, as JSON.
#[napi(catch_unwind)]
pub fn error_table() -> Result<String> {
    guard("error_table", || Ok(json::errors()))
}
