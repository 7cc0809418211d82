//! Smart Glocal, which runs the Bank 131 platform.
//!
//! Source: the vendor's API documentation and the MIT-licensed PHP SDK of Bank 131, which settles PKCS#1 v1.5.

use super::{LATER, beginning, exactly, expects, field, header, optional_header, text};
use crate::gateway_errors::{ErrorShape, Problem, Retry};
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
    error_body: Some(ERRORS),
    schemes: list![REQUEST, WEBHOOK],
};

const CHECK_SIGNATURE: &str =
    "Check that X-PARTNER-PROJECT is the project of the key that signs X-PARTNER-SIGN, and what was signed.";
const NOT_FINAL: &str = "The payment can still succeed: ask for the session's state before sending it again.";
const OTHER_CARD: &str =
    "The customer may ask the bank, or pay with another card; that is a new request with a new key.";

/// `{"status": "error", "error": {"code": "…", "description": "…"}}`. The codes are those of the platform's documentation.
const ERRORS: ErrorShape = ErrorShape {
    member: text("error"),
    code: text("code"),
    messages: list![text("description")],
    numeric: false,
    success: list![],
    meanings: list![
        exactly(
            "idempotency_key_params_mismatch",
            Problem::Idempotency,
            Retry::Corrected,
            "The key was used for another session in the last 24 hours: a new request needs a new key."
        ),
        exactly(
            "idempotency_key_already_exists",
            Problem::Idempotency,
            LATER,
            "The first request with this key is still in progress: send the same request with the same key later."
        ),
        exactly(
            "idempotency_key_not_supported",
            Problem::Idempotency,
            Retry::Corrected,
            "This method takes no idempotency key: leave it out."
        ),
        beginning(
            "idempotency_key_",
            Problem::Idempotency,
            Retry::Corrected,
            "A key has 4 to 64 characters."
        ),
        exactly("identification_error", Problem::Authentication, Retry::Corrected, CHECK_SIGNATURE),
        exactly("authentication_error", Problem::Authentication, Retry::Corrected, CHECK_SIGNATURE),
        exactly("invalid_sign", Problem::Authentication, Retry::Corrected, CHECK_SIGNATURE),
        exactly(
            "authorization_error",
            Problem::Authentication,
            Retry::Corrected,
            "The project may not do this: check X-PARTNER-PROJECT, then ask the gateway for the right."
        ),
        exactly(
            "invalid_request",
            Problem::Validation,
            Retry::Corrected,
            "Correct the request as the description says."
        ),
        beginning(
            "request_",
            Problem::Validation,
            Retry::Corrected,
            "Correct the request as the description says."
        ),
        exactly(
            "amount_less_allowed_provider",
            Problem::Validation,
            Retry::Corrected,
            "Ask for a larger amount."
        ),
        exactly(
            "card_number_does_not_exist",
            Problem::Validation,
            Retry::Corrected,
            "The customer must correct the card's number."
        ),
        exactly(
            "operation_rejected",
            Problem::Fraud,
            Retry::Never,
            "Refused for security reasons: do not send it again; ask the gateway."
        ),
        exactly("declined_by_issuer_bank", Problem::Declined, Retry::Never, OTHER_CARD),
        exactly("not_permitted_by_issuer_bank", Problem::Declined, Retry::Never, OTHER_CARD),
        exactly("insufficient_funds", Problem::Declined, Retry::Never, OTHER_CARD),
        exactly("bank_card_expired", Problem::Declined, Retry::Never, OTHER_CARD),
        exactly("activity_count_exceeded", Problem::Declined, Retry::Never, OTHER_CARD),
        exactly("provider_exceeds_amount_limit", Problem::Declined, Retry::Never, OTHER_CARD),
        exactly("provider_foreign_transfer_prohibited", Problem::Declined, Retry::Never, OTHER_CARD),
        exactly(
            "3DS_error",
            Problem::Declined,
            Retry::Never,
            "The customer did not pass 3-D Secure, and may try again."
        ),
        exactly("internal_error", Problem::Processing, LATER, NOT_FINAL),
        exactly("provider_internal_error", Problem::Processing, LATER, NOT_FINAL),
        exactly("provider_issuer_unavailable", Problem::Processing, LATER, NOT_FINAL),
        exactly("provider_timeout", Problem::Processing, LATER, NOT_FINAL),
        exactly("wallet_internal_error", Problem::Processing, LATER, NOT_FINAL),
        exactly("routing_internal_error", Problem::Processing, LATER, NOT_FINAL),
        exactly("npd_service_internal_error", Problem::Processing, LATER, NOT_FINAL),
    ],
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
