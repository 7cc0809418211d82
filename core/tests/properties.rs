//! What holds for every message of every scheme.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::time::{Duration, SystemTime};

use paysig::gateways::{GATEWAYS, scheme as scheme_of, schemes};
use paysig::scheme::{Kind, Proof, Role, Scheme, TextForm, Unit, Value};
use paysig::{Credentials, ErrorKind, Keyring, Message, Options, Signer, Verifier};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const PRIVATE_KEY: &[u8] = include_bytes!("../../tests/vectors/keys/rsa2048.pkcs8.pem");
const PUBLIC_KEY: &[u8] = include_bytes!("../../tests/vectors/keys/rsa2048.spki.pem");
const NOW_MS: u64 = 1_712_345_678_901;

fn credentials(scheme: &Scheme, secret: &str) -> Credentials {
    scheme
        .fields
        .iter()
        .filter_map(|field| {
            let value = match field.role {
                Role::Public => b"merchant-7".to_vec(),
                Role::Secret => secret.as_bytes().to_vec(),
                Role::SigningKey => PRIVATE_KEY.to_vec(),
                Role::VerifyingKey => PUBLIC_KEY.to_vec(),
                Role::Passphrase => return None,
            };
            Some((field.name.to_string(), value))
        })
        .collect()
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(NOW_MS)
}

/// A message that every scheme takes.
fn message<'a>(scheme: &'a Scheme, url: &'a str, body: &'a [u8]) -> Message<'a> {
    let method = scheme.expects.method.as_deref().unwrap_or("PUT");
    Message::request(method, url).body(body).at(now())
}

fn any_scheme() -> impl Strategy<Value = &'static str> {
    select(schemes().map(|scheme| scheme.id.as_ref()).collect::<Vec<_>>())
}

fn any_secret() -> impl Strategy<Value = String> {
    // Nothing that a scheme could take for a key of another pair.
    "[!-~]{1,200}".prop_filter("prefixes", |secret| !secret.starts_with("api_") && !secret.starts_with("wh_"))
}

fn any_url() -> impl Strategy<Value = String> {
    "https://gateway\\.example(/[a-z0-9._~;=+%5B-]{0,12}){0,4}(\\?[a-z0-9=&+]{0,20}(%20|%C3%A9)?)?"
}

/// With a path, and without escapes.
fn any_plain_url() -> impl Strategy<Value = String> {
    "https://gateway\\.example/[a-z0-9._~;=+-]{1,12}(\\?[a-z0-9=&+]{1,20})?"
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![proptest::collection::vec(any::<u8>(), 0..300), "\\PC{0,80}".prop_map(String::into_bytes)]
}

