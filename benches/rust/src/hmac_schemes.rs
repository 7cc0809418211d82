//! Signing and verifying with every HMAC and Basic scheme.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::Hmac;
use hmac::digest::{KeyInit, Mac};
use http::{HeaderMap, HeaderValue};
use paysig::{Credentials, Message, Options, Signer, Verifier};
use sha2::{Sha256, Sha512};
use subtle::ConstantTimeEq;

use crate::Failure;
use crate::lines::{LANGUAGE, Line};
use crate::rounds::{Way, measure, way};
use crate::rules::{ByHand, METHOD, PUBLIC, Parts, RULES, Rule, SECRET, Text, URL, Unit};

/// The scheme that is measured over all bodies.
pub(crate) const FOREMOST: &str = "solidgate/request";
const ALL_SIZES: [usize; 8] = [0, 64, 256, 1024, 4096, 16384, 65536, 1 << 20];
const SIZES: [usize; 2] = [256, 4096];
/// By how many milliseconds a timestamp may differ from the clock.
const TOLERANCE: u64 = 120_000;

pub(crate) fn run() -> Result<(), Failure> {
    for rule in &RULES {
        let sizes: &[usize] = if rule.scheme == FOREMOST { &ALL_SIZES } else { &SIZES };
        for size in sizes {
            run_rule(rule, &vec![b'x'; *size])?;
        }
    }
    Ok(())
}

fn run_rule(rule: &Rule, body: &[u8]) -> Result<(), Failure> {
    match rule.by_hand {
        ByHand::Sha256(text, parts) => run_both(rule, body, &Kept::<Hmac<Sha256>>::new(text, parts)),
        ByHand::Sha512(text, parts) => run_both(rule, body, &Kept::<Hmac<Sha512>>::new(text, parts)),
        ByHand::Basic => run_both(rule, body, &KeptValue::new(rule)),
    }
}

/// The best that is written by hand for one kind of rule.
trait Prepared {
    fn sign(&self, timestamp: &str, body: &[u8]) -> String;
    fn verify(&self, proof: &[u8], timestamp: &str, body: &[u8]) -> bool;
    /// The hash alone, of what is joined already.
    fn bare(&self, timestamp: &str, body: &[u8]) -> Option<Way<'_>>;
}

fn run_both<P: Prepared>(rule: &Rule, body: &[u8], prepared: &P) -> Result<(), Failure> {
    let credentials: Credentials = rule.credentials.iter().copied().collect();
    let signer = Signer::new(rule.scheme, &credentials, &Options::new())?;
    let verifier = Verifier::new(rule.scheme, &credentials, &Options::new())?;
    let message = || match rule.needs_url {
        true => Message::request(METHOD, URL).body(body),
        false => Message::webhook(body),
    };
    let timestamp = now(Unit::Milliseconds);
    let bare = || prepared.bare(&timestamp, body).into_iter();

    let mut ways = vec![
        way("snippet", || headers_of(rule, |timestamp| (rule.snippet)(timestamp, body))),
        way("by hand", || headers_of(rule, |timestamp| prepared.sign(timestamp, body))),
        way("paysig", || signer.sign(&message()).unwrap()),
        way("paysig, into place", || {
            let mut length = 0;
            signer.sign_with(&message(), |_, [prefix, value]| length += prefix.len() + value.len()).unwrap();
            length
        }),
    ];
    ways.extend(bare());
    write(rule, "sign", body, ways)?;

    let mut headers = HeaderMap::new();
    for (name, value) in USUAL_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    signer.sign(&message())?.insert_into(&mut headers)?;
    let snippet = || {
        received(rule, &headers)
            .is_some_and(|(proof, timestamp)| (rule.snippet)(timestamp, body).as_bytes().ct_eq(proof).into())
    };
    let by_hand =
        || received(rule, &headers).is_some_and(|(proof, timestamp)| prepared.verify(proof, timestamp, body));
    let paysig = || verifier.verify(&headers, &message()).is_ok();
    if !(snippet() && by_hand() && paysig()) {
        return Err(format!("{}: the ways do not agree", rule.scheme).into());
    }
    let mut ways = vec![way("snippet", snippet), way("by hand", by_hand), way("paysig", paysig)];
    if !matches!(rule.by_hand, ByHand::Basic) {
        ways.push(way("paysig, with replay key", || {
            verifier.verify(&headers, &message()).unwrap().replay_key()
        }));
    }
    ways.extend(bare());
    write(rule, "verify", body, ways)
}

fn write(rule: &Rule, operation: &str, body: &[u8], ways: Vec<Way<'_>>) -> Result<(), Failure> {
    let (scheme, body, ways) = (rule.scheme, body.len(), &measure(ways));
    Line::Calls { language: LANGUAGE, setting: "", scheme, operation, body, ways }.write()
}

