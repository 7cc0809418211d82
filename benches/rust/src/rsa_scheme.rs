//! RSA-2048: the keys of a gateway's documents parsed for each call, kept by hand, in paysig, and in OpenSSL.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue};
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use paysig::{Credentials, Message, Options, Signer, Verifier};
use rsa::pkcs1v15::{Signature, SigningKey, VerifyingKey};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey};
use rsa::sha2::Sha256;
use rsa::signature::{SignatureEncoding, Signer as _, Verifier as _};
use rsa::{RsaPrivateKey, RsaPublicKey};

use crate::Failure;
use crate::hmac_schemes::USUAL_HEADERS;
use crate::lines::{LANGUAGE, Line};
use crate::rounds::{Way, measure, way};
use crate::rules::PUBLIC;

const PRIVATE_PEM: &str = include_str!("../../../tests/vectors/keys/rsa2048.pkcs8.pem");
const PUBLIC_PEM: &str = include_str!("../../../tests/vectors/keys/rsa2048.spki.pem");
const PROJECT: &str = "X-PARTNER-PROJECT";
const SIGN: &str = "X-PARTNER-SIGN";

pub(crate) fn run() -> Result<(), Failure> {
    for scheme in ["smart-glocal/request", "smart-glocal/webhook"] {
        for size in [256, 4096] {
            run_scheme(scheme, "", size)?;
        }
    }
    Ok(())
}

/// In a process in which OpenSSL is told that the processor lacks something.
pub(crate) fn run_masked(setting: &str) -> Result<(), Failure> {
    run_scheme("smart-glocal/request", setting, 256)
}

fn run_scheme(scheme: &str, setting: &str, size: usize) -> Result<(), Failure> {
    let body = &vec![b'x'; size][..];
    let has_project = scheme.ends_with("/request");
    let mut to_sign = vec![("private_key", PRIVATE_PEM)];
    let mut to_verify = vec![("public_key", PUBLIC_PEM)];
    if has_project {
        to_sign.push(("project", PUBLIC));
        to_verify.push(("project", PUBLIC));
    }
    let signer = Signer::new(scheme, to_sign.into_iter().collect::<Credentials>(), &Options::new())?;
    let verifier = Verifier::new(scheme, to_verify.into_iter().collect::<Credentials>(), &Options::new())?;
    let headers_of = |signature: &[u8]| {
        let mut headers = Vec::with_capacity(2);
        if has_project {
            headers.push((PROJECT, PUBLIC.to_owned()));
        }
        headers.push((SIGN, STANDARD.encode(signature)));
        headers
    };

    let write = |operation: &str, ways: Vec<Way<'_>>| {
        let ways = &measure(ways);
        Line::Calls { language: LANGUAGE, setting, scheme, operation, body: size, ways }.write()
    };

    let kept = SigningKey::<Sha256>::new(RsaPrivateKey::from_pkcs8_pem(PRIVATE_PEM)?);
    let openssl = PKey::private_key_from_pem(PRIVATE_PEM.as_bytes())?;
    write(
        "sign",
        vec![
            way("snippet", || {
                let key = SigningKey::<Sha256>::new(RsaPrivateKey::from_pkcs8_pem(PRIVATE_PEM).unwrap());
                headers_of(&key.sign(body).to_vec())
            }),
            way("by hand", || headers_of(&kept.sign(body).to_vec())),
            way("paysig", || signer.sign(&Message::webhook(body)).unwrap()),
            way("OpenSSL, key kept", || {
                let mut signer = openssl::sign::Signer::new(MessageDigest::sha256(), &openssl).unwrap();
                headers_of(&signer.sign_oneshot_to_vec(body).unwrap())
            }),
        ],
    )?;

    let mut headers = HeaderMap::new();
    for (name, value) in USUAL_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    signer.sign(&Message::webhook(body))?.insert_into(&mut headers)?;
    let received = || {
        if has_project && headers.get(PROJECT)? != PUBLIC {
            return None;
        }
        STANDARD.decode(headers.get(SIGN)?).ok()
    };
    let verify = |key: &VerifyingKey<Sha256>, signature: Vec<u8>| {
        Signature::try_from(&signature[..]).is_ok_and(|signature| key.verify(body, &signature).is_ok())
    };
    let kept = VerifyingKey::<Sha256>::new(RsaPublicKey::from_public_key_pem(PUBLIC_PEM)?);
    let openssl = PKey::public_key_from_pem(PUBLIC_PEM.as_bytes())?;
    let snippet = || {
        let key = VerifyingKey::<Sha256>::new(RsaPublicKey::from_public_key_pem(PUBLIC_PEM).unwrap());
        received().is_some_and(|signature| verify(&key, signature))
    };
    let by_hand = || received().is_some_and(|signature| verify(&kept, signature));
    let paysig = || verifier.verify(&headers, &Message::webhook(body)).is_ok();
    let openssl = || {
        let mut verifier = openssl::sign::Verifier::new(MessageDigest::sha256(), &openssl).unwrap();
        received().is_some_and(|signature| verifier.verify_oneshot(&signature, body).unwrap())
    };
    if !(snippet() && by_hand() && paysig() && openssl()) {
        return Err(format!("{scheme}: the ways do not agree").into());
    }
    write(
        "verify",
        vec![
            way("snippet", snippet),
            way("by hand", by_hand),
            way("paysig", paysig),
            way("OpenSSL, key kept", openssl),
        ],
    )
}
