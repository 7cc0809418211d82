//! The form of the cases.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::features::Feature;

/// `index.json`.
#[derive(Deserialize)]
pub struct Index {
    /// All cases of all files.
    pub total: usize,
    /// The files.
    pub files: Vec<IndexFile>,
    /// The cases that are about no message.
    pub more: More,
}

/// The files of cases that are about no message.
#[derive(Deserialize)]
pub struct More {
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

/// One case.
#[derive(Debug, Deserialize)]
#[serde(try_from = "RawCase")]
pub struct Case {
    /// Unique and stable.
    pub id: String,
    /// What to do.
    pub operation: Operation,
    /// The scheme's id.
    pub scheme: String,
    /// One set to sign with; any number to verify with.
    pub credentials: Vec<Set>,
    /// Building options.
    pub options: Vec<(String, String)>,
    /// What is signed or verified.
    pub message: MessageData,
    /// The headers that came.
    pub headers: Vec<(String, Bytes)>,
    /// The clock.
    pub now_ms: Option<u64>,
    /// What must come out.
    pub expect: Expect,
    /// Whether the string to sign is left out because whoever made the case does not know it.
    pub partial: bool,
}

/// What to do.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Make headers.
    Sign,
    /// Judge headers.
    Verify,
}

/// A labelled set of credentials.
#[derive(Debug)]
pub struct Set {
    /// The label.
    pub label: String,
    /// The values.
    pub values: Vec<(String, Bytes)>,
}

/// A message.
#[derive(Debug, Default, Deserialize)]
pub struct MessageData {
    /// The method.
    pub method: Option<String>,
    /// The URL.
    pub url: Option<String>,
    /// The body.
    pub body: Option<Bytes>,
    /// `unsigned`, when the body is not signed.
    pub body_mode: Option<String>,
    /// The timestamp to sign.
    pub timestamp: Option<String>,
    /// The answered request's.
    pub request_timestamp: Option<String>,
    /// Every other per-message option.
    #[serde(flatten)]
    pub options: BTreeMap<String, String>,
}

/// What must come out.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
pub enum Expect {
    /// The call fails with this code.
    Error {
        /// The code.
        error: String,
    },
    /// Exactly these headers.
    Signed {
        /// Name and value.
        headers: Vec<(String, String)>,
        /// The bytes that are signed.
        #[serde(default)]
        string_to_sign: Option<Bytes>,
    },
    /// The message is authentic.
    Verified {
        /// Whose credentials.
        label: String,
        /// The signed time.
        timestamp_ms: Option<i64>,
        /// What is authentic.
        covers: Vec<String>,
        /// The same for every copy.
        replay_key: Option<String>,
    },
}

/// Bytes, in one of the ways in which a case writes them.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(untagged, deny_unknown_fields)]
pub enum Bytes {
    /// UTF-8.
    Text(String),
    /// Any.
    Base64 {
        /// The bytes.
        base64: String,
    },
    /// Long ones.
    Repeat {
        /// The recipe.
        repeat: Repeat,
    },
    /// A key.
    File {
        /// Its name below `keys/`.
        file: String,
    },
}

/// A recipe for long bodies.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Repeat {
    unit: Box<Bytes>,
    times: usize,
}

impl Bytes {
    /// The bytes.
    ///
    /// # Panics
    /// When the case is not of the documented form.
    #[must_use]
    pub fn read(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.clone().into_bytes(),
            Self::Base64 { base64 } => STANDARD.decode(base64).expect("a case holds canonical base64"),
            Self::Repeat { repeat } => repeat.unit.read().repeat(repeat.times),
            Self::File { file } => {
                let path = folder().join("keys").join(file);
                fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            }
        }
    }
}

#[derive(Deserialize)]
struct RawCase {
    id: String,
    operation: Operation,
    scheme: String,
    #[serde(default)]
    credentials: RawCredentials,
    #[serde(default)]
    options: BTreeMap<String, String>,
    #[serde(default)]
    message: MessageData,
    #[serde(default)]
    headers: Vec<(String, Bytes)>,
    now_ms: Option<u64>,
    expect: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawCredentials {
    Labelled(Vec<RawSet>),
    One(BTreeMap<String, Bytes>),
}

#[derive(Deserialize)]
struct RawSet {
    label: String,
    values: BTreeMap<String, Bytes>,
}

impl Default for RawCredentials {
    fn default() -> Self {
        Self::Labelled(Vec::new())
    }
}

impl TryFrom<RawCase> for Case {
    type Error = serde_json::Error;

    fn try_from(raw: RawCase) -> Result<Self, Self::Error> {
        let credentials = match raw.credentials {
            RawCredentials::One(values) => {
                vec![Set { label: "default".to_owned(), values: values.into_iter().collect() }]
            }
            RawCredentials::Labelled(sets) => sets
                .into_iter()
                .map(|set| Set { label: set.label, values: set.values.into_iter().collect() })
                .collect(),
        };
        let partial = raw.operation == Operation::Sign && raw.expect.get("string_to_sign").is_none();
        Ok(Self {
            id: raw.id,
            operation: raw.operation,
            scheme: raw.scheme,
            credentials,
            options: raw.options.into_iter().collect(),
            message: raw.message,
            headers: raw.headers,
            now_ms: raw.now_ms,
            expect: serde_json::from_value(raw.expect)?,
            partial,
        })
    }
}

/// Where the vectors are.
fn folder() -> PathBuf {
    crate::top().join("tests/vectors")
}

/// Reads `index.json`.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn read_index() -> Index {
    let text = fs::read_to_string(folder().join("index.json")).expect("index.json is committed");
    serde_json::from_str(&text).expect("index.json has the documented form")
}

/// Reads one file of cases about messages.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn read_set(file: &str) -> Vec<Case> {
    read(file)
}

/// Reads one file of cases that are about no message.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn read_features(file: &str) -> Vec<Feature> {
    read(file)
}

fn read<C: DeserializeOwned>(file: &str) -> Vec<C> {
    #[derive(Deserialize)]
    struct Set<C> {
        cases: Vec<C>,
    }
    let text = fs::read_to_string(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let set: Set<C> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    set.cases
}

/// Reads one case about a message from a line of a stream.
///
/// # Errors
/// When it is not of the documented form.
pub fn read_case(line: &str) -> Result<Case, serde_json::Error> {
    serde_json::from_str(line)
}

/// Reads one case that is about no message from a line of a stream.
///
/// # Errors
/// When it is not of the documented form.
pub fn read_feature(line: &str) -> Result<Feature, serde_json::Error> {
    serde_json::from_str(line)
}
