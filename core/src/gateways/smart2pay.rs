//! Smart2Pay, of Nuvei.
//!
//! Source: the vendor's documentation (HTTP Basic with SiteID and API key; TLS 1.2 or later), and RFC 7617.

use super::{NONE, expects, field, header, text};
use crate::options::ALLOW_HTTP_LOOPBACK;
use crate::scheme::{
    Acknowledgement, Environment, Field, Gateway, Host, Https, Kind, Proof, Role, Scheme, Value,
};

pub(super) const GATEWAY: Gateway = Gateway {
    id: text("smart2pay"),
    name: text("Smart2Pay"),
    hosts: list![
        Host {
            environment: Environment::Test,
            product: text("api"),
            url: text("https://paytest.smart2pay.com")
        },
        Host {
            environment: Environment::Live,
            product: text("api"),
            url: text("https://globalpay.smart2pay.com")
        },
        Host {
            environment: Environment::Test,
            product: text("cards"),
            url: text("https://securetest.smart2pay.com")
        },
        Host {
            environment: Environment::Live,
            product: text("cards"),
            url: text("https://secure.smart2pay.com")
        },
    ],
    endpoint: text("/{path}"),
    acknowledgement: Some(Acknowledgement { status: 204, content_type: None, body: NONE }),
    error_body: None,
    schemes: list![REQUEST, NOTIFICATION],
};

const SITE_ID: Field = Field {
    name: text("site_id"),
    role: Role::Public,
    about: text("the SiteID, from the merchant's dashboard"),
    forbids: text(":"),
    refuses: list![],
};
const API_KEY: Field = field("api_key", Role::Secret, "the site's API key, from the merchant's dashboard");

const REQUEST: Scheme = Scheme {
    id: text("smart2pay/request"),
    kind: Kind::Request,
    fields: list![SITE_ID, API_KEY],
    sender: Some(text("site_id")),
    proof: Proof::Basic { user: text("site_id"), password: text("api_key") },
    headers: list![header("Authorization", Value::Proof)],
    freshness: None,
    options: list![ALLOW_HTTP_LOOPBACK],
    expects: expects(None, Https::Required),
    notes: list![
        text(
            "Nothing is signed: the header itself is the secret, so it goes over https only and is never logged."
        ),
        text(
            "To rotate the key, make a new one, verify with both under two labels, send with the new one, then drop the old one; if it may be known to others, regenerate it at once."
        ),
    ],
};

const NOTIFICATION: Scheme = Scheme {
    id: text("smart2pay/notification"),
    kind: Kind::Webhook,
    notes: list![text(
        "The body is not signed: a verified notification says only that its sender knows the API key. Fetch the payment from the gateway before acting on it."
    ),],
    expects: expects(Some("POST"), Https::Required),
    fields: list![SITE_ID, API_KEY],
    sender: Some(text("site_id")),
    proof: Proof::Basic { user: text("site_id"), password: text("api_key") },
    headers: list![header("Authorization", Value::Proof)],
    freshness: None,
    options: list![ALLOW_HTTP_LOOPBACK],
};
