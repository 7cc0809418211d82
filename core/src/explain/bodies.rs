//! What may have been signed in the body's place.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode};

use super::algorithms::HashName;
use super::causes::Cause;
use super::change::Change;
use super::json_forms::{self, Document, JsonForm};
use super::work::Work;
use crate::text_form::decode_hex;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// What `encodeURIComponent` leaves as it is.
pub(super) const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// PHP's `rawurlencode`.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Python's `quote`.
const UNRESERVED_AND_SLASH: &AsciiSet = &UNRESERVED.remove(b'/');
/// PHP's `urlencode`.
const UNRESERVED_BUT_TILDE: &AsciiSet = &UNRESERVED.add(b'~');

/// So many of the forms, the likeliest, are tried with a second mistake that is not daily either.
const PAIRED_FORMS: usize = 8;

/// One way to change a body.
pub(super) struct BodyChange<'b> {
    pub(super) change: Change,
    /// 1 is seen daily, 3 seldom.
    pub(super) rank: u8,
    makes: Makes<'b>,
}

enum Makes<'b> {
    Bytes(Rewrite),
    Json(&'b Document<'b>, &'static JsonForm),
}

impl BodyChange<'_> {
    /// The changed body; `None` where it is the same, does not apply, or costs too much. What it costs is paid where it is hashed.
    pub(super) fn apply(&self, body: &[u8], work: &mut Work) -> Option<Vec<u8>> {
        let changed = match &self.makes {
            Makes::Bytes(change) => change(body, work)?,
            Makes::Json(document, form) => {
                let mut out = Vec::with_capacity(body.len());
                // What is longer than what is left exhausts it.
                if !document.write(form, work.left(), &mut out) {
                    work.take(out.len());
                    return None;
                }
                out
            }
        };
        (changed != body).then_some(changed)
    }
}

/// Every change that may apply: of bytes, and of what JSON encoders make of the document.
pub(super) fn changes<'b>(
    document: Option<&'b Document<'b>>,
    body: &[u8],
    work: &mut Work,
) -> Vec<BodyChange<'b>> {
    let of_bytes = TABLE.iter().map(|(cause, rank, how, change)| BodyChange {
        change: Change::new(*cause, *how),
        rank: *rank,
        makes: Makes::Bytes(*change),
    });
    let json = document.map(|document| json_changes(document, body, work));
    of_bytes.chain(json.into_iter().flatten()).collect()
}

