//! The one table of errors: stable codes with numbers, what each means, and what to do.
//!
//! Every language asserts this table, `docs/errors.md` is generated from it, and the C library's status numbers are
//! its numbers. A code's name and number are never changed and never used again for something else.

use std::borrow::Cow;
use std::fmt;

/// What a `Result` of this crate fails with: a stable [`ErrorCode`] and a sentence about this very case.
///
/// The sentence never holds a secret, an expected signature or a body.
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    code: ErrorCode,
    message: Cow<'static, str>,
}

impl Error {
    /// An error of this code, with a sentence about the case at hand.
    pub fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, message: message.into() }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.code
    }

    /// The sentence about this very case, without the code.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.name(), self.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({}: {})", self.code.name(), self.message)
    }
}

impl std::error::Error for Error {}

/// Whose turn it is when a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorKind {
    /// 1xx: the credentials or options are wrong. Found when a signer or verifier is built.
    Configuration,
    /// 2xx: what the caller passed to a call is wrong.
    Input,
    /// 3xx: the message is not to be trusted. The only kind that a sender can bring about.
    Rejected,
    /// 9xx: paysig or the machine failed.
    Internal,
}

impl ErrorKind {
    /// The kind's stable name: `configuration`, `input`, `rejected` or `internal`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Input => "input",
            Self::Rejected => "rejected",
            Self::Internal => "internal",
        }
    }
}

macro_rules! error_codes {
    ($($variant:ident = $number:literal, $name:literal, $summary:literal, $advice:literal;)+) => {
        /// A stable error code. The names and numbers are the same in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u16)]
        pub enum ErrorCode {
            $(#[doc = concat!("`", $name, "` (", stringify!($number), "): ", $summary, " ", $advice)] $variant = $number,)+
        }

        impl ErrorCode {
            /// Every code, by number.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name, such as `signature_mismatch`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What the code means, in one sentence.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary),+ }
            }

            /// What to do about it, in one sentence.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$variant => $advice),+ }
            }
        }
    };
}

