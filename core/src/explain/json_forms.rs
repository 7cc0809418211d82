//! What the encoders that people use write for the same JSON document, once it was parsed: a signature made over that is no signature
//! of the body that was sent.
//!
//! Each form is one encoder with the options that people give it. That its bytes are the encoder's own is tested against the real
//! encoders, in `tests/encoders`.

mod dates;
mod document;
mod numbers;
mod profiles;
mod strings;
mod style;
mod write;

pub(crate) use document::Document;
pub(crate) use profiles::FORMS;
pub(crate) use style::Style;

/// One encoder with its options.
pub(crate) struct JsonForm {
    /// Stable: a word for each of language, library and option, joined by `-`.
    pub(crate) id: &'static str,
    pub(crate) language: &'static str,
    /// The code that writes it, as people write it.
    pub(crate) made_by: &'static str,
    pub(crate) style: Style,
}

/// All forms, the likeliest first.
pub(crate) fn forms() -> &'static [JsonForm] {
    FORMS
}

impl Document<'_> {
    /// What the encoder writes for this document, in place of what `out` holds. `false`, and something cut short, when that is more
    /// than `limit` bytes: deep documents grow without bound when they are indented.
    pub(crate) fn write(&self, form: &JsonForm, limit: usize, out: &mut Vec<u8>) -> bool {
        write::write(self, &form.style, limit, out)
    }
}
