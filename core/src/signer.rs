//! Signing: a scheme and one set of credentials, made ready once.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::credentials::{CheckedCredentials, Credentials, Purpose};
use crate::errors::{Error, ErrorCode};
use crate::headers::Headers;
use crate::keys::PrivateKey;
use crate::mac::KeyedMac;
use crate::message::Message;
use crate::options::{self, Options, Settings, unknown_option};
use crate::scheme::{Https, IntoScheme, Kind, Need, Proof, Scheme, Value, Values, When};
use crate::string_to_sign::{Filled, Stamp, StringToSign, Template, upper_case_method};
use crate::text_form::{ProofText, Scribe};
use crate::url::Url;

/// Signs messages of one scheme with one set of credentials.
///
/// Immutable, and shared by threads without a lock. Every mistake in credentials and options is found when it is built.
///
/// ```
/// use paysig::{Message, Options, Signer};
///
/// let signer = Signer::new(
///     "solidgate/request",
///     [("public_key", "api_pk_7b197ff4"), ("secret_key", "api_sk_b2a8ea1e")],
///     &Options::new(),
/// )?;
/// let headers = signer.sign(&Message::new().body(br#"{"amount":100,"currency":"USD"}"#))?;
/// assert_eq!(headers.get("Merchant"), Some("api_pk_7b197ff4"));
/// assert_eq!(headers.get("Signature").map(str::len), Some(172));
/// # Ok::<(), paysig::Error>(())
/// ```
pub struct Signer {
    scheme: Scheme,
    settings: Settings,
    credentials: CheckedCredentials,
    template: Template,
    prover: Prover,
}

enum Prover {
    /// Keyed, the leading constant parts already taken in.
    Mac {
        mac: Box<KeyedMac>,
        absorbed: usize,
        text: Scribe,
    },
    Rsa {
        key: Box<PrivateKey>,
        text: Scribe,
    },
    /// The whole header value, which is the same for every message.
    Basic(Zeroizing<String>),
}

/// How much room headers need.
#[derive(Clone, Copy, Debug)]
pub struct HeadersSize {
    /// How many headers there are.
    pub count: usize,
    /// How many bytes their names and values have.
    pub bytes: usize,
}

impl Signer {
    /// Makes a signer of a scheme, given by its id or as data.
    ///
    /// # Errors
    /// Configuration errors (1xx): an unknown or contradictory scheme; credentials that are missing, unknown, empty, malformed,
    /// doubled or of the wrong kind; options that the scheme does not have or with values they cannot have.
    pub fn new(
        scheme: impl IntoScheme,
        credentials: impl Into<Credentials>,
        options: &Options,
    ) -> Result<Self, Error> {
        let mut scheme = scheme.into_scheme()?;
        scheme.check()?;
        let settings = Settings::new(&mut scheme, options)?;
        let mut credentials = CheckedCredentials::new(&scheme, &credentials.into(), Purpose::Sign)?;
        let template = Template::new(&scheme, &credentials);
        let signing_key = credentials.signing_key.take();
        let text_of = |name: &str| credentials.text(name).unwrap_or_default();
        let prover = match &scheme.proof {
            Proof::Mac { key, hash, text, .. } => {
                let mut mac = KeyedMac::new(*hash, text_of(key).as_bytes())?;
                let absorbed = template.leading_constants();
                template.absorb(&mut mac, absorbed);
                Prover::Mac { mac, absorbed, text: Scribe::new(*text) }
            }
            Proof::RsaPkcs1Sha256 { text, .. } => {
                let missing = || Error::new(ErrorCode::MissingCredential, "no signing key was given");
                let key = Box::new(signing_key.ok_or_else(missing)?);
                Prover::Rsa { key, text: Scribe::new(*text) }
            }
            Proof::Basic { user, password } => {
                let pair = Zeroizing::new(format!("{}:{}", text_of(user), text_of(password)));
                let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
                Prover::Basic(Zeroizing::new(format!("Basic {}", *encoded)))
            }
        };
        credentials.forget_secrets(&scheme);
        Ok(Self { scheme, settings, credentials, template, prover })
    }

    /// The scheme, with the options that change it applied.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The headers that prove the message, in the scheme's order.
    ///
    /// Only headers of the signature are returned; [`Scheme::expects`] says what else the gateway wants.
    ///
    /// # Errors
    /// Input errors (2xx) about the message; `unknown_option` for an option that the scheme does not have;
    /// `fault_detected` when an RSA signature did not verify, and was withheld; `random_unavailable` when the system gave no random bytes
    /// for an idempotency key that paysig is to make.
    pub fn sign(&self, message: &Message<'_>) -> Result<Headers, Error> {
        let mut lines = Vec::with_capacity(self.scheme.headers.len());
        self.sign_with(message, |index, [prefix, value]| {
            let Some(header) = self.scheme.headers.get(index) else { return };
            let mut line = String::with_capacity(prefix.len() + value.len());
            line.push_str(prefix);
            line.push_str(value);
            lines.push((header.name.clone(), line));
        })?;
        Ok(Headers { lines })
    }

