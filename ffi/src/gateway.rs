//! What paysig knows about gateways, as JSON.

use std::ffi::c_char;

use paysig::{gateways, json};

use crate::guard;
use crate::handle::Slot;
use crate::input::text;
use crate::text::Text;

/// Describes what paysig knows, as JSON.
///
/// - `subject`: NULL for all gateways; a gateway's id, such as `solidgate`; a scheme's id, such as `solidgate/webhook`; or `errors` for
///   the table of errors.
/// - `description`: receives `{"gateways": […]}` for all gateways or one, a scheme's own object for a scheme, and `{"errors": […]}`.
///
/// Errors: `PAYSIG_UNKNOWN_GATEWAY`, `PAYSIG_UNKNOWN_SCHEME`, `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_describe(
    subject: *const c_char,
    subject_length: usize,
    description: *mut *mut Text,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let describe = || {
        // SAFETY: pointers and lengths are as the header demands.
        let (subject, slot) =
            unsafe { (text("subject", subject, subject_length)?, Slot::new("description", description)?) };
        slot.fill(Text::new(match subject {
            None => json::gateways(gateways::GATEWAYS),
            Some("errors") => json::errors(),
            Some(id) if id.contains('/') => json::scheme(gateways::scheme(id)?),
            Some(id) => json::gateways([gateways::gateway(id)?]),
        }));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, describe) }
}
