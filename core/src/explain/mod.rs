//! Why a signature does not match.
//!
//! [`Verifier::explain`] takes what [`Verifier::verify`] takes, and tries what people get wrong: another text form, a re-encoded body, a
//! part left out, a key read with its line end, another hash, another scheme's rule, alone and two at a time. It claims a cause only
//! when it recomputed the signature with it, or when the cause is visible in the message itself. It never changes a verdict, and never
//! shows a secret, a MAC, an expected signature or a body.
//!
//! ```
//! use paysig::explain::Cause;
//! use paysig::{Message, Options, Verifier};
//!
//! let pair = [("public_key", "wh_pk_c52ea06e"), ("secret_key", "wh_sk_1f4a9eb0")];
//! let verifier = Verifier::new("solidgate/webhook", pair, &Options::new())?;
//! # let signer = paysig::Signer::new("solidgate/webhook", pair, &Options::new())?;
//! # let headers = signer.sign(&Message::webhook(br#"{"order":{"amount":100}}"#))?;
//!
//! // What came was parsed, and written again by Python.
//! let body = br#"{"order": {"amount": 100}}"#;
//! let explanation = verifier.explain(&headers, &Message::webhook(body))?;
//! assert_eq!(explanation.findings()[0].cause, Cause::JsonReencoded);
//! # Ok::<(), paysig::Error>(())
//! ```
//!
//! It is for people who look for a mistake, not for every rejected message: it hashes up to [`DEFAULT_BUDGET`] bytes.

mod algorithms;
mod arrangements;
mod basic;
mod bodies;
mod capsule;
mod causes;
mod change;
mod identities;
pub(crate) mod json_forms;
mod keys;
mod readings;
mod receptions;
mod report;
mod search;
mod strings;
mod times;
mod work;

use std::borrow::Cow;

pub use causes::Cause;
pub use report::{Certainty, Explanation, Finding, Observation, Outcome};

use change::Change;
use identities::Identity;
use json_forms::Document;
use receptions::{Lines, Reception};
use search::{Found, Search};
use strings::{Material, Target};
use work::Work;

use crate::credentials::{Keyring, check_labels};
use crate::errors::{Error, ErrorCode, ErrorKind};
use crate::headers::HeaderSource;
use crate::mac::wipe_stack_below;
use crate::message::Message;
use crate::scheme::{Part, Proof, Value};
use crate::verifier::Verifier;

/// How many bytes are hashed or written at most, unless the caller says otherwise: 128 MiB, some tenths of a second.
pub const DEFAULT_BUDGET: u64 = 128 << 20;

/// What else may be looked at, and how much work it may be.
#[derive(Clone, Debug)]
pub struct ExplainOptions {
    others: Keyring,
    budget: u64,
}

impl Default for ExplainOptions {
    fn default() -> Self {
        Self { others: Keyring::new(), budget: DEFAULT_BUDGET }
    }
}

impl ExplainOptions {
    /// No other credentials, and the default budget.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Credentials that are none of the verifier's, and that somebody may have used by mistake: of another environment, or the
    /// gateway's other pair. They are taken as they are, under the scheme's names, and never make a message authentic.
    #[must_use]
    pub fn others(mut self, others: impl Into<Keyring>) -> Self {
        self.others = others.into();
        self
    }

    /// How many bytes may be hashed or written.
    #[must_use]
    pub fn budget(mut self, bytes: u64) -> Self {
        self.budget = bytes;
        self
    }
}

impl Verifier {
    /// Explains why a message is refused. It takes what [`Verifier::verify`] takes. For a request that a gateway refused, it is
    /// given that request, and the headers that were sent with it.
    ///
    /// Whatever it finds, the message stays refused.
    ///
    /// # Errors
    /// Input errors (2xx), as [`Verifier::verify`].
    pub fn explain(
        &self,
        headers: &(impl HeaderSource + ?Sized),
        message: &Message<'_>,
    ) -> Result<Explanation, Error> {
        self.explain_with(headers, message, &ExplainOptions::new())
    }