/// RSA signing dominates; a few hundred cases still meet every scheme.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_signed_verifies(scheme in any_scheme(), secret in any_secret(), url in any_url(), body in any_body()) {
        let scheme = scheme_of(scheme).unwrap();
        let credentials = credentials(scheme, &secret);
        let message = message(scheme, &url, &body);
        let headers = Signer::new(scheme, credentials.clone(), &Options::new()).unwrap().sign(&message).unwrap();

        let keyring = Keyring::new().with("old", self::credentials(scheme, "another")).with("new", credentials);
        let verifier = Verifier::new(scheme, keyring, &Options::new()).unwrap();
        let verified = verifier.verify(&headers, &message).unwrap();

        // An RSA key pair is the same under both labels, so the first one matches.
        let rsa = matches!(scheme.proof, Proof::RsaPkcs1Sha256 { .. });
        prop_assert_eq!(verified.label(), if rsa || secret == "another" { "old" } else { "new" });
        let covered = verified.covers().any(|name| name == "body");
        prop_assert_eq!(verified.body(), covered.then_some(body.as_slice()));
        prop_assert_eq!(verified.replay_key().is_some(), covered);
        prop_assert_eq!(verified.unauthenticated_body(), body.as_slice());
        let unit = scheme.freshness.map(|freshness| freshness.unit);
        let signed_ms = unit.map(|unit| if unit == Unit::Seconds { NOW_MS / 1000 * 1000 } else { NOW_MS });
        prop_assert_eq!(verified.timestamp_ms(), signed_ms.map(|ms| i64::try_from(ms).unwrap()));
    }

    #[test]
    fn a_flipped_bit_of_what_is_signed_is_refused(
        scheme in any_scheme(), secret in any_secret(), body in any_body(), place in any::<Index>(), bit in 0..8u8,
    ) {
        let scheme = scheme_of(scheme).unwrap();
        prop_assume!(!body.is_empty());
        let credentials = credentials(scheme, &secret);
        let url = "https://gateway.example/v1/pay?id=7";
        let message = message(scheme, url, &body);
        let headers = Signer::new(scheme, credentials.clone(), &Options::new()).unwrap().sign(&message).unwrap();
        let verifier = Verifier::new(scheme, credentials, &Options::new()).unwrap();

        let mut flipped = body.clone();
        flipped[place.index(body.len())] ^= 1 << bit;
        let outcome = verifier.verify(&headers, &self::message(scheme, url, &flipped)).map(|verified| verified.body().is_some());
        let signs_body = verifier.verify(&headers, &message).unwrap().body().is_some();
        match outcome {
            Ok(covered) => prop_assert!(!signs_body && !covered),
            Err(error) => prop_assert!(signs_body && error.code().name() == "signature_mismatch", "{}", error),
        }
    }

    #[test]
    fn another_method_or_url_is_refused_where_it_is_signed(
        scheme in any_scheme(), secret in any_secret(), url in any_plain_url(), place in any::<Index>(), bit in 0..7u8,
        body in any_body(),
    ) {
        let scheme = scheme_of(scheme).unwrap();
        let credentials = credentials(scheme, &secret);
        let message = message(scheme, &url, &body);
        let headers = Signer::new(scheme, credentials.clone(), &Options::new()).unwrap().sign(&message).unwrap();
        let verifier = Verifier::new(scheme, credentials, &Options::new()).unwrap();
        let signs = |wanted: &str| verifier.verify(&headers, &message).unwrap().covers().any(|name| name == wanted);

        let method = self::message(scheme, &url, &body).method("DELETE");
        prop_assert_eq!(verifier.verify(&headers, &method).is_err(), signs("method"));

        // Behind the host, which no scheme signs.
        let start = "https://gateway.example/".len();
        let mut changed = url.clone().into_bytes();
        changed[start + place.index(url.len() - start)] ^= 1 << bit;
        let changed = String::from_utf8(changed).unwrap();
        // An escape or a lone question mark is another way to write the same.
        prop_assume!(!changed.contains('%') && !changed.ends_with('?'));
        let refused = verifier.verify(&headers, &self::message(scheme, &changed, &body)).is_err();
        // A question mark that comes or goes moves the end of the path, which some rules do not sign.
        let moved = url.matches('?').count() != changed.matches('?').count();
        prop_assert!(refused == signs("path") || moved, "{} {}", url, changed);
    }

    #[test]
    fn a_changed_character_of_a_header_is_refused(
        scheme in any_scheme(), secret in any_secret(), body in any_body(), place in any::<Index>(), bit in 0..7u8,
    ) {
        let scheme = scheme_of(scheme).unwrap();
        let credentials = credentials(scheme, &secret);
        let message = message(scheme, "https://gateway.example/v1/pay?id=7", &body);
        let headers = Signer::new(scheme, credentials.clone(), &Options::new()).unwrap().sign(&message).unwrap();
        let options = if scheme.freshness.is_some() { Options::new().set("freshness", "off") } else { Options::new() };
        let verifier = Verifier::new(scheme, credentials, &options).unwrap();

        let mut lines: Vec<(String, Vec<u8>)> =
            headers.iter().map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())).collect();
        let line = place.index(lines.len());
        // The id of the sender is not always signed, yet one that is not ours is never taken.
        let at = place.index(lines[line].1.len());
        let before = lines[line].1[at];
        lines[line].1[at] ^= 1 << bit;
        let after = lines[line].1[at];

        let same = is_same_value(scheme, &lines[line].0, before, after, at);
        match verifier.verify(&lines, &message) {
            Ok(_) => prop_assert!(same, "{}: {} {:?}", scheme.id, lines[line].0, lines[line].1),
            Err(error) => prop_assert_eq!(error.code().kind(), ErrorKind::Rejected, "{}", error),
        }
    }

    #[test]
    fn nothing_panics_on_any_headers_and_body(
        scheme in any_scheme(),
        lines in proptest::collection::vec((any::<Index>(), proptest::collection::vec(any::<u8>(), 0..200)), 0..6),
        method in "\\PC{0,8}", url in "\\PC{0,40}", body in any_body(),
    ) {
        let scheme = scheme_of(scheme).unwrap();
        let verifier = Verifier::new(scheme, credentials(scheme, "secret"), &Options::new()).unwrap();
        let lines: Vec<(String, Vec<u8>)> = lines
            .into_iter()
            .map(|(index, value)| (scheme.headers[index.index(scheme.headers.len())].name.to_string(), value))
            .collect();
        let message = Message::request(method.as_str(), url.as_str()).body(&body);
        prop_assert!(verifier.verify(&lines, &message).is_err());
    }

    #[test]
    fn nothing_panics_on_any_message_to_sign(
        scheme in any_scheme(), method in "\\PC{0,8}", url in "\\PC{0,40}", body in any_body(), timestamp in "\\PC{0,14}",
        option in select(vec!["idempotency_key", "submerchant", "access_token", "timestamp", "x"]), value in "\\PC{0,70}",
    ) {
        let scheme = scheme_of(scheme).unwrap();
        let signer = Signer::new(scheme, credentials(scheme, "secret"), &Options::new()).unwrap();
        let mut message = Message::request(method.as_str(), url.as_str()).body(&body).option(option, value.as_str());
        if scheme.freshness.is_some() {
            message = message.timestamp(timestamp.as_str());
        }
        if let Ok(headers) = signer.sign(&message) {
            for (_, value) in headers.iter() {
                prop_assert!(value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' '));
            }
        }
    }

    #[test]
    fn nothing_panics_on_any_credentials(scheme in any_scheme(), values in proptest::collection::vec(any::<Vec<u8>>(), 6)) {
        let scheme = scheme_of(scheme).unwrap();
        let given: Credentials =
            scheme.fields.iter().zip(values).map(|(field, value)| (field.name.to_string(), value)).collect();
        let _ = Signer::new(scheme, given.clone(), &Options::new());
        let _ = Verifier::new(scheme, given, &Options::new());
    }

    #[test]
    fn key_material_cut_or_changed_never_panics(cut in 0..PRIVATE_KEY.len(), place in any::<Index>(), byte in any::<u8>()) {
        let scheme = schemes().find(|scheme| matches!(scheme.proof, Proof::RsaPkcs1Sha256 { .. })).unwrap();
        let mut material = PRIVATE_KEY.to_vec();
        material[place.index(PRIVATE_KEY.len())] = byte;
        material.truncate(cut);
        let field = scheme.fields.iter().find(|field| field.role == Role::SigningKey).unwrap();
        let given = scheme.fields.iter().filter(|other| other.role == Role::Public).fold(
            Credentials::new().with(field.name.to_string(), material),
            |given, public| given.with(public.name.to_string(), "merchant-7"),
        );
        prop_assert!(Signer::new(scheme, given, &Options::new()).is_err() || cut >= PRIVATE_KEY.len() - 1);
    }
}

