//! Any answer of a gateway: read, bounded, and written as JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paysig::gateways::GATEWAYS;
use paysig::json;

fuzz_target!(|input: (Option<u16>, &[u8])| {
    let (status, body) = input;
    for gateway in GATEWAYS {
        let error = gateway.error(status, body);
        if let Some(error) = &error {
            assert!(error.messages.len() <= 100 && !error.advice.is_empty());
        }
        let refused = status.is_some_and(|status| !(200..300).contains(&status));
        assert!(error.is_some() || !refused, "a refusal that is no error");
        serde_json::from_str::<serde_json::Value>(&json::gateway_error(error.as_ref())).expect("JSON");
    }
});