/// What JSON encoders make of the document, each result once, under the names of all that make it.
fn json_changes<'b>(document: &'b Document<'b>, body: &[u8], work: &mut Work) -> Vec<BodyChange<'b>> {
    let mut groups: HashMap<(u64, usize), (usize, &'static JsonForm, Vec<&'static str>)> = HashMap::new();
    let mut out = Vec::with_capacity(body.len());
    // The rest is for trying them, and what is as likely.
    const SHARE: usize = 4;
    let most = work.left() / SHARE;
    let mut written = 0;
    for (place, form) in json_forms::forms().iter().enumerate() {
        let whole = document.write(form, most - written, &mut out);
        written = most.min(written + out.len());
        if !whole {
            work.not_tried([Cause::JsonReencoded]);
            break;
        }
        if out == body {
            continue;
        }
        let mut hasher = DefaultHasher::new();
        out.hash(&mut hasher);
        let key = (hasher.finish(), out.len());
        groups.entry(key).or_insert_with(|| (place, form, Vec::new())).2.push(form.id);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_unstable_by_key(|(place, ..)| *place);
    let changes = groups.into_iter().enumerate().map(|(place, (_, form, makers))| {
        let others = match makers.len() {
            0 | 1 => String::new(),
            2 => ", as does another encoder".to_owned(),
            several => format!(", as do {} other encoders", several - 1),
        };
        let how = format!("the body as {} writes it ({}){others}", form.made_by, form.language);
        BodyChange {
            change: Change { encoders: makers, ..Change::new(Cause::JsonReencoded, how) },
            rank: if place < PAIRED_FORMS { 1 } else { 2 },
            makes: Makes::Json(document, form),
        }
    });
    work.take(written);
    changes.collect()
}

/// A change of bytes; `None` where it does not apply.
type Rewrite = fn(&[u8], &mut Work) -> Option<Vec<u8>>;
type Row = (Cause, u8, &'static str, Rewrite);

const TABLE: &[Row] = &[
    (Cause::BodyFinalNewline, 1, "the body with a line feed after it", |body, _| {
        Some([body, b"\n"].concat())
    }),
    (Cause::BodyFinalNewline, 1, "the body without its final line end", |body, _| {
        Some(body.strip_suffix(b"\n").map(|rest| rest.strip_suffix(b"\r").unwrap_or(rest))?.to_vec())
    }),
    (Cause::BodyFinalNewline, 2, "the body with CR and LF after it", |body, _| {
        Some([body, b"\r\n"].concat())
    }),
    (Cause::BodyTrimmed, 1, "the body without the white space around it", |body, _| {
        Some(body.trim_ascii().to_vec())
    }),
    (Cause::BodyTrimmed, 2, "the body without the white space after it", |body, _| {
        Some(body.trim_ascii_end().to_vec())
    }),
    (Cause::BodyTrimmed, 2, "the body without the white space before it", |body, _| {
        Some(body.trim_ascii_start().to_vec())
    }),
    (Cause::BodyEmptyDocument, 1, "an empty body", |body, _| {
        [b"{}".as_slice(), b"[]", b"null", b"\"\""].contains(&body).then(Vec::new)
    }),
    (Cause::BodyEmptyDocument, 1, "the body {}", |body, _| body.is_empty().then(|| b"{}".to_vec())),
    (Cause::BodyEmptyDocument, 2, "the body []", |body, _| body.is_empty().then(|| b"[]".to_vec())),
    (Cause::BodyEmptyDocument, 2, "the body null", |body, _| body.is_empty().then(|| b"null".to_vec())),
    (Cause::BodyEmptyDocument, 2, "the body \"\"", |body, _| body.is_empty().then(|| b"\"\"".to_vec())),
    (Cause::BodyLineEnds, 1, "the body with CRLF for its line feeds", |body, _| {
        let lines: Vec<&[u8]> = body.split(|byte| *byte == b'\n').collect();
        let bare = lines.iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        Some(bare.collect::<Vec<_>>().join(b"\r\n".as_slice()))
    }),
    (Cause::BodyLineEnds, 1, "the body with line feeds for its CRLF", |body, _| {
        let lines: Vec<&[u8]> = body.split(|byte| *byte == b'\n').collect();
        let bare = lines.iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        Some(bare.collect::<Vec<_>>().join(b"\n".as_slice()))
    }),
    (Cause::BodyByteOrderMark, 2, "the body with a byte order mark before it", |body, _| {
        Some([BYTE_ORDER_MARK, body].concat())
    }),
    (Cause::BodyByteOrderMark, 2, "the body without its byte order mark", |body, _| {
        Some(body.strip_prefix(BYTE_ORDER_MARK)?.to_vec())
    }),
    (Cause::BodyDecodedWithLoss, 1, "the body with U+FFFD for what is not UTF-8", |body, _| {
        Some(String::from_utf8_lossy(body).into_owned().into_bytes())
    }),
    (Cause::BodyDecodedWithLoss, 2, "the body without what is not UTF-8", |body, _| {
        Some(body.utf8_chunks().flat_map(|chunk| chunk.valid().bytes()).collect())
    }),
    (Cause::BodyDecodedWithLoss, 2, "the body with ? for what is not ASCII", |body, _| {
        let text = String::from_utf8_lossy(body);
        Some(
            text.chars().map(|character| if character.is_ascii() { character as u8 } else { b'?' }).collect(),
        )
    }),
    (Cause::BodyDecodedWithLoss, 3, "the body without what is not ASCII", |body, _| {
        Some(body.iter().copied().filter(u8::is_ascii).collect())
    }),
    (Cause::BodyDecodedWithLoss, 3, "the body with U+FFFD for every byte that is not ASCII", |body, _| {
        let text = body.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '\u{fffd}' });
        Some(text.collect::<String>().into_bytes())
    }),
    (Cause::BodyDecodedWithLoss, 3, "the body with ? for what is not UTF-8", |body, _| {
        Some(String::from_utf8_lossy(body).replace('\u{fffd}', "?").into_bytes())
    }),
    (Cause::BodyLatin1, 1, "the body decoded as Latin-1 and encoded as UTF-8", |body, _| {
        Some(body.iter().copied().map(char::from).collect::<String>().into_bytes())
    }),
    (Cause::BodyLatin1, 2, "the body decoded as UTF-8 and encoded as Latin-1", |body, _| {
        let text = std::str::from_utf8(body).ok()?;
        Some(text.chars().map(|character| u8::try_from(character).unwrap_or(b'?')).collect())
    }),
    (Cause::BodyLatin1, 2, "the body decoded as Windows-1252 and encoded as UTF-8", |body, _| {
        let decoded = |byte: u8| match byte {
            0x80..=0x9f => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
            _ => char::from(byte),
        };
        Some(body.iter().copied().map(decoded).collect::<String>().into_bytes())
    }),
    (Cause::BodyLatin1, 3, "the body decoded as UTF-8 and encoded as Windows-1252", |body, _| {
        let encoded = |character: char| {
            let high = WINDOWS_1252.iter().zip(0x80..).find(|(known, _)| **known == character);
            high.map(|(_, byte)| byte).or(u8::try_from(character).ok()).unwrap_or(b'?')
        };
        Some(std::str::from_utf8(body).ok()?.chars().map(encoded).collect())
    }),
    (Cause::BodyUtf16, 2, "the body as UTF-16, the low byte first", |body, _| {
        Some(std::str::from_utf8(body).ok()?.encode_utf16().flat_map(u16::to_le_bytes).collect())
    }),
    (Cause::BodyUtf16, 3, "the body as UTF-16, the high byte first", |body, _| {
        Some(std::str::from_utf8(body).ok()?.encode_utf16().flat_map(u16::to_be_bytes).collect())
    }),
    (Cause::BodyUtf16, 3, "the body as UTF-16, the low byte first, after a byte order mark", |body, _| {
        let text = std::str::from_utf8(body).ok()?;
        Some([0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect())
    }),
    (Cause::JsonString, 2, "the body as a JSON string in ASCII", |body, _| json_string(body, false)),
    (Cause::JsonString, 3, "the body as a JSON string in ASCII, with slashes escaped", |body, _| {
        json_string(body, true)
    }),
    (Cause::JsonString, 2, "the body as a JSON string", |body, _| {
        serde_json::to_vec(std::str::from_utf8(body).ok()?).ok()
    }),
    (Cause::JsonString, 2, "what the body's JSON string holds", |body, _| {
        serde_json::from_slice::<String>(body).ok().map(String::into_bytes)
    }),
    (Cause::BodyBase64, 1, "the body decoded from base64", |body, _| {
        let text: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
        STANDARD.decode(&text).or_else(|_| STANDARD_NO_PAD.decode(&text)).ok()
    }),
    (Cause::BodyBase64, 2, "the body decoded from URL-safe base64", |body, _| {
        URL_SAFE.decode(body).or_else(|_| URL_SAFE_NO_PAD.decode(body)).ok()
    }),
    (Cause::BodyBase64, 2, "the body encoded as base64", |body, _| Some(STANDARD.encode(body).into_bytes())),
    (Cause::BodyBase64, 3, "the body encoded as base64 in lines of 64", |body, _| Some(in_lines(body, 64))),
    (Cause::BodyBase64, 3, "the body encoded as base64 in lines of 76", |body, _| Some(in_lines(body, 76))),
    (Cause::BodyHtmlEscaped, 2, "the body unescaped from HTML", |body, _| {
        let mut text = std::str::from_utf8(body).ok()?.to_owned();
        for (character, entity) in [
            ("<", "&lt;"),
            (">", "&gt;"),
            ("\"", "&quot;"),
            ("'", "&#039;"),
            ("'", "&#39;"),
            ("'", "&#x27;"),
            ("&", "&amp;"),
        ] {
            text = text.replace(entity, character);
        }
        Some(text.into_bytes())
    }),
    (Cause::BodyHtmlEscaped, 2, "the body escaped for HTML, with &#039;", |body, _| {
        html(body, Some("&#039;"))
    }),
    (Cause::BodyHtmlEscaped, 3, "the body escaped for HTML, with &#x27;", |body, _| {
        html(body, Some("&#x27;"))
    }),
    (Cause::BodyHtmlEscaped, 3, "the body escaped for HTML, with &#39;", |body, _| html(body, Some("&#39;"))),
    (Cause::BodyHtmlEscaped, 3, "the body escaped for HTML, its quotes left", |body, _| html(body, None)),
    (Cause::BodyBackslashes, 2, "the body with a backslash before every quote and backslash", |body, _| {
        Some(body.iter().flat_map(|byte| slashed(*byte)).collect())
    }),
    (Cause::BodyBackslashes, 2, "the body with one backslash less before every character", |body, _| {
        unslashed(body, Some)
    }),
    (Cause::BodyBackslashes, 3, "the body with its backslash escapes interpreted", |body, _| {
        unslashed(body, |byte| match byte {
            b'n' => Some(b'\n'),
            b't' => Some(b'\t'),
            b'r' => Some(b'\r'),
            b'\\' => Some(b'\\'),
            _ => None,
        })
    }),
    (Cause::BodyPlaceholder, 2, "the word undefined for an empty body", |body, _| {
        body.is_empty().then(|| b"undefined".to_vec())
    }),
    (Cause::BodyPlaceholder, 2, "the word None for an empty body", |body, _| {
        body.is_empty().then(|| b"None".to_vec())
    }),
    (Cause::BodyPlaceholder, 2, "the word [object Object] for the body", |_, _| {
        Some(b"[object Object]".to_vec())
    }),
    (Cause::BodyPlaceholder, 3, "the word Array for the body", |_, _| Some(b"Array".to_vec())),
    (Cause::BodyPlaceholder, 2, "the body as Python shows bytes, b'…'", |body, work| {
        (body.len() < work.left() / 4).then(|| python_repr(body))
    }),
    (Cause::BodyCut, 3, "the body's first 1024 bytes", |body, _| Some(body.get(..1024)?.to_vec())),
    (Cause::BodyCut, 3, "the body's first 4096 bytes", |body, _| Some(body.get(..4096)?.to_vec())),
    (Cause::BodyCut, 3, "the body's first 8192 bytes", |body, _| Some(body.get(..8192)?.to_vec())),
    (Cause::BodyCut, 3, "the body's first 16384 bytes", |body, _| Some(body.get(..16384)?.to_vec())),
    (Cause::BodyCut, 3, "the body's first 65536 bytes", |body, _| Some(body.get(..65536)?.to_vec())),
    (Cause::BodyCut, 2, "as many bytes of the body as it has UTF-16 characters", |body, _| {
        Some(body.get(..std::str::from_utf8(body).ok()?.encode_utf16().count())?.to_vec())
    }),
    (Cause::BodyCut, 3, "the body up to its first zero byte", |body, _| {
        Some(body.get(..body.iter().position(|byte| *byte == 0)?)?.to_vec())
    }),
    (Cause::BodyHex, 2, "the body as lower-case hex digits", |body, _| {
        Some(const_hex::encode(body).into_bytes())
    }),
    (Cause::BodyHex, 3, "the body as upper-case hex digits", |body, _| {
        Some(const_hex::encode_upper(body).into_bytes())
    }),
    (Cause::BodyHex, 3, "the body decoded from hex", |body, _| decode_hex(body)),
    (Cause::BodyPercentEncoded, 2, "the body percent-decoded", |body, _| {
        Some(percent_decode(body).collect())
    }),
    (Cause::BodyPercentEncoded, 2, "the body decoded as a form, + as a space", |body, _| {
        let spaced: Vec<u8> = body.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
        Some(percent_decode(&spaced).collect())
    }),
    (Cause::BodyPercentEncoded, 3, "the body percent-encoded", |body, _| {
        Some(percent_encode(body, COMPONENT).to_string().into_bytes())
    }),
    (Cause::BodyPercentEncoded, 3, "the body percent-encoded, but for -._~", |body, _| {
        Some(percent_encode(body, UNRESERVED).to_string().into_bytes())
    }),
    (Cause::BodyPercentEncoded, 3, "the body percent-encoded, but for /-._~", |body, _| {
        Some(percent_encode(body, UNRESERVED_AND_SLASH).to_string().into_bytes())
    }),
    (Cause::BodyPercentEncoded, 3, "the body encoded as a form, a space as +", |body, _| {
        Some(percent_encode(body, UNRESERVED_BUT_TILDE).to_string().replace("%20", "+").into_bytes())
    }),
    (Cause::BodyCompressed, 1, "the body decompressed from gzip", |body, work| {
        body.starts_with(b"\x1f\x8b").then(|| inflated(MultiGzDecoder::new(body), work))?
    }),
    (Cause::BodyCompressed, 2, "the body decompressed from zlib", |body, work| {
        body.starts_with(b"\x78").then(|| inflated(ZlibDecoder::new(body), work))?
    }),
    (Cause::BodyCompressed, 3, "the body decompressed from raw deflate", |body, work| {
        inflated(DeflateDecoder::new(body), work)
    }),
    (Cause::BodyDigest, 2, "the hex SHA-256 of the body", |body, _| Some(hex_digest(HashName::Sha256, body))),
    (Cause::BodyDigest, 2, "the SHA-256 of the body", |body, _| {
        Some(HashName::Sha256.digest(&[body]).to_vec())
    }),
    (Cause::BodyDigest, 3, "the base64 SHA-256 of the body", |body, _| {
        Some(STANDARD.encode(HashName::Sha256.digest(&[body]).as_slice()).into_bytes())
    }),
    (Cause::BodyDigest, 3, "the hex SHA-512 of the body", |body, _| Some(hex_digest(HashName::Sha512, body))),
    (Cause::BodyDigest, 3, "the SHA-512 of the body", |body, _| {
        Some(HashName::Sha512.digest(&[body]).to_vec())
    }),
    (Cause::BodyDigest, 3, "the hex SHA-1 of the body", |body, _| Some(hex_digest(HashName::Sha1, body))),
    (Cause::BodyDigest, 3, "the hex MD5 of the body", |body, _| Some(hex_digest(HashName::Md5, body))),
    (Cause::BodyDigest, 3, "the base64 MD5 of the body", |body, _| {
        Some(STANDARD.encode(HashName::Md5.digest(&[body]).as_slice()).into_bytes())
    }),
];

/// What Windows-1252 has where Latin-1 has control characters; U+FFFD for what neither has.
const WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{fffd}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{fffd}', '\u{17d}', '\u{fffd}', '\u{fffd}', '\u{2018}',
    '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}',
    '\u{203a}', '\u{153}', '\u{fffd}', '\u{17e}', '\u{178}',
];