    /// The same, with other credentials to try, or another budget.
    ///
    /// # Errors
    /// As [`Verifier::explain`]; `invalid_label` and `duplicate_credential` about the labels of the other credentials.
    pub fn explain_with(
        &self,
        headers: &(impl HeaderSource + ?Sized),
        message: &Message<'_>,
        options: &ExplainOptions,
    ) -> Result<Explanation, Error> {
        check_labels(&options.others)?;
        let rejection = match self.verify(headers, message) {
            Ok(verified) => return Ok(Explanation::verifies(self.scheme(), verified.label())),
            Err(error) if error.code().kind() != ErrorKind::Rejected => return Err(error),
            Err(rejection) => rejection,
        };
        let mut work = Work::new(options.budget);
        let mut explanation = match rejection.code() {
            ErrorCode::Stale | ErrorCode::Future => self.explain_age(headers, message, rejection),
            _ => self.investigate(headers, message, rejection, options, &mut work),
        };
        explanation.account(&work);
        // What secrets were made into, to try it, is wiped where it was kept, and not where it was hashed.
        wipe_stack_below::<32_768>();
        Ok(explanation)
    }

    /// The capsule of a message: one redacted JSON to attach to a ticket with the gateway. It holds header names and sizes, bodies and
    /// values as length and SHA-256 only, the string to sign's shape, key fingerprints, clock, version, and the explanation.
    #[must_use]
    pub fn capsule(
        &self,
        headers: &(impl HeaderSource + ?Sized),
        message: &Message<'_>,
        explanation: &Explanation,
    ) -> String {
        capsule::capsule(self, &Lines::read(headers), message, explanation)
    }

    /// The message is authentic; only its time is off.
    fn explain_age(
        &self,
        headers: &(impl HeaderSource + ?Sized),
        message: &Message<'_>,
        rejection: Error,
    ) -> Explanation {
        let lines = Lines::read(headers);
        let timestamp = lines.values(self.scheme(), &Value::Timestamp).first().copied().unwrap_or_default();
        let found = self.scheme().freshness.and_then(|freshness| {
            let count: i64 = std::str::from_utf8(timestamp).ok()?.parse().ok()?;
            let at = i128::from(count) * i128::from(freshness.unit.milliseconds());
            Some(times::off_by(i128::from(message.now_milliseconds()) - at, freshness))
        });
        let findings = found.map(|(change, certainty)| Finding::of(change, certainty));
        Explanation::rejected(self.scheme(), rejection, findings.into_iter().collect())
    }

    #[inline(never)]
    fn investigate(
        &self,
        headers: &(impl HeaderSource + ?Sized),
        message: &Message<'_>,
        rejection: Error,
        options: &ExplainOptions,
        work: &mut Work,
    ) -> Explanation {
        let scheme = self.scheme();
        let lines = Lines::read(headers);
        let identities = self.identities(&lines, &options.others);
        let receptions = lines.receptions(scheme, message.request_timestamp);

        let (found, observation) = match &scheme.proof {
            Proof::Basic { user, password } => {
                let mut each = receptions.iter();
                (
                    each.find_map(|reception| basic::explain(user, password, &identities, reception, work)),
                    None,
                )
            }
            _ => self.search(message, &identities, &receptions, work),
        };
        let findings = match found {
            // Without a change, what is visible is all that is wrong.
            Some(found) if !found.changes.is_empty() => {
                return Explanation::found(scheme, rejection, found);
            }
            _ => visible(&rejection, &receptions),
        };
        let mut explanation = Explanation::rejected(scheme, rejection, findings);
        explanation.observe(observation);
        explanation
    }

