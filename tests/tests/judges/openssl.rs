//! The openssl command: the same bytes, verification both ways, keys both ways, and what a signature holds.

use std::fs;
use std::path::Path;

use paysig::ErrorCode::{self, *};
use paysig::keys::{self, Encoding, PrivateKey, PublicKey};
use tempfile::TempDir;

use crate::support::{PASSPHRASE, accepts, path, run, run_with, signature, succeeds};

/// DigestInfo of SHA-256, up to the digest (RFC 8017 §9.2).
const DIGEST_INFO: &str = "3031300d060960864801650304020105000420";

fn bodies() -> Vec<Vec<u8>> {
    let every_byte: Vec<u8> = (0..=255).collect();
    let lengths = [0, 1, 55, 56, 63, 64, 65, 1000, 100_000];
    lengths.iter().map(|length| every_byte.iter().copied().cycle().take(*length).collect()).collect()
}

#[test]
fn openssl_signs_the_same_bytes_verifies_them_and_recovers_the_digest() {
    let folder = TempDir::new().unwrap();
    let at = |name| path(folder.path(), name);
    let mut agreed = 0;
    for bits in [2048, 3072, 4096] {
        let key = PrivateKey::generate(bits).unwrap();
        let public = key.public_key();
        fs::write(at("key"), &*key.write(Encoding::Pem, None).unwrap()).unwrap();
        fs::write(at("public"), public.write(Encoding::Pem).unwrap()).unwrap();
        for body in bodies() {
            let ours = signature(&key, &body);
            fs::write(at("body"), &body).unwrap();
            fs::write(at("signature"), &ours).unwrap();
            let theirs = run("openssl", ["dgst", "-sha256", "-sign", &at("key"), &at("body")]);
            assert_eq!(ours, theirs, "{bits} bits, {} bytes", body.len());

            let verify =
                ["dgst", "-sha256", "-verify", &at("public"), "-signature", &at("signature"), &at("body")]
                    .map(str::to_owned);
            assert!(succeeds("openssl", &verify));
            assert!(accepts(&public, &body, &theirs));

            let recover =
                ["pkeyutl", "-verifyrecover", "-pubin", "-inkey", &at("public"), "-in", &at("signature")];
            let digest = run("openssl", ["dgst", "-sha256", "-binary", &at("body")]);
            let expected = [const_hex::decode(DIGEST_INFO).unwrap(), digest].concat();
            assert_eq!(run("openssl", recover), expected);

            fs::write(at("body"), [&body[..], b"\n"].concat()).unwrap();
            assert!(!succeeds("openssl", &verify));
            assert!(!accepts(&public, &[&body[..], b"\n"].concat(), &theirs));
            agreed += 1;
        }
        let pss = ["-sigopt", "rsa_padding_mode:pss"];
        let sign = ["dgst", "-sha256", "-sign", &at("key")];
        let signed = run("openssl", sign.iter().chain(&pss).copied().chain([at("body").as_str()]));
        assert!(!accepts(&public, &fs::read(at("body")).unwrap(), &signed), "PSS is another scheme");
    }
    println!("judge openssl: {agreed} signatures are the same, verified both ways, and recovered");
}

#[test]
fn openssl_reads_the_keys_that_paysig_writes() {
    let folder = TempDir::new().unwrap();
    let at = |name| path(folder.path(), name);
    let mut read = 0;
    for bits in [2048, 3072, 4096] {
        let key = PrivateKey::generate(bits).unwrap();
        let public = key.public_key().write(Encoding::Der).unwrap();
        for (encoding, name) in [(Encoding::Pem, "PEM"), (Encoding::Der, "DER")] {
            fs::write(at("plain"), &*key.write(encoding, None).unwrap()).unwrap();
            fs::write(at("closed"), &*key.write(encoding, Some(PASSPHRASE.as_bytes())).unwrap()).unwrap();
            fs::write(at("public"), key.public_key().write(encoding).unwrap()).unwrap();
            let pass = format!("pass:{PASSPHRASE}");
            let out = |options: &[&str]| {
                let fixed = ["pkey", "-inform", name, "-pubout", "-outform", "DER"];
                run("openssl", fixed.iter().chain(options).copied())
            };
            assert_eq!(out(&["-in", &at("plain")]), public);
            assert_eq!(out(&["-in", &at("closed"), "-passin", &pass]), public);
            assert_eq!(out(&["-pubin", "-in", &at("public")]), public);
            assert!(succeeds("openssl", ["pkey", "-check", "-noout", "-inform", name, "-in", &at("plain")]));
            let wrong = ["pkey", "-noout", "-inform", name, "-in", &at("closed"), "-passin", "pass:another"];
            assert!(!succeeds("openssl", wrong));
            read += 3;
        }
    }
    println!("judge openssl: {read} keys of paysig are read");
}

