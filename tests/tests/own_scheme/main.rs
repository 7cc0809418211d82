//! A gateway that paysig does not know is data too: these schemes stand in no list, and the engine signs, verifies and
//! describes them, and refuses the ones that contradict themselves.

mod contradictions;

use std::borrow::Cow;
use std::fs;

use paysig::scheme::{
    Expects, Field, Freshness, Hash, Header, Https, Kind, List, Need, Part, Proof, Role, Scheme, Text,
    TextForm, Unit, Value,
};
use paysig::{Credentials, ErrorCode, Message, Options, Signer, Verifier, options};

const BODY: &[u8] = br#"{"amount":100}"#;

// A scheme known when the program is compiled: a constant, nothing of it on the heap.

const fn text(text: &'static str) -> Text {
    Cow::Borrowed(text)
}

const fn field(name: &'static str, role: Role, about: &'static str) -> Field {
    Field { name: text(name), role, about: text(about), forbids: text(""), refuses: Cow::Borrowed(&[]) }
}

const fn header(name: &'static str, value: Value) -> Header {
    Header { name: text(name), also: Cow::Borrowed(&[]), value, need: Need::Always }
}

const ANY_MESSAGE: Expects =
    Expects { method: None, content_type: None, accept: None, https: Https::Expected, tls: text("1.2") };

/// HMAC with separators: `timestamp.METHOD.target.body`.
const DOTTED: Scheme = Scheme {
    id: text("acme/request"),
    kind: Kind::Request,
    fields: Cow::Borrowed(&[
        field("shop", Role::Public, "the shop's id"),
        field("secret", Role::Secret, "the shop's secret"),
    ]),
    sender: Some(text("shop")),
    proof: Proof::Mac {
        key: text("secret"),
        hash: Hash::Sha256,
        parts: Cow::Borrowed(&[
            Part::Timestamp,
            Part::Literal(text(".")),
            Part::Method,
            Part::Literal(text(".")),
            Part::Target,
            Part::Literal(text(".")),
            Part::Body,
        ]),
        text: TextForm::HexLower,
    },
    headers: Cow::Borrowed(&[
        header("Acme-Shop", Value::Field(text("shop"))),
        header("Acme-Time", Value::Timestamp),
        header("Acme-Signature", Value::Proof),
    ]),
    freshness: Some(Freshness { unit: Unit::Seconds, tolerance_seconds: 60 }),
    options: Cow::Borrowed(&[options::TIMESTAMP, options::TOLERANCE]),
    expects: ANY_MESSAGE,
    notes: Cow::Borrowed(&[]),
};

const SHOP: [(&str, &str); 2] = [("shop", "7"), ("secret", "correct horse")];

#[test]
fn hmac_with_separators() {
    let signer = Signer::new(&DOTTED, SHOP, &Options::new()).unwrap();
    let message = Message::request("post", "/v1/pay?id=7").body(BODY);
    let dated = message.clone().timestamp("1712345678");

    let string = signer.string_to_sign(&dated).unwrap();
    assert_eq!(string.to_bytes(), br#"1712345678.POST./v1/pay?id=7.{"amount":100}"#);
    let headers = signer.sign(&dated).unwrap();
    // printf '%s' '1712345678.POST./v1/pay?id=7.{"amount":100}' | openssl dgst -sha256 -hmac 'correct horse'
    let mac = "6512b8b257659ec9e2072c34ff79a52129ea952fb559cbc2e5c98f8f3550d424";
    assert_eq!(
        headers.iter().collect::<Vec<_>>(),
        [("Acme-Shop", "7"), ("Acme-Time", "1712345678"), ("Acme-Signature", mac)]
    );

    let verifier = Verifier::new(&DOTTED, SHOP, &Options::new()).unwrap();
    let headers = signer.sign(&message).unwrap();
    let verified = verifier.verify(&headers, &message).unwrap();
    assert_eq!(verified.covers().collect::<Vec<_>>(), ["timestamp", "method", "path", "query", "body"]);
    assert!(verified.replay_key().is_some());

    let other_body = message.clone().body(b"{}");
    let refused = verifier.verify(&headers, &other_body).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::SignatureMismatch);
    let stale = verifier.verify(&signer.sign(&dated).unwrap(), &message).unwrap_err();
    assert_eq!(stale.code(), ErrorCode::Stale);
}

