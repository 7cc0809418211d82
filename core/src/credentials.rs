//! The named values a scheme needs, and several labelled sets of them.

use std::fmt;

use zeroize::Zeroizing;

use crate::errors::{Error, ErrorCode};
use crate::keys::{PrivateKey, PublicKey};
use crate::scheme::{Field, Mistake, Role, Scheme, Value};

/// One set of credentials: the names that the scheme lists, with their values as text or, for keys, PEM or DER.
///
/// The values are wiped from memory on drop and never printed.
///
/// ```
/// let credentials = paysig::Credentials::from([("public_key", "api_pk_…"), ("secret_key", "api_sk_…")]);
/// assert_eq!(format!("{credentials:?}"), "Credentials(public_key, secret_key)");
/// ```
#[derive(Clone, Default)]
pub struct Credentials {
    values: Vec<(String, Zeroizing<Vec<u8>>)>,
}

impl Credentials {
    /// No credentials.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more credential.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.add(name, value);
        self
    }

    /// One more credential.
    pub fn add(&mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) {
        self.values.push((name.into(), Zeroizing::new(value.into())));
    }

    pub(crate) fn find(&self, name: &str) -> Option<&[u8]> {
        self.values.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_slice())
    }
}

impl From<&Credentials> for Credentials {
    fn from(credentials: &Credentials) -> Self {
        credentials.clone()
    }
}

impl<N: Into<String>, V: Into<Vec<u8>>, const K: usize> From<[(N, V); K]> for Credentials {
    fn from(pairs: [(N, V); K]) -> Self {
        pairs.into_iter().collect()
    }
}

impl<N: Into<String>, V: Into<Vec<u8>>> FromIterator<(N, V)> for Credentials {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        pairs.into_iter().fold(Self::new(), |credentials, (name, value)| credentials.with(name, value))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.values.iter().map(|(name, _)| name.as_str()).collect();
        write!(f, "Credentials({})", names.join(", "))
    }
}

/// Several sets of credentials, each with a label that a verified message names: two keys while rotating,
/// several shops, several environments.
#[derive(Clone, Debug, Default)]
pub struct Keyring {
    sets: Vec<(String, Credentials)>,
}

impl Keyring {
    /// The label of a set that was given without one.
    pub const DEFAULT_LABEL: &'static str = "default";

    /// No sets.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more set. The label is 1 to 64 visible ASCII characters, and not a secret.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, credentials: impl Into<Credentials>) -> Self {
        self.add(label, credentials);
        self
    }

    /// One more set.
    pub fn add(&mut self, label: impl Into<String>, credentials: impl Into<Credentials>) {
        self.sets.push((label.into(), credentials.into()));
    }

    pub(crate) fn sets(&self) -> impl Iterator<Item = (&str, &Credentials)> {
        self.sets.iter().map(|(label, set)| (label.as_str(), set))
    }
}

impl<L: Into<String>, C: Into<Credentials>> FromIterator<(L, C)> for Keyring {
    fn from_iter<I: IntoIterator<Item = (L, C)>>(sets: I) -> Self {
        sets.into_iter().fold(Self::new(), |keyring, (label, credentials)| keyring.with(label, credentials))
    }
}

impl From<Credentials> for Keyring {
    fn from(credentials: Credentials) -> Self {
        Self::new().with(Self::DEFAULT_LABEL, credentials)
    }
}

impl From<&Credentials> for Keyring {
    fn from(credentials: &Credentials) -> Self {
        credentials.clone().into()
    }
}

impl<N: Into<String>, V: Into<Vec<u8>>, const K: usize> From<[(N, V); K]> for Keyring {
    fn from(pairs: [(N, V); K]) -> Self {
        Credentials::from(pairs).into()
    }
}

/// Whether a set is for signing or for verifying: it decides which keys are needed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Sign,
    Verify,
}

/// A set that was checked against a scheme.
pub(crate) struct CheckedCredentials {
    /// Text fields in the scheme's order.
    texts: Vec<(String, Zeroizing<String>)>,
    pub(crate) signing_key: Option<PrivateKey>,
    pub(crate) verifying_key: Option<PublicKey>,
}

impl CheckedCredentials {
    pub(crate) fn new(scheme: &Scheme, given: &Credentials, purpose: Purpose) -> Result<Self, Error> {
        refuse_unknown_and_doubled(scheme, given)?;
        let mut checked = Self { texts: Vec::new(), signing_key: None, verifying_key: None };
        for field in scheme.fields.iter() {
            let value = match (field.role, purpose) {
                (Role::SigningKey | Role::Passphrase, Purpose::Verify)
                | (Role::VerifyingKey, Purpose::Sign) => continue,
                (Role::Passphrase, Purpose::Sign) => continue,
                _ => present(scheme, field, given)?,
            };
            match field.role {
                Role::SigningKey => {
                    let passphrase = passphrase(scheme, given)?;
                    let key = PrivateKey::read(value, passphrase).map_err(|error| about(field, &error))?;
                    checked.signing_key = Some(key);
                }
                Role::VerifyingKey => {
                    checked.verifying_key =
                        Some(PublicKey::read(value).map_err(|error| about(field, &error))?);
                }
                _ => checked.texts.push((field.name.to_string(), text(scheme, field, value)?)),
            }
        }
        Ok(checked)
    }

