//! From keys to PEM and DER: PKCS#8 and SPKI, which everything reads.

use pkcs8::der::Decode;
use pkcs8::der::asn1::OctetStringRef;
use pkcs8::der::pem::LineEnding;
use pkcs8::pkcs5::pbes2::Parameters;
use pkcs8::{PrivateKeyInfoRef, SecretDocument};
use rsa::pkcs1::ALGORITHM_ID;
use zeroize::Zeroizing;

use super::report::Encoding;
use super::rsa_pkcs1::{SigningKey, VerifyingKey};
use crate::errors::{Error, ErrorCode};

/// What OWASP recommends for PBKDF2 with SHA-256: a fifth of a second each time the key is read.
const ITERATIONS: u32 = 600_000;

pub(super) fn private(
    key: &SigningKey,
    encoding: Encoding,
    passphrase: Option<&[u8]>,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let plain = pkcs8(key).ok_or_else(failed)?;
    let (document, label) = match passphrase {
        None => (plain, "PRIVATE KEY"),
        Some(passphrase) => (encrypt(&plain, passphrase)?, "ENCRYPTED PRIVATE KEY"),
    };
    Ok(match encoding {
        Encoding::Der => document.to_bytes(),
        Encoding::Pem => {
            let mut text = document.to_pem(label, LineEnding::LF).map_err(|_| failed())?;
            Zeroizing::new(std::mem::take(&mut *text).into_bytes())
        }
    })
}

fn pkcs8(key: &SigningKey) -> Option<SecretDocument> {
    let pkcs1 = key.pkcs1()?;
    let info = PrivateKeyInfoRef::new(ALGORITHM_ID, OctetStringRef::new(pkcs1.as_bytes()).ok()?);
    SecretDocument::encode_msg(&info).ok()
}

pub(super) fn public(key: &VerifyingKey, encoding: Encoding) -> Result<Vec<u8>, Error> {
    Ok(match encoding {
        Encoding::Der => key.spki().as_bytes().to_vec(),
        Encoding::Pem => key.spki().to_pem("PUBLIC KEY", LineEnding::LF).map_err(|_| failed())?.into_bytes(),
    })
}

/// PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC: what OpenSSL, Java, .NET, Go, Python and Node all read.
fn encrypt(plain: &SecretDocument, passphrase: &[u8]) -> Result<SecretDocument, Error> {
    if passphrase.is_empty() {
        return Err(Error::new(ErrorCode::EmptyCredential, "the passphrase is empty"));
    }
    let (mut salt, mut iv) = ([0; 16], [0; 16]);
    for random in [&mut salt, &mut iv] {
        getrandom::fill(random)
            .map_err(|_| Error::new(ErrorCode::RandomUnavailable, "no random bytes to encrypt a key with"))?;
    }
    let parameters =
        Parameters::generate_pbkdf2_sha256_aes256cbc(ITERATIONS, &salt, iv).map_err(|_| failed())?;
    PrivateKeyInfoRef::from_der(plain.as_bytes())
        .map_err(|_| failed())?
        .encrypt_with_params(parameters, passphrase)
        .map_err(|_| failed())
}

fn failed() -> Error {
    Error::new(ErrorCode::Internal, "a key that could be read could not be written")
}
