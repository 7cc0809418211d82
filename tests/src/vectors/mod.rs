//! Runs the cases of `tests/vectors/`, whose form its README describes.

mod features;
mod format;

use std::time::{Duration, SystemTime};

use paysig::{Credentials, Error, Keyring, Message, Options, Signer, Verified, Verifier};

pub use features::{Feature, FeatureOperation, run_feature};
pub use format::{
    Bytes, Case, Expect, Index, MessageData, Operation, read_case, read_feature, read_features, read_index,
    read_set,
};

/// Runs one case; says what differs.
///
/// # Errors
/// A sentence for the person who reads the test's output.
pub fn run(case: &Case) -> Result<(), String> {
    match case.operation {
        Operation::Sign => sign(case),
        Operation::Verify => verify(case),
    }
}

fn sign(case: &Case) -> Result<(), String> {
    let outcome = signer(case).and_then(|signer| {
        let body = case.message.body.as_ref().map(Bytes::read);
        let message = message(case, body.as_deref());
        let headers = signer.sign(&message)?;
        let string = signer.string_to_sign(&message)?;
        Ok((headers, string))
    });
    let (headers, string) = match (outcome, &case.expect) {
        (Err(error), Expect::Error { error: code }) => return expect_code(&error, code),
        (Err(error), _) => return Err(format!("expected headers, got {error}")),
        (Ok(_), Expect::Error { error: code }) => return Err(format!("expected {code}, and it was signed")),
        (Ok(signed), _) => signed,
    };
    let Expect::Signed { headers: expected, string_to_sign } = &case.expect else {
        return Err("a case that signs expects headers or an error".into());
    };
    let lines: Vec<(String, String)> =
        headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    if lines != *expected {
        return Err(format!("expected the headers {expected:?}, got {lines:?}"));
    }
    match string_to_sign {
        None if string.parts().is_empty() => Ok(()),
        // Streams made by other code know the headers only.
        None if case.partial => Ok(()),
        None => Err("expected nothing to sign".into()),
        Some(expected) if expected.read() == string.to_bytes() => Ok(()),
        Some(_) => Err(format!("the string to sign differs: {string:?}")),
    }
}

fn verify(case: &Case) -> Result<(), String> {
    let body = case.message.body.as_ref().map(Bytes::read);
    let message = message(case, body.as_deref());
    let headers: Vec<(String, Vec<u8>)> =
        case.headers.iter().map(|(name, value)| (name.clone(), value.read())).collect();
    let verifier = match (verifier(case), &case.expect) {
        (Ok(verifier), _) => verifier,
        (Err(error), Expect::Error { error: code }) => return expect_code(&error, code),
        (Err(error), _) => return Err(format!("expected to verify, got {error}")),
    };
    match (verifier.verify(&headers, &message), &case.expect) {
        (Err(error), Expect::Error { error: code }) => expect_code(&error, code),
        (Err(error), _) => Err(format!("expected to verify, got {error}")),
        (Ok(_), Expect::Error { error: code }) => Err(format!("expected {code}, and it was accepted")),
        (Ok(verified), expected) => expect_verified(&verified, expected, body.as_deref()),
    }
}

fn expect_verified(verified: &Verified<'_>, expected: &Expect, body: Option<&[u8]>) -> Result<(), String> {
    let covers: Vec<String> = verified.covers().map(str::to_owned).collect();
    let covered_body = covers.iter().any(|name| name == "body").then(|| body.unwrap_or_default());
    if verified.body() != covered_body {
        return Err("the body that is given out is not the one that is covered".into());
    }
    let got = Expect::Verified {
        label: verified.label().to_owned(),
        timestamp_ms: verified.timestamp_ms(),
        covers,
        replay_key: verified.replay_key().map(const_hex::encode),
    };
    if got == *expected { Ok(()) } else { Err(format!("expected {expected:?}, got {got:?}")) }
}

fn expect_code(error: &Error, code: &str) -> Result<(), String> {
    match error.code().name() == code {
        true => Ok(()),
        false => Err(format!("expected {code}, got {error}")),
    }
}

fn signer(case: &Case) -> Result<Signer, Error> {
    let [set] = case.credentials.as_slice() else { panic!("{}: a case that signs has one set", case.id) };
    Signer::new(case.scheme.as_str(), credentials(&set.values), &options(case))
}

fn verifier(case: &Case) -> Result<Verifier, Error> {
    let keyring = case
        .credentials
        .iter()
        .fold(Keyring::new(), |keyring, set| keyring.with(set.label.clone(), credentials(&set.values)));
    Verifier::new(case.scheme.as_str(), keyring, &options(case))
}

/// The credentials of a case.
pub(crate) fn credentials(values: &[(String, Bytes)]) -> Credentials {
    values.iter().map(|(name, value)| (name.clone(), value.read())).collect()
}

fn options(case: &Case) -> Options {
    case.options.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn message<'a>(case: &'a Case, body: Option<&'a [u8]>) -> Message<'a> {
    message_of(&case.message, body, case.now_ms)
}

/// The message that a case describes.
pub(crate) fn message_of<'a>(
    data: &'a MessageData,
    body: Option<&'a [u8]>,
    now_ms: Option<u64>,
) -> Message<'a> {
    let mut message = Message::new();
    if let Some(method) = &data.method {
        message = message.method(method);
    }
    if let Some(url) = &data.url {
        message = message.url(url);
    }
    if let Some(body) = body {
        message = message.body(body);
    }
    if data.body_mode.as_deref() == Some("unsigned") {
        message = message.unsigned_body();
    }
    if let Some(timestamp) = &data.timestamp {
        message = message.timestamp(timestamp);
    }
    if let Some(timestamp) = &data.request_timestamp {
        message = message.request_timestamp(timestamp);
    }
    for (name, value) in &data.options {
        message = message.option(name, value);
    }
    if let Some(now) = now_ms {
        message = message.at(SystemTime::UNIX_EPOCH + Duration::from_millis(now));
    }
    message
}
