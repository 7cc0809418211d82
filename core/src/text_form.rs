//! MACs and signatures as header text: written, and read back strictly.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::scheme::TextForm;

/// The longest MAC: SHA-512's 64 bytes.
pub(crate) const MAX_MAC: usize = 64;
/// The longest RSA signature: 8192 bits.
pub(crate) const MAX_SIGNATURE: usize = 1024;
/// What a buffer for reading needs beyond the proof itself.
pub(crate) const SLACK: usize = 4;
/// The longest text of a MAC: base64 of its hex digits.
const MAX_MAC_TEXT: usize = 172;

/// A written proof. MACs stay on the stack; RSA signatures are long, and rare enough to be allocated.
pub(crate) enum ProofText {
    Short { buffer: [u8; MAX_MAC_TEXT], length: usize },
    Long(String),
}

impl ProofText {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            // Every writer below puts ASCII there.
            Self::Short { buffer, length } => {
                buffer.get(..*length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
            }
            Self::Long(text) => text,
        }
    }
}

impl TextForm {
    /// Writes the bytes of a MAC or signature.
    pub(crate) fn write(self, proof: &[u8]) -> ProofText {
        let mut buffer = [0; MAX_MAC_TEXT];
        let short = match self {
            Self::HexLower | Self::HexAnyCase => {
                base16ct::lower::encode(proof, &mut buffer).ok().map(<[u8]>::len)
            }
            Self::Base64 => STANDARD.encode_slice(proof, &mut buffer).ok(),
            Self::Base64OfHexLower => {
                let mut hex = [0; 2 * MAX_MAC];
                base16ct::lower::encode(proof, &mut hex)
                    .ok()
                    .and_then(|hex| STANDARD.encode_slice(hex, &mut buffer).ok())
            }
        };
        match short {
            Some(length) => ProofText::Short { buffer, length },
            None => ProofText::Long(match self {
                Self::HexLower | Self::HexAnyCase => base16ct::lower::encode_string(proof),
                Self::Base64 => STANDARD.encode(proof),
                Self::Base64OfHexLower => STANDARD.encode(base16ct::lower::encode_string(proof)),
            }),
        }
    }

    /// How many characters [`Self::write`] makes of so many bytes.
    pub(crate) const fn length(self, proof: usize) -> usize {
        match self {
            Self::HexLower | Self::HexAnyCase => 2 * proof,
            Self::Base64 => 4 * proof.div_ceil(3),
            Self::Base64OfHexLower => 4 * (2 * proof).div_ceil(3),
        }
    }

    /// Reads text back into `buffer`; `None` unless it is exactly what [`Self::write`] writes for some bytes.
    ///
    /// The base64 engine judges the room it needs by an estimate: `buffer` has [`SLACK`] bytes more than the longest proof.
    pub(crate) fn read<'b>(self, text: &[u8], buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        match self {
            Self::HexLower => base16ct::lower::decode(text, buffer).ok(),
            Self::HexAnyCase => base16ct::mixed::decode(text, buffer).ok(),
            Self::Base64 => {
                // The standard engine demands padding and refuses stray bits in the last character.
                let length = STANDARD.decode_slice(text, buffer).ok()?;
                buffer.get(..length)
            }
            Self::Base64OfHexLower if text.len() <= MAX_MAC_TEXT => {
                let mut hex = [0; 2 * MAX_MAC + SLACK];
                let length = STANDARD.decode_slice(text, &mut hex).ok()?;
                base16ct::lower::decode(hex.get(..length)?, buffer).ok()
            }
            Self::Base64OfHexLower => base16ct::lower::decode(STANDARD.decode(text).ok()?, buffer).ok(),
        }
    }

    /// The form in words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::HexLower => "lower-case hex",
            Self::HexAnyCase => "hex of either case",
            Self::Base64 => "base64 with padding, on one line",
            Self::Base64OfHexLower => "base64 of the lower-case hex digits",
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const FORMS: [TextForm; 4] =
        [TextForm::HexLower, TextForm::HexAnyCase, TextForm::Base64, TextForm::Base64OfHexLower];

    #[test]
    fn what_is_written_is_read_back() {
        for form in FORMS {
            for length in [0, 1, 2, 3, 32, 64, 65, 255, 256, 512] {
                let bytes: Vec<u8> = (0..length).map(|index| index as u8).collect();
                let text = form.write(&bytes);
                assert_eq!(text.as_str().len(), form.length(length), "{form:?} {length}");
                let mut buffer = [0; MAX_SIGNATURE + SLACK];
                assert_eq!(
                    form.read(text.as_str().as_bytes(), &mut buffer),
                    Some(bytes.as_slice()),
                    "{form:?} {length}"
                );
            }
        }
    }

    #[test]
    fn only_one_text_stands_for_given_bytes() {
        let mut buffer = [0; MAX_SIGNATURE];
        for (form, text) in [
            (TextForm::Base64, "AA="),
            (TextForm::Base64, "AA"),
            (TextForm::Base64, "AB=="),
            (TextForm::Base64, "AA==\n"),
            (TextForm::Base64, " AA=="),
            (TextForm::Base64, "A-_="),
            (TextForm::HexLower, "AA"),
            (TextForm::HexLower, "a"),
            (TextForm::HexAnyCase, "0g"),
            (TextForm::Base64OfHexLower, "QUE="),
        ] {
            assert_eq!(form.read(text.as_bytes(), &mut buffer), None, "{form:?} {text:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut buffer = [0; 2];
        for form in FORMS {
            let text = form.write(&[7; 9]);
            assert_eq!(form.read(text.as_str().as_bytes(), &mut buffer), None, "{form:?}");
        }
    }
}
