//! What two gateways' rules cannot tell apart. `SECURITY.md` names these tests: they show limits of the protocols, which
//! verifying by the rules cannot mend, and what does bound each of them.

use std::time::{Duration, SystemTime};

use paysig::{ErrorCode, Headers, Message, Options, Signer, Verifier};

fn header<'a>(headers: &'a Headers, name: &str) -> &'a str {
    headers.get(name).unwrap_or_else(|| panic!("{name} was not made"))
}

fn at(milliseconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds)
}

/// One key serves both of Aeterna's schemes and nothing in the signed bytes says which: whoever sees a request's headers can send
/// the merchant a webhook whose body is the timestamp and the e-mail address.
#[test]
fn aeterna_request_signature_verifies_as_a_webhook() {
    let request = Signer::new(
        "aeterna/request",
        [
            ("public_token", "pub-7"),
            ("email", "shop@merchant.example"),
            ("secret_token", "one secret for both"),
        ],
        &Options::new(),
    )
    .unwrap();
    let call =
        Message::request("POST", "https://api.gateway.example/payin").body(b"{}").timestamp("1712345678");
    let captured = request.sign(&call).unwrap();

    let webhooks =
        Verifier::new("aeterna/webhook", [("secret_token", "one secret for both")], &Options::new()).unwrap();
    let signature = [("X-Signature", header(&captured, "X-App-Access-Sig"))];

    let forged = Message::webhook(b"1712345678shop@merchant.example");
    let verified = webhooks.verify(&signature, &forged).unwrap();
    assert_eq!(verified.body(), Some(b"1712345678shop@merchant.example".as_slice()));

    // The bound: it is this one body, and that body is no JSON.
    assert!(serde_json::from_slice::<serde_json::Value>(b"1712345678shop@merchant.example").is_err());
    for other in [b"{}".as_slice(), b"1712345678shop@merchant.example\n", b"1712345679shop@merchant.example"]
    {
        let refused = webhooks.verify(&signature, &Message::webhook(other)).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::SignatureMismatch);
    }
}

/// A response is signed like its request. Without a timestamp of its own, the request sent back, with the body and signature it
/// came with, is its response.
#[test]
fn global_payment_request_echoed_verifies_as_its_response() {
    let key = [("sign_key", "the one sign_key")];
    let body = br#"{"amount":"100"}"#;
    let call = || Message::request("POST", "https://openapi.stablelink.app/v1/pay?id=7").body(body);
    let sent = Signer::new("global-payment/request", key, &Options::new())
        .unwrap()
        .sign(&call().timestamp("1712345678901"));
    let sent = sent.unwrap();

    let responses = Verifier::new("global-payment/response", key, &Options::new()).unwrap();
    let signature = header(&sent, "SIGNATURE");
    let echo = [("D-SIGNATURE", signature)];

    // Hours later, too: a response without a timestamp of its own has no age.
    let answered = call().request_timestamp("1712345678901").at(at(1_712_345_678_901 + 7_200_000));
    let verified = responses.verify(&echo, &answered).unwrap();
    assert_eq!(verified.body(), Some(body.as_slice()));

    // The same with the request's timestamp put in as the response's own, but then only while it is fresh.
    let stamped = [("TIMESTAMP", "1712345678901"), ("D-SIGNATURE", signature)];
    assert!(responses.verify(&stamped, &call().at(at(1_712_345_678_901))).is_ok());
    let stale = responses.verify(&stamped, &call().at(at(1_712_345_678_901 + 120_001))).unwrap_err();
    assert_eq!(stale.code(), ErrorCode::Stale);

    // The bounds: the answer of no other call, and no other body. A caller that refuses a response equal to its own request is safe.
    let other_call = Message::request("POST", "https://openapi.stablelink.app/v1/pay?id=8").body(body);
    let other_body =
        Message::request("POST", "https://openapi.stablelink.app/v1/pay?id=7").body(br#"{"amount":"1"}"#);
    for other in [other_call, other_body] {
        let refused = responses.verify(&echo, &other.request_timestamp("1712345678901")).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::SignatureMismatch);
    }
}

/// Nothing stands between path, query and body, so that the end of one can be moved into the next.
#[test]
fn global_payment_boundaries_can_be_moved() {
    let key = [("sign_key", "the one sign_key")];
    let signer = Signer::new("global-payment/request", key, &Options::new()).unwrap();
    let gateway = Verifier::new("global-payment/request", key, &Options::new()).unwrap();
    let now = at(1_712_345_678_901);

    let sent = Message::request("POST", "/v1/transfer?amount=1").body(b"00").at(now);
    let headers = signer.sign(&sent).unwrap();
    for (url, body) in
        [("/v1/transfer?amount=100", ""), ("/v1/transferamount=100", ""), ("/v1/transfer?amount=10", "0")]
    {
        let moved = Message::request("POST", url).body(body.as_bytes()).at(now);
        assert!(gateway.verify(&headers, &moved).is_ok(), "{url} {body}");
    }
    // An escape is signed as what it stands for.
    let escaped = Message::request("GET", "/v1/pay?note=x%26admin=1").at(now).body(b"");
    let plain = Message::request("GET", "/v1/pay?note=x&admin=1").at(now).body(b"");
    assert!(gateway.verify(&signer.sign(&escaped).unwrap(), &plain).is_ok());
    let as_sent = Options::new().set("query", "as-sent");
    let strict = Verifier::new("global-payment/request", key, &as_sent).unwrap();
    let signer = Signer::new("global-payment/request", key, &as_sent).unwrap();
    let refused = strict.verify(&signer.sign(&escaped).unwrap(), &plain).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::SignatureMismatch);

    // The bound: what was joined stays joined, so that a body that must be JSON cannot take its beginning from a query.
    let json = Message::request("POST", "/v1/transfer?amount=1").body(b"{}").at(now);
    let headers = signer.sign(&json).unwrap();
    for (url, body) in [("/v1/transfer?amount=2", "{}"), ("/v1/transfer?amount=1", "{ }")] {
        let other = Message::request("POST", url).body(body.as_bytes()).at(now);
        assert_eq!(gateway.verify(&headers, &other).unwrap_err().code(), ErrorCode::SignatureMismatch);
    }
}

/// The same between target and body.
#[test]
fn sumsub_boundaries_can_be_moved() {
    let pair = [("app_token", "sbx:7"), ("secret_key", "secret")];
    let signer = Signer::new("sumsub/request", pair, &Options::new()).unwrap();
    let server = Verifier::new("sumsub/request", pair, &Options::new()).unwrap();
    let now = at(1_712_345_678_000);
    let headers = signer.sign(&Message::request("POST", "/r").body(b"?admin=1").at(now)).unwrap();
    assert!(server.verify(&headers, &Message::request("POST", "/r?admin=1").body(b"").at(now)).is_ok());
    let refused =
        server.verify(&headers, &Message::request("POST", "/r?admin=2").body(b"").at(now)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::SignatureMismatch);
}
