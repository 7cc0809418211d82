//! What may have been used as the key in place of the secret, without guessing any.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::causes::Cause;

pub(super) type KeyBytes = Zeroizing<Vec<u8>>;

/// One way to use a secret otherwise than as it is.
pub(super) struct KeyChange {
    pub(super) cause: Cause,
    pub(super) rank: u8,
    pub(super) how: &'static str,
    apply: fn(&[u8]) -> Option<KeyBytes>,
}

impl KeyChange {
    /// The key that was used instead; `None` where it is the same or the change does not apply.
    pub(super) fn apply(&self, key: &[u8]) -> Option<KeyBytes> {
        (self.apply)(key).filter(|changed| changed.as_slice() != key)
    }
}

const fn change(
    cause: Cause,
    rank: u8,
    how: &'static str,
    apply: fn(&[u8]) -> Option<KeyBytes>,
) -> KeyChange {
    KeyChange { cause, rank, how, apply }
}

pub(super) const CHANGES: &[KeyChange] = &[
    change(Cause::KeyWhiteSpace, 1, "the key with a line feed after it", |key| joined(&[key, b"\n"])),
    change(Cause::KeyWhiteSpace, 2, "the key with CR and LF after it", |key| joined(&[key, b"\r\n"])),
    change(Cause::KeyWhiteSpace, 2, "the key with a carriage return after it", |key| joined(&[key, b"\r"])),
    change(Cause::KeyWhiteSpace, 1, "the key with a space after it", |key| joined(&[key, b" "])),
    change(Cause::KeyWhiteSpace, 2, "the key with a space before it", |key| joined(&[b" ", key])),
    change(Cause::KeyWhiteSpace, 3, "the key with a tab after it", |key| joined(&[key, b"\t"])),
    change(Cause::KeyQuoted, 2, "the key in double quotes", |key| joined(&[b"\"", key, b"\""])),
    change(Cause::KeyQuoted, 2, "the key in single quotes", |key| joined(&[b"'", key, b"'"])),
    change(Cause::KeyQuoted, 1, "the key without the quotes around it", |key| {
        let inner = |quote: &[u8]| key.strip_prefix(quote)?.strip_suffix(quote);
        joined(&[inner(b"\"").or_else(|| inner(b"'"))?])
    }),
    change(Cause::KeyLiteralNewline, 2, "the key with a backslash and an n after it", |key| {
        joined(&[key, b"\\n"])
    }),
    change(Cause::KeyLiteralNewline, 2, "the key with line feeds for \\n", |key| {
        let text = Zeroizing::new(std::str::from_utf8(key).ok()?.replace("\\n", "\n"));
        joined(&[text.as_bytes()])
    }),
    change(Cause::KeyLiteralNewline, 2, "the key without the \\n after it", |key| {
        joined(&[key.strip_suffix(b"\\n")?])
    }),
    change(Cause::KeyHexDecoded, 1, "the key decoded from hex", |key| {
        base16ct::mixed::decode_vec(key).ok().map(Zeroizing::new)
    }),
    change(Cause::KeyBase64Decoded, 1, "the key decoded from base64", |key| {
        STANDARD.decode(key).or_else(|_| STANDARD_NO_PAD.decode(key)).ok().map(Zeroizing::new)
    }),
    change(Cause::KeyBase64Decoded, 2, "the key decoded from URL-safe base64", |key| {
        URL_SAFE.decode(key).or_else(|_| URL_SAFE_NO_PAD.decode(key)).ok().map(Zeroizing::new)
    }),
    change(Cause::KeyEncoded, 2, "the key encoded as hex", |key| {
        Some(Zeroizing::new(base16ct::lower::encode_string(key).into_bytes()))
    }),
    change(Cause::KeyEncoded, 2, "the key encoded as base64", |key| {
        Some(Zeroizing::new(STANDARD.encode(key).into_bytes()))
    }),
    change(Cause::KeyPrefixDropped, 2, "the key from after its last underscore on", |key| {
        let at = key.iter().rposition(|byte| *byte == b'_')?;
        joined(&[key.get(at + 1..).filter(|rest| !rest.is_empty())?])
    }),
    change(Cause::KeyPrefixDropped, 2, "the key from after its first underscore on", |key| {
        let at = key.iter().position(|byte| *byte == b'_')?;
        joined(&[key.get(at + 1..).filter(|rest| !rest.is_empty())?])
    }),
    change(Cause::KeyCase, 3, "the key in lower case", |key| Some(Zeroizing::new(key.to_ascii_lowercase()))),
    change(Cause::KeyCase, 3, "the key in upper case", |key| Some(Zeroizing::new(key.to_ascii_uppercase()))),
];

fn joined(pieces: &[&[u8]]) -> Option<KeyBytes> {
    Some(Zeroizing::new(pieces.concat()))
}
