//! Explaining at its edges: what is shown, what the budget cuts short, and messages of unusual shape.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::fmt::{self, Write};
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paysig::explain::{Cause, Certainty, ExplainOptions, Explanation, Outcome, written_by_encoders};
use paysig::scheme::{Part, Proof, Scheme};
use paysig::{Message, Options, Signer, Verifier, gateways};

const SIGN_KEY: [(&str, &str); 1] = [("sign_key", "sk_51e0c7")];
const APP: [(&str, &str); 2] = [("app_token", "sbx:7f"), ("secret_key", "0b5c3e")];
const TOKEN: [(&str, &str); 1] = [("secret_token", "s3cr3t-91aa0f")];
const URL: &str = "https://pay.example/v1/orders";

/// 2024-04-05T19:34:38Z
fn time() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_712_345_678)
}

fn ids(explanation: &Explanation) -> Vec<&'static str> {
    explanation.findings().iter().map(|finding| finding.cause.id()).collect()
}

fn proof(explanation: &Explanation) -> (&'static str, &str) {
    let [finding] = explanation.findings() else { panic!("{explanation}") };
    assert_eq!(finding.certainty, Certainty::Proven);
    (finding.cause.id(), finding.detail.strip_prefix("the signature matches with ").unwrap())
}

fn signed<const K: usize>(
    scheme: &str,
    own: [(&str, &str); K],
    options: &Options,
    message: &Message<'_>,
) -> Vec<(String, String)> {
    let headers = Signer::new(scheme, own, options).unwrap().sign(&message.clone().at(time())).unwrap();
    headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A webhook `{}` with this signature, verified with the key of the tests' RSA signatures.
fn explain_rsa(signature: &str) -> Explanation {
    explain_rsa_of(signature, b"{}")
}

fn explain_rsa_of(signature: &str, body: &[u8]) -> Explanation {
    let key = std::fs::read("../tests/vectors/keys/rsa2048.spki.pem").unwrap();
    let verifier = Verifier::new("smart-glocal/webhook", [("public_key", key)], &Options::new()).unwrap();
    verifier.explain(&[("X-PARTNER-SIGN", signature)], &Message::webhook(body)).unwrap()
}

/// A gateway's scheme, with something else signed.
fn signing(parts: Vec<Part>) -> Scheme {
    let mut scheme = gateways::scheme("aeterna/webhook").unwrap().clone();
    let Proof::Mac { parts: signed, .. } = &mut scheme.proof else { panic!() };
    *signed = parts.into();
    scheme.id = "acme/webhook".into();
    scheme
}

// What is shown.

#[test]
fn words_are_those_that_every_language_shows() {
    assert_eq!(Cause::JsonReencoded.to_string(), "json_reencoded");
    let words = [Outcome::Verifies, Outcome::Explained, Outcome::Unexplained].map(Outcome::words);
    assert_eq!(words, ["verifies", "explained", "unexplained"]);
}

#[test]
fn what_is_certain_and_no_cause_is_shown() {
    let key = std::fs::read("../tests/vectors/keys/rsa2048.pkcs8.pem").unwrap();
    let signer = Signer::new("smart-glocal/webhook", [("private_key", key)], &Options::new()).unwrap();
    let headers = signer.sign(&Message::webhook(b"another")).unwrap();
    let explanation = explain_rsa(headers.get("X-PARTNER-SIGN").unwrap());
    let shown = explanation.to_string();
    assert!(
        shown.contains("\n\nThe signature is one by this key, with PKCS#1 v1.5 padding and SHA-256"),
        "{shown}"
    );
    assert!(shown.contains("\n\nno known mistake explains it ("), "{shown}");
}

#[test]
fn what_every_encoder_writes_is_given_under_its_name() {
    let written = written_by_encoders(br#"{"b":1,"a":"\u00e9"}"#).unwrap();
    let by = |id: &str| written.iter().find(|(of, _)| *of == id).map(|(_, bytes)| bytes.as_slice());
    assert_eq!(by("python"), Some(br#"{"b": 1, "a": "\u00e9"}"#.as_slice()));
    assert_eq!(by("go-map"), Some(r#"{"a":"é","b":1}"#.as_bytes()));
    assert_eq!(written_by_encoders(b"{"), None);
}

// What the budget cuts short.

fn explain_for(budget: u64) -> Explanation {
    let site = [("site_id", "30201"), ("api_key", "hJ5RobYx9r7FfNwCvHY9")];
    let verifier = Verifier::new("smart2pay/notification", site, &Options::new()).unwrap();
    let headers = [("Authorization", "Basic MzAyMDE6d3Jvbmc=")];
    verifier.explain_with(&headers, &Message::webhook(b"{}"), &ExplainOptions::new().budget(budget)).unwrap()
}

#[test]
fn a_budget_for_nothing_rules_nothing_out() {
    let explanation = explain_for(0);
    assert_eq!((explanation.outcome(), explanation.attempts()), (Outcome::Unexplained, 0));
    assert!(explanation.is_exhausted() && explanation.ruled_out().is_empty());
    let shown = explanation.to_string();
    assert!(shown.ends_with("the budget ended the search after 0 bytes (0 tried)\n"), "{shown}");
}

#[test]
fn a_search_is_whole_with_exactly_the_budget_that_it_needs() {
    let whole = explain_for(1 << 20);
    assert!(!whole.is_exhausted() && whole.ruled_out().contains(&Cause::BasicPair), "{whole:?}");
    assert!(!explain_for(whole.bytes()).is_exhausted());
    let short = explain_for(whole.bytes() - 1);
    assert!(short.is_exhausted() && short.ruled_out().is_empty(), "{short:?}");
    assert_eq!(short.attempts(), whole.attempts() - 1);
}

/// Has room for so many bytes, and then fails.
struct Room(usize);

impl Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

#[test]
fn what_cannot_be_shown_whole_is_an_error() {
    let explanation = explain_for(0);
    let length = explanation.to_string().len();
    assert_eq!(write!(Room(length), "{explanation}"), Ok(()));
    for room in 0..length {
        assert_eq!(write!(Room(room), "{explanation}"), Err(fmt::Error), "{room} of {length}");
    }
}

// What is signed.

#[test]
fn a_body_that_is_not_signed_is_none_of_what_was_signed() {
    let upload = Message::request("POST", URL).unsigned_body();
    let headers =
        signed("global-payment/request", [("sign_key", "736b5f353165306337")], &Options::new(), &upload);
    let verifier = Verifier::new("global-payment/request", SIGN_KEY, &Options::new()).unwrap();
    let received = upload.body(b"--boundary").at(time());
    let explanation = verifier.explain(&headers, &received).unwrap();
    assert_eq!(proof(&explanation), ("key_encoded", "the key encoded as hex"));
    let capsule = verifier.capsule(&headers, &received, &explanation);
    assert!(capsule.contains(r#"{"length":0,"name":"body","#), "{capsule}");
}

#[test]
fn a_query_that_one_side_decodes_is_told_from_both_sides() {
    let message = Message::request("GET", "https://pay.example/v1/orders?note=a%20b").body(b"");
    let as_sent = Options::new().set("query", "as-sent");
    for (signing, verifying, detail) in [
        (&Options::new(), &as_sent, "the query percent-decoded"),
        (&as_sent, &Options::new(), "the query as sent, not decoded"),
    ] {
        let headers = signed("global-payment/request", SIGN_KEY, signing, &message);
        let verifier = Verifier::new("global-payment/request", SIGN_KEY, verifying).unwrap();
        let explanation = verifier.explain(&headers, &message.clone().at(time())).unwrap();
        assert_eq!(proof(&explanation), ("query_encoding", detail));
    }
}

#[test]
fn a_parameter_without_a_value_stays_one_when_a_query_is_encoded_anew() {
    let url = |query: &str| format!("https://pay.example/v1/orders?{query}");
    let (sent, arrived) = (url("all&note=caf%C3%A9%20b"), url("all&note=caf%c3%a9+b"));
    let as_sent = Options::new().set("query", "as-sent");
    let message = |url| Message::request("GET", url).body(b"");
    let headers = signed("global-payment/request", SIGN_KEY, &as_sent, &message(&sent));
    let verifier = Verifier::new("global-payment/request", SIGN_KEY, &as_sent).unwrap();
    let explanation = verifier.explain(&headers, &message(&arrived).at(time())).unwrap();
    assert_eq!(proof(&explanation), ("query_encoding", "the query encoded anew, but for ~-._"));
}

#[test]
fn a_whole_url_is_ruled_out_only_where_the_host_is_known() {
    let verifier = Verifier::new("sumsub/request", APP, &Options::new()).unwrap();
    let explain = |sent, arrived| {
        let headers =
            signed("sumsub/request", APP, &Options::new(), &Message::request("GET", sent).body(b""));
        verifier.explain(&headers, &Message::request("GET", arrived).body(b"").at(time())).unwrap()
    };
    let slash = explain("/resources/applicants/", "/resources/applicants");
    assert_eq!(proof(&slash), ("path_changed", "the path with a slash at its end"));

    let rules_out_url = |url| explain("/something/else", url).ruled_out().contains(&Cause::UrlWhole);
    assert!(rules_out_url("https://api.sumsub.com/resources/applicants"));
    assert!(!rules_out_url("/resources/applicants"));
}

#[test]
fn characters_that_a_scheme_adds_are_a_part_like_any_other() {
    let scheme = signing(vec![Part::Literal("v1:".into()), Part::Body]);
    let verifier = Verifier::new(&scheme, TOKEN, &Options::new()).unwrap();
    let explain = |headers: &_| verifier.explain(headers, &Message::webhook(b"{}")).unwrap();

    let signer = Signer::new(&scheme, TOKEN, &Options::new()).unwrap();
    let ended = signer.sign(&Message::webhook(b"{}\n")).unwrap();
    let ended: Vec<_> = ended.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    assert_eq!(ids(&explain(&ended)), ["body_final_newline"]);

    let bare = signed("aeterna/webhook", TOKEN, &Options::new(), &Message::webhook(b"{}"));
    let explanation = explain(&bare);
    assert_eq!(proof(&explanation).0, "part_left_out", "{explanation}");
}

#[test]
fn a_capsule_measures_no_secret_that_is_signed() {
    let scheme = signing(vec![Part::Field("secret_token".into()), Part::Body]);
    let verifier = Verifier::new(&scheme, TOKEN, &Options::new()).unwrap();
    // SHA-256 of the body alone, which anybody can make.
    let headers = [("X-Signature", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")];
    let message = Message::webhook(b"{}");
    let explanation = verifier.explain(&headers, &message).unwrap();
    let capsule = verifier.capsule(&headers, &message, &explanation);
    assert!(
        capsule.contains(r#"[{"name":"secret_token","secret":true},{"length":2,"name":"body","#),
        "{capsule}"
    );
    // printf %s s3cr3t-91aa0f | sha256sum
    for secret in [TOKEN[0].1, "85b137f34a8547c94422382ce7b627b321252befb82b221e1769fcb0c72fefd3"] {
        assert!(!capsule.contains(secret), "{capsule}");
        assert!(!format!("{explanation:?}").contains(secret), "{explanation:?}");
    }
}

// When.

#[test]
fn a_timestamp_in_another_form_than_was_signed_is_recognised() {
    let message = Message::webhook(b"{}").at(time());
    let headers = signed("global-payment/webhook", SIGN_KEY, &Options::new(), &message);
    let verifier = Verifier::new("global-payment/webhook", SIGN_KEY, &Options::new()).unwrap();
    for (timestamp, found) in [
        ("1712345678", ("timestamp_unit", "the header's timestamp in milliseconds")),
        ("2024-04-05T19:34:38Z", ("timestamp_form", "the header's time of day as milliseconds since 1970")),
        (
            "2024-04-05T19:34:38.000Z",
            ("timestamp_form", "the header's time of day as milliseconds since 1970"),
        ),
    ] {
        let mut headers = headers.clone();
        headers.iter_mut().find(|(name, _)| name == "TIMESTAMP").unwrap().1 = timestamp.to_owned();
        assert_eq!(proof(&verifier.explain(&headers, &message).unwrap()), found);
    }
}

#[test]
fn a_timestamp_that_would_be_the_same_is_not_tried_again() {
    let verifier = Verifier::new("global-payment/response", SIGN_KEY, &Options::new()).unwrap();
    let answered = Message::request("GET", URL).body(b"{}");
    let headers = signed("global-payment/response", SIGN_KEY, &Options::new(), &answered);
    let attempts = |of_request| {
        let message = Message::request("GET", URL).body(b"other").request_timestamp(of_request).at(time());
        let explanation = verifier.explain(&headers, &message).unwrap();
        assert_eq!(explanation.outcome(), Outcome::Unexplained, "{explanation}");
        explanation.attempts()
    };
    assert!(attempts("1712345678000") < attempts("1712345677000"));
}

// RSA.

/// printf %s '{}' | openssl dgst -sha512 -sign tests/vectors/keys/rsa2048.pkcs8.pem | base64 -w0
const SHA_512: &str = "S+6DJ0HMpYlnSp0aI9hRyFK58UtXVRs4kKJElhiUYZqU/Puo8QpuhSdQnDPt6+NmmtQKbGC5cOdYFmEfF3Y+8re3oadV+oO5k9ThYYqwAuInHaIBbjnjhhFMAiqDSn3ChplktD07ELpXhafM5WhqsODA5VpZYjwsjnDeInxmiOPqvx/YoBDey8EwCa29Qc+du2GycjI6qGXFzIREzPhhPwY7dUkwxFG4jhO6Lq5DDNWuown/QYuxFDQrmqn/QDL9oibTtaHUzbsExcQtAmmX0X9/uIUQr80P8tEUjwHBHPVOm7/YwXnnJ8qN4vTjQ5e27xwW0gfDVBQz7Urhzlcv5Q==";

#[test]
fn a_signature_of_this_message_is_never_called_one_over_other_bytes() {
    assert_eq!(proof(&explain_rsa(SHA_512)), ("hash_other", "RSA with SHA-512 in place of SHA-256"));

    // Another hash, in another text form, in quotes: more than is tried together, and read from the signature all the same.
    let hex = const_hex::encode(STANDARD.decode(SHA_512).unwrap());
    let explanation = explain_rsa(&format!("\"{hex}\""));
    assert_eq!(ids(&explanation), ["hash_other", "text_quoted", "text_form"], "{explanation}");
    assert!(explanation.observations().is_empty(), "{explanation}");

    // With another body besides, it has to be searched for, and two changes at most are.
    let explanation = explain_rsa_of(&format!("\"{hex}\""), b"{}\n");
    assert_eq!(explanation.outcome(), Outcome::Unexplained, "{explanation}");
    assert_eq!(explanation.observations()[0].id, "rsa_other_content", "{explanation}");
}

#[test]
fn nothing_is_said_of_a_hash_that_is_not_known() {
    // printf %s '{}' | openssl dgst -sha3-256 -sign tests/vectors/keys/rsa2048.pkcs8.pem | base64 -w0
    let explanation = explain_rsa(
        "1BMSsISy+fN70meOyREHMe+3xEdPeC6/iPVSl75uFx4LkGBOaIGDXkSEc+60aoHOcGBIMcCHxE1t2vPgmB0HZ6Ptx7a6Sm3l94YQaWFwqfNilQ5xPoJVK9AIPJIRkITjfUH+vZZhjXEXFs/dGAhj9QYT1xscnKZGRYB/39nguVnuFzFh8W0hEkKDxWZuY+YnwtEMJqJ9Mz/LcpJzRY+vsmLVv9gb3Qvkr99oGYKsoKKT1fr2FVSkCZkt0b/nMwmwt0Gbl1+YjZ8wemYYs8f9XcCvUfVU9hP/7MFnbzw1p3m9u7F4KjM08/fhlierUcUOT7zeYZoUyzPG2LofirZR/A==",
    );
    assert_eq!(explanation.outcome(), Outcome::Unexplained, "{explanation}");
    assert!(explanation.observations().is_empty(), "{explanation}");
}
