//! What may have been used as the key in place of the secret, without guessing any.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use percent_encoding::{percent_decode, percent_encode};
use zeroize::Zeroizing;

use super::algorithms::HashName;
use super::bodies::COMPONENT;
use super::causes::Cause;
use crate::text_form::decode_hex;

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
    change(Cause::KeyWhiteSpace, 2, "the key with a byte order mark before it", |key| {
        joined(&["\u{feff}".as_bytes(), key])
    }),
    change(Cause::KeyWhiteSpace, 3, "the key with a no-break space after it", |key| {
        joined(&[key, "\u{a0}".as_bytes()])
    }),
    change(Cause::KeyWhiteSpace, 3, "the key with a zero-width space after it", |key| {
        joined(&[key, "\u{200b}".as_bytes()])
    }),
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
    change(Cause::KeyHexDecoded, 1, "the key decoded from hex", |key| decode_hex(key).map(Zeroizing::new)),
    change(Cause::KeyBase64Decoded, 1, "the key decoded from base64", |key| {
        STANDARD.decode(key).or_else(|_| STANDARD_NO_PAD.decode(key)).ok().map(Zeroizing::new)
    }),
    change(Cause::KeyBase64Decoded, 2, "the key decoded from URL-safe base64", |key| {
        URL_SAFE.decode(key).or_else(|_| URL_SAFE_NO_PAD.decode(key)).ok().map(Zeroizing::new)
    }),
    change(Cause::KeyEncoded, 2, "the key encoded as hex", |key| {
        Some(Zeroizing::new(const_hex::encode(key).into_bytes()))
    }),
    change(Cause::KeyEncoded, 3, "the key encoded as hex in upper case", |key| {
        Some(Zeroizing::new(const_hex::encode_upper(key).into_bytes()))
    }),
    change(Cause::KeyEncoded, 2, "the key encoded as base64", |key| {
        Some(Zeroizing::new(STANDARD.encode(key).into_bytes()))
    }),
    change(Cause::KeyMissing, 2, "an empty key", |_| joined(&[])),
    change(Cause::KeyMissing, 2, "the word undefined as the key", |_| joined(&[b"undefined"])),
    change(Cause::KeyMissing, 2, "the word None as the key", |_| joined(&[b"None"])),
    change(Cause::KeyMissing, 2, "the word null as the key", |_| joined(&[b"null"])),
    change(Cause::KeyPercentEncoded, 2, "the key percent-decoded", |key| {
        gathered(key.len(), percent_decode(key))
    }),
    change(Cause::KeyPercentEncoded, 2, "the key decoded as a form, + as a space", |key| {
        let spaced: KeyBytes =
            key.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect::<Vec<u8>>().into();
        gathered(spaced.len(), percent_decode(&spaced))
    }),
    change(Cause::KeyPercentEncoded, 3, "the key percent-encoded", |key| {
        gathered(3 * key.len(), percent_encode(key, COMPONENT).flat_map(str::bytes))
    }),
    change(Cause::KeyUtf16, 2, "the key as UTF-16, the low byte first", |key| utf16(key, u16::to_le_bytes)),
    change(Cause::KeyUtf16, 3, "the key as UTF-16, the high byte first", |key| utf16(key, u16::to_be_bytes)),
    change(Cause::KeyHashed, 2, "the hex digits of the key's SHA-256", |key| {
        hex_digest(HashName::Sha256, key)
    }),
    change(Cause::KeyHashed, 3, "the key's SHA-256", |key| Some(HashName::Sha256.digest(&[key]))),
    change(Cause::KeyHashed, 3, "the hex digits of the key's MD5", |key| hex_digest(HashName::Md5, key)),
    change(Cause::KeyHashed, 3, "the hex digits of the key's SHA-1", |key| hex_digest(HashName::Sha1, key)),
    change(Cause::KeyHashed, 3, "the hex digits of the key's SHA-512", |key| {
        hex_digest(HashName::Sha512, key)
    }),
    change(Cause::KeyShell, 2, "the key with nothing for each $ and the name after it", |key| {
        let mut pieces = key.split(|byte| *byte == b'$');
        let mut out = KeyBytes::new(Vec::with_capacity(key.len()));
        out.extend_from_slice(pieces.next()?);
        for piece in pieces {
            out.extend_from_slice(piece.get(variable(piece)..)?);
        }
        Some(out)
    }),
    change(Cause::KeyShell, 2, "the key up to its #", |key| {
        joined(&[key.split(|byte| *byte == b'#').next()?.trim_ascii_end()])
    }),
    change(Cause::KeyShell, 3, "the key with one $ for two", |key| {
        Some(Zeroizing::new(std::str::from_utf8(key).ok()?.replace("$$", "$").into_bytes()))
    }),
    change(Cause::KeyShell, 3, "the key without its backslashes", |key| {
        gathered(key.len(), key.iter().copied().filter(|byte| *byte != b'\\'))
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

fn utf16(key: &[u8], bytes: fn(u16) -> [u8; 2]) -> Option<KeyBytes> {
    gathered(2 * key.len(), std::str::from_utf8(key).ok()?.encode_utf16().flat_map(bytes))
}

/// In room for as many bytes as there can be: a buffer that grows leaves its beginning behind.
fn gathered(most: usize, bytes: impl IntoIterator<Item = u8>) -> Option<KeyBytes> {
    let mut out = KeyBytes::new(Vec::with_capacity(most));
    out.extend(bytes);
    Some(out)
}

fn hex_digest(hash: HashName, key: &[u8]) -> Option<KeyBytes> {
    Some(Zeroizing::new(const_hex::encode(hash.digest(&[key])).into_bytes()))
}

/// How many bytes a shell takes for a variable's name: a digit or sign, or letters, digits and underscores.
fn variable(text: &[u8]) -> usize {
    let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    match text.first() {
        Some(first) if first.is_ascii_digit() => 1,
        _ => text.iter().take_while(|byte| in_name(byte)).count(),
    }
}

fn joined(pieces: &[&[u8]]) -> Option<KeyBytes> {
    Some(Zeroizing::new(pieces.concat()))
}
