//! Schemes that contradict themselves, each refused for the reason that is its own.

use paysig::scheme::{
    Freshness, Hash, Header, List, Need, OptionSpec, Part, Proof, Role, Scheme, TextForm, Unit, Value,
    Values, When,
};
use paysig::{ErrorCode, Options, Signer, Verifier, options};

use crate::{
    DOTTED, SHOP, basic_scheme, list, made_at_run_time, owned, owned_field, owned_header, rsa_scheme,
};

/// Each of these is a scheme that works, with one thing that contradicts the rest.
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
    let if_given = |name: &str, value: Value| Header { need: Need::IfGiven, ..owned_header(name, value) };
    let timed = |need: Need| {
        let mut headers = DOTTED.headers.to_vec();
        headers[1].need = need;
        Scheme { headers: List::Owned(headers), ..DOTTED }
    };
    let parts = || List::Owned(DOTTED.parts().to_vec());
    let option = |name: &str| Value::Option { name: owned(name), prefix: owned("") };
    let building =
        OptionSpec { name: owned("mode"), when: When::Building, values: Values::Flag, about: owned("") };

    let contradictory: [(&str, &str, Scheme); 20] = [
        (
            "no header carries the proof",
            "exactly one header must carry the proof",
            Scheme { headers: headers_without(Value::Proof), ..DOTTED },
        ),
        (
            "two headers carry the proof",
            "exactly one header must carry the proof",
            Scheme { headers: headers_with(owned_header("X-Again", Value::Proof)), ..DOTTED },
        ),
        ("nine headers", "9 headers; at most 8", {
            let more = (0..6).map(|number| owned_header(&format!("X-{number}"), Value::Field(owned("shop"))));
            Scheme { headers: DOTTED.headers.iter().cloned().chain(more).collect(), ..DOTTED }
        }),
        (
            "a timestamp that never ages",
            "a timestamp needs one header, a place in the string to sign and a freshness",
            Scheme { freshness: None, ..DOTTED },
        ),
        (
            "a signed timestamp that no header carries",
            "a timestamp needs one header,",
            Scheme { headers: headers_without(Value::Timestamp), ..DOTTED },
        ),
        (
            "two timestamps",
            "a timestamp needs one header,",
            Scheme { headers: headers_with(owned_header("X-Again", Value::Timestamp)), ..DOTTED },
        ),
        (
            "a timestamp that is not signed",
            "a timestamp needs one header,",
            Scheme { proof: mac(list([Part::Body]), "secret"), ..DOTTED },
        ),
        (
            "a header that would send the secret",
            "the header X-Key carries secret, which is no public field",
            Scheme { headers: headers_with(owned_header("X-Key", Value::Field(owned("secret")))), ..DOTTED },
        ),
        (
            "a header with an unknown field",
            "the header X-Key carries nobody, which is no public field",
            Scheme { headers: headers_with(owned_header("X-Key", Value::Field(owned("nobody")))), ..DOTTED },
        ),
        (
            "a header with an unknown option",
            "the header X-Mode carries mode, which is no option for a header",
            Scheme { headers: headers_with(if_given("X-Mode", option("mode"))), ..DOTTED },
        ),
        (
            "a header with an option that is not per message",
            "the header X-Mode carries mode, which is no option for a header",
            Scheme {
                headers: headers_with(if_given("X-Mode", option("mode"))),
                options: list([building]),
                ..DOTTED
            },
        ),
        (
            "a key that is no field",
            "the key nobody is no secret field",
            Scheme { proof: mac(parts(), "nobody"), ..DOTTED },
        ),
        (
            "a key that everybody knows",
            "the key shop is no secret field",
            Scheme { proof: mac(parts(), "shop"), ..DOTTED },
        ),
        ("an unknown field is signed", "nobody is signed and is no text field", {
            let parts = list([Part::Timestamp, Part::Field(owned("nobody"))]);
            Scheme { proof: mac(parts, "secret"), ..DOTTED }
        }),
        (
            "the sender's id is in no header",
            "no message names the sender's id secret",
            Scheme { sender: Some(owned("secret")), ..DOTTED },
        ),
        (
            "RSA without keys",
            "RSA needs one signing key and one verifying key",
            Scheme { sender: None, proof: rsa_scheme().proof, ..basic_scheme() },
        ),
        (
            "Basic whose password everybody knows",
            "Basic needs a public user and a secret password among the fields",
            {
                let fields = list([basic_scheme().fields[0].clone(), owned_field("password", Role::Public)]);
                Scheme { fields, ..basic_scheme() }
            },
        ),
        (
            "a timestamp that need not come",
            "the header Acme-Time cannot be needed in this way",
            timed(Need::IfGiven),
        ),
        (
            "a request whose timestamp is its request's",
            "the header Acme-Time cannot be needed in this way",
            timed(Need::ElseFromRequest),
        ),
        ("a prefix with a line break", "the prefix in the header X-Mode is not printable ASCII", {
            let value = Value::Option { name: owned("mode"), prefix: owned("a\r\nb") };
            Scheme { headers: headers_with(if_given("X-Mode", value)), ..DOTTED }
        }),
    ];
    for (what, says, scheme) in contradictory {
        let signer = Signer::new(&scheme, SHOP, &Options::new()).map(|_| ()).unwrap_err();
        let verifier = Verifier::new(&scheme, SHOP, &Options::new()).map(|_| ()).unwrap_err();
        assert_eq!(signer.code(), ErrorCode::InvalidScheme, "{what}: {signer}");
        assert_eq!(verifier.code(), ErrorCode::InvalidScheme, "{what}: {verifier}");
        for message in [signer.message(), verifier.message()] {
            assert!(message.starts_with(&format!("{}: {says}", scheme.id)), "{what}: {message}");
        }
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

    for (what, says, scheme) in [
        (
            "nothing is signed",
            "nothing of the message is signed: one proof would fit every message",
            signing(list([])),
        ),
        (
            "only constants are signed",
            "nothing of the message is signed: one proof would fit every message",
            signing(list([Part::Literal(owned("constant"))])),
        ),
        (
            "path and target are signed",
            "the target holds path and query already",
            signing(list([Part::Path, Part::Target])),
        ),
        (
            "a field twice",
            "the field secret is there twice",
            Scheme { fields: doubled, ..signing(list([Part::Body])) },
        ),
        (
            "an id with a line break",
            "the id must be visible ASCII",
            Scheme { id: owned("acme/\nrequest"), ..DOTTED },
        ),
        (
            "a method in lower case",
            "the expected method must be in upper case",
            Scheme { expects: other_case, ..DOTTED },
        ),
        (
            "a header with a line break in its name",
            "a header's name holds characters that no name has",
            with_headers(vec![owned_header("S\r\nEvil: 1", Value::Field(owned("shop")))]),
        ),
        (
            "two headers of one name",
            "two headers have the same name",
            with_headers(vec![owned_header("acme-time", Value::Field(owned("shop")))]),
        ),
        (
            "a sender's id that Basic does not carry",
            "user must be the sender's id",
            Scheme { sender: None, ..basic_scheme() },
        ),
        ("a Basic user with a colon", "user must forbid the colon, which ends the user", bare_user),
        (
            "an option of the engine's name and another meaning",
            "freshness is no building option that the engine knows",
            with_options(&[OptionSpec { values: strict, ..options::FRESHNESS }]),
        ),
        (
            "a flag that the engine does not know",
            "strict_tls is no building option that the engine knows",
            with_options(&[OptionSpec { name: owned("strict_tls"), ..options::COMPACT_BODY }]),
        ),
        (
            "an option twice",
            "the option tolerance is there twice",
            with_options(&[options::TOLERANCE, options::TOLERANCE]),
        ),
        (
            "a query that is not signed apart",
            "the option query has nothing to act on",
            with_options(&[options::QUERY]),
        ),
        (
            "a tolerance without a timestamp",
            "the option tolerance has nothing to act on",
            Scheme { options: list([options::TOLERANCE]), ..signing(list([Part::Body])) },
        ),
        (
            "a request's timestamp for a request",
            "request_timestamp belongs to a timestamp that may come from the request",
            with_options(&[options::REQUEST_TIMESTAMP]),
        ),
        (
            "a value that no header can carry",
            "the header X-Mode carries mode, which is no option for a header",
            carrying(Values::Flag, Need::IfGiven),
        ),
        (
            "a value that is always there",
            "the header X-Mode cannot be needed in this way",
            carrying(Values::Token, Need::Always),
        ),
        (
            "a random key that is too long",
            "mode has no room for the 32 characters of a random key",
            carrying(Values::IdempotencyKey { min: 4, max: 16, lifetime_seconds: 1 }, Need::IfGiven),
        ),
        (
            "a tolerance of nothing",
            "a tolerance of 0 accepts nothing",
            Scheme { freshness: Some(Freshness { unit: Unit::Seconds, tolerance_seconds: 0 }), ..DOTTED },
        ),
    ] {
        let refused = scheme.check().unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidScheme, "{what}");
        assert!(refused.message().ends_with(&format!(": {says}")), "{what}: {refused}");
    }
    assert_eq!(carrying(Values::Token, Need::IfGiven).check(), Ok(()));
    assert_eq!(with_options(&[options::TOLERANCE, options::FRESHNESS, options::TIMESTAMP]).check(), Ok(()));
}
