//! What explaining gives back: an outcome, its proof, and what was ruled out.

use std::fmt;

use serde::Serialize;

use super::algorithms::HashName;
use super::causes::Cause;
use super::change::Change;
use super::search::Found;
use super::work::Work;
use crate::errors::Error;
use crate::scheme::{Scheme, Text};

/// Why a message is refused, as far as it can be proven.
///
/// It holds no secret, MAC, expected signature or body: positions, lengths, labels and names only.
#[derive(Clone, Debug)]
pub struct Explanation {
    scheme: Text,
    outcome: Outcome,
    rejection: Option<Error>,
    findings: Vec<Finding>,
    observations: Vec<Observation>,
    label: Option<String>,
    ruled_out: Vec<Cause>,
    attempts: u64,
    bytes: u64,
    exhausted: bool,
}

/// What explaining came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The message is accepted: there is nothing to explain.
    Verifies,
    /// One cause was found, or several that hold together.
    Explained,
    /// Nothing that was tried matches.
    Unexplained,
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Certainty {
    /// The signature was recomputed with it, and matches.
    Proven,
    /// It is visible in the message.
    Evident,
    /// It fits what is visible, and something else might too.
    Likely,
}

/// A cause that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Which.
    pub cause: Cause,
    /// How sure it is.
    pub certainty: Certainty,
    /// With what exactly the signature was recomputed, or what is visible.
    pub detail: String,
    /// For [`Cause::JsonReencoded`], the encoders that write the bytes that were signed, the likeliest first: a word for each of
    /// language, library and option, such as `python-compact`. Else empty.
    pub encoders: Vec<&'static str>,
}

/// Something certain about a message that is no cause, and narrows the search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Observation {
    /// The stable id: `rsa_other_content` or `rsa_not_these_keys`.
    pub id: &'static str,
    /// The sentence.
    pub text: String,
}

impl Explanation {
    pub(super) fn verifies(scheme: &Scheme, label: &str) -> Self {
        let label = Some(label.to_owned());
        Self { outcome: Outcome::Verifies, label, ..Self::new(scheme, None, Vec::new()) }
    }

    pub(super) fn rejected(scheme: &Scheme, rejection: Error, findings: Vec<Finding>) -> Self {
        Self::new(scheme, Some(rejection), findings)
    }

    pub(super) fn found(scheme: &Scheme, rejection: Error, found: Found) -> Self {
        let mut findings: Vec<Finding> =
            found.changes.into_iter().map(|change| Finding::of(change, Certainty::Proven)).collect();
        if let (Some(difference), Some(of_body)) =
            (found.difference, findings.iter_mut().rev().find(|finding| finding.cause.is_of_body()))
        {
            of_body.detail = format!("{}; {difference}", of_body.detail);
        }
        Self { label: found.label, ..Self::new(scheme, Some(rejection), findings) }
    }

    fn new(scheme: &Scheme, rejection: Option<Error>, findings: Vec<Finding>) -> Self {
        Self {
            scheme: scheme.id.clone(),
            outcome: if findings.is_empty() { Outcome::Unexplained } else { Outcome::Explained },
            rejection,
            findings,
            observations: Vec::new(),
            label: None,
            ruled_out: Vec::new(),
            attempts: 0,
            bytes: 0,
            exhausted: false,
        }
    }

    pub(super) fn observe(&mut self, observation: Option<Observation>) {
        self.observations.extend(observation);
    }

    pub(super) fn account(&mut self, work: &Work) {
        (self.attempts, self.bytes, self.exhausted) = (work.attempts, work.spent, work.is_cut_short());
        if self.outcome == Outcome::Unexplained {
            self.ruled_out = work.ruled_out();
        }
    }

    /// The scheme by whose rule the message was judged.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// What it came to.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// What verifying says of the message; `None` when it is accepted.
    #[must_use]
    pub fn rejection(&self) -> Option<&Error> {
        self.rejection.as_ref()
    }

    /// The causes: one, or several that hold together.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What is certain and no cause.
    #[must_use]
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// The label of the credentials with which the signature matches; `None` where it matches without a key.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// The causes that were tried, each alone in every way that is known, where nothing matches.
    #[must_use]
    pub fn ruled_out(&self) -> &[Cause] {
        &self.ruled_out
    }

    /// How many strings to sign were tried.
    #[must_use]
    pub fn attempts(&self) -> u64 {
        self.attempts
    }

    /// How many bytes were hashed or written for them.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether the budget ended the search.
    #[must_use]
    pub fn is_exhausted(&self) -> bool {
        self.exhausted
    }
}

impl fmt::Display for Explanation {
    /// Several lines for a terminal: the verdict, then each finding with its proof and its fix.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.rejection, &self.label) {
            (None, label) => {
                return write!(
                    f,
                    "this verifies ({}, {})",
                    self.scheme,
                    label.as_deref().unwrap_or_default()
                );
            }
            (Some(rejection), _) => writeln!(f, "refused: {rejection}")?,
        }
        for finding in &self.findings {
            writeln!(f, "\n{}: {}", finding.cause.id(), finding.cause.summary())?;
            writeln!(f, "  {}: {}", finding.certainty.words(), finding.detail)?;
            writeln!(f, "  fix: {}", finding.cause.fix())?;
        }
        for observation in &self.observations {
            writeln!(f, "\n{}", observation.text)?;
        }
        match (self.outcome, self.exhausted) {
            (Outcome::Unexplained, false) => {
                writeln!(f, "\nno known mistake explains it ({} tried)", self.attempts)?;
            }
            (Outcome::Unexplained, true) => writeln!(
                f,
                "\nnothing of what was tried explains it; the budget ended the search after {} bytes ({} tried)",
                self.bytes, self.attempts
            )?,
            _ => {}
        }
        if let (Some(label), Outcome::Explained) = (&self.label, self.outcome) {
            writeln!(f, "\nmatched with the credentials labelled {label}; the message stays refused")?;
        }
        Ok(())
    }
}

impl Finding {
    pub(super) fn of(change: Change, certainty: Certainty) -> Self {
        let detail = match certainty {
            Certainty::Proven => format!("the signature matches with {}", change.how),
            _ => change.how.into_owned(),
        };
        Self { cause: change.cause, certainty, detail, encoders: change.encoders }
    }
}

impl Certainty {
    /// The stable name: `proven`, `evident` or `likely`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Evident => "evident",
            Self::Likely => "likely",
        }
    }
}

impl Outcome {
    /// The stable name: `verifies`, `explained` or `unexplained`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Verifies => "verifies",
            Self::Explained => "explained",
            Self::Unexplained => "unexplained",
        }
    }
}

impl Observation {
    pub(super) fn other_content(hash: HashName) -> Self {
        let (hash, ruled_out) = match hash {
            HashName::Sha256 => (hash.words().to_owned(), "Key, hash and padding are"),
            other => (format!("{} in place of SHA-256", other.words()), "Key and padding are"),
        };
        Self {
            id: "rsa_other_content",
            text: format!(
                "The signature is one by this key, with PKCS#1 v1.5 padding and {hash}, over other bytes than these: the body was changed after signing, or another one was signed. {ruled_out} ruled out."
            ),
        }
    }

    pub(super) fn not_these_keys() -> Self {
        Self {
            id: "rsa_not_these_keys",
            text: "Under none of the public keys given does the signature hold any known padding: it was made with another key, or changed on its way.".to_owned(),
        }
    }
}
