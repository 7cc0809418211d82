//! A scheme in words, and gateways' URLs.

use crate::errors::{Error, ErrorCode};
use crate::scheme::{Environment, Gateway, Host, Kind, Part, Proof, Scheme, Value};

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
                    "{header} = {} of HMAC-{} of {}, keyed with {key}",
                    text.words(),
                    hash.name(),
                    signed()
                )
            }
            Proof::RsaPkcs1Sha256 { text, .. } => {
                format!(
                    "{header} = {} of the RSASSA-PKCS1-v1_5 signature with SHA-256 of {}",
                    text.words(),
                    signed()
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
        let version = call.version.unwrap_or("1");
        let major = version.split('.').next().unwrap_or_default();
        if major.is_empty() || !version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return Err(Error::new(ErrorCode::UnknownHost, "the version is not of the form 1 or 1.0"));
        }
        let path = call.path.strip_prefix('/').unwrap_or(call.path);
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
