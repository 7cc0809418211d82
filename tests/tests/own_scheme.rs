//! A gateway that paysig does not know is data too: these schemes stand in no list, and the engine signs, verifies and
//! describes them, and refuses the ones that contradict themselves.

use std::borrow::Cow;
use std::fs;

use paysig::scheme::{
    Expects, Field, Freshness, Hash, Header, Https, Kind, List, Need, OptionSpec, Part, Proof, Role, Scheme,
    Text, TextForm, Unit, Value, Values, When,
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

/// Each of these is [`DOTTED`] with one thing that contradicts the rest.
#[test]
fn contradictions_are_refused() {
    let mac = |parts: List<Part>, key: &str| Proof::Mac {
        key: owned(key),
        hash: Hash::Sha256,
        parts,
        text: TextForm::HexLower,
    };
    let headers_with = |extra: Header| {
        let mut headers = DOTTED.headers.to_vec();
        headers.push(extra);
        List::Owned(headers)
    };
    let headers_without = |value: Value| {
        let mut headers = DOTTED.headers.to_vec();
        headers.retain(|header| header.value != value);
        List::Owned(headers)
    };
    let parts = || List::Owned(DOTTED.parts().to_vec());
    let option = |name: &str| Value::Option { name: owned(name), prefix: owned("") };
    let building =
        OptionSpec { name: owned("mode"), when: When::Building, values: Values::Flag, about: owned("") };

    let contradictory: [(&str, Scheme); 16] = [
        ("no header carries the proof", Scheme { headers: headers_without(Value::Proof), ..DOTTED }),
        (
            "two headers carry the proof",
            Scheme { headers: headers_with(owned_header("X-Again", Value::Proof)), ..DOTTED },
        ),
        ("nine headers", {
            let many = (0..9).map(|number| owned_header(&format!("X-{number}"), Value::Proof));
            Scheme { headers: List::Owned(many.collect()), ..DOTTED }
        }),
        ("a timestamp that never ages", Scheme { freshness: None, ..DOTTED }),
        (
            "a signed timestamp that no header carries",
            Scheme { headers: headers_without(Value::Timestamp), ..DOTTED },
        ),
        (
            "two timestamps",
            Scheme { headers: headers_with(owned_header("X-Again", Value::Timestamp)), ..DOTTED },
        ),
        ("a timestamp that is not signed", Scheme { proof: mac(list([Part::Body]), "secret"), ..DOTTED }),
        (
            "a header that would send the secret",
            Scheme { headers: headers_with(owned_header("X-Key", Value::Field(owned("secret")))), ..DOTTED },
        ),
        (
            "a header with an unknown field",
            Scheme { headers: headers_with(owned_header("X-Key", Value::Field(owned("nobody")))), ..DOTTED },
        ),
        (
            "a header with an unknown option",
            Scheme { headers: headers_with(owned_header("X-Mode", option("mode"))), ..DOTTED },
        ),
        (
            "a header with an option that is not per message",
            Scheme {
                headers: headers_with(owned_header("X-Mode", option("mode"))),
                options: list([building]),
                ..DOTTED
            },
        ),
        ("a key that is no field", Scheme { proof: mac(parts(), "nobody"), ..DOTTED }),
        ("a key that everybody knows", Scheme { proof: mac(parts(), "shop"), ..DOTTED }),
        ("an unknown field is signed", {
            let parts = list([Part::Timestamp, Part::Field(owned("nobody"))]);
            Scheme { proof: mac(parts, "secret"), ..DOTTED }
        }),
        ("the sender's id is in no header", Scheme { sender: Some(owned("secret")), ..DOTTED }),
        ("RSA without keys", Scheme { proof: rsa_scheme().proof, freshness: None, ..basic_scheme() }),
    ];
    for (what, scheme) in contradictory {
        let signer = Signer::new(&scheme, SHOP, &Options::new()).map(|_| ()).unwrap_err();
        let verifier = Verifier::new(&scheme, SHOP, &Options::new()).map(|_| ()).unwrap_err();
        assert_eq!(signer.code(), ErrorCode::InvalidScheme, "{what}: {signer}");
        assert_eq!(verifier.code(), ErrorCode::InvalidScheme, "{what}: {verifier}");
        assert!(signer.message().starts_with(scheme.id.as_ref()), "{what}: {signer}");
    }
}

/// Schemes that could be built and would then do something else than they say.
#[test]
fn what_would_do_something_else_is_refused() {
    let signing = |parts: List<Part>| Scheme {
        proof: Proof::Mac { key: owned("secret"), hash: Hash::Sha256, parts, text: TextForm::HexLower },
        ..made_at_run_time(basic_scheme().proof, list([owned_field("secret", Role::Secret)]))
    };
    let with_options = |specs: &[OptionSpec]| Scheme { options: List::Owned(specs.to_vec()), ..DOTTED };
    let with_headers = |extra: Vec<Header>| Scheme {
        headers: List::Owned(DOTTED.headers.iter().cloned().chain(extra).collect()),
        ..DOTTED
    };
    let carrying = |values: Values, need: Need| {
        let value = Value::Option { name: owned("mode"), prefix: owned("") };
        let spec = OptionSpec { name: owned("mode"), when: When::Message, values, about: owned("") };
        Scheme {
            headers: with_headers(vec![Header { need, ..owned_header("X-Mode", value) }]).headers,
            options: list([spec]),
            ..DOTTED
        }
    };
    let strict = Values::OneOf(list([owned("strict"), owned("off")]));
    let mut other_case = DOTTED.expects.clone();
    other_case.method = Some(owned("post"));
    let bare_user = Scheme {
        fields: list([owned_field("user", Role::Public), owned_field("password", Role::Secret)]),
        ..basic_scheme()
    };
    let doubled = list([owned_field("secret", Role::Secret), owned_field("secret", Role::Secret)]);

    for (what, scheme) in [
        ("nothing is signed", signing(list([]))),
        ("only constants are signed", signing(list([Part::Literal(owned("constant"))]))),
        ("path and target are signed", signing(list([Part::Path, Part::Target]))),
        ("a field twice", Scheme { fields: doubled, ..signing(list([Part::Body])) }),
        ("an id with a line break", Scheme { id: owned("acme/\nrequest"), ..DOTTED }),
        ("a method in lower case", Scheme { expects: other_case, ..DOTTED }),
        (
            "a header with a line break in its name",
            with_headers(vec![owned_header("S\r\nEvil: 1", Value::Field(owned("shop")))]),
        ),
        (
            "two headers of one name",
            with_headers(vec![owned_header("acme-time", Value::Field(owned("shop")))]),
        ),
        ("a sender's id that Basic does not carry", Scheme { sender: None, ..basic_scheme() }),
        ("a Basic user with a colon", bare_user),
        (
            "an option of the engine's name and another meaning",
            with_options(&[OptionSpec { values: strict, ..options::FRESHNESS }]),
        ),
        (
            "a flag that the engine does not know",
            with_options(&[OptionSpec { name: owned("strict_tls"), ..options::COMPACT_BODY }]),
        ),
        ("an option twice", with_options(&[options::TOLERANCE, options::TOLERANCE])),
        ("a query that is not signed apart", with_options(&[options::QUERY])),
        (
            "a tolerance without a timestamp",
            Scheme { options: list([options::TOLERANCE]), ..signing(list([Part::Body])) },
        ),
        ("a request's timestamp for a request", with_options(&[options::REQUEST_TIMESTAMP])),
        ("a value that no header can carry", carrying(Values::Flag, Need::IfGiven)),
        ("a value that is always there", carrying(Values::Token, Need::Always)),
        (
            "a random key that is too long",
            carrying(Values::IdempotencyKey { min: 4, max: 16, lifetime_seconds: 1 }, Need::IfGiven),
        ),
        (
            "a tolerance of nothing",
            Scheme { freshness: Some(Freshness { unit: Unit::Seconds, tolerance_seconds: 0 }), ..DOTTED },
        ),
    ] {
        let refused = scheme.check().map_err(|error| error.code());
        assert_eq!(refused, Err(ErrorCode::InvalidScheme), "{what}");
    }
    assert_eq!(carrying(Values::Token, Need::IfGiven).check(), Ok(()));
    assert_eq!(with_options(&[options::TOLERANCE, options::FRESHNESS, options::TIMESTAMP]).check(), Ok(()));
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
