//! `paysig explain`.

use crate::support::{BODY, Folder, PAIR, SIGNATURE, paysig};

/// The published message, signed, and another text of its body.
fn explain(body: &str) -> crate::support::Run {
    paysig(["explain", "--scheme", "solidgate/request", "-H", "Merchant: test"])
        .args(PAIR)
        .args(["-H", &format!("Signature: {SIGNATURE}"), "--body", "-"])
        .stdin(body)
}

#[test]
fn names_the_cause_its_proof_and_the_fix_and_keeps_the_message_refused() {
    let outcome = explain(r#"{"amount": 100, "currency": "USD"}"#).run();
    assert_eq!(outcome.status, 1);
    let text = outcome.text();
    for expected in [
        "refused  signature_mismatch: ",
        "\njson_reencoded  proven\n",
        "\n  proof  the signature matches with the body as ",
        "\n  fix    Sign the bytes that are sent",
        "\nMatched with the credentials labelled default. The message stays refused.\n",
    ] {
        assert!(text.contains(expected), "no {expected:?} in {text}");
    }
    assert!(!text.contains('\u{1b}'), "there is no terminal, so there are no colours: {text:?}");
    assert!(!text.contains(SIGNATURE) && !text.contains("USD"));
    assert_eq!(outcome.stderr.lines().count(), 1);
    assert!(outcome.stderr.starts_with("rejected: signature_mismatch: "), "{}", outcome.stderr);
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn shows_colours_to_who_asks_for_them() {
    let outcome = explain("{}").env("CLICOLOR_FORCE", "1").run();
    assert!(outcome.text().contains("\u{1b}[1m"), "{:?}", outcome.text());
}

#[test]
fn says_it_as_json() {
    let outcome = explain(&format!("{BODY}\n")).args(["--format", "json"]).run();
    assert_eq!(outcome.status, 1);
    let explanation = outcome.json();
    assert_eq!(explanation["outcome"], "explained");
    assert_eq!(explanation["findings"][0]["cause"], "body_final_newline");
    assert_eq!(explanation["findings"][0]["certainty"], "proven");
    assert_eq!(explanation["rejection"]["code"], "signature_mismatch");
    assert_eq!(explanation["label"], "default");
}

#[test]
fn a_correct_message_verifies() {
    let outcome = explain(BODY).run().done();
    assert_eq!(outcome.text(), "this verifies  solidgate/request, default\n");
    assert_eq!(outcome.stderr, "");
}

#[test]
fn tries_the_other_pair_where_it_is_given() {
    let outcome = paysig(["explain", "--scheme", "solidgate/webhook", "--format", "json", "--body", "-"])
        .args(["-c", "public_key=wh_pk_1", "-c", "secret_key=wh_sk_1", "-H", "Merchant: test"])
        .args(["-H", &format!("Signature: {SIGNATURE}"), "--other", "live/public_key=test"])
        .args(["--other", "live/secret_key=secret"])
        .stdin(BODY)
        .run();
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    let explanation = outcome.json();
    assert_eq!(explanation["findings"][0]["cause"], "key_other_label");
    assert_eq!(explanation["label"], "live");
}

#[test]
fn says_what_was_ruled_out_and_when_the_budget_ended_the_search() {
    let text = explain("{}").run().text().to_owned();
    assert!(text.contains("No known mistake explains it: ") && text.contains("\nruled out  "), "{text}");
    let large = "x".repeat(700_000);
    let outcome = explain(&large).args(["--budget", "1"]).run();
    assert!(outcome.text().contains("the budget ended the search"), "{}", outcome.text());
    assert_eq!(explain("{}").args(["--budget", "0"]).run().status, 2);
}

#[test]
fn writes_a_capsule_that_shows_sizes_and_digests_only() {
    let folder = Folder::new();
    let path = folder.path("capsule.json");
    let run = |more: &[&str]| {
        explain(&format!("{BODY}\n")).args(["--capsule", "capsule.json"]).args(more).within(&folder).run()
    };
    assert_eq!(run(&[]).status, 1);
    let capsule = std::fs::read_to_string(&path).expect("the capsule is there");
    for secret in [SIGNATURE, "USD", "amount", "\"secret\"", "\"test\""] {
        assert!(!capsule.contains(secret), "{secret} is in {capsule}");
    }
    let capsule: serde_json::Value = serde_json::from_str(&capsule).expect("the capsule is JSON");
    assert_eq!(capsule["headers"][1]["name"], "Signature");
    assert_eq!(capsule["headers"][1]["length"], 172);
    assert_eq!(capsule["body"]["length"], BODY.len() + 1);
    assert_eq!(capsule["string_to_sign"][1]["name"], "body");
    assert_eq!(capsule["explanation"]["findings"][0]["cause"], "body_final_newline");
    assert_eq!(capsule["keys"][0]["fingerprint"].as_str().map(str::len), Some(8));

    let again = run(&[]);
    assert_eq!(again.status, 2, "a capsule is not replaced: {}", again.stderr);
    assert!(again.stderr.contains("--force"), "{}", again.stderr);
    assert_eq!(run(&["--force"]).status, 1);
}

#[test]
fn wrong_use_is_no_explanation() {
    let run = paysig(["explain", "--scheme", "solidgate/request", "--format", "json"]).args(PAIR).run();
    assert_eq!(run.status, 2);
    assert_eq!(run.json()["error"]["code"], "missing_body");
}
