//! Key material as people have it: found out what it is, taken if it is the right thing, else named for what it is.

use rsa::BoxedUint;
use rsa::pkcs1::der::asn1::AsUintRef;
use rsa::pkcs1::der::{self, Decode, SecretDocument};
use rsa::pkcs1::{self, ALGORITHM_OID, RsaPrivateKeyRef, RsaPublicKeyRef};
use rsa::pkcs8::spki::SubjectPublicKeyInfoRef;
use rsa::pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use x509_cert::Certificate;
use x509_cert::der::Encode;
use zeroize::Zeroizing;

use super::rsa_pkcs1::{SigningKey, VerifyingKey, check_limits};
use crate::errors::{Error, ErrorCode};

/// What a piece of key material is, told by its PEM label or by which DER structure it parses as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Pkcs1Private,
    Pkcs8,
    EncryptedPkcs8,
    Pkcs1Public,
    Spki,
    Certificate,
}

pub(super) fn private(material: &[u8], passphrase: Option<&[u8]>) -> Result<SigningKey, Error> {
    let (form, der) = decode(material)?;
    match form {
        Form::Pkcs1Private => pkcs1_private(&der),
        Form::Pkcs8 => pkcs8(&der),
        Form::EncryptedPkcs8 => {
            let Some(passphrase) = passphrase else {
                return Err(Error::new(ErrorCode::MissingPassphrase, "this private key is encrypted"));
            };
            pkcs8(decrypt(&der, passphrase)?.as_bytes())
        }
        Form::Pkcs1Public | Form::Spki => wrong_kind("this is a public key; a private key is needed"),
        Form::Certificate => {
            wrong_kind("this is a certificate, which holds a public key; a private key is needed")
        }
    }
}

pub(super) fn public(material: &[u8]) -> Result<VerifyingKey, Error> {
    let (form, der) = decode(material)?;
    match form {
        Form::Pkcs1Public => pkcs1_public(&der),
        Form::Spki => spki(&der),
        Form::Certificate => {
            let certificate =
                Certificate::from_der(&der).map_err(|_| malformed("the certificate cannot be read"))?;
            let key = certificate.tbs_certificate().subject_public_key_info();
            spki(&key.to_der().map_err(|_| malformed("the certificate's key cannot be read"))?)
        }
        Form::Pkcs1Private | Form::Pkcs8 | Form::EncryptedPkcs8 => wrong_kind(
            "this is a private key; a public key is needed, and the private one belongs only where messages are signed",
        ),
    }
}

fn pkcs1_private(der: &[u8]) -> Result<SigningKey, Error> {
    let key = RsaPrivateKeyRef::from_der(der).map_err(|_| malformed("the RSA private key cannot be read"))?;
    if key.version() != pkcs1::Version::TwoPrime {
        return Err(Error::new(ErrorCode::UnsupportedKey, "the RSA key has more than two primes"));
    }
    check_limits(key.modulus.as_bytes(), key.public_exponent.as_bytes())?;
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
    let info =
        SubjectPublicKeyInfoRef::from_der(der).map_err(|_| malformed("the public key cannot be read"))?;
    require_rsa(info.algorithm.oid)?;
    pkcs1_public(
        info.subject_public_key.as_bytes().ok_or_else(|| malformed("the public key cannot be read"))?,
    )
}

fn decrypt(der: &[u8], passphrase: &[u8]) -> Result<SecretDocument, Error> {
    let info = EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| {
        Error::new(ErrorCode::UnsupportedKey, "the key's encryption is not one of PKCS#5 (PBES2); encrypt it anew with `openssl pkcs8 -topk8 -v2 aes-256-cbc`")
    })?;
    // Wrong padding and a wrong structure inside both mean that the passphrase is wrong.
    let document = info.decrypt(passphrase).map_err(|_| {
        Error::new(ErrorCode::WrongPassphrase, "the passphrase does not open this private key")
    })?;
    Ok(document)
}

fn require_rsa(algorithm: der::oid::ObjectIdentifier) -> Result<(), Error> {
    const PSS: der::oid::ObjectIdentifier = der::oid::ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
    match algorithm {
        ALGORITHM_OID => Ok(()),
        PSS => {
            wrong_kind("this RSA key is restricted to PSS; a key for PKCS#1 v1.5 (rsaEncryption) is needed")
        }
        _ => wrong_kind("this key is not RSA; an RSA key is needed"),
    }
}

fn number(value: &impl AsUintRef) -> Result<BoxedUint, Error> {
    let bytes = value.as_uint_ref().as_bytes();
    let bits = u32::try_from(bytes.len() * 8).map_err(|_| malformed("a number of the key is too long"))?;
    BoxedUint::from_be_slice(bytes, bits).map_err(|_| malformed("a number of the key cannot be read"))
}

