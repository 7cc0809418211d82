//! What explaining costs: a mistake that is seen daily, and a message that nothing explains.
//!
//! Run it with `core/bench`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)]

use std::fs;
use std::time::{Duration, Instant};

use paysig::explain::{DEFAULT_BUDGET, Explanation, Outcome};
use paysig::{Headers, Message, Options, Signer, Verifier};

const ROUNDS: usize = 9;

fn main() {
    println!(
        "{:22} {:>9}  {:20} {:>10} {:>9} {:>12}",
        "scheme", "body", "result", "median", "attempts", "bytes"
    );
    for size in [4 << 10, 1 << 20] {
        for (scheme, signer, verifier) in schemes() {
            let body = compact(size);
            let spaced = body.replace(':', ": ").replace(',', ", ");
            for signed in [format!("{body}\n"), spaced, "something else".to_owned()] {
                let headers = signer.sign(&Message::webhook(signed.as_bytes())).expect("it signs");
                row(scheme, &verifier, &headers, body.as_bytes());
            }
        }
    }
}

fn schemes() -> [(&'static str, Signer, Verifier); 2] {
    let pem = |name: &str| {
        let keys = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/keys/");
        fs::read(format!("{keys}{name}")).expect("the key is committed")
    };
    let options = Options::new();
    let pair = [("public_key", "wh_pk_c52ea06e"), ("secret_key", "wh_sk_1f4a9eb0")];
    let (private, public) = (pem("rsa2048.pkcs8.pem"), pem("rsa2048.spki.pem"));
    [
        (
            "solidgate/webhook",
            Signer::new("solidgate/webhook", pair, &options).expect("valid"),
            Verifier::new("solidgate/webhook", pair, &options).expect("valid"),
        ),
        (
            "smart-glocal/webhook",
            Signer::new("smart-glocal/webhook", [("private_key", private)], &options).expect("valid"),
            Verifier::new("smart-glocal/webhook", [("public_key", public)], &options).expect("valid"),
        ),
    ]
}

/// JSON of about this size, as JavaScript writes it.
fn compact(size: usize) -> String {
    let mut body = String::from("[{}");
    for at in 0.. {
        let item = format!(r#",{{"id":"ps_{at}","amount":{at}}}"#);
        if body.len() + item.len() >= size {
            break;
        }
        body.push_str(&item);
    }
    body + "]"
}

fn row(scheme: &str, verifier: &Verifier, headers: &Headers, body: &[u8]) {
    let explain = || -> (Duration, Explanation) {
        let start = Instant::now();
        let explanation = verifier.explain(headers, &Message::webhook(body)).expect("the input is complete");
        (start.elapsed(), explanation)
    };
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| explain().0).collect();
    times.sort();
    let (_, explanation) = explain();
    assert!(explanation.bytes() <= DEFAULT_BUDGET, "{explanation}");
    let result = match (explanation.outcome(), explanation.is_exhausted()) {
        (Outcome::Explained, _) => explanation.findings()[0].cause.id(),
        (_, true) => "budget spent",
        (_, false) => "unexplained",
    };
    println!(
        "{scheme:22} {:>9}  {result:20} {:>7.1} ms {:>9} {:>12}",
        body.len(),
        times[ROUNDS / 2].as_secs_f64() * 1000.0,
        explanation.attempts(),
        explanation.bytes()
    );
}
