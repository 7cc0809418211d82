//! Key material as people have it: what it is, found out before any of it is used as a key.

use pkcs8::PrivateKeyInfoRef;
use pkcs8::der::asn1::{AnyRef, OctetStringRef};
use pkcs8::der::{self, Decode, Reader, SliceReader, Tag};
use pkcs8::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use rsa::pkcs1::{RsaPrivateKeyRef, RsaPublicKeyRef};
use x509_cert::Certificate;
use zeroize::Zeroizing;

use super::report::{Encoding, Form, Kind};
use crate::errors::{Error, ErrorCode};

/// One key or certificate, taken out of its PEM.
pub(super) struct Material {
    pub(super) kind: Kind,
    pub(super) form: Form,
    pub(super) encoding: Encoding,
    pub(super) der: Zeroizing<Vec<u8>>,
}

/// What a structure or label says.
type Shape = (Kind, Form);

/// The first key of the wanted kind; of either kind when none is wanted.
pub(super) fn find(material: &[u8], wanted: Option<Kind>) -> Result<Material, Error> {
    let found = match material {
        [] => return Err(malformed("it is empty")),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            return Err(malformed("this is UTF-16 text: save it as ASCII or UTF-8"));
        }
        [0xfe, 0xed, 0xfe, 0xed, ..] => {
            return Err(unsupported("this is a Java key store: take the key out of it as PEM"));
        }
        _ if is_der(material) => {
            let (kind, form) = shape_of_der(material)?;
            Material { kind, form, encoding: Encoding::Der, der: Zeroizing::new(material.to_vec()) }
        }
        _ => pem(material, wanted)?,
    };
    match (wanted, found.kind, found.form) {
        (Some(Kind::Private), Kind::Public, Form::Certificate) => {
            Err(wrong_kind("this is a certificate, which holds a public key; a private key is needed"))
        }
        (Some(Kind::Private), Kind::Public, _) => {
            Err(wrong_kind("this is a public key; a private key is needed"))
        }
        (Some(Kind::Public), Kind::Private, _) => Err(wrong_kind(
            "this is a private key; a public key is needed, and the private one belongs only where messages are signed",
        )),
        _ => Ok(found),
    }
}

/// DER is a SEQUENCE: its length takes more than one byte, which no text begins like, or is that of what follows.
fn is_der(material: &[u8]) -> bool {
    match material {
        [0x30, 0x80..=0xff, ..] => true,
        [0x30, length, rest @ ..] => usize::from(*length) == rest.len(),
        _ => false,
    }
}

fn shape_of_der(der: &[u8]) -> Result<Shape, Error> {
    if PrivateKeyInfoRef::from_der(der).is_ok() {
        Ok((Kind::Private, Form::Pkcs8))
    } else if is_sequence(der, |inner| {
        AlgorithmIdentifierRef::decode(inner)?;
        <&OctetStringRef>::decode(inner).map(|_| ())
    }) {
        Ok((Kind::Private, Form::EncryptedPkcs8))
    } else if RsaPrivateKeyRef::from_der(der).is_ok() {
        Ok((Kind::Private, Form::Pkcs1))
    } else if SubjectPublicKeyInfoRef::from_der(der).is_ok() {
        Ok((Kind::Public, Form::Spki))
    } else if RsaPublicKeyRef::from_der(der).is_ok() {
        Ok((Kind::Public, Form::Pkcs1))
    } else if Certificate::from_der(der).is_ok() {
        Ok((Kind::Public, Form::Certificate))
    } else if is_sequence(der, |inner| {
        u8::decode(inner)?;
        <&OctetStringRef>::decode(inner)?;
        rest(inner)
    }) {
        Err(not_rsa())
    } else if is_sequence(der, |inner| {
        (u8::decode(inner)? == 3).then_some(()).ok_or_else(|| Tag::Integer.value_error())?;
        rest(inner)
    }) {
        Err(unsupported("this is a PKCS#12 file: convert it with `openssl pkcs12 -nodes -in FILE`"))
    } else {
        Err(malformed("this DER is no key and no certificate, or it is cut off"))
    }
}

