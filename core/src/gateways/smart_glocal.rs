//! Smart Glocal, which runs the Bank 131 platform.
//!
//! Source: the vendor's API documentation and the MIT-licensed PHP SDK of Bank 131, which settles PKCS#1 v1.5.

use super::{expects, field, header, optional_header, text};
use crate::scheme::{
    Acknowledgement, Environment, Field, Gateway, Host, Https, Kind, OptionSpec, Part, Proof, Role, Scheme,
    TextForm, Value, Values, When,
};

pub(super) const GATEWAY: Gateway = Gateway {
    id: text("smart-glocal"),
    name: text("Smart Glocal"),
    hosts: list![
        Host {
            environment: Environment::Test,
            product: text("api"),
            url: text("https://demo.smart-glocal.com")
        },
        Host {
            environment: Environment::Live,
            product: text("api"),
            url: text("https://proxy.smart-glocal.com")
        },
    ],
    endpoint: text("/api/v{major}/{path}"),
    acknowledgement: Some(Acknowledgement { status: 200, content_type: None, body: text("") }),
    schemes: list![REQUEST, WEBHOOK],
};

const PROOF: Proof = Proof::RsaPkcs1Sha256 { parts: list![Part::Body], text: TextForm::Base64 };
const PASSPHRASE: Field = field("passphrase", Role::Passphrase, "opens the private key, if it is encrypted");

const REQUEST: Scheme = Scheme {
    id: text("smart-glocal/request"),
    kind: Kind::Request,
    fields: list![
        field("project", Role::Public, "the project's name"),
        field("private_key", Role::SigningKey, "the merchant's RSA private key, PEM or DER"),
        PASSPHRASE,
        field("public_key", Role::VerifyingKey, "the merchant's RSA public key, PEM or DER"),
    ],
    sender: Some(text("project")),
    proof: PROOF,
    headers: list![
        header("X-PARTNER-PROJECT", Value::Field(text("project"))),
        header("X-PARTNER-SIGN", Value::Proof),
        optional_header("X-PARTNER-SUBMERCHANT", "submerchant", ""),
        optional_header("X-PARTNER-IDEMPOTENCY-KEY", "idempotency_key", ""),
    ],
    freshness: None,
    options: list![
        OptionSpec {
            name: text("submerchant"),
            when: When::Message,
            values: Values::Printable,
            about: text("The payer's identifier, for legal entities; left out when blank."),
        },
        OptionSpec {
            name: text("idempotency_key"),
            when: When::Message,
            values: Values::IdempotencyKey { min: 4, max: 64, lifetime_seconds: 24 * 60 * 60 },
            about: text("The same key for the same request sent again; not signed."),
        },
    ],
    expects: expects(Some("POST"), Https::Expected),
    notes: list![
        text("Only the body is signed: not the method, the path, the time or the other headers."),
        text(
            "No timestamp or nonce is signed: a captured request can be sent again; use an idempotency key."
        ),
    ],
};

const WEBHOOK: Scheme = Scheme {
    id: text("smart-glocal/webhook"),
    kind: Kind::Webhook,
    fields: list![
        field(
            "public_key",
            Role::VerifyingKey,
            "the gateway's RSA public key for this environment, PEM or DER"
        ),
        field(
            "private_key",
            Role::SigningKey,
            "an RSA private key, PEM or DER, to play the gateway in tests"
        ),
        PASSPHRASE,
    ],
    sender: None,
    proof: PROOF,
    headers: list![header("X-PARTNER-SIGN", Value::Proof)],
    freshness: None,
    options: list![],
    expects: expects(Some("POST"), Https::Expected),
    notes: list![
        text("No timestamp is signed: record the replay key of what was processed."),
        text("The gateway repeats a webhook for up to 30 minutes until it is acknowledged."),
    ],
};
