//! Explaining: what it finds, what it never claims, and what it never shows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::time::{Duration, SystemTime};

use paysig::explain::{Cause, Certainty, ExplainOptions, Explanation, Outcome};
use paysig::{ErrorCode, Keyring, Message, Options, Signer, Verifier};

const PAIR: [(&str, &str); 2] = [("public_key", "api_pk_4f1e"), ("secret_key", "api_sk_9b02c1d7e8")];
const BODY: &[u8] =
    br#"{"amount":1020,"currency":"EUR","note":"caf\u00e9 <b>","url":"https://shop.example/a"}"#;

fn ids(explanation: &Explanation) -> Vec<&'static str> {
    explanation.findings().iter().map(|finding| finding.cause.id()).collect()
}

fn explain_body(signed: &[u8], given: &[u8]) -> Explanation {
    let signer = Signer::new("solidgate/request", PAIR, &Options::new()).unwrap();
    let verifier = Verifier::new("solidgate/request", PAIR, &Options::new()).unwrap();
    let headers = signer.sign(&Message::new().body(signed)).unwrap();
    verifier.explain(&headers, &Message::new().body(given)).unwrap()
}

#[test]
fn a_correct_message_verifies() {
    let explanation = explain_body(BODY, BODY);
    assert_eq!(explanation.outcome(), Outcome::Verifies);
    assert!(explanation.to_string().starts_with("this verifies"));
    assert!(explanation.findings().is_empty() && explanation.rejection().is_none());
}

#[test]
fn changed_bodies_are_told_apart() {
    let spaced =
        br#"{"amount": 1020, "currency": "EUR", "note": "caf\u00e9 <b>", "url": "https://shop.example/a"}"#;
    for (signed, given, expected) in [
        (spaced.as_slice(), BODY, vec!["json_reencoded"]),
        (b"a\n", b"a", vec!["body_final_newline"]),
        (b"a\r\nb", b"a\nb", vec!["body_line_ends"]),
        (b"a", b" a ", vec!["body_trimmed"]),
        (b"{}", b"", vec!["body_empty_document"]),
        (b"", BODY, vec!["part_left_out"]),
        (b"caf\xc3\xa9", b"caf\xe9", vec!["body_latin1"]),
        (b"caf\xef\xbf\xbd", b"caf\xe9", vec!["body_decoded_with_loss"]),
        (b"hello, base64", b"aGVsbG8sIGJhc2U2NA==", vec!["body_base64"]),
    ] {
        let explanation = explain_body(signed, given);
        assert_eq!(ids(&explanation), expected, "{explanation}");
        assert!(explanation.findings().iter().all(|finding| finding.certainty == Certainty::Proven));
    }
    let both = explain_body(b"{\"a\":1,\"b\":2}\n", b"{\"a\": 1, \"b\": 2}");
    assert_eq!(ids(&both), ["json_reencoded"], "Go's Encoder ends the line: {both}");
}

#[test]
fn other_sets_are_named() {
    let signer = Signer::new(
        "solidgate/webhook",
        [("public_key", "wh_pk_1"), ("secret_key", "wh_sk_1")],
        &Options::new(),
    )
    .unwrap();
    let headers = signer.sign(&Message::new().body(BODY)).unwrap();
    let verifier = Verifier::new("solidgate/request", PAIR, &Options::new()).unwrap();
    let others = Keyring::new().with("hooks", [("public_key", "wh_pk_1"), ("secret_key", "wh_sk_1")]);
    let explained = verifier
        .explain_with(&headers, &Message::new().body(BODY), &ExplainOptions::new().others(others))
        .unwrap();
    assert_eq!((ids(&explained), explained.label()), (vec!["key_other_pair"], Some("hooks")), "{explained}");
    assert!(verifier.verify(&headers, &Message::new().body(BODY)).is_err());
}

