//! Verifying: a scheme and one or more labelled sets of credentials, made ready once.

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memchr;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::credentials::{CheckedCredentials, Keyring, Purpose, check_keyring};
use crate::errors::{Error, ErrorCode};
use crate::headers::HeaderSource;
use crate::keys::PublicKey;
use crate::mac::{KeyedMac, secret_digest};
use crate::message::Message;
use crate::options::{Options, Settings};
use crate::scheme::{Header, IntoScheme, Kind, MAX_HEADERS, Need, Part, Proof, Scheme, TextForm, Value};
use crate::signer::{check_message_options, given_timestamp};
use crate::string_to_sign::{Filled, Stamp, StampError, Template};
use crate::text_form::{MAX_MAC, MAX_SIGNATURE, SLACK, Scribe};

/// Verifies messages of one scheme with one or more labelled sets of credentials.
///
/// Immutable, and shared by threads without a lock. Every mistake in credentials and options is found when it is built.
///
/// ```
/// use paysig::{ErrorCode, Message, Options, Signer, Verifier};
///
/// let pair = [("public_key", "wh_pk_c52ea06e"), ("secret_key", "wh_sk_1f4a9eb0")];
/// let verifier = Verifier::new("solidgate/webhook", pair, &Options::new())?;
///
/// // Whoever can sign a webhook is a test gateway.
/// let body = br#"{"order":{"status":"settle_ok"}}"#;
/// let headers = Signer::new("solidgate/webhook", pair, &Options::new())?.sign(&Message::webhook(body))?;
///
/// let verified = verifier.verify(&headers, &Message::webhook(body))?;
/// assert_eq!(verified.label(), "default");
/// assert_eq!(verified.body(), Some(body.as_slice()));
///
/// let tampered = Message::webhook(br#"{"order":{"status":"auth_ok"}}"#);
/// assert_eq!(verifier.verify(&headers, &tampered).unwrap_err().code(), ErrorCode::SignatureMismatch);
/// # Ok::<(), paysig::Error>(())
/// ```
pub struct Verifier {
    scheme: Scheme,
    settings: Settings,
    scribe: Scribe,
    candidates: Vec<Candidate>,
}

struct Candidate {
    label: String,
    credentials: CheckedCredentials,
    template: Template,
    checker: Checker,
}

enum Checker {
    /// Keyed, the leading constant parts already taken in.
    Mac {
        mac: Box<KeyedMac>,
        absorbed: usize,
    },
    Rsa(Box<PublicKey>),
    /// The SHA-256 of the password: comparing digests hides its length too.
    Basic(Zeroizing<[u8; 32]>),
}

impl Verifier {
    /// Makes a verifier of a scheme, given by its id or as data, with one set of credentials or a [`Keyring`] of several.
    ///
    /// # Errors
    /// Configuration errors (1xx), as [`Signer::new`](crate::Signer::new), and `invalid_label`.
    pub fn new(
        scheme: impl IntoScheme,
        keyring: impl Into<Keyring>,
        options: &Options,
    ) -> Result<Self, Error> {
        let mut scheme = scheme.into_scheme()?;
        scheme.check()?;
        let settings = Settings::new(&mut scheme, options)?;
        let candidates = check_keyring(&scheme, &keyring.into(), Purpose::Verify)?
            .into_iter()
            .map(|(label, credentials)| Candidate::new(&scheme, label, credentials))
            .collect::<Result<_, _>>()?;
        let scribe = Scribe::new(scheme.text_form());
        Ok(Self { scheme, settings, scribe, candidates })
    }

