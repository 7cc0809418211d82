//! Python's cryptography and Node's crypto: they read what paysig writes, and the reverse.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use paysig::keys::{Encoding, PrivateKey, PublicKey};
use paysig_tests::top;
use tempfile::TempDir;

use crate::support::{PASSPHRASE, accepts, run, signature};

#[test]
fn pythons_cryptography_and_paysig_read_each_others_keys() {
    run(top().join("tests/judges/setup"), [""; 0]);
    // Where the setup puts it, wherever cargo builds.
    judge("Python's cryptography", top().join("target/judges-venv/bin/python"), "keys.py", 12);
}

#[test]
fn nodes_crypto_and_paysig_read_each_others_keys() {
    judge("Node's crypto", "node".into(), "keys.mjs", 14);
}

fn judge(name: &str, program: PathBuf, script: &str, forms: usize) {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let body = b"{\"amount\":100}\n\0\xff";
    let key = PrivateKey::generate(2048).unwrap();
    fs::write(at("body"), body).unwrap();
    fs::write(at("ours.signature"), signature(&key, body)).unwrap();
    for (encoding, name) in [(Encoding::Pem, "pem"), (Encoding::Der, "der")] {
        let encrypted = key.write(encoding, Some(PASSPHRASE.as_bytes())).unwrap();
        fs::write(at(&format!("ours.{name}")), &*key.write(encoding, None).unwrap()).unwrap();
        fs::write(at(&format!("ours-encrypted.{name}")), &*encrypted).unwrap();
        fs::write(at(&format!("ours-public.{name}")), key.public_key().write(encoding).unwrap()).unwrap();
    }

    let script = top().join("tests/judges").join(script);
    let arguments: [OsString; 3] = [script.into(), folder.path().into(), PASSPHRASE.into()];
    let read = String::from_utf8(run(program, arguments)).unwrap();
    assert_eq!(read.trim(), "6", "{name} read other than every form of paysig's key");

    let theirs = fs::read(at("theirs.signature")).unwrap();
    let mut fingerprints = Vec::new();
    for file in fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let form = file.file_name().into_string().unwrap();
        let material = fs::read(file.path()).unwrap();
        let failed = |error: paysig::Error| -> PublicKey { panic!("{name}, {form}: {error}") };
        let public = if form.starts_with("theirs-private") {
            let private = PrivateKey::read(&material, Some(PASSPHRASE.as_bytes()));
            private.map(|key| key.public_key()).unwrap_or_else(failed)
        } else if form.starts_with("theirs-public") {
            PublicKey::read(&material).unwrap_or_else(failed)
        } else {
            continue;
        };
        assert!(accepts(&public, body, &theirs), "{name}, {form}");
        fingerprints.push(public.fingerprint());
    }
    assert_eq!(fingerprints.len(), forms, "{name} wrote other than every form of its key");
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 1);
    println!("judge {name}: 6 forms of paysig's key are read, and {forms} of its own by paysig");
}
