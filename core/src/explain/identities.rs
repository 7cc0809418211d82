//! Whose credentials may have been used.

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::causes::Cause;
use super::change::Change;
use super::keys::KeyBytes;
use crate::credentials::{CheckedCredentials, Credentials, Keyring};
use crate::keys::PublicKey;
use crate::scheme::{Mistake, Part, Proof, Role, Scheme};

/// One set of credentials as somebody may have used it.
pub(super) struct Identity<'v> {
    /// What is different from the set that belongs to the message; `None` for that set itself.
    pub(super) change: Option<Change>,
    /// Whether it is tried first: it is of the sender that the message names, or of anyone when the message names none of ours.
    pub(super) is_base: bool,
    pub(super) rank: u8,
    pub(super) label: String,
    /// The key of the MAC; empty for RSA.
    pub(super) key: KeyBytes,
    /// Of the public half.
    pub(super) public_key: Option<RsaKey<'v>>,
    texts: Vec<(String, KeyBytes, bool)>,
}

pub(super) enum RsaKey<'v> {
    Ours(&'v PublicKey),
    Given(PublicKey),
}

impl RsaKey<'_> {
    pub(super) fn get(&self) -> &PublicKey {
        match self {
            Self::Ours(key) => key,
            Self::Given(key) => key,
        }
    }
}

impl<'v> Identity<'v> {
    /// A checked set, as it is.
    pub(super) fn ours(
        scheme: &Scheme,
        label: &str,
        credentials: &CheckedCredentials,
        public_key: Option<&'v PublicKey>,
    ) -> Self {
        let texts: Vec<(String, KeyBytes, bool)> = scheme
            .fields
            .iter()
            .filter_map(|field| {
                let text = credentials.text(&field.name)?;
                Some((field.name.to_string(), copied(text.as_bytes()), field.role == Role::Public))
            })
            .collect();
        let mut identity = Self {
            change: None,
            is_base: true,
            rank: 1,
            label: label.to_owned(),
            key: KeyBytes::default(),
            public_key: public_key.map(RsaKey::Ours),
            texts,
        };
        identity.key = copied(key_field(scheme).map(|name| identity.text(name)).unwrap_or_default());
        identity
    }

    pub(super) fn copy(&self) -> Self {
        Self {
            change: self.change.clone(),
            is_base: self.is_base,
            rank: self.rank,
            label: self.label.clone(),
            key: self.key.clone(),
            public_key: match &self.public_key {
                Some(RsaKey::Ours(key)) => Some(RsaKey::Ours(key)),
                _ => None,
            },
            texts: self.texts.clone(),
        }
    }

    pub(super) fn text(&self, name: &str) -> &[u8] {
        self.texts
            .iter()
            .find(|(known, ..)| known == name)
            .map(|(_, text, _)| text.as_slice())
            .unwrap_or_default()
    }

    pub(super) fn public_texts(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.texts
            .iter()
            .filter(|(.., public)| *public)
            .map(|(name, text, _)| (name.as_str(), text.as_slice()))
    }

    /// The same set as somebody who mixed up its halves would use it.
    pub(super) fn mixed_up(&self, scheme: &Scheme, sender: Option<&[u8]>) -> Vec<Self> {
        let Some(key_name) = key_field(scheme) else { return Vec::new() };
        let mut all = Vec::new();
        for (name, text) in self.public_texts() {
            let swapped =
                Change::new(Cause::KeyHalvesSwapped, format!("{name} and {key_name} in each other's place"));
            all.push(self.with(swapped, 2, copied(text), Some((name, &self.key))));
            // Where the header shows the secret, the public half is the key because both were swapped.
            if sender.is_none_or(|sender| !bool::from(sender.ct_eq(&self.key))) {
                let other_half = Change::new(Cause::KeyOtherHalf, format!("{name} as the key"));
                all.push(self.with(other_half, 1, copied(text), None));
            }
        }
        all
    }

    /// The same set with another's key.
    pub(super) fn with_key_of(&self, other: &Self, change: Change) -> Self {
        let mut mixed = self.with(change, 1, copied(&other.key), None);
        mixed.label.clone_from(&other.label);
        mixed.public_key = other.copy().public_key;
        mixed
    }

    /// The same set under the sender's id that the message names.
    pub(super) fn with_sender(&self, name: &str, sender: &[u8], change: Change) -> Self {
        self.with(change, 1, self.key.clone(), Some((name, &copied(sender))))
    }

