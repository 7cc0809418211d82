//! Cold results as JSON text: the contract that the command's `--format json` and the C library share.
//!
//! Members are only ever added. Every text is UTF-8 on one line, without a final line end.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

use crate::errors::{Error, ErrorCode};
use crate::explain::{Cause, Explanation, Finding};
use crate::gateway_errors::GatewayError;
use crate::gateways::FormFields;
use crate::headers::Headers;
use crate::keys::Report;
use crate::scheme::{Gateway, Scheme};
use crate::string_to_sign::StringToSign;
use crate::verifier::Verified;

/// `{"gateways": [{…, "schemes": [{…, "rule": "…"}]}]}`: gateways with everything they hold, and each scheme's rule in words.
#[must_use]
pub fn gateways<'a>(gateways: impl IntoIterator<Item = &'a Gateway>) -> String {
    let gateways: Vec<Json> = gateways
        .into_iter()
        .map(|gateway| {
            let schemes: Json = gateway.schemes.iter().map(described_scheme).collect();
            with(json!(gateway), "schemes", schemes)
        })
        .collect();
    json!({ "gateways": gateways }).to_string()
}

/// One scheme with everything it holds, and its rule in words as `rule`.
#[must_use]
pub fn scheme(scheme: &Scheme) -> String {
    described_scheme(scheme).to_string()
}

/// `{"headers": [["name", "value"], …]}`, in order.
#[must_use]
pub fn headers(headers: &Headers) -> String {
    json!({ "headers": headers.iter().collect::<Vec<_>>() }).to_string()
}

/// `{"parts": [{"name": "…", "length": n, "base64": "…"}]}`; a secret part has `"secret": true` and neither.
#[must_use]
pub fn string_to_sign(string: &StringToSign) -> String {
    let parts: Vec<Json> = string
        .parts()
        .iter()
        .map(|part| match part.is_secret() {
            true => json!({ "name": part.name(), "secret": true }),
            false => json!({
                "name": part.name(),
                "length": part.bytes().len(),
                "base64": STANDARD.encode(part.bytes()),
            }),
        })
        .collect();
    json!({ "parts": parts }).to_string()
}

/// `{"accepted": true, "scheme": "…", "label": "…", "timestamp_ms": n or null, "covers": […], "replay_key": "hex" or null}`.
#[must_use]
pub fn verified(verified: &Verified<'_>) -> String {
    json!({
        "accepted": true,
        "scheme": verified.scheme().id,
        "label": verified.label(),
        "timestamp_ms": verified.timestamp_ms(),
        "covers": verified.covers().collect::<Vec<_>>(),
        "replay_key": verified.replay_key().map(const_hex::encode),
    })
    .to_string()
}

/// `{"kind": "private" or "public", "form": "pkcs8", "encoding": "pem" or "der", "bits": n, "exponent": n, "fingerprint": "hex"}`.
#[must_use]
pub fn key(report: &Report) -> String {
    json!(report).to_string()
}

/// What [`Gateway::error`] found, or `null`: `{"code": "…" or null, "kind": "validation", "messages": [{"attribute": "…" or null, "text":
/// "…"}], "retry": {"when": "never" or "corrected"} or {"when": "later", "after_seconds": n}, "advice": "…"}`.
#[must_use]
pub fn gateway_error(error: Option<&GatewayError>) -> String {
    json!(error).to_string()
}

/// The fields that go into the page, under the vendor's names, such as `{"paymentIntent": "…", "merchant": "…", "signature": "…"}`.
#[must_use]
pub fn form(fields: &FormFields) -> String {
    json!(fields.iter().collect::<BTreeMap<_, _>>()).to_string()
}

/// `{"outcome": "verifies", "explained" or "unexplained", "scheme": "…", "label": "…" or null, "rejection": {…} or null, "findings": [{"cause":
/// "…", "certainty": "proven", "evident" or "likely", "summary": "…", "detail": "…", "encoders": ["…"], "fix": "…"}], "observations": [{"id": "…", "text": "…"}],
/// "ruled_out": ["…"], "attempts": n, "bytes": n, "exhausted": true or false, "text": "…"}`; the text is for people.
#[must_use]
pub fn explanation(explanation: &Explanation) -> String {
    explanation_value(explanation).to_string()
}

pub(crate) fn explanation_value(explanation: &Explanation) -> Json {
    let finding = |finding: &Finding| {
        json!({
            "cause": finding.cause.id(),
            "certainty": finding.certainty,
            "summary": finding.cause.summary(),
            "detail": finding.detail,
            "encoders": finding.encoders,
            "fix": finding.cause.fix(),
        })
    };
    json!({
        "outcome": explanation.outcome(),
        "scheme": explanation.scheme(),
        "label": explanation.label(),
        "rejection": explanation.rejection().map(|error| with(described_code(error.code()), "message", json!(error.message()))),
        "findings": explanation.findings().iter().map(finding).collect::<Vec<_>>(),
        "observations": explanation.observations(),
        "ruled_out": explanation.ruled_out().iter().map(|cause| cause.id()).collect::<Vec<_>>(),
        "attempts": explanation.attempts(),
        "bytes": explanation.bytes(),
        "exhausted": explanation.is_exhausted(),
        "text": explanation.to_string(),
    })
}

/// `{"causes": [{"id": "…", "summary": "…", "fix": "…"}]}`: every cause that explaining knows, in the table's order.
#[must_use]
pub fn causes() -> String {
    let cause = |cause: &Cause| json!({ "id": cause.id(), "summary": cause.summary(), "fix": cause.fix() });
    json!({ "causes": Cause::ALL.iter().map(cause).collect::<Vec<_>>() }).to_string()
}

/// `{"error": {"code": "…", "number": n, "kind": "…", "message": "…", "summary": "…", "advice": "…"}}`.
#[must_use]
pub fn error(error: &Error) -> String {
    let described = with(described_code(error.code()), "message", json!(error.message()));
    json!({ "error": described }).to_string()
}

/// `{"errors": [{"code": "…", "number": n, "kind": "…", "summary": "…", "advice": "…"}]}`: the whole table, by number.
#[must_use]
pub fn errors() -> String {
    let codes: Vec<Json> = ErrorCode::ALL.iter().copied().map(described_code).collect();
    json!({ "errors": codes }).to_string()
}

fn described_scheme(scheme: &Scheme) -> Json {
    with(json!(scheme), "rule", json!(scheme.rule()))
}

/// An object with one more member, or another value of it.
fn with(mut object: Json, name: &str, value: Json) -> Json {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
    object
}

fn described_code(code: ErrorCode) -> Json {
    json!({
        "code": code.name(),
        "number": code.number(),
        "kind": code.kind().name(),
        "summary": code.summary(),
        "advice": code.advice(),
    })
}
