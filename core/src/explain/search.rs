//! The search: what may have been done differently, alone and in pairs, the likeliest first, until a signature matches or the budget is
//! spent.

use std::borrow::Cow;

use subtle::ConstantTimeEq;

use super::algorithms::{Algorithm, HashName, Order};
use super::arrangements::Arrangement;
use super::bodies::{self, BodyChange};
use super::causes::Cause;
use super::change::Change;
use super::identities::Identity;
use super::keys::{self, KeyBytes, KeyChange};
use super::readings::{Reading, readings};
use super::receptions::Reception;
use super::report::Observation;
use super::strings::Material;
use super::times;
use super::work::Work;
use crate::gateways;
use crate::keys::Recovered;
use crate::scheme::{Hash, Part, Proof, Scheme, TextForm, Value};

/// How many changes are tried together.
const MOST_CHANGES: usize = 2;
/// Two changes are tried together when their ranks add up to no more.
const PAIR_RANK: u8 = 3;

/// What matched.
pub(super) struct Found {
    pub(super) changes: Vec<Change>,
    /// Whose credentials were needed; nobody's where anybody could have made it.
    pub(super) label: Option<String>,
    /// Where a body differs from the one given.
    pub(super) difference: Option<String>,
}

/// One change that an attempt may make.
struct Step<'s> {
    change: Change,
    rank: u8,
    does: Does<'s>,
}

enum Does<'s> {
    Body(&'s BodyChange<'s>),
    Part(Part, Cow<'s, [u8]>),
    Arrange(Arrangement<'s>),
    Key(&'static KeyChange),
    Algorithm(Algorithm),
    Identity(usize),
    Scheme(&'static Scheme),
}

impl Does<'_> {
    /// Whether it makes sense after another change.
    fn goes_with(&self, first: &Self) -> bool {
        match (first, self) {
            (Does::Scheme(_), _) | (_, Does::Scheme(_)) => false,
            (Does::Part(one, _), Does::Part(other, _)) => one != other,
            (Does::Arrange(_), Does::Arrange(_))
            | (Does::Algorithm(_), Does::Algorithm(_))
            | (Does::Identity(_), Does::Identity(_)) => false,
            _ => true,
        }
    }

    /// One body or key can be changed twice, and then the order matters.
    fn is_repeatable(&self, other: &Self) -> bool {
        matches!((self, other), (Does::Body(_), Does::Body(_)) | (Does::Key(_), Does::Key(_)))
    }
}

/// Everything about one way to read the message's headers.
pub(super) struct Search<'s> {
    material: &'s Material<'s>,
    reception: &'s Reception<'s>,
    identities: &'s [Identity<'s>],
    /// Those that the message names; of none, all.
    base: Vec<usize>,
    hash: Option<HashName>,
    readings: Vec<Reading>,
    recovered: Vec<(usize, usize, Recovered)>,
    steps: Vec<Step<'s>>,
}

