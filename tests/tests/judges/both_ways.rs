//! What a judge signed, verified: accepted as it is, refused with one bit of its signature or one byte of its body changed.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paysig::keys::{Encoding, PrivateKey};
use paysig::scheme::{Part, Proof, Role, TextForm, Unit, Value};
use paysig::{Credentials, Error, ErrorCode, ErrorKind, Message, Scheme, Verifier};
use paysig_tests::vectors::{Bytes, Case, Expect};

type Lines = Vec<(String, String)>;

/// How many changed messages were refused. The turn says which bit and which byte are changed.
pub(crate) fn verify(case: &Case, turn: usize) -> Result<usize, String> {
    let Expect::Signed { headers, .. } = &case.expect else { return Err("a judge signs".to_owned()) };
    let failed = |error: Error| format!("the judge's credentials do not verify: {error}");
    let options = case.options.iter().cloned().collect();
    let verifier =
        Verifier::new(&case.scheme, credentials(case).map_err(failed)?, &options).map_err(failed)?;
    let scheme = verifier.scheme();
    let now = clock(case, scheme, turn);
    let verified = |headers: &Lines, body: &[u8]| {
        let mut message = Message::new().body(body).at(now);
        message = case.message.method.iter().fold(message, |message, method| message.method(method));
        message = case.message.url.iter().fold(message, |message, url| message.url(url));
        let answered = case.message.request_timestamp.iter();
        message = answered.fold(message, |message, timestamp| message.request_timestamp(timestamp));
        verifier.verify(headers, &message).map(drop)
    };
    let refused = |what: &str, outcome: Result<(), Error>| match outcome {
        Ok(()) => Err(format!("{what} is accepted")),
        Err(error) if error.code() == ErrorCode::SignatureMismatch => Ok(1),
        // A bit of Basic's user names another one, and the colon's leaves no pair.
        Err(error) if scheme.parts().is_empty() && error.code().kind() == ErrorKind::Rejected => Ok(1),
        Err(error) => Err(format!("{what} is refused for another reason: {error}")),
    };

    let body = case.message.body.as_ref().map(Bytes::read).unwrap_or_default();
    verified(headers, &body).map_err(|error| format!("what the judge signed is refused: {error}"))?;
    let changed = with_a_bit_changed(scheme, headers, turn).ok_or("the proof is not of the scheme's form")?;
    let of_signature = refused("a changed bit of the signature", verified(&changed, &body))?;
    let mut other = body;
    match spread(turn, 8 * other.len()) {
        Some(bit) => other[bit / 8] ^= 1 << (bit % 8),
        None => other.push(b' '),
    }
    let outcome = verified(headers, &other);
    if scheme.parts().contains(&Part::Body) {
        return Ok(of_signature + refused("a changed byte of the body", outcome)?);
    }
    outcome.map_err(|error| format!("the body is not signed, and yet another is refused: {error}"))?;
    Ok(of_signature)
}

/// What verifies what was signed: the public key in the place of the private one.
fn credentials(case: &Case) -> Result<Credentials, Error> {
    let scheme = paysig::gateways::scheme(&case.scheme)?;
    let verifying = scheme.fields.iter().find(|field| field.role == Role::VerifyingKey);
    let mut credentials = Credentials::new();
    for (name, value) in case.credentials.iter().flat_map(|set| &set.values) {
        match (scheme.field(name).map(|field| field.role), verifying) {
            (Some(Role::SigningKey), Some(verifying)) => {
                let public = PrivateKey::read(&value.read(), None)?.public_key();
                credentials.add(&*verifying.name, public.write(Encoding::Pem)?);
            }
            _ => credentials.add(name, value.read()),
        }
    }
    Ok(credentials)
}

/// The first or the last moment at which the message is fresh.
fn clock(case: &Case, scheme: &Scheme, turn: usize) -> SystemTime {
    let Some((freshness, timestamp)) = scheme.freshness.zip(case.message.timestamp.as_ref()) else {
        return SystemTime::now();
    };
    let count = timestamp.parse().unwrap();
    let signed = SystemTime::UNIX_EPOCH
        + match freshness.unit {
            Unit::Seconds => Duration::from_secs(count),
            Unit::Milliseconds => Duration::from_millis(count),
        };
    let tolerance = Duration::from_secs(freshness.tolerance_seconds.into());
    // Drivers write their schemes in turns, so that a scheme's own turns may all be even.
    if spread(turn, 2) == Some(0) { signed - tolerance } else { signed + tolerance }
}

fn with_a_bit_changed(scheme: &Scheme, headers: &Lines, turn: usize) -> Option<Lines> {
    let name = &scheme.headers.iter().find(|header| header.value == Value::Proof)?.name;
    let mut headers = headers.clone();
    let (_, text) = headers.iter_mut().find(|(header, _)| header == name)?;
    let changed = |mut bytes: Vec<u8>| {
        let bit = spread(turn, 8 * bytes.len())?;
        bytes[bit / 8] ^= 1 << (bit % 8);
        Some(bytes)
    };
    *text = match &scheme.proof {
        Proof::Basic { .. } => {
            let pair = STANDARD.decode(text.strip_prefix("Basic ")?).ok()?;
            format!("Basic {}", STANDARD.encode(changed(pair)?))
        }
        Proof::Mac { text: form, .. } | Proof::RsaPkcs1Sha256 { text: form, .. } => match form {
            TextForm::Base64 => STANDARD.encode(changed(STANDARD.decode(&*text).ok()?)?),
            TextForm::Base64OfHexLower => {
                let hex = STANDARD.decode(&*text).ok()?;
                STANDARD.encode(const_hex::encode(changed(const_hex::decode(hex).ok()?)?))
            }
            TextForm::HexLower | TextForm::HexAnyCase => {
                const_hex::encode(changed(const_hex::decode(&*text).ok()?)?)
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(headers)
}

/// A place below the limit. By the golden ratio, so that near turns are far apart, and many reach all.
fn spread(turn: usize, limit: usize) -> Option<usize> {
    let place = (turn as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    usize::try_from(place).ok()?.checked_rem(limit)
}
