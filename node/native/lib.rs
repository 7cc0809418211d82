//! The core for Node: plain functions over opaque handles. What users see is made of them in TypeScript, in `src`.
//!
//! Functions instead of classes: a method call through Node-API costs several times as much. Names in text (schemes, credentials,
//! options) are the core's own; the TypeScript layer translates them to and from camelCase.

// Its tests are in JavaScript: napi registers no functions in a test build, which would leave all of them unused.
#![cfg(not(test))]

mod arguments;
mod direct;
mod explain;
mod gateway;
mod guard;
mod keys;
mod lines;
mod tasks;

use std::alloc::System;
use std::borrow::Cow;
use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{AsyncTask, External, Function};
use napi_derive::napi;
use paysig::{Signer, Verifier, gateways, json};
use zeroizing_alloc::ZeroAlloc;

use crate::arguments::{CredentialSet, Head, LabelledSet, Now, Pairs, credentials, keyring, options};
use crate::guard::{Result, guard};
use crate::tasks::SignTask;

/// Wipes what is given back, as the crates that compute with RSA keys do not wipe all that they used.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// What a handle holds beside itself, so that the garbage collector knows that many of them are worth its time.
const HANDLE_SIZE: usize = 4096;

#[napi]
pub type SignerHandle = External<Arc<Signer>>;
#[napi]
pub type VerifierHandle = External<Arc<Verifier>>;

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

/// The function that signs with it: the lines of the headers, see [`lines::sign`].
#[napi(
    catch_unwind,
    ts_return_type = "(body?: Uint8Array, method?: string, url?: string, options?: Pairs, now?: number) => string"
)]
pub fn signing(env: Env, signer: &SignerHandle) -> Result<Function<'static>> {
    guard("signing", || direct::signing(&env, signer))
}

/// The function that verifies with it, and is given the values of the headers of these names: gives the lines of [`lines::accepted`].
#[napi(
    catch_unwind,
    ts_return_type = "(body: Uint8Array | undefined, replayKey: boolean, ...headersThenMethodUrlOptionsNow: Array<string | Pairs | number | undefined>) => string"
)]
pub fn verifying(env: Env, verifier: &VerifierHandle, headers: Vec<String>) -> Result<Function<'static>> {
    guard("verifying", || direct::verifying(&env, verifier, headers))
}

/// As what [`signing`] makes, on the thread pool, with a copy of the body.
#[napi(catch_unwind, ts_return_type = "Promise<string>")]
pub fn sign_async(
    signer: &SignerHandle,
    method: Option<String>,
    url: Option<String>,
    body: Option<&[u8]>,
    options: Option<Pairs>,
    now: Now,
) -> Result<AsyncTask<SignTask>> {
    guard("sign_async", || {
        let head = Head { method: method.map(Cow::Owned), url: url.map(Cow::Owned), options, now };
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
        let head = Head { method: method.map(Cow::Owned), url: url.map(Cow::Owned), options, now };
        Ok(json::string_to_sign(&signer.string_to_sign(&head.message(body))?))
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

/// That of the package that this module is in.
#[napi(catch_unwind)]
pub fn version() -> Result<&'static str> {
    guard("version", || Ok(env!("CARGO_PKG_VERSION")))
}
