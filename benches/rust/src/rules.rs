//! The gateways' HMAC and Basic rules, as their documents say them: what a Rust programmer writes who follows the page.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};

pub(crate) const METHOD: &str = "POST";
pub(crate) const URL: &str = "https://gateway.example/api/v1/charge?order=7&currency=EUR";
const PATH: &str = "/api/v1/charge";
const QUERY: &str = "order=7&currency=EUR";
pub(crate) const PUBLIC: &str = "merchant_7b197ff4_a0f8_4f31_9d5c_0a4d0b8f";
pub(crate) const SECRET: &str = "secret_b2a8ea1e_6d0e_4a3c_8c9d_0f7c1d1c2a";
const EMAIL: &str = "payments@shop.example";

pub(crate) struct Rule {
    pub(crate) scheme: &'static str,
    pub(crate) credentials: &'static [(&'static str, &'static str)],
    /// The header with the public credential.
    pub(crate) sender: Option<&'static str>,
    pub(crate) timestamp: Option<(&'static str, Unit)>,
    /// The header with the signature, and how it is made of the timestamp and the body.
    pub(crate) proof: &'static str,
    pub(crate) snippet: fn(&str, &[u8]) -> String,
    /// The same, for whoever writes it as well as it can be written.
    pub(crate) by_hand: ByHand,
    /// Whether a caller of paysig gives method and URL.
    pub(crate) needs_url: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Seconds,
    Milliseconds,
}

pub(crate) enum ByHand {
    Sha256(Text, Parts),
    Sha512(Text, Parts),
    Basic,
}

/// Shows the signed parts one by one.
pub(crate) type Parts = fn(&str, &[u8], &mut dyn FnMut(&[u8]));

#[derive(Clone, Copy)]
pub(crate) enum Text {
    Hex,
    Base64,
    Base64OfHex,
}

const SOLIDGATE: Rule = Rule {
    scheme: "solidgate/request",
    credentials: &[("public_key", PUBLIC), ("secret_key", SECRET)],
    sender: Some("Merchant"),
    timestamp: None,
    proof: "Signature",
    snippet: |_, body| {
        let data = [PUBLIC.as_bytes(), body, PUBLIC.as_bytes()].concat();
        STANDARD.encode(hex::encode(hmac_sha512(&data)))
    },
    by_hand: ByHand::Sha512(Text::Base64OfHex, |_, body, part| {
        part(PUBLIC.as_bytes());
        part(body);
        part(PUBLIC.as_bytes());
    }),
    needs_url: false,
};

const GLOBAL_PAYMENT: Rule = Rule {
    scheme: "global-payment/request",
    credentials: &[("sign_key", SECRET)],
    sender: None,
    timestamp: Some(("TIMESTAMP", Unit::Milliseconds)),
    proof: "SIGNATURE",
    snippet: |timestamp, body| {
        let mut data = format!("{METHOD}{timestamp}{PATH}{QUERY}").into_bytes();
        data.extend_from_slice(body);
        STANDARD.encode(hmac_sha512(&data))
    },
    by_hand: ByHand::Sha512(Text::Base64, |timestamp, body, part| {
        for text in [METHOD, timestamp, PATH, QUERY] {
            part(text.as_bytes());
        }
        part(body);
    }),
    needs_url: true,
};

const SMART2PAY: Rule = Rule {
    scheme: "smart2pay/request",
    credentials: &[("site_id", PUBLIC), ("api_key", SECRET)],
    sender: None,
    timestamp: None,
    proof: "Authorization",
    snippet: |_, _| format!("Basic {}", STANDARD.encode(format!("{PUBLIC}:{SECRET}"))),
    by_hand: ByHand::Basic,
    needs_url: true,
};

pub(crate) const RULES: [Rule; 11] = [
    SOLIDGATE,
    Rule { scheme: "solidgate/webhook", ..SOLIDGATE },
    Rule {
        scheme: "solidgate-v2/webhook",
        credentials: &[("endpoint_secret", SECRET)],
        sender: None,
        timestamp: None,
        proof: "signature",
        snippet: |_, body| STANDARD.encode(hmac_sha256(body)),
        by_hand: ByHand::Sha256(Text::Base64, |_, body, part| part(body)),
        needs_url: false,
    },
    GLOBAL_PAYMENT,
    Rule {
        scheme: "global-payment/response",
        timestamp: Some(("D-TIMESTAMP", Unit::Milliseconds)),
        proof: "D-SIGNATURE",
        ..GLOBAL_PAYMENT
    },
    Rule {
        scheme: "global-payment/webhook",
        snippet: |timestamp, body| {
            let data = [timestamp.as_bytes(), body].concat();
            STANDARD.encode(hmac_sha512(&data))
        },
        by_hand: ByHand::Sha512(Text::Base64, |timestamp, body, part| {
            part(timestamp.as_bytes());
            part(body);
        }),
        needs_url: false,
        ..GLOBAL_PAYMENT
    },
    Rule {
        scheme: "aeterna/request",
        credentials: &[("public_token", PUBLIC), ("email", EMAIL), ("secret_token", SECRET)],
        sender: Some("X-App-Token"),
        timestamp: Some(("X-App-Access-Ts", Unit::Seconds)),
        proof: "X-App-Access-Sig",
        snippet: |timestamp, _| hex::encode(hmac_sha256(format!("{timestamp}{EMAIL}").as_bytes())),
        by_hand: ByHand::Sha256(Text::Hex, |timestamp, _, part| {
            part(timestamp.as_bytes());
            part(EMAIL.as_bytes());
        }),
        needs_url: true,
    },
    Rule {
        scheme: "aeterna/webhook",
        credentials: &[("secret_token", SECRET)],
        sender: None,
        timestamp: None,
        proof: "X-Signature",
        snippet: |_, body| hex::encode(hmac_sha256(body)),
        by_hand: ByHand::Sha256(Text::Hex, |_, body, part| part(body)),
        needs_url: false,
    },
    Rule {
        scheme: "sumsub/request",
        credentials: &[("app_token", PUBLIC), ("secret_key", SECRET)],
        sender: Some("X-App-Token"),
        timestamp: Some(("X-App-Access-Ts", Unit::Seconds)),
        proof: "X-App-Access-Sig",
        snippet: |timestamp, body| {
            let mut data = format!("{timestamp}{METHOD}{PATH}?{QUERY}").into_bytes();
            data.extend_from_slice(body);
            hex::encode(hmac_sha256(&data))
        },
        by_hand: ByHand::Sha256(Text::Hex, |timestamp, body, part| {
            for text in [timestamp, METHOD, PATH, "?", QUERY] {
                part(text.as_bytes());
            }
            part(body);
        }),
        needs_url: true,
    },
    SMART2PAY,
    Rule { scheme: "smart2pay/notification", ..SMART2PAY },
];

fn hmac_sha256(data: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

fn hmac_sha512(data: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha512>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}
