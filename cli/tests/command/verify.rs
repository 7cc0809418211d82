//! `paysig verify`.

use serde_json::{Value, json};

use crate::support::{BODY, Folder, SIGNATURE, as_arguments, paysig, verify};

#[test]
fn says_what_is_authentic() {
    let outcome = verify().args(["--body", "-"]).stdin(BODY).run().done();
    assert_eq!(
        outcome.text(),
        "accepted    solidgate/request\n\
         label       default\n\
         covers      public_key, body\n\
         replay key  2ff9ef106960f2c9b43e850b27f6ee38eff3884da1c24f818f9db35081fed71d\n"
    );
    assert_eq!(outcome.stderr, "");
}

#[test]
fn says_it_as_json() {
    let outcome = verify().args(["--body", "-", "--format", "json"]).stdin(BODY).run().done();
    assert_eq!(
        outcome.json(),
        json!({
            "accepted": true,
            "scheme": "solidgate/request",
            "label": "default",
            "timestamp_ms": Value::Null,
            "covers": ["public_key", "body"],
            "replay_key": "2ff9ef106960f2c9b43e850b27f6ee38eff3884da1c24f818f9db35081fed71d",
        })
    );
}

#[test]
fn a_rejected_message_ends_with_1_its_reason_and_nothing_to_take_for_a_result() {
    let outcome = verify().args(["--body", "-"]).stdin("{}").run().failed(1, "signature_mismatch");
    assert_eq!(outcome.stderr.lines().count(), 2);
    assert!(!outcome.stderr.contains(SIGNATURE));

    let outcome = verify().args(["--body", "-", "--format", "json"]).stdin("{}").run();
    assert_eq!(outcome.status, 1);
    let error = &outcome.json()["error"];
    assert_eq!((&error["code"], &error["kind"]), (&json!("signature_mismatch"), &json!("rejected")));
    assert!(outcome.stderr.starts_with("rejected: signature_mismatch: "), "{}", outcome.stderr);
}

#[test]
fn the_body_must_be_given_and_an_empty_one_explicitly() {
    verify().run().failed(2, "missing_body");
    verify().args(["--body", "/dev/null"]).run().failed(1, "signature_mismatch");
    verify().args(["--body", "-"]).run().failed(1, "signature_mismatch");
}

#[test]
fn says_that_a_final_line_end_is_part_of_the_body() {
    let outcome = verify().args(["--body", "-"]).stdin(format!("{BODY}\n")).run();
    let outcome = outcome.failed(1, "signature_mismatch");
    assert!(outcome.stderr.starts_with("note: the body ends in a line end"), "{}", outcome.stderr);
}

#[test]
fn a_body_that_nobody_vouches_for_is_called_that() {
    let base = ["--scheme=smart2pay/notification", "-c=site_id=30201", "-c=api_key=k"];
    let headers = paysig(["sign", "-u=https://shop.example/hook"]).args(base).run().done();
    let outcome =
        paysig(["verify", "-b=-"]).args(base).args(as_arguments(headers.text())).stdin("{}").run().done();
    assert_eq!(
        outcome.text(),
        "accepted    smart2pay/notification\n\
         label       default\n\
         covers      nothing\n\
         body        NOT authentic: nothing vouches for what it says\n"
    );
}

#[test]
fn reports_the_label_of_the_set_that_matched() {
    let set = |label: &str, secret: &str| {
        [format!("-c={label}/public_key=test"), format!("-c={label}/secret_key={secret}")]
    };
    let run = |sets: [[String; 2]; 2]| {
        let signature = format!("-H=Signature: {SIGNATURE}");
        paysig(["verify", "--scheme=solidgate/request", "-H=merchant:test", &signature, "-b=-"])
            .args(sets.concat())
            .stdin(BODY)
            .run()
    };
    let outcome = run([set("2025", "old"), set("2026/q1", "secret")]).done();
    assert!(outcome.text().contains("\nlabel       2026/q1\n"), "{}", outcome.text());
    run([set("2025", "old"), set("2026", "other")]).failed(1, "signature_mismatch");
    run([set("2025", "old"), set("", "secret")]).failed(2, "invalid_label");
    run([set("2025", "old"), set("2025", "secret")]).failed(2, "duplicate_credential");
}