error_codes! {
    UnknownScheme = 101, "unknown_scheme", "There is no scheme of this id.", "List the schemes and copy the id.";
    UnknownGateway = 102, "unknown_gateway", "There is no gateway of this id.", "List the gateways and copy the id.";
    InvalidScheme = 103, "invalid_scheme", "A scheme described as data contradicts itself.", "Mend the description as the message says.";
    MissingCredential = 104, "missing_credential", "A credential that the scheme needs was not given.", "Give every credential that the scheme lists for signing or for verifying.";
    UnknownCredential = 105, "unknown_credential", "The scheme has no credential of this name.", "Use the names that the scheme lists; they are the same in every language.";
    EmptyCredential = 106, "empty_credential", "A credential is empty.", "Look whether the environment variable or the file it comes from is set.";
    MalformedCredential = 107, "malformed_credential", "A credential holds characters that it cannot have.", "Remove surrounding white space, line breaks and control characters; paste the value as the gateway shows it.";
    WrongHalfOfPair = 108, "wrong_half_of_pair", "The public and the secret key of a pair are swapped.", "Give the public key as `public_key` and the secret key as `secret_key`.";
    WrongPair = 109, "wrong_pair", "The key belongs to the gateway's other pair: webhook keys where API keys belong, or the reverse.", "Sign requests with the API pair and verify webhooks with the webhook pair.";
    SecretTooShort = 110, "secret_too_short", "The secret is too short for what it is used for.", "Copy the whole secret from the gateway's console.";
    DuplicateCredential = 111, "duplicate_credential", "The same credential or label was given twice.", "Give each name once, and each label once; to rotate keys, give each set a label of its own.";
    InvalidLabel = 112, "invalid_label", "A label is not 1 to 64 visible ASCII characters.", "Choose a short label such as `live` or `2026-q1`.";
    MalformedKey = 120, "malformed_key", "The key cannot be read.", "Give the whole PEM text with its BEGIN and END lines, or the DER bytes.";
    WrongKeyKind = 121, "wrong_key_kind", "The key is of another kind than the one needed here.", "Give an RSA private key to sign and an RSA public key to verify.";
    KeyTooSmall = 122, "key_too_small", "The RSA key has fewer than 2048 bits.", "Make a key of at least 2048 bits and register its public half with the gateway.";
    UnsupportedKey = 123, "unsupported_key", "The key is valid RSA of a form that is not supported.", "Use a two-prime RSA key of 2048 to 8192 bits with an odd exponent of 3 to 4294967295, as PKCS#1, PKCS#8 or SPKI.";
    WrongPassphrase = 124, "wrong_passphrase", "The passphrase does not open the private key.", "Check the passphrase, and that it belongs to this key.";
    MissingPassphrase = 125, "missing_passphrase", "The private key is encrypted and no passphrase was given.", "Give the credential `passphrase`.";
    UnknownOption = 130, "unknown_option", "The scheme has no option of this name here.", "Use the options that the scheme lists, where it lists them: when building, or per message.";
    InvalidOption = 131, "invalid_option", "An option has a value that it cannot have.", "Use a value that the scheme lists for the option.";

    InvalidUrl = 201, "invalid_url", "The URL cannot be signed as it stands.", "Pass the URL exactly as it goes out: absolute or from the path on, percent-encoded, without a fragment or user name.";
    InsecureUrl = 202, "insecure_url", "Credentials would travel over a connection that is not https.", "Pass the absolute https URL; for local tests allow loopback explicitly.";
    WrongMethod = 203, "wrong_method", "The method is no HTTP method, or not one that the gateway takes.", "Use the method that the scheme expects.";
    MissingRequest = 204, "missing_request", "The scheme signs the method or URL, and it was not given.", "Pass the method and URL; for a response, those of the request that it answers.";
    MissingBody = 205, "missing_body", "No body was given to verify.", "Pass the raw body as it came, an empty one explicitly.";
    InvalidTimestamp = 206, "invalid_timestamp", "The timestamp to sign is not text of the scheme's form.", "Pass ten digits for seconds or thirteen for milliseconds, as the scheme says, or leave it out.";
    InvalidIdempotencyKey = 207, "invalid_idempotency_key", "The idempotency key is not what the gateway takes.", "Use 4 to 64 visible ASCII characters, or `auto`.";
    InvalidValue = 208, "invalid_value", "A value cannot be sent in its header.", "Use printable ASCII without surrounding spaces or line breaks.";
    InvalidHeaders = 209, "invalid_headers", "The headers to verify cannot be read.", "Pass each header as its name and its value.";
    UnknownHost = 210, "unknown_host", "The gateway has no host or endpoint like the one asked for.", "Use the environments, products and versions that the gateway lists.";
    InvalidText = 211, "invalid_text", "Text is not UTF-8.", "Pass names and text as UTF-8; only bodies and keys may be any bytes.";
    InvalidArgument = 212, "invalid_argument", "An argument is missing, or has a length or value that it cannot have.", "See the function's documentation.";
    BufferTooSmall = 213, "buffer_too_small", "The buffer that was given cannot hold the result.", "Call again with a buffer of the size that was reported.";

    MissingHeader = 301, "missing_header", "A header that the scheme reads is not there.", "See whether a proxy or framework dropped it, and whether the message is of this scheme at all.";
    DuplicateHeader = 302, "duplicate_header", "A header that the scheme reads is there more than once, or folded with a comma.", "Refuse the message; see what adds the second one.";
    MalformedTimestamp = 303, "malformed_timestamp", "The timestamp is not of the scheme's form.", "Refuse the message.";
    WrongTimeUnit = 304, "wrong_time_unit", "The timestamp counts milliseconds where seconds belong, or the reverse.", "Whoever sends the message must send the scheme's unit.";
    UnknownSender = 305, "unknown_sender", "The sender's id is none of ours.", "See whether the credentials are of the right environment and pair.";
    MalformedSignature = 306, "malformed_signature", "The signature is not in the scheme's text form.", "Whoever signs must use the scheme's encoding; see its description.";
    SignatureMismatch = 307, "signature_mismatch", "The signature is not that of this message.", "Refuse the message; if it should be genuine, see that the body is the raw one and that the credentials are of this environment.";
    Stale = 308, "stale", "The message is authentic and too old.", "Compare the clocks; give queued messages the time at which they came.";
    Future = 309, "future", "The message is authentic and from the future.", "Compare the clocks.";
    MalformedRequest = 310, "malformed_request", "The method or URL that came with the message is none that could have been signed.", "Refuse the message; pass the method and the URL exactly as they came over the wire.";

    Internal = 901, "internal", "Something in paysig failed that should not be able to fail.", "Report it, with the version and the message.";
    RandomUnavailable = 902, "random_unavailable", "The operating system gave no random bytes.", "See whether the process may use the system's random source.";
    FaultDetected = 903, "fault_detected", "A signature just made did not verify with its own public key, and was withheld.", "Suspect the machine's memory or processor; do not retry on the same machine.";
}

impl ErrorCode {
    /// The stable number, as the C library returns it.
    #[must_use]
    pub const fn number(self) -> u16 {
        self as u16
    }

    /// The kind, which the number's first digit says.
    #[must_use]
    pub const fn kind(self) -> ErrorKind {
        match self.number() / 100 {
            1 => ErrorKind::Configuration,
            2 => ErrorKind::Input,
            3 => ErrorKind::Rejected,
            _ => ErrorKind::Internal,
        }
    }

    /// The code of this stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
