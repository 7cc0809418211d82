//! Keys as people have them: every form that is read, every wrong thing that is named, and what is written.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

use paysig::ErrorCode::{self, *};
use paysig::keys::{self, Encoding, Form, Kind, PrivateKey, PublicKey};
use proptest::prelude::*;
use proptest::sample::Index;

const PASSPHRASE: &[u8] = b"correct horse battery staple";
/// What `openssl pkey -in rsa2048.pkcs8.pem -pubout -outform DER | sha256sum` prints.
const FINGERPRINT: &str = "51c8f3ca780a26b69d5cb31e1ec649ddbc0ba0fdf0ff8253bb3fb52268d2a586";

fn file(name: &str) -> Vec<u8> {
    let keys = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/keys");
    std::fs::read(keys.join(name)).unwrap()
}

fn text(name: &str) -> String {
    String::from_utf8(file(name)).unwrap()
}

fn base64_of(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

fn refused<T: std::fmt::Debug>(result: Result<T, paysig::Error>) -> (ErrorCode, String) {
    let error = result.unwrap_err();
    (error.code(), error.message().to_owned())
}

fn assert_private(material: &[u8], passphrase: Option<&[u8]>) {
    let key = PrivateKey::read(material, passphrase).unwrap();
    assert_eq!((key.bits(), key.public_key().fingerprint().as_str()), (2048, FINGERPRINT));
}

fn assert_public(material: &[u8]) {
    let key = PublicKey::read(material).unwrap();
    assert_eq!((key.bits(), key.exponent(), key.fingerprint().as_str()), (2048, 65537, FINGERPRINT));
}

#[test]
fn every_form_is_read_and_reported() {
    use Encoding::{Der, Pem};
    use Form::{Certificate, EncryptedPkcs8, Pkcs1, Pkcs8, Spki};
    use Kind::{Private, Public};
    let forms = [
        ("rsa2048.pkcs1.pem", Private, Pkcs1, Pem),
        ("rsa2048.pkcs1.der", Private, Pkcs1, Der),
        ("rsa2048.pkcs8.pem", Private, Pkcs8, Pem),
        ("rsa2048.pkcs8-crlf.pem", Private, Pkcs8, Pem),
        ("rsa2048.pkcs8.der", Private, Pkcs8, Der),
        ("rsa2048.pkcs8-encrypted.pem", Private, EncryptedPkcs8, Pem),
        ("rsa2048.pkcs8-encrypted.der", Private, EncryptedPkcs8, Der),
        ("rsa2048.spki.pem", Public, Spki, Pem),
        ("rsa2048.spki-crlf.pem", Public, Spki, Pem),
        ("rsa2048.spki.der", Public, Spki, Der),
        ("rsa2048.pkcs1-public.pem", Public, Pkcs1, Pem),
        ("rsa2048.pkcs1-public.der", Public, Pkcs1, Der),
        ("rsa2048.certificate.pem", Public, Certificate, Pem),
        ("rsa2048.certificate.der", Public, Certificate, Der),
    ];
    for (name, kind, form, encoding) in forms {
        let material = file(name);
        let passphrase = (form == EncryptedPkcs8).then_some(PASSPHRASE);
        let report = keys::inspect(&material, passphrase).unwrap();
        assert_eq!((report.kind, report.form, report.encoding), (kind, form, encoding), "{name}");
        assert_eq!((report.bits, report.exponent, report.fingerprint.as_str()), (2048, 65537, FINGERPRINT));
        match kind {
            Private => assert_private(&material, Some(PASSPHRASE)),
            Public => assert_public(&material),
        }
    }
}

#[test]
fn sizes_and_exponents_within_the_limits_are_read() {
    let pairs = [
        ("rsa3072", 3072, 65537),
        ("rsa4096", 4096, 65537),
        ("rsa8192", 8192, 65537),
        ("exponent-3", 2048, 3),
        ("exponent-max", 2048, u32::MAX),
    ];
    for (name, bits, exponent) in pairs {
        let private = PrivateKey::read(&file(&format!("{name}.pkcs8.pem")), None).unwrap();
        let public = PublicKey::read(&file(&format!("{name}.spki.pem"))).unwrap();
        assert_eq!((public.bits(), public.exponent(), private.bits()), (bits, exponent, bits));
        assert!(public.matches(&private));
        assert!(!public.matches(&PrivateKey::read(&file("other2048.pkcs8.pem"), None).unwrap()));
    }
}

#[test]
fn pem_is_read_however_it_was_copied() {
    for (name, is_private) in [
        ("rsa2048.pkcs8.pem", true),
        ("rsa2048.pkcs1.pem", true),
        ("rsa2048.spki.pem", false),
        ("rsa2048.certificate.pem", false),
    ] {
        let pem = text(name);
        let (begin, end) = (pem.lines().next().unwrap(), pem.lines().last().unwrap());
        let body = base64_of(&pem);
        let mixed = format!("{begin}\n{}\n{}\n{}\n{end}", &body[..7], &body[7..100], &body[100..]);
        let copies = [
            pem.trim_end().to_owned(),
            pem.replace('\n', "\r\n"),
            pem.replace('\n', "\r"),
            pem.replace('\n', "\\n"),
            pem.replace('\n', "\\r\\n"),
            pem.trim_end().replace('\n', " "),
            pem.replace('\n', "\n    "),
            pem.replace('\n', " \t\n\n"),
            format!(" \r\n\t{pem}\n \n"),
            format!("\"{}\"\n", pem.trim_end().replace('\n', "\\n")),
            format!("\u{feff}{pem}"),
            format!("{begin}\n{body}\n{end}\n"),
            format!("{begin}{body}{end}"),
            mixed,
            format!("Private-Key: (2048 bit, 2 primes)\nmodulus:\n    00:bd:91\n{pem}"),
            format!(
                "Bag Attributes\n    friendlyName: k\u{f6}nig\nKey Attributes: <No Attributes>\n{pem}trailing words"
            ),
        ];
        for copy in &copies {
            if is_private { assert_private(copy.as_bytes(), None) } else { assert_public(copy.as_bytes()) }
        }
        let latin1 = [&b"friendlyName: k\xf6nig\n"[..], pem.as_bytes()].concat();
        if is_private { assert_private(&latin1, None) } else { assert_public(&latin1) }
    }
}

#[test]
fn of_several_sections_the_first_of_the_wanted_kind_is_read() {
    let (key, certificate, other) =
        (text("rsa2048.pkcs8.pem"), text("rsa2048.certificate.pem"), text("other2048.spki.pem"));
    assert_private(format!("{certificate}{key}").as_bytes(), None);
    assert_private(format!("{certificate}{other}{key}").as_bytes(), None);
    assert_public(format!("{key}{certificate}").as_bytes());
    // A chain: the key is that of its first certificate.
    assert_public(format!("{certificate}{}", text("ec.certificate.pem")).as_bytes());
    assert_public(format!("{certificate}{other}").as_bytes());
    assert_eq!(keys::inspect(format!("{certificate}{key}").as_bytes(), None).unwrap().kind, Kind::Public);
    assert_eq!(keys::inspect(format!("{key}{certificate}").as_bytes(), None).unwrap().kind, Kind::Private);
}

#[test]
fn a_passphrase_opens_encrypted_keys_only() {
    for name in ["rsa2048.pkcs8-encrypted.pem", "rsa2048.pkcs8-encrypted.der"] {
        assert_eq!(refused(PrivateKey::read(&file(name), None)).0, MissingPassphrase);
        for wrong in [&b""[..], b"correct horse battery stable", b"\xff"] {
            assert_eq!(refused(PrivateKey::read(&file(name), Some(wrong))).0, WrongPassphrase);
        }
    }
    assert_private(&file("rsa2048.pkcs8.pem"), Some(b"unread"));
}

#[test]
fn pbes2_keys_are_opened_however_they_are_made_and_not_at_any_price() {
    for by in ["scrypt", "3des-sha1", "aes-192-sha512"] {
        assert_private(&file(&format!("rsa2048.pkcs8-{by}.pem")), Some(PASSPHRASE));
    }
    for (name, phrase) in [
        ("rsa2048.pkcs8-pbes1.pem", "encryption is not known here: encrypt it anew with `openssl pkcs8"),
        (
            "rsa2048.pkcs8-pkcs12-3des.pem",
            "encryption is not known here: encrypt it anew with `openssl pkcs8",
        ),
        ("crafted-odd-scrypt.pem", "encryption is not known here: encrypt it anew with `openssl pkcs8"),
        ("rsa2048.pkcs8-camellia.pem", "encryption is not known here: encrypt it anew with `openssl pkcs8"),
        ("rsa2048.pkcs8-ten-million-rounds.pem", "would take too long or too much memory"),
        ("crafted-costly-scrypt.pem", "would take too long or too much memory"),
    ] {
        let (code, message) = refused(PrivateKey::read(&file(name), Some(PASSPHRASE)));
        assert_eq!(code, UnsupportedKey, "{name}");
        assert!(message.contains(phrase), "{name}: {message:?} does not say {phrase:?}");
    }
}

#[test]
fn wrong_material_says_what_it_is() {
    let body = base64_of(&text("rsa2048.pkcs8.pem"));
    let relabelled = text("rsa2048.pkcs1.pem").replace("RSA PRIVATE KEY", "PRIVATE KEY");
    let cut = text("rsa2048.pkcs8.pem")[..900].to_owned();
    let utf16: Vec<u8> = "\u{feff}-----BEGIN".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: Vec<(Vec<u8>, ErrorCode, &str)> = vec![
        (file("rsa2048.spki.pem"), WrongKeyKind, "this is a public key; a private key is needed"),
        (file("rsa2048.pkcs1-public.der"), WrongKeyKind, "this is a public key"),
        (file("rsa2048.certificate.der"), WrongKeyKind, "this is a certificate"),
        (file("rsa1024.pkcs8.pem"), KeyTooSmall, "1024-bit key: at least 2048"),
        (file("three-primes.pkcs8.pem"), UnsupportedKey, "more than two primes"),
        (file("exponent-too-large.pkcs8.pem"), UnsupportedKey, "public exponent"),
        (file("crafted-wrong-prime.pkcs1.pem"), MalformedKey, "do not belong together"),
        (file("crafted-long-exponent.pkcs1.pem"), MalformedKey, "do not belong together"),
        (file("rsa2048-pss.pkcs8.pem"), WrongKeyKind, "restricted to PSS; a key for PKCS#1 v1.5"),
        (file("ec.pkcs8.pem"), WrongKeyKind, "not RSA"),
        (file("ed25519.pkcs8.pem"), WrongKeyKind, "not RSA"),
        (file("rsa2048.openssh.pem"), WrongKeyKind, "this is an OpenSSH key: convert it with `ssh-keygen"),
        (
            file("rsa2048.openssh.pub"),
            WrongKeyKind,
            "this is an OpenSSH public key: convert it with `ssh-keygen",
        ),
        (
            file("rsa2048.traditional-encrypted.pem"),
            UnsupportedKey,
            "OpenSSL's old encryption: convert it with `openssl",
        ),
        (
            b"-----BEGIN EC PRIVATE KEY-----\nMA==\n-----END EC PRIVATE KEY-----".into(),
            WrongKeyKind,
            "not RSA",
        ),
        (
            b"-----BEGIN CERTIFICATE REQUEST-----\nMA==\n-----END CERTIFICATE REQUEST-----".into(),
            WrongKeyKind,
            "certificate request",
        ),
        (
            b"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n-----END PGP PRIVATE KEY BLOCK-----".into(),
            WrongKeyKind,
            "PGP",
        ),
        (b"-----BEGIN PKCS7-----\nMA==\n-----END PKCS7-----".into(), UnsupportedKey, "PKCS#7"),
        (b"---- BEGIN SSH2 PUBLIC KEY ----".into(), WrongKeyKind, "SSH2"),
        (b"PuTTY-User-Key-File-3: ssh-rsa".into(), WrongKeyKind, "PuTTY"),
        (br#"{"kty":"RSA","n":"AQAB"}"#.into(), UnsupportedKey, "JSON Web Key"),
        (b"<RSAKeyValue><Modulus>".into(), UnsupportedKey, "XML"),
        (b"\xfe\xed\xfe\xed\0\0\0\x02".into(), UnsupportedKey, "Java key store"),
        // PKCS#12 begins with version 3, and a key in SEC 1 with version 1 and the number itself.
        (vec![0x30, 5, 2, 1, 3, 0x30, 0], UnsupportedKey, "PKCS#12"),
        (vec![0x30, 6, 2, 1, 1, 4, 1, 7], WrongKeyKind, "not RSA"),
        (body.into_bytes(), MalformedKey, "base64 without its lines"),
        (relabelled.into_bytes(), MalformedKey, "it holds a PKCS#1 private key (RSA PRIVATE KEY)"),
        (cut.into_bytes(), MalformedKey, "-----END"),
        (b"-----BEGIN PRIVATE KEY".into(), MalformedKey, "BEGIN …----- line is cut off"),
        (b"-----BEGIN PRIVATE KEY-----\nM$==\n-----END PRIVATE KEY-----".into(), MalformedKey, "base64"),
        (b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----".into(), MalformedKey, "cut off"),
        (b"-----BEGIN X-----\n-----END X-----".into(), MalformedKey, "no key and no certificate"),
        (utf16, MalformedKey, "UTF-16"),
        (b"/etc/keys/private.pem".into(), MalformedKey, "not the name of its file"),
        (b"\x00\xff\x80".into(), MalformedKey, "BEGIN"),
        (vec![], MalformedKey, "empty"),
    ];
    for (material, code, phrase) in cases {
        let (found, message) = refused(PrivateKey::read(&material, None));
        assert_eq!(found, code, "{message}");
        assert!(message.contains(phrase), "{message:?} does not say {phrase:?}");
    }
    let (code, message) = refused(PublicKey::read(&file("rsa2048.pkcs8.pem")));
    assert!(code == WrongKeyKind && message.starts_with("this is a private key; a public key is needed"));
    for (name, code) in [
        ("ec.spki.pem", WrongKeyKind),
        ("ed25519.spki.pem", WrongKeyKind),
        ("ec.certificate.pem", WrongKeyKind),
        ("rsa1024.spki.pem", KeyTooSmall),
        ("crafted-2047-bits.spki.pem", KeyTooSmall),
        ("crafted-8200-bits.spki.pem", UnsupportedKey),
        ("crafted-16384-bits.spki.pem", UnsupportedKey),
        ("crafted-exponent-1.spki.pem", UnsupportedKey),
        ("crafted-exponent-even.spki.pem", UnsupportedKey),
        ("exponent-too-large.spki.pem", UnsupportedKey),
        ("rsa2048.openssh.pub", WrongKeyKind),
    ] {
        assert_eq!(refused(PublicKey::read(&file(name))).0, code, "{name}");
        assert_eq!(refused(keys::inspect(&file(name), None)).0, code, "{name}");
    }
}

#[test]
fn what_is_written_is_read_again() {
    let key = PrivateKey::read(&file("rsa2048.pkcs1.pem"), None).unwrap();
    // What OpenSSL wrote is the one right way of writing it.
    assert_eq!(*key.write(Encoding::Der, None).unwrap(), file("rsa2048.pkcs8.der"));
    assert_eq!(*key.write(Encoding::Pem, None).unwrap(), file("rsa2048.pkcs8.pem"));
    let public = key.public_key();
    assert_eq!(public.write(Encoding::Der).unwrap(), file("rsa2048.spki.der"));
    assert_eq!(public.write(Encoding::Pem).unwrap(), file("rsa2048.spki.pem"));

    for encoding in [Encoding::Pem, Encoding::Der] {
        let encrypted = key.write(encoding, Some(PASSPHRASE)).unwrap();
        assert_private(&encrypted, Some(PASSPHRASE));
        assert_eq!(refused(PrivateKey::read(&encrypted, None)).0, MissingPassphrase);
        assert_eq!(refused(PrivateKey::read(&encrypted, Some(b"another"))).0, WrongPassphrase);
        assert_ne!(*encrypted, *key.write(encoding, Some(PASSPHRASE)).unwrap(), "the salt is new each time");
        assert_eq!(refused(key.write(encoding, Some(b""))).0, EmptyCredential);
    }
}

#[test]
fn new_keys_are_of_the_size_asked_for_and_all_different() {
    for bits in [2048, 2048, 3072] {
        let key = PrivateKey::generate(bits).unwrap();
        assert_eq!((key.bits(), key.public_key().exponent()), (bits, 65537));
        let again = PrivateKey::read(&key.write(Encoding::Pem, None).unwrap(), None).unwrap();
        assert!(key.public_key().matches(&again));
        assert!(!key.public_key().matches(&PrivateKey::generate(2048).unwrap()));
    }
    for bits in [0, 1024, 2047, 2049, 8192, usize::MAX] {
        assert_eq!(refused(PrivateKey::generate(bits)).0, InvalidArgument);
    }
}

#[test]
fn nothing_of_a_key_is_printed() {
    let key = PrivateKey::read(&file("rsa2048.pkcs8.pem"), None).unwrap();
    assert_eq!(format!("{key:?} {:?}", key.public_key()), "PrivateKey(2048 bits) PublicKey(2048 bits)");
}

#[test]
fn key_material_cut_off_anywhere_is_an_error() {
    for name in ["rsa2048.pkcs8.der", "rsa2048.pkcs1.der", "rsa2048.spki.der", "rsa2048.certificate.der"] {
        let whole = file(name);
        for length in 0..whole.len() {
            assert_eq!(refused(keys::inspect(&whole[..length], None)).0, MalformedKey, "{name} at {length}");
        }
        assert_eq!(
            refused(keys::inspect(&[&whole[..], b"\n"].concat(), None)).0,
            MalformedKey,
            "{name} and a line end"
        );
    }
    let pem = text("rsa2048.pkcs8.pem");
    for length in 0..pem.trim_end().len() {
        assert_eq!(
            refused(keys::inspect(&pem.as_bytes()[..length], None)).0,
            MalformedKey,
            "PEM at {length}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_reading_panic(material in proptest::collection::vec(any::<u8>(), 0..400), passphrase: Option<Vec<u8>>) {
        prop_assert!(keys::inspect(&material, passphrase.as_deref()).is_err());
        let text = [&b"-----BEGIN RSA PRIVATE KEY-----"[..], &material].concat();
        prop_assert!(PrivateKey::read(&text, passphrase.as_deref()).is_err());
    }

    #[test]
    fn a_changed_private_key_is_never_taken(at: Index, change in 1..=255u8, pkcs8: bool) {
        let mut der = file(if pkcs8 { "rsa2048.pkcs8.der" } else { "rsa2048.pkcs1.der" });
        let at = at.index(der.len());
        der[at] ^= change;
        // The last three numbers follow from the others and are not read; the algorithm's NULL is not either.
        if let Ok(key) = PrivateKey::read(&der, None) {
            prop_assert_eq!(key.public_key().fingerprint(), FINGERPRINT);
        }
    }

    #[test]
    fn a_changed_encrypted_key_is_an_error(at: Index, change in 1..=255u8) {
        let mut der = file("rsa2048.pkcs8-encrypted.der");
        let at = at.index(der.len());
        der[at] ^= change;
        match PrivateKey::read(&der, Some(PASSPHRASE)) {
            Ok(key) => prop_assert_eq!(key.public_key().fingerprint(), FINGERPRINT),
            Err(error) => prop_assert!(error.code() != Internal),
        }
    }
}
