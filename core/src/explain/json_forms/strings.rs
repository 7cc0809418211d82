//! Strings, escaped as each encoder does.

use super::style::{Escapes, Wide};

/// Writes strings by one encoder's rules.
pub(super) struct Strings {
    /// By code point of ASCII.
    escaped: [bool; 128],
    /// Those of them that are `\u….` even though a short escape exists.
    ascii: &'static str,
    wide: Wide,
    slash: bool,
    digits: &'static [u8; 16],
}

impl Strings {
    pub(super) fn new(escapes: Escapes) -> Self {
        let mut escaped = [false; 128];
        for (code, escaped) in (0_u8..).zip(&mut escaped) {
            let always = code < b' ' || code == b'"' || code == b'\\';
            *escaped = always || (escapes.slash && code == b'/') || escapes.ascii.as_bytes().contains(&code);
        }
        let digits = if escapes.upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
        Self { escaped, ascii: escapes.ascii, wide: escapes.wide, slash: escapes.slash, digits }
    }

    pub(super) fn write(&self, text: &str, out: &mut Vec<u8>) {
        out.push(b'"');
        let mut plain = 0;
        for (at, character) in text.char_indices() {
            if self.escapes(character) {
                out.extend_from_slice(text.get(plain..at).unwrap_or_default().as_bytes());
                self.escape(character, out);
                plain = at + character.len_utf8();
            }
        }
        out.extend_from_slice(text.get(plain..).unwrap_or_default().as_bytes());
        out.push(b'"');
    }

    fn escapes(&self, character: char) -> bool {
        if let Some(escaped) = self.escaped.get(character as usize) {
            return *escaped;
        }
        match self.wide {
            Wide::None => false,
            Wide::All => true,
            Wide::LineSeparators => matches!(character, '\u{2028}' | '\u{2029}'),
            Wide::LineEnds => matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}'),
            Wide::Relaxed => {
                matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{fffe}'..)
                    || character.is_control()
                    || character.is_whitespace()
            }
        }
    }

    fn escape(&self, character: char, out: &mut Vec<u8>) {
        let short = match character {
            _ if self.ascii.contains(character) => None,
            '"' => Some(br#"\""#),
            '\\' => Some(br"\\"),
            '/' if self.slash => Some(br"\/"),
            '\u{8}' => Some(br"\b"),
            '\u{c}' => Some(br"\f"),
            '\n' => Some(br"\n"),
            '\r' => Some(br"\r"),
            '\t' => Some(br"\t"),
            _ => None,
        };
        if let Some(short) = short {
            return out.extend_from_slice(short);
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            out.extend_from_slice(br"\u");
            let nibbles = [*unit >> 12, *unit >> 8, *unit >> 4, *unit].map(|nibble| usize::from(nibble & 15));
            out.extend(nibbles.iter().filter_map(|nibble| self.digits.get(*nibble)));
        }
    }
}
