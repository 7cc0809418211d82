//! The limits of keys, ours and the same for every implementation.

use crate::errors::{Error, ErrorCode};

pub(super) const MIN_BITS: usize = 2048;
pub(super) const MAX_BITS: usize = 8192;
const MIN_EXPONENT: u64 = 3;
const MAX_EXPONENT: u64 = u32::MAX as u64;

/// What new keys may have: what gateways take, and what signs in milliseconds.
const NEW_BITS: [usize; 3] = [2048, 3072, 4096];

/// Refuses keys outside the limits before any arithmetic is done with them: a huge modulus or exponent from outside costs time.
pub(crate) fn check_limits(modulus: &[u8], exponent: &[u8]) -> Result<(), Error> {
    let bits = bits(modulus);
    if bits < MIN_BITS {
        return Err(Error::new(ErrorCode::KeyTooSmall, format!("{bits}-bit key: at least {MIN_BITS}")));
    }
    let unsupported = |why: String| Err(Error::new(ErrorCode::UnsupportedKey, why));
    if bits > MAX_BITS {
        return unsupported(format!("{bits}-bit key: at most {MAX_BITS}"));
    }
    let exponent = match exponent.len() {
        0..=8 => exponent.iter().fold(0, |value: u64, byte| value << 8 | u64::from(*byte)),
        _ => u64::MAX,
    };
    if exponent % 2 == 0 || !(MIN_EXPONENT..=MAX_EXPONENT).contains(&exponent) {
        return unsupported(format!(
            "the public exponent is not an odd number from {MIN_EXPONENT} to {MAX_EXPONENT}"
        ));
    }
    Ok(())
}

/// Whether new keys are made in this size.
pub(super) fn check_new(bits: usize) -> Result<(), Error> {
    if !NEW_BITS.contains(&bits) {
        return Err(Error::new(ErrorCode::InvalidArgument, "a new key has 2048, 3072 or 4096 bits"));
    }
    Ok(())
}

/// Of a number without leading zero bytes, as DER has it.
fn bits(number: &[u8]) -> usize {
    match number.first() {
        Some(first) => number.len() * 8 - first.leading_zeros() as usize,
        None => 0,
    }
}
