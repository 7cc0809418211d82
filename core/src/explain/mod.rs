//! Why a signature does not match.

pub(crate) mod json_forms;

/// What each encoder writes for this body, under the form's id, for the tests that ask the encoders themselves; `None` when it is not
/// JSON that they all read.
#[doc(hidden)]
#[must_use]
pub fn written_by_encoders(body: &[u8]) -> Option<Vec<(&'static str, Vec<u8>)>> {
    let document = json_forms::Document::parse(body)?;
    let mut written = Vec::new();
    for form in json_forms::forms() {
        let mut out = Vec::new();
        if document.write(form, usize::MAX, &mut out) {
            written.push((form.id, out));
        }
    }
    Some(written)
}
