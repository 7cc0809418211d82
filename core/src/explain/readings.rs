//! The bytes that a header's text may stand for: as the scheme writes them, and as people write them instead.

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::causes::Cause;
use super::change::Change;
use crate::scheme::TextForm;
use crate::text_form::decode_hex;

/// A text longer than any proof, with room for quotes, prefixes and line breaks, is not worth reading.
const MAX_TEXT: usize = 8192;

/// One way to read a header's text.
pub(super) struct Reading {
    /// What was done differently; empty when the text is what the scheme wants.
    pub(super) changes: Vec<Change>,
    pub(super) bytes: Vec<u8>,
}

/// Every way to read the text with at most two changes, those with the fewest first. Bytes come once.
pub(super) fn readings(form: TextForm, text: &[u8]) -> Vec<Reading> {
    let Some(text) = std::str::from_utf8(text).ok().filter(|text| text.len() <= MAX_TEXT) else {
        return Vec::new();
    };
    let mut found: Vec<Reading> = unwrappings(text)
        .into_iter()
        .flat_map(|(change, text)| {
            decodings(form, &text).into_iter().map(move |mut reading| {
                reading.changes.splice(0..0, change.clone());
                reading
            })
        })
        .filter(|reading| reading.changes.len() <= 2 && !reading.bytes.is_empty())
        .collect();
    found.sort_by_key(|reading| reading.changes.len());
    let mut distinct: Vec<Reading> = Vec::new();
    for reading in found {
        if !distinct.iter().any(|other| other.bytes == reading.bytes) {
            distinct.push(reading);
        }
    }
    distinct
}

/// The text itself, and what stands in it when quotes, prefixes and the like are taken off.
fn unwrappings(text: &str) -> Vec<(Option<Change>, String)> {
    let mut all = vec![(None, text.to_owned())];
    let mut add = |cause, how: &'static str, inner: String| {
        if inner != text {
            all.push((Some(Change::new(cause, how)), inner));
        }
    };
    let is_blank = |character: char| character.is_ascii_whitespace();
    add(
        Cause::TextWrapped,
        "its text read without the white space in it",
        text.replace("\\r", "").replace("\\n", "").replace(is_blank, ""),
    );
    add(Cause::TextPlusLost, "its text read with + for each space in it", text.replace(' ', "+"));
    if let Ok(decoded) = percent_encoding::percent_decode_str(text).decode_utf8() {
        add(Cause::TextPercentEncoded, "its text read percent-decoded", decoded.into_owned());
    }
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            add(Cause::TextQuoted, "its text read without its quotes", inner.to_owned());
        }
    }
    // Python: a header made of bytes.
    let repr = text.strip_prefix("b'").and_then(|rest| rest.strip_suffix('\''));
    if let Some(inner) = repr {
        add(Cause::TextQuoted, "its text read without Python's b'…' around it", inner.to_owned());
    }
    if let Some(rest) = text.strip_prefix("0x") {
        add(Cause::TextPrefixed, "its text read without 0x before it", rest.to_owned());
    }
    // `openssl dgst`.
    if let Some((_, rest)) = text.rsplit_once(")= ") {
        add(Cause::TextPrefixed, "its text read without what openssl writes before it", rest.to_owned());
    }
    // `sha256sum`.
    if let Some((first, _)) = text.split_once("  ") {
        add(Cause::TextPrefixed, "its text read without what stands after it", first.to_owned());
    }
    // `sha256=…`, `v1=…`, `HMAC …`, `Signature: …`.
    if let Some((prefix, rest)) = text.split_once(['=', ' ', ':', ','])
        && !prefix.is_empty()
        && prefix.len() <= 20
        && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    {
        add(Cause::TextPrefixed, "its text read without what stands before it", rest.trim_start().to_owned());
    }
    all
}

/// The text in every form, strictly and with what encoders and people get wrong.
fn decodings(expected: TextForm, text: &str) -> Vec<Reading> {
    let mut all = Vec::new();
    for form in [TextForm::HexLower, TextForm::Base64, TextForm::Base64OfHexLower] {
        let other = (!same_form(form, expected)).then(|| {
            Change::new(
                Cause::TextForm,
                format!("its text read as {} in place of {}", form.words(), expected.words()),
            )
        });
        let inner = match form {
            TextForm::HexLower | TextForm::HexAnyCase => hex(text.as_bytes(), expected),
            TextForm::Base64 => base64(text),
            TextForm::Base64OfHexLower => {
                let pairs = base64(text).into_iter().flat_map(|(mut changes, digits)| {
                    hex(&digits, expected).into_iter().map(move |(more, bytes)| {
                        changes.extend(more);
                        (changes.clone(), bytes)
                    })
                });
                pairs.collect()
            }
        };
        all.extend(inner.into_iter().map(|(mut changes, bytes)| {
            changes.splice(0..0, other.clone());
            Reading { changes, bytes }
        }));
    }
    let twice =
        |bytes| Reading { changes: vec![Change::new(Cause::TextForm, "its text decoded twice")], bytes };
    if let Some(bytes) = decode_hex(text).and_then(decode_hex) {
        all.push(twice(bytes));
    }
    if let Some(Ok(bytes)) = STANDARD.decode(text).ok().map(|bytes| STANDARD.decode(bytes)) {
        // The outer base64, then what the scheme wants.
        all.push(twice(decode_hex(&bytes).unwrap_or(bytes)));
    }
    all
}

