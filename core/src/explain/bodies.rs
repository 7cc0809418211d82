//! What may have been signed in the body's place.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode};

use super::algorithms::HashName;
use super::causes::Cause;
use super::change::Change;
use super::json_forms::{self, Document, JsonForm};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// What `encodeURIComponent` leaves as it is.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// One way to change a body.
pub(super) struct BodyChange<'b> {
    pub(super) change: Change,
    /// 1 is seen daily, 3 seldom.
    pub(super) rank: u8,
    makes: Makes<'b>,
}

enum Makes<'b> {
    /// A change of bytes; `None` where it does not apply.
    Bytes(fn(&[u8], usize) -> Option<Vec<u8>>),
    Json(&'b Document<'b>, &'static JsonForm),
}

impl BodyChange<'_> {
    /// The changed body; `None` where it is the same, does not apply, or is longer than `limit`.
    pub(super) fn apply(&self, body: &[u8], limit: usize) -> Option<Vec<u8>> {
        let changed = match &self.makes {
            Makes::Bytes(change) => change(body, limit)?,
            Makes::Json(document, form) => {
                let mut out = Vec::with_capacity(body.len());
                document.write(form, limit, &mut out).then_some(out)?
            }
        };
        (changed != body && changed.len() <= limit).then_some(changed)
    }
}

/// Every change that may apply, without the JSON encoders.
pub(super) fn byte_changes<'b>() -> Vec<BodyChange<'b>> {
    TABLE
        .iter()
        .map(|(cause, rank, how, change)| BodyChange {
            change: Change::new(*cause, *how),
            rank: *rank,
            makes: Makes::Bytes(*change),
        })
        .collect()
}

/// What JSON encoders make of the document, each result once, under the names of all that make it.
pub(super) fn json_changes<'b>(
    document: &'b Document<'b>,
    body: &[u8],
    limit: usize,
) -> (Vec<BodyChange<'b>>, usize) {
    let mut groups: Vec<(&'static JsonForm, Vec<&'static str>)> = Vec::new();
    let mut known: HashMap<(u64, usize), usize> = HashMap::new();
    let mut out = Vec::with_capacity(body.len());
    let mut written = 0;
    for form in json_forms::forms() {
        if written > limit || !document.write(form, limit, &mut out) {
            continue;
        }
        written += out.len();
        if out == body {
            continue;
        }
        let mut hasher = DefaultHasher::new();
        out.hash(&mut hasher);
        let group = *known.entry((hasher.finish(), out.len())).or_insert_with(|| {
            groups.push((form, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, makers)) = groups.get_mut(group) {
            makers.push(form.id);
        }
    }
    let changes = groups.into_iter().map(|(form, makers)| {
        let others = match makers.len() {
            0 | 1 => String::new(),
            several => format!(", as do {} other encoders", several - 1),
        };
        let how = format!("the body as {} writes it ({}){others}", form.made_by, form.language);
        BodyChange {
            change: Change { encoders: makers, ..Change::new(Cause::JsonReencoded, how) },
            rank: 1,
            makes: Makes::Json(document, form),
        }
    });
    (changes.collect(), written)
}

type Row = (Cause, u8, &'static str, fn(&[u8], usize) -> Option<Vec<u8>>);

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
    (Cause::BodyLatin1, 1, "the body decoded as Latin-1 and encoded as UTF-8", |body, _| {
        Some(body.iter().copied().map(char::from).collect::<String>().into_bytes())
    }),
    (Cause::BodyLatin1, 2, "the body decoded as UTF-8 and encoded as Latin-1", |body, _| {
        let text = std::str::from_utf8(body).ok()?;
        Some(text.chars().map(|character| u8::try_from(character).unwrap_or(b'?')).collect())
    }),
    (Cause::BodyUtf16, 2, "the body as UTF-16, the low byte first", |body, _| {
        Some(std::str::from_utf8(body).ok()?.encode_utf16().flat_map(u16::to_le_bytes).collect())
    }),
    (Cause::BodyUtf16, 3, "the body as UTF-16, the high byte first", |body, _| {
        Some(std::str::from_utf8(body).ok()?.encode_utf16().flat_map(u16::to_be_bytes).collect())
    }),
    (Cause::JsonString, 2, "the body as a JSON string", |body, _| {
        serde_json::to_vec(std::str::from_utf8(body).ok()?).ok()
    }),
    (Cause::JsonString, 2, "what the body's JSON string holds", |body, _| {
        serde_json::from_slice::<String>(body).ok().map(String::into_bytes)
    }),
    (Cause::BodyBase64, 1, "the body decoded from base64", |body, _| {
        STANDARD.decode(body).or_else(|_| STANDARD_NO_PAD.decode(body)).ok()
    }),
    (Cause::BodyBase64, 2, "the body encoded as base64", |body, _| Some(STANDARD.encode(body).into_bytes())),
    (Cause::BodyHex, 2, "the body as lower-case hex digits", |body, _| {
        Some(base16ct::lower::encode_string(body).into_bytes())
    }),
    (Cause::BodyHex, 3, "the body decoded from hex", |body, _| base16ct::mixed::decode_vec(body).ok()),
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
    (Cause::BodyCompressed, 1, "the body decompressed from gzip", |body, limit| {
        body.starts_with(b"\x1f\x8b").then(|| inflated(MultiGzDecoder::new(body), limit))?
    }),
    (Cause::BodyCompressed, 2, "the body decompressed from zlib", |body, limit| {
        body.starts_with(b"\x78").then(|| inflated(ZlibDecoder::new(body), limit))?
    }),
    (Cause::BodyCompressed, 3, "the body decompressed from raw deflate", |body, limit| {
        inflated(DeflateDecoder::new(body), limit)
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
];

fn hex_digest(hash: HashName, body: &[u8]) -> Vec<u8> {
    base16ct::lower::encode_string(&hash.digest(&[body])).into_bytes()
}

/// At most `limit` bytes: a few compressed bytes can stand for gigabytes.
fn inflated(decoder: impl Read, limit: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let room = u64::try_from(limit).ok()?.saturating_add(1);
    decoder.take(room).read_to_end(&mut out).ok()?;
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
