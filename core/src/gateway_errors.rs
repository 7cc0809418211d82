//! A gateway's error answers: what they mean, and whether to send the request again.
//!
//! Where a gateway's bodies hold what, and what its codes mean, is data of the gateway ([`ErrorShape`]). Codes that are not known
//! and bodies that cannot be read are answers too: of the kind [`Problem::Unknown`], unless the HTTP status says more.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use crate::scheme::{Gateway, List, Text};

/// How many messages of one body are kept: far more than a person reads.
const MAX_MESSAGES: usize = 100;

/// How long to wait where neither the gateway nor the code says.
pub(crate) const WAIT_SECONDS: u32 = 60;

/// Where a gateway's error bodies, which are JSON, hold what, and what the codes mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ErrorShape {
    /// The member that holds the error, as an object or as an array of such objects; empty when the body itself does.
    pub member: Text,
    /// The error's member that is the code.
    pub code: Text,
    /// The error's members that are messages: text, an array of texts, or an object from attribute to either.
    pub messages: List<Text>,
    /// Whether codes are numbers, so that `6` and `"00006"` are the same.
    pub numeric: bool,
    /// The codes that mean success.
    pub success: List<Text>,
    /// What codes mean; the first that fits counts.
    pub meanings: List<Meaning>,
}

/// What a code, or all codes of a group, mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meaning {
    /// Which codes.
    pub codes: Codes,
    /// What kind of error.
    pub kind: Problem,
    /// Whether and when to send the request again.
    pub retry: Retry,
    /// What to do, in one or two sentences.
    pub advice: Text,
}

/// One code or a group of codes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Codes {
    /// This code.
    Exactly(Text),
    /// Every code that begins like this.
    Beginning(Text),
}

/// What kind of error a gateway answered with: whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Problem {
    /// The signature, keys or rights of the merchant.
    Authentication,
    /// The request's content.
    Validation,
    /// The issuer, or the customer's bank, said no.
    Declined,
    /// Somebody's fraud protection said no.
    Fraud,
    /// The idempotency key, or an order that is there already.
    Idempotency,
    /// The gateway or somebody behind it failed.
    Processing,
    /// A code that is not known here, or a body that cannot be read.
    Unknown,
}

/// Whether and when to send the same request again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "when", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Retry {
    /// Not by itself: the answer would be the same, or the money could move twice.
    Never,
    /// Once what is wrong was put right.
    Corrected,
    /// The same request, with the same idempotency key where there is one, after some time.
    Later {
        /// How many seconds to wait before the first attempt; longer before each further one.
        after_seconds: u32,
    },
}

/// A gateway's error answer.
///
/// Its code and messages are the gateway's words. They can repeat parts of the request, so log them as carefully as a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GatewayError {
    /// The gateway's code, where there is one.
    pub code: Option<String>,
    /// What kind of error.
    pub kind: Problem,
    /// What the gateway says: arrays in its order, attributes by name.
    pub messages: Vec<Message>,
    /// Whether and when to send the request again.
    pub retry: Retry,
    /// What to do, in one or two sentences.
    pub advice: Text,
}

/// One of a gateway's messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The part of the request that it is about, as the gateway names it, nested ones with points: `order.amount`.
    pub attribute: Option<String>,
    /// The message.
    pub text: String,
}

impl Gateway {
    /// What error an answer of this gateway is; `None` when it is none.
    ///
    /// An answer is an error when its body says so, whatever the status; when the status is not 2xx, whatever the body; and when the
    /// body is not the JSON that the gateway always answers with. Pass no status where there is none, such as for a body out of a log.
    ///
    /// ```
    /// use paysig::gateway_errors::{Problem, Retry};
    ///
    /// let gateway = paysig::gateways::gateway("solidgate")?;
    /// let body = br#"{"error":{"code":"2.01","messages":{"amount":["This value should be positive."]}}}"#;
    /// let error = gateway.error(Some(200), body).expect("an error inside a 2xx answer");
    /// assert_eq!((error.code.as_deref(), error.kind, error.retry), (Some("2.01"), Problem::Validation, Retry::Corrected));
    /// assert_eq!(error.messages[0].attribute.as_deref(), Some("amount"));
    /// assert_eq!(gateway.error(Some(200), br#"{"order":{"status":"processing"}}"#), None);
    /// # Ok::<(), paysig::Error>(())
    /// ```
    #[must_use]
    pub fn error(&self, status: Option<u16>, body: &[u8]) -> Option<GatewayError> {
        let succeeded = status.is_none_or(|status| (200..300).contains(&status));
        let Some(shape) = &self.error_body else {
            return (!succeeded).then(|| unknown(status, None, Vec::new()));
        };
        if body.trim_ascii().is_empty() {
            return (!matches!(status, Some(200..300))).then(|| unknown(status, None, Vec::new()));
        }
        // Nesting is bounded by the parser; a body that is nested deeper is one that cannot be read.
        let Ok(body) = serde_json::from_slice::<Json>(body) else {
            return Some(unknown(status, None, Vec::new()));
        };
        match shape.read(&body) {
            Some((code, messages)) => Some(shape.judge(status, code, messages)),
            None => (!succeeded).then(|| unknown(status, None, Vec::new())),
        }
    }
}

