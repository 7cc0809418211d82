//! Global Payment: Stablelink, by WSPN.
//!
//! Source: the vendor's documentation, and its own Go code, which settles the parts, their order and the raw digest. Whether the
//! query is signed decoded (the text) or as sent (the code) is open; both can be chosen.

use super::{NONE, exactly, expects, field, header, optional_header, text};
use crate::gateway_errors::{ErrorShape, Problem, Retry};
use crate::options::{
    ALLOW_HTTP_LOOPBACK, BODY, FRESHNESS, HEADER_SIGNATURE, HEADER_TIMESTAMP, QUERY, REQUEST_TIMESTAMP,
    TIMESTAMP, TOLERANCE,
};
use crate::scheme::{
    Acknowledgement, Environment, Field, Freshness, Gateway, Hash, Header, Host, Https, Kind, Need,
    OptionSpec, Part, Proof, Role, Scheme, TextForm, Unit, Value, Values, When,
};

pub(super) const GATEWAY: Gateway = Gateway {
    id: text("global-payment"),
    name: text("Global Payment"),
    hosts: list![
        Host {
            environment: Environment::Test,
            product: text("api"),
            url: text("https://openapi.dev.stablelink.app"),
        },
        Host {
            environment: Environment::Live,
            product: text("api"),
            url: text("https://openapi.stablelink.app")
        },
    ],
    endpoint: text("/{path}"),
    acknowledgement: Some(Acknowledgement {
        status: 200,
        content_type: Some(text("application/json")),
        body: text(r#"{"retcode":200,"retmsg":"SUCCESS"}"#),
    }),
    error_body: Some(ERRORS),
    schemes: list![REQUEST, RESPONSE, WEBHOOK],
};

/// `{"retcode": …, "retmsg": "…"}`, also around a success; the code is text in some answers and a number in others.
const ERRORS: ErrorShape = ErrorShape {
    member: NONE,
    code: text("retcode"),
    messages: list![text("retmsg")],
    numeric: true,
    success: list![text("200")],
    meanings: list![exactly(
        "00006",
        Problem::Authentication,
        Retry::Corrected,
        "A signing header is missing: send TIMESTAMP and SIGNATURE, and see whether a proxy drops them."
    )],
};

const SIGN_KEY: Field = field("sign_key", Role::Secret, "the sign_key, which is not the api_secret");
const FRESH: Option<Freshness> = Some(Freshness { unit: Unit::Milliseconds, tolerance_seconds: 120 });
const PROOF: Proof = Proof::Mac {
    key: text("sign_key"),
    hash: Hash::Sha512,
    parts: list![Part::Method, Part::Timestamp, Part::Path, Part::Query, Part::Body],
    text: TextForm::Base64,
};

const REQUEST: Scheme = Scheme {
    id: text("global-payment/request"),
    kind: Kind::Request,
    fields: list![SIGN_KEY],
    sender: None,
    proof: PROOF,
    headers: list![
        header("TIMESTAMP", Value::Timestamp),
        header("SIGNATURE", Value::Proof),
        optional_header("Authorization", "access_token", "Bearer "),
    ],
    freshness: FRESH,
    options: list![
        TOLERANCE,
        FRESHNESS,
        QUERY,
        HEADER_TIMESTAMP,
        HEADER_SIGNATURE,
        ALLOW_HTTP_LOOPBACK,
        TIMESTAMP,
        OptionSpec {
            name: text("access_token"),
            when: When::Message,
            values: Values::Token,
            about: text("The access token, sent as Authorization: Bearer; needs an https URL."),
        },
        BODY,
    ],
    expects: expects(None, Https::Expected),
    notes: list![
        text(
            "The parts are joined without separators; the path keeps its leading slash and the query has no question mark."
        ),
        text(
            "The signature does not say where the path, the query and the body end: a request with the end of its query moved to its body, or the reverse, has the same one. With query = decoded, an escaped & and a plain one are the same too. Whoever verifies requests accepts only paths, parameters and bodies of the form it expects."
        ),
        text("Calls that fetch an access token are not signed."),
    ],
};

const RESPONSE: Scheme = Scheme {
    id: text("global-payment/response"),
    kind: Kind::Response,
    headers: list![
        Header {
            name: text("D-TIMESTAMP"),
            also: list![text("TIMESTAMP")],
            value: Value::Timestamp,
            need: Need::ElseFromRequest,
        },
        header("D-SIGNATURE", Value::Proof),
    ],
    options: list![
        TOLERANCE,
        FRESHNESS,
        QUERY,
        HEADER_TIMESTAMP,
        HEADER_SIGNATURE,
        TIMESTAMP,
        REQUEST_TIMESTAMP,
    ],
    notes: list![
        text("Bound to the method, path and query of the request that it answers."),
        text(
            "A response without a timestamp of its own is bound to its request's: the request echoed with its own body and signature then verifies as its response."
        ),
    ],
    fields: list![SIGN_KEY],
    sender: None,
    proof: PROOF,
    freshness: FRESH,
    expects: expects(None, Https::Expected),
};

const WEBHOOK: Scheme = Scheme {
    id: text("global-payment/webhook"),
    kind: Kind::Webhook,
    proof: Proof::Mac {
        key: text("sign_key"),
        hash: Hash::Sha512,
        parts: list![Part::Timestamp, Part::Body],
        text: TextForm::Base64,
    },
    headers: list![header("TIMESTAMP", Value::Timestamp), header("SIGNATURE", Value::Proof)],
    options: list![TOLERANCE, FRESHNESS, HEADER_TIMESTAMP, HEADER_SIGNATURE, TIMESTAMP],
    expects: expects(Some("POST"), Https::Expected),
    notes: list![text("Give webhooks that waited in a queue the time at which they came.")],
    fields: list![SIGN_KEY],
    sender: None,
    freshness: FRESH,
};
