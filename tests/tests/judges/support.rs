//! What all judges need: programs that must succeed, and paysig's signatures as bytes.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paysig::keys::{Encoding, PrivateKey, PublicKey};
use paysig::{Message, Options, Signer, Verifier};

pub(crate) const PASSPHRASE: &str = "correct horse battery staple";

/// Runs a program that must succeed, and gives its output.
pub(crate) fn run<A: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = A>,
) -> Vec<u8> {
    run_with(program, arguments, b"")
}

/// The same, with something to read.
pub(crate) fn run_with<A: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = A>,
    input: &[u8],
) -> Vec<u8> {
    let program = program.as_ref();
    let output = start(program, arguments, input);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {}: {errors}", program.display(), output.status);
    output.stdout
}

/// Whether a program that is there succeeds.
pub(crate) fn succeeds<A: AsRef<OsStr>>(program: &str, arguments: impl IntoIterator<Item = A>) -> bool {
    start(program.as_ref(), arguments, b"").status.success()
}

fn start<A: AsRef<OsStr>>(program: &OsStr, arguments: impl IntoIterator<Item = A>, input: &[u8]) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{} cannot be run: {error}", program.display()));
    // What it does not care to read is no failure.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// What paysig signs with this key.
pub(crate) fn signature(key: &PrivateKey, body: &[u8]) -> Vec<u8> {
    let pem = key.write(Encoding::Pem, None).unwrap();
    let credentials = [("project", b"judged".to_vec()), ("private_key", pem.to_vec())];
    let signer = Signer::new("smart-glocal/request", credentials, &Options::new()).unwrap();
    let headers = signer.sign(&Message::new().body(body)).unwrap();
    STANDARD.decode(headers.get("X-PARTNER-SIGN").unwrap()).unwrap()
}

/// Whether paysig takes this signature.
pub(crate) fn accepts(key: &PublicKey, body: &[u8], signature: &[u8]) -> bool {
    let credentials = [("public_key", key.write(Encoding::Pem).unwrap())];
    let verifier = Verifier::new("smart-glocal/webhook", credentials, &Options::new()).unwrap();
    let headers = [("X-PARTNER-SIGN", STANDARD.encode(signature))];
    verifier.verify(&headers, &Message::new().body(body)).is_ok()
}

/// A path as an argument.
pub(crate) fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}
