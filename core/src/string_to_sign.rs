//! The exact bytes that are signed, as named parts.

use std::borrow::Cow;
use std::fmt;

use serde_json::de::IoRead;
use zeroize::Zeroizing;

use crate::credentials::CheckedCredentials;
use crate::errors::{Error, ErrorCode};
use crate::mac::KeyedMac;
use crate::message::Message;
use crate::options::{Settings, is_token_byte};
use crate::scheme::{Part, Role, Scheme, Unit};
use crate::url::Url;

/// The string to sign of a message: its parts, in order, joined without separators.
///
/// Secret fields are shown as `***`. Everything else is shown as it is, the body included, so that it can be compared with what
/// the other side signed: treat it like the message itself.
#[derive(Clone)]
pub struct StringToSign {
    parts: Vec<SignedPart>,
}

/// One named part of a [`StringToSign`].
#[derive(Clone)]
pub struct SignedPart {
    name: String,
    bytes: Vec<u8>,
    secret: bool,
}

impl StringToSign {
    /// The parts, in order; none for a scheme that signs nothing.
    #[must_use]
    pub fn parts(&self) -> &[SignedPart] {
        &self.parts
    }

    /// The bytes that are signed; secret fields as `***`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.parts.iter().flat_map(SignedPart::bytes).copied().collect()
    }
}

impl SignedPart {
    /// The part's name: a field's (`public_key`), `timestamp`, `method`, `path`, `query`, `target`, `body` or `literal`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes; `***` for a secret field.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        if self.secret { b"***" } else { &self.bytes }
    }

    /// Whether it is a secret field, and so not shown.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.secret
    }
}

impl fmt::Display for StringToSign {
    /// A line per part: name, length and text; backslashes, what would not show, and what is not UTF-8 are escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.parts.iter().map(|part| part.name.len()).max().unwrap_or_default();
        for part in &self.parts {
            write!(f, "{:width$}  {:>8}  ", part.name, format!("{} B", part.bytes().len()))?;
            for chunk in part.bytes().utf8_chunks() {
                for character in chunk.valid().chars() {
                    match character {
                        '"' | '\'' => write!(f, "{character}")?,
                        character => write!(f, "{}", character.escape_debug())?,
                    }
                }
                for byte in chunk.invalid() {
                    write!(f, "\\x{byte:02x}")?;
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for StringToSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape: Vec<String> =
            self.parts.iter().map(|part| format!("{} {} B", part.name, part.bytes().len())).collect();
        write!(f, "StringToSign({})", shape.join(", "))
    }
}

impl fmt::Debug for SignedPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignedPart({} {} B)", self.name, self.bytes().len())
    }
}

/// A scheme's parts with the credentials filled in: what is the same for every message.
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

struct Piece {
    part: Part,
    /// The text of a field or literal; empty for what the message brings.
    constant: Zeroizing<Vec<u8>>,
}

impl Template {
    pub(crate) fn new(scheme: &Scheme, credentials: &CheckedCredentials) -> Self {
        let constant = |part: &Part| match part {
            Part::Field(name) => credentials.text(name).unwrap_or_default().as_bytes().to_vec(),
            Part::Literal(text) => text.as_bytes().to_vec(),
            _ => Vec::new(),
        };
        let pieces = scheme
            .parts()
            .iter()
            .map(|part| Piece { part: part.clone(), constant: Zeroizing::new(constant(part)) })
            .collect();
        Self { pieces }
    }

    /// How many leading parts are the same for every message, so that a MAC can take them in once.
    pub(crate) fn leading_constants(&self) -> usize {
        self.pieces.iter().take_while(|piece| matches!(piece.part, Part::Field(_) | Part::Literal(_))).count()
    }

    /// Takes the first `count` parts, which are constants, into a MAC.
    pub(crate) fn absorb(&self, mac: &mut KeyedMac, count: usize) {
        for piece in self.pieces.iter().take(count) {
            mac.update(&piece.constant);
        }
    }

    /// Shows the bytes of each part from the `skip`-th on, in order; a target comes in several pieces.
    pub(crate) fn each<'s>(&'s self, skip: usize, filled: &'s Filled<'_>, visit: &mut dyn FnMut(&'s [u8])) {
        for piece in self.pieces.iter().skip(skip) {
            piece.show(filled, visit);
        }
    }

