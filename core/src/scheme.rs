//! Gateways and schemes as data.
//!
//! A [`Scheme`] is the rule for one kind of message: which credentials it needs, what is signed, how, in which
//! headers, and how fresh it must be. One engine reads it to sign, to verify, to play the gateway in tests and to print
//! its own documentation, so a new gateway is one new file of data. Schemes hold no function pointers.

use std::borrow::Cow;

use serde::Serialize;

use crate::errors::Error;
use crate::gateway_errors::ErrorShape;

/// Text of a scheme: static in the gateways that come with paysig, owned in a scheme made at run time.
pub type Text = Cow<'static, str>;

/// A list of a scheme: static in the gateways that come with paysig, owned in a scheme made at run time.
pub type List<T> = Cow<'static, [T]>;

/// How many headers a scheme may read or write.
pub(crate) const MAX_HEADERS: usize = 8;

/// A payment company's API: its schemes, and what else a client must know to reach it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gateway {
    /// The stable id: lower-case words joined by hyphens.
    pub id: Text,
    /// The name as the company writes it.
    pub name: Text,
    /// Where the API is, for test and live traffic. Empty when the company publishes no host.
    pub hosts: List<Host>,
    /// The path of an API call, with the places `{major}` (the API version before its point) and `{path}`.
    pub endpoint: Text,
    /// How a webhook is acknowledged.
    pub acknowledgement: Option<Acknowledgement>,
    /// What its error answers look like and mean, where that is published.
    pub error_body: Option<ErrorShape>,
    /// The kinds of message.
    pub schemes: List<Scheme>,
}

/// One base address of a gateway.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Host {
    /// Test or live traffic.
    pub environment: Environment,
    /// Which of the gateway's products: `api`, or what the gateway has beside it, such as `cards`.
    pub product: Text,
    /// Scheme and authority, without a path.
    pub url: Text,
}

/// What traffic a host takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Environment {
    /// No money moves.
    Test,
    /// Money moves.
    Live,
    /// The credentials decide: test and live traffic share the host.
    Any,
}

/// The answer that tells the gateway that a webhook arrived; anything else makes it send again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Acknowledgement {
    /// The HTTP status.
    pub status: u16,
    /// The content type of the body, where there is one.
    pub content_type: Option<Text>,
    /// The body; empty for most gateways.
    pub body: Text,
}

/// The rule for one kind of message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scheme {
    /// The stable id, `gateway/message`.
    pub id: Text,
    /// What kind of message.
    pub kind: Kind,
    /// The credentials.
    pub fields: List<Field>,
    /// The field that is the sender's id: the header or Basic user that carries it chooses the credentials.
    pub sender: Option<Text>,
    /// What proves the message.
    pub proof: Proof,
    /// The headers that carry it, in the order in which they are written.
    pub headers: List<Header>,
    /// The form and lifetime of the timestamp, where one is signed.
    pub freshness: Option<Freshness>,
    /// What may be set when building, or per message.
    pub options: List<OptionSpec>,
    /// What else the gateway expects of the message, and does not sign.
    pub expects: Expects,
    /// What a user of the scheme must know: limits of its protection, traps.
    pub notes: List<Text>,
}

/// What kind of message a scheme is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Merchant to gateway.
    Request,
    /// The gateway's answer to a request, whose method and URL it is bound to.
    Response,
    /// Gateway to merchant.
    Webhook,
}

/// A credential that a scheme needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// The name, the same in every language but for its case.
    pub name: Text,
    /// What it is used for, and whether it is secret.
    pub role: Role,
    /// What it is and where to find it, in one phrase.
    pub about: Text,
    /// Characters that it cannot hold.
    pub forbids: Text,
    /// Prefixes that give away that another key was pasted.
    pub refuses: List<Refusal>,
}

/// What a credential is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Text that may be seen: an id or an address.
    Public,
    /// Text that may not be seen.
    Secret,
    /// An RSA private key, needed only to sign.
    SigningKey,
    /// An RSA public key, needed only to verify.
    VerifyingKey,
    /// Opens an encrypted signing key; optional.
    Passphrase,
}

/// A prefix that a credential does not have, and what it means when it does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refusal {
    /// How the wrong value begins.
    pub prefix: Text,
    /// What was pasted instead.
    pub mistake: Mistake,
}

/// Which key was pasted instead of the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    /// The public key where the secret belongs, or the reverse.
    OtherHalf,
    /// A key of the gateway's other pair.
    OtherPair,
}

/// What proves that a message is authentic.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Proof {
    /// HMAC over the parts.
    Mac {
        /// The field that is the key.
        key: Text,
        /// The hash.
        hash: Hash,
        /// What is signed, in this order, without separators.
        parts: List<Part>,
        /// How the MAC is written.
        text: TextForm,
    },
    /// RSASSA-PKCS1-v1_5 with SHA-256 over the parts.
    RsaPkcs1Sha256 {
        /// What is signed, in this order, without separators.
        parts: List<Part>,
        /// How the signature is written.
        text: TextForm,
    },
    /// HTTP Basic (RFC 7617): a shared secret that covers nothing of the message.
    Basic {
        /// The field that is the user.
        user: Text,
        /// The field that is the password.
        password: Text,
    },
}

/// The hash of an HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Hash {
    /// SHA-256: 32 bytes.
    Sha256,
    /// SHA-512: 64 bytes.
    Sha512,
}

/// One part of the string to sign.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Part {
    /// A credential's text.
    Field(Text),
    /// These characters.
    Literal(Text),
    /// The timestamp's text, as in its header.
    Timestamp,
    /// The method in upper case.
    Method,
    /// The path as on the wire, with its leading slash.
    Path,
    /// The query without its question mark; empty when there is none.
    Query,
    /// Path, and question mark and query where there is one, as on the wire.
    Target,
    /// The body's bytes.
    Body,
}