/// As Python writes a text, and PHP, which escapes slashes too.
fn json_string(body: &[u8], slashes: bool) -> Option<Vec<u8>> {
    let text = serde_json::to_string(std::str::from_utf8(body).ok()?).ok()?;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '/' if slashes => out.push_str("\\/"),
            _ if character.is_ascii() => out.push(character),
            _ => {
                let units = &mut [0; 2];
                out.extend(character.encode_utf16(units).iter().map(|unit| format!("\\u{unit:04x}")));
            }
        }
    }
    Some(out.into_bytes())
}

/// As `openssl base64` and `base64` write it, with a line end after the last line.
fn in_lines(body: &[u8], width: usize) -> Vec<u8> {
    STANDARD.encode(body).as_bytes().chunks(width).flat_map(|line| [line, b"\n"].concat()).collect()
}

fn html(body: &[u8], apostrophe: Option<&str>) -> Option<Vec<u8>> {
    let text =
        std::str::from_utf8(body).ok()?.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Some(match apostrophe {
        Some(entity) => text.replace('"', "&quot;").replace('\'', entity).into_bytes(),
        None => text.into_bytes(),
    })
}

fn slashed(byte: u8) -> impl Iterator<Item = u8> {
    let (before, byte) = match byte {
        0 => (Some(b'\\'), b'0'),
        b'\\' | b'"' | b'\'' => (Some(b'\\'), byte),
        _ => (None, byte),
    };
    before.into_iter().chain([byte])
}