fn decode(material: &[u8]) -> Result<(Form, Zeroizing<Vec<u8>>), Error> {
    // DER is a SEQUENCE whose length takes more than one byte, which no UTF-8 text begins like.
    if matches!(material, [0x30, 0x80..=0xff, ..]) {
        return Ok((form_of_der(material)?, Zeroizing::new(material.to_vec())));
    }
    let text = std::str::from_utf8(material).map_err(|_| malformed("this is neither PEM text nor DER"))?;
    pem(text)
}

fn form_of_der(der: &[u8]) -> Result<Form, Error> {
    if PrivateKeyInfoRef::from_der(der).is_ok() {
        Ok(Form::Pkcs8)
    } else if EncryptedPrivateKeyInfoRef::try_from(der).is_ok() {
        Ok(Form::EncryptedPkcs8)
    } else if RsaPrivateKeyRef::from_der(der).is_ok() {
        Ok(Form::Pkcs1Private)
    } else if SubjectPublicKeyInfoRef::from_der(der).is_ok() {
        Ok(Form::Spki)
    } else if RsaPublicKeyRef::from_der(der).is_ok() {
        Ok(Form::Pkcs1Public)
    } else if Certificate::from_der(der).is_ok() {
        Ok(Form::Certificate)
    } else {
        Err(malformed("this DER is no key and no certificate, or it is cut off"))
    }
}

/// Reads the first section of a PEM text.
fn pem(text: &str) -> Result<(Form, Zeroizing<Vec<u8>>), Error> {
    const BEGIN: &str = "-----BEGIN ";
    // Environment variables and JSON often carry the line ends as two characters.
    let text = Zeroizing::new(text.replace("\\r", ""));
    let text = Zeroizing::new(text.replace("\\n", "\n"));
    if ["ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-"].iter().any(|prefix| text.trim_start().starts_with(prefix))
    {
        return wrong_kind("this is an OpenSSH public key: convert it with `ssh-keygen -e -m PKCS8 -f FILE`");
    }
    let Some(start) = text.find(BEGIN) else {
        return Err(malformed("there is no line -----BEGIN …-----; give the whole PEM text, or DER"));
    };
    let section = text.get(start..).unwrap_or_default();
    let label = section.get(BEGIN.len()..).and_then(|rest| rest.split_once("-----")).map(|(label, _)| label);
    let Some(label) = label.filter(|label| label.len() <= 64 && !label.contains(['\r', '\n'])) else {
        return Err(malformed("the -----BEGIN …----- line is cut off"));
    };
    let form = form_of_label(label)?;
    let end = format!("-----END {label}-----");
    let Some(length) = section.find(&end) else {
        return Err(malformed("the -----END …----- line is missing: the PEM text is cut off"));
    };
    let section = section.get(..length + end.len()).unwrap_or_default();
    if section.contains("Proc-Type:") {
        return Err(Error::new(
            ErrorCode::UnsupportedKey,
            "this key has OpenSSL's old encryption: convert it with `openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE`",
        ));
    }
    // White space at line ends or before lines comes from copying; base64 itself has none.
    let section: Zeroizing<String> =
        Zeroizing::new(section.lines().map(str::trim).filter(|line| !line.is_empty()).fold(
            String::with_capacity(section.len()),
            |mut joined, line| {
                joined.push_str(line);
                joined.push('\n');
                joined
            },
        ));
    let mut der = Zeroizing::new(Vec::with_capacity(section.len()));
    der::pem::Decoder::new_detect_wrap(section.as_bytes())
        .and_then(|mut decoder| decoder.decode_to_end(&mut der).map(|_| ()))
        .map_err(|_| {
            malformed("the base64 between the PEM lines cannot be read: it is cut off or changed")
        })?;
    Ok((form, der))
}

fn form_of_label(label: &str) -> Result<Form, Error> {
    match label {
        "RSA PRIVATE KEY" => Ok(Form::Pkcs1Private),
        "PRIVATE KEY" => Ok(Form::Pkcs8),
        "ENCRYPTED PRIVATE KEY" => Ok(Form::EncryptedPkcs8),
        "RSA PUBLIC KEY" => Ok(Form::Pkcs1Public),
        "PUBLIC KEY" => Ok(Form::Spki),
        "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => Ok(Form::Certificate),
        "OPENSSH PRIVATE KEY" => {
            wrong_kind("this is an OpenSSH key: convert it with `ssh-keygen -p -m PEM -f FILE` (on a copy)")
        }
        "EC PRIVATE KEY" | "EC PARAMETERS" | "DSA PRIVATE KEY" => {
            wrong_kind("this key is not RSA; an RSA key is needed")
        }
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => {
            wrong_kind("this is a certificate request; the key itself is needed")
        }
        _ => Err(malformed("this PEM section is no key and no certificate")),
    }
}

fn wrong_kind<T>(what: &'static str) -> Result<T, Error> {
    Err(Error::new(ErrorCode::WrongKeyKind, what))
}

fn malformed(why: &'static str) -> Error {
    Error::new(ErrorCode::MalformedKey, why)
}
