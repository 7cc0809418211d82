//! Nothing that explaining gives out holds a secret, a MAC, an expected signature or a body, in any text form.

use std::collections::{BTreeSet, HashSet};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use paysig::gateways::scheme;
use paysig::scheme::Role;
use paysig::{Credentials, Options, Signer, json};
use paysig_tests::explain::{Case, Ready, read_cases};

/// Shorter pieces stand in any text by chance.
const SHORTEST: usize = 12;

#[test]
fn nothing_secret_is_shown() {
    let cases = read_cases();
    for case in &cases {
        let ready = case.ready().expect("a case can be built");
        let explanation = ready.explain().expect("the input is complete");
        let capsule = ready.verifier.capsule(&ready.headers, &ready.message(), &explanation);
        let shown = [
            explanation.to_string(),
            format!("{explanation:?}"),
            json::explanation(&explanation),
            capsule,
            format!("{:?} {:?}", ready.verifier, ready.options),
        ]
        .join("\n");
        // Most forms begin with nothing that is shown.
        let beginnings: HashSet<&[u8]> = shown.as_bytes().windows(SHORTEST).collect();
        for form in secrets(case, &ready).iter().flat_map(|secret| forms(secret)) {
            let is_shown = beginnings.contains(&form.as_bytes()[..SHORTEST]) && shown.contains(&form);
            assert!(!is_shown, "{} shows what must not be seen: {form}\n{shown}", case.id);
        }
    }
    println!("explain: {} cases were searched for secrets", cases.len());
}

#[test]
fn the_search_finds_what_it_is_for() {
    let secret = b"sk_0D6b3f1c52a94e0f9c7d81e2";
    for shown in [
        "…sk_0D6b3f1c52a94e0f9c7d81e2…".to_owned(),
        const_hex::encode_upper(secret),
        URL_SAFE_NO_PAD.encode(secret),
        STANDARD.encode(const_hex::encode(secret)),
        STANDARD.encode([b"user:".as_slice(), secret].concat()),
    ] {
        assert!(forms(secret).iter().any(|form| shown.contains(form)), "{shown}");
    }
}

/// Every secret, key, body, and right signature of the message; the wrong one that came too, which holds the right one.
fn secrets(case: &Case, ready: &Ready<'_>) -> Vec<Vec<u8>> {
    let scheme = scheme(&case.scheme).expect("a case names a scheme");
    let is_secret = |name: &str| {
        scheme.field(name).is_none_or(|field| !matches!(field.role, Role::Public | Role::VerifyingKey))
    };
    let mut all: Vec<Vec<u8>> =
        case.values().filter(|(name, _)| is_secret(name)).map(|(_, value)| value).collect();
    all.extend(ready.body.iter().filter(|body| body.len() > 16).cloned());
    // A hash without a key is no secret: a capsule says the body's on purpose.
    let keyless = case.id.ends_with("/hash_plain/openssl-without-a-key");
    let came = ready.headers.iter().map(|(_, value)| value).filter(|_| !keyless);
    all.extend(came.filter(|value| value.len() >= 40).cloned());
    let own: Credentials = case.own_values().collect();
    if let Ok(signer) = Signer::new(case.scheme.as_str(), own, &Options::new())
        && let Ok(headers) = signer.sign(&ready.message())
    {
        all.extend(
            headers.iter().map(|(_, value)| value.as_bytes().to_vec()).filter(|value| value.len() >= 40),
        );
    }
    // The bytes behind the texts.
    let decoded: Vec<Vec<u8>> = all
        .iter()
        .flat_map(|text| {
            let base64 = STANDARD.decode(text).ok();
            let of_hex = base64.as_ref().and_then(|digits| const_hex::decode(digits).ok());
            [const_hex::decode(text).ok(), base64, of_hex].into_iter().flatten()
        })
        .filter(|bytes| bytes.len() >= 16)
        .collect();
    all.extend(decoded);
    all
}

/// A secret in every text form; of a long one its first and last 32 bytes, and both halves in each other's place.
fn forms(secret: &[u8]) -> BTreeSet<String> {
    let mut plain = vec![secret.to_vec()];
    let (first, second) = secret.split_at(secret.len() / 2);
    plain.push([second, first].concat());
    plain.push(secret.iter().rev().copied().collect());
    if secret.len() > 32 {
        plain.extend([secret[..32].to_vec(), secret[secret.len() - 32..].to_vec()]);
    }
    let mut all = BTreeSet::new();
    for bytes in plain {
        let hex = const_hex::encode(&bytes);
        all.extend([hex.clone().into_bytes(), hex.to_uppercase().into_bytes()]);
        for engine in [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD] {
            all.extend([engine.encode(&bytes).into_bytes(), engine.encode(&hex).into_bytes()]);
            // Inside another text, at each place that it may have among three bytes, without what depends on its neighbours.
            for before in 0..3usize {
                let encoded = engine.encode([&vec![0; before], bytes.as_slice()].concat());
                let inner = encoded.trim_end_matches('=');
                all.extend(inner.get(4..inner.len() - 4).map(|inner| inner.as_bytes().to_vec()));
            }
        }
        all.insert(bytes);
    }
    // What is not UTF-8 stands in none.
    all.into_iter()
        .filter_map(|form| String::from_utf8(form).ok())
        .filter(|form| form.len() >= SHORTEST)
        .collect()
}
