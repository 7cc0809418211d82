//! HTTP Basic: nothing is signed, so what is explained is how the credentials were written.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::causes::Cause;
use super::change::Change;
use super::identities::Identity;
use super::keys;
use super::readings::readings;
use super::receptions::Reception;
use super::search::Found;
use super::work::Work;
use crate::scheme::TextForm;

/// One way in which user and password may have been joined.
struct Joined {
    change: Option<Change>,
    pair: Zeroizing<Vec<u8>>,
    /// Whether any user may stand before it.
    any_user: bool,
}

impl Joined {
    fn holds(&self, content: &[u8]) -> bool {
        match content.iter().position(|byte| self.any_user && *byte == b':') {
            Some(colon) => colon > 0 && same(&self.pair, content.get(colon..).unwrap_or_default()),
            None => !self.any_user && same(&self.pair, content),
        }
    }
}

/// Looks for the change under which the header holds the credentials of one of the identities.
pub(super) fn explain(
    user: &str,
    password: &str,
    identities: &[Identity<'_>],
    reception: &Reception<'_>,
    work: &mut Work,
) -> Option<Found> {
    let contents = contents(reception.proof);
    // The plainest first.
    for most in 1..=2 {
        for identity in identities {
            for joined in joined(identity, user, password) {
                for (changes, content) in &contents {
                    let all: Vec<Change> = reception
                        .change
                        .iter()
                        .chain(&identity.change)
                        .chain(&joined.change)
                        .chain(changes)
                        .cloned()
                        .collect();
                    if all.len() != most {
                        continue;
                    }
                    if !work.take(content.len()) {
                        return None;
                    }
                    work.attempts += 1;
                    if joined.holds(content) {
                        let keyless = all.iter().any(|change| change.cause == Cause::KeyMissing);
                        let label = (!keyless).then(|| identity.label.clone());
                        return Some(Found { changes: all, label, difference: None });
                    }
                }
            }
        }
    }
    work.tried([
        Cause::BasicScheme,
        Cause::BasicEncoding,
        Cause::BasicPair,
        Cause::KeyHalvesSwapped,
        Cause::KeyWhiteSpace,
        Cause::KeyQuoted,
        Cause::KeyOtherLabel,
        Cause::KeyOtherHalf,
        Cause::HeaderSender,
    ]);
    None
}

/// What the header may hold, the scheme's word taken off and the base64 decoded in every way.
fn contents(value: &[u8]) -> Vec<(Vec<Change>, Zeroizing<Vec<u8>>)> {
    let words = value.splitn(2, |byte| *byte == b' ').collect::<Vec<_>>();
    let mut tokens: Vec<(Option<Change>, &[u8])> = Vec::new();
    let missing =
        || Change::new(Cause::BasicScheme, "the header's value read without the word `Basic ` before it");
    let other = || {
        Change::new(Cause::BasicScheme, "the header's value read with something else in place of `Basic `")
    };
    match words.as_slice() {
        [scheme, rest] if scheme.eq_ignore_ascii_case(b"Basic") => {
            tokens.extend(after_word(rest).map(|rest| (Some(other()), rest)));
            tokens.push((None, rest.trim_ascii()));
        }
        [_, rest] => tokens.extend([(Some(other()), rest.trim_ascii()), (Some(missing()), value)]),
        _ => {
            tokens.push((Some(missing()), value));
            tokens.extend(after_word(value).map(|rest| (Some(other()), rest)));
        }
    }
    let mut all = Vec::new();
    for (change, token) in tokens {
        for mut reading in readings(TextForm::Base64, token) {
            // Hex digits, or base64 twice.
            for other in reading.changes.iter_mut().filter(|change| change.cause == Cause::TextForm) {
                other.cause = Cause::BasicEncoding;
            }
            let changes = change.iter().cloned().chain(reading.changes);
            all.push((changes.collect(), Zeroizing::new(reading.bytes)));
        }
        let plain = Change::new(Cause::BasicEncoding, "user and password read as they are, not as base64");
        all.push((change.into_iter().chain([plain]).collect(), Zeroizing::new(token.to_vec())));
    }
    all
}

fn after_word(value: &[u8]) -> Option<&[u8]> {
    let (word, rest) = value.split_at_checked(5)?;
    word.eq_ignore_ascii_case(b"Basic").then_some(rest.trim_ascii())
}

fn joined(identity: &Identity<'_>, user: &str, password: &str) -> Vec<Joined> {
    let (user, secret) = (identity.text(user), identity.text(password));
    let pair = |pieces: &[&[u8]]| Zeroizing::new(pieces.concat());
    let changed = |cause, how: &'static str, pair| Joined {
        change: Some(Change::new(cause, how)),
        pair,
        any_user: false,
    };
    let mut all = vec![
        Joined { change: None, pair: pair(&[user, b":", secret]), any_user: false },
        Joined {
            change: Some(Change::new(Cause::HeaderSender, "our password after another user")),
            pair: pair(&[b":", secret]),
            any_user: true,
        },
        changed(Cause::KeyOtherHalf, "the user as the password too", pair(&[user, b":", user])),
        changed(Cause::KeyHalvesSwapped, "the password before the user", pair(&[secret, b":", user])),
        changed(Cause::BasicPair, "user and password without the colon", pair(&[user, secret])),
        changed(Cause::BasicPair, "the password alone", pair(&[secret])),
        changed(Cause::BasicPair, "the password alone, after a colon", pair(&[b":", secret])),
        changed(Cause::BasicPair, "the password alone, before a colon", pair(&[secret, b":"])),
        changed(
            Cause::BasicPair,
            "user and password with a space after the colon",
            pair(&[user, b": ", secret]),
        ),
    ];
    let encoded = |text: &[u8]| STANDARD.encode(text).into_bytes();
    all.push(changed(
        Cause::BasicPair,
        "user and password each encoded apart",
        pair(&[&encoded(user), b":", &encoded(secret)]),
    ));
    for change in keys::CHANGES {
        if let Some(secret) = change.apply(secret) {
            all.push(changed(change.cause, change.how, pair(&[user, b":", &secret])));
        }
    }
    all
}

/// Digests are compared, so that not even the length is told by the time it takes.
fn same(one: &[u8], other: &[u8]) -> bool {
    Sha256::digest(one).ct_eq(&Sha256::digest(other)).into()
}