    /// The slices to sign, in order.
    pub(crate) fn slices<'s>(&'s self, filled: &'s Filled<'_>) -> Vec<&'s [u8]> {
        let mut slices = Vec::with_capacity(self.pieces.len() + 2);
        self.each(0, filled, &mut |bytes| slices.push(bytes));
        slices
    }

    pub(crate) fn show(&self, scheme: &Scheme, filled: &Filled<'_>) -> StringToSign {
        let part = |piece: &Piece| {
            let secret = matches!(&piece.part, Part::Field(name)
                if scheme.field(name).is_some_and(|field| field.role == Role::Secret));
            let mut bytes = Vec::new();
            if !secret {
                piece.show(filled, &mut |more| bytes.extend_from_slice(more));
            }
            SignedPart { name: piece.part.name().to_owned(), bytes, secret }
        };
        StringToSign { parts: self.pieces.iter().map(part).collect() }
    }
}

impl Piece {
    fn show<'s>(&'s self, filled: &'s Filled<'_>, visit: &mut dyn FnMut(&'s [u8])) {
        match &self.part {
            Part::Field(_) | Part::Literal(_) => visit(&self.constant),
            Part::Timestamp => visit(filled.timestamp.as_ref().map_or(b"", Stamp::as_bytes)),
            Part::Method => visit(filled.method.as_bytes()),
            Part::Path => visit(filled.path().as_bytes()),
            Part::Query => visit(filled.query.as_bytes()),
            Part::Target => {
                visit(filled.path().as_bytes());
                if let Some(query) = filled.url.and_then(|url| url.query) {
                    visit(b"?");
                    visit(query.as_bytes());
                }
            }
            Part::Body => visit(&filled.body),
        }
    }
}

/// What a message brings to the string to sign, checked.
pub(crate) struct Filled<'a> {
    pub(crate) timestamp: Option<Stamp>,
    method: Cow<'a, str>,
    /// Where something of it is signed.
    pub(crate) url: Option<Url<'a>>,
    /// As the settings want it.
    query: Cow<'a, str>,
    body: Cow<'a, [u8]>,
    pub(crate) body_signed: bool,
}

impl<'a> Filled<'a> {
    pub(crate) fn new(
        scheme: &Scheme,
        settings: &Settings,
        message: &Message<'a>,
        timestamp: Option<Stamp>,
    ) -> Result<Self, Error> {
        let signed = Signed::by(scheme);
        let mut filled = Self {
            timestamp,
            method: Cow::Borrowed(""),
            url: None,
            query: Cow::Borrowed(""),
            body: Cow::Borrowed(b""),
            body_signed: signed.body,
        };
        if signed.method {
            let method = message.method.ok_or_else(|| missing(scheme, "method"))?;
            filled.method = upper_case_method(method)?;
        }
        if signed.target {
            let url = Url::parse(message.url.ok_or_else(|| missing(scheme, "URL"))?)?;
            filled.query = match settings.decode_query && signed.query {
                true => url.decoded_query()?,
                false => Cow::Borrowed(url.query.unwrap_or_default()),
            };
            filled.url = Some(url);
        }
        match message.body {
            _ if message.body_unsigned => filled.body_signed = false,
            None => {}
            Some(bytes) => filled.body = settings.signed_body(bytes),
        }
        Ok(filled)
    }

    fn path(&self) -> &'a str {
        self.url.map_or("", |url| url.path)
    }
}

impl Settings {
    /// The body as it is signed.
    pub(crate) fn signed_body<'b>(&self, body: &'b [u8]) -> Cow<'b, [u8]> {
        match self.compact_body {
            true => compact_json(body),
            false => Cow::Borrowed(body),
        }
    }
}

/// What of a message a scheme signs, found in one pass.
#[derive(Default)]
struct Signed {
    method: bool,
    target: bool,
    query: bool,
    body: bool,
}

impl Signed {
    fn by(scheme: &Scheme) -> Self {
        let mut signed = Self::default();
        for part in scheme.parts() {
            match part {
                Part::Method => signed.method = true,
                Part::Path | Part::Target => signed.target = true,
                Part::Query => (signed.target, signed.query) = (true, true),
                Part::Body => signed.body = true,
                Part::Field(_) | Part::Literal(_) | Part::Timestamp => {}
            }
        }
        signed
    }
}

/// A timestamp's text, which is short enough to need no allocation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stamp {
    digits: [u8; 13],
    unit: Unit,
    value: i64,
}

