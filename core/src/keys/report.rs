//! What a piece of key material is.

use serde::Serialize;

use super::{PrivateKey, PublicKey, material, reading};
use crate::errors::Error;

/// Which half of a key pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It signs, and must be kept secret.
    Private,
    /// It verifies.
    Public,
}

/// The structure that a key is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Form {
    /// RSA's own: `RSA PRIVATE KEY` or `RSA PUBLIC KEY`.
    Pkcs1,
    /// Any algorithm's private key: `PRIVATE KEY`.
    Pkcs8,
    /// The same, opened by a passphrase: `ENCRYPTED PRIVATE KEY`.
    EncryptedPkcs8,
    /// Any algorithm's public key: `PUBLIC KEY`.
    Spki,
    /// A public key with a name and an issuer's signature, neither of which is checked: `CERTIFICATE`.
    Certificate,
}

impl Form {
    /// The structure's name, as its standard has it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pkcs1 => "PKCS#1",
            Self::Pkcs8 => "PKCS#8",
            Self::EncryptedPkcs8 => "encrypted PKCS#8",
            Self::Spki => "SPKI",
            Self::Certificate => "X.509 certificate",
        }
    }
}

/// How the structure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// Text between the lines `-----BEGIN …-----` and `-----END …-----`.
    Pem,
    /// Bytes.
    Der,
}

/// What a piece of key material is; all of it may be shown to anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Which half of a pair.
    pub kind: Kind,
    /// The structure.
    pub form: Form,
    /// How it is written.
    pub encoding: Encoding,
    /// The size of the modulus in bits.
    pub bits: usize,
    /// The public exponent.
    pub exponent: u32,
    /// Of the public key: see [`PublicKey::fingerprint`]. Two keys with the same one belong together.
    pub fingerprint: String,
}

/// Says what a piece of key material is: the first key or certificate in it.
///
/// ```
/// use paysig::keys::{self, Form, Kind};
///
/// let report = keys::inspect(include_bytes!("../../../tests/vectors/keys/rsa2048.certificate.pem"), None)?;
/// assert_eq!((report.kind, report.form, report.bits), (Kind::Public, Form::Certificate, 2048));
/// # Ok::<(), paysig::Error>(())
/// ```
///
/// # Errors
/// As [`PrivateKey::read`] and [`PublicKey::read`], and for the same reasons: only keys that could be used are described.
pub fn inspect(material: &[u8], passphrase: Option<&[u8]>) -> Result<Report, Error> {
    let material = material::find(material, None)?;
    let public = match material.kind {
        Kind::Private => PrivateKey { key: reading::private(&material, passphrase)? }.public_key(),
        Kind::Public => PublicKey { key: reading::public(&material)? },
    };
    Ok(Report {
        kind: material.kind,
        form: material.form,
        encoding: material.encoding,
        bits: public.bits(),
        exponent: public.exponent(),
        fingerprint: public.fingerprint(),
    })
}