#[test]
fn an_rsa_signature_that_is_right_is_not_called_one_over_other_bytes() {
    let pem = |name: &str| std::fs::read(format!("../tests/vectors/keys/{name}")).unwrap();
    let (private, public) = (pem("rsa2048.pkcs8.pem"), pem("rsa2048.spki.pem"));
    let fields = |name, key: &[u8]| [("project", b"p".to_vec()), (name, key.to_vec())];
    let signer =
        Signer::new("smart-glocal/request", fields("private_key", &private), &Options::new()).unwrap();
    let verifier =
        Verifier::new("smart-glocal/request", fields("public_key", &public), &Options::new()).unwrap();
    let headers = signer.sign(&Message::new().body(BODY)).unwrap();
    let signature = headers.iter().find(|(name, _)| *name == "X-PARTNER-SIGN").unwrap();

    let without_project = verifier.explain(&[signature], &Message::new().body(BODY)).unwrap();
    assert_eq!(ids(&without_project), ["header_missing"]);
    assert!(without_project.observations().is_empty(), "{without_project}");

    let of_another_body = verifier.explain(&headers, &Message::new().body(b"another")).unwrap();
    let ids: Vec<&str> = of_another_body.observations().iter().map(|observation| observation.id).collect();
    assert_eq!(ids, ["rsa_other_content"], "{of_another_body}");
}

#[test]
fn keys_of_another_size_are_looked_at_too() {
    let pem = |name: &str| std::fs::read(format!("../tests/vectors/keys/{name}")).unwrap();
    let signer =
        Signer::new("smart-glocal/webhook", [("private_key", pem("rsa3072.pkcs8.pem"))], &Options::new());
    let headers = signer.unwrap().sign(&Message::new().body(b"{}")).unwrap();
    let both = Keyring::new()
        .with("new", [("public_key", pem("rsa2048.spki.pem"))])
        .with("old", [("public_key", pem("rsa3072.spki.pem"))]);
    let verifier = Verifier::new("smart-glocal/webhook", both, &Options::new()).unwrap();
    let explanation = verifier.explain(&headers, &Message::new().body(b"{}\n")).unwrap();
    assert_eq!(
        (ids(&explanation), explanation.label()),
        (vec!["body_final_newline"], Some("old")),
        "{explanation}"
    );
}

#[test]
fn nobody_is_named_for_what_anybody_can_make() {
    let verifier = Verifier::new("aeterna/webhook", [("secret_token", "s3cr3t")], &Options::new()).unwrap();
    for (signature, expected, label) in [
        // printf %s '{}' | sha256sum
        ("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "hash_plain", None),
        // printf %s '{}' | openssl dgst -sha256 -hmac undefined
        ("51644e6680cdef5e0fe8d64b3756e8362e2d5e480146ffbdce919f2b65d3cc2f", "key_missing", None),
        // printf %s '{}s3cr3t' | sha256sum
        ("3d33b4870974560e56d581eb18d40902173b85f1c583c688683220bfe5c083f0", "hash_plain", Some("default")),
    ] {
        let explanation = verifier.explain(&[("X-Signature", signature)], &Message::webhook(b"{}")).unwrap();
        assert_eq!((ids(&explanation), explanation.label()), (vec![expected], label), "{explanation}");
    }
}

#[test]
fn a_large_document_leaves_room_for_what_is_likelier() {
    let body = format!("[{}0]", r#"{"id":"ps_3230","amount":1020},"#.repeat(100_000));
    let explanation = explain_body(format!("{body}\n").as_bytes(), body.as_bytes());
    assert_eq!(ids(&explanation), ["body_final_newline"], "{explanation}");
}

#[test]
fn what_the_budget_kept_from_being_tried_is_not_ruled_out() {
    let body = "x".repeat(1 << 20);
    let options = ExplainOptions::new().budget(40 << 20);
    let signer = Signer::new("solidgate/request", PAIR, &Options::new()).unwrap();
    let verifier = Verifier::new("solidgate/request", PAIR, &Options::new()).unwrap();
    let headers = signer.sign(&Message::new().body(b"another")).unwrap();
    let explanation =
        verifier.explain_with(&headers, &Message::new().body(body.as_bytes()), &options).unwrap();
    assert!(explanation.is_exhausted());
    assert!(!explanation.ruled_out().contains(&Cause::KeyHalvesSwapped), "{explanation:?}");
    // Some of its ways are daily, and some so seldom that they come last.
    assert!(!explanation.ruled_out().contains(&Cause::KeyWhiteSpace), "{explanation:?}");
}

#[test]
fn what_grows_without_bound_is_left() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, &vec![b'0'; 1 << 20]).unwrap();
    let bomb = packer.finish().unwrap();
    let signer = Signer::new("solidgate/request", PAIR, &Options::new()).unwrap();
    let verifier = Verifier::new("solidgate/request", PAIR, &Options::new()).unwrap();
    let headers = signer.sign(&Message::new().body(b"another")).unwrap();
    let explain = |budget: u64| {
        let options = ExplainOptions::new().budget(budget);
        verifier.explain_with(&headers, &Message::new().body(&bomb), &options).unwrap()
    };
    let small = explain(4 << 20);
    assert!(small.is_exhausted() && small.bytes() <= 4 << 20);
    assert!(!small.ruled_out().contains(&Cause::BodyCompressed), "{small:?}");
    assert!(explain(64 << 20).ruled_out().contains(&Cause::BodyCompressed));
}

