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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn written(body: &str, id: &str) -> String {
        let document = Document::parse(body.as_bytes()).unwrap();
        let form = forms().iter().find(|form| form.id == id).unwrap();
        let mut out = b"left over".to_vec();
        assert!(document.write(form, usize::MAX, &mut out));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn ids_are_words_each_once() {
        let ids: BTreeSet<&str> = forms().iter().map(|form| form.id).collect();
        assert_eq!(ids.len(), forms().len());
        for form in forms() {
            let word = |word: &str| {
                !word.is_empty()
                    && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            };
            assert!(form.id.split('-').all(word), "{}", form.id);
            assert!(!form.language.is_empty() && !form.made_by.is_empty(), "{}", form.id);
        }
    }

    #[test]
    fn what_encoders_do_not_agree_on_is_no_document() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(Document::parse(deep(32).as_bytes()).is_some());
        let refused = [
            String::new(),
            "{".to_owned(),
            "{} {}".to_owned(),
            "{'a':1}".to_owned(),
            "[1,]".to_owned(),
            "[01]".to_owned(),
            "NaN".to_owned(),
            "\"\t\"".to_owned(),
            "\"\\ud800\"".to_owned(),
            "{\"\\udc00\":1}".to_owned(),
            "1e400".to_owned(),
            "\u{feff}{}".to_owned(),
            deep(33),
            deep(1_000_000),
            "{\"a\":".repeat(1_000_000),
        ];
        for body in refused {
            assert!(Document::parse(body.as_bytes()).is_none(), "{:.40}", body);
        }
        assert!(Document::parse(b"\"\xff\"").is_none());
    }

    #[test]
    fn numbers_keep_what_their_encoder_keeps() {
        let body = "[1.0,10000000.50,1e2,12345678901234567890]";
        assert_eq!(written(body, "javascript"), "[1,10000000.5,100,12345678901234567000]");
        assert_eq!(written(body, "python-compact"), "[1.0,10000000.5,100.0,12345678901234567890]");
        assert_eq!(written(body, "php"), "[1,10000000.5,100,1.2345678901234567e+19]");
        assert_eq!(written(body, "go-map"), "[1,10000000.5,100,12345678901234567000]");
        assert_eq!(written(body, "jackson"), "[1.0,1.00000005E7,100.0,12345678901234567890]");
        assert_eq!(written(body, "gson-tree"), body);
        assert_eq!(written(body, "gson-map"), "[1.0,1.00000005E7,100.0,1.2345678901234567E19]");
        assert_eq!(written(body, "text-json"), body);
        assert_eq!(written(body, "newtonsoft"), "[1.0,10000000.5,100.0,12345678901234567890]");
    }

    #[test]
    fn nothing_longer_than_the_limit_is_written() {
        // A line of 32 indents for each of many short items.
        let body = format!("{}{}0{}", "[".repeat(32), "0,".repeat(100_000), "]".repeat(32));
        let document = Document::parse(body.as_bytes()).unwrap();
        let mut out = Vec::new();
        for form in forms() {
            let whole = document.write(form, 2 * body.len(), &mut out);
            assert_eq!(whole, out.len() <= 2 * body.len(), "{}", form.id);
            assert!(out.len() < 2 * body.len() + 1000, "{}", form.id);
        }
        let document = Document::parse(b"{\"a\":[1,\"b\"]}").unwrap();
        for form in forms() {
            assert!(document.write(form, usize::MAX, &mut out));
            let length = out.len();
            assert!(document.write(form, length, &mut out), "{}", form.id);
            assert!(!document.write(form, length - 1, &mut out), "{}", form.id);
        }
    }
}
