//! Verdicts that hang on how a caller of the Rust library gives things, which the vectors' form cannot say.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue};
use paysig::{
    Credentials, ErrorCode, HeaderSource, Headers, Keyring, Message, Options, Scheme, Signer, Verified,
    Verifier,
};

const BODY: &[u8] = br#"{"amount":100}"#;
const KEY: [(&str, &str); 1] = [("sign_key", "the one sign_key")];
/// With milliseconds, and late enough for the clock to stand as far before 1970.
const NOW_MS: u64 = 1_712_345_678_901;

fn at(milliseconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds)
}

fn request() -> Message<'static> {
    Message::request("POST", "/v1/pay?id=7").body(BODY)
}

fn signer(options: &Options) -> Signer {
    Signer::new("global-payment/request", KEY, options).unwrap()
}

fn verifier(options: &Options) -> Verifier {
    Verifier::new("global-payment/request", KEY, options).unwrap()
}

fn signed() -> Headers {
    signer(&Options::new()).sign(&request().at(at(NOW_MS))).unwrap()
}

/// The code of the verdict; `None` is accepted.
fn verdict(verified: Result<Verified<'_>, paysig::Error>) -> Option<ErrorCode> {
    verified.err().map(|error| error.code())
}

#[test]
fn every_container_of_headers_has_one_verdict() {
    fn judge(name: &str, source: &(impl HeaderSource + ?Sized)) {
        let verifier = verifier(&Options::new());
        assert_eq!(verdict(verifier.verify(source, &request().at(at(NOW_MS)))), None, "{name}");
        let other = request().body(b"{}").at(at(NOW_MS));
        assert_eq!(verdict(verifier.verify(source, &other)), Some(ErrorCode::SignatureMismatch), "{name}");
    }
    let headers = signed();
    let lines: Vec<(&str, &str)> = headers.iter().collect();
    let array: [(&str, &str); 2] = lines.clone().try_into().unwrap();
    let hash_map: HashMap<&str, &str> = headers.iter().collect();
    let tree_map: BTreeMap<String, Vec<u8>> =
        headers.iter().map(|(name, value)| (name.to_lowercase(), value.as_bytes().to_vec())).collect();
    let mut inserted = HeaderMap::new();
    headers.insert_into(&mut inserted).unwrap();

    judge("Headers", &headers);
    judge("a reference", &&headers);
    judge("a vector", &lines);
    judge("a slice", lines.as_slice());
    judge("an array", &array);
    judge("a hash map", &hash_map);
    judge("a tree map", &tree_map);
    judge("the http crate's map", &inserted);

    // One that keeps every line shows that there are two.
    let (name, value) = (HeaderName::from_static("signature"), HeaderValue::from_static("x"));
    inserted.append(name, value);
    let verifier = verifier(&Options::new());
    let doubled = verifier.verify(&inserted, &request().at(at(NOW_MS)));
    assert_eq!(verdict(doubled), Some(ErrorCode::DuplicateHeader));
}

#[test]
fn every_way_to_give_credentials_has_one_verdict() {
    fn judge(name: &str, keyring: impl Into<Keyring>, label: &str) {
        let verifier = Verifier::new("global-payment/request", keyring, &Options::new()).unwrap();
        let (headers, message) = (signed(), request().at(at(NOW_MS)));
        assert_eq!(verifier.verify(&headers, &message).unwrap().label(), label, "{name}");
    }
    let [(field, secret)] = KEY;
    let credentials = Credentials::from(KEY);
    let mut added = Credentials::new();
    added.add(field, secret);
    let mut ring = Keyring::new();
    ring.add("added", &credentials);
    let rings = || [("old", [(field, "another")]), ("new", KEY)].into_iter();

    judge("pairs", KEY, "default");
    judge("credentials", credentials.clone(), "default");
    judge("borrowed credentials", &credentials, "default");
    judge("collected credentials", KEY.into_iter().collect::<Credentials>(), "default");
    judge("added credentials", added, "default");
    judge("a copy", Credentials::from(&credentials), "default");
    judge("a label", Keyring::new().with("one", credentials), "one");
    judge("an added label", ring, "added");
    judge("collected labels", rings().collect::<Keyring>(), "new");
    judge("the other order", rings().rev().collect::<Keyring>(), "new");
}