// Schemes made while the program runs, as if read from a file: everything owned.

fn owned(text: &str) -> Text {
    Text::Owned(text.to_owned())
}

fn owned_field(name: &str, role: Role) -> Field {
    Field { name: owned(name), role, about: owned("made at run time"), forbids: owned(""), refuses: list([]) }
}

fn owned_header(name: &str, value: Value) -> Header {
    Header { name: owned(name), also: list([]), value, need: Need::Always }
}

fn list<T: Clone, const N: usize>(items: [T; N]) -> List<T> {
    List::Owned(Vec::from(items))
}

fn made_at_run_time(proof: Proof, fields: List<Field>) -> Scheme {
    let number = std::process::id();
    Scheme {
        id: owned(&format!("gateway-{number}/webhook")),
        kind: Kind::Webhook,
        fields,
        sender: None,
        proof,
        headers: list([owned_header(&format!("X-Proof-{number}"), Value::Proof)]),
        freshness: None,
        options: list([]),
        expects: ANY_MESSAGE,
        notes: list([owned("Nobody wrote this down before.")]),
    }
}

fn rsa_scheme() -> Scheme {
    let parts = list([Part::Literal(owned("v1:")), Part::Body]);
    let fields = list([owned_field("ours", Role::SigningKey), owned_field("theirs", Role::VerifyingKey)]);
    made_at_run_time(Proof::RsaPkcs1Sha256 { parts, text: TextForm::Base64 }, fields)
}

fn basic_scheme() -> Scheme {
    let user = Field { forbids: owned(":"), ..owned_field("user", Role::Public) };
    let fields = list([user, owned_field("password", Role::Secret)]);
    let proof = Proof::Basic { user: owned("user"), password: owned("password") };
    Scheme { sender: Some(owned("user")), ..made_at_run_time(proof, fields) }
}

#[test]
fn owned_hmac() {
    let scheme = made_at_run_time(
        Proof::Mac {
            key: owned("secret"),
            hash: Hash::Sha512,
            parts: list([Part::Literal(owned("begin\n")), Part::Body, Part::Literal(owned("\nend"))]),
            text: TextForm::Base64OfHexLower,
        },
        list([owned_field("secret", Role::Secret)]),
    );
    let signer = Signer::new(&scheme, [("secret", "s")], &Options::new()).unwrap();
    let verifier = Verifier::new(scheme.clone(), [("secret", "s")], &Options::new()).unwrap();
    // The scheme that was given is free to go: signer and verifier own what they need.
    drop(scheme);

    let message = Message::webhook(BODY);
    assert_eq!(signer.string_to_sign(&message).unwrap().to_bytes(), b"begin\n{\"amount\":100}\nend");
    let headers = signer.sign(&message).unwrap();
    let verified = verifier.verify(&headers, &message).unwrap();
    assert_eq!(verified.covers().collect::<Vec<_>>(), ["body"]);
    assert_eq!(verified.body(), Some(BODY));
}

