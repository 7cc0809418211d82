//! Any set of headers, against every scheme: refused, as its sender's doing. Nobody who does not know the secret is let in.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use paysig::{ErrorKind, Message};
use paysig_fuzz::{Lines, assert_silent, clock, pairs};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    lines: Vec<(Name<'a>, &'a [u8])>,
    method: &'a str,
    target: &'a str,
    body: &'a [u8],
}

#[derive(Arbitrary, Debug)]
enum Name<'a> {
    /// One that the scheme reads.
    Known(u8),
    Any(&'a [u8]),
}

fuzz_target!(|input: Input<'_>| {
    for pair in pairs() {
        let known = &pair.scheme.headers;
        let name = |name: &Name<'_>| match name {
            Name::Known(number) => known[usize::from(*number) % known.len()].name.as_bytes().to_vec(),
            Name::Any(name) => name.to_vec(),
        };
        let lines: Lines = input.lines.iter().map(|(which, value)| (name(which), value.to_vec())).collect();
        let message = Message::request(input.method, input.target).body(input.body).at(clock(0));
        let error = pair.verifier.verify(&lines, &message).expect_err("nobody signed it");
        // The method and the URL of a response are the caller's own.
        assert!(matches!(error.code().kind(), ErrorKind::Rejected | ErrorKind::Input), "{error}");
        assert_silent(&error.to_string());
    }
});
