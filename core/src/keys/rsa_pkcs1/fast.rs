//! RSA in verified assembly, where the processor has what it needs.
//!
//! The private operation takes the same time for every key and message. The library panics on a processor that lacks something, so
//! that is asked first, each time a key is made ready. Under valgrind, which does not know some of the instructions and says
//! so, the answer is no.

use ::rsa::pkcs1::EncodeRsaPublicKey;
use graviola::signing::rsa;

use super::{digest, portable};
use crate::errors::{Error, ErrorCode};

/// The sizes that the library is tested with; whatever lies between is rare and left to `portable`.
const SIZES: [usize; 5] = [2048, 3072, 4096, 6144, 8192];

pub(super) struct SigningKey {
    key: rsa::SigningKey,
    length: usize,
}

pub(super) struct VerifyingKey {
    key: rsa::VerifyingKey,
}

impl SigningKey {
    /// `None` where this processor or this key has to be left to `portable`.
    pub(super) fn new(portable: &portable::SigningKey) -> Option<Self> {
        let public = portable.verifying_key();
        if !is_supported() || !SIZES.contains(&public.bits()) {
            return None;
        }
        let der = portable.pkcs1()?;
        let key = rsa::SigningKey::from_pkcs1_der(der.as_bytes()).ok()?;
        let key = Self { key, length: public.bits() / 8 };
        // The library does not check a key when it reads it, and need not take all that `portable` takes.
        const PROBE: &[u8] = b"probe";
        let signature = key.sign(PROBE).ok()?;
        public.verify(&digest(&[PROBE]), &signature).then_some(key)
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let mut signature = vec![0; self.length];
        self.key
            .sign_pkcs1_sha256(&mut signature, message)
            .map_err(|_| Error::new(ErrorCode::FaultDetected, "the RSA operation failed its own check"))?;
        Ok(signature)
    }
}

impl VerifyingKey {
    /// `None` where this processor or this key has to be left to `portable`.
    pub(super) fn new(portable: &portable::VerifyingKey) -> Option<Self> {
        if !is_supported() || !SIZES.contains(&portable.bits()) {
            return None;
        }
        let der = portable.components().to_pkcs1_der().ok()?;
        Some(Self { key: rsa::VerifyingKey::from_pkcs1_der(der.as_bytes()).ok()? })
    }

    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.key.verify_pkcs1_sha256(signature, message).is_ok()
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) fn is_supported() -> bool {
    use std::arch::is_x86_feature_detected as has;
    // `bmi2` is not in the library's list, but its multiplications use it. `avx` implies `ssse3`.
    has!("adx")
        && has!("aes")
        && has!("avx")
        && has!("avx2")
        && has!("bmi1")
        && has!("bmi2")
        && has!("pclmulqdq")
}

#[cfg(target_arch = "aarch64")]
pub(super) fn is_supported() -> bool {
    use std::arch::is_aarch64_feature_detected as has;
    has!("aes") && has!("neon") && has!("pmull") && has!("sha2")
}
