//! RSASSA-PKCS1-v1_5 with SHA-256: the one place where RSA arithmetic is called.
//!
//! Signing is blinded, and every signature is checked with the public key before it leaves: one made by a faulty processor
//! or memory would give the private key away.

use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use sha2::{Digest, Sha256};

use crate::errors::{Error, ErrorCode};

const MIN_BITS: usize = 2048;
const MAX_BITS: usize = 8192;
const MIN_EXPONENT: u64 = 3;
const MAX_EXPONENT: u64 = u32::MAX as u64;

pub(super) struct SigningKey {
    key: RsaPrivateKey,
    public: VerifyingKey,
}

pub(super) struct VerifyingKey {
    key: RsaPublicKey,
}

impl SigningKey {
    /// Checks that the parts belong together. `check_limits` came before it.
    pub(super) fn new(
        n: BoxedUint,
        e: BoxedUint,
        d: BoxedUint,
        p: BoxedUint,
        q: BoxedUint,
    ) -> Result<Self, Error> {
        let key = RsaPrivateKey::from_components(n, e, d, vec![p, q]).map_err(|_| {
            Error::new(ErrorCode::MalformedKey, "the parts of the RSA key do not belong together")
        })?;
        Ok(Self { public: VerifyingKey { key: key.to_public_key() }, key })
    }

    pub(super) fn bits(&self) -> usize {
        self.public.bits()
    }

    pub(super) fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey { key: self.public.key.clone() }
    }

    pub(super) fn sign(&self, parts: &[&[u8]]) -> Result<Vec<u8>, Error> {
        let digest = digest(parts);
        // The random numbers blind the private operation; the signature itself is deterministic.
        let signature =
            self.key.sign(Pkcs1v15Sign::new::<Sha256>(), &digest).map_err(|error| match error {
                rsa::Error::Rng => {
                    Error::new(ErrorCode::RandomUnavailable, "no random bytes to blind the signature with")
                }
                _ => Error::new(ErrorCode::FaultDetected, "the RSA operation failed its own check"),
            })?;
        if !self.public.verify_digest(&digest, &signature) {
            return Err(Error::new(
                ErrorCode::FaultDetected,
                "the RSA signature did not verify and was withheld",
            ));
        }
        Ok(signature)
    }
}

impl VerifyingKey {
    pub(super) fn new(n: BoxedUint, e: BoxedUint) -> Result<Self, Error> {
        let key = RsaPublicKey::new_with_size_limits(n, e, MIN_BITS..=MAX_BITS).map_err(|_| {
            Error::new(ErrorCode::MalformedKey, "the numbers of the RSA key are not those of a key")
        })?;
        Ok(Self { key })
    }

    pub(super) fn bits(&self) -> usize {
        self.key.n().bits_vartime() as usize
    }

    pub(super) fn verify(&self, parts: &[&[u8]], signature: &[u8]) -> bool {
        self.verify_digest(&digest(parts), signature)
    }

    fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> bool {
        self.key.verify(Pkcs1v15Sign::new::<Sha256>(), digest, signature).is_ok()
    }
}

/// Refuses keys outside the limits before any arithmetic is done with them: a huge modulus or exponent from outside costs time.
pub(super) fn check_limits(modulus: &[u8], exponent: &[u8]) -> Result<(), Error> {
    let bits = bits(modulus);
    if bits < MIN_BITS {
        return Err(Error::new(ErrorCode::KeyTooSmall, format!("{bits}-bit key: at least {MIN_BITS}")));
    }
    let unsupported = |why: String| Err(Error::new(ErrorCode::UnsupportedKey, why));
    if bits > MAX_BITS {
        return unsupported(format!("{bits}-bit key: at most {MAX_BITS}"));
    }
    let exponent = match exponent.len() {
        0..=8 => exponent.iter().fold(0, |value: u64, byte| value << 8 | u64::from(*byte)),
        _ => u64::MAX,
    };
    if exponent % 2 == 0 || !(MIN_EXPONENT..=MAX_EXPONENT).contains(&exponent) {
        return unsupported("the public exponent is not an odd number from 3 to 4294967295".to_owned());
    }
    Ok(())
}

/// Of a number without leading zero bytes, as DER has it.
fn bits(number: &[u8]) -> usize {
    match number.first() {
        Some(first) => number.len() * 8 - first.leading_zeros() as usize,
        None => 0,
    }
}

fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}
