//! A signed message, changed on its way: accepted only when nothing that is signed was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paysig::{ErrorKind, Message};
use paysig_fuzz::{Travelled, assert_silent, clock};

fuzz_target!(|travelled: Travelled<'_>| {
    let url = travelled.url();
    let Some(headers) = travelled.headers(&url) else { return };
    let pair = travelled.pair();
    let message = Message::request("POST", &url).body(travelled.received()).at(clock(travelled.later_ms));
    let tolerance = pair.scheme.freshness.map(|freshness| i64::from(freshness.tolerance_seconds) * 1000);
    // A timestamp in whole seconds is up to one second before the clock that it was made by.
    let is_fresh = |slack: i64| {
        tolerance.is_none_or(|tolerance| i64::from(travelled.later_ms).abs() <= tolerance + slack)
    };
    match pair.verifier.verify(&headers, &message) {
        Ok(verified) => {
            assert!(is_fresh(1000), "accepted {} ms later", travelled.later_ms);
            if let Some(body) = verified.body() {
                assert_eq!(body, travelled.body, "another body than the signed one");
            }
        }
        Err(error) => {
            assert_eq!(error.code().kind(), ErrorKind::Rejected, "{error}");
            assert!(!travelled.is_untouched() || !is_fresh(-1000), "refused as it was sent: {error}");
            assert_silent(&error.to_string());
        }
    }
});
