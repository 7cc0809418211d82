//! What a call over the C ABI costs beside the same call in Rust: the shared library is loaded as a program in C would load it.
//!
//! Run it with `ffi/bench`, which says where the library is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

use std::ffi::{c_char, c_void};
use std::hint::black_box;
use std::ptr::{null, null_mut};
use std::time::{Duration, Instant};

use libloading::Library;
use paysig::{Credentials, Message, Options, Signer, Verifier};

type New = unsafe extern "C" fn(
    *const c_char,
    usize,
    *const c_void,
    *const c_void,
    *mut *mut c_void,
    *mut c_char,
    usize,
) -> i32;
type Add = unsafe extern "C" fn(
    *mut c_void,
    *const c_char,
    usize,
    *const c_char,
    usize,
    *const c_void,
    usize,
    *mut c_char,
    usize,
) -> i32;
type Sign = unsafe extern "C" fn(
    *const c_void,
    *const c_char,
    usize,
    *const c_char,
    usize,
    *const c_void,
    usize,
    *const c_void,
    i64,
    *mut c_char,
    usize,
    *mut usize,
    *mut c_char,
    usize,
) -> i32;
type Verify = unsafe extern "C" fn(
    *const c_void,
    *const c_void,
    usize,
    *const c_char,
    usize,
    *const c_char,
    usize,
    *const c_void,
    usize,
    *const c_void,
    i64,
    u32,
    *mut [u64; 30],
    *mut c_char,
    usize,
) -> i32;

/// The clock of the system; the library's `PAYSIG_NOW`.
const NOW: i64 = i64::MIN;
/// The library's `PAYSIG_WITH_REPLAY_KEY`.
const WITH_REPLAY_KEY: u32 = 2;

fn main() {
    let library =
        std::env::var_os("PAYSIG_LIBRARY").expect("PAYSIG_LIBRARY says where libpaysig.so is; run ffi/bench");
    // SAFETY: the library that this package builds, which does nothing when it is loaded.
    let library = unsafe { Library::new(library) }.expect("the library can be loaded");

    println!("{:24} {:>9} {:>12} {:>12} {:>9}", "call", "body", "Rust", "C ABI", "more");
    let pair = [("public_key", "api_pk_7b197ff4"), ("secret_key", "api_sk_b2a8ea1e")];
    let pair = pair.map(|(name, value)| (name, value.as_bytes().to_vec()));
    let private = include_bytes!("../../tests/vectors/keys/rsa2048.pkcs8.pem").to_vec();
    let public = include_bytes!("../../tests/vectors/keys/rsa2048.spki.pem").to_vec();
    for size in [100, 2048, 1 << 20] {
        compare(&library, "HMAC-SHA-512", "solidgate/request", &pair, &pair, size);
    }
    let merchant = [("project", b"shop".to_vec()), ("private_key", private)];
    let gateway = [("project", b"shop".to_vec()), ("public_key", public)];
    for size in [2048, 1 << 20] {
        compare(&library, "RSA-2048", "smart-glocal/request", &merchant, &gateway, size);
    }
}

type Pairs<'a> = [(&'a str, Vec<u8>)];

fn compare(
    library: &Library,
    what: &str,
    scheme: &str,
    to_sign: &Pairs<'_>,
    to_verify: &Pairs<'_>,
    size: usize,
) {
    let body = vec![b'x'; size];
    let message = Message::webhook(&body);
    let credentials = |pairs: &Pairs<'_>| pairs.iter().cloned().collect::<Credentials>();
    let signer = Signer::new(scheme, credentials(to_sign), &Options::new()).unwrap();
    let verifier = Verifier::new(scheme, credentials(to_verify), &Options::new()).unwrap();
    let over_c = OverC::new(library, scheme, to_sign, to_verify);

    let mut buffer = [0_u8; 4096];
    let in_rust = || {
        let mut length = 0;
        let write = |_, pieces: [&str; 2]| {
            for piece in pieces {
                buffer[length..length + piece.len()].copy_from_slice(piece.as_bytes());
                length += piece.len();
            }
        };
        signer.sign_with(&message, write).unwrap();
        black_box(&buffer);
    };
    row(&format!("sign, {what}"), size, in_rust, || over_c.sign(&body));

    let headers = signer.sign(&message).unwrap();
    let lines: Vec<(String, String)> =
        headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let packed: Vec<u8> = lines
        .iter()
        .flat_map(|(name, value)| [name.as_bytes(), b"\0", value.as_bytes(), b"\0"].concat())
        .collect();
    row(
        &format!("verify, {what}"),
        size,
        || drop(black_box(verifier.verify(&lines, &message).unwrap())),
        || over_c.verify(&packed, &body, 0),
    );
    row(
        "  with replay key",
        size,
        || {
            black_box(verifier.verify(&lines, &message).unwrap().replay_key());
        },
        || over_c.verify(&packed, &body, WITH_REPLAY_KEY),
    );
}