impl<'s> Search<'s> {
    pub(super) fn new(
        material: &'s Material<'s>,
        reception: &'s Reception<'s>,
        identities: &'s [Identity<'s>],
        work: &mut Work,
    ) -> Self {
        let (form, hash) = match &material.scheme.proof {
            Proof::Mac { hash, text, .. } => (*text, Some(HashName::from(*hash))),
            Proof::RsaPkcs1Sha256 { text, .. } => (*text, None),
            Proof::Basic { .. } => (TextForm::Base64, None),
        };
        let base: Vec<usize> = (0..identities.len())
            .filter(|at| identities.get(*at).is_some_and(|identity| identity.is_base))
            .collect();
        let mut search = Self {
            material,
            reception,
            identities,
            base,
            hash,
            readings: readings(form, reception.proof),
            recovered: Vec::new(),
            steps: Vec::new(),
        };
        if matches!(material.scheme.proof, Proof::RsaPkcs1Sha256 { .. }) {
            search.readings.extend(reversed(&search.readings));
        }
        search.recover(work);
        let is_tag = |reading: &Reading| matches!(reading.bytes.len(), 16 | 20 | 28 | 32 | 48 | 64);
        if hash.is_some() {
            search.readings.retain(is_tag);
        }
        search
    }

    /// The same with everything that may have been done differently.
    pub(super) fn with_steps(mut self, bodies: &'s [BodyChange<'s>], of_request: Option<&str>) -> Self {
        self.steps = self.all_steps(bodies, of_request);
        self
    }

    /// Whether nothing that can be computed could equal what the header says.
    pub(super) fn is_hopeless(&self) -> bool {
        match self.hash {
            Some(_) => self.readings.is_empty(),
            None => self.recovered.is_empty(),
        }
    }

    fn recover(&mut self, work: &mut Work) {
        for (index, identity) in self.identities.iter().enumerate() {
            let Some(key) = &identity.public_key else { continue };
            for (at, reading) in self.readings.iter().enumerate() {
                if reading.bytes.len() == key.get().signature_length()
                    && work.take(reading.bytes.len())
                    && let Some(recovered) = key.get().recover(&reading.bytes)
                {
                    self.recovered.push((index, at, recovered));
                }
            }
        }
    }

    /// What can be said of an RSA signature in which the message as it is was not found.
    pub(super) fn rsa_fact(&self, work: &Work) -> Option<Observation> {
        if self.hash.is_some() || work.exhausted {
            return None;
        }
        let signed =
            self.recovered.iter().find(|(.., recovered)| matches!(recovered, Recovered::Digest { .. }));
        if let Some((at, _, Recovered::Digest { hash, .. })) = signed
            && self.base.contains(at)
        {
            return hash.and_then(HashName::called).map(Observation::other_content);
        }
        let fits = |reading: &Reading| {
            let lengths = self
                .identities
                .iter()
                .filter_map(|identity| Some(identity.public_key.as_ref()?.get().signature_length()));
            lengths.into_iter().any(|length| length == reading.bytes.len())
        };
        (self.recovered.is_empty() && self.readings.iter().any(fits)).then(Observation::not_these_keys)
    }

    fn all_steps(&self, bodies: &'s [BodyChange<'s>], of_request: Option<&str>) -> Vec<Step<'s>> {
        let mut steps = Vec::new();
        let mut add = |change: Change, rank: u8, does: Does<'s>| steps.push(Step { change, rank, does });
        let scheme = self.material.scheme;
        for body in bodies {
            add(body.change.clone(), body.rank, Does::Body(body));
        }
        if let Some(first) = self.base.first().and_then(|at| self.identities.get(*at)) {
            let parts = self.material.parts(first, self.reception.timestamp);
            for change in self.material.part_changes(first) {
                add(change.change, change.rank, Does::Part(change.part, change.bytes));
            }
            for arrangement in self.material.arrangements(first, &parts) {
                add(arrangement.change.clone(), arrangement.rank, Does::Arrange(arrangement));
            }
        }
        if let Some(freshness) = scheme.freshness.filter(|_| scheme.signs(&Part::Timestamp)) {
            for change in times::time_changes(self.reception.timestamp, of_request, freshness.unit) {
                add(change.change, change.rank, Does::Part(Part::Timestamp, Cow::Owned(change.text)));
            }
        }
        for (at, identity) in self.identities.iter().enumerate() {
            if let (Some(change), false) = (&identity.change, identity.is_base) {
                add(change.clone(), identity.rank, Does::Identity(at));
            }
        }
        if let Some(hash) = self.hash {
            for change in keys::CHANGES {
                add(Change::new(change.cause, change.how), change.rank, Does::Key(change));
            }
            // A hash of a body alone is the body's.
            let hashes_body = matches!(scheme.parts(), [Part::Body]);
            for (change, rank, algorithm) in Algorithm::changes(hash) {
                if hashes_body && change.cause == Cause::StringDigest {
                    continue;
                }
                add(change, rank, Does::Algorithm(algorithm));
            }
        }
        for other in gateways::schemes().filter(|other| is_another_rule(scheme, other)) {
            let change =
                Change::new(Cause::SchemeOther, format!("the rule of {}: {}", other.id, other.rule()));
            add(change, 1, Does::Scheme(other));
        }
        steps.sort_by_key(|step| step.rank);
        steps
    }

    /// The message as it is.
    pub(super) fn plainly(&self, work: &mut Work) -> Option<Found> {
        if self.is_hopeless() {
            return None;
        }
        self.attempt(&[], &self.material.body, work)
    }

    /// One change.
    pub(super) fn singly(&self, work: &mut Work) -> Option<Found> {
        for (at, step) in self.steps.iter().enumerate() {
            let found = match &step.does {
                Does::Scheme(other) => self.by_scheme(step, other, work),
                Does::Body(change) => change
                    .apply(&self.material.body, work)
                    .and_then(|body| self.attempt(&[step], &body, work)),
                _ => self.attempt(&[step], &self.material.body, work),
            };
            if found.is_some() {
                return found;
            }
            if work.exhausted {
                work.not_tried(self.steps.iter().skip(at).map(|step| step.change.cause));
                return None;
            }
            work.tried([step.change.cause]);
        }
        None
    }

    /// Two changes, of which neither is seldom.
    pub(super) fn in_pairs(&self, work: &mut Work) -> Option<Found> {
        let firsts = self.steps.iter().enumerate().take_while(|(_, first)| first.rank < PAIR_RANK);
        for (at, first) in firsts {
            let body = match &first.does {
                Does::Body(change) => match change.apply(&self.material.body, work) {
                    Some(body) => Cow::Owned(body),
                    None => continue,
                },
                _ => Cow::Borrowed(self.material.body.as_ref()),
            };
            for (other, second) in self.steps.iter().enumerate() {
                // A changed body is made once, so it is the first of its pairs.
                let is_later = match (&first.does, &second.does) {
                    (one, two) if one.is_repeatable(two) => other != at,
                    (Does::Body(_), _) => true,
                    (_, Does::Body(_)) => false,
                    _ => other > at,
                };
                if !is_later || first.rank + second.rank > PAIR_RANK || !second.does.goes_with(&first.does) {
                    continue;
                }
                if work.exhausted {
                    return None;
                }
                let found = match &second.does {
                    Does::Body(change) => change
                        .apply(&body, work)
                        .filter(|changed| changed.as_slice() != self.material.body.as_ref())
                        .and_then(|body| self.attempt(&[first, second], &body, work)),
                    _ => self.attempt(&[first, second], &body, work),
                };
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// One attempt, with each identity that it may be of.
    fn attempt(&self, steps: &[&Step<'s>], body: &[u8], work: &mut Work) -> Option<Found> {
        let given = steps.iter().find_map(|step| match step.does {
            Does::Identity(at) => Some(vec![at]),
            _ => None,
        });
        let among = given.as_ref().unwrap_or(&self.base);
        among.iter().find_map(|at| self.attempt_of(*at, steps, body, work))
    }

    fn attempt_of(&self, at: usize, steps: &[&Step<'s>], body: &[u8], work: &mut Work) -> Option<Found> {
        let identity = self.identities.get(at)?;
        let changes = || self.changes(identity, steps);
        let room = match (steps, self.hash) {
            // What an RSA signature holds is read and not searched for: however much of it is different, it is proven at once.
            ([], None) => usize::MAX,
            _ => MOST_CHANGES.checked_sub(changes().count())?,
        };

        let scheme = self.material.scheme;
        let mut parts = self.material.parts(identity, self.reception.timestamp);
        let mut arrangement = None;
        let mut changed_key: Option<KeyBytes> = None;
        let mut algorithm = self.hash.map(Algorithm::Hmac);
        for step in steps {
            match &step.does {
                Does::Part(part, bytes) => replace(&mut parts, scheme, part, bytes),
                Does::Arrange(other) => arrangement = Some(other),
                Does::Key(change) => {
                    changed_key = Some(change.apply(changed_key.as_ref().unwrap_or(&identity.key))?);
                }
                Does::Algorithm(other) => algorithm = Some(*other),
                Does::Body(_) | Does::Identity(_) | Does::Scheme(_) => {}
            }
        }
        replace(&mut parts, scheme, &Part::Body, body);
        let slices: Vec<&[u8]> = match arrangement {
            Some(arrangement) => arrangement.apply(&parts),
            None => parts.iter().map(AsRef::as_ref).collect(),
        };
        if !work.take(slices.iter().map(|slice| slice.len()).sum()) {
            return None;
        }
        work.attempts += 1;
        let key = changed_key.as_ref().unwrap_or(&identity.key);
        let more = match algorithm {
            Some(algorithm) => self.match_tag(&algorithm.run(key, &slices), room)?,
            None => self.match_rsa(at, &slices, room, work)?,
        };
        let keyless = matches!(algorithm, Some(Algorithm::Plain(_, Order::WithoutKey)))
            || changes().any(|change| change.cause == Cause::KeyMissing);
        let mut found = self.found(changes().cloned().collect(), more, identity, body);
        found.label = found.label.filter(|_| !keyless);
        Some(found)
    }

    /// What is different in an attempt beside the reading of the proof.
    fn changes<'c>(
        &'c self,
        identity: &'c Identity<'_>,
        steps: &'c [&Step<'s>],
    ) -> impl Iterator<Item = &'c Change> {
        let signed_time = steps.iter().any(|step| matches!(step.does, Does::Part(Part::Timestamp, _)));
        let defect = self.reception.timestamp_defect.as_ref().filter(|_| !signed_time);
        let steps = steps.iter().filter(|step| !matches!(step.does, Does::Identity(_)));
        let headers = self.reception.change.iter().chain(&identity.change).chain(defect);
        headers.chain(steps.map(|step| &step.change))
    }

    fn found(
        &self,
        mut changes: Vec<Change>,
        more: Vec<Change>,
        identity: &Identity<'_>,
        body: &[u8],
    ) -> Found {
        changes.extend(more);
        let given = self.material.body.as_ref();
        Found {
            changes,
            label: Some(identity.label.clone()),
            difference: (given != body).then(|| bodies::difference(given, body)),
        }
    }

    /// The changes of the reading that holds this tag.
    fn match_tag(&self, tag: &[u8], room: usize) -> Option<Vec<Change>> {
        let holds = |reading: &&Reading| {
            reading.changes.len() <= room && bool::from(reading.bytes.as_slice().ct_eq(tag))
        };
        self.readings.iter().find(holds).map(|reading| reading.changes.clone())
    }

    /// The changes under which the recovered digest is that of what was signed.
    fn match_rsa(
        &self,
        identity: usize,
        slices: &[&[u8]],
        room: usize,
        work: &mut Work,
    ) -> Option<Vec<Change>> {
        let of_identity = self.recovered.iter().filter(|(of, ..)| *of == identity);
        for (_, at, recovered) in of_identity {
            let Some(reading) = self.readings.get(*at) else { continue };
            let change = match recovered {
                Recovered::Digest { hash, digest } => {
                    let Some(hash) = hash.and_then(HashName::called) else { continue };
                    if hash.digest(slices).as_slice() != digest {
                        continue;
                    }
                    (hash != HashName::Sha256).then(|| {
                        Change::new(
                            Cause::HashOther,
                            format!("RSA with {} in place of SHA-256", hash.words()),
                        )
                    })
                }
                Recovered::Bare(content) => {
                    let Some(how) = bare(content, slices) else { continue };
                    Some(Change::new(Cause::RsaWithoutDigestInfo, how))
                }
                Recovered::MaybePss => Some(self.match_pss(identity, reading, slices, room, work)?),
            };
            let all: Vec<Change> = change.into_iter().chain(reading.changes.iter().cloned()).collect();
            if all.len() <= room {
                return Some(all);
            }
        }
        None
    }

    fn match_pss(
        &self,
        identity: usize,
        reading: &Reading,
        slices: &[&[u8]],
        room: usize,
        work: &mut Work,
    ) -> Option<Change> {
        // An RSA operation each: as much as hashing some 64 KiB.
        const COST: usize = 1 << 16;
        let key = self.identities.get(identity)?.public_key.as_ref()?.get();
        let hashes: &[HashName] = match room {
            MOST_CHANGES.. => &[HashName::Sha256, HashName::Sha512, HashName::Sha1, HashName::Sha384],
            _ => &[HashName::Sha256],
        };
        let hash =
            hashes.iter().find(|hash| work.take(COST) && key.is_pss(&hash.digest(slices), &reading.bytes))?;
        Some(Change::new(Cause::RsaPss, format!("RSASSA-PSS with {} in place of PKCS#1 v1.5", hash.words())))
    }

    /// The message by another scheme's rule, with our credentials in that scheme's roles.
    fn by_scheme(&self, step: &Step<'s>, other: &'static Scheme, work: &mut Work) -> Option<Found> {
        let Proof::Mac { hash, text, .. } = &other.proof else { return None };
        let proof = self.reception.value(other, &Value::Proof).unwrap_or(self.reception.proof);
        let timestamp = self.reception.value(other, &Value::Timestamp).unwrap_or(self.reception.timestamp);
        let material = self.material.by(other)?;
        let claimed = readings(*text, proof).into_iter().find(|reading| reading.changes.is_empty())?;
        let changes: Vec<Change> = self.reception.change.iter().chain(Some(&step.change)).cloned().collect();
        self.base.iter().filter_map(|at| self.identities.get(*at)).find_map(|identity| {
            let identity = identity.in_roles_of(other)?;
            let parts = material.parts(&identity, timestamp);
            let slices: Vec<&[u8]> = parts.iter().map(AsRef::as_ref).collect();
            if !work.take(slices.iter().map(|slice| slice.len()).sum()) {
                return None;
            }
            work.attempts += 1;
            let tag = Algorithm::Hmac(HashName::from(*hash)).run(&identity.key, &slices);
            bool::from(tag.as_slice().ct_eq(&claimed.bytes))
                .then(|| self.found(changes.clone(), Vec::new(), &identity, &self.material.body))
        })
    }
}

/// The same with the last byte first.
fn reversed(readings: &[Reading]) -> Vec<Reading> {
    let few = readings.iter().filter(|reading| reading.changes.len() < MOST_CHANGES);
    few.map(|reading| {
        let change = Change::new(Cause::TextReversed, "its bytes read from the last to the first");
        let changes = reading.changes.iter().cloned().chain([change]).collect();
        Reading { changes, bytes: reading.bytes.iter().rev().copied().collect() }
    })
    .collect()
}

fn replace<'p>(parts: &mut [Cow<'p, [u8]>], scheme: &Scheme, wanted: &Part, bytes: &'p [u8]) {
    for (part, place) in scheme.parts().iter().zip(parts) {
        if part == wanted {
            *place = Cow::Borrowed(bytes);
        }
    }
}

/// Whether the content of a padded block is a hash of what was signed, or that itself.
fn bare(content: &[u8], slices: &[&[u8]]) -> Option<&'static str> {
    HashName::ALL
        .into_iter()
        .find_map(|hash| {
            let digest = hash.digest(slices);
            if content == digest.as_slice() {
                return Some("the hash alone, without the prefix that names it");
            }
            (content == const_hex::encode(digest).as_bytes()).then_some("the hex digits of the hash")
        })
        .or_else(|| (content == slices.concat()).then_some("the message itself, unhashed"))
}

/// Whether a scheme joins or writes something else than ours, so that keeping its rule says something.
fn is_another_rule(ours: &Scheme, other: &Scheme) -> bool {
    let rule = |scheme: &Scheme| -> Option<(Hash, Vec<String>, TextForm)> {
        match &scheme.proof {
            Proof::Mac { hash, parts, text, .. } => {
                let words = parts.iter().map(|part| format!("{part:?}")).collect();
                Some((*hash, words, *text))
            }
            _ => None,
        }
    };
    match (rule(ours), rule(other)) {
        (Some(ours), Some(other)) => ours != other,
        _ => false,
    }
}
