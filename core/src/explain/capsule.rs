//! What can be shown to a gateway's support without showing anything: sizes, digests, fingerprints.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::identities::Identity;
use super::receptions::Lines;
use super::report::Explanation;
use super::strings::{Material, Target};
use crate::json;
use crate::message::Message;
use crate::scheme::{Part, Role, Value};
use crate::verifier::Verifier;

pub(super) fn capsule(
    verifier: &Verifier,
    lines: &Lines<'_>,
    message: &Message<'_>,
    explanation: &Explanation,
) -> String {
    let scheme = verifier.scheme();
    let headers: Vec<Json> = lines
        .iter()
        .map(|(name, value)| {
            let read = scheme.headers.iter().any(|header| header.is_named(name));
            // What can be used again is not even confirmed.
            let digest = (!CREDENTIALS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(name)))
                .then(|| sha256(value));
            let name: String =
                String::from_utf8_lossy(name).chars().take(64).flat_map(char::escape_debug).collect();
            json!({ "name": name, "length": value.len(), "sha256": digest, "read": read })
        })
        .collect();
    let identities: Vec<Identity<'_>> = verifier
        .candidates()
        .map(|(label, credentials, key)| Identity::ours(scheme, label, credentials, key))
        .collect();
    let material = Material {
        scheme,
        settings: verifier.settings(),
        method: message.method.unwrap_or_default(),
        target: message.url.map(Target::split).unwrap_or_default(),
        body: verifier
            .settings()
            .signed_body(message.body.filter(|_| !message.body_unsigned).unwrap_or_default()),
    };
    let timestamp = lines.values(scheme, &Value::Timestamp).first().copied();
    let timestamp = timestamp.or(message.request_timestamp.map(str::as_bytes)).unwrap_or_default();
    let parts = identities.first().map_or_else(Vec::new, |identity| {
        let bytes = material.parts(identity, timestamp);
        let shape = |(part, bytes): (&Part, &std::borrow::Cow<'_, [u8]>)| {
            let secret = matches!(part, Part::Field(name)
                if scheme.field(name).is_some_and(|field| field.role == Role::Secret));
            match secret {
                true => json!({ "name": part.name(), "secret": true }),
                false => json!({ "name": part.name(), "length": bytes.len(), "sha256": sha256(bytes) }),
            }
        };
        scheme.parts().iter().zip(&bytes).map(shape).collect()
    });
    let keys: Vec<Json> = identities.iter().map(fingerprint).collect();
    json!({
        "capsule": 1,
        "paysig": env!("CARGO_PKG_VERSION"),
        "scheme": scheme.id,
        "rule": scheme.rule(),
        "clock_ms": message.now_milliseconds(),
        "method": message.method.map(|method| method.len()),
        "url": message.url.map(|url| json!({ "length": url.len(), "sha256": sha256(url.as_bytes()) })),
        "body": message.body.map(|body| json!({ "length": body.len(), "sha256": sha256(body) })),
        "headers": headers,
        "string_to_sign": parts,
        "keys": keys,
        "explanation": json::explanation_value(explanation),
    })
    .to_string()
}

/// Headers that carry what lets anybody act for the merchant.
const CREDENTIALS: [&str; 5] = ["Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key"];

/// Of a secret, 32 bits of a digest that is used for nothing else: enough to see whether two sides have the same, too few to find it.
fn fingerprint(identity: &Identity<'_>) -> Json {
    let digest = match &identity.public_key {
        Some(key) => key.get().fingerprint(),
        None => {
            let mut digest = Sha256::new();
            digest.update(b"paysig capsule\0");
            digest.update(&identity.key);
            const_hex::encode(digest.finalize()).chars().take(8).collect()
        }
    };
    json!({ "label": identity.label, "fingerprint": digest })
}

fn sha256(bytes: &[u8]) -> String {
    const_hex::encode(Sha256::digest(bytes))
}