    /// The scheme, with the options that change it applied.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    pub(crate) fn settings(&self) -> Settings {
        self.settings
    }

    /// Each set: its label, what was checked of it, and its public key where it has one.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = (&str, &CheckedCredentials, Option<&PublicKey>)> {
        self.candidates.iter().map(|candidate| {
            let key = match &candidate.checker {
                Checker::Rsa(key) => Some(&**key),
                _ => None,
            };
            (candidate.label.as_str(), &candidate.credentials, key)
        })
    }

    /// Checks that the message is authentic and, where a timestamp is signed, fresh.
    ///
    /// The message's body must be given, an empty one explicitly; its method and URL where the scheme signs them.
    ///
    /// # Errors
    /// Rejections (3xx), which a sender can bring about; input errors (2xx) when the caller left something out.
    pub fn verify<'a>(
        &'a self,
        headers: &(impl HeaderSource + ?Sized),
        message: &Message<'a>,
    ) -> Result<Verified<'a>, Error> {
        self.check_input(message)?;
        let mut found = Found::default();
        headers.visit(&mut |name, value| self.note(&mut found, name, value));
        self.verify_found(&found, message)
    }

    /// What the caller may have done wrong.
    fn check_input(&self, message: &Message<'_>) -> Result<(), Error> {
        check_message_options(&self.scheme, message)?;
        refuse_signing_options(message)?;
        match message.body.is_none() && !message.body_unsigned {
            true => Err(Error::new(
                ErrorCode::MissingBody,
                "pass the raw body as it came; an empty one explicitly",
            )),
            false => Ok(()),
        }
    }

    /// Compiled once, and not again for each kind of header container.
    fn verify_found<'a>(&'a self, found: &Found<'_>, message: &Message<'a>) -> Result<Verified<'a>, Error> {
        self.check_found(found, message)?;
        let (timestamp, own_timestamp) = self.read_timestamp(found, message)?;
        let filled = Filled::new(&self.scheme, &self.settings, message, timestamp)
            .map_err(|error| self.blame_sender(error))?;
        let proof = found.get(&self.scheme, |value| *value == Value::Proof).unwrap_or_default();
        let candidate = match &self.scheme.proof {
            Proof::Basic { user, .. } => self.match_basic(user, proof)?,
            Proof::Mac { hash, .. } => {
                let among = self.candidates_of_sender(found)?;
                self.match_mac(among, hash.length(), proof, &filled)?
            }
            Proof::RsaPkcs1Sha256 { .. } => {
                let among = self.candidates_of_sender(found)?;
                self.match_rsa(among, proof, &filled)?
            }
        };
        if own_timestamp {
            self.check_freshness(timestamp, message.now_milliseconds())?;
        }
        Ok(Verified { scheme: &self.scheme, candidate, filled, body: message.body.unwrap_or_default() })
    }

    /// Keeps a header that the scheme knows.
    fn note<'h>(&self, found: &mut Found<'h>, name: &[u8], value: &'h [u8]) {
        for (slot, header) in found.slots.iter_mut().zip(self.scheme.headers.iter()) {
            if header.is_named(name) {
                slot.count += 1;
                slot.value = trim_field(value);
            }
        }
    }

    /// Each header that the scheme reads, exactly once.
    fn check_found(&self, found: &Found<'_>, message: &Message<'_>) -> Result<(), Error> {
        for (slot, header) in found.slots.iter().zip(self.scheme.headers.iter()) {
            if !self.reads(header) {
                continue;
            }
            if slot.count > 1 || memchr(b',', slot.value).is_some() {
                return Err(Error::new(
                    ErrorCode::DuplicateHeader,
                    format!("{} is there more than once, or folded with a comma", header.name),
                ));
            }
            if slot.count == 0
                && !(header.need == Need::ElseFromRequest && message.request_timestamp.is_some())
            {
                return Err(missing_header(header));
            }
        }
        Ok(())
    }

    fn reads(&self, header: &Header) -> bool {
        match &header.value {
            Value::Proof | Value::Timestamp => true,
            Value::Field(name) => self.scheme.sender.as_ref() == Some(name),
            Value::Option { .. } => false,
        }
    }

    /// The timestamp, and whether it is the message's own.
    fn read_timestamp(
        &self,
        found: &Found<'_>,
        message: &Message<'_>,
    ) -> Result<(Option<Stamp>, bool), Error> {
        let Some(freshness) = self.scheme.freshness else {
            return Ok((None, false));
        };
        let unit = freshness.unit;
        let Some(text) = found.get(&self.scheme, |value| *value == Value::Timestamp) else {
            let text = message.request_timestamp.unwrap_or_default();
            return Ok((Some(given_timestamp(text, unit)?), false));
        };
        let stamp = Stamp::parse(text, unit).map_err(|error| match error {
            StampError::OtherUnit => Error::new(
                ErrorCode::WrongTimeUnit,
                format!(
                    "the timestamp has {} digits; {} has {}, counting {}",
                    text.len(),
                    self.scheme.id,
                    unit.digits(),
                    unit.name()
                ),
            ),
            StampError::Malformed => Error::new(
                ErrorCode::MalformedTimestamp,
                format!("the timestamp is not {} digits", unit.digits()),
            ),
        })?;
        Ok((Some(stamp), true))
    }

    /// Ours that have the sender's id; all of ours where the scheme has none.
    fn candidates_of_sender<'v, 'h>(
        &'v self,
        found: &Found<'h>,
    ) -> Result<impl Iterator<Item = &'v Candidate> + Clone + use<'v, 'h>, Error> {
        let sender = match &self.scheme.sender {
            None => None,
            Some(field) => {
                let id =
                    found.get(&self.scheme, |value| matches!(value, Value::Field(name) if name == field));
                Some((field.as_ref(), id.unwrap_or_default()))
            }
        };
        let among = self.candidates.iter().filter(move |candidate| match sender {
            None => true,
            Some((field, id)) => candidate.credentials.text(field).is_some_and(|ours| ours.as_bytes() == id),
        });
        match among.clone().next() {
            Some(_) => Ok(among),
            None => Err(self.unknown_sender()),
        }
    }

    fn match_mac<'v>(
        &self,
        mut among: impl Iterator<Item = &'v Candidate>,
        length: usize,
        proof: &[u8],
        filled: &Filled<'_>,
    ) -> Result<&'v Candidate, Error> {
        let mut buffer = [0; MAX_MAC + SLACK];
        let claimed = self.scribe.read(proof, &mut buffer).filter(|claimed| claimed.len() == length);
        let claimed = claimed.ok_or_else(|| malformed_signature(self.scribe.form(), [length]))?;
        among
            .find(|candidate| match &candidate.checker {
                Checker::Mac { mac, absorbed } => {
                    mac.tag(|take| candidate.template.each(*absorbed, filled, take)).matches(claimed)
                }
                _ => false,
            })
            .ok_or_else(mismatch)
    }

    fn match_rsa<'v>(
        &self,
        mut among: impl Iterator<Item = &'v Candidate> + Clone,
        proof: &[u8],
        filled: &Filled<'_>,
    ) -> Result<&'v Candidate, Error> {
        let lengths = among.clone().filter_map(|candidate| match &candidate.checker {
            Checker::Rsa(key) => Some(key.signature_length()),
            _ => None,
        });
        let mut buffer = [0; MAX_SIGNATURE + SLACK];
        let claimed = self
            .scribe
            .read(proof, &mut buffer)
            .filter(|claimed| lengths.clone().any(|length| length == claimed.len()));
        let claimed = claimed.ok_or_else(|| malformed_signature(self.scribe.form(), lengths.clone()))?;
        among
            .find(|candidate| match &candidate.checker {
                Checker::Rsa(key) => key.verify(&candidate.template.slices(filled), claimed),
                _ => false,
            })
            .ok_or_else(mismatch)
    }

    fn match_basic(&self, user_field: &str, proof: &[u8]) -> Result<&Candidate, Error> {
        let malformed = || {
            Error::new(
                ErrorCode::MalformedSignature,
                "the header is not `Basic ` and the canonical base64 of user:password",
            )
        };
        let (scheme, encoded) = proof.split_at_checked(5).ok_or_else(malformed)?;
        let blanks = encoded.iter().take_while(|byte| **byte == b' ').count();
        if !scheme.eq_ignore_ascii_case(b"Basic") || blanks == 0 {
            return Err(malformed());
        }
        let token = encoded.get(blanks..).unwrap_or_default();
        let mut pair = Zeroizing::new(Vec::with_capacity(token.len()));
        STANDARD.decode_vec(token, &mut pair).map_err(|_| malformed())?;
        let colon = pair.iter().position(|byte| *byte == b':').ok_or_else(malformed)?;
        let (user, rest) = pair.split_at_checked(colon).ok_or_else(malformed)?;
        let password = rest.get(1..).unwrap_or_default();

        let mut among = self
            .candidates
            .iter()
            .filter(|candidate| {
                candidate.credentials.text(user_field).is_some_and(|ours| ours.as_bytes() == user)
            })
            .peekable();
        if among.peek().is_none() {
            return Err(self.unknown_sender());
        }
        let claimed = secret_digest(password);
        among
            .find(|candidate| match &candidate.checker {
                Checker::Basic(digest) => digest.ct_eq(claimed.as_slice()).into(),
                _ => false,
            })
            .ok_or_else(mismatch)
    }

    fn check_freshness(&self, timestamp: Option<Stamp>, now: i64) -> Result<(), Error> {
        let (Some(tolerance), Some(timestamp)) = (self.settings.tolerance, timestamp) else {
            return Ok(());
        };
        let age = i128::from(now) - i128::from(timestamp.milliseconds());
        let (code, which, off) = match age {
            age if age > i128::from(tolerance) => (ErrorCode::Stale, "old", age),
            age if -age > i128::from(tolerance) => (ErrorCode::Future, "in the future", -age),
            _ => return Ok(()),
        };
        let seconds = |milliseconds: i128| {
            Duration::from_millis(u64::try_from(milliseconds).unwrap_or(u64::MAX)).as_secs_f64()
        };
        Err(Error::new(
            code,
            format!("the message is {} s {which}, {} s allowed", seconds(off), seconds(tolerance.into())),
        ))
    }

    /// Method and URL of a request or webhook are its sender's; those of a response are the caller's own.
    fn blame_sender(&self, error: Error) -> Error {
        match (self.scheme.kind, error.code()) {
            (Kind::Response, _) => error,
            (_, ErrorCode::InvalidUrl | ErrorCode::WrongMethod) => {
                Error::new(ErrorCode::MalformedRequest, error.message().to_owned())
            }
            _ => error,
        }
    }

    fn unknown_sender(&self) -> Error {
        let field = self.scheme.sender.as_deref().unwrap_or_default();
        Error::new(ErrorCode::UnknownSender, format!("the message's {field} is none of ours"))
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels: Vec<&str> = self.candidates.iter().map(|candidate| candidate.label.as_str()).collect();
        write!(f, "Verifier({}: {})", self.scheme.id, labels.join(", "))
    }
}

