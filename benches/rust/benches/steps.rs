//! What each step of the engine costs: schemes that differ by one thing, from the bare hash to what a gateway really wants. The
//! difference between two neighbours is the step.
//!
//! Run it with `core/bench steps`.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{BenchmarkGroup, Criterion};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderValue};
use paysig::scheme::{
    Expects, Field, Freshness, Hash, Header, Https, Kind, Need, Part, Proof, Role, Scheme, TextForm, Unit,
    Value,
};
use paysig::{Message, Options, Signer, Verifier};
use rustix::time::{ClockId, clock_gettime};
use sha2::{Digest, Sha512};

const SECRET: &str = "a secret of thirty-two characters";
const URL: &str = "https://gateway.example/v1/pay?id=7";
const BODY: [u8; 256] = [b'x'; 256];

/// The time that the processor works for this thread, whatever else runs on the machine.
struct Worked;

impl Measurement for Worked {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    }

    fn end(&self, start: Duration) -> Duration {
        self.start() - start
    }

    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_nanos() as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

fn main() {
    let mut criterion = Criterion::default()
        .with_measurement(Worked)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600))
        .configure_from_args();
    hashing(&mut criterion);
    engine(&mut criterion);
    headers(&mut criterion);
    criterion.final_summary();
}

fn hashing(criterion: &mut Criterion<Worked>) {
    let mut group = criterion.benchmark_group("hash");
    group.bench_function("SHA-512", |bencher| bencher.iter(|| Sha512::digest(black_box(BODY))));
    let keyed = <Hmac<Sha512> as KeyInit>::new_from_slice(SECRET.as_bytes()).unwrap();
    group.bench_function("HMAC, key kept", |bencher| {
        bencher.iter(|| {
            let mut mac = keyed.clone();
            mac.update(black_box(&BODY));
            mac.finalize()
        });
    });
    let fresh = || <Hmac<Sha512> as KeyInit>::new_from_slice(black_box(SECRET.as_bytes())).unwrap();
    group.bench_function("keying", |bencher| bencher.iter(fresh));
}

/// Each scheme has one thing more than the one before, or another text form.
fn engine(criterion: &mut Criterion<Worked>) {
    let now = SystemTime::now();
    let body_only = scheme(TextForm::HexLower);
    let mut sender = scheme(TextForm::Base64OfHexLower);
    let id = field("public_key", Role::Public);
    sender.fields = [id, field("secret_key", Role::Secret)].to_vec().into();
    sender.sender = Some("public_key".into());
    sender.headers.to_mut().push(header("Merchant", Value::Field("public_key".into())));
    let mut timed = scheme(TextForm::Base64OfHexLower);
    timed.freshness = Some(Freshness { unit: Unit::Seconds, tolerance_seconds: 300 });
    timed.headers.to_mut().push(header("Timestamp", Value::Timestamp));
    timed.proof = proof(TextForm::Base64OfHexLower, &[Part::Timestamp, Part::Body]);
    let mut target = scheme(TextForm::Base64OfHexLower);
    target.proof = proof(TextForm::Base64OfHexLower, &[Part::Target, Part::Body]);
    let mut method = scheme(TextForm::Base64OfHexLower);
    method.proof = proof(TextForm::Base64OfHexLower, &[Part::Method, Part::Target, Part::Body]);

    let webhook = || Message::webhook(&BODY).at(now);
    let request = || Message::request("POST", URL).body(&BODY).at(now);
    let steps: [(&str, Scheme, Message<'_>); 8] = [
        ("hex", body_only.clone(), webhook()),
        ("base64", scheme(TextForm::Base64), webhook()),
        ("base64 of hex", scheme(TextForm::Base64OfHexLower), webhook()),
        ("base64 of hex, sender", sender, webhook()),
        ("base64 of hex, timestamp", timed, webhook()),
        ("base64 of hex, URL that is not signed", scheme(TextForm::Base64OfHexLower), request()),
        ("base64 of hex, target", target, request()),
        ("base64 of hex, method and target", method, request()),
    ];
    let mut group = criterion.benchmark_group("sign");
    each(&mut group, &steps, |scheme, message| {
        let signer = signer(scheme);
        move || signer.sign_with(message, |index, value| _ = black_box((index, value))).unwrap()
    });
    drop(group);
    let mut group = criterion.benchmark_group("sign, headers given out");
    each(&mut group, &steps[3..4], |scheme, message| {
        let signer = signer(scheme);
        move || drop(black_box(signer.sign(message).unwrap()))
    });
    drop(group);
    let mut group = criterion.benchmark_group("verify");
    each(&mut group, &steps, |scheme, message| {
        let (headers, verifier) = (signer(scheme).sign(message).unwrap(), verifier(scheme));
        move || assert!(verifier.verify(&headers, message).is_ok())
    });
}

/// How the number of other headers counts.
fn headers(criterion: &mut Criterion<Worked>) {
    let scheme = scheme(TextForm::Base64OfHexLower);
    let (signer, verifier) = (signer(&scheme), verifier(&scheme));
    let mut group = criterion.benchmark_group("verify, of other headers");
    for others in [0, 8, 32] {
        let mut headers = HeaderMap::new();
        for number in 0..others {
            let name = http::HeaderName::try_from(format!("x-other-{number}")).unwrap();
            headers.insert(name, HeaderValue::from_static("value"));
        }
        let message = Message::webhook(&BODY);
        signer.sign(&message).unwrap().insert_into(&mut headers).unwrap();
        group.bench_function(others.to_string(), |bencher| {
            bencher.iter(|| assert!(verifier.verify(&headers, &message).is_ok()));
        });
    }
}

fn each<'s, F: FnMut()>(
    group: &mut BenchmarkGroup<'_, Worked>,
    steps: &'s [(&str, Scheme, Message<'_>)],
    prepare: impl Fn(&'s Scheme, &'s Message<'s>) -> F,
) {
    for (name, scheme, message) in steps {
        let mut call = prepare(scheme, message);
        group.bench_function(*name, |bencher| bencher.iter(&mut call));
    }
}

fn credentials(scheme: &Scheme) -> paysig::Credentials {
    scheme.fields.iter().map(|field| (field.name.to_string(), SECRET.replace(' ', "_"))).collect()
}

fn signer(scheme: &Scheme) -> Signer {
    Signer::new(scheme, credentials(scheme), &Options::new()).unwrap()
}

fn verifier(scheme: &Scheme) -> Verifier {
    Verifier::new(scheme, credentials(scheme), &Options::new()).unwrap()
}

fn scheme(text: TextForm) -> Scheme {
    Scheme {
        id: "steps/message".into(),
        kind: Kind::Webhook,
        fields: vec![field("secret_key", Role::Secret)].into(),
        sender: None,
        proof: proof(text, &[Part::Body]),
        headers: vec![header("Signature", Value::Proof)].into(),
        freshness: None,
        options: vec![].into(),
        expects: Expects {
            method: None,
            content_type: None,
            accept: None,
            https: Https::Expected,
            tls: "1.2".into(),
        },
        notes: vec![].into(),
    }
}

fn proof(text: TextForm, parts: &[Part]) -> Proof {
    Proof::Mac { key: "secret_key".into(), hash: Hash::Sha512, parts: parts.to_vec().into(), text }
}

fn field(name: &'static str, role: Role) -> Field {
    Field { name: name.into(), role, about: "".into(), forbids: "".into(), refuses: vec![].into() }
}

fn header(name: &'static str, value: Value) -> Header {
    Header { name: name.into(), also: vec![].into(), value, need: Need::Always }
}
