//! Every argument of Rust's public functions that can be bad.

use std::time::{Duration, SystemTime};

use paysig::explain::{self, Cause, ExplainOptions};
use paysig::gateways::{self, Form, FormKind, gateway};
use paysig::keys::{Encoding, PrivateKey, PublicKey, inspect};
use paysig::{Call, Credentials, Error, ErrorCode, Keyring, Message, Options, Signer, Verifier};

use super::Outcome;

/// A function's argument, and how to call the function with bad ones. What is only stored is carried on to where it is checked.
pub(super) enum Argument {
    Text(fn(&str) -> Outcome),
    Bytes(fn(&[u8]) -> Outcome),
    Number(fn(u64) -> Outcome),
}

const SCHEME: &str = "global-payment/request";
const URL: &str = "https://gateway.example/v1/pay?id=7";
/// The headers of that scheme.
const TIMESTAMP: &str = "TIMESTAMP";
const SIGNATURE: &str = "SIGNATURE";
pub(super) const SECRET: &str = "ZqY3vN8tKw5RbH2mXj7LcP9dSfG4aUeT";
const PRIVATE_KEY: &[u8] = include_bytes!("../../vectors/keys/rsa2048.pkcs8.pem");

fn signer() -> Signer {
    Signer::new(SCHEME, [("sign_key", SECRET)], &Options::new()).expect("usual credentials")
}

fn verifier() -> Verifier {
    Verifier::new(SCHEME, [("sign_key", SECRET)], &Options::new()).expect("usual credentials")
}

fn form() -> Form {
    Form::new([("public_key", "api_pk_1"), ("secret_key", SECRET)]).expect("usual credentials")
}

fn request(body: &[u8]) -> Message<'_> {
    Message::request("POST", URL).body(body)
}

fn sign(message: &Message<'_>) -> Outcome {
    signer().sign(message).map(drop)
}

/// With a scheme that has options of its own.
fn sign_rsa(message: &Message<'_>) -> Outcome {
    let credentials = [("project", &b"merchant"[..]), ("private_key", PRIVATE_KEY)];
    Signer::new("smart-glocal/request", credentials, &Options::new())?.sign(message).map(drop)
}

fn make_signer(credentials: impl Into<Credentials>) -> Outcome {
    Signer::new(SCHEME, credentials, &Options::new()).map(drop)
}

fn make_verifier(keyring: impl Into<Keyring>) -> Outcome {
    Verifier::new(SCHEME, keyring, &Options::new()).map(drop)
}

/// Those of a usual message, with another value in the one that is named.
fn headers_but(name: &str, value: &[u8]) -> Vec<(String, Vec<u8>)> {
    let headers = signer().sign(&request(b"{}")).expect("a usual message");
    assert!(headers.get(name).is_some(), "{SCHEME} has no {name}");
    let other = |whole: String, same| if same { value.to_vec() } else { whole.into_bytes() };
    headers.into_iter().map(|(header, whole)| (header.to_string(), other(whole, header == name))).collect()
}

fn verify(headers: &[(String, Vec<u8>)]) -> Outcome {
    verifier().verify(headers, &request(b"{}")).map(drop)
}

fn capsule(headers: &[(String, Vec<u8>)], message: &Message<'_>) -> Outcome {
    let (verifier, options) = (verifier(), ExplainOptions::new().budget(1 << 16));
    let explanation = verifier.explain_with(headers, message, &options)?;
    assert!(!verifier.capsule(headers, message, &explanation).contains(SECRET));
    Ok(())
}

/// A webhook of this body, with the signature of another.
fn verify_webhook(body: &[u8]) -> Outcome {
    let (scheme, secret) = ("solidgate-v2/webhook", [("endpoint_secret", SECRET)]);
    let headers = Signer::new(scheme, secret, &Options::new())?.sign(&Message::webhook(b"{}"))?;
    Verifier::new(scheme, secret, &Options::new())?.verify(&headers, &Message::webhook(body)).map(drop)
}

fn http_request(uri: &str, body: &[u8]) -> http::Request<Vec<u8>> {
    http::Request::post(uri).body(body.to_vec()).expect("a usual request")
}

