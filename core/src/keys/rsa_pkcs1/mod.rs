//! RSASSA-PKCS1-v1_5 with SHA-256: the one place where RSA arithmetic is called.
//!
//! Two implementations stand behind it. `portable` runs everywhere, takes every key within the limits, and is what keys are made and
//! checked with. `fast` runs beside it where the processor has what it needs, for the key sizes it is known to be right for. Keys,
//! limits, errors and bytes are the same from both. Every signature is checked with the public key before it leaves: one made by
//! a faulty processor or memory would give the private key away.

#[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), path = "fast_absent.rs")]
mod fast;
mod limits;
mod portable;
mod recovery;

use pkcs8::{Document, SecretDocument};
use rsa::BoxedUint;
use sha2::{Digest, Sha256};

use crate::errors::{Error, ErrorCode};
use crate::mac::wipe_stack_below;

/// How far down the stack reading a key and signing go, for keys of every size, with something to spare. A thread that does either needs as
/// much, and some more for those that call it: SECURITY.md says how much.
const STACK: usize = 64 << 10;

pub(super) use limits::check_limits;
pub(crate) use recovery::Recovered;

pub(super) struct SigningKey {
    portable: portable::SigningKey,
    /// Boxed, as its numbers stand in it at their greatest length.
    fast: Option<Box<fast::SigningKey>>,
    public: VerifyingKey,
    #[cfg(test)]
    fault: bool,
}

pub(super) struct VerifyingKey {
    portable: portable::VerifyingKey,
    fast: Option<Box<fast::VerifyingKey>>,
}

impl SigningKey {
    /// Checks that the parts belong together. [`check_limits`] came before it.
    pub(super) fn new(
        n: BoxedUint,
        e: BoxedUint,
        d: BoxedUint,
        p: BoxedUint,
        q: BoxedUint,
    ) -> Result<Self, Error> {
        let portable = portable::SigningKey::new(n, e, d, p, q);
        if portable.is_err() {
            wipe_stack_below::<STACK>();
        }
        Ok(Self::with_fast(portable?))
    }

    pub(super) fn generate(bits: usize) -> Result<Self, Error> {
        limits::check_new(bits)?;
        let key = Self::with_fast(portable::SigningKey::generate(bits)?);
        // A pair that does not belong together must not get out: its public half may already be registered when it shows.
        key.sign(&[b"pairwise consistency"])?;
        Ok(key)
    }

    fn with_fast(portable: portable::SigningKey) -> Self {
        let public = VerifyingKey::with_fast(portable.verifying_key().clone());
        let fast = Self::fast(&portable);
        wipe_stack_below::<STACK>();
        Self {
            portable,
            fast,
            public,
            #[cfg(test)]
            fault: false,
        }
    }

    /// In a frame of its own, as the library leaves the key's numbers there.
    #[inline(never)]
    fn fast(portable: &portable::SigningKey) -> Option<Box<fast::SigningKey>> {
        fast::SigningKey::new(portable).map(Box::new)
    }

    pub(super) fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey::with_fast(self.portable.verifying_key().clone())
    }

    #[cfg(test)]
    fn components(&self) -> &rsa::RsaPrivateKey {
        self.portable.components()
    }

    /// As PKCS#1; `None` when it cannot be written.
    pub(super) fn pkcs1(&self) -> Option<SecretDocument> {
        self.portable.pkcs1()
    }

    pub(super) fn spki(&self) -> &Document {
        self.public.spki()
    }

    pub(super) fn bits(&self) -> usize {
        self.public.bits()
    }

    pub(super) fn sign(&self, parts: &[&[u8]]) -> Result<Vec<u8>, Error> {
        let signature = self.compute(parts);
        wipe_stack_below::<STACK>();
        let signature = signature?;
        #[cfg(test)]
        let signature = self.with_fault(signature);
        if !self.public.verify(parts, &signature) {
            return Err(Error::new(
                ErrorCode::FaultDetected,
                "the RSA signature did not verify and was withheld",
            ));
        }
        Ok(signature)
    }

    /// In a frame of its own, as some of the key's numbers stay there.
    #[inline(never)]
    fn compute(&self, parts: &[&[u8]]) -> Result<Vec<u8>, Error> {
        match (&self.fast, whole(parts)) {
            (Some(fast), Some(message)) => fast.sign(message),
            _ => self.portable.sign(&digest(parts)),
        }
    }
}

impl VerifyingKey {
    /// [`check_limits`] came before it.
    pub(super) fn new(n: BoxedUint, e: BoxedUint) -> Result<Self, Error> {
        Ok(Self::with_fast(portable::VerifyingKey::new(n, e)?))
    }

    fn with_fast(portable: portable::VerifyingKey) -> Self {
        let fast = fast::VerifyingKey::new(&portable).map(Box::new);
        Self { portable, fast }
    }

    /// What identifies the key.
    pub(super) fn spki(&self) -> &Document {
        self.portable.spki()
    }

    pub(super) fn bits(&self) -> usize {
        self.portable.bits()
    }

    pub(super) fn exponent(&self) -> u32 {
        self.portable.exponent()
    }

    pub(super) fn verify(&self, parts: &[&[u8]], signature: &[u8]) -> bool {
        match (&self.fast, whole(parts)) {
            (Some(fast), Some(message)) => fast.verify(message, signature),
            _ => self.portable.verify(&digest(parts), signature),
        }
    }

    /// What a signature holds; `None` when it is none of this key.
    pub(super) fn recover(&self, signature: &[u8]) -> Option<Recovered> {
        recovery::recover(self.portable.components(), signature)
    }

    /// Whether it is an RSASSA-PSS signature of what has this hash.
    pub(super) fn is_pss(&self, digest: &[u8], signature: &[u8]) -> bool {
        recovery::is_pss(self.portable.components(), digest, signature)
    }
}

/// The message, where it need not be joined from parts: `fast` hashes whole messages only, and bodies are not copied for it.
fn whole<'a>(parts: &[&'a [u8]]) -> Option<&'a [u8]> {
    match parts {
        [] => Some(&[]),
        [message] => Some(message),
        _ => None,
    }
}

fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

#[cfg(test)]
impl SigningKey {
    /// The same key without the fast implementation.
    fn portable_only(mut self) -> Self {
        (self.fast, self.public.fast) = (None, None);
        self
    }

    /// A key on a machine that gets one bit wrong.
    fn with_faulty_machine(mut self) -> Self {
        self.fault = true;
        self
    }

    fn with_fault(&self, mut signature: Vec<u8>) -> Vec<u8> {
        if let (true, Some(byte)) = (self.fault, signature.first_mut()) {
            *byte ^= 1;
        }
        signature
    }
}

#[cfg(test)]
mod published;
#[cfg(test)]
mod tests;
