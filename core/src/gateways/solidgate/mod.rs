//! SolidGate.
//!
//! Source: the vendor's documentation and its five SDKs, which agree on hex first and base64 second.

mod errors;
mod form;

pub use form::{Form, FormFields, FormKind};

use super::{NONE, expects, field, header, text};
use crate::scheme::{
    Acknowledgement, Environment, Field, Gateway, Hash, Host, Https, Kind, Mistake, Part, Proof, Refusal,
    Role, Scheme, TextForm, Value,
};

pub(super) const GATEWAY: Gateway = Gateway {
    id: text("solidgate"),
    name: text("SolidGate"),
    hosts: list![
        Host {
            environment: Environment::Any,
            product: text("cards"),
            url: text("https://pay.solidgate.com")
        },
        Host {
            environment: Environment::Any,
            product: text("alternative"),
            url: text("https://gate.solidgate.com")
        },
    ],
    endpoint: text("/api/v1/{path}"),
    acknowledgement: Some(Acknowledgement { status: 200, content_type: None, body: text("") }),
    error_body: Some(errors::ERRORS),
    schemes: list![REQUEST, WEBHOOK, WEBHOOK_V2],
};

const PROOF: Proof = Proof::Mac {
    key: text("secret_key"),
    hash: Hash::Sha512,
    parts: list![Part::Field(text("public_key")), Part::Body, Part::Field(text("public_key"))],
    text: TextForm::Base64OfHexLower,
};

const fn refuse(prefix: &'static str, mistake: Mistake) -> Refusal {
    Refusal { prefix: text(prefix), mistake }
}

const REQUEST: Scheme = Scheme {
    id: text("solidgate/request"),
    kind: Kind::Request,
    fields: list![
        Field {
            refuses: list![refuse("wh_", Mistake::OtherPair), refuse("api_sk_", Mistake::OtherHalf)],
            name: text("public_key"),
            role: Role::Public,
            about: text("the public API key, api_pk_…"),
            forbids: NONE,
        },
        Field {
            refuses: list![refuse("wh_", Mistake::OtherPair), refuse("api_pk_", Mistake::OtherHalf)],
            name: text("secret_key"),
            role: Role::Secret,
            about: text("the secret API key, api_sk_…"),
            forbids: NONE,
        },
    ],
    sender: Some(text("public_key")),
    proof: PROOF,
    headers: list![header("Merchant", Value::Field(text("public_key"))), header("Signature", Value::Proof),],
    freshness: None,
    options: list![],
    expects: expects(None, Https::Expected),
    notes: list![
        text(
            "Neither the method, the path nor the time is signed: a captured request can be sent again, also to another path."
        ),
        text("A request without a body signs the public key twice."),
    ],
};

const WEBHOOK: Scheme = Scheme {
    id: text("solidgate/webhook"),
    kind: Kind::Webhook,
    fields: list![
        Field {
            refuses: list![refuse("api_", Mistake::OtherPair), refuse("wh_sk_", Mistake::OtherHalf)],
            name: text("public_key"),
            role: Role::Public,
            about: text("the public webhook key, wh_pk_…"),
            forbids: NONE,
        },
        Field {
            refuses: list![refuse("api_", Mistake::OtherPair), refuse("wh_pk_", Mistake::OtherHalf)],
            name: text("secret_key"),
            role: Role::Secret,
            about: text("the secret webhook key, wh_sk_…"),
            forbids: NONE,
        },
    ],
    expects: expects(Some("POST"), Https::Expected),
    notes: list![
        text(
            "The headers solidgate-event-id, solidgate-event-created-at and solidgate-event-type are not signed."
        ),
        text("Deliveries repeat and come in any order: record the replay key of what was processed."),
    ],
    sender: Some(text("public_key")),
    proof: PROOF,
    headers: list![header("Merchant", Value::Field(text("public_key"))), header("Signature", Value::Proof)],
    freshness: None,
    options: list![],
};

const WEBHOOK_V2: Scheme = Scheme {
    id: text("solidgate-v2/webhook"),
    kind: Kind::Webhook,
    fields: list![field("endpoint_secret", Role::Secret, "the secret of this webhook endpoint")],
    sender: None,
    proof: Proof::Mac {
        key: text("endpoint_secret"),
        hash: Hash::Sha256,
        parts: list![Part::Body],
        text: TextForm::Base64,
    },
    headers: list![header("signature", Value::Proof)],
    freshness: None,
    options: list![],
    expects: expects(Some("POST"), Https::Expected),
    notes: list![
        text("The webhooks of API v2 have another rule than those of v1: choose the scheme by the endpoint."),
        text("No timestamp is signed: record the replay key of what was processed."),
    ],
};
