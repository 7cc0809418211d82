//! Where values come from.

use crate::support::{BODY, Folder, Outcome, SIGNATURE, paysig};

fn sign_with(secret: &str) -> crate::support::Run {
    paysig(["sign", "--scheme=solidgate/request", "-b=-", "-c=public_key=test", "-c"])
        .arg(format!("secret_key={secret}"))
        .stdin(BODY)
}

#[track_caller]
fn right(outcome: Outcome) {
    assert!(outcome.done().text().ends_with(&format!("Signature: {SIGNATURE}\n")));
}

#[test]
fn a_value_is_literal_or_from_the_environment_or_from_a_file() {
    let folder = Folder::new();
    right(sign_with("secret").run());
    right(sign_with("literal:secret").run());
    right(sign_with("env:SOLIDGATE_SK").env("SOLIDGATE_SK", "secret").run());
    right(sign_with(&format!("@{}", folder.file("secret", "secret"))).run());
    folder.file("relative", "secret");
    right(sign_with("@relative").within(&folder).run());
    let standard_input = paysig(["sign", "--scheme=solidgate/request", "-c=public_key=test"])
        .args(["-c=secret_key=@-", "-b", &folder.file("body", BODY)])
        .stdin("secret\n");
    right(standard_input.run());
}

#[test]
fn a_text_from_a_file_loses_one_final_line_end_and_nothing_else() {
    let folder = Folder::new();
    for end in ["\n", "\r\n"] {
        right(sign_with(&format!("@{}", folder.file("secret", format!("secret{end}")))).run());
    }
    for other in ["secret\n\n", "secret \n", "\nsecret", "secret\r", "secret\r\r\n"] {
        sign_with(&format!("@{}", folder.file("secret", other))).run().failed(2, "malformed_credential");
    }
    // Elsewhere a line end belongs to the value.
    sign_with("secret\n").run().failed(2, "malformed_credential");
    sign_with("env:SK").env("SK", "secret\n").run().failed(2, "malformed_credential");
}

#[test]
fn literal_escapes_what_looks_like_a_source() {
    let signature = |outcome: Outcome| outcome.done().text().to_owned();
    for secret in ["env:HOME", "@file", "literal:x", "literal:"] {
        let escaped = signature(sign_with(&format!("literal:{secret}")).run());
        let from_environment = signature(sign_with("env:SK").env("SK", secret).run());
        assert_eq!(escaped, from_environment, "{secret}");
    }
    // A source is only what a value begins with, and an equals sign or slash in a value is its own.
    for secret in ["xenv:HOME", "a@b", "a=b==", "/a/b"] {
        let plain = signature(sign_with(secret).run());
        assert_eq!(plain, signature(sign_with(&format!("literal:{secret}")).run()), "{secret}");
    }
}

#[test]
fn options_take_the_same_sources() {
    let folder = Folder::new();
    let token = folder.file("token", "abc\n");
    for value in ["abc", "literal:abc", "env:TOKEN", &format!("@{token}")] {
        let outcome = paysig(["sign", "--scheme=global-payment/request", "-c=sign_key=k", "-m=GET"])
            .args(["-u=https://gateway.example/", "-o", &format!("access_token={value}")])
            .env("TOKEN", "abc")
            .run()
            .done();
        assert!(outcome.text().ends_with("\nAuthorization: Bearer abc\n"), "{}", outcome.text());
    }
    let latin = folder.file("latin", b"\xe9");
    paysig(["sign", "--scheme=global-payment/request", "-c=sign_key=k"])
        .args(["-o", &format!("access_token=@{latin}")])
        .run()
        .failed(2, "invalid_text");
}

#[test]
fn what_is_not_there_is_said_without_repeating_what_may_be_a_secret() {
    let unset = sign_with("env:SOLIDGATE_SK").run().failed(2, "invalid_argument");
    assert!(unset.stderr.contains("credential secret_key: the environment variable SOLIDGATE_SK is not set"));
    sign_with("env:SK").env("SK", "").run().failed(2, "empty_credential");
    for secret in ["@sekrit", "env:sek=rit", "env:sek-rit!", "env:", "@"] {
        let outcome = sign_with(secret).run().failed(2, "invalid_argument");
        assert!(outcome.stderr.contains("credential secret_key: "), "{}", outcome.stderr);
        assert!(!outcome.stderr.contains("sek"), "{}", outcome.stderr);
    }
    sign_with(&format!("@{}", std::env::temp_dir().display())).run().failed(2, "invalid_argument");
    for stray in ["sekrit", "sekrit/x"] {
        for option in ["-c", "-o"] {
            let outcome = sign_with("secret").args([option, stray]).run().failed(2, "invalid_argument");
            assert!(outcome.stderr.contains("no equals sign"), "{}", outcome.stderr);
            assert!(!outcome.stderr.contains("sekrit"), "{}", outcome.stderr);
        }
    }
    let unknown = sign_with("secret").arg("-c=sekrit=x").run().failed(2, "unknown_credential");
    assert!(!unknown.stderr.contains("sekrit"), "{}", unknown.stderr);
    sign_with("secret").arg("-c=secret_key=again").run().failed(2, "duplicate_credential");
}

#[test]
fn standard_input_is_read_once() {
    let outcome = sign_with("@-").run().failed(2, "invalid_argument");
    assert!(outcome.stderr.contains("standard input can be read only once"), "{}", outcome.stderr);
    let outcome = paysig(["verify", "--scheme=solidgate/request", "-b=-", "--headers=-"])
        .args(crate::support::PAIR)
        .run()
        .failed(2, "invalid_argument");
    assert!(outcome.stderr.contains("--body: "), "{}", outcome.stderr);
}

#[test]
fn a_body_in_place_of_its_file_is_explained_and_not_repeated() {
    for body in [BODY, " [1, \"sekrit\"]", "<sekrit/>", "a=sekrit\nb"] {
        let outcome = paysig(["sign", "--scheme=solidgate/request", "-b", body]).args(crate::support::PAIR);
        let outcome = outcome.run().failed(2, "invalid_argument");
        assert!(outcome.stderr.contains("give --body -"), "{}", outcome.stderr);
        assert!(
            !outcome.stderr.contains("sekrit") && !outcome.stderr.contains("amount"),
            "{}",
            outcome.stderr
        );
    }
    let missing =
        paysig(["sign", "--scheme=solidgate/request", "-b=missing.json"]).args(crate::support::PAIR);
    let missing = missing.run().failed(2, "invalid_argument");
    assert!(missing.stderr.contains("--body: missing.json cannot be read: "), "{}", missing.stderr);
}
