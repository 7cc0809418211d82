//! Sumsub: identity checks, and proof that a gateway is data.
//!
//! Source: the vendor's documentation of authenticating requests to its API.

use super::{expects, field, header, text};
use crate::options::{FRESHNESS, TIMESTAMP, TOLERANCE};
use crate::scheme::{
    Environment, Freshness, Gateway, Hash, Host, Https, Kind, Part, Proof, Role, Scheme, TextForm, Unit,
    Value,
};

pub(super) const GATEWAY: Gateway = Gateway {
    id: text("sumsub"),
    name: text("Sumsub"),
    hosts: list![Host {
        environment: Environment::Any,
        product: text("api"),
        url: text("https://api.sumsub.com")
    }],
    endpoint: text("/{path}"),
    acknowledgement: None,
    error_body: None,
    schemes: list![REQUEST],
};

const REQUEST: Scheme = Scheme {
    id: text("sumsub/request"),
    kind: Kind::Request,
    fields: list![
        field("app_token", Role::Public, "the app token"),
        field("secret_key", Role::Secret, "the app token's secret key"),
    ],
    sender: Some(text("app_token")),
    proof: Proof::Mac {
        key: text("secret_key"),
        hash: Hash::Sha256,
        parts: list![Part::Timestamp, Part::Method, Part::Target, Part::Body],
        text: TextForm::HexLower,
    },
    headers: list![
        header("X-App-Token", Value::Field(text("app_token"))),
        header("X-App-Access-Ts", Value::Timestamp),
        header("X-App-Access-Sig", Value::Proof),
    ],
    freshness: Some(Freshness { unit: Unit::Seconds, tolerance_seconds: 300 }),
    options: list![TOLERANCE, FRESHNESS, TIMESTAMP],
    expects: expects(None, Https::Expected),
    notes: list![
        text("The target is signed as it is on the wire: path, question mark and query."),
        text(
            "The signature does not say where the target ends and the body begins: whoever verifies requests accepts only targets and bodies of the form it expects."
        ),
    ],
};