/// The body with what each backslash and the byte after it stand for; where that is nothing, both stay.
fn unslashed(body: &[u8], meaning: fn(u8) -> Option<u8>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut bytes = body.iter().copied();
    while let Some(byte) = bytes.next() {
        match (byte, bytes.clone().next()) {
            (b'\\', Some(next)) => {
                bytes.next();
                match meaning(next) {
                    Some(meant) => out.push(meant),
                    None => out.extend([byte, next]),
                }
            }
            _ => out.push(byte),
        }
    }
    Some(out)
}

/// What `str(body)` is for bytes in Python.
fn python_repr(body: &[u8]) -> Vec<u8> {
    let quote = if body.contains(&b'\'') && !body.contains(&b'"') { '"' } else { '\'' };
    let mut out = format!("b{quote}");
    for byte in body {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b' '..=b'~' if char::from(*byte) == quote => out.extend(['\\', quote]),
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out.into_bytes()
}

fn hex_digest(hash: HashName, body: &[u8]) -> Vec<u8> {
    const_hex::encode(hash.digest(&[body])).into_bytes()
}

/// A few compressed bytes can stand for gigabytes: no more than a share of what is left is made of them, and paid for even when it
/// comes to nothing.
fn inflated(decoder: impl Read, work: &mut Work) -> Option<Vec<u8>> {
    const SHARE: usize = 8;
    let room = work.left() / SHARE;
    let mut out = Vec::new();
    let read = decoder.take(u64::try_from(room).ok()?.saturating_add(1)).read_to_end(&mut out);
    let whole = out.len() <= room;
    if !whole {
        work.not_tried([Cause::BodyCompressed]);
    }
    if !whole || read.is_err() {
        work.take(out.len());
        return None;
    }
    (!out.is_empty()).then_some(out)
}

/// Where a changed body differs, in numbers only.
pub(super) fn difference(given: &[u8], signed: &[u8]) -> String {
    let at = given.iter().zip(signed).take_while(|(one, other)| one == other).count();
    format!(
        "the body given has {} bytes and the signed one {}; they differ from byte {at} on",
        given.len(),
        signed.len()
    )
}
