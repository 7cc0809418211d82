//! Which library this is, and the words of its status numbers.

use std::ffi::{CStr, c_char};

use crate::status::words;

/// The number of the binary interface that this header describes.
///
/// It is raised whenever a program that was compiled against an older header could break, and is part of the shared
/// library's name (`libpaysig.so.1`). Compare it with `paysig_abi_version()` where the library is loaded at run time.
pub const PAYSIG_ABI_VERSION: u32 = 1;

/// The number of the binary interface of the library that is loaded.
///
/// Compare it with `PAYSIG_ABI_VERSION` and refuse to go on when they differ.
#[unsafe(no_mangle)]
pub extern "C" fn paysig_abi_version() -> u32 {
    PAYSIG_ABI_VERSION
}

/// The version of the library that is loaded, such as `0.1.0`: static text.
#[unsafe(no_mangle)]
pub extern "C" fn paysig_version() -> *const c_char {
    const VERSION: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => c"",
        };
    VERSION.as_ptr()
}

/// The stable name of a status, such as `signature_mismatch`: static text, never NULL.
///
/// `PAYSIG_OK` is `ok`; a number that is no status of the loaded library is `unknown`.
#[unsafe(no_mangle)]
pub extern "C" fn paysig_status_name(status: i32) -> *const c_char {
    words(status).map_or(c"unknown", |(name, _)| name).as_ptr()
}

/// What a status means and what to do about it: static text, never NULL.
///
/// What was wrong in one particular call is in the `message` of that call.
#[unsafe(no_mangle)]
pub extern "C" fn paysig_status_message(status: i32) -> *const c_char {
    words(status)
        .map_or(c"This number is no status of this version of paysig.", |(_, message)| message)
        .as_ptr()
}
