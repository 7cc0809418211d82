//! What `Debug` and `Display` say: enough to find one's way in a log, and never a credential, a signature or a body.
#![allow(clippy::unwrap_used, missing_docs)]

use paysig::{Credentials, ErrorCode, Headers, Message, Options, Signer, Verifier};

const SECRET: &str = "api_sk_9b02c1d7e8";
const PAIR: [(&str, &str); 2] = [("public_key", "api_pk_4f1e"), ("secret_key", SECRET)];
const BODY: &[u8] = br#"{"card_number":"4111111111111111"}"#;

fn signed() -> (Signer, Verifier, Headers) {
    let signer = Signer::new("solidgate/request", PAIR, &Options::new()).unwrap();
    let verifier = Verifier::new("solidgate/request", PAIR, &Options::new()).unwrap();
    let headers = signer.sign(&Message::request("POST", "/api/v1/charge").body(BODY)).unwrap();
    (signer, verifier, headers)
}

#[test]
fn debug_texts_are_shapes() {
    let (signer, verifier, headers) = signed();
    let message = Message::request("POST", "/api/v1/charge").body(BODY);
    let string = signer.string_to_sign(&message).unwrap();
    let verified = verifier.verify(&headers, &message).unwrap();
    for (shown, expected) in [
        (format!("{:?}", Credentials::from(PAIR)), "Credentials(public_key, secret_key)"),
        (format!("{signer:?}"), "Signer(solidgate/request)"),
        (format!("{verifier:?}"), "Verifier(solidgate/request: default)"),
        (format!("{headers:?}"), "Headers(Merchant, Signature)"),
        (format!("{message:?}"), r#"Message("POST", body of 34 bytes)"#),
        (
            format!("{:?}", Message::webhook(BODY).unsigned_body()),
            r#"Message("no method", unsigned body of 34 bytes)"#,
        ),
        (format!("{:?}", Message::new()), r#"Message("no method", no body)"#),
        (format!("{string:?}"), "StringToSign(public_key 11 B, body 34 B, public_key 11 B)"),
        (format!("{:?}", string.parts().last().unwrap()), "SignedPart(public_key 11 B)"),
        (format!("{verified:?}"), "Verified(solidgate/request by default; covers: public_key, body)"),
        (format!("{} {:?}", ErrorCode::Stale, ErrorCode::Stale), "stale Stale"),
    ] {
        assert_eq!(shown, expected);
        assert!(!shown.contains(SECRET) && !shown.contains("4111"), "{shown}");
    }
}