    fn search(
        &self,
        message: &Message<'_>,
        identities: &[Identity<'_>],
        receptions: &[Reception<'_>],
        work: &mut Work,
    ) -> (Option<Found>, Option<Observation>) {
        let scheme = self.scheme();
        let body = match message.body {
            Some(body) if !message.body_unsigned => self.settings().signed_body(body),
            _ => Cow::Borrowed(b"".as_slice()),
        };
        let material = Material {
            scheme,
            settings: self.settings(),
            method: message.method.unwrap_or_default(),
            target: message.url.map(Target::split).unwrap_or_default(),
            body,
        };
        let mut searches: Vec<Search<'_>> =
            receptions.iter().map(|reception| Search::new(&material, reception, identities, work)).collect();
        if let Some(found) = searches.iter().find_map(|search| search.plainly(work)) {
            return (Some(found), None);
        }
        let observation = searches.first().and_then(|search| search.rsa_fact(work));
        searches.retain(|search| !search.is_hopeless());
        // What is made of the body is the same however the headers are read.
        let is_of_use = scheme.signs(&Part::Body) && !searches.is_empty();
        let document = is_of_use.then(|| Document::parse(&material.body)).flatten();
        let bodies = match is_of_use {
            true => bodies::changes(document.as_ref(), &material.body, work),
            false => Vec::new(),
        };
        let searches: Vec<Search<'_>> = searches
            .into_iter()
            .map(|search| search.with_steps(&bodies, message.request_timestamp))
            .collect();
        let found = searches
            .iter()
            .find_map(|search| search.singly(work))
            .or_else(|| searches.iter().find_map(|search| search.in_pairs(work)));
        (found, observation)
    }

    /// Whose credentials may have been used: those of the sender first, then what people mix up, then others.
    fn identities(&self, lines: &Lines<'_>, others: &Keyring) -> Vec<Identity<'_>> {
        let scheme = self.scheme();
        let sender = scheme.sender.as_deref().and_then(|field| {
            let id = lines.values(scheme, &Value::Field(field.to_owned().into())).first().copied();
            id.map(|id| (field, id))
        });
        let ours: Vec<Identity<'_>> = self
            .candidates()
            .map(|(label, credentials, key)| Identity::ours(scheme, label, credentials, key))
            .collect();
        let is_senders = |identity: &Identity<'_>| match sender {
            Some((field, id)) => identity.text(field) == id,
            None => true,
        };
        let named = ours.iter().any(is_senders);
        let mut all = Vec::new();
        for identity in &ours {
            if let (Some((field, id)), false) = (sender, named) {
                let change =
                    Change::new(Cause::HeaderSender, format!("our {field} signed, not the header's"));
                let as_sent = Change::new(Cause::HeaderSender, format!("the header's {field} with our key"));
                all.push(identity.with_sender(field, id, as_sent));
                all.push(identity.copy().nameless(change));
            } else if is_senders(identity) {
                all.push(identity.copy());
            }
        }
        if let Some(base) = ours.iter().find(|identity| is_senders(identity)).or(ours.first()) {
            for other in ours.iter().filter(|other| named && !is_senders(other)) {
                let change =
                    Change::new(Cause::KeyOtherLabel, format!("the credentials labelled {}", other.label));
                all.push(base.with_key_of(other, change.clone()));
                all.push(other.copy().instead(change));
            }
            all.extend(base.mixed_up(scheme, sender.map(|(_, id)| id)));
            all.extend(Identity::others(scheme, others, base));
        }
        all
    }
}

/// What is wrong at sight, where nothing could be recomputed.
fn visible(rejection: &Error, receptions: &[Reception<'_>]) -> Vec<Finding> {
    let change = match rejection.code() {
        ErrorCode::MissingHeader => Some(Change::new(Cause::HeaderMissing, rejection.message().to_owned())),
        ErrorCode::DuplicateHeader => Some(Change::new(Cause::HeaderDoubled, rejection.message().to_owned())),
        ErrorCode::WrongTimeUnit | ErrorCode::MalformedTimestamp => receptions
            .first()
            .and_then(|reception| reception.timestamp_defect.as_ref())
            .map(|defect| Change::new(defect.cause, rejection.message().to_owned())),
        _ => None,
    };
    change.map(|change| Finding::of(change, Certainty::Evident)).into_iter().collect()
}

/// What each encoder writes for this body, under the form's id, for the tests that ask the encoders themselves; `None` when it is not
/// JSON that they all read.
#[doc(hidden)]
#[must_use]
pub fn written_by_encoders(body: &[u8]) -> Option<Vec<(&'static str, Vec<u8>)>> {
    let document = json_forms::Document::parse(body)?;
    let written = json_forms::forms().iter().filter_map(|form| {
        let mut out = Vec::new();
        document.write(form, usize::MAX, &mut out).then_some((form.id, out))
    });
    Some(written.collect())
}
