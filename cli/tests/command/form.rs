//! `paysig form`.

use paysig::gateways::Form;

use crate::support::{Folder, Run, paysig};

const ATTRIBUTES: &str = r#"{"order_id":"7","amount":100,"currency":"USD"}"#;
const SECRET: &str = "api_sk_b2a8ea1e_5f0c_4f2e_9a37_d5e0";

fn form(kind: &str) -> Run {
    paysig([
        "form",
        kind,
        "-",
        "--credential=public_key=api_pk_7b197ff4",
        "--credential=secret_key=env:SECRET",
    ])
    .env("SECRET", SECRET)
    .stdin(ATTRIBUTES)
}

#[test]
fn prints_the_fields_that_go_into_the_page() {
    let ours = Form::new([("public_key", "api_pk_7b197ff4"), ("secret_key", SECRET)]).expect("good keys");
    for (kind, intent, merchant) in [
        ("data", "paymentIntent", true),
        ("update", "partialIntent", false),
        ("resign", "resignIntent", true),
    ] {
        let fields = form(kind).arg("--format=json").run().done().json();
        let mut expected = vec![intent, "signature"];
        expected.extend(merchant.then_some("merchant"));
        expected.sort_unstable();
        let names: Vec<&String> = fields.as_object().expect("an object").keys().collect();
        assert_eq!(names, expected);
        let decrypted = ours.decrypt(fields[intent].as_str().expect("text")).expect("made with this key");
        assert_eq!(decrypted.as_slice(), ATTRIBUTES.as_bytes());
        // The signature is the one that the intent has as a body.
        let signed = paysig(["sign", "--scheme=solidgate/request", "-b=-", "--format=json"])
            .args(["-c=public_key=api_pk_7b197ff4", &format!("-c=secret_key={SECRET}")])
            .stdin(fields[intent].as_str().expect("text"))
            .run()
            .done()
            .json();
        assert_eq!(signed["headers"][1][1], fields["signature"]);

        let lines = form(kind).run().done();
        assert!(lines.text().starts_with(&format!("{intent}: ")), "{}", lines.text());
        assert_eq!(lines.text().contains("\nmerchant: api_pk_7b197ff4\n"), merchant);
    }
    assert_ne!(form("data").run().done().stdout, form("data").run().done().stdout);
}

#[test]
fn wrong_keys_and_kinds_are_refused() {
    form("data").env("SECRET", "api_sk_short").run().failed(2, "secret_too_short");
    form("data").env("SECRET", "wh_sk_b2a8ea1e_5f0c_4f2e_9a37_d5e0").run().failed(2, "wrong_pair");
    form("data").arg("-c=test/secret_key=x").run().failed(2, "invalid_argument");
    paysig(["form", "data", "-", "-c=public_key=p"]).run().failed(2, "missing_credential");
    assert_eq!(form("new").run().status, 2);
    let folder = Folder::new();
    let file = folder.file("attributes.json", ATTRIBUTES);
    paysig(["form", "data", &file, "-c=public_key=p", &format!("-c=secret_key={SECRET}")]).run().done();
}
