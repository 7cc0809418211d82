//! RSA on every processor. The private operation is blinded.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use getrandom::SysRng;
use pkcs8::{Document, EncodePublicKey, SecretDocument};
use rsa::pkcs1::{self, UintRef};
use rsa::traits::{PrivateKeyParts, PublicKeyParts, SignatureScheme};
use rsa::{BoxedUint, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::limits::{MAX_BITS, MIN_BITS};
use crate::errors::{Error, ErrorCode};

pub(super) struct SigningKey {
    key: RsaPrivateKey,
    public: VerifyingKey,
}

#[derive(Clone)]
pub(super) struct VerifyingKey {
    key: RsaPublicKey,
    spki: Document,
}

impl SigningKey {
    pub(super) fn new(
        n: BoxedUint,
        e: BoxedUint,
        d: BoxedUint,
        p: BoxedUint,
        q: BoxedUint,
    ) -> Result<Self, Error> {
        // The larger prime first, as most programs write them. Keys in the other order sign the same bytes.
        let primes = if p < q { vec![q, p] } else { vec![p, q] };
        let is_uneven = primes.iter().any(|prime| prime.bits() > n.bits().div_ceil(2));
        let key = RsaPrivateKey::from_components(n, e, d, primes).map_err(|error| match error {
            // Their product is right. Room for the longer one would be made by its length, which is secret, and FIPS 186 has both of half the
            // modulus's.
            rsa::Error::InvalidPrime if is_uneven => Error::new(
                ErrorCode::UnsupportedKey,
                "a prime of the RSA key is longer than half of its modulus",
            ),
            _ => Error::new(ErrorCode::MalformedKey, "the parts of the RSA key do not belong together"),
        })?;
        Ok(Self { public: VerifyingKey::of(key.to_public_key())?, key })
    }

    /// A new key with the exponent 65537.
    pub(super) fn generate(bits: usize) -> Result<Self, Error> {
        let mut seed = Zeroizing::new(<ChaCha20Rng as SeedableRng>::Seed::default());
        getrandom::fill(seed.as_mut_slice())
            .map_err(|_| Error::new(ErrorCode::RandomUnavailable, "no random bytes for a key"))?;
        // The search for primes cannot be told that the system's source failed, so it draws from one that was seeded by it.
        let mut random = ChaCha20Rng::from_seed(*seed);
        let failed = || Error::new(ErrorCode::Internal, "no RSA key could be made");
        let key = RsaPrivateKey::new(&mut random, bits).map_err(|_| failed())?;
        let [p, q] = key.primes() else { return Err(failed()) };
        Self::new(
            key.n().as_ref().clone(),
            key.e().clone(),
            key.d().clone(),
            p.as_ref().clone(),
            q.as_ref().clone(),
        )
    }

    /// As PKCS#1. The crate's own encoder computes again what the key holds, and leaves that in memory.
    pub(super) fn pkcs1(&self) -> Option<SecretDocument> {
        let [p, q] = self.key.primes() else { return None };
        let qinv = Zeroizing::new(self.key.qinv()?.retrieve());
        let bytes = |number: &BoxedUint| Zeroizing::new(number.to_be_bytes());
        let (n, e) = (bytes(self.key.n().as_ref()), bytes(self.key.e()));
        let private =
            [self.key.d(), p.as_ref(), q.as_ref(), self.key.dp()?, self.key.dq()?, &qinv].map(bytes);
        let [d, p, q, dp, dq, qinv] = &private;
        SecretDocument::encode_msg(&pkcs1::RsaPrivateKey {
            modulus: UintRef::new(&n).ok()?,
            public_exponent: UintRef::new(&e).ok()?,
            private_exponent: UintRef::new(d).ok()?,
            prime1: UintRef::new(p).ok()?,
            prime2: UintRef::new(q).ok()?,
            exponent1: UintRef::new(dp).ok()?,
            exponent2: UintRef::new(dq).ok()?,
            coefficient: UintRef::new(qinv).ok()?,
            other_prime_infos: None,
        })
        .ok()
    }

    #[cfg(test)]
    pub(super) fn components(&self) -> &RsaPrivateKey {
        &self.key
    }

    pub(super) fn verifying_key(&self) -> &VerifyingKey {
        &self.public
    }

    pub(super) fn sign(&self, digest: &[u8]) -> Result<Vec<u8>, Error> {
        // The random numbers blind the private operation; the signature itself is deterministic.
        Pkcs1v15Sign::new::<Sha256>().sign(Some(&mut SysRng), &self.key, digest).map_err(
            |error| match error {
                rsa::Error::Rng => {
                    Error::new(ErrorCode::RandomUnavailable, "no random bytes to blind the signature with")
                }
                _ => Error::new(ErrorCode::FaultDetected, "the RSA operation failed its own check"),
            },
        )
    }
}

impl VerifyingKey {
    pub(super) fn new(n: BoxedUint, e: BoxedUint) -> Result<Self, Error> {
        let key = RsaPublicKey::new_with_size_limits(n, e, MIN_BITS..=MAX_BITS).map_err(|_| {
            Error::new(ErrorCode::MalformedKey, "the numbers of the RSA key are not those of a key")
        })?;
        Self::of(key)
    }

    fn of(key: RsaPublicKey) -> Result<Self, Error> {
        let spki = key
            .to_public_key_der()
            .map_err(|_| Error::new(ErrorCode::Internal, "a key that could be read could not be written"))?;
        Ok(Self { key, spki })
    }

    pub(super) fn components(&self) -> &RsaPublicKey {
        &self.key
    }

    pub(super) fn spki(&self) -> &Document {
        &self.spki
    }

    pub(super) fn bits(&self) -> usize {
        self.key.n().bits_vartime() as usize
    }

    pub(super) fn exponent(&self) -> u32 {
        self.key.e_bytes().iter().fold(0, |value, byte| value << 8 | u32::from(*byte))
    }

    pub(super) fn verify(&self, digest: &[u8], signature: &[u8]) -> bool {
        Pkcs1v15Sign::new::<Sha256>().verify(&self.key, digest, signature).is_ok()
    }
}