/// Why text is no timestamp of a unit.
pub(crate) enum StampError {
    /// It has as many digits as another unit's timestamp.
    OtherUnit,
    Malformed,
}

impl Stamp {
    /// Of exactly the unit's number of ASCII digits.
    pub(crate) fn parse(text: &[u8], unit: Unit) -> Result<Self, StampError> {
        if !text.iter().all(u8::is_ascii_digit) {
            return Err(StampError::Malformed);
        }
        if text.len() != unit.digits() {
            let other = [Unit::Seconds, Unit::Milliseconds].iter().any(|other| other.digits() == text.len());
            return Err(if other { StampError::OtherUnit } else { StampError::Malformed });
        }
        let mut stamp = Self { digits: [b'0'; 13], unit, value: 0 };
        for (to, from) in stamp.digits.iter_mut().zip(text) {
            *to = *from;
            stamp.value = stamp.value * 10 + i64::from(from - b'0');
        }
        Ok(stamp)
    }

    /// The clock's, when it fits the unit's digits: from 2001 to 2286.
    pub(crate) fn of_clock(milliseconds: i64, unit: Unit) -> Result<Self, Error> {
        let count = milliseconds.div_euclid(unit.milliseconds());
        Self::parse(itoa::Buffer::new().format(count).as_bytes(), unit).map_err(|_| {
            Error::new(
                ErrorCode::InvalidTimestamp,
                format!("the clock reads {count} {}, which is before 2001 or after 2286", unit.name()),
            )
        })
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.digits.get(..self.unit.digits()).unwrap_or_default()
    }

    pub(crate) fn as_str(&self) -> &str {
        // Only digits were taken.
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    pub(crate) fn milliseconds(&self) -> i64 {
        self.value * self.unit.milliseconds()
    }
}

impl Part {
    /// The name under which the part is shown: a field's own, or `literal`, `timestamp`, `method`, `path`, `query`, `target`, `body`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Field(name) => name,
            Self::Literal(_) => "literal",
            Self::Timestamp => "timestamp",
            Self::Method => "method",
            Self::Path => "path",
            Self::Query => "query",
            Self::Target => "target",
            Self::Body => "body",
        }
    }
}

/// Checks that it is an HTTP method, and writes it in upper case.
pub(crate) fn upper_case_method(method: &str) -> Result<Cow<'_, str>, Error> {
    if method.is_empty() || !method.bytes().all(is_token_byte) {
        return Err(Error::new(
            ErrorCode::WrongMethod,
            "the method is empty or holds characters no method has",
        ));
    }
    match method.bytes().any(|byte| byte.is_ascii_lowercase()) {
        true => Ok(Cow::Owned(method.to_ascii_uppercase())),
        false => Ok(Cow::Borrowed(method)),
    }
}

fn missing(scheme: &Scheme, what: &str) -> Error {
    Error::new(ErrorCode::MissingRequest, format!("{} signs the {what}, which was not given", scheme.id))
}

/// Leaves out the white space between the tokens of a JSON text; anything else is taken as it is.
///
/// The parser decides what JSON is; a round trip through values would rewrite numbers, escapes and doubled keys.
fn compact_json(body: &[u8]) -> Cow<'_, [u8]> {
    let mut parser = serde_json::Deserializer::new(IoRead::new(body));
    let is_json = <serde::de::IgnoredAny as serde::Deserialize>::deserialize(&mut parser).is_ok()
        && parser.end().is_ok();
    if !is_json {
        return Cow::Borrowed(body);
    }
    let (mut in_string, mut escaped) = (false, false);
    let kept = body.iter().copied().filter(|byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b' ' | b'\t' | b'\r' | b'\n' if !in_string => return false,
            _ => {}
        }
        true
    });
    Cow::Owned(kept.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compacting_changes_nothing_but_white_space_between_tokens() {
        for (given, compact) in [
            (
                "{ \"a\" : [ 1 , 2.50 ] ,\r\n\t\"b c\" : \"x \\\" y\\\\\" }\n",
                "{\"a\":[1,2.50],\"b c\":\"x \\\" y\\\\\"}",
            ),
            ("{\"a\":1,\"a\":1e2}", "{\"a\":1,\"a\":1e2}"),
            ("{ not json }", "{ not json }"),
            ("{ } { }", "{ } { }"),
            (" ", " "),
            ("", ""),
        ] {
            assert_eq!(compact_json(given.as_bytes()), compact.as_bytes(), "{given}");
        }
    }
}