impl Candidate {
    fn new(scheme: &Scheme, label: String, mut credentials: CheckedCredentials) -> Result<Self, Error> {
        let template = Template::new(scheme, &credentials);
        let checker =
            match &scheme.proof {
                Proof::Mac { key, hash, .. } => {
                    let mut mac = KeyedMac::new(*hash, credentials.text(key).unwrap_or_default().as_bytes())?;
                    let absorbed = template.leading_constants();
                    template.absorb(&mut mac, absorbed);
                    Checker::Mac { mac, absorbed }
                }
                Proof::RsaPkcs1Sha256 { .. } => {
                    let key = credentials.verifying_key.take();
                    Checker::Rsa(Box::new(key.ok_or_else(|| {
                        Error::new(ErrorCode::MissingCredential, "no verifying key was given")
                    })?))
                }
                Proof::Basic { password, .. } => {
                    let password = credentials.text(password).unwrap_or_default();
                    Checker::Basic(secret_digest(password.as_bytes()))
                }
            };
        Ok(Self { label, credentials, template, checker })
    }
}

/// An authentic message: which credentials it matched, and what of it is authentic.
pub struct Verified<'a> {
    scheme: &'a Scheme,
    candidate: &'a Candidate,
    filled: Filled<'a>,
    body: &'a [u8],
}

