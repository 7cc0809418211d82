//! What JavaScript passes, as the core takes it.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use napi::bindgen_prelude::{Either, Uint8Array};
use napi_derive::napi;
use paysig::scheme::Environment;
use paysig::{Credentials, Error, ErrorCode, Keyring, Message, Options};

use crate::guard::Outcome;

/// Names and values, in turn.
#[napi]
pub type Pairs = Vec<String>;
/// One set of credentials: text as strings, keys as strings or bytes.
#[napi]
pub type CredentialSet = Vec<(String, Either<String, Uint8Array>)>;
/// A label and its set.
#[napi]
pub type LabelledSet = (String, CredentialSet);
/// The clock in milliseconds since 1970-01-01T00:00:00Z; the system's without it.
#[napi]
pub type Now = Option<f64>;

pub(crate) fn credentials(given: CredentialSet) -> Credentials {
    given
        .into_iter()
        .map(|(name, value)| match value {
            // The string's own memory moves along, and is wiped with the credentials.
            Either::A(text) => (name, text.into_bytes()),
            Either::B(bytes) => (name, bytes.to_vec()),
        })
        .collect()
}

pub(crate) fn keyring(given: Vec<LabelledSet>) -> Keyring {
    given.into_iter().fold(Keyring::new(), |keyring, (label, set)| keyring.with(label, credentials(set)))
}

pub(crate) fn options(tolerance: Option<f64>, named: Pairs) -> Options {
    let options: Options = pairs(&named).collect();
    match tolerance {
        // A conversion of floats saturates; what is not a whole number was refused in TypeScript.
        Some(milliseconds) => options.tolerance(Duration::from_millis(milliseconds as u64)),
        None => options,
    }
}

/// A message but for its body.
pub(crate) struct Head<'a> {
    pub(crate) method: Option<Cow<'a, str>>,
    pub(crate) url: Option<Cow<'a, str>>,
    pub(crate) options: Option<Pairs>,
    pub(crate) now: Now,
}

impl Head<'_> {
    /// The message. The typed options go to the core by their own functions, all others by name.
    pub(crate) fn message<'a>(&'a self, body: Option<&'a [u8]>) -> Message<'a> {
        let mut message = Message::new();
        if let Some(method) = &self.method {
            message = message.method(method);
        }
        if let Some(url) = &self.url {
            message = message.url(url);
        }
        if let Some(body) = body {
            message = message.body(body);
        }
        if let Some(milliseconds) = self.now {
            message = message.at(time(milliseconds));
        }
        pairs(self.options.as_deref().unwrap_or_default()).fold(
            message,
            |message, (name, value)| match name {
                "timestamp" => message.timestamp(value),
                "request_timestamp" => message.request_timestamp(value),
                "body" => message.unsigned_body(),
                _ => message.option(name, value),
            },
        )
    }
}

pub(crate) fn pairs(flat: &[String]) -> impl Iterator<Item = (&str, &str)> {
    flat.iter().zip(flat.iter().skip(1)).step_by(2).map(|(name, value)| (name.as_str(), value.as_str()))
}

pub(crate) fn environment(name: &str) -> Outcome<Environment> {
    [Environment::Test, Environment::Live, Environment::Any]
        .into_iter()
        .find(|environment| environment.name() == name)
        .ok_or_else(|| Error::new(ErrorCode::UnknownHost, "an environment is test, live or any"))
}

fn time(milliseconds: f64) -> SystemTime {
    let distance = Duration::from_millis(milliseconds.abs() as u64);
    let moved = match milliseconds < 0.0 {
        true => SystemTime::UNIX_EPOCH.checked_sub(distance),
        false => SystemTime::UNIX_EPOCH.checked_add(distance),
    };
    moved.unwrap_or(SystemTime::UNIX_EPOCH)
}
