//! RSA keys: made, read from what people have, checked once, written, and used by signers and verifiers.
//!
//! Limits are ours and checked before any arithmetic: 2048 to 8192 bits, an odd public exponent of 3 to 2³² − 1, two primes.
//! Neither prime is longer than half of the modulus; this is seen when the parts are checked for belonging together.
//!
//! ```
//! use paysig::keys::{Encoding, PrivateKey, PublicKey};
//!
//! # let pem = include_bytes!("../../../tests/vectors/keys/rsa2048.pkcs1.pem");
//! let key = PrivateKey::read(pem, None)?;
//! let stored = key.write(Encoding::Pem, Some(b"a passphrase"))?;
//! let registered = key.public_key().write(Encoding::Pem)?;
//!
//! assert!(stored.starts_with(b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
//! assert!(PublicKey::read(&registered)?.matches(&key));
//! # Ok::<(), paysig::Error>(())
//! ```

mod material;
mod reading;
mod report;
mod rsa_pkcs1;
mod writing;

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

pub use report::{Encoding, Form, Kind, Report, inspect};
pub(crate) use rsa_pkcs1::Recovered;

use crate::errors::Error;

/// An RSA private key that is within the limits and consistent.
///
/// It is wiped from memory on drop, prints nothing of itself but its size, and cannot be compared:
///
/// ```compile_fail,E0369
/// # let pem = include_bytes!("../../../tests/vectors/keys/rsa2048.pkcs8.pem");
/// # let key = || paysig::keys::PrivateKey::read(pem, None).unwrap();
/// assert!(key() == key());
/// ```
pub struct PrivateKey {
    key: rsa_pkcs1::SigningKey,
}

/// An RSA public key that is within the limits.
pub struct PublicKey {
    key: rsa_pkcs1::VerifyingKey,
}

impl PrivateKey {
    /// Makes a new key of 2048, 3072 or 4096 bits, with the exponent 65537. It takes from a tenth of a second to several seconds.
    ///
    /// # Errors
    /// `invalid_argument` for another size; `random_unavailable`; `fault_detected` when the new key failed its own test.
    pub fn generate(bits: usize) -> Result<Self, Error> {
        Ok(Self { key: rsa_pkcs1::SigningKey::generate(bits)? })
    }

    /// Reads PKCS#1, PKCS#8 or encrypted PKCS#8, as PEM or DER.
    ///
    /// PEM may have any line ends, none, or literal `\n` in their place as environment variables do, white space, text and other
    /// sections around it. The first private key is read. A passphrase for a key that is not encrypted is left unread.
    ///
    /// # Errors
    /// `malformed_key`, `wrong_key_kind`, `key_too_small`, `unsupported_key`, `missing_passphrase`, `wrong_passphrase`. The message
    /// says what the material is instead, and how to convert it.
    pub fn read(material: &[u8], passphrase: Option<&[u8]>) -> Result<Self, Error> {
        let material = material::find(material, Some(Kind::Private))?;
        Ok(Self { key: reading::private(&material, passphrase)? })
    }

    /// Writes PKCS#8, encrypted if there is a passphrase: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC. What is returned is wiped on
    /// drop; a file of it should be readable by its owner only.
    ///
    /// # Errors
    /// `empty_credential` for an empty passphrase; `random_unavailable`.
    pub fn write(&self, encoding: Encoding, passphrase: Option<&[u8]>) -> Result<Zeroizing<Vec<u8>>, Error> {
        writing::private(&self.key, encoding, passphrase)
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
    /// [`PrivateKey::read`]. The first public key or certificate is read. Of a certificate only the key is: dates, names
    /// and chain are **not** checked.
    ///
    /// # Errors
    /// `malformed_key`, `wrong_key_kind`, `key_too_small`, `unsupported_key`. The message says what the material is instead,
    /// and how to convert it.
    pub fn read(material: &[u8]) -> Result<Self, Error> {
        let material = material::find(material, Some(Kind::Public))?;
        Ok(Self { key: reading::public(&material)? })
    }

    /// Writes SPKI.
    ///
    /// # Errors
    /// None that a caller can bring about.
    pub fn write(&self, encoding: Encoding) -> Result<Vec<u8>, Error> {
        writing::public(&self.key, encoding)
    }

    /// The size of the modulus in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.key.bits()
    }

    /// The public exponent.
    #[must_use]
    pub fn exponent(&self) -> u32 {
        self.key.exponent()
    }

    /// The SHA-256 of the SPKI's DER as 64 lower-case hex digits: what `openssl pkey -pubin -outform DER | sha256sum` prints.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        const_hex::encode(Sha256::digest(self.key.spki().as_bytes()))
    }

    /// Whether this is the public half of that private key.
    #[must_use]
    pub fn matches(&self, private: &PrivateKey) -> bool {
        self.key.spki() == private.key.spki()
    }

    /// How many bytes a signature has.
    pub(crate) fn signature_length(&self) -> usize {
        self.key.bits().div_ceil(8)
    }

    /// Whether it is the signature of the parts.
    pub(crate) fn verify(&self, parts: &[&[u8]], signature: &[u8]) -> bool {
        self.key.verify(parts, signature)
    }

    /// What a signature holds under this key: public data, to explain with.
    pub(crate) fn recover(&self, signature: &[u8]) -> Option<Recovered> {
        self.key.recover(signature)
    }

    /// Whether it is an RSASSA-PSS signature of what has this hash; the hash is known by its length.
    pub(crate) fn is_pss(&self, digest: &[u8], signature: &[u8]) -> bool {
        self.key.is_pss(digest, signature)
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