/// What a client sends, and a proxy adds.
pub(crate) const USUAL_HEADERS: [(&str, &str); 8] = [
    ("host", "shop.example"),
    ("user-agent", "gateway/1.0"),
    ("accept", "*/*"),
    ("accept-encoding", "gzip"),
    ("content-type", "application/json"),
    ("content-length", "256"),
    ("x-forwarded-for", "203.0.113.7"),
    ("x-forwarded-proto", "https"),
];

fn now(unit: Unit) -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    match unit {
        Unit::Seconds => since.as_secs().to_string(),
        Unit::Milliseconds => since.as_millis().to_string(),
    }
}

fn headers_of(rule: &Rule, sign: impl Fn(&str) -> String) -> Vec<(&'static str, String)> {
    let mut headers = Vec::with_capacity(3);
    if let Some(name) = rule.sender {
        headers.push((name, PUBLIC.to_owned()));
    }
    let timestamp = rule.timestamp.map(|(_, unit)| now(unit)).unwrap_or_default();
    headers.push((rule.proof, sign(&timestamp)));
    if let Some((name, _)) = rule.timestamp {
        headers.push((name, timestamp));
    }
    headers
}

/// The signature and the timestamp, once the sender is known and the timestamp fresh.
fn received<'h>(rule: &Rule, headers: &'h HeaderMap) -> Option<(&'h [u8], &'h str)> {
    let get = |name: &str| headers.get(name)?.to_str().ok();
    if let Some(name) = rule.sender
        && get(name)? != PUBLIC
    {
        return None;
    }
    let mut timestamp = "";
    if let Some((name, unit)) = rule.timestamp {
        timestamp = get(name)?;
        let factor = match unit {
            Unit::Seconds => 1000,
            Unit::Milliseconds => 1,
        };
        let sent = timestamp.parse::<u64>().ok()? * factor;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_millis() as u64;
        if now.abs_diff(sent) > TOLERANCE {
            return None;
        }
    }
    Some((get(rule.proof)?.as_bytes(), timestamp))
}

/// The keyed state, kept.
struct Kept<M> {
    keyed: M,
    text: Text,
    parts: Parts,
}

impl<M: Mac + KeyInit + Clone> Kept<M> {
    fn new(text: Text, parts: Parts) -> Self {
        Self { keyed: <M as KeyInit>::new_from_slice(SECRET.as_bytes()).unwrap(), text, parts }
    }

    fn mac(&self, timestamp: &str, body: &[u8]) -> M {
        let mut mac = self.keyed.clone();
        (self.parts)(timestamp, body, &mut |part| mac.update(part));
        mac
    }
}

impl<M: Mac + KeyInit + Clone> Prepared for Kept<M> {
    fn sign(&self, timestamp: &str, body: &[u8]) -> String {
        let mac = self.mac(timestamp, body).finalize().into_bytes();
        let mut digits = [0; 128];
        let digits = &mut digits[..2 * mac.len()];
        match self.text {
            Text::Hex => hex::encode(&mac),
            Text::Base64 => STANDARD.encode(&mac),
            Text::Base64OfHex => {
                hex::encode_to_slice(&mac, digits).unwrap();
                STANDARD.encode(digits)
            }
        }
    }

    fn verify(&self, proof: &[u8], timestamp: &str, body: &[u8]) -> bool {
        let (mut mac, mut digits) = ([0; 64 + 4], [0; 128 + 4]);
        let length = <M as hmac::digest::OutputSizeUser>::output_size();
        let read = match self.text {
            Text::Hex => hex::decode_to_slice(proof, &mut mac[..length]).is_ok(),
            Text::Base64 => STANDARD.decode_slice(proof, &mut mac).is_ok_and(|read| read == length),
            Text::Base64OfHex => {
                STANDARD.decode_slice(proof, &mut digits).is_ok_and(|read| read == 2 * length)
                    && hex::decode_to_slice(&digits[..2 * length], &mut mac[..length]).is_ok()
            }
        };
        read && self.mac(timestamp, body).verify_slice(&mac[..length]).is_ok()
    }

    fn bare(&self, timestamp: &str, body: &[u8]) -> Option<Way<'_>> {
        let mut joined = Vec::new();
        (self.parts)(timestamp, body, &mut |part| joined.extend_from_slice(part));
        Some(way("bare hash", move || {
            let mut mac = self.keyed.clone();
            mac.update(&joined);
            mac.finalize()
        }))
    }
}

/// The header's value, which never changes.
struct KeptValue(String);

impl KeptValue {
    fn new(rule: &Rule) -> Self {
        Self((rule.snippet)("", b""))
    }
}

impl Prepared for KeptValue {
    fn sign(&self, _: &str, _: &[u8]) -> String {
        self.0.clone()
    }

    fn verify(&self, proof: &[u8], _: &str, _: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(proof).into()
    }

    fn bare(&self, _: &str, _: &[u8]) -> Option<Way<'_>> {
        None
    }
}
