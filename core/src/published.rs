//! Reads NIST's files and RFC 4231's: lines of `name = value`, and empty lines between the cases.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;

pub(crate) type Fields = BTreeMap<&'static str, &'static str>;

/// Every case: what it says itself and, where it does not, what was said before it.
pub(crate) fn cases(text: &'static str, ends_with: &str) -> Vec<Fields> {
    let mut fields = Fields::new();
    let mut cases = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.starts_with('[')) {
        let Some((name, value)) = line.split_once('=') else { continue };
        fields.insert(name.trim(), value.trim());
        if name.trim() == ends_with {
            cases.push(fields.clone());
        }
    }
    cases
}

/// The bytes that a hexadecimal number or text stands for; NIST leaves out a leading zero.
pub(crate) fn bytes(fields: &Fields, name: &str) -> Vec<u8> {
    let digits = fields[name];
    let padded = if digits.len().is_multiple_of(2) { digits.to_owned() } else { format!("0{digits}") };
    const_hex::decode(padded).unwrap()
}