    /// Like [`Signer::sign`], without allocating for an HMAC or Basic scheme: `emit` is called once per header with its place in
    /// [`Scheme::headers`] and the two pieces of its value, and not at all unless signing succeeded.
    ///
    /// # Errors
    /// As [`Signer::sign`].
    pub fn sign_with(&self, message: &Message<'_>, emit: impl FnMut(usize, [&str; 2])) -> Result<(), Error> {
        self.sign_if(message, |_| Ok(()), emit)
    }

    /// Like [`Signer::sign_with`], for a place that may be too small: `admit` is told the headers' size before anything is signed,
    /// and what it fails with is returned.
    ///
    /// # Errors
    /// As [`Signer::sign`], and what `admit` fails with.
    pub fn sign_if(
        &self,
        message: &Message<'_>,
        admit: impl FnOnce(HeadersSize) -> Result<(), Error>,
        mut emit: impl FnMut(usize, [&str; 2]),
    ) -> Result<(), Error> {
        let mut admit = Some(admit);
        let mut admit = |size| admit.take().map_or(Ok(()), |admit| admit(size));
        self.sign_into(message, &mut admit, &mut emit)
    }

    /// Compiled once, and not again for each caller.
    fn sign_into(
        &self,
        message: &Message<'_>,
        admit: &mut dyn FnMut(HeadersSize) -> Result<(), Error>,
        emit: &mut dyn FnMut(usize, [&str; 2]),
    ) -> Result<(), Error> {
        let (filled, own_timestamp) = self.fill(message)?;
        self.check_transport(message, &filled)?;
        let carried = self.carried_options(message)?;
        let each = |proof: &str, visit: &mut dyn FnMut(usize, [&str; 2])| {
            for (index, header) in self.scheme.headers.iter().enumerate() {
                match &header.value {
                    Value::Proof => visit(index, ["", proof]),
                    Value::Timestamp if header.need == Need::ElseFromRequest && !own_timestamp => {}
                    Value::Timestamp => {
                        visit(index, ["", filled.timestamp.as_ref().map_or("", Stamp::as_str)])
                    }
                    Value::Field(name) => visit(index, ["", self.credentials.text(name).unwrap_or_default()]),
                    Value::Option { prefix, name } => {
                        if let Some((_, value)) = carried.iter().find(|(carried, _)| carried == name) {
                            visit(index, [prefix, value]);
                        }
                    }
                }
            }
        };

        let mut size = HeadersSize { count: 0, bytes: self.prover.length() };
        each("", &mut |index, [prefix, value]| {
            let name = self.scheme.headers.get(index).map_or("", |header| header.name.as_ref());
            size.count += 1;
            size.bytes += name.len() + prefix.len() + value.len();
        });
        admit(size)?;

        let proof = match &self.prover {
            Prover::Mac { mac, absorbed, text } => {
                let mac = mac.tag(|take| self.template.each(*absorbed, &filled, take));
                Some(text.write(mac.as_slice()))
            }
            Prover::Rsa { key, text } => Some(text.write(&key.sign(&self.template.slices(&filled))?)),
            Prover::Basic(_) => None,
        };
        let proof = match &self.prover {
            Prover::Basic(value) => value.as_str(),
            _ => proof.as_ref().map_or("", ProofText::as_str),
        };
        each(proof, emit);
        Ok(())
    }

    /// The exact bytes that [`Signer::sign`] signs for this message, as named parts; no parts for a scheme that signs nothing.
    ///
    /// # Errors
    /// Those of [`Signer::sign`] but for `fault_detected`.
    pub fn string_to_sign(&self, message: &Message<'_>) -> Result<StringToSign, Error> {
        let (filled, _) = self.fill(message)?;
        self.check_transport(message, &filled)?;
        self.carried_options(message)?;
        Ok(self.template.show(&self.scheme, &filled))
    }

