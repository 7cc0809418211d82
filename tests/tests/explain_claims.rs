//! Explaining claims nothing that is not so, keeps its bounds, and is the same each time.

use std::fs;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paysig::explain::{ExplainOptions, Explanation, Outcome};
use paysig::gateways::schemes;
use paysig::scheme::{Part, Proof, Role, Scheme};
use paysig::{Credentials, Message, Options, Signer, Verifier};
use paysig_tests::explain::read_cases;
use proptest::prelude::*;

const CORRUPTIONS: usize = 10_000;
const NOW: Duration = Duration::from_millis(1_712_345_678_901);
const URL: &str = "https://api.merchant.example/v1/orders?limit=5&currency=EUR";

/// The same numbers on every machine (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn text(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        (0..length).map(|_| char::from(LETTERS[self.below(LETTERS.len())])).collect()
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }
}

type Values = Vec<(String, Vec<u8>)>;

fn values(scheme: &Scheme, roles: &[Role], numbers: &mut Numbers) -> Values {
    let fields = scheme.fields.iter().filter(|field| roles.contains(&field.role));
    let value = |role: Role, numbers: &mut Numbers| match role {
        Role::SigningKey => key("rsa2048.pkcs8.pem"),
        Role::VerifyingKey => key("rsa2048.spki.pem"),
        _ => numbers.text(24).into_bytes(),
    };
    fields.map(|field| (field.name.to_string(), value(field.role, numbers))).collect()
}

fn key(name: &str) -> Vec<u8> {
    fs::read(paysig_tests::top().join("tests/vectors/keys").join(name)).expect("the key is committed")
}

fn signer(scheme: &'static Scheme, seed: u64) -> Signer {
    let own = values(scheme, &[Role::Public, Role::Secret, Role::SigningKey], &mut Numbers(seed));
    Signer::new(scheme.id.as_ref(), Credentials::from_iter(own), &Options::new()).expect("valid")
}

fn verifier(scheme: &'static Scheme, own: Values) -> Verifier {
    Verifier::new(scheme.id.as_ref(), Credentials::from_iter(own), &Options::new()).expect("valid")
}

fn verifying(scheme: &Scheme, seed: u64) -> Values {
    values(scheme, &[Role::Public, Role::Secret, Role::VerifyingKey], &mut Numbers(seed))
}

fn message(body: &[u8]) -> Message<'_> {
    Message::new().method("POST").url(URL).body(body).at(SystemTime::UNIX_EPOCH + NOW)
}

fn signs_body(scheme: &Scheme) -> bool {
    match &scheme.proof {
        Proof::Mac { parts, .. } | Proof::RsaPkcs1Sha256 { parts, .. } => parts.contains(&Part::Body),
        _ => false,
    }
}

fn signed(scheme: &'static Scheme, seed: u64, body: &[u8]) -> Vec<(String, Vec<u8>)> {
    let headers = signer(scheme, seed).sign(&message(body)).expect("it signs");
    headers.iter().map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())).collect()
}

/// A message with its body, its key or its signature replaced by chance.
fn corrupted(scheme: &'static Scheme, round: usize, numbers: &mut Numbers) -> Explanation {
    let seed = numbers.next();
    let mut body = match round % 2 {
        0 => format!(r#"{{"id":"{}","amount":{},"rate":1.50}}"#, numbers.text(6), numbers.below(9999))
            .into_bytes(),
        _ => numbers.bytes(40),
    };
    let mut headers = signed(scheme, seed, &body);
    let mut own = verifying(scheme, seed);
    match round / 2 % 3 {
        0 if signs_body(scheme) => match numbers.below(3) {
            0 => {
                let at = numbers.below(body.len());
                body[at] ^= 1 << numbers.below(8);
            }
            1 => body.splice(3..9, numbers.bytes(6)).for_each(drop),
            _ => {
                let length = 1 + numbers.below(60);
                body = numbers.bytes(length);
            }
        },
        1 => {
            let roles = [Role::Secret, Role::VerifyingKey];
            let secret =
                scheme.fields.iter().find(|field| roles.contains(&field.role)).expect("each has one");
            let (_, value) = own.iter_mut().find(|(name, _)| *name == secret.name).expect("it was given");
            *value = match secret.role {
                Role::Secret => numbers.text(24).into_bytes(),
                _ => key("other2048.spki.pem"),
            };
        }
        _ => {
            // Of the right length in the right form.
            let other = numbers.bytes(40);
            let (_, value) =
                headers.iter_mut().rfind(|(_, value)| value.len() > 40).expect("signatures are long");
            *value = match (&scheme.proof, value.len()) {
                (Proof::RsaPkcs1Sha256 { .. }, _) => STANDARD.encode(numbers.bytes(256)).into_bytes(),
                (_, 44) => STANDARD.encode(numbers.bytes(32)).into_bytes(),
                (_, 88) => STANDARD.encode(numbers.bytes(64)).into_bytes(),
                (_, 172) => STANDARD.encode(const_hex::encode(numbers.bytes(64))).into_bytes(),
                _ => const_hex::encode(&other[..32]).into_bytes(),
            };
        }
    }
    // Every change alone and many pairs; of every tenth message all pairs, which take long in a debug build.
    let options = match round % 10 {
        0 => ExplainOptions::new(),
        _ => ExplainOptions::new().budget(256 << 10),
    };
    verifier(scheme, own).explain_with(&headers, &message(&body), &options).expect("the input is complete")
}

#[test]
fn nothing_is_claimed_of_what_chance_broke() {
    let signing: Vec<&'static Scheme> =
        schemes().filter(|scheme| !matches!(scheme.proof, Proof::Basic { .. })).collect();
    let check = |from: usize| {
        for round in (from..CORRUPTIONS).step_by(2) {
            let scheme = signing[round / 6 % signing.len()];
            let explanation = corrupted(scheme, round, &mut Numbers(round as u64));
            assert_eq!(explanation.outcome(), Outcome::Unexplained, "{} {round}: {explanation}", scheme.id);
            assert!(explanation.findings().is_empty(), "{} {round}: {explanation}", scheme.id);
            assert!(round % 10 != 0 || !explanation.is_exhausted(), "{} {round}: {explanation}", scheme.id);
            let may_observe = matches!(scheme.proof, Proof::RsaPkcs1Sha256 { .. });
            assert!(may_observe || explanation.observations().is_empty(), "{} {round}", scheme.id);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| check(0));
        check(1);
    });
    println!("explain: nothing was claimed of {CORRUPTIONS} random corruptions");
}

