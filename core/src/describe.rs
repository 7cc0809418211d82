//! A scheme in words, and gateways' URLs.

use crate::errors::{Error, ErrorCode};
use crate::gateway_errors::{Problem, Retry};
use crate::scheme::{
    Environment, Gateway, Header, Host, Kind, Need, Part, Proof, Role, Scheme, Value, Values, When,
};

impl Scheme {
    /// The rule in one sentence: what is signed, how, and where it is written.
    #[must_use]
    pub fn rule(&self) -> String {
        let header = self.headers.iter().find(|header| header.value == Value::Proof);
        let header = header.map_or("", |header| header.name.as_ref());
        let signed = || self.parts().iter().map(Part::words).collect::<Vec<_>>().join(" + ");
        match &self.proof {
            Proof::Mac { key, hash, text, .. } => {
                format!(
                    "{header} = HMAC-{} of {}, keyed with {key}, written as {}",
                    hash.name(),
                    signed(),
                    text.words()
                )
            }
            Proof::RsaPkcs1Sha256 { text, .. } => {
                format!(
                    "{header} = RSASSA-PKCS1-v1_5 signature with SHA-256 of {}, written as {}",
                    signed(),
                    text.words()
                )
            }
            Proof::Basic { user, password } => {
                format!(
                    "{header} = `Basic ` and the base64 of {user} + `:` + {password} (RFC 7617); nothing is signed"
                )
            }
        }
    }
}

/// The part of an API version before its point.
fn major(version: &str) -> Result<&str, Error> {
    let is_number = |digits: &str| {
        (1..=4).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with("00")
    };
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    match is_number(major) && is_number(minor) && !major.starts_with('0') {
        true => Ok(major),
        false => Err(Error::new(ErrorCode::UnknownHost, "the version is not of the form 1 or 1.0")),
    }
}

impl Part {
    fn words(&self) -> String {
        match self {
            Self::Literal(text) => format!("{text:?}"),
            Self::Method => "METHOD".to_owned(),
            Self::Target => "path?query".to_owned(),
            part => part.name().to_owned(),
        }
    }
}

impl Kind {
    /// Who sends it, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Request => "merchant to gateway",
            Self::Response => "gateway to merchant, in answer to a request",
            Self::Webhook => "gateway to merchant",
        }
    }
}

impl Role {
    /// When a credential of this role is needed, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Public | Self::Secret => "always",
            Self::SigningKey => "to sign",
            Self::VerifyingKey => "to verify",
            Self::Passphrase => "if the key is encrypted",
        }
    }
}

impl Header {
    /// What it carries, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = match &self.value {
            Value::Proof => "the proof".to_owned(),
            Value::Timestamp => "the timestamp".to_owned(),
            Value::Field(name) => format!("`{name}`"),
            Value::Option { name, prefix } if prefix.is_empty() => format!("the option `{name}`, if given"),
            Value::Option { name, prefix } => format!("`{prefix}` and the option `{name}`, if given"),
        };
        if self.need == Need::ElseFromRequest {
            words.push_str("; without it, the answered request's is signed");
        }
        for also in self.also.iter() {
            words.push_str(&format!("; also read as `{also}`"));
        }
        words
    }
}

impl When {
    /// When the option is set, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::Message => "per message",
        }
    }
}

impl Values {
    /// What the option may be, in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Seconds => "whole seconds, at least 1".to_owned(),
            Self::Flag => "`true`, `false`".to_owned(),
            Self::OneOf(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
            Self::HeaderName => "a header's name".to_owned(),
            Self::Timestamp => "the timestamp's digits".to_owned(),
            Self::IdempotencyKey { min, max, lifetime_seconds } => format!(
                "{min} to {max} visible ASCII characters, or `auto`; remembered for {} hours",
                lifetime_seconds / 3600
            ),
            Self::Printable => "printable ASCII".to_owned(),
            Self::Token => "visible ASCII".to_owned(),
        }
    }
}

impl Environment {
    /// The stable name: `test`, `live` or `any`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Live => "live",
            Self::Any => "any",
        }
    }
}

impl Problem {
    /// The stable name: `authentication`, `validation`, `declined`, `fraud`, `idempotency`, `processing` or `unknown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authentication => "authentication",
            Self::Validation => "validation",
            Self::Declined => "declined",
            Self::Fraud => "fraud",
            Self::Idempotency => "idempotency",
            Self::Processing => "processing",
            Self::Unknown => "unknown",
        }
    }
}

impl Retry {
    /// Whether and when, in words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Never => "not by itself".to_owned(),
            Self::Corrected => "once what is wrong was put right".to_owned(),
            Self::Later { after_seconds } => format!("the same request, after {after_seconds} s or more"),
        }
    }
}

/// Which API call of a gateway: what [`Gateway::url`] builds a URL from.
///
/// ```
/// use paysig::gateways::gateway;
/// use paysig::{Call, scheme::Environment};
///
/// let call = Call { environment: Environment::Test, version: Some("1.0"), ..Call::to("session/create") };
/// assert_eq!(gateway("smart-glocal")?.url(&call)?, "https://demo.smart-glocal.com/api/v1/session/create");
/// # Ok::<(), paysig::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Test or live traffic.
    pub environment: Environment,
    /// The gateway's product, such as `cards`; its first one without it.
    pub product: Option<&'a str>,
    /// The API version, such as `1.0`, where the gateway's URLs have one; `1` without it.
    pub version: Option<&'a str>,
    /// The call's path below the API's base, percent-encoded, with or without a leading slash.
    pub path: &'a str,
}

impl<'a> Call<'a> {
    /// A live call to this path, with the gateway's first product and first version.
    #[must_use]
    pub const fn to(path: &'a str) -> Self {
        Self { environment: Environment::Live, product: None, version: None, path }
    }
}

impl Gateway {
    /// The URL of an API call.
    ///
    /// # Errors
    /// `unknown_host` when the gateway publishes no such host or has no such version; `invalid_url` for a path that could not go
    /// over the wire as it stands.
    pub fn url(&self, call: &Call<'_>) -> Result<String, Error> {
        let host = self.host(call)?;
        if call.version.is_some() && !self.endpoint.contains("{major}") {
            return Err(Error::new(
                ErrorCode::UnknownHost,
                format!("{} has no versions in its URLs; leave the version out", self.name),
            ));
        }
        let major = major(call.version.unwrap_or("1"))?;
        let path = call.path.strip_prefix('/').unwrap_or(call.path);
        let only_path = path.split('?').next().unwrap_or_default();
        if only_path.split('/').any(|segment| [".", ".."].contains(&segment)) {
            return Err(Error::new(
                ErrorCode::InvalidUrl,
                "the path holds . or .., which a client would resolve to another path",
            ));
        }
        let url = format!("{}{}", host.url, self.endpoint.replace("{major}", major).replace("{path}", path));
        crate::url::Url::parse(&url)?;
        Ok(url)
    }

    fn host(&self, call: &Call<'_>) -> Result<&Host, Error> {
        self.hosts
            .iter()
            .filter(|host| host.environment == call.environment || host.environment == Environment::Any)
            .find(|host| call.product.is_none_or(|product| host.product == product))
            .ok_or_else(|| {
                let known: Vec<String> = self
                    .hosts
                    .iter()
                    .map(|host| format!("{} ({}, {})", host.url, host.environment.name(), host.product))
                    .collect();
                let known = match known.is_empty() {
                    true => "it publishes none; its contract names it".to_owned(),
                    false => format!("it has: {}", known.join(", ")),
                };
                Error::new(ErrorCode::UnknownHost, format!("{} has no such host; {known}", self.name))
            })
    }
}
