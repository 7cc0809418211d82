//! The payment form: what goes into a page, and that the gateway can read it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use paysig::ErrorCode::{self, *};
use paysig::gateways::solidgate::{Form, FormKind};
use paysig::{Credentials, Message, Options, Signer};
use proptest::prelude::*;

const PUBLIC: &str = "api_pk_7b197ff4";
const SECRET: &str = "api_sk_0123456789abcdef0123456789abcdef_and_more";
const IV: [u8; 16] = *b"sixteen bytes iv";

fn form() -> Form {
    Form::new([("public_key", PUBLIC), ("secret_key", SECRET)]).unwrap()
}

fn refused(credentials: impl Into<Credentials>) -> ErrorCode {
    Form::new(credentials).unwrap_err().code()
}

#[test]
fn each_kind_has_the_vendors_fields() {
    let form = form();
    for (fields, kind, names) in [
        (form.data(b"{}").unwrap(), FormKind::Data, vec!["paymentIntent", "merchant", "signature"]),
        (form.update(b"{}").unwrap(), FormKind::Update, vec!["partialIntent", "signature"]),
        (form.resign(b"{}").unwrap(), FormKind::Resign, vec!["resignIntent", "merchant", "signature"]),
    ] {
        assert_eq!(fields.kind(), kind);
        assert_eq!(fields.iter().map(|(name, _)| name).collect::<Vec<_>>(), names);
        assert_eq!(fields.merchant(), names.contains(&"merchant").then_some(PUBLIC));
        assert_eq!((fields.intent().len(), fields.signature().len()), (44, 172));
        let json: serde_json::Value = serde_json::from_str(&paysig::json::form(&fields)).unwrap();
        assert_eq!(json.as_object().unwrap().len(), names.len());
        assert!(fields.iter().all(|(name, value)| json[name] == value));
    }
    for kind in FormKind::ALL {
        assert_eq!(FormKind::from_name(kind.name()), Some(*kind));
    }
    assert_eq!(FormKind::from_name("Data"), None);
}

#[test]
fn what_openssl_makes_of_the_same_is_the_same() {
    // printf '{"amount":100}' | openssl enc -aes-256-cbc -K "$(printf 'api_sk_0123456789abcdef012345678' | xxd -p -c 99)"
    //     -iv "$(printf 'sixteen bytes iv' | xxd -p)" | xxd -p
    let blocks = const_hex::decode("b974cf17e6862271e872c23965dba5b7").unwrap();
    let fields = form().make_with_iv(FormKind::Data, br#"{"amount":100}"#, IV).unwrap();
    assert_eq!(URL_SAFE.decode(fields.intent()).unwrap(), [&IV[..], &blocks].concat());
}

#[test]
fn the_intent_is_signed_as_a_body_is() {
    let fields = form().data(b"{}").unwrap();
    let signer =
        Signer::new("solidgate/request", [("public_key", PUBLIC), ("secret_key", SECRET)], &Options::new());
    let headers = signer.unwrap().sign(&Message::new().body(fields.intent().as_bytes())).unwrap();
    assert_eq!(headers.get("Signature"), Some(fields.signature()));
}

#[test]
fn wrong_credentials_are_refused() {
    let with = |secret: &'static str| [("public_key", PUBLIC), ("secret_key", secret)];
    assert_eq!(refused(with("only thirty-one bytes long: 31.")), SecretTooShort);
    assert!(Form::new(with("exactly thirty-two bytes long: .")).is_ok());
    // 31 characters and 32 bytes.
    assert!(Form::new(with("thirty-one characters, and an é")).is_ok());
    assert_eq!(refused(with("wh_sk_0123456789abcdef0123456789abcdef")), WrongPair);
    assert_eq!(refused(with("api_pk_0123456789abcdef0123456789abcdef")), WrongHalfOfPair);
    assert_eq!(refused(with("")), EmptyCredential);
    assert_eq!(refused([("public_key", PUBLIC)]), MissingCredential);
}

#[test]
fn only_intents_of_the_same_key_are_decrypted() {
    let form = form();
    let intent = form.data(b"{}").unwrap().intent().to_owned();
    assert_eq!(*form.decrypt(&intent).unwrap(), b"{}");
    for wrong in [
        "",
        "AAAA",
        "!",
        &intent[..40],
        intent.trim_end_matches('='),
        &URL_SAFE.encode([0; 16]),
        &URL_SAFE.encode([0; 31]),
    ] {
        assert_eq!(form.decrypt(wrong).unwrap_err().code(), InvalidArgument, "{wrong}");
    }
}

#[test]
fn nothing_secret_is_printed() {
    let fields = form().data(b"{}").unwrap();
    assert_eq!(
        format!("{:?} {fields:?}", form()),
        "Form(api_pk_7b197ff4) FormFields(paymentIntent, merchant, signature)"
    );
}

proptest! {
    #[test]
    fn what_is_encrypted_is_decrypted(json: Vec<u8>, kind in prop::sample::select(FormKind::ALL)) {
        let form = form();
        let fields = form.make(kind, &json).unwrap();
        prop_assert_eq!(&*form.decrypt(fields.intent()).unwrap(), &json);
        prop_assert!(form.make(kind, &json).unwrap().intent() != fields.intent(), "the vector is new each time");
    }

    #[test]
    fn no_text_makes_decrypting_panic(intent: String) {
        prop_assert!(form().decrypt(&intent).is_err());
    }
}