/// As gateways do that hash the secret with the message: it is signed, and shown to nobody.
#[test]
fn a_secret_that_is_signed_is_not_shown() {
    let parts = list([Part::Field(owned("salt")), Part::Literal(owned("|")), Part::Body]);
    let proof = Proof::Mac { key: owned("secret"), hash: Hash::Sha256, parts, text: TextForm::HexLower };
    let fields = list([owned_field("secret", Role::Secret), owned_field("salt", Role::Secret)]);
    let scheme = made_at_run_time(proof, fields);
    let credentials = [("secret", "correct horse"), ("salt", "battery staple")];
    let signer = Signer::new(&scheme, credentials, &Options::new()).unwrap();
    let verifier = Verifier::new(&scheme, credentials, &Options::new()).unwrap();

    let message = Message::webhook(b"caf\xe9");
    let headers = signer.sign(&message).unwrap();
    // printf 'battery staple|caf\xe9' | openssl dgst -sha256 -hmac 'correct horse'
    let mac = "5a45f3c14fe452315057761a0c91fbdc25eb35df28fad95a1cde58252f8ed543";
    assert_eq!(headers.iter().map(|(_, value)| value).collect::<Vec<_>>(), [mac]);
    assert!(verifier.verify(&headers, &message).is_ok());

    let string = signer.string_to_sign(&message).unwrap();
    assert_eq!(string.to_bytes(), b"***|caf\xe9");
    let explanation = verifier.explain(&headers, &Message::webhook(b"other")).unwrap();
    let shown = [
        string.to_string(),
        format!("{string:?} {:?}", string.parts()),
        paysig::json::string_to_sign(&string),
        explanation.to_string(),
        paysig::json::explanation(&explanation),
        verifier.capsule(&headers, &Message::webhook(b"other"), &explanation),
    ];
    for text in &shown {
        assert!(!text.contains("battery") && !text.contains("YmF0dGVye"), "{text}");
    }
    assert!(shown[0].contains(r"caf\xe9"), "what is not UTF-8 is escaped: {}", shown[0]);
    assert!(shown[5].contains(r#""secret":true"#), "{}", shown[5]);
}

#[test]
fn owned_rsa() {
    let key = |name: &str| fs::read(paysig_tests::top().join("tests/vectors/keys").join(name)).unwrap();
    let scheme = rsa_scheme();
    let signer = Signer::new(&scheme, [("ours", key("rsa2048.pkcs8.pem"))], &Options::new()).unwrap();
    let verifier = Verifier::new(&scheme, [("theirs", key("rsa2048.spki.pem"))], &Options::new()).unwrap();
    let others = Verifier::new(&scheme, [("theirs", key("other2048.spki.pem"))], &Options::new()).unwrap();

    let message = Message::webhook(BODY);
    let headers = signer.sign(&message).unwrap();
    assert_eq!(verifier.verify(&headers, &message).unwrap().body(), Some(BODY));
    assert_eq!(others.verify(&headers, &message).unwrap_err().code(), ErrorCode::SignatureMismatch);
}

#[test]
fn owned_basic() {
    let scheme = basic_scheme();
    let pair = Credentials::from([("user", "Aladdin"), ("password", "open sesame")]);
    let signer = Signer::new(&scheme, pair.clone(), &Options::new()).unwrap();
    let verifier = Verifier::new(&scheme, &pair, &Options::new()).unwrap();

    let message = Message::webhook(BODY);
    let headers = signer.sign(&message).unwrap();
    // RFC 7617's own example.
    let lines: Vec<_> = headers.iter().map(|(_, value)| value).collect();
    assert_eq!(lines, ["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]);
    let verified = verifier.verify(&headers, &message).unwrap();
    assert_eq!(verified.covers().count(), 0);
    assert_eq!((verified.body(), verified.replay_key()), (None, None));
    assert_eq!(verified.unauthenticated_body(), BODY);
}

#[test]
fn describes_itself() {
    assert_eq!(
        DOTTED.rule(),
        r#"Acme-Signature = HMAC-SHA256 of timestamp + "." + METHOD + "." + path?query + "." + body, keyed with secret, written as lower-case hex"#
    );
    let scheme = basic_scheme();
    let described: serde_json::Value = serde_json::from_str(&paysig::json::scheme(&scheme)).unwrap();
    assert_eq!(described["id"], scheme.id.as_ref());
    assert_eq!(described["rule"], scheme.rule());
    assert_eq!(described["notes"][0], "Nobody wrote this down before.");
}

/// A header that is given another name must not meet one that is there.
#[test]
fn renamed_headers_do_not_collide() {
    let scheme = Scheme { options: list([options::HEADER_TIMESTAMP, options::HEADER_SIGNATURE]), ..DOTTED };
    for (option, name) in [("header.timestamp", "acme-signature"), ("header.signature", "ACME-SHOP")] {
        let refused = Signer::new(&scheme, SHOP, &Options::new().set(option, name)).map(|_| ()).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidOption, "{option}");
    }
    let same = Options::new().set("header.signature", "acme-signature");
    assert!(Signer::new(&scheme, SHOP, &same).is_ok());
}
