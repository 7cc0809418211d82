//! `paysig error`.

use serde_json::json;

use crate::support::{Folder, Outcome, paysig};

fn error(gateway: &str, more: &[&str], body: impl Into<Vec<u8>>) -> Outcome {
    paysig(["error", "--gateway", gateway, "-"]).args(more).stdin(body).run()
}

#[test]
fn says_what_an_answer_means() {
    let body = r#"{"error":{"code":"2.01","messages":{"amount":["This value should be positive."],"order":{"id":["Too long."]}}}}"#;
    let outcome = error("solidgate", &[], body).done();
    assert_eq!(
        outcome.text(),
        "code     2.01\n\
         kind     validation\n\
         message  amount: This value should be positive.\n\
         message  order.id: Too long.\n\
         retry    once what is wrong was put right\n\
         advice   Correct the attributes that the messages name.\n"
    );
    let folder = Folder::new();
    let file = folder.file("answer.json", body);
    let from_file = paysig(["error", "--gateway=solidgate", &file]).run().done();
    assert_eq!(from_file.text(), outcome.text());
}

#[test]
fn says_it_as_json() {
    let body = r#"{"status":"error","error":{"code":"idempotency_key_already_exists","description":"wait"}}"#;
    let printed = error("smart-glocal", &["--format=json"], body).done().json();
    assert_eq!(printed["code"], "idempotency_key_already_exists");
    assert_eq!(printed["kind"], "idempotency");
    assert_eq!(printed["messages"], json!([{"attribute": null, "text": "wait"}]));
    assert_eq!(printed["retry"]["when"], "later");
    assert_eq!(error("solidgate", &["--format=json"], r#"{"order":{}}"#).done().text(), "null\n");
}

#[test]
fn the_status_counts_where_the_body_says_nothing() {
    assert_eq!(error("solidgate", &["--status=200"], r#"{"order":{}}"#).done().text(), "no error\n");
    assert!(error("solidgate", &["--status=401"], "{}").done().text().contains("kind     authentication\n"));
    assert!(
        error("solidgate", &["--status=503"], "<html>").done().text().contains("the same request, after ")
    );
    for status in ["99", "600", "OK"] {
        assert_eq!(error("solidgate", &["--status", status], "{}").status, 2);
    }
}

#[test]
fn what_it_does_not_know_is_an_answer_too() {
    for body in ["", "<html>", "{\"error\":", "\u{0}"] {
        let outcome = error("solidgate", &["--status=400"], body).done();
        assert!(outcome.text().contains("kind     unknown\n"), "{}", outcome.text());
    }
    error("none", &[], "{}").failed(2, "unknown_gateway");
    paysig(["error", "--gateway=solidgate", "missing.json"]).run().failed(2, "invalid_argument");
    assert_eq!(error("none", &["--format=json"], "{}").json()["error"]["code"], "unknown_gateway");
}

#[test]
fn a_gateways_words_do_not_steer_the_terminal() {
    let body = r#"{"error":{"code":"9\u001b[2J","messages":{"a\u0007":["x\r\n\u001b]0;y\u009b"]}}}"#;
    let outcome = error("solidgate", &[], body).done();
    assert!(outcome.text().starts_with("code     9\\u{1b}[2J\n"), "{}", outcome.text());
    assert!(outcome.text().contains("message  a\\u{7}: x\\r\\n\\u{1b}]0;y\\u{9b}\n"), "{}", outcome.text());
}
