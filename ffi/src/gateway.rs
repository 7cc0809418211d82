//! What paysig knows about gateways, as JSON.

use std::ffi::{c_char, c_void};

use paysig::scheme::Environment;
use paysig::{Call, gateways, json};

use crate::guard;
use crate::handle::Slot;
use crate::input::{bytes, invalid, required_text, text};
use crate::text::Text;

/// Describes what paysig knows, as JSON.
///
/// - `subject`: NULL for all gateways; a gateway's id, such as `solidgate`; a scheme's id, such as `solidgate/webhook`; `errors` for
///   the table of errors; or `causes` for that of the causes which `paysig_verifier_explain` knows.
/// - `description`: receives `{"gateways": […]}` for all gateways or one, a scheme's own object for a scheme, `{"errors": […]}` and
///   `{"causes": […]}`.
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
            Some("causes") => json::causes(),
            Some(id) if id.contains('/') => json::scheme(gateways::scheme(id)?),
            Some(id) => json::gateways([gateways::gateway(id)?]),
        }));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, describe) }
}

/// Builds the URL of a gateway's API call.
///
/// - `gateway`: its id, such as `solidgate`.
/// - `environment`: `test` or `live`.
/// - `product`: one that the gateway's hosts name, such as `cards`; NULL for its first.
/// - `version`: of the API, such as `1.0`, where the gateway's URLs have one; NULL for the first.
/// - `path`: below the API's base, percent-encoded, with or without a leading slash.
/// - `url`: receives the URL, as plain text.
///
/// Errors: `PAYSIG_UNKNOWN_GATEWAY`, `PAYSIG_UNKNOWN_HOST`, `PAYSIG_INVALID_URL`, `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_gateway_url(
    gateway: *const c_char,
    gateway_length: usize,
    environment: *const c_char,
    environment_length: usize,
    product: *const c_char,
    product_length: usize,
    version: *const c_char,
    version_length: usize,
    path: *const c_char,
    path_length: usize,
    url: *mut *mut Text,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let build = || {
        // SAFETY: pointers and lengths are as the header demands.
        let (gateway, environment, product, version, path, slot) = unsafe {
            (
                required_text("gateway", gateway, gateway_length)?,
                required_text("environment", environment, environment_length)?,
                text("product", product, product_length)?,
                text("version", version, version_length)?,
                required_text("path", path, path_length)?,
                Slot::new("url", url)?,
            )
        };
        let environment = [Environment::Test, Environment::Live]
            .into_iter()
            .find(|known| known.name() == environment)
            .ok_or_else(|| invalid("environment is neither test nor live"))?;
        let call = Call { environment, product, version, path };
        slot.fill(Text::new(gateways::gateway(gateway)?.url(&call)?));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, build) }
}

/// Says what error a gateway's answer is, as JSON: `null` when it is none, else `{"code": … or null, "kind": "validation",
/// "messages": […], "retry": {"when": "never", "corrected" or "later", …}, "advice": "…"}`.
///
/// - `gateway`: its id, such as `solidgate`.
/// - `http_status`: of the answer; 0 when it is not known.
/// - `body`: of the answer, whatever it holds.
/// - `error`: receives the text.
///
/// The answer's code and messages are the gateway's words, and can repeat parts of the request.
///
/// Errors: `PAYSIG_UNKNOWN_GATEWAY`, `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_gateway_error(
    gateway: *const c_char,
    gateway_length: usize,
    http_status: u32,
    body: *const c_void,
    body_length: usize,
    error: *mut *mut Text,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let judge = || {
        // SAFETY: pointers and lengths are as the header demands.
        let (gateway, body, slot) = unsafe {
            (
                required_text("gateway", gateway, gateway_length)?,
                bytes("body", body, body_length)?.unwrap_or_default(),
                Slot::new("error", error)?,
            )
        };
        let http_status = match http_status {
            0 => None,
            status @ 100..=999 => u16::try_from(status).ok(),
            _ => return Err(invalid("http_status is neither 0 nor a number of three digits")),
        };
        slot.fill(Text::new(json::gateway_error(
            gateways::gateway(gateway)?.error(http_status, body).as_ref(),
        )));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, judge) }
}