/// Every argument that can be bad, in the order of the page.
pub(super) fn arguments() -> Vec<(&'static str, &'static str, Argument)> {
    use Argument::{Bytes, Number, Text};
    vec![
        (
            "Signer::new",
            "scheme",
            Text(|bad| Signer::new(bad, [("sign_key", SECRET)], &Options::new()).map(drop)),
        ),
        ("Signer::new", "a credential", Bytes(|bad| make_signer([("sign_key", bad)]))),
        (
            "Signer::new",
            "a private key",
            Bytes(|bad| {
                Signer::new(
                    "smart-glocal/request",
                    [("project", &b"p"[..]), ("private_key", bad)],
                    &Options::new(),
                )
                .map(drop)
            }),
        ),
        ("Signer::sign", "the body", Bytes(|bad| sign(&request(bad)))),
        ("Signer::sign_with", "the body", Bytes(|bad| signer().sign_with(&request(bad), |_, _| {}))),
        ("Signer::sign_if", "the body", Bytes(|bad| signer().sign_if(&request(bad), |_| Ok(()), |_, _| {}))),
        ("Signer::string_to_sign", "the body", Bytes(|bad| signer().string_to_sign(&request(bad)).map(drop))),
        ("Signer::sign_request", "the body", Bytes(|bad| signer().sign_request(&mut http_request(URL, bad)))),
        (
            "Signer::sign_parts",
            "the body",
            Bytes(|bad| {
                signer().sign_parts(&mut http_request(URL, b"").into_parts().0, &Message::new().body(bad))
            }),
        ),
        (
            "Headers::get",
            "name",
            Text(|bad| {
                assert_eq!(signer().sign(&request(b""))?.get(bad), None);
                Ok(())
            }),
        ),
        (
            "Verifier::new",
            "scheme",
            Text(|bad| Verifier::new(bad, [("sign_key", SECRET)], &Options::new()).map(drop)),
        ),
        ("Verifier::new", "a credential", Bytes(|bad| make_verifier([("sign_key", bad)]))),
        (
            "Verifier::new",
            "a public key",
            Bytes(|bad| {
                Verifier::new("smart-glocal/webhook", [("public_key", bad)], &Options::new()).map(drop)
            }),
        ),
        (
            "Verifier::verify",
            "a further header's name",
            Bytes(|bad| {
                let headers = signer().sign(&request(b"{}"))?;
                let mut lines: Vec<(&[u8], &[u8])> = vec![(bad, b"1")];
                lines.extend(headers.iter().map(|(name, value)| (name.as_bytes(), value.as_bytes())));
                verifier().verify(lines.as_slice(), &request(b"{}")).map(drop)
            }),
        ),
        ("Verifier::verify", "the timestamp's header", Bytes(|bad| verify(&headers_but(TIMESTAMP, bad)))),
        ("Verifier::verify", "the signature's header", Bytes(|bad| verify(&headers_but(SIGNATURE, bad)))),
        (
            "Verifier::verify",
            "the body",
            Bytes(|bad| verifier().verify(&signer().sign(&request(b"{}"))?, &request(bad)).map(drop)),
        ),
        (
            "Verifier::explain",
            "a header's value",
            Bytes(|bad| verifier().explain(&headers_but(SIGNATURE, bad), &request(b"{}")).map(drop)),
        ),
        (
            "Verifier::explain",
            "the body",
            Bytes(|bad| verifier().explain(&signer().sign(&request(b"{}"))?, &request(bad)).map(drop)),
        ),
        (
            "Verifier::explain_with",
            "a header's value",
            Bytes(|bad| {
                let options = ExplainOptions::new().budget(1 << 16);
                verifier().explain_with(&headers_but(SIGNATURE, bad), &request(b"{}"), &options).map(drop)
            }),
        ),
        (
            "Verifier::explain_with",
            "the body",
            Bytes(|bad| {
                let options = ExplainOptions::new().budget(1 << 16);
                verifier().explain_with(&signer().sign(&request(b"{}"))?, &request(bad), &options).map(drop)
            }),
        ),
        (
            "Verifier::capsule",
            "a header's value",
            Bytes(|bad| capsule(&headers_but(SIGNATURE, bad), &request(b"{}"))),
        ),
        (
            "Verifier::capsule",
            "the body",
            Bytes(|bad| capsule(&headers_but(SIGNATURE, b"another"), &request(bad))),
        ),
        ("Message::webhook", "the body", Bytes(verify_webhook)),
        ("Message::request", "method", Text(|bad| sign(&Message::request(bad, URL).body(b"")))),
        ("Message::request", "the URL", Text(|bad| sign(&Message::request("POST", bad).body(b"")))),
        ("Message::method", "method", Text(|bad| sign(&request(b"").method(bad)))),
        ("Message::url", "the URL", Text(|bad| sign(&request(b"").url(bad)))),
        ("Message::body", "the body", Bytes(|bad| sign(&Message::request("POST", URL).body(bad)))),
        ("Message::timestamp", "timestamp", Text(|bad| sign(&request(b"").timestamp(bad)))),
        (
            "Message::request_timestamp",
            "timestamp",
            Text(|bad| {
                let response = "global-payment/response";
                let signer = Signer::new(response, [("sign_key", SECRET)], &Options::new())?;
                signer.sign(&request(b"").request_timestamp(bad)).map(drop)
            }),
        ),
        ("Message::option", "name", Text(|bad| sign(&request(b"").option(bad, "1")))),
        (
            "Message::option",
            "value",
            Text(|bad| sign_rsa(&Message::webhook(b"{}").option("idempotency_key", bad))),
        ),
        (
            "Message::at",
            "milliseconds",
            Number(|bad| {
                let then = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(bad));
                sign(&request(b"").at(then.unwrap_or(SystemTime::UNIX_EPOCH)))
            }),
        ),
        ("Credentials::with", "name", Text(|bad| make_signer(Credentials::new().with(bad, SECRET)))),
        ("Credentials::with", "value", Bytes(|bad| make_signer(Credentials::new().with("sign_key", bad)))),
        (
            "Credentials::add",
            "name",
            Text(|bad| {
                let mut credentials = Credentials::new();
                credentials.add(bad, SECRET);
                make_signer(credentials)
            }),
        ),
        (
            "Credentials::add",
            "value",
            Bytes(|bad| {
                let mut credentials = Credentials::new();
                credentials.add("sign_key", bad);
                make_signer(credentials)
            }),
        ),
        (
            "Keyring::with",
            "label",
            Text(|bad| make_verifier(Keyring::new().with(bad, [("sign_key", SECRET)]))),
        ),
        (
            "Keyring::with",
            "a credential",
            Bytes(|bad| make_verifier(Keyring::new().with("first", [("sign_key", bad)]))),
        ),
        (
            "Keyring::add",
            "label",
            Text(|bad| {
                let mut keyring = Keyring::new();
                keyring.add(bad, [("sign_key", SECRET)]);
                make_verifier(keyring)
            }),
        ),
        (
            "Keyring::add",
            "a credential",
            Bytes(|bad| {
                let mut keyring = Keyring::new();
                keyring.add("first", [("sign_key", bad)]);
                make_verifier(keyring)
            }),
        ),
        (
            "Options::set",
            "name",
            Text(|bad| {
                Verifier::new(SCHEME, [("sign_key", SECRET)], &Options::new().set(bad, "1")).map(drop)
            }),
        ),
        (
            "Options::set",
            "value",
            Text(|bad| {
                Verifier::new(SCHEME, [("sign_key", SECRET)], &Options::new().set("query", bad)).map(drop)
            }),
        ),
        (
            "Options::tolerance",
            "seconds",
            Number(|bad| {
                let options = Options::new().tolerance(Duration::from_secs(bad));
                Verifier::new(SCHEME, [("sign_key", SECRET)], &options).map(drop)
            }),
        ),
        (
            "ExplainOptions::budget",
            "bytes",
            Number(|bad| {
                let options = ExplainOptions::new().budget(bad);
                verifier().explain_with(&headers_but(TIMESTAMP, b"0"), &request(b"{}"), &options).map(drop)
            }),
        ),
        (
            "ExplainOptions::others",
            "a credential",
            Bytes(|bad| {
                let options = ExplainOptions::new().others([("sign_key", bad)]).budget(1 << 16);
                verifier().explain_with(&signer().sign(&request(b"{}"))?, &request(b"x"), &options).map(drop)
            }),
        ),
        (
            "explain::written_by_encoders",
            "the body",
            Bytes(|bad| {
                let _ = explain::written_by_encoders(bad);
                Ok(())
            }),
        ),
        (
            "Cause::from_id",
            "id",
            Text(|bad| {
                assert_eq!(Cause::from_id(bad), None);
                Ok(())
            }),
        ),
        (
            "PrivateKey::generate",
            "bits",
            Number(|bad| PrivateKey::generate(usize::try_from(bad).unwrap_or(usize::MAX)).map(drop)),
        ),
        ("PrivateKey::read", "material", Bytes(|bad| PrivateKey::read(bad, None).map(drop))),
        (
            "PrivateKey::read",
            "passphrase",
            Bytes(|bad| {
                PrivateKey::read(include_bytes!("../../vectors/keys/rsa2048.pkcs8-encrypted.pem"), Some(bad))
                    .map(drop)
            }),
        ),
        (
            "PrivateKey::write",
            "passphrase",
            Bytes(|bad| PrivateKey::read(PRIVATE_KEY, None)?.write(Encoding::Pem, Some(bad)).map(drop)),
        ),
        ("PublicKey::read", "material", Bytes(|bad| PublicKey::read(bad).map(drop))),
        ("keys::inspect", "material", Bytes(|bad| inspect(bad, None).map(drop))),
        (
            "keys::inspect",
            "passphrase",
            Bytes(|bad| {
                inspect(include_bytes!("../../vectors/keys/rsa2048.pkcs8-encrypted.pem"), Some(bad)).map(drop)
            }),
        ),
        ("gateways::gateway", "id", Text(|bad| gateway(bad).map(drop))),
        ("gateways::scheme", "id", Text(|bad| gateways::scheme(bad).map(drop))),
        (
            "Scheme::field",
            "name",
            Text(|bad| {
                assert!(gateways::scheme(SCHEME)?.field(bad).is_none());
                Ok(())
            }),
        ),
        (
            "Scheme::option",
            "name",
            Text(|bad| {
                assert!(gateways::scheme(SCHEME)?.option(bad).is_none());
                Ok(())
            }),
        ),
        (
            "Gateway::url",
            "product",
            Text(|bad| gateway("smart2pay")?.url(&Call { product: Some(bad), ..Call::to("v1") }).map(drop)),
        ),
        (
            "Gateway::url",
            "version",
            Text(|bad| {
                gateway("smart-glocal")?.url(&Call { version: Some(bad), ..Call::to("status") }).map(drop)
            }),
        ),
        ("Call::to", "path", Text(|bad| gateway("smart2pay")?.url(&Call::to(bad)).map(drop))),
        (
            "Gateway::error",
            "the body",
            Bytes(|bad| {
                let _ = gateway("solidgate")?.error(None, bad);
                Ok(())
            }),
        ),
        (
            "Gateway::error",
            "status",
            Number(|bad| {
                let _ = gateway("solidgate")?.error(Some(u16::try_from(bad).unwrap_or(u16::MAX)), b"");
                Ok(())
            }),
        ),
        (
            "Form::new",
            "a credential",
            Bytes(|bad| Form::new([("public_key", &b"api_pk_1"[..]), ("secret_key", bad)]).map(drop)),
        ),
        ("Form::data", "json", Bytes(|bad| form().data(bad).map(drop))),
        ("Form::update", "json", Bytes(|bad| form().update(bad).map(drop))),
        ("Form::resign", "json", Bytes(|bad| form().resign(bad).map(drop))),
        ("Form::make", "json", Bytes(|bad| form().make(FormKind::Data, bad).map(drop))),
        (
            "Form::make_with_iv",
            "json",
            Bytes(|bad| form().make_with_iv(FormKind::Data, bad, [0; 16]).map(drop)),
        ),
        ("Form::decrypt", "intent", Text(|bad| form().decrypt(bad).map(drop))),
        (
            "FormKind::from_name",
            "name",
            Text(|bad| {
                assert!(FormKind::from_name(bad).is_none());
                Ok(())
            }),
        ),
        (
            "ErrorCode::from_name",
            "name",
            Text(|bad| {
                assert!(ErrorCode::from_name(bad).is_none());
                Ok(())
            }),
        ),
        (
            "Error::new",
            "message",
            Text(|bad| {
                assert_eq!(Error::new(ErrorCode::Internal, bad.to_owned()).code(), ErrorCode::Internal);
                Ok(())
            }),
        ),
    ]
}

/// Takes nothing but what paysig made, or nothing that could be bad.
pub(super) const TAKES_ONLY_ITS_OWN: &[&str] = &[
    "Headers::insert_into",
    "PublicKey::matches",
    "PublicKey::write",
    "json::error",
    "json::explanation",
    "json::form",
    "json::gateway_error",
    "json::gateways",
    "json::headers",
    "json::key",
    "json::scheme",
    "json::string_to_sign",
    "json::verified",
];