/// Whether it is one SEQUENCE, and nothing after it, that `read` reads to its end.
fn is_sequence<'a>(der: &'a [u8], read: impl FnOnce(&mut SliceReader<'a>) -> der::Result<()>) -> bool {
    AnyRef::from_der(der).and_then(|whole| whole.sequence(read)).is_ok()
}

fn rest(inner: &mut SliceReader<'_>) -> der::Result<()> {
    while !inner.is_finished() {
        AnyRef::decode(inner)?;
    }
    Ok(())
}

/// The first section of the wanted kind; else the first one, so that it can be said what it is.
fn pem(material: &[u8], wanted: Option<Kind>) -> Result<Material, Error> {
    // Text around the sections can be in any encoding; it is only passed over.
    let text = Zeroizing::new(String::from_utf8_lossy(material).into_owned());
    // Environment variables and JSON often carry the line ends as two characters.
    let text = Zeroizing::new(text.replace("\\r", ""));
    let text = Zeroizing::new(text.replace("\\n", "\n"));

    let mut first = None;
    for section in Sections(&text) {
        let shape = section.as_ref().map_err(Clone::clone).and_then(|section| shape_of_label(section.label));
        let fits = matches!((&shape, wanted), (Ok((kind, _)), Some(wanted)) if *kind == wanted);
        if fits || first.is_none() {
            first = Some((section, shape));
        }
        if fits || wanted.is_none() {
            break;
        }
    }
    let Some((section, shape)) = first else { return Err(without_sections(&text)) };
    let (kind, form) = shape?;
    let der = section?.decode()?;
    match shape_of_der(&der) {
        Ok(shape) if shape == (kind, form) => Ok(Material { kind, form, encoding: Encoding::Pem, der }),
        Ok((kind, form)) => Err(Error::new(
            ErrorCode::MalformedKey,
            format!("its BEGIN line says otherwise, but it holds {}", described(kind, form)),
        )),
        Err(error) if error.code() == ErrorCode::MalformedKey => Err(Error::new(
            error.code(),
            format!("what is in it is not {}, or it is cut off", described(kind, form)),
        )),
        Err(error) => Err(error),
    }
}

fn described(kind: Kind, form: Form) -> &'static str {
    match (kind, form) {
        (Kind::Private, Form::Pkcs1) => "a PKCS#1 private key (RSA PRIVATE KEY)",
        (Kind::Private, Form::EncryptedPkcs8) => "an encrypted PKCS#8 private key (ENCRYPTED PRIVATE KEY)",
        (Kind::Private, _) => "a PKCS#8 private key (PRIVATE KEY)",
        (Kind::Public, Form::Pkcs1) => "a PKCS#1 public key (RSA PUBLIC KEY)",
        (Kind::Public, Form::Certificate) => "a certificate (CERTIFICATE)",
        (Kind::Public, _) => "a public key (PUBLIC KEY)",
    }
}

fn shape_of_label(label: &str) -> Result<Shape, Error> {
    match label {
        "RSA PRIVATE KEY" => Ok((Kind::Private, Form::Pkcs1)),
        "PRIVATE KEY" => Ok((Kind::Private, Form::Pkcs8)),
        "ENCRYPTED PRIVATE KEY" => Ok((Kind::Private, Form::EncryptedPkcs8)),
        "RSA PUBLIC KEY" => Ok((Kind::Public, Form::Pkcs1)),
        "PUBLIC KEY" => Ok((Kind::Public, Form::Spki)),
        "CERTIFICATE" | "X509 CERTIFICATE" => Ok((Kind::Public, Form::Certificate)),
        "TRUSTED CERTIFICATE" => Err(unsupported(
            "this is a certificate with OpenSSL's trust settings: convert it with `openssl x509 -in FILE`",
        )),
        "OPENSSH PRIVATE KEY" => Err(wrong_kind(
            "this is an OpenSSH key: convert it with `ssh-keygen -p -m PEM -f FILE` (on a copy)",
        )),
        "EC PRIVATE KEY" | "EC PARAMETERS" | "DSA PRIVATE KEY" | "DSA PARAMETERS" => Err(not_rsa()),
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => {
            Err(wrong_kind("this is a certificate request; the key itself is needed"))
        }
        "PKCS7" | "CMS" => Err(unsupported(
            "these are certificates as PKCS#7: convert them with `openssl pkcs7 -print_certs -in FILE`",
        )),
        label if label.starts_with("PGP ") => {
            Err(wrong_kind("this is a PGP key; an RSA key as PEM or DER is needed"))
        }
        _ => Err(malformed("this PEM section is no key and no certificate")),
    }
}

