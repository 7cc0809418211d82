//! `paysig sign` and `paysig string-to-sign`.

use serde_json::json;

use crate::support::{BODY, Folder, PAIR, SIGNATURE, paysig, sign};

#[test]
fn prints_the_headers_one_on_each_line() {
    let outcome = sign().args(["--body", "-"]).stdin(BODY).run().done();
    assert_eq!(outcome.text(), format!("Merchant: test\nSignature: {SIGNATURE}\n"));
    assert_eq!(outcome.stderr, "");
}

#[test]
fn prints_the_headers_as_json() {
    let outcome = sign().args(["--body", "-", "--format", "json"]).stdin(BODY).run().done();
    assert_eq!(outcome.json(), json!({ "headers": [["Merchant", "test"], ["Signature", SIGNATURE]] }));
}

#[test]
fn prints_an_error_as_json_on_standard_output_and_in_words_on_standard_error() {
    for command in ["sign", "string-to-sign"] {
        let outcome =
            paysig([command, "--scheme", "solidgate/request", "-c", "public_key=test", "--format=json"])
                .run();
        assert_eq!(outcome.status, 2);
        assert_eq!(outcome.json()["error"]["code"], "missing_credential");
        assert_eq!(outcome.json()["error"]["number"], 104);
        assert!(outcome.stderr.starts_with("error: missing_credential: "), "{}", outcome.stderr);
    }
}

#[test]
fn reads_the_body_as_bytes_and_says_that_a_final_line_end_is_part_of_it() {
    let folder = Folder::new();
    for (body, noted) in
        [(&b"\xff\x00\r\n\xfe"[..], false), (b"", false), (b"{}\n", true), (b"{}\r\n", true), (b"\n", true)]
    {
        let file = folder.file("body", body);
        let outcome = sign().args(["--body", &file]).run().done();
        let from_stdin = sign().args(["--body", "-"]).stdin(body).run().done();
        assert_eq!(outcome.text(), from_stdin.text());
        assert_eq!(outcome.stderr.contains("note: the body ends in a line end"), noted, "{body:?}");

        let signed = paysig(["string-to-sign", "--scheme", "solidgate/request", "--format", "raw"])
            .args(PAIR)
            .args(["--body", &file])
            .run()
            .done();
        assert_eq!(signed.stdout, [b"test", body, b"test"].concat());
    }
}

#[test]
fn signs_an_empty_body_without_one() {
    let without = sign().run().done();
    let empty = sign().args(["--body", "-"]).run().done();
    assert_eq!(without.text(), empty.text());
}

#[test]
fn takes_method_url_and_timestamp() {
    let base = ["--scheme", "global-payment/request", "-c", "sign_key=k"];
    let message = ["--method", "get", "--url", "/v1/pay?a=%20b", "--timestamp", "1712345678901"];
    let string = paysig(["string-to-sign", "--format=raw"]).args(base).args(message).run().done();
    assert_eq!(string.text(), "GET1712345678901/v1/paya= b");
    let headers = paysig(["sign"]).args(base).args(message).run().done();
    assert!(headers.text().starts_with("TIMESTAMP: 1712345678901\nSIGNATURE: "), "{}", headers.text());
}

#[test]
fn takes_the_clock_with_decimals() {
    for (now, timestamp) in [("1712345678", "1712345678000"), ("1712345678.9019", "1712345678901")] {
        let outcome =
            paysig(["sign", "--scheme", "global-payment/webhook", "-c", "sign_key=k", "--now", now])
                .run()
                .done();
        assert!(outcome.text().starts_with(&format!("TIMESTAMP: {timestamp}\n")), "{}", outcome.text());
    }
}

#[test]
fn options_are_set_when_building_or_per_message_as_the_scheme_says() {
    let outcome = paysig(["sign", "--scheme", "global-payment/request", "-c", "sign_key=k", "-m", "POST"])
        .args(["-u", "https://gateway.example/a?b=%41", "--timestamp", "1712345678901"])
        .args(["-o", "query=as-sent", "-o", "header.signature=X-Sig", "-o", "header.timestamp=X-Time"])
        .args(["-o", "access_token=abc", "-o", "tolerance=5"])
        .run()
        .done();
    let lines: Vec<&str> = outcome.text().lines().collect();
    assert_eq!(lines[0], "X-Time: 1712345678901");
    assert!(lines[1].starts_with("X-Sig: "));
    assert_eq!(lines[2], "Authorization: Bearer abc");

    let unsigned = ["-m", "POST", "-u", "/upload", "--timestamp=1712345678901", "-o", "body=unsigned"];
    let string =
        paysig(["string-to-sign", "--scheme=global-payment/request", "-c=sign_key=k", "--format=raw"])
            .args(unsigned)
            .run()
            .done();
    assert_eq!(string.text(), "POST1712345678901/upload");

    let response = paysig(["string-to-sign", "--scheme=global-payment/response", "-c=sign_key=k"])
        .args(["-m=GET", "-u=/x", "-o=request_timestamp=1712345678901", "--format=raw"])
        .run()
        .done();
    assert_eq!(response.text(), "GET1712345678901/x");
}

