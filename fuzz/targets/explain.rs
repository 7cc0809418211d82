//! The same messages, explained: an answer for every one, in bounded work, that holds no secret.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paysig::explain::{ExplainOptions, Outcome};
use paysig::{Message, json};
use paysig_fuzz::{Travelled, assert_silent, clock};

const BUDGET: u64 = 1 << 18;

fuzz_target!(|travelled: Travelled<'_>| {
    let url = travelled.url();
    let Some(headers) = travelled.headers(&url) else { return };
    let verifier = &travelled.pair().verifier;
    let message = Message::request("POST", &url).body(travelled.received()).at(clock(travelled.later_ms));
    let options = ExplainOptions::new().budget(BUDGET);
    let explanation =
        verifier.explain_with(&headers, &message, &options).expect("what came with it is its sender's");
    let verifies = verifier.verify(&headers, &message).is_ok();
    assert_eq!(explanation.outcome() == Outcome::Verifies, verifies);
    let capsule = verifier.capsule(&headers, &message, &explanation);
    for text in [json::explanation(&explanation), capsule] {
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
        assert_silent(&text);
    }
    assert_silent(&explanation.to_string());
});
