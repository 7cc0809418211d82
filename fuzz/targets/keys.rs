//! Anything in place of a key, as PEM and as DER: what is read can be written, and read again as the same key.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paysig::keys::{Encoding, PrivateKey, PublicKey, inspect};
use paysig::{ErrorKind, json};

fuzz_target!(|material: &[u8]| {
    const PASSPHRASE: Option<&[u8]> = Some(b"passphrase");
    match inspect(material, PASSPHRASE) {
        Ok(report) => drop(serde_json::from_str::<serde_json::Value>(&json::key(&report)).expect("JSON")),
        Err(error) => assert_eq!(error.code().kind(), ErrorKind::Configuration, "{error}"),
    }
    for encoding in [Encoding::Pem, Encoding::Der] {
        if let Ok(key) = PublicKey::read(material) {
            let again =
                PublicKey::read(&key.write(encoding).expect("a key can be written")).expect("and read");
            assert_eq!((again.fingerprint(), again.bits()), (key.fingerprint(), key.bits()));
        }
        if let Ok(key) = PrivateKey::read(material, PASSPHRASE) {
            let written = key.write(encoding, None).expect("a key can be written");
            assert!(PrivateKey::read(&written, None).expect("and read").public_key().matches(&key));
        }
    }
});