#[test]
fn an_idempotency_key_is_checked_or_made() {
    let keys = paysig_tests::top().join("tests/vectors/keys/rsa2048.pkcs8.pem");
    let key = format!("private_key=@{}", keys.display());
    let base = ["sign", "--scheme", "smart-glocal/request", "-c", "project=shop", "-c", &key];
    let given = paysig(base).args(["--idempotency-key", "order-7"]).run().done();
    assert!(given.text().contains("\nX-PARTNER-IDEMPOTENCY-KEY: order-7\n"), "{}", given.text());

    let made = || {
        let outcome = paysig(base).args(["--idempotency-key", "auto"]).run().done();
        let (_, key) = outcome.text().split_once("X-PARTNER-IDEMPOTENCY-KEY: ").expect("a key was made");
        key.trim_end().to_owned()
    };
    let (one, other) = (made(), made());
    assert_ne!(one, other);
    assert!((4..=64).contains(&one.len()), "{one}");

    paysig(base).args(["--idempotency-key", "abc"]).run().failed(2, "invalid_idempotency_key");
    sign().args(["--idempotency-key", "order-7"]).run().failed(2, "unknown_option");
    paysig(base)
        .args(["--idempotency-key", "order-7", "-o", "idempotency_key=order-8"])
        .run()
        .failed(2, "invalid_option");
}

#[test]
fn a_credential_goes_over_https_or_an_allowed_loopback_only() {
    let base = ["sign", "--scheme", "smart2pay/request", "-c", "site_id=30201", "-c", "api_key=k", "--url"];
    paysig(base).arg("https://gateway.example/v1/payments/").run().done();
    paysig(base).arg("http://gateway.example/v1/payments/").run().failed(2, "insecure_url");
    paysig(base).arg("http://127.0.0.1:8080/").run().failed(2, "insecure_url");
    paysig(base).args(["http://127.0.0.1:8080/", "-o", "allow_http_loopback=true"]).run().done();
}

#[test]
fn one_labelled_set_signs_and_several_do_not() {
    let labelled = paysig(["sign", "--scheme=solidgate/request", "-c=live/public_key=test"])
        .args(["-c=live/secret_key=secret", "-b=-"])
        .stdin(BODY)
        .run()
        .done();
    assert!(labelled.text().ends_with(&format!("{SIGNATURE}\n")));
    let several = sign().args(["-c", "live/public_key=test"]).run().failed(2, "invalid_argument");
    assert!(several.stderr.contains("default, live"), "{}", several.stderr);
}

#[test]
fn the_string_to_sign_is_shown_as_named_parts() {
    let base = ["string-to-sign", "--scheme", "solidgate/request"];
    let text = paysig(base).args(PAIR).args(["-b", "-"]).stdin("{\"a\":\"é\"}\t\n\u{1b}").run().done();
    assert_eq!(
        text.text(),
        "public_key       4 B  test\nbody            13 B  {\"a\":\"é\"}\\t\\n\\u{1b}\npublic_key       4 B  test\n"
    );
    let json = paysig(base).args(PAIR).args(["-b", "-", "--format", "json"]).stdin("{}").run().done();
    let part =
        |name: &str, length: u8, base64: &str| json!({"name": name, "length": length, "base64": base64});
    let key = part("public_key", 4, "dGVzdA==");
    assert_eq!(json.json(), json!({ "parts": [key, part("body", 2, "e30="), key] }));

    let nothing = paysig(["string-to-sign", "--scheme=smart2pay/request", "-c=site_id=1", "-c=api_key=k"])
        .args(["-u=https://gateway.example/"])
        .run()
        .done();
    assert_eq!(nothing.text(), "");
    assert!(nothing.stderr.starts_with("note: smart2pay/request signs nothing"), "{}", nothing.stderr);
}
