//! From DER to keys.

use pkcs8::der::asn1::{AsUintRef, ObjectIdentifier};
use pkcs8::der::{Decode, Encode};
use pkcs8::pkcs5::pbes2::{Kdf, Parameters};
use pkcs8::pkcs5::{self, EncryptionScheme};
use pkcs8::spki::SubjectPublicKeyInfoRef;
use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef, SecretDocument};
use rsa::BoxedUint;
use rsa::pkcs1::{self, ALGORITHM_OID, RsaPrivateKeyRef, RsaPublicKeyRef};
use x509_cert::Certificate;

use super::material::{Material, malformed, not_rsa, unsupported, wrong_kind};
use super::report::Form;
use super::rsa_pkcs1::{SigningKey, VerifyingKey, check_limits};
use crate::errors::{Error, ErrorCode};

/// What deriving a key from a passphrase may cost: a second or two, and 128 MiB.
const MAX_ITERATIONS: u32 = 10_000_000;
const MAX_SCRYPT_BYTES: u64 = 128 << 20;
const MAX_SCRYPT_PARALLEL: u16 = 16;

/// Of material that is a private key.
pub(super) fn private(material: &Material, passphrase: Option<&[u8]>) -> Result<SigningKey, Error> {
    match material.form {
        Form::Pkcs1 => pkcs1_private(&material.der),
        Form::EncryptedPkcs8 => {
            let Some(passphrase) = passphrase else {
                return Err(Error::new(ErrorCode::MissingPassphrase, "this private key is encrypted"));
            };
            pkcs8(decrypt(&material.der, passphrase)?.as_bytes())
        }
        _ => pkcs8(&material.der),
    }
}

/// Of material that is a public key or a certificate.
pub(super) fn public(material: &Material) -> Result<VerifyingKey, Error> {
    match material.form {
        Form::Pkcs1 => pkcs1_public(&material.der),
        Form::Certificate => {
            let unreadable = |_| malformed("the certificate's key cannot be read");
            let certificate = Certificate::from_der(&material.der).map_err(unreadable)?;
            let key = certificate.tbs_certificate().subject_public_key_info();
            spki(&key.to_der().map_err(unreadable)?)
        }
        _ => spki(&material.der),
    }
}

fn pkcs1_private(der: &[u8]) -> Result<SigningKey, Error> {
    let key = RsaPrivateKeyRef::from_der(der).map_err(|_| malformed("the RSA private key cannot be read"))?;
    if key.version() != pkcs1::Version::TwoPrime {
        return Err(unsupported("the RSA key has more than two primes"));
    }
    check_limits(key.modulus.as_bytes(), key.public_exponent.as_bytes())?;
    // A number that is longer than the modulus would only cost time.
    let length = key.modulus.as_bytes().len();
    if [&key.private_exponent, &key.prime1, &key.prime2].iter().any(|number| number.as_bytes().len() > length)
    {
        return Err(malformed("the parts of the RSA key do not belong together"));
    }
    SigningKey::new(
        number(&key.modulus)?,
        number(&key.public_exponent)?,
        number(&key.private_exponent)?,
        number(&key.prime1)?,
        number(&key.prime2)?,
    )
}

fn pkcs8(der: &[u8]) -> Result<SigningKey, Error> {
    let info =
        PrivateKeyInfoRef::from_der(der).map_err(|_| malformed("the PKCS#8 private key cannot be read"))?;
    require_rsa(info.algorithm.oid)?;
    pkcs1_private(info.private_key.as_bytes())
}

fn pkcs1_public(der: &[u8]) -> Result<VerifyingKey, Error> {
    let key = RsaPublicKeyRef::from_der(der).map_err(|_| malformed("the RSA public key cannot be read"))?;
    check_limits(key.modulus.as_bytes(), key.public_exponent.as_bytes())?;
    VerifyingKey::new(number(&key.modulus)?, number(&key.public_exponent)?)
}

fn spki(der: &[u8]) -> Result<VerifyingKey, Error> {
    let unreadable = || malformed("the public key cannot be read");
    let info = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| unreadable())?;
    require_rsa(info.algorithm.oid)?;
    pkcs1_public(info.subject_public_key.as_bytes().ok_or_else(unreadable)?)
}

fn decrypt(der: &[u8], passphrase: &[u8]) -> Result<SecretDocument, Error> {
    let unknown = || {
        unsupported(
            "the private key's encryption is not known here: encrypt it anew with `openssl pkcs8 -topk8 -v2 aes-256-cbc`",
        )
    };
    let wrong = || Error::new(ErrorCode::WrongPassphrase, "the passphrase does not open this private key");

    let info = EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| unknown())?;
    match &info.encryption_algorithm {
        EncryptionScheme::Pbes2(parameters) if is_costly(parameters) => {
            return Err(unsupported("opening this private key would take too long or too much memory"));
        }
        EncryptionScheme::Pbes2(_) => {}
        _ => return Err(unknown()),
    }
    let document = info.decrypt(passphrase).map_err(|error| match error {
        pkcs8::Error::EncryptedPrivateKey(pkcs5::Error::DecryptFailed) | pkcs8::Error::Asn1(_) => wrong(),
        _ => unknown(),
    })?;
    // One wrong passphrase in 256 ends in right padding, and then in something that is no key.
    PrivateKeyInfoRef::from_der(document.as_bytes()).map_err(|_| wrong())?;
    Ok(document)
}

fn is_costly(parameters: &Parameters) -> bool {
    match &parameters.kdf {
        Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count > MAX_ITERATIONS,
        Kdf::Scrypt(scrypt) => {
            let bytes =
                scrypt.cost_parameter.saturating_mul(u64::from(scrypt.block_size)).saturating_mul(128);
            bytes > MAX_SCRYPT_BYTES || scrypt.parallelization > MAX_SCRYPT_PARALLEL
        }
        _ => true,
    }
}

fn require_rsa(algorithm: ObjectIdentifier) -> Result<(), Error> {
    const PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
    match algorithm {
        ALGORITHM_OID => Ok(()),
        PSS => Err(wrong_kind(
            "this RSA key is restricted to PSS; a key for PKCS#1 v1.5 (rsaEncryption) is needed",
        )),
        _ => Err(not_rsa()),
    }
}

fn number(value: &impl AsUintRef) -> Result<BoxedUint, Error> {
    let bytes = value.as_uint_ref().as_bytes();
    let bits = u32::try_from(bytes.len() * 8).map_err(|_| malformed("a number of the key is too long"))?;
    BoxedUint::from_be_slice(bytes, bits).map_err(|_| malformed("a number of the key cannot be read"))
}
