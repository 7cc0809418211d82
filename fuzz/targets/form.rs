//! Any text in place of a payment form's intent, and any bytes in one: what was encrypted is decrypted, and only that.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use paysig::ErrorCode;
use paysig::gateways::solidgate::{Form, FormKind};
use paysig_fuzz::SECRET;

fn form() -> &'static Form {
    static FORM: OnceLock<Form> = OnceLock::new();
    FORM.get_or_init(|| {
        Form::new([("public_key", "api_pk_7b197ff4"), ("secret_key", SECRET)]).expect("it can be built")
    })
}

fuzz_target!(|input: (u8, [u8; 16], &[u8], &str, u8)| {
    let (kind, iv, bytes, text, change) = input;
    let kind = FormKind::ALL[usize::from(kind) % FormKind::ALL.len()];
    let made = form().make_with_iv(kind, bytes, iv).expect("any bytes can be encrypted");
    assert_eq!(form().decrypt(made.intent()).expect("the same key").as_slice(), bytes);

    // Its last block ends in padding: with another vector or length it says something else, or nothing.
    let mut intent = made.intent().as_bytes().to_vec();
    let at = usize::from(change) % intent.len();
    intent[at] = if intent[at] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(intent).expect("ASCII");
    for text in [text, &changed, made.signature()] {
        match form().decrypt(text) {
            Ok(json) => {
                assert!(text != changed || json.as_slice() != bytes, "a changed intent says the same")
            }
            Err(error) => {
                assert_eq!(error.code(), ErrorCode::InvalidArgument);
                assert!(
                    !error.message().contains(SECRET) && (text.len() < 12 || !error.message().contains(text))
                );
            }
        }
    }
});
