//! Hashes and MACs: the scheme's own, and those that people use in their place.

use hmac::{EagerHash, Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::causes::Cause;
use super::change::Change;
use crate::scheme::Hash;

/// A hash that somebody may have used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HashName {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

/// How a key and a message become a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Hmac(HashName),
    /// HMAC with the message as the key.
    HmacSwapped(HashName),
    /// HMAC of the digest, raw or in hex digits, in place of what was digested.
    HmacOfDigest(HashName, HashName, Digits),
    Plain(HashName, Order),
}

/// How a digest is written before it is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    Raw,
    Hex,
}

/// Where the key stands in a plain hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    WithoutKey,
    KeyFirst,
    KeyLast,
    KeyAround,
}

impl HashName {
    pub(super) const ALL: [Self; 6] =
        [Self::Sha256, Self::Sha512, Self::Sha1, Self::Md5, Self::Sha384, Self::Sha224];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    pub(super) fn called(words: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hash| hash.words() == words)
    }

    /// The hash of the slices, joined.
    pub(super) fn digest(self, slices: &[&[u8]]) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Md5 => digest::<Md5>(slices),
            Self::Sha1 => digest::<Sha1>(slices),
            Self::Sha224 => digest::<Sha224>(slices),
            Self::Sha256 => digest::<Sha256>(slices),
            Self::Sha384 => digest::<Sha384>(slices),
            Self::Sha512 => digest::<Sha512>(slices),
        }
    }

    fn hmac(self, key: &[u8], slices: &[&[u8]]) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Md5 => hmac::<Md5>(key, slices),
            Self::Sha1 => hmac::<Sha1>(key, slices),
            Self::Sha224 => hmac::<Sha224>(key, slices),
            Self::Sha256 => hmac::<Sha256>(key, slices),
            Self::Sha384 => hmac::<Sha384>(key, slices),
            Self::Sha512 => hmac::<Sha512>(key, slices),
        }
    }
}

impl From<Hash> for HashName {
    fn from(hash: Hash) -> Self {
        match hash {
            Hash::Sha256 => Self::Sha256,
            Hash::Sha512 => Self::Sha512,
        }
    }
}

impl Algorithm {
    /// What else than HMAC with this hash is in use, with the rank of its likelihood.
    pub(super) fn changes(hash: HashName) -> Vec<(Change, u8, Self)> {
        let mut all = Vec::new();
        for other in HashName::ALL {
            let rank = if matches!(other, HashName::Sha224 | HashName::Sha384) { 3 } else { 2 };
            if other != hash {
                all.push((
                    Change::new(
                        Cause::HashOther,
                        format!("HMAC with {} in place of {}", other.words(), hash.words()),
                    ),
                    if rank == 2 { 1 } else { rank },
                    Self::Hmac(other),
                ));
            }
            for (order, words) in [
                (Order::KeyLast, "of the string to sign, then the key"),
                (Order::KeyFirst, "of the key, then the string to sign"),
                (Order::WithoutKey, "of the string to sign alone, without a key"),
                (Order::KeyAround, "of the key, the string to sign, and the key again"),
            ] {
                all.push((
                    Change::new(Cause::HashPlain, format!("a plain {} {words}", other.words())),
                    if other == hash { 2 } else { 3 },
                    Self::Plain(other, order),
                ));
            }
        }
        for (digest, digits, words) in [
            (hash, Digits::Raw, ""),
            (hash, Digits::Hex, "hex digits of the "),
            (HashName::Sha256, Digits::Hex, "hex digits of the "),
        ] {
            let how = format!("HMAC of the {words}{} of the string to sign", digest.words());
            all.push((Change::new(Cause::StringDigest, how), 3, Self::HmacOfDigest(hash, digest, digits)));
        }
        all.push((
            Change::new(
                Cause::MessageAndKeySwapped,
                "HMAC with the string to sign as its key and the secret as its message",
            ),
            2,
            Self::HmacSwapped(hash),
        ));
        all
    }

    pub(super) fn run(self, key: &[u8], slices: &[&[u8]]) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Hmac(hash) => hash.hmac(key, slices),
            Self::HmacSwapped(hash) => hash.hmac(&Zeroizing::new(slices.concat()), &[key]),
            Self::HmacOfDigest(hash, digest, Digits::Raw) => hash.hmac(key, &[&digest.digest(slices)]),
            Self::HmacOfDigest(hash, digest, Digits::Hex) => {
                hash.hmac(key, &[const_hex::encode(digest.digest(slices)).as_bytes()])
            }
            Self::Plain(hash, order) => {
                let (first, last) = match order {
                    Order::WithoutKey => (false, false),
                    Order::KeyFirst => (true, false),
                    Order::KeyLast => (false, true),
                    Order::KeyAround => (true, true),
                };
                let mut all: Vec<&[u8]> = Vec::with_capacity(slices.len() + 2);
                all.extend(first.then_some(key));
                all.extend(slices);
                all.extend(last.then_some(key));
                hash.digest(&all)
            }
        }
    }
}

fn digest<D: Digest>(slices: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    let mut hash = D::new();
    for slice in slices {
        hash.update(slice);
    }
    Zeroizing::new(hash.finalize().to_vec())
}

fn hmac<D: EagerHash>(key: &[u8], slices: &[&[u8]]) -> Zeroizing<Vec<u8>>
where
    Hmac<D>: Mac + KeyInit,
{
    // HMAC takes keys of any length; were one refused, the empty tag would match nothing.
    let Ok(mut mac) = <Hmac<D> as KeyInit>::new_from_slice(key) else { return Zeroizing::default() };
    for slice in slices {
        mac.update(slice);
    }
    Zeroizing::new(mac.finalize().into_bytes().to_vec())
}