#[test]
fn a_correct_message_verifies() {
    for scheme in schemes() {
        let headers = signed(scheme, 7, b"{}");
        let explanation =
            verifier(scheme, verifying(scheme, 7)).explain(&headers, &message(b"{}")).expect("complete");
        assert_eq!(explanation.outcome(), Outcome::Verifies, "{}: {explanation}", scheme.id);
        assert!(explanation.to_string().starts_with("this verifies"), "{explanation}");
    }
}

#[test]
fn explaining_twice_says_the_same() {
    for case in read_cases().iter().step_by(7) {
        let ready = case.ready().expect("a case can be built");
        let said = |explanation: Explanation| paysig::json::explanation(&explanation);
        let (first, second) = (ready.explain().expect("complete"), ready.explain().expect("complete"));
        assert_eq!(said(first), said(second), "{}", case.id);
        assert!(ready.verifier.verify(&ready.headers, &ready.message()).is_err(), "{}", case.id);
    }
}

#[test]
fn the_budget_is_kept() {
    let line = br#"{"id":"ps_3230","amount":1020,"items":[1,2,3]},"#;
    let mut body = b"[".to_vec();
    while body.len() < 1 << 20 {
        body.extend_from_slice(line);
    }
    body.extend_from_slice(b"{}]");
    for scheme in schemes().filter(|scheme| signs_body(scheme)) {
        let headers = signed(scheme, 1, b"something else");
        let verifier = verifier(scheme, verifying(scheme, 1));
        for budget in [1, 3 << 20] {
            let options = ExplainOptions::new().budget(budget);
            let explanation = verifier.explain_with(&headers, &message(&body), &options).expect("complete");
            assert!(explanation.bytes() <= budget, "{}: {} of {budget}", scheme.id, explanation.bytes());
            assert!(explanation.is_exhausted(), "{}: {explanation}", scheme.id);
            assert_eq!(explanation.outcome(), Outcome::Unexplained, "{}: {explanation}", scheme.id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever comes is refused or explained, and never a panic.
    #[test]
    fn anything_is_explained_without_harm(
        which in 0..13usize,
        method in "[A-Za-z]{0,8}|\\PC{0,8}",
        url in "(https?://)?[a-z.]{0,8}(/[^\\s]{0,20})?(\\?\\PC{0,20})?",
        body in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..80),
            "[\\[\\]{}\",:0-9a-z\\\\u.eE+ -]{0,80}".prop_map(String::into_bytes),
            "(&[a-z#0-9]{1,5};|%[0-9a-f]{2}|\\\\.|\\$[a-z]){0,20}".prop_map(String::into_bytes),
        ],
        proof in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..120),
            "[A-Za-z0-9+/=_ \"'%:-]{0,120}".prop_map(String::into_bytes),
        ],
        timestamp in "[0-9]{0,20}|[0-9]{10}\\.[0-9]{1,9}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.?\\PC{0,4}Z|\\PC{0,20}",
        name in "\\PC{0,12}",
    ) {
        let scheme = schemes().nth(which).expect("there are thirteen");
        let verifier = verifier(scheme, verifying(scheme, 3));
        let mut headers = signed(scheme, 3, b"{}");
        let last = headers.len() - 1;
        headers[last].1 = proof.clone();
        for (_, value) in headers.iter_mut().filter(|(_, value)| value.iter().all(u8::is_ascii_digit)) {
            *value = timestamp.clone().into_bytes();
        }
        headers.push((name, proof));
        let message = Message::new().method(&method).url(&url).body(&body).at(SystemTime::UNIX_EPOCH + NOW);
        let options = ExplainOptions::new().budget(1 << 18);
        if let Ok(explanation) = verifier.explain_with(&headers, &message, &options) {
            prop_assert_ne!(explanation.outcome(), Outcome::Verifies);
            prop_assert!(!verifier.capsule(&headers, &message, &explanation).is_empty());
        }
    }
}