/// What text without any PEM section is.
fn without_sections(text: &str) -> Error {
    let text = text.trim_start_matches('\u{feff}').trim();
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| text.starts_with(prefix));
    if starts(&["ssh-", "ecdsa-sha2-", "sk-"]) {
        wrong_kind("this is an OpenSSH public key: convert it with `ssh-keygen -e -m PKCS8 -f FILE`")
    } else if starts(&["---- BEGIN SSH2 "]) {
        wrong_kind(
            "this is an SSH2 public key: convert it with `ssh-keygen -i -f FILE`, then `ssh-keygen -e -m PKCS8`",
        )
    } else if starts(&["PuTTY-User-Key-File-"]) {
        wrong_kind(
            "this is a PuTTY key: convert it with `puttygen FILE -O private-openssh`, then `ssh-keygen -p -m PEM`",
        )
    } else if text.starts_with('{') && text.contains("\"kty\"") {
        unsupported("this is a JSON Web Key: convert it to PEM")
    } else if starts(&["<RSAKeyValue"]) {
        unsupported("this is .NET's XML form: export the key as PEM instead")
    } else if starts(&["MI"]) {
        malformed(
            "this is base64 without its lines -----BEGIN …----- and -----END …-----: add them, or decode it to DER",
        )
    } else {
        malformed(
            "there is no line -----BEGIN …-----: give the key itself, as PEM text or DER, and not the name of its file",
        )
    }
}

struct Section<'t> {
    label: &'t str,
    body: &'t str,
}

/// The PEM sections of a text. The first that is cut off is the last.
struct Sections<'t>(&'t str);

impl<'t> Iterator for Sections<'t> {
    type Item = Result<Section<'t>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let (_, after) = std::mem::take(&mut self.0).split_once("-----BEGIN ")?;
        let label =
            after.split_once("-----").filter(|(label, _)| label.len() <= 64 && !label.contains(['\r', '\n']));
        let Some((label, after)) = label else {
            return Some(Err(malformed("the -----BEGIN …----- line is cut off")));
        };
        let Some((body, after)) = after.split_once(&format!("-----END {label}-----")) else {
            return Some(Err(malformed("the -----END …----- line is missing: the PEM text is cut off")));
        };
        self.0 = after;
        Some(Ok(Section { label, body }))
    }
}

impl Section<'_> {
    fn decode(&self) -> Result<Zeroizing<Vec<u8>>, Error> {
        if self.body.contains("Proc-Type:") {
            return Err(unsupported(
                "this key has OpenSSL's old encryption: convert it with `openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE`",
            ));
        }
        // Copying breaks lines, indents them, or puts spaces in their place; base64 itself has none of it.
        let mut section = Zeroizing::new(String::with_capacity(self.body.len() + 2 * self.label.len() + 40));
        section.push_str(&format!("-----BEGIN {}-----\n", self.label));
        section.extend(self.body.chars().filter(|character| !character.is_ascii_whitespace()));
        section.push_str(&format!("\n-----END {}-----\n", self.label));

        let mut der = Zeroizing::new(Vec::with_capacity(section.len()));
        der::pem::Decoder::new_detect_wrap(section.as_bytes())
            .and_then(|mut decoder| decoder.decode_to_end(&mut der).map(|_| ()))
            .map_err(|_| {
                malformed("the base64 between the PEM lines cannot be read: it is cut off or changed")
            })?;
        Ok(der)
    }
}

pub(super) fn not_rsa() -> Error {
    wrong_kind("this key is not RSA; an RSA key is needed")
}

pub(super) fn wrong_kind(what: &'static str) -> Error {
    Error::new(ErrorCode::WrongKeyKind, what)
}

pub(super) fn unsupported(why: &'static str) -> Error {
    Error::new(ErrorCode::UnsupportedKey, why)
}

pub(super) fn malformed(why: &'static str) -> Error {
    Error::new(ErrorCode::MalformedKey, why)
}
