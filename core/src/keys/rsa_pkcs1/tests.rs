//! Both implementations side by side. Where this processor lacks what `fast` needs, the tests of it would show nothing, so they say so.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;
use rsa::BoxedUint;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};

use super::*;
use crate::keys::PrivateKey;

macro_rules! key {
    ($name:literal) => {
        include_bytes!(concat!("../../../../tests/vectors/keys/", $name, ".pkcs8.pem"))
    };
}

const KEYS: [&[u8]; 7] = [
    key!("rsa2048"),
    key!("other2048"),
    key!("rsa3072"),
    key!("rsa4096"),
    key!("rsa8192"),
    key!("exponent-3"),
    key!("exponent-max"),
];

fn read(pem: &[u8]) -> SigningKey {
    PrivateKey::read(pem, None).unwrap().key
}

/// The same key, once with whatever this processor can do and once without.
fn both(pem: &[u8]) -> (SigningKey, SigningKey) {
    let (fast, portable) = (read(pem), read(pem).portable_only());
    assert_eq!(fast.fast.is_some(), fast::is_supported());
    assert_eq!(fast.public.fast.is_some(), fast::is_supported());
    (fast, portable)
}

fn refusal(key: &SigningKey, parts: &[&[u8]]) -> ErrorCode {
    key.sign(parts).unwrap_err().code()
}

#[test]
fn this_processor_runs_both_implementations() {
    assert!(fast::is_supported(), "run these tests on a processor that the fast implementation supports");
}

#[test]
fn both_sign_the_same_bytes_and_verify_each_other() {
    for pem in KEYS {
        let (fast, portable) = both(pem);
        let messages = if fast.bits() > 4096 { 2 } else { 20 };
        for message in (0..messages).map(|number| vec![number; usize::from(number) * 97]) {
            let signature = fast.sign(&[&message]).unwrap();
            assert_eq!(signature, portable.sign(&[&message]).unwrap());
            for key in [&fast, &portable] {
                assert!(key.public.verify(&[&message], &signature));
                assert!(key.verifying_key().verify(&[&message], &signature));
                assert!(!key.public.verify(&[&message, b"x"], &signature));
            }
        }
    }
}

#[test]
fn a_signature_that_begins_with_a_zero_is_still_as_long_as_the_modulus() {
    let (fast, portable) = both(key!("rsa2048"));
    let zero = |number: &u32| fast.sign(&[&number.to_be_bytes()]).unwrap()[0] == 0;
    let message = (0..10_000).find(zero).unwrap().to_be_bytes();
    let signature = portable.sign(&[&message]).unwrap();
    assert_eq!((signature.len(), &signature), (256, &fast.sign(&[&message]).unwrap()));
    for key in [fast, portable] {
        assert!(key.public.verify(&[&message], &signature));
        assert!(!key.public.verify(&[&message], &signature[1..]));
        assert!(!key.public.verify(&[&message], &[&[0], &signature[..]].concat()));
    }
}

#[test]
fn parts_are_signed_as_if_joined() {
    let (fast, portable) = both(key!("rsa2048"));
    let signature = fast.sign(&[b"one, two"]).unwrap();
    for key in [&fast, &portable] {
        assert_eq!(key.sign(&[b"one", b"", b", two"]).unwrap(), signature);
        assert!(key.public.verify(&[b"o", b"ne, two"], &signature));
    }
    assert_eq!(fast.sign(&[]).unwrap(), portable.sign(&[b""]).unwrap());
}

#[test]
fn a_signature_no_smaller_than_the_modulus_is_refused_by_both() {
    let (fast, portable) = both(key!("rsa2048"));
    let n = fast.components().n().as_ref().to_be_bytes();
    // The same number to arithmetic modulo n, for a message whose signature leaves room for it.
    let larger = |number: u32| Some((number, sum(&fast.sign(&[&number.to_be_bytes()]).unwrap(), &n)?));
    let (message, larger) = (0..1000).find_map(larger).unwrap();
    for claimed in [&larger[..], &n, &[0xff; 256], &[0; 256], &[]] {
        for key in [&fast, &portable] {
            assert!(!key.public.verify(&[&message.to_be_bytes()], claimed));
        }
    }
}

/// Of two numbers of the same length, if it has that length too.
fn sum(left: &[u8], right: &[u8]) -> Option<Vec<u8>> {
    let mut carry = 0;
    let mut digits: Vec<u8> = left
        .iter()
        .zip(right)
        .rev()
        .map(|(left, right)| {
            let digit = u16::from(*left) + u16::from(*right) + carry;
            carry = digit >> 8;
            digit.to_le_bytes()[0]
        })
        .collect();
    digits.reverse();
    (carry == 0).then_some(digits)
}

#[test]
fn a_faulty_signature_is_withheld_by_both() {
    let (fast, portable) = both(key!("rsa2048"));
    for key in [fast.with_faulty_machine(), portable.with_faulty_machine()] {
        assert_eq!(refusal(&key, &[b"message"]), ErrorCode::FaultDetected);
    }
}

#[test]
fn primes_in_the_other_order_sign_the_same_bytes() {
    let key = read(key!("rsa2048"));
    let parts = key.components();
    let [p, q] = parts.primes() else { unreachable!("two primes") };
    let number = |number: &BoxedUint| number.clone();
    let (n, e, d) = (number(parts.n().as_ref()), number(parts.e()), number(parts.d()));
    let swapped = SigningKey::new(n, e, d, q.as_ref().clone(), p.as_ref().clone()).unwrap();
    assert_eq!(swapped.fast.is_some(), fast::is_supported());
    assert_eq!(swapped.sign(&[b"message"]).unwrap(), key.sign(&[b"message"]).unwrap());
    assert_eq!(swapped.portable_only().sign(&[b"message"]).unwrap(), key.sign(&[b"message"]).unwrap());
}

#[test]
fn sizes_that_only_one_of_them_is_known_for_are_left_to_it() {
    let key = SigningKey::with_fast(portable::SigningKey::generate(2056).unwrap());
    assert!(key.fast.is_none() && key.public.fast.is_none());
    let signature = key.sign(&[b"message"]).unwrap();
    assert_eq!(signature.len(), 257);
    assert!(key.public.verify(&[b"message"], &signature));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn both_refuse_what_either_refuses(message in proptest::collection::vec(any::<u8>(), 0..200), at in 0..256usize, bit in 0..8u8) {
        let (fast, portable) = both(key!("other2048"));
        let mut signature = portable.sign(&[&message]).unwrap();
        prop_assert!(fast.public.verify(&[&message], &signature));
        signature[at] ^= 1 << bit;
        prop_assert!(!fast.public.verify(&[&message], &signature));
        prop_assert!(!portable.public.verify(&[&message], &signature));
    }
}