/// How the bytes of a MAC or signature are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TextForm {
    /// Lower-case hex.
    HexLower,
    /// Lower-case hex when written; either case when read.
    HexAnyCase,
    /// Base64 with padding, on one line.
    Base64,
    /// Base64, with padding, of the lower-case hex digits.
    Base64OfHexLower,
}

/// A header of a scheme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Header {
    /// The name as it is written.
    pub name: Text,
    /// Other names under which it is read.
    pub also: List<Text>,
    /// What it carries.
    pub value: Value,
    /// When it is there.
    pub need: Need,
}

/// What a header carries.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Value {
    /// The MAC, signature or Basic credentials.
    Proof,
    /// The timestamp.
    Timestamp,
    /// A credential's text.
    Field(Text),
    /// A per-message option's value behind a prefix.
    Option {
        /// The option's name.
        name: Text,
        /// What stands before the value, such as `Bearer `.
        prefix: Text,
    },
}

/// When a header is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Need {
    /// Always.
    Always,
    /// When its option is given.
    IfGiven,
    /// A response's own timestamp; without one, that of the answered request is signed.
    ElseFromRequest,
}

/// The form and lifetime of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Freshness {
    /// What it counts, since 1970-01-01T00:00:00Z.
    pub unit: Unit,
    /// By how many seconds it may differ from the clock, to either side, unless the caller says otherwise.
    pub tolerance_seconds: u32,
}

/// What a timestamp counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Seconds: ten digits.
    Seconds,
    /// Milliseconds: thirteen digits.
    Milliseconds,
}

/// What a gateway expects of a message beside the signature.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expects {
    /// The only method, where there is only one.
    pub method: Option<Text>,
    /// The content type of a body.
    pub content_type: Option<Text>,
    /// The `Accept` header.
    pub accept: Option<Text>,
    /// Whether signing refuses anything but an absolute https URL.
    pub https: Https,
    /// The lowest TLS version.
    pub tls: Text,
}

/// Whether https is enforced when signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Https {
    /// Enforced: the message carries a credential that could be used again.
    Required,
    /// Expected, and left to the client: the message carries no reusable credential.
    Expected,
}

/// Something that a caller may set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptionSpec {
    /// The name, the same in every language but for its case.
    pub name: Text,
    /// When building, or per message.
    pub when: When,
    /// What it may be.
    pub values: Values,
    /// What it does, in one sentence.
    pub about: Text,
}

/// When an option is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// When a signer or verifier is built.
    Building,
    /// With each message.
    Message,
}

/// What an option may be.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Values {
    /// A whole number of seconds, at least 1.
    Seconds,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    OneOf(List<Text>),
    /// A header's name.
    HeaderName,
    /// A timestamp's text in the scheme's unit.
    Timestamp,
    /// Visible ASCII characters that tell the gateway that a repeated request is the same one; `auto` makes a random one.
    IdempotencyKey {
        /// The fewest characters.
        min: u8,
        /// The most characters.
        max: u8,
        /// For how many seconds the gateway remembers it.
        lifetime_seconds: u32,
    },
    /// Printable ASCII without surrounding spaces; blank is left out.
    Printable,
    /// Visible ASCII, not empty. Whoever has it can act for the merchant, so it needs https.
    Token,
}

impl Scheme {
    /// The parts of the string to sign, in order; none for a proof that signs nothing.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        match &self.proof {
            Proof::Mac { parts, .. } | Proof::RsaPkcs1Sha256 { parts, .. } => parts,
            Proof::Basic { .. } => &[],
        }
    }

    /// The credential of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The option of this name.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&OptionSpec> {
        self.options.iter().find(|option| option.name == name)
    }

    /// How the proof is written; HTTP Basic's is base64 too.
    pub(crate) fn text_form(&self) -> TextForm {
        match &self.proof {
            Proof::Mac { text, .. } | Proof::RsaPkcs1Sha256 { text, .. } => *text,
            Proof::Basic { .. } => TextForm::Base64,
        }
    }

    pub(crate) fn signs(&self, part: &Part) -> bool {
        self.parts().contains(part)
    }

    pub(crate) fn signs_target(&self) -> bool {
        [Part::Path, Part::Query, Part::Target].iter().any(|part| self.signs(part))
    }
}

impl Unit {
    /// How many digits a timestamp has: until the year 2286 neither more nor fewer.
    #[must_use]
    pub const fn digits(self) -> usize {
        match self {
            Self::Seconds => 10,
            Self::Milliseconds => 13,
        }
    }

    /// How many milliseconds it counts in one step.
    pub(crate) const fn milliseconds(self) -> i64 {
        match self {
            Self::Seconds => 1000,
            Self::Milliseconds => 1,
        }
    }

    /// The unit's name in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Milliseconds => "milliseconds",
        }
    }
}

/// What signers and verifiers take for their scheme: an id, or a scheme of one's own.
pub trait IntoScheme {
    /// The scheme.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownScheme`](crate::ErrorCode::UnknownScheme) when no gateway has a scheme of this id.
    fn into_scheme(self) -> Result<Scheme, Error>;
}

impl IntoScheme for Scheme {
    fn into_scheme(self) -> Result<Scheme, Error> {
        Ok(self)
    }
}

impl IntoScheme for &Scheme {
    fn into_scheme(self) -> Result<Scheme, Error> {
        Ok(self.clone())
    }
}

impl IntoScheme for &String {
    fn into_scheme(self) -> Result<Scheme, Error> {
        self.as_str().into_scheme()
    }
}

impl IntoScheme for &str {
    fn into_scheme(self) -> Result<Scheme, Error> {
        crate::gateways::scheme(self).cloned()
    }
}