    /// Wipes what a signer needs no more once the key of its MAC is made ready; a verifier explains with it.
    pub(crate) fn forget_secrets(&mut self, scheme: &Scheme) {
        self.texts.retain(|(name, _)| scheme.field(name).is_some_and(|field| field.role == Role::Public));
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.texts.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Labels go into texts for people and into other languages' strings.
pub(crate) fn check_labels(keyring: &Keyring) -> Result<(), Error> {
    for (index, (label, _)) in keyring.sets.iter().enumerate() {
        if label.is_empty() || label.len() > 64 || !label.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::new(
                ErrorCode::InvalidLabel,
                "a label has 1 to 64 visible ASCII characters, without spaces",
            ));
        }
        if keyring.sets.iter().take(index).any(|(other, _)| other == label) {
            return Err(Error::new(
                ErrorCode::DuplicateCredential,
                format!("the label {label} was given twice"),
            ));
        }
    }
    Ok(())
}

/// Checks the labels and every set.
pub(crate) fn check_keyring(
    scheme: &Scheme,
    keyring: &Keyring,
    purpose: Purpose,
) -> Result<Vec<(String, CheckedCredentials)>, Error> {
    if keyring.sets.is_empty() {
        return Err(Error::new(ErrorCode::MissingCredential, "no credentials were given"));
    }
    let mut checked: Vec<(String, CheckedCredentials)> = Vec::with_capacity(keyring.sets.len());
    check_labels(keyring)?;
    for (label, set) in &keyring.sets {
        let set = CheckedCredentials::new(scheme, set, purpose).map_err(|error| {
            if label == Keyring::DEFAULT_LABEL {
                return error;
            }
            Error::new(error.code(), format!("{label}: {}", error.message()))
        })?;
        checked.push((label.clone(), set));
    }
    Ok(checked)
}

fn refuse_unknown_and_doubled(scheme: &Scheme, given: &Credentials) -> Result<(), Error> {
    for (index, (name, _)) in given.values.iter().enumerate() {
        if scheme.field(name).is_none() {
            let known: Vec<&str> = scheme.fields.iter().map(|field| field.name.as_ref()).collect();
            // What is not a known name may be a secret in the wrong place, so it is not repeated.
            return Err(Error::new(
                ErrorCode::UnknownCredential,
                format!("a name was given that {} does not have; it has: {}", scheme.id, known.join(", ")),
            ));
        }
        if given.values.iter().take(index).any(|(other, _)| other == name) {
            return Err(Error::new(ErrorCode::DuplicateCredential, format!("{name} was given twice")));
        }
    }
    Ok(())
}

fn present<'a>(scheme: &Scheme, field: &Field, given: &'a Credentials) -> Result<&'a [u8], Error> {
    match given.find(&field.name) {
        Some([]) => Err(Error::new(ErrorCode::EmptyCredential, format!("{} is empty", field.name))),
        Some(value) => Ok(value),
        None => Err(Error::new(
            ErrorCode::MissingCredential,
            format!("{} needs {}: {}", scheme.id, field.name, field.about),
        )),
    }
}

fn passphrase<'a>(scheme: &Scheme, given: &'a Credentials) -> Result<Option<&'a [u8]>, Error> {
    let Some(field) = scheme.fields.iter().find(|field| field.role == Role::Passphrase) else {
        return Ok(None);
    };
    given.find(&field.name).map(|_| present(scheme, field, given)).transpose()
}

fn about(field: &Field, error: &Error) -> Error {
    Error::new(error.code(), format!("{}: {}", field.name, error.message()))
}

fn text(scheme: &Scheme, field: &Field, value: &[u8]) -> Result<Zeroizing<String>, Error> {
    let name = &field.name;
    let malformed = |why: &str| Err(Error::new(ErrorCode::MalformedCredential, format!("{name} {why}")));

    let Ok(text) = std::str::from_utf8(value) else {
        return malformed("is not UTF-8 text");
    };
    if text.chars().any(char::is_control) {
        return malformed("holds a line break or another control character");
    }
    // Invisible marks come from copying, and from files that begin with a byte order mark.
    let invisible = |mark: char| {
        mark.is_whitespace() || matches!(mark, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
    };
    if text.trim_matches(invisible) != text {
        return malformed("has white space around it");
    }
    if let Some(forbidden) = text.chars().find(|character| field.forbids.contains(*character)) {
        return malformed(&format!("cannot hold the character {forbidden:?}"));
    }
    let in_header =
        scheme.headers.iter().any(|header| matches!(&header.value, Value::Field(carried) if carried == name));
    if in_header && !text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b',') {
        return malformed("travels in a header, so it must be visible ASCII without commas");
    }
    for refusal in field.refuses.iter() {
        if text.starts_with(refusal.prefix.as_ref()) {
            let (code, what) = match refusal.mistake {
                Mistake::OtherHalf => (ErrorCode::WrongHalfOfPair, "the other half of the pair"),
                Mistake::OtherPair => (ErrorCode::WrongPair, "a key of the gateway's other pair"),
            };
            return Err(Error::new(code, format!("{name} begins with {}: that is {what}", refusal.prefix)));
        }
    }
    Ok(Zeroizing::new(text.to_owned()))
}