impl ErrorShape {
    /// The code and messages of a body that holds an error.
    fn read(&self, body: &Json) -> Option<(Option<String>, Vec<Message>)> {
        let error = if self.member.is_empty() { body } else { body.get(self.member.as_ref())? };
        let mut messages = Vec::new();
        let mut code = None;
        let one = std::slice::from_ref(error);
        for error in error.as_array().map_or(one, Vec::as_slice) {
            match error {
                Json::Object(members) => {
                    code = code.or_else(|| text(members.get(self.code.as_ref())?));
                    for name in self.messages.iter() {
                        if let Some(value) = members.get(name.as_ref()) {
                            collect(None, value, &mut messages);
                        }
                    }
                }
                other if !self.member.is_empty() => collect(None, other, &mut messages),
                _ => {}
            }
        }
        let is_error = match &code {
            Some(code) => !self.success.iter().any(|known| self.is_same(known, code)),
            None => !self.member.is_empty() && !is_nothing(error),
        };
        is_error.then_some((code, messages))
    }

    fn judge(&self, status: Option<u16>, code: Option<String>, messages: Vec<Message>) -> GatewayError {
        let meaning = code.as_deref().and_then(|code| {
            self.meanings.iter().find(|meaning| match &meaning.codes {
                Codes::Exactly(known) => self.is_same(known, code),
                Codes::Beginning(known) => code.starts_with(known.as_ref()),
            })
        });
        match meaning {
            None => unknown(status, code, messages),
            Some(meaning) => GatewayError {
                code,
                kind: meaning.kind,
                messages,
                retry: meaning.retry,
                advice: meaning.advice.clone(),
            },
        }
    }

    fn is_same(&self, known: &str, code: &str) -> bool {
        let digits = |code: &str| code.bytes().all(|byte| byte.is_ascii_digit());
        match self.numeric && digits(code) {
            true => known.trim_start_matches('0') == code.trim_start_matches('0'),
            false => known == code,
        }
    }
}

/// How bodies say that there is no error, where they do not leave the member out.
fn is_nothing(error: &Json) -> bool {
    match error {
        Json::Null | Json::Bool(false) => true,
        Json::String(text) => text.is_empty(),
        Json::Array(errors) => errors.iter().all(is_nothing),
        Json::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// A code as text, however it is written.
fn text(code: &Json) -> Option<String> {
    match code {
        Json::String(code) if !code.is_empty() => Some(code.clone()),
        Json::Number(code) => Some(code.to_string()),
        _ => None,
    }
}

fn collect(attribute: Option<&str>, value: &Json, messages: &mut Vec<Message>) {
    if messages.len() >= MAX_MESSAGES {
        return;
    }
    match value {
        Json::Null | Json::Bool(_) => {}
        Json::Array(values) => values.iter().for_each(|value| collect(attribute, value, messages)),
        Json::Object(members) => {
            // By name, whatever order the parser was built to keep.
            for (name, value) in members.iter().collect::<BTreeMap<_, _>>() {
                let inner = attribute.map(|outer| format!("{outer}.{name}"));
                collect(Some(inner.as_deref().unwrap_or(name)), value, messages);
            }
        }
        Json::String(text) if text.is_empty() => {}
        Json::String(text) => {
            messages.push(Message { attribute: attribute.map(str::to_owned), text: text.clone() })
        }
        other => messages.push(Message { attribute: attribute.map(str::to_owned), text: other.to_string() }),
    }
}

/// What the HTTP status alone says.
fn unknown(status: Option<u16>, code: Option<String>, messages: Vec<Message>) -> GatewayError {
    let later = Retry::Later { after_seconds: WAIT_SECONDS };
    let (kind, retry, advice) = match status {
        Some(401 | 403) => (
            Problem::Authentication,
            Retry::Corrected,
            "Check the keys and what was signed, and whether these keys may do this.",
        ),
        Some(408 | 425 | 429) => {
            (Problem::Processing, later, "Send fewer requests, and this one again later.")
        }
        Some(500..600) => (
            Problem::Processing,
            later,
            "The gateway failed, perhaps after it took the request: ask for the payment's state before sending it again.",
        ),
        _ => (
            Problem::Unknown,
            Retry::Never,
            "Look the answer up in the gateway's documentation, and ask for the payment's state before sending anything again.",
        ),
    };
    GatewayError { code, kind, messages, retry, advice: Text::Borrowed(advice) }
}