    /// The same credentials where another scheme has its own names for them; `None` where it needs more.
    pub(super) fn in_roles_of(&self, other: &Scheme) -> Option<Self> {
        let stand_in = self.public_texts().next().map(|(_, text)| copied(text));
        let key = key_field(other)?;
        let mut texts = Vec::new();
        for field in other.fields.iter().filter(|field| field.name != key) {
            let own =
                self.texts.iter().find(|(name, ..)| *name == field.name).map(|(_, text, _)| text.clone());
            let signed =
                other.parts().iter().any(|part| matches!(part, Part::Field(name) if *name == field.name));
            match own.or_else(|| stand_in.clone()) {
                Some(text) => texts.push((field.name.to_string(), text, field.role == Role::Public)),
                None if signed => return None,
                None => {}
            }
        }
        let identity = Self {
            change: None,
            is_base: true,
            rank: 1,
            label: self.label.clone(),
            key: self.key.clone(),
            public_key: None,
            texts,
        };
        Some(identity)
    }

    /// Another set, used whole.
    pub(super) fn instead(mut self, change: Change) -> Self {
        self.change = Some(change);
        self.is_base = false;
        self
    }

    /// The same set where the message names none of ours.
    pub(super) fn nameless(mut self, change: Change) -> Self {
        self.change = Some(change);
        self
    }

    fn with(&self, change: Change, rank: u8, key: KeyBytes, replaced: Option<(&str, &KeyBytes)>) -> Self {
        let texts = self.texts.iter().map(|(name, text, public)| match replaced {
            Some((changed, new)) if changed == name => (name.clone(), new.clone(), *public),
            _ => (name.clone(), text.clone(), *public),
        });
        Self {
            change: Some(change),
            is_base: false,
            rank,
            label: self.label.clone(),
            key,
            public_key: None,
            texts: texts.collect(),
        }
    }

    /// Sets that are none of the verifier's: taken as they are, for they may be the wrong ones.
    pub(super) fn others(scheme: &Scheme, keyring: &Keyring, base: &Self) -> Vec<Self> {
        keyring.sets().flat_map(|(label, set)| Self::other(scheme, label, set, base)).collect()
    }

    fn other(scheme: &Scheme, label: &str, set: &Credentials, base: &Self) -> Vec<Self> {
        let change = Change::new(cause_of(scheme, set), format!("the credentials labelled {label}"));
        let texts = base.texts.iter().map(|(name, text, public)| {
            (name.clone(), set.find(name).map_or_else(|| text.clone(), copied), *public)
        });
        let mut other = Self {
            change: Some(change.clone()),
            is_base: false,
            rank: 1,
            label: label.to_owned(),
            key: KeyBytes::default(),
            public_key: None,
            texts: texts.collect(),
        };
        if let Proof::Basic { password, .. } = &scheme.proof {
            let Some(secret) = set.find(password) else { return Vec::new() };
            let mut mixed = base.with(change, 1, KeyBytes::default(), Some((password, &copied(secret))));
            mixed.label.clone_from(&other.label);
            return vec![other, mixed];
        }
        if let Some(name) = key_field(scheme) {
            if set.find(name).is_none() {
                return Vec::new();
            }
            other.key = copied(other.text(name));
            let mixed = base.with_key_of(&other, change);
            return vec![other, mixed];
        }
        let key = scheme
            .fields
            .iter()
            .find(|field| field.role == Role::VerifyingKey)
            .and_then(|field| PublicKey::read(set.find(&field.name)?).ok());
        other.public_key = key.map(RsaKey::Given);
        if other.public_key.is_some() { vec![other] } else { Vec::new() }
    }
}

/// Whether a prefix gives away that the set is of the gateway's other pair.
fn cause_of(scheme: &Scheme, set: &Credentials) -> Cause {
    let is_other_pair = scheme.fields.iter().any(|field| {
        let value = set.find(&field.name).unwrap_or_default();
        field.refuses.iter().any(|refusal| {
            refusal.mistake == Mistake::OtherPair && value.starts_with(refusal.prefix.as_bytes())
        })
    });
    if is_other_pair { Cause::KeyOtherPair } else { Cause::KeyOtherLabel }
}

/// The field that is the key of the MAC.
pub(super) fn key_field(scheme: &Scheme) -> Option<&str> {
    match &scheme.proof {
        Proof::Mac { key, .. } => Some(key),
        _ => None,
    }
}

fn copied(bytes: &[u8]) -> KeyBytes {
    Zeroizing::new(bytes.to_vec())
}