fn same_form(form: TextForm, expected: TextForm) -> bool {
    form == expected || (form == TextForm::HexLower && expected == TextForm::HexAnyCase)
}

fn hex(text: &[u8], expected: TextForm) -> Vec<(Vec<Change>, Vec<u8>)> {
    let digits: Vec<u8> = text.iter().copied().filter(|byte| !b"-:".contains(byte)).collect();
    let Some(bytes) = decode_hex(&digits) else { return Vec::new() };
    if digits.len() < text.len() {
        let how = "its text read without what stands between the hex digits";
        return vec![(vec![Change::new(Cause::TextSeparated, how)], bytes)];
    }
    let upper = text.iter().any(u8::is_ascii_uppercase) && expected != TextForm::HexAnyCase;
    let change =
        upper.then(|| Change::new(Cause::TextUpperCase, "its text read with hex digits in upper case"));
    vec![(change.into_iter().collect(), bytes)]
}

fn base64(text: &str) -> Vec<(Vec<Change>, Vec<u8>)> {
    let url_safe = Change::new(Cause::TextUrlSafe, "its text read in the URL-safe alphabet");
    let unpadded = Change::new(Cause::TextUnpadded, "its text read without padding");
    let stray =
        Change::new(Cause::TextNotCanonical, "its text read with the last character's spare bits dropped");
    let mut all = Vec::new();
    for (alphabet, other_alphabet) in [(alphabet::STANDARD, None), (alphabet::URL_SAFE, Some(&url_safe))] {
        for (padding, no_padding) in
            [(DecodePaddingMode::RequireCanonical, None), (DecodePaddingMode::RequireNone, Some(&unpadded))]
        {
            for (trailing_bits, not_canonical) in [(false, None), (true, Some(&stray))] {
                let config = GeneralPurposeConfig::new()
                    .with_decode_padding_mode(padding)
                    .with_decode_allow_trailing_bits(trailing_bits);
                let Ok(bytes) = GeneralPurpose::new(&alphabet, config).decode(text) else { continue };
                let changes = [other_alphabet, no_padding, not_canonical].into_iter().flatten().cloned();
                all.push((changes.collect(), bytes));
            }
        }
    }
    all
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::text_form::Scribe;

    const MAC: [u8; 32] = [0xfb; 32];

    fn causes(form: TextForm, text: &str) -> Option<Vec<&'static str>> {
        let reading = readings(form, text.as_bytes()).into_iter().find(|reading| reading.bytes == MAC)?;
        Some(reading.changes.iter().map(|change| change.cause.id()).collect())
    }

    #[test]
    fn every_form_is_read_and_named() {
        let hex = const_hex::encode(MAC);
        let standard = Scribe::new(TextForm::Base64).write(&MAC).as_str().to_owned();
        let of_hex = Scribe::new(TextForm::Base64OfHexLower).write(&MAC).as_str().to_owned();
        let url_safe = standard.replace('+', "-").replace('/', "_");
        let wrapped = format!("{} {}", &standard[..10], &standard[10..]);
        for (form, text, expected) in [
            (TextForm::Base64, standard.clone(), vec![]),
            (TextForm::HexAnyCase, hex.to_uppercase(), vec![]),
            (TextForm::HexLower, hex.to_uppercase(), vec!["text_upper_case"]),
            (TextForm::Base64, hex.clone(), vec!["text_form"]),
            (TextForm::Base64OfHexLower, standard.clone(), vec!["text_form"]),
            (TextForm::Base64, of_hex, vec!["text_form"]),
            (TextForm::Base64, url_safe.clone(), vec!["text_url_safe"]),
            (TextForm::Base64, standard.replace('=', ""), vec!["text_unpadded"]),
            (TextForm::Base64, url_safe.replace('=', ""), vec!["text_url_safe", "text_unpadded"]),
            (TextForm::Base64, wrapped, vec!["text_wrapped"]),
            (TextForm::Base64, standard.replace('+', " "), vec!["text_plus_lost"]),
            (
                TextForm::Base64,
                standard.replace('+', "%2B").replace('=', "%3D"),
                vec!["text_percent_encoded"],
            ),
            (TextForm::Base64, format!("\"{standard}\""), vec!["text_quoted"]),
            (TextForm::HexLower, format!("sha256={hex}"), vec!["text_prefixed"]),
            (TextForm::Base64, standard.replace("s=", "t="), vec!["text_not_canonical"]),
        ] {
            assert_eq!(causes(form, &text), Some(expected), "{form:?} {text}");
        }
        assert_eq!(causes(TextForm::Base64, &format!("'{}'", url_safe.replace('=', ""))), None);
    }

    #[test]
    fn anything_is_read_without_harm() {
        for text in ["", "=", "====", "%", "%ff", "\"", "\u{feff}", &"A".repeat(MAX_TEXT + 1)] {
            readings(TextForm::Base64, text.as_bytes());
        }
        assert!(readings(TextForm::HexLower, b"\xff\xfe").is_empty());
    }
}