/// Whether a header's value means the same after one of its characters changed.
fn is_same_value(scheme: &Scheme, header: &str, before: u8, after: u8, at: usize) -> bool {
    let value = &scheme.headers.iter().find(|known| known.name == header).unwrap().value;
    let case_only = before.eq_ignore_ascii_case(&after);
    match (value, &scheme.proof) {
        (Value::Proof, Proof::Mac { text: TextForm::HexAnyCase, .. }) => case_only,
        // The word Basic has no case.
        (Value::Proof, Proof::Basic { .. }) => case_only && at < 5,
        // An id that no scheme compares, such as a project's, is chosen by the sender.
        (Value::Field(name), _) => scheme.sender.as_ref() != Some(name),
        _ => false,
    }
}

#[test]
fn signers_and_verifiers_are_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Signer>();
    shared::<Verifier>();
}

#[test]
fn every_scheme_makes_sense() {
    for scheme in schemes() {
        assert_eq!(scheme.check(), Ok(()));
    }
}

#[test]
fn every_scheme_has_an_id_of_its_own_and_its_gateways_place() {
    let ids: Vec<&str> = schemes().map(|scheme| scheme.id.as_ref()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
    for gateway in GATEWAYS {
        let webhook = gateway.schemes.iter().any(|scheme| scheme.kind == Kind::Webhook);
        assert_eq!(gateway.acknowledgement.is_some(), webhook, "{}", gateway.id);
    }
}