/// The library's functions, with a signer and a verifier.
struct OverC {
    sign: Sign,
    verify: Verify,
    signer: *mut c_void,
    verifier: *mut c_void,
}

impl OverC {
    fn new(library: &Library, scheme: &str, to_sign: &Pairs<'_>, to_verify: &Pairs<'_>) -> Self {
        let make = |name: &[u8], pairs: &Pairs<'_>| {
            let mut made = null_mut();
            // SAFETY: the types are those of the header; the fields are freed once, after their last use.
            unsafe {
                let fields =
                    library.get::<unsafe extern "C" fn() -> *mut c_void>(b"paysig_fields_new").unwrap()();
                let add = library.get::<Add>(b"paysig_fields_add").unwrap();
                for (name, value) in pairs {
                    let status = add(
                        fields,
                        null(),
                        0,
                        name.as_ptr().cast(),
                        name.len(),
                        value.as_ptr().cast(),
                        value.len(),
                        null_mut(),
                        0,
                    );
                    assert_eq!(status, 0);
                }
                let new = library.get::<New>(name).unwrap();
                assert_eq!(
                    new(scheme.as_ptr().cast(), scheme.len(), fields, null(), &raw mut made, null_mut(), 0),
                    0
                );
                library.get::<unsafe extern "C" fn(*mut c_void)>(b"paysig_fields_free").unwrap()(fields);
            }
            made
        };
        // SAFETY: the types are those of the header.
        unsafe {
            Self {
                sign: *library.get(b"paysig_signer_sign").unwrap(),
                verify: *library.get(b"paysig_verifier_verify").unwrap(),
                signer: make(b"paysig_signer_new", to_sign),
                verifier: make(b"paysig_verifier_new", to_verify),
            }
        }
    }

    fn sign(&self, body: &[u8]) {
        let (mut headers, mut length, mut message) = ([0_u8; 4096], 0, [0_u8; 256]);
        // SAFETY: the handle lives, and every pointer has the length that is given with it.
        let status = unsafe {
            (self.sign)(
                self.signer,
                null(),
                0,
                null(),
                0,
                body.as_ptr().cast(),
                body.len(),
                null(),
                NOW,
                headers.as_mut_ptr().cast(),
                headers.len(),
                &raw mut length,
                message.as_mut_ptr().cast(),
                message.len(),
            )
        };
        assert_eq!(status, 0);
        black_box(&headers);
    }

    fn verify(&self, headers: &[u8], body: &[u8], flags: u32) {
        // As large, and as aligned, as `paysig_verified`.
        let (mut verified, mut message) = ([0_u64; 30], [0_u8; 256]);
        // SAFETY: the handle lives, and every pointer has the length that is given with it.
        unsafe {
            let status = (self.verify)(
                self.verifier,
                headers.as_ptr().cast(),
                headers.len(),
                null(),
                0,
                null(),
                0,
                body.as_ptr().cast(),
                body.len(),
                null(),
                NOW,
                flags,
                &raw mut verified,
                message.as_mut_ptr().cast(),
                message.len(),
            );
            assert_eq!(status, 0);
        }
        black_box(&verified);
    }
}

/// Measures both in turns, so that what slows the machine slows both.
fn row(what: &str, size: usize, mut in_rust: impl FnMut(), mut over_c: impl FnMut()) {
    const ROUNDS: usize = 61;
    let calls = calls_in(Duration::from_millis(4), &mut in_rust);
    let (mut rust, mut c) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        rust.push(time(calls, &mut in_rust));
        c.push(time(calls, &mut over_c));
    }
    let (rust, c) = (median(rust), median(c));
    println!("{what:24} {size:>9} {:>9.0} ns {:>9.0} ns {:>+8.1}%", rust, c, (c - rust) / rust * 100.0);
}

fn calls_in(wanted: Duration, call: &mut impl FnMut()) -> u32 {
    let mut calls = 1;
    while calls < 1 << 20 && time(calls, call) * f64::from(calls) < wanted.as_nanos() as f64 {
        calls *= 2;
    }
    calls
}

/// Nanoseconds per call.
fn time(calls: u32, call: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed().as_nanos() as f64 / f64::from(calls)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