impl<'a> Verified<'a> {
    /// The scheme whose rule the message keeps.
    #[must_use]
    pub fn scheme(&self) -> &'a Scheme {
        self.scheme
    }

    /// The label of the credentials that matched.
    #[must_use]
    pub fn label(&self) -> &'a str {
        &self.candidate.label
    }

    /// The signed time, where the scheme signs one.
    #[must_use]
    pub fn timestamp(&self) -> Option<SystemTime> {
        let milliseconds = u64::try_from(self.timestamp_ms()?).ok()?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds))
    }

    /// The signed time in milliseconds since 1970-01-01T00:00:00Z, where the scheme signs one.
    #[must_use]
    pub fn timestamp_ms(&self) -> Option<i64> {
        self.filled.timestamp.as_ref().map(Stamp::milliseconds)
    }

    /// What is authentic, in the order of the string to sign, each once: names of fields, `timestamp`, `method`, `path`, `query`,
    /// `body`. Nothing else of the message is: not the other headers, and not the body unless it is here.
    ///
    /// They are authentic as joined: where a rule puts nothing between two parts that vary, such as a query and a body, the signature
    /// does not say where one ends. The scheme's notes name such places.
    pub fn covers(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let body_signed = self.filled.body_signed;
        let parts = self.scheme.parts();
        let distinct = parts
            .iter()
            .enumerate()
            .filter(|(index, part)| !parts.iter().take(*index).any(|earlier| earlier == *part));
        let names = distinct.flat_map(move |(_, part)| match part {
            Part::Target => [Some("path"), Some("query")],
            Part::Body if !body_signed => [None, None],
            Part::Literal(_) => [None, None],
            part => [Some(part.name()), None],
        });
        names.flatten()
    }

    /// The same for every copy of the message, so that a copy can be told from news: SHA-256 of the scheme's id, a zero byte and the
    /// signed bytes. `None` when the body is not covered. It does not depend on the credentials: where several merchants share a
    /// verifier, record it together with the label. A gateway that repeats a message repeats this too: record it after the
    /// message was processed.
    #[must_use]
    pub fn replay_key(&self) -> Option<[u8; 32]> {
        self.filled.body_signed.then(|| {
            let mut hash = Sha256::new();
            hash.update(self.scheme.id.as_bytes());
            hash.update([0]);
            self.candidate.template.each(0, &self.filled, &mut |bytes| hash.update(bytes));
            hash.finalize().into()
        })
    }

    /// The body, if it is authentic.
    #[must_use]
    pub fn body(&self) -> Option<&'a [u8]> {
        self.filled.body_signed.then_some(self.body)
    }

    /// The body of a message whose body nobody vouches for: anyone on the way could have changed it. Read it only to find what to
    /// ask the gateway for.
    #[must_use]
    pub fn unauthenticated_body(&self) -> &'a [u8] {
        self.body
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let covers: Vec<&str> = self.covers().collect();
        write!(f, "Verified({} by {}; covers: {})", self.scheme.id, self.candidate.label, covers.join(", "))
    }
}

