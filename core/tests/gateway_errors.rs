//! What gateways answer when they refuse, fail or cannot be understood.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use paysig::gateway_errors::{GatewayError, Problem, Retry};
use paysig::gateways::{GATEWAYS, gateway};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value as Json;

const LATER: Retry = Retry::Later { after_seconds: 60 };

fn error(id: &str, status: impl Into<Option<u16>>, body: &str) -> Option<GatewayError> {
    gateway(id).unwrap().error(status.into(), body.as_bytes())
}

fn judged(id: &str, status: impl Into<Option<u16>>, body: &str) -> (Option<String>, Problem, Retry) {
    let error = error(id, status, body).unwrap();
    assert!(error.advice.ends_with('.'), "{}", error.advice);
    (error.code, error.kind, error.retry)
}

/// `attribute: text` or `text`, in order.
fn messages(error: &GatewayError) -> Vec<String> {
    let line = |message: &paysig::gateway_errors::Message| match &message.attribute {
        Some(attribute) => format!("{attribute}: {}", message.text),
        None => message.text.clone(),
    };
    error.messages.iter().map(line).collect()
}

#[test]
fn solidgate_has_two_shapes_of_messages_and_an_array_of_errors() {
    let shapes = [
        (r#"{"error":{"code":"1.01","messages":["Authentication failed"]}}"#, vec!["Authentication failed"]),
        (
            r#"{"error":{"code":"2.01","messages":{"order_id":["missing","blank"],"ip":["invalid"]}}}"#,
            vec!["ip: invalid", "order_id: missing", "order_id: blank"],
        ),
        (
            r#"{"error":{"code":"2.01","messages":{"products":{"0":{"id":["missing"]}},"_":"x"}}}"#,
            vec!["_: x", "products.0.id: missing"],
        ),
        (r#"{"error":{"code":"2.01","messages":"plain"}}"#, vec!["plain"]),
        (
            r#"{"error":[{"code":"2.08","message":"Invalid card number"},{"code":"3.01","message":"Blocked"}],"transaction":{}}"#,
            vec!["Invalid card number", "Blocked"],
        ),
    ];
    for (body, expected) in shapes {
        for status in [None, Some(200), Some(400)] {
            assert_eq!(messages(&error("solidgate", status, body).unwrap()), expected, "{body}");
        }
    }
    let first = error("solidgate", 200, r#"{"error":[{"code":"2.08"},{"code":"3.01"}]}"#).unwrap();
    assert_eq!(first.code.as_deref(), Some("2.08"));
}

#[test]
fn solidgates_codes_are_judged_by_their_group() {
    use Problem::*;
    for (code, kind, retry) in [
        ("0.01", Declined, Retry::Never),
        ("1.01", Authentication, Retry::Corrected),
        ("2.01", Validation, Retry::Corrected),
        ("2.99", Validation, Retry::Corrected),
        ("3.02", Declined, Retry::Never),
        ("3.08", Declined, Retry::Never),
        ("4.07", Fraud, Retry::Never),
        ("5.01", Processing, Retry::Never),
        ("5.06", Idempotency, Retry::Never),
        ("5.07", Processing, LATER),
        ("6.01", Processing, Retry::Never),
        ("6.02", Processing, LATER),
        ("8.01", Unknown, Retry::Never),
        ("10.1", Unknown, Retry::Never),
    ] {
        let body = format!(r#"{{"error":{{"code":"{code}"}}}}"#);
        assert_eq!(judged("solidgate", 200, &body), (Some(code.to_owned()), kind, retry));
    }
}

#[test]
fn smart_glocal_tells_its_idempotency_codes_apart() {
    use Problem::*;
    for (code, kind, retry) in [
        ("idempotency_key_params_mismatch", Idempotency, Retry::Corrected),
        ("idempotency_key_already_exists", Idempotency, LATER),
        ("idempotency_key_not_supported", Idempotency, Retry::Corrected),
        ("idempotency_key_too_short", Idempotency, Retry::Corrected),
        ("authentication_error", Authentication, Retry::Corrected),
        ("invalid_request", Validation, Retry::Corrected),
        ("request_body_validation_error", Validation, Retry::Corrected),
        ("insufficient_funds", Declined, Retry::Never),
        ("operation_rejected", Fraud, Retry::Never),
        ("provider_timeout", Processing, LATER),
        ("something_new", Unknown, Retry::Never),
    ] {
        let body = format!(r#"{{"status":"error","error":{{"code":"{code}","description":"why"}}}}"#);
        assert_eq!(judged("smart-glocal", 200, &body), (Some(code.to_owned()), kind, retry));
        assert_eq!(messages(&error("smart-glocal", None, &body).unwrap()), ["why"]);
    }
    assert_eq!(error("smart-glocal", 200, r#"{"status":"ok","session":{"status":"created"}}"#), None);
}

#[test]
fn global_payments_codes_are_numbers_in_whatever_type() {
    let missing_header = Problem::Authentication;
    for (retcode, code) in [(r#""00006""#, "00006"), ("6", "6"), (r#""6""#, "6")] {
        let body = format!(r#"{{"retcode":{retcode},"retmsg":"Access denied: Missing header [SIGNATURE]"}}"#);
        let found = judged("global-payment", 200, &body);
        assert_eq!(found, (Some(code.to_owned()), missing_header, Retry::Corrected));
        assert_eq!(
            messages(&error("global-payment", None, &body).unwrap()),
            ["Access denied: Missing header [SIGNATURE]"]
        );
    }
    for retcode in ["200", r#""200""#, r#""00200""#] {
        let body = format!(r#"{{"retcode":{retcode},"retmsg":"SUCCESS","retdata":{{}}}}"#);
        assert_eq!(error("global-payment", 200, &body), None);
    }
    assert_eq!(judged("global-payment", 200, r#"{"retcode":"A1"}"#).1, Problem::Unknown);
    assert_eq!(judged("global-payment", 200, r#"{"retcode":-1}"#).0.as_deref(), Some("-1"));
}

#[test]
fn an_answer_without_an_error_is_none() {
    for id in ["solidgate", "smart-glocal", "global-payment"] {
        for body in ["{}", "[]", "1", r#"{"order":{"status":"ok"}}"#] {
            assert_eq!(error(id, 200, body), None, "{id}: {body}");
            assert_eq!(error(id, None, body), None, "{id}: {body}");
        }
        assert_eq!(error(id, 204, ""), None);
    }
    for nothing in ["null", "false", "\"\"", "{}", "[]", "[{}]"] {
        assert_eq!(error("solidgate", 200, &format!(r#"{{"error":{nothing}}}"#)), None);
    }
    for something in ["true", "\"down\"", "7", "[null, \"x\"]", r#"{"what":1}"#] {
        let found = judged("solidgate", 200, &format!(r#"{{"error":{something}}}"#));
        assert_eq!(found, (None, Problem::Unknown, Retry::Never), "{something}");
    }
}

#[test]
fn bodies_that_cannot_be_read_are_values() {
    let deep = "[".repeat(100_000);
    for body in ["<html>", "{", "\u{feff}", r#"{"error":"#, deep.as_str()] {
        for id in ["solidgate", "smart-glocal", "global-payment"] {
            for status in [None, Some(200), Some(400)] {
                assert_eq!(judged(id, status, body), (None, Problem::Unknown, Retry::Never));
            }
            assert_eq!(judged(id, 502, body), (None, Problem::Processing, LATER));
            assert_eq!(judged(id, 401, body), (None, Problem::Authentication, Retry::Corrected));
        }
    }
    assert_eq!(judged("solidgate", None, ""), (None, Problem::Unknown, Retry::Never));
    assert_eq!(judged("solidgate", 500, "{}"), (None, Problem::Processing, LATER));
    assert_eq!(judged("solidgate", 503, r#"{"error":{"code":"9.99"}}"#).1, Problem::Processing);
}

#[test]
fn a_gateway_that_publishes_no_errors_is_judged_by_the_status() {
    for id in ["aeterna", "smart2pay", "sumsub"] {
        assert_eq!(error(id, 200, "anything"), None);
        assert_eq!(error(id, None, "anything"), None);
        assert_eq!(judged(id, 429, "anything"), (None, Problem::Processing, LATER));
        assert_eq!(judged(id, 418, "anything"), (None, Problem::Unknown, Retry::Never));
    }
}

#[test]
fn there_is_an_end_to_messages() {
    let many = format!(r#"{{"error":{{"messages":[{}"x"]}}}}"#, r#""x","#.repeat(100_000));
    assert_eq!(error("solidgate", 400, &many).unwrap().messages.len(), 100);
}

#[test]
fn json_holds_all_of_it() {
    let found = error("solidgate", 200, r#"{"error":{"code":"6.02","messages":{"a":["b"]}}}"#);
    let json: Json = serde_json::from_str(&paysig::json::gateway_error(found.as_ref())).unwrap();
    assert_eq!(json["code"], "6.02");
    assert_eq!(json["kind"], "processing");
    assert_eq!(json["messages"], serde_json::json!([{ "attribute": "a", "text": "b" }]));
    assert_eq!(json["retry"], serde_json::json!({ "when": "later", "after_seconds": 60 }));
    assert!(json["advice"].is_string());
    assert_eq!(paysig::json::gateway_error(None), "null");
}

fn any_gateway() -> impl Strategy<Value = &'static paysig::gateways::Gateway> {
    select(GATEWAYS.iter().collect::<Vec<_>>())
}

fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|flag| flag.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_filter("JSON", |number| number.is_finite()).prop_map(|number| number.to_string()),
        "[a-z0-9.]{0,8}".prop_map(|text| format!("{text:?}")),
    ];
    let name = select(vec!["error", "code", "messages", "message", "description", "retcode", "retmsg", "x"]);
    leaf.prop_recursive(6, 60, 6, move |inner| {
        let members = prop::collection::vec((name.clone(), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(|values| format!("[{}]", values.join(","))),
            members.prop_map(|members| {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(gateway in any_gateway(), status: Option<u16>, body: Vec<u8>) {
        let error = gateway.error(status, &body);
        let succeeded = status.is_none_or(|status| (200..300).contains(&status));
        prop_assert!(succeeded || error.is_some());
    }

    #[test]
    fn any_json_has_an_answer(gateway in any_gateway(), status: Option<u16>, body in any_json()) {
        let error = gateway.error(status, body.as_bytes());
        let report = paysig::json::gateway_error(error.as_ref());
        prop_assert!(serde_json::from_str::<Json>(&report).is_ok());
        prop_assert!(error.is_none_or(|error| error.messages.len() <= 100));
    }
}
