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
use super::search::{Found, Work};
use crate::scheme::TextForm;

/// One way in which user and password may have been joined.
struct Joined {
    change: Option<Change>,
    pair: Zeroizing<Vec<u8>>,
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
                work.attempts += 1;
                if (1..=2).contains(&all.len()) && same(&joined.pair, content) {
                    return Some(Found { changes: all, label: identity.label.clone(), difference: None });
                }
            }
        }
    }
    work.tried.extend([
        Cause::BasicScheme,
        Cause::BasicEncoding,
        Cause::BasicPair,
        Cause::KeyHalvesSwapped,
        Cause::KeyWhiteSpace,
        Cause::KeyQuoted,
        Cause::KeyOtherLabel,
    ]);
    None
}

/// What the header may hold, the scheme's word taken off and the base64 decoded in every way.
fn contents(value: &[u8]) -> Vec<(Vec<Change>, Zeroizing<Vec<u8>>)> {
    let words = value.splitn(2, |byte| *byte == b' ').collect::<Vec<_>>();
    let mut tokens: Vec<(Option<Change>, &[u8])> = Vec::new();
    let missing =
        || Change::new(Cause::BasicScheme, "the header's value read without the word `Basic ` before it");
    match words.as_slice() {
        [scheme, rest] if scheme.eq_ignore_ascii_case(b"Basic") => tokens.push((None, rest.trim_ascii())),
        [_, rest] => {
            let other = Change::new(
                Cause::BasicScheme,
                "the header's value read with another word in place of `Basic`",
            );
            tokens.extend([(Some(other), rest.trim_ascii()), (Some(missing()), value)]);
        }
        _ => tokens.push((Some(missing()), value)),
    }
    let mut all = Vec::new();
    for (change, token) in tokens {
        for reading in readings(TextForm::Base64, token) {
            let is_base64 = reading.changes.iter().all(|change| change.cause != Cause::TextForm);
            let changes = change.iter().cloned().chain(reading.changes);
            if is_base64 {
                all.push((changes.collect(), Zeroizing::new(reading.bytes)));
            }
        }
        let plain = Change::new(Cause::BasicEncoding, "user and password read as they are, not as base64");
        all.push((change.into_iter().chain([plain]).collect(), Zeroizing::new(token.to_vec())));
    }
    all
}

fn joined(identity: &Identity<'_>, user: &str, password: &str) -> Vec<Joined> {
    let (user, secret) = (identity.text(user), identity.text(password));
    let pair = |pieces: &[&[u8]]| Zeroizing::new(pieces.concat());
    let changed = |cause, how: &'static str, pair| Joined { change: Some(Change::new(cause, how)), pair };
    let mut all = vec![
        Joined { change: None, pair: pair(&[user, b":", secret]) },
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
