//! `paysig_signer`: a scheme and one set of credentials, made ready once.

use std::ffi::{c_char, c_void};

use paysig::gateways::{Form, FormKind};
use paysig::{Credentials, Error, ErrorCode, HeadersSize, Options, json};

use crate::fields::Fields;
use crate::guard;
use crate::handle::{self, Slot, borrow, borrow_optional};
use crate::input::{bytes, invalid, required_text};
use crate::message::Arguments;
use crate::output::Packer;
use crate::text::Text;

/// Signs messages of one scheme with one set of credentials.
///
/// It never changes: any number of threads may use it at once.
pub struct Signer {
    signer: paysig::Signer,
    /// For the scheme that has one. Its keys may still be too short for it, which is told where it is used.
    form: Option<Result<Form, Error>>,
}

/// The size of a buffer that holds the headers of every usual message: whatever the scheme, keys up to 8192 bits, and an access token
/// of up to 2000 bytes.
pub const PAYSIG_HEADERS_SIZE: usize = 4096;

/// Makes a signer. Free it with `paysig_signer_free`.
///
/// - `scheme`: its id, such as `solidgate/request`.
/// - `credentials`: those that the scheme needs to sign.
/// - `options`: those that the scheme lists for building; NULL for none.
/// - `signer`: where the handle goes.
///
/// Errors: those of configuration (1xx), `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_signer_new(
    scheme: *const c_char,
    scheme_length: usize,
    credentials: *const Fields,
    options: *const Fields,
    signer: *mut *mut Signer,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let new = || {
        // SAFETY: pointers, lengths and handles are as the header demands.
        let (scheme, credentials, options, slot) = unsafe {
            (
                required_text("scheme", scheme, scheme_length)?,
                borrow("credentials", credentials)?,
                borrow_optional(options),
                Slot::new("signer", signer)?,
            )
        };
        let options = options.map(Fields::options).transpose()?.unwrap_or_default();
        slot.fill(Signer::new(scheme, &credentials.credentials()?, &options)?);
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, new) }
}

/// Signs a message, and writes the headers to send with it: `name\0value\0` for each, in the scheme's order.
///
/// - `method`, `url`: where the scheme signs them or sends a credential, exactly as they go over the wire; for a response, those of
///   the request that it answers. NULL with length 0 leaves one out.
/// - `body`: exactly as it goes over the wire. NULL with length 0 is no body, and signs an empty one.
/// - `options`: those that the scheme lists per message, such as `idempotency_key` or `timestamp`; NULL for none.
/// - `now_ms`: `PAYSIG_NOW`, or the time to sign, in milliseconds since 1970-01-01T00:00:00Z.
/// - `headers`: a buffer of `headers_size` bytes; `PAYSIG_HEADERS_SIZE` is enough for every usual message.
/// - `headers_length`: receives how many bytes the headers have, each NUL counted. It is also written, with the size that is needed,
///   when `headers` is too small; then nothing was signed.
///
/// The headers may be credentials themselves: do not log them. `paysig_verifier_verify` takes them in the same form.
///
/// Errors: those of input (2xx), `PAYSIG_BUFFER_TOO_SMALL` among them; `PAYSIG_UNKNOWN_OPTION`, `PAYSIG_INVALID_OPTION`;
/// `PAYSIG_RANDOM_UNAVAILABLE`, `PAYSIG_FAULT_DETECTED`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_signer_sign(
    signer: *const Signer,
    method: *const c_char,
    method_length: usize,
    url: *const c_char,
    url_length: usize,
    body: *const c_void,
    body_length: usize,
    options: *const Fields,
    now_ms: i64,
    headers: *mut c_char,
    headers_size: usize,
    headers_length: *mut usize,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let arguments = Arguments {
        method: (method, method_length),
        url: (url, url_length),
        body: (body, body_length),
        options,
        now_ms,
    };
    let sign = || {
        // SAFETY: pointers, lengths and handles are as the header demands.
        let (signer, signed, packer) =
            unsafe { (borrow("signer", signer)?, arguments.message()?, Packer::new(headers, headers_size)?) };
        if headers_length.is_null() {
            return Err(invalid("headers_length is NULL; it must say where the length goes"));
        }
        let admit = |length: usize| {
            if length <= headers_size {
                return Ok(());
            }
            // SAFETY: not NULL, and writable as the header demands.
            unsafe { headers_length.write(length) };
            Err(Error::new(
                ErrorCode::BufferTooSmall,
                format!("the headers have {length} bytes, and the buffer has {headers_size}"),
            ))
        };
        let length = signer.sign(&signed, admit, packer)?;
        // SAFETY: not NULL, and writable as the header demands.
        unsafe { headers_length.write(length) };
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, sign) }
}

