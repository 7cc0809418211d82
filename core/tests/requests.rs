//! What is refused before anything is signed, and how headers are handed on.
#![allow(clippy::unwrap_used, missing_docs)]

use paysig::gateway_errors::Problem;
use paysig::gateways::gateway;
use paysig::scheme::Environment;
use paysig::{Call, ErrorCode, Message, Options, Signer};

const PAIR: [(&str, &str); 2] = [("public_key", "api_pk_4f1e"), ("secret_key", "api_sk_9b02c1d7e8")];

fn refused<T>(result: Result<T, paysig::Error>) -> (ErrorCode, String) {
    let error = result.map(|_| ()).unwrap_err();
    (error.code(), error.message().to_owned())
}

#[test]
fn a_path_that_a_client_would_rewrite_is_refused() {
    let smart2pay = gateway("smart2pay").unwrap();
    let url = |path| smart2pay.url(&Call { environment: Environment::Test, ..Call::to(path) });
    for path in ["payments/../refunds", "./payments", "..", "payments/.", "payments/..?id=7"] {
        let (code, message) = refused(url(path));
        assert_eq!(code, ErrorCode::InvalidUrl, "{path}: {message}");
    }
    for path in ["payments/..7", "payments?next=../refunds", "payments/a.b"] {
        assert!(url(path).unwrap().ends_with(path));
    }
}

#[test]
fn a_gateway_that_publishes_no_host_says_where_it_is_found() {
    let (code, message) = refused(gateway("aeterna").unwrap().url(&Call::to("payments")));
    assert_eq!(code, ErrorCode::UnknownHost);
    assert!(message.contains("it publishes none; its contract names it"), "{message}");
}

#[test]
fn an_option_counts_once() {
    let key = [("sign_key", "c2VjcmV0")];
    let twice = Options::new().set("query", "as-sent").set("query", "decoded");
    let signer = Signer::new("global-payment/request", key, &twice);
    assert_eq!(refused(signer), (ErrorCode::InvalidOption, "option query: it was given twice".to_owned()));

    let signer = Signer::new("global-payment/request", key, &Options::new()).unwrap();
    let request = Message::request("POST", "https://openapi.stablelink.app/v1/pay").body(b"{}");
    let twice = request.option("access_token", "a").option("access_token", "a");
    let expected = (ErrorCode::InvalidOption, "option access_token: it was given twice".to_owned());
    assert_eq!(refused(signer.sign(&twice)), expected);
}

#[test]
fn whether_a_body_is_signed_is_no_text() {
    let signer = Signer::new("global-payment/request", [("sign_key", "c2VjcmV0")], &Options::new()).unwrap();
    let request = Message::request("POST", "https://openapi.stablelink.app/v1/pay").body(b"{}");
    let (code, message) = refused(signer.sign(&request.option("body", "signed")));
    assert_eq!((code, message.as_str()), (ErrorCode::InvalidOption, "option body: allowed: unsigned"));
}

#[test]
fn headers_are_counted_and_go_through_a_loop() {
    let signer = Signer::new("solidgate/request", PAIR, &Options::new()).unwrap();
    let headers = signer.sign(&Message::new().body(b"{}")).unwrap();
    assert_eq!((headers.len(), headers.is_empty()), (2, false));
    let mut names = Vec::new();
    for (name, value) in &headers {
        assert_eq!(headers.get(name), Some(value));
        names.push(name);
    }
    assert_eq!(names, ["Merchant", "Signature"]);
}

#[test]
fn every_problem_has_a_name_of_its_own() {
    let names = [
        Problem::Authentication,
        Problem::Validation,
        Problem::Declined,
        Problem::Fraud,
        Problem::Idempotency,
        Problem::Processing,
        Problem::Unknown,
    ]
    .map(Problem::name);
    assert_eq!(
        names,
        ["authentication", "validation", "declined", "fraud", "idempotency", "processing", "unknown"]
    );
}
