//! The broken messages of `tests/explain/`, whose form its README describes.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use paysig::explain::{ExplainOptions, Explanation};
use paysig::{Credentials, Error, Keyring, Message, Options, Verifier};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::vectors::{Bytes, MessageData, credentials, message_of};

/// `index.json`.
#[derive(Deserialize)]
pub struct Index {
    /// All cases of all files.
    pub total: usize,
    /// The files.
    pub files: Vec<IndexFile>,
}

/// A file of the index.
#[derive(Deserialize)]
pub struct IndexFile {
    /// Its name.
    pub file: String,
    /// How many cases it holds.
    pub cases: usize,
}

/// One broken message.
#[derive(Deserialize)]
pub struct Case {
    /// Unique and stable.
    pub id: String,
    /// The scheme's id.
    pub scheme: String,
    credentials: Vec<Set>,
    #[serde(default)]
    others: Vec<Set>,
    #[serde(default)]
    options: BTreeMap<String, String>,
    message: MessageData,
    headers: Vec<(String, Bytes)>,
    now_ms: Option<u64>,
    /// The code or command that made the mistake.
    pub made_by: String,
    /// What must be found.
    pub expect: Expect,
}

#[derive(Deserialize)]
struct Set {
    label: String,
    values: BTreeMap<String, Bytes>,
}

/// What must be found.
#[derive(Deserialize)]
pub struct Expect {
    /// The causes, in any order.
    pub causes: Vec<String>,
    /// How sure each is.
    pub certainty: String,
    /// With whose credentials the signature matches.
    pub label: Option<String>,
    /// The encoder or scheme that a detail names.
    pub encoder: Option<String>,
}

/// A phrase of the list of how signatures go wrong.
#[derive(Deserialize)]
pub struct Phrase {
    /// The phrase.
    pub phrase: String,
    /// What it is called here.
    pub causes: Vec<String>,
    /// The ids of its cases.
    pub cases: Vec<String>,
}

/// A case made ready.
pub struct Ready<'c> {
    /// Of the case's scheme, credentials and options.
    pub verifier: Verifier,
    /// The headers that came.
    pub headers: Vec<(String, Vec<u8>)>,
    /// What else may be looked at.
    pub options: ExplainOptions,
    /// The message's body.
    pub body: Option<Vec<u8>>,
    case: &'c Case,
}

impl Case {
    /// Builds the verifier.
    ///
    /// # Errors
    /// As [`Verifier::new`].
    pub fn ready(&self) -> Result<Ready<'_>, Error> {
        let options: Options =
            self.options.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        Ok(Ready {
            verifier: Verifier::new(self.scheme.as_str(), keyring(&self.credentials), &options)?,
            headers: self.headers.iter().map(|(name, value)| (name.clone(), value.read())).collect(),
            options: ExplainOptions::new().others(keyring(&self.others)),
            body: self.message.body.as_ref().map(Bytes::read),
            case: self,
        })
    }

    /// The first set of the verifier's own.
    pub fn own_values(&self) -> impl Iterator<Item = (String, Vec<u8>)> {
        let first = self.credentials.first().into_iter();
        first.flat_map(|set| set.values.iter().map(|(name, value)| (name.clone(), value.read())))
    }

    /// Every credential, of whatever role, under its name.
    pub fn values(&self) -> impl Iterator<Item = (&str, Vec<u8>)> {
        let sets = self.credentials.iter().chain(&self.others);
        sets.flat_map(|set| set.values.iter().map(|(name, value)| (name.as_str(), value.read())))
    }
}

impl Ready<'_> {
    /// The message as it came.
    #[must_use]
    pub fn message(&self) -> Message<'_> {
        message_of(&self.case.message, self.body.as_deref(), self.case.now_ms)
    }

    /// Explains it.
    ///
    /// # Errors
    /// As [`Verifier::explain`].
    pub fn explain(&self) -> Result<Explanation, Error> {
        self.verifier.explain_with(&self.headers, &self.message(), &self.options)
    }
}

fn keyring(sets: &[Set]) -> Keyring {
    let set = |set: &Set| -> (String, Credentials) {
        let values: Vec<(String, Bytes)> =
            set.values.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        (set.label.clone(), credentials(&values))
    };
    sets.iter().map(set).collect()
}

/// Runs one case; says what differs.
///
/// # Errors
/// A sentence for the person who reads the test's output.
pub fn run(case: &Case) -> Result<Explanation, String> {
    let ready = case.ready().map_err(|error| error.to_string())?;
    if let Ok(verified) = ready.verifier.verify(&ready.headers, &ready.message()) {
        return Err(format!("it verifies: {verified:?}"));
    }
    let explanation = ready.explain().map_err(|error| error.to_string())?;
    let expect = &case.expect;
    let mut expected: Vec<&str> = expect.causes.iter().map(String::as_str).collect();
    let mut found: Vec<&str> = explanation.findings().iter().map(|finding| finding.cause.id()).collect();
    expected.sort_unstable();
    found.sort_unstable();
    if found != expected {
        return Err(format!("expected {expected:?}, got {found:?}\n{explanation}"));
    }
    if let Some(other) =
        explanation.findings().iter().find(|finding| finding.certainty.words() != expect.certainty)
    {
        return Err(format!("expected {}, got {}", expect.certainty, other.certainty.words()));
    }
    if explanation.label() != expect.label.as_deref() {
        return Err(format!("expected the label {:?}, got {:?}", expect.label, explanation.label()));
    }
    match &expect.encoder {
        Some(encoder) if !names(&explanation, encoder) => {
            Err(format!("{encoder} is not named:\n{explanation}"))
        }
        _ => Ok(explanation),
    }
}

/// Whether a finding names the encoder or the scheme.
fn names(explanation: &Explanation, encoder: &str) -> bool {
    explanation.findings().iter().any(|finding| {
        finding.encoders.contains(&encoder) || finding.detail.split([' ', ':']).any(|word| word == encoder)
    })
}

/// Reads `index.json`.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn read_index() -> Index {
    read("index.json")
}

/// Every case of the index, in its order.
///
/// # Panics
/// When a file cannot be read, or the index counts differently.
#[must_use]
pub fn read_cases() -> Vec<Case> {
    #[derive(Deserialize)]
    struct Cases {
        cases: Vec<Case>,
    }
    let index = read_index();
    let read = |file: &IndexFile| {
        let cases = read::<Cases>(&file.file).cases;
        assert_eq!(cases.len(), file.cases, "{}: the index counts differently", file.file);
        cases
    };
    let cases: Vec<Case> = index.files.iter().flat_map(read).collect();
    assert_eq!(cases.len(), index.total, "the index counts differently");
    cases
}

/// Reads `phrases.json`.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn read_phrases() -> Vec<Phrase> {
    #[derive(Deserialize)]
    struct Phrases {
        phrases: Vec<Phrase>,
    }
    read::<Phrases>("phrases.json").phrases
}

fn folder() -> PathBuf {
    crate::top().join("tests/explain")
}

fn read<C: DeserializeOwned>(file: &str) -> C {
    let text = fs::read_to_string(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}
