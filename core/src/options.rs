//! What may be set when a signer or verifier is built.

use std::borrow::Cow;
use std::time::Duration;

use crate::errors::{Error, ErrorCode};
use crate::scheme::{Freshness, Header, OptionSpec, Scheme, Text, Value, Values, When};

/// Options for building a signer or verifier, by the names that the scheme lists.
///
/// ```
/// use std::time::Duration;
/// use paysig::Options;
///
/// let options = Options::new().tolerance(Duration::from_secs(60)).set("query", "as-sent");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    tolerance: Option<Duration>,
    named: Vec<(String, String)>,
}

impl Options {
    /// No options: the scheme's defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// By how much a timestamp may differ from the clock, to either side; counted in whole milliseconds.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = Some(tolerance);
        self
    }

    /// Any option by its name, as text: a tolerance in whole seconds, flags as `true` or `false`.
    #[must_use]
    pub fn set(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.named.push((name.into(), value.into()));
        self
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Options {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        pairs.into_iter().fold(Self::new(), |options, (name, value)| options.set(name, value))
    }
}

/// Options after they were checked against a scheme.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// In milliseconds; `None` when the scheme has no timestamp or freshness is off.
    pub(crate) tolerance: Option<i64>,
    pub(crate) decode_query: bool,
    pub(crate) compact_body: bool,
    pub(crate) allow_http_loopback: bool,
}

impl Settings {
    /// Checks the options; those that rename a header do so in the scheme itself.
    pub(crate) fn new(scheme: &mut Scheme, options: &Options) -> Result<Self, Error> {
        let mut settings = Self {
            tolerance: scheme
                .freshness
                .map(|Freshness { tolerance_seconds, .. }| i64::from(tolerance_seconds) * 1000),
            // The documented default wherever a scheme lets the caller choose.
            decode_query: scheme.option(QUERY_NAME).is_some(),
            compact_body: false,
            allow_http_loopback: false,
        };
        let mut seen: Vec<&str> = Vec::new();
        let typed_tolerance = options.tolerance.map(|tolerance| (TOLERANCE_NAME, Given::Duration(tolerance)));
        let named = options.named.iter().map(|(name, value)| (name.as_str(), Given::Text(value)));
        for (name, given) in typed_tolerance.into_iter().chain(named) {
            let setting =
                scheme.option(name).filter(|spec| spec.when == When::Building).and_then(Setting::of);
            let Some(setting) = setting else {
                return Err(unknown_option(scheme, When::Building));
            };
            if seen.contains(&name) {
                return Err(invalid(name, "it was given twice"));
            }
            seen.push(name);
            settings.apply(scheme, setting, name, &given)?;
        }
        if seen.contains(&TOLERANCE_NAME) && seen.contains(&FRESHNESS_NAME) {
            return Err(invalid(FRESHNESS_NAME, "it was given beside a tolerance; choose one"));
        }
        Ok(settings)
    }

    fn apply(
        &mut self,
        scheme: &mut Scheme,
        setting: Setting,
        name: &str,
        given: &Given<'_>,
    ) -> Result<(), Error> {
        match setting {
            Setting::Tolerance => self.tolerance = Some(given.milliseconds(name)?),
            Setting::Freshness => {
                given.one_of(name, &["off"])?;
                self.tolerance = None;
            }
            Setting::Query => self.decode_query = given.one_of(name, &[DECODED, AS_SENT])? == DECODED,
            Setting::CompactBody => self.compact_body = given.one_of(name, &["true", "false"])? == "true",
            Setting::AllowHttpLoopback => {
                self.allow_http_loopback = given.one_of(name, &["true", "false"])? == "true";
            }
            Setting::HeaderTimestamp => rename(scheme, name, &Value::Timestamp, given)?,
            Setting::HeaderSignature => rename(scheme, name, &Value::Proof, given)?,
        }
        Ok(())
    }
}

/// The building options that the engine knows. A scheme may list these and no others: an option that did something else than its
/// name says would be worse than none.
#[derive(Clone, Copy)]
pub(crate) enum Setting {
    Tolerance,
    Freshness,
    Query,
    HeaderTimestamp,
    HeaderSignature,
    CompactBody,
    AllowHttpLoopback,
}

impl Setting {
    /// By name and values; the words about it are the scheme's own.
    pub(crate) fn of(spec: &OptionSpec) -> Option<Self> {
        const KNOWN: [(Setting, OptionSpec); 7] = [
            (Setting::Tolerance, TOLERANCE),
            (Setting::Freshness, FRESHNESS),
            (Setting::Query, QUERY),
            (Setting::HeaderTimestamp, HEADER_TIMESTAMP),
            (Setting::HeaderSignature, HEADER_SIGNATURE),
            (Setting::CompactBody, COMPACT_BODY),
            (Setting::AllowHttpLoopback, ALLOW_HTTP_LOOPBACK),
        ];
        let same = |known: &OptionSpec| known.name == spec.name && known.values == spec.values;
        KNOWN.into_iter().find(|(_, known)| same(known)).map(|(setting, _)| setting)
    }
}

enum Given<'a> {
    Duration(Duration),
    Text(&'a str),
}

impl<'a> Given<'a> {
    fn one_of(&self, name: &str, words: &[&str]) -> Result<&'a str, Error> {
        match self {
            Self::Text(text) if words.contains(text) => Ok(text),
            _ => Err(invalid(name, &format!("allowed: {}", words.join(", ")))),
        }
    }

    fn milliseconds(&self, name: &str) -> Result<i64, Error> {
        let milliseconds = match self {
            Self::Duration(duration) => i64::try_from(duration.as_millis()).ok(),
            Self::Text(text) => text
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| text.parse::<u32>().ok().map(|seconds| i64::from(seconds) * 1000))
                .flatten(),
        };
        match milliseconds {
            Some(0) => Err(invalid(name, "0 accepts nothing; to accept any age, set freshness = off")),
            Some(milliseconds) => Ok(milliseconds),
            None => Err(invalid(name, "it must be a whole number of seconds")),
        }
    }
}

