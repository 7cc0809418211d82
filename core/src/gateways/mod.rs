//! The gateways: one file each, holding data, and what truly is code of one gateway alone.
//!
//! To add one, write its file and name it here; nothing else in the engine or in any language changes.

// A function would not do: the constants' lists live as long as the program only when borrowed in place.
macro_rules! list {
    ($($item:expr),* $(,)?) => { std::borrow::Cow::Borrowed(&[$($item),*]) };
}

mod aeterna;
mod global_payment;
mod smart2pay;
mod smart_glocal;
pub mod solidgate;
mod sumsub;

use std::borrow::Cow;

use crate::errors::{Error, ErrorCode};
use crate::gateway_errors::{Codes, Meaning, Problem, Retry, WAIT_SECONDS};
use crate::scheme::{Expects, Field, Header, Https, Need, Role, Scheme, Text, Value};

pub use crate::scheme::Gateway;
pub use solidgate::{Form, FormFields, FormKind};

/// Every gateway, by id.
pub static GATEWAYS: &[Gateway] = &[
    aeterna::GATEWAY,
    global_payment::GATEWAY,
    smart_glocal::GATEWAY,
    smart2pay::GATEWAY,
    solidgate::GATEWAY,
    sumsub::GATEWAY,
];

/// The gateway of this id.
///
/// # Errors
/// [`ErrorCode::UnknownGateway`].
pub fn gateway(id: &str) -> Result<&'static Gateway, Error> {
    GATEWAYS.iter().find(|gateway| gateway.id == id).ok_or_else(|| {
        let known: Vec<&str> = GATEWAYS.iter().map(|gateway| gateway.id.as_ref()).collect();
        Error::new(ErrorCode::UnknownGateway, format!("the gateways are: {}", known.join(", ")))
    })
}

/// Every scheme, gateway by gateway.
pub fn schemes() -> impl Iterator<Item = &'static Scheme> {
    GATEWAYS.iter().flat_map(|gateway| gateway.schemes.iter())
}

/// The scheme of this id.
///
/// # Errors
/// [`ErrorCode::UnknownScheme`].
pub fn scheme(id: &str) -> Result<&'static Scheme, Error> {
    schemes().find(|scheme| scheme.id == id).ok_or_else(|| {
        let known: Vec<&str> = schemes().map(|scheme| scheme.id.as_ref()).collect();
        Error::new(ErrorCode::UnknownScheme, format!("the schemes are: {}", known.join(", ")))
    })
}

// Shorthand in which the gateways' files read like the tables of the vendors' documentation.

const NONE: Text = Cow::Borrowed("");

const fn text(text: &'static str) -> Text {
    Cow::Borrowed(text)
}

const fn field(name: &'static str, role: Role, about: &'static str) -> Field {
    Field { name: text(name), role, about: text(about), forbids: NONE, refuses: list![] }
}

const fn header(name: &'static str, value: Value) -> Header {
    Header { name: text(name), also: list![], value, need: Need::Always }
}

const fn optional_header(name: &'static str, option: &'static str, prefix: &'static str) -> Header {
    let value = Value::Option { name: text(option), prefix: text(prefix) };
    Header { name: text(name), also: list![], value, need: Need::IfGiven }
}

const fn expects(method: Option<&'static str>, https: Https) -> Expects {
    let method = match method {
        Some(method) => Some(text(method)),
        None => None,
    };
    Expects { method, content_type: Some(text("application/json")), accept: None, https, tls: text("1.2") }
}

/// Where the gateway names no time.
const LATER: Retry = Retry::Later { after_seconds: WAIT_SECONDS };

const fn exactly(code: &'static str, kind: Problem, retry: Retry, advice: &'static str) -> Meaning {
    Meaning { codes: Codes::Exactly(text(code)), kind, retry, advice: text(advice) }
}

const fn beginning(prefix: &'static str, kind: Problem, retry: Retry, advice: &'static str) -> Meaning {
    Meaning { codes: Codes::Beginning(text(prefix)), kind, retry, advice: text(advice) }
}