/// Shows the exact bytes that `paysig_signer_sign` signs for the same arguments, as JSON:
/// `{"parts": [{"name": "body", "length": 2, "base64": "e30="}]}`. A secret part has `"secret": true` and neither length nor bytes;
/// there are no parts for a scheme that signs nothing.
///
/// The arguments are those of `paysig_signer_sign`; with `PAYSIG_NOW`, pass the same `timestamp` to both. `string` receives the text.
///
/// Errors: as `paysig_signer_sign`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_signer_string_to_sign(
    signer: *const Signer,
    method: *const c_char,
    method_length: usize,
    url: *const c_char,
    url_length: usize,
    body: *const c_void,
    body_length: usize,
    options: *const Fields,
    now_ms: i64,
    string: *mut *mut Text,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let arguments = Arguments {
        method: (method, method_length),
        url: (url, url_length),
        body: (body, body_length),
        options,
        now_ms,
    };
    let show = || {
        // SAFETY: pointers, lengths and handles are as the header demands.
        let (signer, signed, slot) =
            unsafe { (borrow("signer", signer)?, arguments.message()?, Slot::new("string", string)?) };
        slot.fill(Text::new(json::string_to_sign(&signer.signer.string_to_sign(&signed)?)));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, show) }
}

/// Makes the fields of a payment form, as JSON under the names that the gateway's script expects, such as `{"paymentIntent": "…",
/// "merchant": "…", "signature": "…"}`: the attributes of an order, encrypted for the gateway and signed.
///
/// - `signer`: of `solidgate/request`, the only scheme with a payment form so far.
/// - `kind`: `data` for a new form, `update` for one that is already shown, `resign` for a payment with a card that the gateway knows.
/// - `attributes`: JSON, as the gateway's documentation lists it. It is taken as it is.
/// - `iv`: NULL. For tests only, 16 bytes in place of random ones.
/// - `fields`: receives the text.
///
/// Errors: `PAYSIG_INVALID_ARGUMENT` for a signer of another scheme, an unknown kind, or an `iv` of another length;
/// `PAYSIG_SECRET_TOO_SHORT`; `PAYSIG_RANDOM_UNAVAILABLE`; `PAYSIG_INVALID_TEXT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_signer_form(
    signer: *const Signer,
    kind: *const c_char,
    kind_length: usize,
    attributes: *const c_void,
    attributes_length: usize,
    iv: *const c_void,
    iv_length: usize,
    fields: *mut *mut Text,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let make = || {
        // SAFETY: pointers, lengths and handles are as the header demands.
        let (signer, kind, attributes, iv, slot) = unsafe {
            (
                borrow("signer", signer)?,
                required_text("kind", kind, kind_length)?,
                bytes("attributes", attributes, attributes_length)?.unwrap_or_default(),
                bytes("iv", iv, iv_length)?,
                Slot::new("fields", fields)?,
            )
        };
        let kind =
            FormKind::from_name(kind).ok_or_else(|| invalid("kind is none of data, update, resign"))?;
        let form = match &signer.form {
            Some(Ok(form)) => form,
            Some(Err(error)) => return Err(error.clone()),
            None => return Err(invalid("the signer's scheme has no payment form")),
        };
        let made = match iv {
            None => form.make(kind, attributes),
            Some(iv) => {
                let iv = iv.try_into().map_err(|_| invalid("iv has not 16 bytes"))?;
                form.make_with_iv(kind, attributes, iv)
            }
        };
        slot.fill(Text::new(json::form(&made?)));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, make) }
}

/// Wipes and frees; NULL is fine. No other thread may still be using it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_signer_free(signer: *mut Signer) {
    // SAFETY: a handle of this type that the caller gives up.
    unsafe { handle::free(signer) }
}

impl Signer {
    fn new(scheme: &str, credentials: &Credentials, options: &Options) -> Result<Self, Error> {
        let signer = paysig::Signer::new(scheme, credentials.clone(), options)?;
        let form = (scheme == Form::SCHEME).then(|| Form::new(credentials.clone()));
        Ok(Self { signer, form })
    }

    /// Writes the headers if `admit` agrees to their length, and gives that length.
    fn sign(
        &self,
        message: &paysig::Message<'_>,
        admit: impl FnOnce(usize) -> Result<(), Error>,
        mut packer: Packer<'_>,
    ) -> Result<usize, Error> {
        let headers = &self.signer.scheme().headers;
        let mut length = 0;
        let admit = |size: HeadersSize| {
            // A NUL after each name and each value.
            length = size.bytes + 2 * size.count;
            admit(length)
        };
        self.signer.sign_if(message, admit, |index, [prefix, value]| {
            if let Some(header) = headers.get(index) {
                packer.put(&[header.name.as_bytes(), b"\0", prefix.as_bytes(), value.as_bytes(), b"\0"]);
            }
        })?;
        if packer.written() != length {
            return Err(Error::new(ErrorCode::Internal, "the headers have another length than was foreseen"));
        }
        Ok(length)
    }
}
