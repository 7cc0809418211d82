//! What the hot paths allocate.
#![allow(clippy::unwrap_used)]

use allocation_counter::measure;
use paysig::gateways::schemes;
use paysig::scheme::{Proof, Role, Scheme};
use paysig::{Credentials, Message, Options, Signer, Verifier};

fn hmac_schemes() -> impl Iterator<Item = &'static Scheme> {
    schemes().filter(|scheme| matches!(scheme.proof, Proof::Mac { .. }))
}

fn credentials(scheme: &Scheme) -> Credentials {
    scheme
        .fields
        .iter()
        .map(|field| (field.name.to_string(), if field.role == Role::Public { "merchant" } else { "secret" }))
        .collect()
}

const URL: &str = "https://gateway.example/v1/pay?id=7";

#[test]
fn verifying_an_hmac_scheme_allocates_nothing() {
    let body = vec![b'x'; 1 << 16];
    for scheme in hmac_schemes() {
        let message = Message::request("POST", URL).body(&body);
        let headers =
            Signer::new(scheme, credentials(scheme), &Options::new()).unwrap().sign(&message).unwrap();
        let lines: Vec<(&str, &str)> = headers.iter().collect();
        let verifier = Verifier::new(scheme, credentials(scheme), &Options::new()).unwrap();
        let mut accepted = false;
        let allocated = measure(|| accepted = verifier.verify(lines.as_slice(), &message).is_ok());
        assert!(accepted, "{}", scheme.id);
        assert_eq!(allocated.count_total, 0, "{}", scheme.id);
    }
}

#[test]
fn signing_an_hmac_scheme_into_place_allocates_nothing() {
    let body = vec![b'x'; 1 << 16];
    for scheme in hmac_schemes() {
        let message = Message::request("POST", URL).body(&body);
        let signer = Signer::new(scheme, credentials(scheme), &Options::new()).unwrap();
        let mut length = 0;
        let allocated = measure(|| {
            signer.sign_with(&message, |_, [prefix, value]| length += prefix.len() + value.len()).unwrap();
        });
        assert!(length >= 44, "{}", scheme.id);
        assert_eq!(allocated.count_total, 0, "{}", scheme.id);
    }
}

#[test]
fn no_body_is_ever_copied() {
    let body = vec![b'x'; 1 << 20];
    for scheme in hmac_schemes() {
        let message = Message::request("POST", URL).body(&body);
        let signer = Signer::new(scheme, credentials(scheme), &Options::new()).unwrap();
        let allocated = measure(|| drop(signer.sign(&message)));
        assert!(allocated.bytes_total < 4096, "{}: {} bytes", scheme.id, allocated.bytes_total);
    }
}
