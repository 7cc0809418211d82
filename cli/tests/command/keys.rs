//! `paysig key inspect`.

use serde_json::json;

use crate::support::{Outcome, paysig};

fn inspect(file: &str, more: &[&str]) -> Outcome {
    let keys = paysig_tests::top().join("tests/vectors/keys");
    let more = more.iter().map(|argument| argument.replace("KEYS", &keys.display().to_string()));
    paysig(["key", "inspect"]).arg(keys.join(file)).args(more).run()
}

const PASSPHRASE: &str = "--passphrase=correct horse battery staple";

#[test]
fn says_what_a_key_is() {
    let outcome = inspect("rsa2048.certificate.der", &[]).done();
    let lines: Vec<&str> = outcome.text().lines().collect();
    assert_eq!(
        lines[..4],
        [
            "kind         public",
            "form         X.509 certificate, DER",
            "bits         2048",
            "exponent     65537"
        ]
    );
    for (file, form) in [
        ("rsa2048.pkcs1.pem", "PKCS#1, PEM"),
        ("rsa2048.pkcs8.der", "PKCS#8, DER"),
        ("rsa2048.spki.pem", "SPKI, PEM"),
        ("rsa2048.pkcs1-public.pem", "PKCS#1, PEM"),
    ] {
        let outcome = inspect(file, &[]).done();
        assert!(outcome.text().contains(&format!("\nform         {form}\n")), "{file}: {}", outcome.text());
        assert_eq!(outcome.text().lines().last(), lines.last().copied(), "one pair has one fingerprint");
    }
}

#[test]
fn says_it_as_json() {
    let report = inspect("rsa4096.spki.pem", &["--format=json"]).done().json();
    let fingerprint = report["fingerprint"].as_str().expect("text").to_owned();
    assert_eq!(fingerprint.len(), 64);
    let expected = json!({
        "kind": "public", "form": "spki", "encoding": "pem", "bits": 4096, "exponent": 65537, "fingerprint": fingerprint,
    });
    assert_eq!(report, expected);

    let matched =
        inspect("rsa2048.spki.pem", &["--matches=KEYS/rsa2048.pkcs1.der", "--format=json"]).done().json();
    assert_eq!(matched["matches"], true);
    let other = inspect("rsa2048.spki.pem", &["--matches=KEYS/other2048.spki.pem", "--format=json"]);
    assert_eq!((other.status, &other.json()["matches"]), (1, &json!(false)));
}

#[test]
fn keys_that_do_not_match_end_with_1() {
    let matched = inspect("rsa2048.spki.pem", &["--matches=KEYS/rsa2048.pkcs8.pem"]).done();
    assert!(matched.text().ends_with("\nmatches      yes\n"), "{}", matched.text());
    let other = inspect("other2048.spki.pem", &["--matches=KEYS/rsa2048.pkcs8.pem"]);
    assert_eq!(other.status, 1);
    assert!(other.text().ends_with("\nmatches      no\n"), "{}", other.text());
    assert_eq!(other.stderr, "rejected: the keys are not halves of one pair\n");
}

#[test]
fn a_file_may_be_standard_input() {
    let pem = std::fs::read(paysig_tests::top().join("tests/vectors/keys/rsa2048.spki.pem")).expect("a key");
    paysig(["key", "inspect", "-"]).stdin(pem.clone()).run().done();
    inspect("rsa2048.pkcs8.pem", &["--matches=-"]).failed_without_input();
    paysig(["key", "inspect", "-", "--matches=-"]).stdin(pem).run().failed(2, "invalid_argument");
}

#[test]
fn an_encrypted_key_needs_its_passphrase() {
    inspect("rsa2048.pkcs8-encrypted.pem", &[]).failed(2, "missing_passphrase");
    inspect("rsa2048.pkcs8-encrypted.pem", &["--passphrase=wrong"]).failed(2, "wrong_passphrase");
    let opened = inspect("rsa2048.pkcs8-encrypted.pem", &[PASSPHRASE]);
    assert!(opened.done().text().contains("form         encrypted PKCS#8, PEM\n"));
}

#[test]
fn what_is_no_usable_key_is_said_and_not_repeated() {
    for (file, code) in [
        ("rsa1024.spki.pem", "key_too_small"),
        ("ec.pkcs8.pem", "wrong_key_kind"),
        ("rsa2048.openssh.pem", "wrong_key_kind"),
        ("three-primes.pkcs8.pem", "unsupported_key"),
    ] {
        let outcome = inspect(file, &[]).failed(2, code);
        assert!(!outcome.stderr.contains("BEGIN"), "{}", outcome.stderr);
        let other = inspect("rsa2048.spki.pem", &[&format!("--matches=KEYS/{file}")]).failed(2, code);
        assert!(other.stderr.contains("--matches: "), "{}", other.stderr);
    }
    let pem = "-----BEGIN PRIVATE KEY-----\nsekrit\n-----END PRIVATE KEY-----\n";
    let pasted = paysig(["key", "inspect", "--", pem]).run().failed(2, "invalid_argument");
    assert!(!pasted.stderr.contains("sekrit"), "{}", pasted.stderr);
    paysig(["key", "inspect", "-"]).stdin(pem).run().failed(2, "malformed_key");
    paysig(["key", "inspect", "/dev/null"]).run().failed(2, "malformed_key");
    let json = paysig(["key", "inspect", "/dev/null", "--format=json"]).run();
    assert_eq!(json.json()["error"]["code"], "malformed_key");
}

impl Outcome {
    /// Nothing on standard input is no key.
    fn failed_without_input(self) {
        self.failed(2, "malformed_key");
    }
}
