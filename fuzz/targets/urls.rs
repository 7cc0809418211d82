//! Any URL and method: what can be signed can be verified, and nothing is built that could not be sent.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use paysig::gateways::GATEWAYS;
use paysig::scheme::Environment;
use paysig::{Call, ErrorKind, Message};
use paysig_fuzz::{clock, pairs};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    method: &'a str,
    url: &'a str,
    version: Option<&'a str>,
    is_live: bool,
}

fuzz_target!(|input: Input<'_>| {
    for pair in pairs().iter().filter(|pair| !pair.scheme.parts().is_empty()) {
        let message = Message::request(input.method, input.url).body(b"{}").at(clock(0));
        match pair.signer.sign(&message) {
            Ok(headers) => drop(pair.verifier.verify(&headers, &message).expect("it was just signed")),
            Err(error) => assert_eq!(error.code().kind(), ErrorKind::Input, "{error}"),
        }
    }
    for gateway in GATEWAYS {
        let environment = if input.is_live { Environment::Live } else { Environment::Test };
        let call = Call { environment, version: input.version, ..Call::to(input.url) };
        if let Ok(url) = gateway.url(&call) {
            let is_below_a_host = |host: &paysig::scheme::Host| url.starts_with(&format!("{}/", host.url));
            assert!(gateway.hosts.iter().any(is_below_a_host), "{url}");
            // In a query, dots are only dots.
            let before_query = url.split('?').next().unwrap_or_default();
            assert!(
                !before_query.contains("/../") && !url.bytes().any(|byte| byte.is_ascii_whitespace()),
                "{url}"
            );
        }
    }
});
