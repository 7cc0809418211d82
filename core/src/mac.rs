//! Keyed HMAC state: made once, cloned for each message.

use hmac::KeyInit;
use hmac::block_api::HmacCore;
use hmac::digest::block_api::{Buffer, EagerHash, FixedOutputCore, UpdateCore};
use hmac::digest::{InvalidLength, Output};
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::errors::{Error, ErrorCode};
use crate::scheme::Hash;
use crate::text_form::MAX_MAC;

pub(crate) enum KeyedMac {
    Sha256(State<Sha256>),
    Sha512(State<Sha512>),
}

/// What `hmac::Hmac` is made of, for finishing it where it is. `Hmac` is finished by value, and moving a state that was written a moment ago
/// costs a tenth of a short MAC.
#[derive(Clone)]
pub(crate) struct State<D: EagerHash> {
    core: HmacCore<D>,
    buffer: Buffer<HmacCore<D>>,
}

impl<D: EagerHash> State<D> {
    fn new(key: &[u8]) -> Result<Self, InvalidLength> {
        Ok(Self { core: HmacCore::new_from_slice(key)?, buffer: Buffer::<HmacCore<D>>::default() })
    }

    fn update(&mut self, bytes: &[u8]) {
        self.buffer.digest_blocks(bytes, |blocks| self.core.update_blocks(blocks));
    }

    /// The MAC of all that was taken in. The state is of no use any more.
    fn finish(&mut self) -> MacBytes {
        let mut mac = Output::<HmacCore<D>>::default();
        self.core.finalize_fixed_core(&mut self.buffer, &mut mac);
        MacBytes::new(&mac)
    }
}

/// A finished MAC, wiped on drop: to a verifier it is the expected one. It has no `PartialEq`: it is compared with
/// [`MacBytes::matches`] only.
#[derive(ZeroizeOnDrop)]
pub(crate) struct MacBytes {
    bytes: [u8; MAX_MAC],
    length: usize,
}

impl KeyedMac {
    /// Boxed, as every move would leave behind a copy of the state, which signs as well as the key does.
    pub(crate) fn new(hash: Hash, key: &[u8]) -> Result<Box<Self>, Error> {
        let keyed = Self::keyed(hash, key);
        wipe_stack_below::<4096>();
        keyed
    }

    /// In a frame of its own, as it leaves the padded key and the state there.
    #[inline(never)]
    fn keyed(hash: Hash, key: &[u8]) -> Result<Box<Self>, Error> {
        let keyed = match hash {
            Hash::Sha256 => State::new(key).map(|mac| Box::new(Self::Sha256(mac))),
            Hash::Sha512 => State::new(key).map(|mac| Box::new(Self::Sha512(mac))),
        };
        keyed.map_err(|_| Error::new(ErrorCode::Internal, "HMAC refused a key, though it takes any length"))
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha256(mac) => mac.update(bytes),
            Self::Sha512(mac) => mac.update(bytes),
        }
    }

    /// The length of the MAC in bytes.
    pub(crate) const fn length(&self) -> usize {
        match self {
            Self::Sha256(_) => Hash::Sha256.length(),
            Self::Sha512(_) => Hash::Sha512.length(),
        }
    }

    /// The MAC of what was taken in and of what `feed` shows; nothing is taken in for good.
    ///
    /// Of SHA-512 it leaves the outer state further down the stack, with which nobody signs who has not the inner one. It is overwritten
    /// when the state is dropped on the same thread: going as deep for each MAC would cost a twentieth of a short one.
    pub(crate) fn tag<'m>(&self, feed: impl FnOnce(&mut dyn FnMut(&'m [u8]))) -> MacBytes {
        let tag = self.compute(feed);
        wipe_stack_below::<1024>();
        tag
    }

    /// In a frame of its own, as the copy of the state is there.
    #[inline(never)]
    fn compute<'m>(&self, feed: impl FnOnce(&mut dyn FnMut(&'m [u8]))) -> MacBytes {
        match self {
            Self::Sha256(mac) => {
                let mut mac = mac.clone();
                feed(&mut |bytes| mac.update(bytes));
                mac.finish()
            }
            Self::Sha512(mac) => {
                let mut mac = mac.clone();
                feed(&mut |bytes| mac.update(bytes));
                mac.finish()
            }
        }
    }
}

impl Drop for KeyedMac {
    fn drop(&mut self) {
        // Signing over the C library goes some 9 KiB deep, and dropping does not.
        wipe_stack_below::<16_384>();
    }
}

/// The SHA-256 of a secret. In place: whatever moves leaves a copy of its block behind, which nobody wipes.
pub(crate) fn secret_digest(secret: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut digest = Zeroizing::new([0; 32]);
    let mut hash = Sha256::new();
    Digest::update(&mut hash, secret);
    hash.finalize_into_reset((&mut *digest).into());
    digest
}

/// Overwrites what the call before left on the stack: `hmac` pads the key in a block that it does not wipe, as other hashes do what
/// they take in.
#[inline(never)]
pub(crate) fn wipe_stack_below<const BYTES: usize>() {
    std::hint::black_box(&mut [0_u8; BYTES]);
}

impl MacBytes {
    fn new(mac: &[u8]) -> Self {
        let mut bytes = [0; MAX_MAC];
        let length = mac.len().min(MAX_MAC);
        if let (Some(to), Some(from)) = (bytes.get_mut(..length), mac.get(..length)) {
            to.copy_from_slice(from);
        }
        Self { bytes, length }
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// In constant time; which byte differs is never said. Eight bytes at a time, as `subtle` guards each single comparison against
    /// the optimiser.
    pub(crate) fn matches(&self, claimed: &[u8]) -> bool {
        let (ours, our_rest) = self.as_slice().as_chunks::<8>();
        let (theirs, their_rest) = claimed.as_chunks::<8>();
        if ours.len() != theirs.len() {
            return false;
        }
        let words = ours.iter().zip(theirs);
        words
            .map(|(ours, theirs)| u64::from_ne_bytes(*ours).ct_eq(&u64::from_ne_bytes(*theirs)))
            .fold(our_rest.ct_eq(their_rest), |equal, next| equal & next)
            .into()
    }
}

impl Hash {
    /// The length of the MAC in bytes.
    pub(crate) const fn length(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    /// The name in a sentence.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }
}

#[cfg(test)]
mod published;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_bytes_match() {
        for length in [0, 1, 7, 8, 9, 32, 63, MAX_MAC] {
            let same: Vec<u8> = (0..).take(length).collect();
            let mac = MacBytes::new(&same);
            assert!(mac.matches(&same));
            for at in 0..8 * length {
                let other = |(index, byte): (usize, &u8)| byte ^ (u8::from(index == at / 8) << (at % 8));
                let other: Vec<u8> = same.iter().enumerate().map(other).collect();
                assert!(!mac.matches(&other), "bit {at} of {length} bytes");
            }
            let longer: Vec<u8> = (0..).take(length + 16).collect();
            for other in (0..=longer.len()).filter(|other| *other != length) {
                assert!(!mac.matches(longer.get(..other).unwrap_or_default()), "{other} bytes for {length}");
            }
        }
    }
}