#[test]
fn a_capsule_confirms_no_credential() {
    let site = [("site_id", "30201"), ("api_key", "hJ5RobYx9r7FfNwCvHY9")];
    let verifier = Verifier::new("smart2pay/notification", site, &Options::new()).unwrap();
    let headers = [("authorization", "Basic MzAyMDE6d3Jvbmc="), ("X-Trace", "7")];
    let message = Message::webhook(b"{}");
    let explanation = verifier.explain(&headers, &message).unwrap();
    let capsule = verifier.capsule(&headers, &message, &explanation);
    assert!(capsule.contains(r#""length":22,"name":"authorization","read":true,"sha256":null"#), "{capsule}");
    assert!(capsule.contains(r#""name":"X-Trace","read":false,"sha256":"7902699b"#), "{capsule}");
}

#[test]
fn clocks_are_compared() {
    let keys = [("public_token", "tok"), ("email", "a@b.example"), ("secret_token", "s3cr3t")];
    let signer = Signer::new("aeterna/request", keys, &Options::new()).unwrap();
    let verifier = Verifier::new("aeterna/request", keys, &Options::new()).unwrap();
    let at = |seconds: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(1_712_345_678 + seconds);
    let url = "https://api.example/pay";
    let headers = signer.sign(&Message::request("POST", url).at(at(0))).unwrap();
    let explain = |now: u64| {
        let message = Message::request("POST", url).body(b"").at(at(now));
        let explanation = verifier.explain(&headers, &message).unwrap();
        (ids(&explanation), explanation.findings().first().map(|finding| finding.certainty))
    };
    assert_eq!(explain(412), (vec!["clock_behind"], Some(Certainty::Evident)));
    assert_eq!(explain(7203), (vec!["time_zone"], Some(Certainty::Likely)));
    let future = signer.sign(&Message::request("POST", url).at(at(1000))).unwrap();
    let message = Message::request("POST", url).body(b"").at(at(0));
    assert_eq!(ids(&verifier.explain(&future, &message).unwrap()), [Cause::ClockAhead.id()]);
}

#[test]
fn labels_of_other_credentials_are_checked() {
    let verifier = Verifier::new("solidgate/request", PAIR, &Options::new()).unwrap();
    for (labels, code) in [
        (["a\u{1b}[31m", "b"], ErrorCode::InvalidLabel),
        (["", "b"], ErrorCode::InvalidLabel),
        (["b", "b"], ErrorCode::DuplicateCredential),
    ] {
        let others = labels.iter().fold(Keyring::new(), |keyring, label| keyring.with(*label, PAIR));
        let options = ExplainOptions::new().others(others);
        let error =
            verifier.explain_with(&[("signature", "x")], &Message::new().body(BODY), &options).unwrap_err();
        assert_eq!(error.code(), code);
    }
}
