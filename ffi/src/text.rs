//! `paysig_text`: a result that is text.

use std::ffi::c_char;

use zeroize::Zeroizing;

use crate::guard;
use crate::handle::{self, borrow_optional};

/// Text that a function gave back: JSON on one line where nothing else is said, as `docs/json.md` describes it.
///
/// It never changes: any number of threads may read it at once.
pub struct Text {
    /// Ends with a NUL, which is no part of the text.
    terminated: Zeroizing<Vec<u8>>,
}

/// The text: UTF-8, or a key's DER bytes; NUL-terminated, and valid until `paysig_text_free`.
///
/// `length` receives its length without that NUL, and may be NULL. NULL gives NULL, with length 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_text_data(text: *const Text, length: *mut usize) -> *const c_char {
    guard::value(std::ptr::null(), || {
        // SAFETY: a live handle or NULL, as the header demands.
        let (data, count) = match unsafe { borrow_optional(text) } {
            Some(text) => (text.terminated.as_ptr().cast(), text.terminated.len().saturating_sub(1)),
            None => (std::ptr::null(), 0),
        };
        if !length.is_null() {
            // SAFETY: not NULL, and writable as the header demands.
            unsafe { length.write(count) };
        }
        data
    })
}

/// Wipes and frees; NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_text_free(text: *mut Text) {
    // SAFETY: a handle of this type that the caller gives up.
    unsafe { handle::free(text) }
}

impl Text {
    /// Takes text or bytes over; what they were in is wiped.
    pub(crate) fn new(text: impl Into<Vec<u8>>) -> Self {
        let text = Zeroizing::new(text.into());
        // Growing in place would leave a copy behind that nobody wipes.
        let mut terminated = Zeroizing::new(Vec::with_capacity(text.len() + 1));
        terminated.extend_from_slice(&text);
        terminated.push(0);
        Self { terminated }
    }
}
