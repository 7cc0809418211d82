//! Aeterna, a PayIn and PayOut merchant API.
//!
//! Source: the vendor's documentation; its C#, Java and Python samples settle that the key of the HMAC is the secret token.
//! Its request headers have the names of another vendor's scheme, which signs more: neither accepts the other's.

use super::{expects, field, header, text};
use crate::options::{ALLOW_HTTP_LOOPBACK, COMPACT_BODY, FRESHNESS, TIMESTAMP, TOLERANCE};
use crate::scheme::{
    Acknowledgement, Expects, Freshness, Gateway, Hash, Https, Kind, Part, Proof, Role, Scheme, TextForm,
    Unit, Value,
};

pub(super) const GATEWAY: Gateway = Gateway {
    id: text("aeterna"),
    name: text("Aeterna"),
    // The vendor publishes none: the caller has it from its contract.
    hosts: list![],
    endpoint: text("/{path}"),
    acknowledgement: Some(Acknowledgement { status: 200, content_type: None, body: text("") }),
    error_body: None,
    schemes: list![REQUEST, WEBHOOK],
};

const REQUEST: Scheme = Scheme {
    id: text("aeterna/request"),
    kind: Kind::Request,
    fields: list![
        field("public_token", Role::Public, "the PublicToken of the merchant's account"),
        field("email", Role::Public, "the account's e-mail address, exactly as registered"),
        field("secret_token", Role::Secret, "the SecretToken of the merchant's account"),
    ],
    sender: Some(text("public_token")),
    proof: Proof::Mac {
        key: text("secret_token"),
        hash: Hash::Sha256,
        parts: list![Part::Timestamp, Part::Field(text("email"))],
        text: TextForm::HexLower,
    },
    headers: list![
        header("X-App-Token", Value::Field(text("public_token"))),
        header("X-App-Access-Ts", Value::Timestamp),
        header("X-App-Access-Sig", Value::Proof),
    ],
    // The vendor gives no number; 300 seconds is what comparable schemes allow.
    freshness: Some(Freshness { unit: Unit::Seconds, tolerance_seconds: 300 }),
    options: list![TOLERANCE, FRESHNESS, ALLOW_HTTP_LOOPBACK, TIMESTAMP],
    expects: Expects {
        method: Some(text("POST")),
        content_type: Some(text("application/json")),
        accept: Some(text("application/json, text/plain")),
        https: Https::Required,
        tls: text("1.2"),
    },
    notes: list![
        text(
            "Only the time and the e-mail address are signed: within the tolerance one captured set of headers serves any call, so use https and never log the headers."
        ),
        text(
            "The same key signs webhooks: a request's signature verifies as a webhook whose body is the timestamp and the e-mail address."
        ),
    ],
};

const WEBHOOK: Scheme = Scheme {
    id: text("aeterna/webhook"),
    kind: Kind::Webhook,
    fields: list![field("secret_token", Role::Secret, "the SecretToken of the merchant's account")],
    sender: None,
    proof: Proof::Mac {
        key: text("secret_token"),
        hash: Hash::Sha256,
        parts: list![Part::Body],
        text: TextForm::HexAnyCase,
    },
    headers: list![header("X-Signature", Value::Proof)],
    freshness: None,
    options: list![COMPACT_BODY],
    expects: expects(Some("POST"), Https::Expected),
    notes: list![
        text("No timestamp is signed: record the replay key of what was processed."),
        text(
            "The vendor's page also speaks of JSON without spaces or line breaks; the raw bytes are verified unless compact_body says otherwise."
        ),
    ],
};