/// The headers that the scheme knows, by their place in it.
#[derive(Default)]
struct Found<'h> {
    slots: [Slot<'h>; MAX_HEADERS],
}

#[derive(Clone, Copy, Default)]
struct Slot<'h> {
    count: usize,
    value: &'h [u8],
}

impl<'h> Found<'h> {
    fn get(&self, scheme: &Scheme, wanted: impl Fn(&Value) -> bool) -> Option<&'h [u8]> {
        let (slot, _) =
            self.slots.iter().zip(scheme.headers.iter()).find(|(_, header)| wanted(&header.value))?;
        (slot.count > 0).then_some(slot.value)
    }
}

impl Header {
    pub(crate) fn is_named(&self, name: &[u8]) -> bool {
        self.name.as_bytes().eq_ignore_ascii_case(name)
            || self.also.iter().any(|also| also.as_bytes().eq_ignore_ascii_case(name))
    }
}

/// Spaces and tabs around a value are not part of it (RFC 9110 §5.5).
pub(crate) fn trim_field(value: &[u8]) -> &[u8] {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let start = value.iter().position(|byte| !blank(byte)).unwrap_or(value.len());
    let end = value.iter().rposition(|byte| !blank(byte)).map_or(start, |last| last + 1);
    value.get(start..end).unwrap_or_default()
}

/// What is only said when signing would be left unread, and whoever said it would believe it was checked.
fn refuse_signing_options(message: &Message<'_>) -> Result<(), Error> {
    match message.timestamp.is_some() || !message.options.is_empty() {
        true => Err(Error::new(
            ErrorCode::UnknownOption,
            "an option was given that is for signing; verifying takes request_timestamp and body, where the scheme has them",
        )),
        false => Ok(()),
    }
}

fn missing_header(header: &Header) -> Error {
    let names: Vec<&str> =
        std::iter::once(header.name.as_ref()).chain(header.also.iter().map(AsRef::as_ref)).collect();
    let or_request = match header.need {
        Need::ElseFromRequest => ", and the answered request's timestamp was not given instead",
        _ => "",
    };
    Error::new(ErrorCode::MissingHeader, format!("{} is not there{or_request}", names.join(" or ")))
}

fn malformed_signature(text: TextForm, lengths: impl IntoIterator<Item = usize>) -> Error {
    let mut lengths: Vec<usize> = lengths.into_iter().collect();
    lengths.sort_unstable();
    lengths.dedup();
    let lengths: Vec<String> = lengths.iter().map(usize::to_string).collect();
    Error::new(
        ErrorCode::MalformedSignature,
        format!("the signature is not {} bytes, written as {}", lengths.join(" or "), text.words()),
    )
}

fn mismatch() -> Error {
    Error::new(
        ErrorCode::SignatureMismatch,
        "the signature is not that of this message with these credentials",
    )
}
