//! RSA keys: read from what people have, checked once, and used by signers and verifiers.
//!
//! Limits are ours and checked before any arithmetic: 2048 to 8192 bits, an odd public exponent of 3 to 2³² − 1, two primes.

mod reading;
mod rsa_pkcs1;

use std::fmt;

use crate::errors::Error;

/// An RSA private key that is within the limits and consistent.
///
/// It is wiped from memory on drop, prints nothing of itself and cannot be compared.
pub struct PrivateKey {
    key: rsa_pkcs1::SigningKey,
}

/// An RSA public key that is within the limits.
pub struct PublicKey {
    key: rsa_pkcs1::VerifyingKey,
}

impl PrivateKey {
    /// Reads PKCS#1, PKCS#8 or encrypted PKCS#8, as PEM or DER. PEM may have CRLF line ends, white space around it, or
    /// literal `\n` in place of its line ends, as environment variables do.
    ///
    /// # Errors
    /// `malformed_key`, `wrong_key_kind`, `key_too_small`, `unsupported_key`, `missing_passphrase`, `wrong_passphrase`.
    pub fn read(material: &[u8], passphrase: Option<&[u8]>) -> Result<Self, Error> {
        Ok(Self { key: reading::private(material, passphrase)? })
    }

    /// The size of the modulus in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.key.bits()
    }

    /// The public half.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        PublicKey { key: self.key.verifying_key() }
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256 over the parts, as long as the modulus, checked before it is returned.
    pub(crate) fn sign(&self, parts: &[&[u8]]) -> Result<Vec<u8>, Error> {
        self.key.sign(parts)
    }
}

impl PublicKey {
    /// Reads SPKI, PKCS#1, or the key of an X.509 certificate, as PEM or DER; PEM with the same latitude as
    /// [`PrivateKey::read`]. Of a certificate only the key is read: dates, names and chain are **not** checked.
    ///
    /// # Errors
    /// `malformed_key`, `wrong_key_kind`, `key_too_small`, `unsupported_key`.
    pub fn read(material: &[u8]) -> Result<Self, Error> {
        Ok(Self { key: reading::public(material)? })
    }

    /// The size of the modulus in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.key.bits()
    }

    /// How many bytes a signature has.
    pub(crate) fn signature_length(&self) -> usize {
        self.key.bits().div_ceil(8)
    }

    /// Whether it is the signature of the parts.
    pub(crate) fn verify(&self, parts: &[&[u8]], signature: &[u8]) -> bool {
        self.key.verify(parts, signature)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({} bits)", self.bits())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} bits)", self.bits())
    }
}
