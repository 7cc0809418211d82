//! MACs and signatures as header text: written, and read back strictly.

use base64::Engine;
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
use base64::engine::general_purpose::GeneralPurpose;
use base64::engine::general_purpose::PAD;
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
use base64::engine::simd::Simd;

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

/// A text form made ready: what the processor can do is looked up once.
pub(crate) struct Scribe {
    form: TextForm,
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    base64: Simd,
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    base64: GeneralPurpose,
}

impl Scribe {
    pub(crate) fn new(form: TextForm) -> Self {
        // It demands padding and refuses stray bits in the last character, as the engine for other processors does.
        #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
        let base64 = Simd::standard(PAD);
        #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
        let base64 = GeneralPurpose::new(&base64::alphabet::STANDARD, PAD);
        Self { form, base64 }
    }

    pub(crate) const fn form(&self) -> TextForm {
        self.form
    }

    /// Writes the bytes of a MAC or signature.
    pub(crate) fn write(&self, proof: &[u8]) -> ProofText {
        let mut buffer = [0; MAX_MAC_TEXT];
        let short = match self.form {
            TextForm::HexLower | TextForm::HexAnyCase => write_hex(proof, &mut buffer).map(<[u8]>::len),
            TextForm::Base64 => self.base64.encode_slice(proof, &mut buffer).ok(),
            TextForm::Base64OfHexLower => {
                let mut hex = [0; 2 * MAX_MAC];
                write_hex(proof, &mut hex).and_then(|hex| self.base64.encode_slice(hex, &mut buffer).ok())
            }
        };
        match short {
            Some(length) => ProofText::Short { buffer, length },
            None => ProofText::Long(match self.form {
                TextForm::HexLower | TextForm::HexAnyCase => const_hex::encode(proof),
                TextForm::Base64 => self.base64.encode(proof),
                TextForm::Base64OfHexLower => self.base64.encode(const_hex::encode(proof)),
            }),
        }
    }

    /// Reads text back into `buffer`; `None` unless it is exactly what [`Self::write`] writes for some bytes.
    ///
    /// The base64 engine judges the room it needs by an estimate: `buffer` has [`SLACK`] bytes more than the longest proof.
    pub(crate) fn read<'b>(&self, text: &[u8], buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        match self.form {
            TextForm::HexLower => read_lower_hex(text, buffer),
            TextForm::HexAnyCase => read_hex(text, buffer),
            TextForm::Base64 => {
                let length = self.base64.decode_slice(text, buffer).ok()?;
                buffer.get(..length)
            }
            TextForm::Base64OfHexLower if text.len() <= MAX_MAC_TEXT => {
                let mut hex = [0; 2 * MAX_MAC + SLACK];
                let length = self.base64.decode_slice(text, &mut hex).ok()?;
                read_lower_hex(hex.get(..length)?, buffer)
            }
            TextForm::Base64OfHexLower => read_lower_hex(&self.base64.decode(text).ok()?, buffer),
        }
    }
}

/// Lower-case digits.
fn write_hex<'b>(bytes: &[u8], buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    let digits = buffer.get_mut(..2 * bytes.len())?;
    const_hex::encode_to_slice(bytes, &mut *digits).ok()?;
    Some(digits)
}

/// Digits of either case. The library would pass over a `0x` before them.
fn read_hex<'b>(digits: &[u8], buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    let bytes = buffer.get_mut(..digits.len() / 2).filter(|_| !digits.starts_with(b"0x"))?;
    const_hex::decode_to_slice(digits, &mut *bytes).ok()?;
    Some(bytes)
}

/// The bytes of hex digits of either case, of any length.
pub(crate) fn decode_hex(digits: impl AsRef<[u8]>) -> Option<Vec<u8>> {
    let digits = digits.as_ref();
    let mut bytes = vec![0; digits.len() / 2];
    read_hex(digits, &mut bytes)?;
    Some(bytes)
}

fn read_lower_hex<'b>(digits: &[u8], buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    // Over all of them, and not up to the first, so that several are looked at in one step.
    let upper = digits.iter().fold(false, |upper, digit| upper | digit.is_ascii_uppercase());
    read_hex(digits, buffer).filter(|_| !upper)
}

impl TextForm {
    /// How many characters [`Scribe::write`] makes of so many bytes.
    pub(crate) const fn length(self, proof: usize) -> usize {
        match self {
            Self::HexLower | Self::HexAnyCase => 2 * proof,
            Self::Base64 => 4 * proof.div_ceil(3),
            Self::Base64OfHexLower => 4 * (2 * proof).div_ceil(3),
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
                let text = Scribe::new(form).write(&bytes);
                assert_eq!(text.as_str().len(), form.length(length), "{form:?} {length}");
                let mut buffer = [0; MAX_SIGNATURE + SLACK];
                assert_eq!(
                    Scribe::new(form).read(text.as_str().as_bytes(), &mut buffer),
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
            (TextForm::HexLower, "0xaa"),
            (TextForm::HexAnyCase, "0xaa"),
            (TextForm::HexAnyCase, "0Xaa"),
            (TextForm::HexAnyCase, "0g"),
            (TextForm::Base64OfHexLower, "QUE="),
        ] {
            assert_eq!(Scribe::new(form).read(text.as_bytes(), &mut buffer), None, "{form:?} {text:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut buffer = [0; 2];
        for form in FORMS {
            let text = Scribe::new(form).write(&[7; 9]);
            assert_eq!(Scribe::new(form).read(text.as_str().as_bytes(), &mut buffer), None, "{form:?}");
        }
    }
}