#[test]
fn every_way_to_name_a_scheme_has_one_verdict() {
    let scheme: &Scheme = paysig::gateways::scheme("global-payment/request").unwrap();
    let (headers, message) = (signed(), request().at(at(NOW_MS)));
    for verifier in [
        Verifier::new("global-payment/request", KEY, &Options::new()),
        Verifier::new(&"global-payment/request".to_owned(), KEY, &Options::new()),
        Verifier::new(scheme, KEY, &Options::new()),
        Verifier::new(scheme.clone(), KEY, &Options::new()),
    ] {
        let verifier = verifier.unwrap();
        assert_eq!(verifier.scheme().id, scheme.id);
        assert_eq!(verifier.verify(&headers, &message).unwrap().scheme().id, scheme.id);
    }
}

#[test]
fn an_option_by_its_name_is_the_option_itself() {
    let signer = signer(&Options::new());
    let named = signer.sign(&request().option("timestamp", "1712345678901")).unwrap();
    assert_eq!(named.get("TIMESTAMP"), Some("1712345678901"));
    assert_eq!(named.get("SIGNATURE"), signed().get("SIGNATURE"));

    let upload = signer.sign(&request().unsigned_body().at(at(NOW_MS))).unwrap();
    assert_ne!(upload.get("SIGNATURE"), signed().get("SIGNATURE"));
    let verifier = verifier(&Options::new());
    let uploaded = request().option("body", "unsigned").at(at(NOW_MS));
    let verified = verifier.verify(&upload, &uploaded).unwrap();
    assert_eq!((verified.body(), verified.unauthenticated_body()), (None, BODY));
    assert_eq!(
        verdict(verifier.verify(&upload, &request().at(at(NOW_MS)))),
        Some(ErrorCode::SignatureMismatch)
    );

    let responses = Verifier::new("global-payment/response", KEY, &Options::new()).unwrap();
    let answer = [("D-SIGNATURE", signed().get("SIGNATURE").unwrap().to_owned())];
    let answered = |name| responses.verify(&answer, &request().option(name, "1712345678901"));
    assert_eq!(verdict(answered("request_timestamp")), None);
    assert_eq!(verdict(answered("timestamp")), Some(ErrorCode::UnknownOption));
}

#[test]
fn a_verified_message_tells_its_time_and_its_body() {
    let (headers, message) = (signed(), request().at(at(NOW_MS)));
    let verifier = verifier(&Options::new());
    let verified = verifier.verify(&headers, &message).unwrap();
    assert_eq!(verified.timestamp(), Some(at(NOW_MS)));
    assert_eq!(verified.timestamp_ms(), i64::try_from(NOW_MS).ok());
    assert_eq!((verified.body(), verified.unauthenticated_body()), (Some(BODY), BODY));
}

/// To the millisecond, and with a clock that stands before 1970.
#[test]
fn a_tolerance_is_kept_to_the_millisecond() {
    let headers = signed();
    for (tolerance, typed) in
        [(120_000, Options::new()), (1, tolerance(1)), (1500, tolerance(1500)), (7000, tolerance(7000))]
    {
        let verifier = verifier(&typed);
        for (now, code) in [
            (NOW_MS, None),
            (NOW_MS + tolerance, None),
            (NOW_MS - tolerance, None),
            (NOW_MS + tolerance + 1, Some(ErrorCode::Stale)),
            (NOW_MS - tolerance - 1, Some(ErrorCode::Future)),
            (0, Some(ErrorCode::Future)),
        ] {
            assert_eq!(
                verdict(verifier.verify(&headers, &request().at(at(now)))),
                code,
                "{tolerance} ms, at {now}"
            );
        }
        let before = SystemTime::UNIX_EPOCH - Duration::from_millis(NOW_MS);
        assert_eq!(verdict(verifier.verify(&headers, &request().at(before))), Some(ErrorCode::Future));
    }
    let named = Options::new().set("tolerance", "7");
    for (options, now) in [(&named, NOW_MS + 7001), (&tolerance(7000), NOW_MS + 7001)] {
        assert_eq!(
            verdict(verifier(options).verify(&headers, &request().at(at(now)))),
            Some(ErrorCode::Stale)
        );
    }
    // The system's clock, where none is given.
    let verifier = verifier(&Options::new());
    assert_eq!(verdict(verifier.verify(&headers, &request())), Some(ErrorCode::Stale));
    let fresh = signer(&Options::new()).sign(&request()).unwrap();
    assert_eq!(verdict(verifier.verify(&fresh, &request())), None);
}

fn tolerance(milliseconds: u64) -> Options {
    Options::new().tolerance(Duration::from_millis(milliseconds))
}