#[test]
fn paysig_reads_the_keys_that_openssl_writes() {
    let folder = TempDir::new().unwrap();
    let at = |name| path(folder.path(), name);
    run("openssl", ["genrsa", "-out", &at("key"), "2048"]);
    let spki = run("openssl", ["pkey", "-in", &at("key"), "-pubout", "-outform", "DER"]);
    let fingerprint = PublicKey::read(&spki).unwrap().fingerprint();
    let digest = run_with("openssl", ["dgst", "-sha256", "-r"], &spki);
    assert!(digest.starts_with(fingerprint.as_bytes()), "the fingerprint is the digest of the DER");

    let (key, pass) = (at("key"), format!("pass:{PASSPHRASE}"));
    let private = |options: &str| {
        let words = options.split_whitespace().map(|word| match word {
            "KEY" => key.clone(),
            "PASS" => pass.clone(),
            word => word.to_owned(),
        });
        run("openssl", words)
    };
    let opened = [
        "pkey -in KEY",
        "pkey -in KEY -outform DER",
        "pkey -in KEY -text",
        "rsa -in KEY -traditional",
        "rsa -in KEY -traditional -outform DER",
        "rsa -in KEY -text",
        "pkey -in KEY -aes256 -passout PASS",
        "pkey -in KEY -des3 -passout PASS",
        "pkcs8 -topk8 -in KEY -nocrypt",
        "pkcs8 -topk8 -in KEY -passout PASS",
        "pkcs8 -topk8 -in KEY -passout PASS -outform DER",
        "pkcs8 -topk8 -in KEY -passout PASS -v2 aes-128-cbc",
        "pkcs8 -topk8 -in KEY -passout PASS -v2 aes-192-cbc",
        "pkcs8 -topk8 -in KEY -passout PASS -v2 aes-256-cbc -iter 100000",
        "pkcs8 -topk8 -in KEY -passout PASS -v2 aes-256-cbc -v2prf hmacWithSHA1",
        "pkcs8 -topk8 -in KEY -passout PASS -v2 aes-256-cbc -v2prf hmacWithSHA512",
        "pkcs8 -topk8 -in KEY -passout PASS -v2 des3 -v2prf hmacWithSHA1",
        "pkcs8 -topk8 -in KEY -passout PASS -scrypt",
        "pkcs8 -topk8 -in KEY -passout PASS -scrypt -scrypt_N 4096 -scrypt_p 2",
    ];
    for options in opened {
        let read = PrivateKey::read(&private(options), Some(PASSPHRASE.as_bytes()));
        let read = read.unwrap_or_else(|error| panic!("{options}: {error}"));
        assert_eq!(read.public_key().fingerprint(), fingerprint, "{options}");
    }
    let public = [
        "pkey -in KEY -pubout",
        "pkey -in KEY -pubout -outform DER",
        "pkey -in KEY -text_pub -pubout",
        "rsa -in KEY -RSAPublicKey_out",
        "rsa -in KEY -RSAPublicKey_out -outform DER",
        "req -x509 -new -key KEY -subj /CN=judge -days 1",
        "req -x509 -new -key KEY -subj /CN=judge -days 1 -outform DER",
        "req -x509 -new -key KEY -subj /CN=judge -days 1 -text",
    ];
    for options in public {
        let read = PublicKey::read(&private(options)).unwrap_or_else(|error| panic!("{options}: {error}"));
        assert_eq!(read.fingerprint(), fingerprint, "{options}");
    }
    from_pkcs12(folder.path(), &fingerprint);

    let refused: [(&str, ErrorCode); 9] = [
        ("pkcs8 -topk8 -in KEY -passout PASS -v1 PBE-SHA1-3DES", UnsupportedKey),
        ("pkcs8 -topk8 -in KEY -passout PASS -v2 aria-256-cbc", UnsupportedKey),
        ("rsa -in KEY -traditional -aes128 -passout PASS", UnsupportedKey),
        ("genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048", WrongKeyKind),
        ("genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256", WrongKeyKind),
        ("ecparam -name prime256v1 -genkey", WrongKeyKind),
        ("genpkey -quiet -algorithm ED25519 -outform DER", WrongKeyKind),
        ("genrsa 1024", KeyTooSmall),
        ("req -new -key KEY -subj /CN=judge", WrongKeyKind),
    ];
    for (options, code) in refused {
        let error = keys::inspect(&private(options), Some(PASSPHRASE.as_bytes())).unwrap_err();
        assert_eq!(error.code(), code, "{options}: {error}");
    }
    println!(
        "judge openssl: {} keys are read by paysig, {} are refused for what they are",
        opened.len() + public.len() + 2,
        refused.len()
    );
}

/// What browsers and consoles export, taken apart as tutorials say: text, a certificate and a key in one file.
fn from_pkcs12(folder: &Path, fingerprint: &str) {
    let at = |name| path(folder, name);
    let certificate =
        ["req", "-x509", "-new", "-key", &at("key"), "-subj", "/CN=judge", "-out", &at("certificate")];
    run("openssl", certificate);
    run(
        "openssl",
        [
            "pkcs12",
            "-export",
            "-inkey",
            &at("key"),
            "-in",
            &at("certificate"),
            "-name",
            "Zoë",
            "-passout",
            "pass:x",
            "-out",
            &at("pkcs12"),
        ],
    );
    let bags = run("openssl", ["pkcs12", "-nodes", "-in", &at("pkcs12"), "-passin", "pass:x"]);
    assert!(bags.starts_with(b"Bag Attributes"));
    assert_eq!(PrivateKey::read(&bags, None).unwrap().public_key().fingerprint(), fingerprint);
    assert_eq!(PublicKey::read(&bags).unwrap().fingerprint(), fingerprint);
    let error = PrivateKey::read(&fs::read(at("pkcs12")).unwrap(), None).unwrap_err();
    assert!(error.code() == UnsupportedKey && error.message().contains("PKCS#12"), "{error}");
}