fn rename(scheme: &mut Scheme, option: &str, value: &Value, given: &Given<'_>) -> Result<(), Error> {
    let Given::Text(name) = given else { return Err(invalid(option, "it must be a header's name")) };
    if name.is_empty() || !name.bytes().all(is_token_byte) {
        return Err(invalid(option, "it must be a header's name"));
    }
    if scheme.headers.iter().any(|header| header.value != *value && header.is_named(name.as_bytes())) {
        return Err(invalid(option, "another header of the scheme has that name"));
    }
    for header in scheme.headers.to_mut() {
        if header.value == *value {
            *header = Header {
                name: Text::Owned((*name).to_owned()),
                also: Cow::Borrowed(&[]),
                value: header.value.clone(),
                need: header.need,
            };
        }
    }
    Ok(())
}

fn invalid(name: &str, why: &str) -> Error {
    Error::new(ErrorCode::InvalidOption, format!("option {name}: {why}"))
}

/// The name that was given is not repeated: what is no known name may be a value in the wrong place.
pub(crate) fn unknown_option(scheme: &Scheme, when: When) -> Error {
    let known: Vec<&str> =
        scheme.options.iter().filter(|spec| spec.when == when).map(|spec| spec.name.as_ref()).collect();
    let place = match when {
        When::Building => "when building",
        When::Message => "per message",
    };
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    Error::new(
        ErrorCode::UnknownOption,
        format!("an option was given that {} does not have {place}; it has: {known}", scheme.id),
    )
}

/// RFC 9110 §5.6.2: what methods and header names are made of.
pub(crate) fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

const DECODED: &str = "decoded";
const AS_SENT: &str = "as-sent";
pub(crate) const UNSIGNED: &str = "unsigned";
pub(crate) const TIMESTAMP_NAME: &str = "timestamp";
pub(crate) const REQUEST_TIMESTAMP_NAME: &str = "request_timestamp";
pub(crate) const BODY_NAME: &str = "body";
/// The hex digits of 128 random bits.
pub(crate) const RANDOM_KEY_LENGTH: usize = 32;
const TOLERANCE_NAME: &str = "tolerance";
const FRESHNESS_NAME: &str = "freshness";
const QUERY_NAME: &str = "query";
const HEADER_TIMESTAMP_NAME: &str = "header.timestamp";
const COMPACT_BODY_NAME: &str = "compact_body";

const fn building(name: &'static str, values: Values, about: &'static str) -> OptionSpec {
    OptionSpec { name: Cow::Borrowed(name), when: When::Building, values, about: Cow::Borrowed(about) }
}

const fn message(name: &'static str, values: Values, about: &'static str) -> OptionSpec {
    OptionSpec { name: Cow::Borrowed(name), when: When::Message, values, about: Cow::Borrowed(about) }
}

/// By how many seconds a timestamp may differ from the clock.
pub const TOLERANCE: OptionSpec = building(
    TOLERANCE_NAME,
    Values::Seconds,
    "By how many seconds the timestamp may differ from the clock, to either side.",
);

/// Accepts a message of any age.
pub const FRESHNESS: OptionSpec = building(
    FRESHNESS_NAME,
    Values::OneOf(Cow::Borrowed(&[Cow::Borrowed("off")])),
    "off: a message of any age is accepted; the caller guards against replays.",
);

/// Whether the query is percent-decoded before it is signed.
pub const QUERY: OptionSpec = building(
    QUERY_NAME,
    Values::OneOf(Cow::Borrowed(&[Cow::Borrowed(DECODED), Cow::Borrowed(AS_SENT)])),
    "decoded (the default): the query is percent-decoded before it is signed; as-sent: it is signed as on the wire.",
);

/// Another name for the timestamp's header.
pub const HEADER_TIMESTAMP: OptionSpec =
    building(HEADER_TIMESTAMP_NAME, Values::HeaderName, "The name of the timestamp's header.");

/// Another name for the signature's header.
pub const HEADER_SIGNATURE: OptionSpec =
    building("header.signature", Values::HeaderName, "The name of the signature's header.");

/// Signs the JSON body without the white space between its tokens.
pub const COMPACT_BODY: OptionSpec = building(
    COMPACT_BODY_NAME,
    Values::Flag,
    "true: the JSON body is signed without the white space between its tokens, instead of as it stands.",
);

/// Lets http URLs to this machine pass where https is needed.
pub const ALLOW_HTTP_LOOPBACK: OptionSpec = building(
    "allow_http_loopback",
    Values::Flag,
    "true: http is allowed to localhost, 127.0.0.0/8 and [::1], for tests.",
);

/// The text of the timestamp to sign.
pub const TIMESTAMP: OptionSpec = message(
    TIMESTAMP_NAME,
    Values::Timestamp,
    "The timestamp to sign, as text in the scheme's unit; the clock's without it.",
);

/// The answered request's timestamp, for a response that has none of its own.
pub const REQUEST_TIMESTAMP: OptionSpec = message(
    REQUEST_TIMESTAMP_NAME,
    Values::Timestamp,
    "The answered request's timestamp, as text; used when the response has none of its own.",
);

/// A body that the scheme leaves unsigned, such as a multipart upload.
pub const BODY: OptionSpec = message(
    BODY_NAME,
    Values::OneOf(Cow::Borrowed(&[Cow::Borrowed(UNSIGNED)])),
    "unsigned: an empty body is signed, as the gateway does for multipart uploads; the body is then not authentic.",
);
