//! The C library, called in any order with anything that the header allows and much that it does not.
#![no_main]

use std::ffi::{CStr, c_char, c_void};
use std::mem::MaybeUninit;
use std::ptr::{null, null_mut};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use paysig_abi::fields::*;
use paysig_abi::gateway::*;
use paysig_abi::key::*;
use paysig_abi::signer::*;
use paysig_abi::text::*;
use paysig_abi::verified::*;
use paysig_abi::verifier::*;
use paysig_abi::version::{paysig_status_message, paysig_status_name};
use paysig_fuzz::{PRIVATE_KEY, PUBLIC_KEY, SECRET, pairs};

/// A pointer with its length.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Input<'a> {
    Null,
    /// NULL, with a length all the same.
    Missing(u8),
    /// Longer than anything in memory.
    Endless,
    Empty,
    Usual(u8),
    Any(&'a [u8]),
}

#[derive(Arbitrary, Debug)]
enum Call<'a> {
    Add(Input<'a>, Input<'a>, Input<'a>),
    AddMs(Input<'a>, i64),
    NewFields,
    Signer(Input<'a>, bool),
    Verifier(Input<'a>, bool),
    Sign(Request<'a>, u16),
    StringToSign(Request<'a>),
    Form(Input<'a>, Input<'a>, Input<'a>),
    Verify(Option<Input<'a>>, Request<'a>, u32),
    Explain(Option<Input<'a>>, Request<'a>, bool),
    KeyRead(u32, Input<'a>, Input<'a>),
    KeyInspect(Input<'a>, Input<'a>),
    KeyWrite(u32, u32),
    KeyGenerate(u16),
    Describe(Input<'a>),
    Url(Input<'a>, Input<'a>, Input<'a>, Input<'a>, Input<'a>),
    GatewayError(Input<'a>, u32, Input<'a>),
    Status(i32),
}

#[derive(Arbitrary, Clone, Copy, Debug)]
struct Request<'a> {
    method: Input<'a>,
    url: Input<'a>,
    body: Input<'a>,
    has_options: bool,
    now_ms: Option<i64>,
}

impl Input<'_> {
    fn parts(&self) -> (*const c_char, usize) {
        let of = |bytes: &[u8]| (bytes.as_ptr().cast(), bytes.len());
        match self {
            Self::Null => (null(), 0),
            Self::Missing(length) => (null(), usize::from(*length)),
            Self::Endless => (c"short".as_ptr(), usize::MAX),
            Self::Empty => of(b""),
            Self::Any(bytes) => of(bytes),
            Self::Usual(number) => {
                const USUAL: [&[u8]; 16] = [
                    b"public_key",
                    b"secret_key",
                    b"sign_key",
                    b"merchant-7",
                    SECRET.as_bytes(),
                    PRIVATE_KEY,
                    PUBLIC_KEY,
                    b"POST",
                    b"https://gateway.example/v1?a=b",
                    b"{}",
                    b"timestamp",
                    b"tolerance",
                    b"data",
                    b"live",
                    b"solidgate",
                    b"0123456789abcdef",
                ];
                let number = usize::from(*number);
                match USUAL.get(number % (USUAL.len() + pairs().len())) {
                    Some(bytes) => of(bytes),
                    None => of(pairs()[number % pairs().len()].scheme.id.as_bytes()),
                }
            }
        }
    }

    fn bytes(&self) -> (*const c_void, usize) {
        let (pointer, length) = self.parts();
        (pointer.cast(), length)
    }
}

/// The handles that live, one of each kind; those that are replaced are freed.
struct World {
    fields: *mut Fields,
    signer: *mut Signer,
    verifier: *mut Verifier,
    key: *mut Key,
    headers: Vec<c_char>,
    message: [c_char; 160],
}

fuzz_target!(|calls: Vec<Call<'_>>| {
    let mut world = World {
        fields: null_mut(),
        signer: null_mut(),
        verifier: null_mut(),
        key: null_mut(),
        headers: Vec::new(),
        message: [1; 160],
    };
    for call in calls.iter().take(24) {
        // SAFETY: every handle is NULL or lives; lengths are those of what is pointed to, or such as the library must refuse.
        unsafe { world.call(call) };
    }
    // SAFETY: each is freed once.
    unsafe {
        paysig_fields_free(world.fields);
        paysig_signer_free(world.signer);
        paysig_verifier_free(world.verifier);
        paysig_key_free(world.key);
    }
});

impl World {
    /// What every call promises: a known status, and a message that ends, when it failed.
    fn check(&mut self, status: i32, written: bool) {
        // SAFETY: the result is static text.
        let name = unsafe { CStr::from_ptr(paysig_status_name(status)) };
        assert_ne!(name, c"unknown", "status {status}");
        assert!(status < 900, "{name:?}");
        assert_eq!(status == 0, written, "{name:?}");
        if status != 0 {
            assert!(self.message.contains(&0), "a message without an end");
        }
        self.message = [1; 160];
    }

    fn text(&mut self, status: i32, text: *mut Text) {
        self.check(status, !text.is_null());
        if !text.is_null() {
            let mut length = 0;
            // SAFETY: the text lives until it is freed.
            unsafe {
                let data = paysig_text_data(text, &raw mut length);
                std::slice::from_raw_parts(data.cast::<u8>(), length).iter().for_each(|byte| {
                    std::hint::black_box(byte);
                });
                paysig_text_free(text);
            }
        }
    }

    #[allow(clippy::too_many_lines, reason = "one call after another")]
    unsafe fn call(&mut self, call: &Call<'_>) {
        let (said, room) = (self.message.as_mut_ptr(), self.message.len());
        let options = |request: &Request<'_>, fields| if request.has_options { fields } else { null_mut() };
        match call {
            Call::Add(label, name, value) => {
                let ((label, a), (name, b), (value, c)) = (label.parts(), name.parts(), value.bytes());
                let status =
                    unsafe { paysig_fields_add(self.fields, label, a, name, b, value, c, said, room) };
                self.check(status, status == 0);
            }
            Call::AddMs(name, value) => {
                let (name, length) = name.parts();
                let status = unsafe { paysig_fields_add_ms(self.fields, name, length, *value, said, room) };
                self.check(status, status == 0);
            }
            Call::NewFields => unsafe {
                paysig_fields_free(self.fields);
                self.fields = paysig_fields_new();
            },
            Call::Signer(scheme, has_options) => {
                let ((scheme, length), mut made) = (scheme.parts(), null_mut());
                let options = if *has_options { self.fields } else { null_mut() };
                let status = unsafe {
                    paysig_signer_new(scheme, length, self.fields, options, &raw mut made, said, room)
                };
                self.check(status, !made.is_null());
                unsafe { paysig_signer_free(std::mem::replace(&mut self.signer, made)) };
            }
            Call::Verifier(scheme, has_options) => {
                let ((scheme, length), mut made) = (scheme.parts(), null_mut());
                let options = if *has_options { self.fields } else { null_mut() };
                let status = unsafe {
                    paysig_verifier_new(scheme, length, self.fields, options, &raw mut made, said, room)
                };
                self.check(status, !made.is_null());
                unsafe { paysig_verifier_free(std::mem::replace(&mut self.verifier, made)) };
            }
            Call::Sign(request, size) => {
                let ((method, a), (url, b), (body, c)) =
                    (request.method.parts(), request.url.parts(), request.body.bytes());
                let mut headers: Vec<c_char> = vec![0; usize::from(*size)];
                let mut length = usize::MAX;
                let (now, options) = (request.now_ms.unwrap_or(i64::MIN), options(request, self.fields));
                let status = unsafe {
                    paysig_signer_sign(
                        self.signer,
                        method,
                        a,
                        url,
                        b,
                        body,
                        c,
                        options,
                        now,
                        headers.as_mut_ptr(),
                        headers.len(),
                        &raw mut length,
                        said,
                        room,
                    )
                };
                self.check(status, status == 0);
                if status == 0 {
                    headers.truncate(length);
                    self.headers = headers;
                }
            }
            Call::StringToSign(request) => {
                let ((method, a), (url, b), (body, c)) =
                    (request.method.parts(), request.url.parts(), request.body.bytes());
                let (now, options) = (request.now_ms.unwrap_or(i64::MIN), options(request, self.fields));
                let mut text = null_mut();
                let status = unsafe {
                    paysig_signer_string_to_sign(
                        self.signer,
                        method,
                        a,
                        url,
                        b,
                        body,
                        c,
                        options,
                        now,
                        &raw mut text,
                        said,
                        room,
                    )
                };
                self.text(status, text);
            }
            Call::Form(kind, attributes, iv) => {
                let ((kind, a), (attributes, b), (iv, c)) = (kind.parts(), attributes.bytes(), iv.bytes());
                let mut text = null_mut();
                let status = unsafe {
                    paysig_signer_form(self.signer, kind, a, attributes, b, iv, c, &raw mut text, said, room)
                };
                self.text(status, text);
            }
            Call::Verify(headers, request, flags) => {
                // Most numbers are no flags.
                let flags = if flags & 4 == 0 { flags & 3 } else { *flags };
                let (headers, length) = self.headers_or(headers);
                let ((method, a), (url, b), (body, c)) =
                    (request.method.parts(), request.url.parts(), request.body.bytes());
                let (now, options) = (request.now_ms.unwrap_or(i64::MIN), options(request, self.fields));
                let mut made = MaybeUninit::<Verified>::uninit();
                let status = unsafe {
                    paysig_verifier_verify(
                        self.verifier,
                        headers,
                        length,
                        method,
                        a,
                        url,
                        b,
                        body,
                        c,
                        options,
                        now,
                        flags,
                        made.as_mut_ptr(),
                        said,
                        room,
                    )
                };
                self.check(status, status == 0);
                if status == 0 {
                    // SAFETY: the call succeeded, so it was filled.
                    let made = unsafe { made.assume_init() };
                    for text in [&made.label[..], &made.covers[..]] {
                        let text: Vec<u8> = text.iter().map(|byte| byte.cast_unsigned()).collect();
                        assert!(CStr::from_bytes_until_nul(&text).unwrap().to_str().unwrap().is_ascii());
                    }
                    assert!(flags == 2 && made.has_replay_key == 1 || made.has_replay_key == 0 && made.replay_key == [0; 32]);
                }
            }
            Call::Explain(headers, request, has_others) => {
                let (headers, length) = self.headers_or(headers);
                let ((method, a), (url, b), (body, c)) =
                    (request.method.parts(), request.url.parts(), request.body.bytes());
                let (now, options) = (request.now_ms.unwrap_or(i64::MIN), options(request, self.fields));
                let others = if *has_others { self.fields } else { null_mut() };
                let (mut text, mut capsule) = (null_mut(), null_mut());
                let status = unsafe {
                    paysig_verifier_explain(
                        self.verifier,
                        headers,
                        length,
                        method,
                        a,
                        url,
                        b,
                        body,
                        c,
                        options,
                        now,
                        others,
                        1 << 14,
                        &raw mut text,
                        &raw mut capsule,
                        said,
                        room,
                    )
                };
                assert_eq!(text.is_null(), capsule.is_null());
                unsafe { paysig_text_free(capsule) };
                self.text(status, text);
            }
            Call::KeyRead(half, material, passphrase) => {
                let ((material, a), (passphrase, b), mut made) =
                    (material.bytes(), passphrase.bytes(), null_mut());
                let status =
                    unsafe { paysig_key_read(*half, material, a, passphrase, b, &raw mut made, said, room) };
                self.check(status, !made.is_null());
                unsafe { paysig_key_free(std::mem::replace(&mut self.key, made)) };
            }
            Call::KeyInspect(material, passphrase) => {
                let ((material, a), (passphrase, b), mut text) =
                    (material.bytes(), passphrase.bytes(), null_mut());
                let status =
                    unsafe { paysig_key_inspect(material, a, passphrase, b, &raw mut text, said, room) };
                self.text(status, text);
            }
            Call::KeyWrite(half, encoding) => {
                // Without a passphrase: with one it takes a tenth of a second.
                let mut text = null_mut();
                let status = unsafe {
                    paysig_key_write(self.key, *half, *encoding, null(), 0, &raw mut text, said, room)
                };
                self.text(status, text);
            }
            Call::KeyGenerate(bits) => {
                // Only sizes that are refused: making a key takes seconds here.
                let bits = if [2048, 3072, 4096].contains(bits) { 0 } else { *bits };
                let mut made = null_mut();
                let status = unsafe { paysig_key_generate(u32::from(bits), &raw mut made, said, room) };
                assert_ne!(status, 0);
                self.check(status, !made.is_null());
            }
            Call::Describe(subject) => {
                let ((subject, length), mut text) = (subject.parts(), null_mut());
                let status = unsafe { paysig_describe(subject, length, &raw mut text, said, room) };
                self.text(status, text);
            }
            Call::Url(gateway, environment, product, version, path) => {
                let ((gateway, a), (environment, b), (product, c)) =
                    (gateway.parts(), environment.parts(), product.parts());
                let ((version, d), (path, e), mut text) = (version.parts(), path.parts(), null_mut());
                let status = unsafe {
                    paysig_gateway_url(
                        gateway,
                        a,
                        environment,
                        b,
                        product,
                        c,
                        version,
                        d,
                        path,
                        e,
                        &raw mut text,
                        said,
                        room,
                    )
                };
                self.text(status, text);
            }
            Call::GatewayError(gateway, http_status, body) => {
                let ((gateway, a), (body, b), mut text) = (gateway.parts(), body.bytes(), null_mut());
                let status = unsafe {
                    paysig_gateway_error(gateway, a, *http_status, body, b, &raw mut text, said, room)
                };
                self.text(status, text);
            }
            Call::Status(status) => unsafe {
                for text in [paysig_status_name(*status), paysig_status_message(*status)] {
                    assert!(!text.is_null() && CStr::from_ptr(text).to_str().is_ok());
                }
            },
        }
    }

    /// Those that were signed last, unless others are given.
    fn headers_or(&self, given: &Option<Input<'_>>) -> (*const c_void, usize) {
        match given {
            Some(input) => input.bytes(),
            None => (self.headers.as_ptr().cast(), self.headers.len()),
        }
    }
}
