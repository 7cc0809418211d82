//! RFC 7617's own examples, signed and verified.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use paysig::{Message, Options, Signer, Verifier};

/// Section 2, and section 2.1's, whose password is not ASCII and goes as UTF-8.
const EXAMPLES: [(&str, &str, &str); 2] = [
    ("Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
    ("test", "123£", "Basic dGVzdDoxMjPCow=="),
];

#[test]
fn rfc_7617() {
    for (user, password, header) in EXAMPLES {
        let fields = [("site_id", user), ("api_key", password)];
        let request = Message::request("GET", "https://paytest.smart2pay.com/v1/payments").body(b"");
        let signer = Signer::new("smart2pay/request", fields, &Options::new()).unwrap();
        let headers = signer.sign(&request).unwrap();
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("Authorization", header)]);

        let verifier = Verifier::new("smart2pay/request", fields, &Options::new()).unwrap();
        for scheme in ["Basic", "basic", "BASIC"] {
            let written = header.replace("Basic", scheme);
            let carried = [("authorization", written.as_str())];
            verifier.verify(&carried[..], &request).unwrap();
        }
    }
    println!("RFC 7617: 2 examples signed, and verified in 3 ways of writing");
}