    /// What is signed, and whether its timestamp is the message's own.
    fn fill<'a>(&self, message: &Message<'a>) -> Result<(Filled<'a>, bool), Error> {
        check_message_options(&self.scheme, message)?;
        let (timestamp, own) = match self.scheme.freshness {
            None => (None, false),
            Some(freshness) => {
                let (text, own) = match (&message.timestamp, &message.request_timestamp) {
                    (Some(text), _) => (Some(*text), true),
                    (None, Some(text)) => (Some(*text), false),
                    (None, None) => (None, true),
                };
                let stamp = match text {
                    Some(text) => given_timestamp(text, freshness.unit)?,
                    None => Stamp::of_clock(message.now_milliseconds(), freshness.unit)?,
                };
                (Some(stamp), own)
            }
        };
        Ok((Filled::new(&self.scheme, &self.settings, message, timestamp)?, own))
    }

    /// The method that the gateway takes, and https where a reusable credential goes out.
    fn check_transport(&self, message: &Message<'_>, filled: &Filled<'_>) -> Result<(), Error> {
        if let Some(method) = message.method {
            let method = upper_case_method(method)?;
            if self.scheme.kind == Kind::Request
                && let Some(expected) = &self.scheme.expects.method
                && method != *expected
            {
                return Err(Error::new(
                    ErrorCode::WrongMethod,
                    format!("{} takes {expected} only", self.scheme.id),
                ));
            }
        }
        let url = match filled.url {
            Some(url) => Some(url),
            None => message.url.map(Url::parse).transpose()?,
        };
        let carries_token = message
            .options
            .iter()
            .any(|(name, _)| self.scheme.option(name).is_some_and(|spec| spec.values == Values::Token));
        if self.scheme.expects.https == Https::Required || carries_token {
            let url = url.ok_or_else(|| {
                Error::new(
                    ErrorCode::MissingRequest,
                    "the message carries a credential; pass the absolute https URL it goes to",
                )
            })?;
            url.require_https(self.settings.allow_http_loopback)?;
        }
        Ok(())
    }

    /// The per-message options that travel in headers, checked; blank ones left out.
    fn carried_options<'a>(
        &self,
        message: &'a Message<'_>,
    ) -> Result<Vec<(&'a str, CarriedValue<'a>)>, Error> {
        let mut carried = Vec::new();
        for (name, value) in &message.options {
            let Some(spec) = self.scheme.option(name) else { continue };
            if let Some(value) = carried_value(name, value, &spec.values)? {
                carried.push((*name, value));
            }
        }
        Ok(carried)
    }
}

impl Prover {
    /// How many characters the proof has as text.
    fn length(&self) -> usize {
        match self {
            Self::Mac { mac, text, .. } => text.form().length(mac.length()),
            Self::Rsa { key, text } => text.form().length(key.bits().div_ceil(8)),
            Self::Basic(value) => value.len(),
        }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.scheme.id)
    }
}

type CarriedValue<'a> = std::borrow::Cow<'a, str>;

fn carried_value<'a>(name: &str, value: &'a str, values: &Values) -> Result<Option<CarriedValue<'a>>, Error> {
    let invalid = |why: &str| Err(Error::new(ErrorCode::InvalidValue, format!("{name} {why}")));
    match values {
        Values::IdempotencyKey { .. } if value == "auto" => Ok(Some(random_key()?.into())),
        Values::IdempotencyKey { min, max, .. } => {
            let fits = (usize::from(*min)..=usize::from(*max)).contains(&value.len());
            if !fits || !value.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(Error::new(
                    ErrorCode::InvalidIdempotencyKey,
                    format!("{name} must have {min} to {max} visible ASCII characters"),
                ));
            }
            Ok(Some(value.into()))
        }
        Values::Printable if value.trim_matches([' ', '\t']).is_empty() => Ok(None),
        Values::Printable => {
            if !value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') || value.trim() != value {
                return invalid("must be printable ASCII without spaces around it");
            }
            Ok(Some(value.into()))
        }
        Values::Token => {
            if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_graphic()) {
                return invalid("must be visible ASCII and not empty");
            }
            Ok(Some(value.into()))
        }
        _ => Ok(None),
    }
}

/// 128 random bits as hex: no gateway has seen it before.
fn random_key() -> Result<String, Error> {
    let mut bytes = [0; options::RANDOM_KEY_LENGTH / 2];
    getrandom::fill(&mut bytes)
        .map_err(|_| Error::new(ErrorCode::RandomUnavailable, "no random bytes for an idempotency key"))?;
    Ok(const_hex::encode(bytes))
}

/// Refuses per-message options that the scheme does not have, or that were given twice.
pub(crate) fn check_message_options(scheme: &Scheme, message: &Message<'_>) -> Result<(), Error> {
    let typed = [
        (options::TIMESTAMP_NAME, message.timestamp.is_some()),
        (options::REQUEST_TIMESTAMP_NAME, message.request_timestamp.is_some()),
        (options::BODY_NAME, message.body_unsigned),
    ];
    let known = |name: &str| scheme.option(name).is_some_and(|spec| spec.when == When::Message);
    for (name, given) in typed {
        if given && !known(name) {
            return Err(unknown_option(scheme, When::Message));
        }
    }
    for (index, (name, _)) in message.options.iter().enumerate() {
        if !known(name) {
            return Err(unknown_option(scheme, When::Message));
        }
        let invalid = |why: &str| Err(Error::new(ErrorCode::InvalidOption, format!("option {name}: {why}")));
        if *name == options::BODY_NAME {
            return invalid("allowed: unsigned");
        }
        if message.options.iter().take(index).any(|(other, _)| other == name) {
            return invalid("it was given twice");
        }
    }
    Ok(())
}

/// A timestamp that the caller gave as text.
pub(crate) fn given_timestamp(text: &str, unit: crate::scheme::Unit) -> Result<Stamp, Error> {
    Stamp::parse(text.as_bytes(), unit).map_err(|_| {
        Error::new(
            ErrorCode::InvalidTimestamp,
            format!("the timestamp must be {} digits: {} since 1970", unit.digits(), unit.name()),
        )
    })
}