#[test]
fn judges_freshness_by_the_clock_and_tolerance_that_are_given() {
    let base = ["--scheme=global-payment/webhook", "-c=sign_key=k", "-b=-"];
    let headers = paysig(["sign", "--timestamp=1712345678901"]).args(base).stdin("{}").run().done();
    let headers = as_arguments(headers.text());
    let run = |more: &[&str]| paysig(["verify"]).args(base).args(&headers).args(more).stdin("{}").run();

    let outcome = run(&["--now=1712345678.901"]).done();
    assert!(
        outcome.text().contains("\ntimestamp   2024-04-05T19:34:38.901Z (1712345678901 ms)\n"),
        "{}",
        outcome.text()
    );
    run(&["--now=1712345798.901"]).done();
    let stale = run(&["--now=1712345798.902"]).failed(1, "stale");
    assert!(stale.stderr.contains("120.001 s old, 120 s allowed"), "{}", stale.stderr);
    run(&["--now=1712345558.900"]).failed(1, "future");
    run(&["--now=1712345684", "--tolerance=5"]).failed(1, "stale");
    run(&["--now=1712345684", "--tolerance=6"]).done();
    run(&["--now=1712345684", "-o=tolerance=6"]).done();
    run(&[]).failed(1, "stale");
    run(&["-o=freshness=off"]).done();

    run(&["--tolerance=0"]).failed(2, "invalid_option");
    run(&["--tolerance=1.5"]).failed(2, "invalid_option");
    run(&["--tolerance=5", "-o=tolerance=6"]).failed(2, "invalid_option");
    run(&["--tolerance=5", "-o=freshness=off"]).failed(2, "invalid_option");
    verify().args(["--tolerance=5", "-b=-"]).run().failed(2, "unknown_option");
}

#[test]
fn binds_a_response_to_the_request_that_it_answers() {
    let base = ["--scheme=global-payment/response", "-c=sign_key=k", "-b=-", "-m=post"];
    let answered = ["-u=https://gateway.example/v1/pay?id=7", "-o=request_timestamp=1712345678901"];
    let headers = paysig(["sign"]).args(base).args(answered).stdin("{}").run().done();
    let headers = as_arguments(headers.text());
    assert_eq!(headers.len(), 2, "no timestamp of its own: {headers:?}");
    let run = |more: &[&str]| paysig(["verify"]).args(base).args(&headers).args(more).stdin("{}").run();

    let outcome = run(&answered).done();
    assert!(
        outcome.text().contains("covers      method, timestamp, path, query, body\n"),
        "{}",
        outcome.text()
    );
    run(&["-u=/v1/pay?id=8", answered[1]]).failed(1, "signature_mismatch");
    run(&[answered[0]]).failed(1, "missing_header");
    run(&[answered[1]]).failed(2, "missing_request");
}

#[test]
fn an_unsigned_body_is_not_read() {
    let base = ["--scheme=global-payment/request", "-c=sign_key=k", "-m=POST", "-u=/up", "-o=body=unsigned"];
    let headers = paysig(["sign"]).args(base).run().done();
    let run = |more: &[&str]| {
        paysig(["verify"]).args(base).args(as_arguments(headers.text())).args(more).stdin("x").run()
    };
    let outcome = run(&[]).done();
    assert!(outcome.text().contains("\nbody        NOT authentic"), "{}", outcome.text());
    run(&["-b=-"]).failed(2, "invalid_argument");
    let misspelt = ["--scheme=global-payment/request", "-c=sign_key=k", "-o=body=signed"];
    paysig(["verify"]).args(misspelt).run().failed(2, "invalid_option");
}

#[test]
fn rsa_keys_come_from_files_as_they_are() {
    let folder = Folder::new();
    let keys = paysig_tests::top().join("tests/vectors/keys");
    let key = |name: &str| keys.join(name).display().to_string();
    for (private, public) in [
        ("rsa2048.pkcs8.pem", "rsa2048.spki.pem"),
        ("rsa2048.pkcs1.der", "rsa2048.pkcs1-public.der"),
        ("rsa2048.pkcs8-crlf.pem", "rsa2048.certificate.pem"),
    ] {
        let signed = paysig([
            "sign",
            "--scheme=smart-glocal/webhook",
            &format!("-c=private_key=@{}", key(private)),
            "-b=-",
        ])
        .stdin(BODY)
        .run()
        .done();
        let headers = folder.file("headers", signed.text());
        paysig([
            "verify",
            "--scheme=smart-glocal/webhook",
            &format!("-c=public_key=@{}", key(public)),
            "-b=-",
        ])
        .args(["--headers", &headers])
        .stdin(BODY)
        .run()
        .done();
    }
    let wrong = format!("-c=public_key=@{}", key("rsa2048.pkcs8.pem"));
    paysig(["verify", "--scheme=smart-glocal/webhook", &wrong]).run().failed(2, "wrong_key_kind");
}
