//! `paysig_key`: an RSA key.

use std::ffi::{c_char, c_void};

use paysig::keys::{self, Encoding, PrivateKey, PublicKey};
use paysig::{Error, ErrorCode, json};
use zeroize::Zeroizing;

use crate::guard;
use crate::handle::{self, Slot, borrow};
use crate::input::{bytes, invalid};
use crate::text::Text;

/// An RSA key: private, or public.
///
/// Signers and verifiers take keys as text or bytes, among their credentials; this is for making and converting them. It never
/// changes: any number of threads may use it at once.
pub struct Key(Half);

enum Half {
    Private(Box<PrivateKey>),
    Public(PublicKey),
}

/// The private half of a pair, which signs.
pub const PAYSIG_KEY_PRIVATE: u32 = 1;

/// The public half of a pair, which verifies.
pub const PAYSIG_KEY_PUBLIC: u32 = 2;

/// Text between the lines `-----BEGIN …-----` and `-----END …-----`.
pub const PAYSIG_KEY_PEM: u32 = 1;

/// Bytes.
pub const PAYSIG_KEY_DER: u32 = 2;

/// Makes a private key. It takes from a tenth of a second to several seconds. Free it with `paysig_key_free`.
///
/// - `bits`: 2048, 3072 or 4096.
/// - `key`: where the handle goes.
///
/// Errors: `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_RANDOM_UNAVAILABLE`, `PAYSIG_FAULT_DETECTED`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_key_generate(
    bits: u32,
    key: *mut *mut Key,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let generate = || {
        // SAFETY: the pointer is as the header demands.
        let slot = unsafe { Slot::new("key", key)? };
        let bits = usize::try_from(bits).map_err(|_| invalid("bits is out of range"))?;
        slot.fill(Key(Half::Private(Box::new(PrivateKey::generate(bits)?))));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, generate) }
}

/// Reads a key. Free it with `paysig_key_free`.
///
/// - `half`: `PAYSIG_KEY_PRIVATE` for PKCS#1, PKCS#8 or encrypted PKCS#8; `PAYSIG_KEY_PUBLIC` for SPKI, PKCS#1 or the key of an X.509
///   certificate, whose dates, names and chain are not checked.
/// - `material`: PEM or DER. PEM may have any line ends, or literal `\n` in their place as environment variables do, and text around it.
/// - `passphrase`: opens an encrypted private key; NULL for none.
/// - `key`: where the handle goes.
///
/// Errors: `PAYSIG_MALFORMED_KEY`, `PAYSIG_WRONG_KEY_KIND`, `PAYSIG_KEY_TOO_SMALL`, `PAYSIG_UNSUPPORTED_KEY`,
/// `PAYSIG_MISSING_PASSPHRASE`, `PAYSIG_WRONG_PASSPHRASE`, `PAYSIG_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_key_read(
    half: u32,
    material: *const c_void,
    material_length: usize,
    passphrase: *const c_void,
    passphrase_length: usize,
    key: *mut *mut Key,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let read = || {
        // SAFETY: pointers and lengths are as the header demands.
        let (material, passphrase, slot) = unsafe {
            (
                bytes("material", material, material_length)?.unwrap_or_default(),
                bytes("passphrase", passphrase, passphrase_length)?,
                Slot::new("key", key)?,
            )
        };
        slot.fill(Key(match half {
            PAYSIG_KEY_PRIVATE => Half::Private(Box::new(PrivateKey::read(material, passphrase)?)),
            PAYSIG_KEY_PUBLIC => Half::Public(PublicKey::read(material)?),
            _ => return Err(unknown_half()),
        }));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, read) }
}

/// Says what the first key or certificate in some material is, as JSON that may be shown to anybody: `{"kind": "private" or "public",
/// "form": "pkcs8", "encoding": "pem" or "der", "bits": n, "exponent": n, "fingerprint": "…"}`. The fingerprint is the SHA-256 of the public
/// key's SPKI in hex: two keys with the same one belong together.
///
/// `material` and `passphrase` are as for `paysig_key_read`; `report` receives the text.
///
/// Errors: as `paysig_key_read`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_key_inspect(
    material: *const c_void,
    material_length: usize,
    passphrase: *const c_void,
    passphrase_length: usize,
    report: *mut *mut Text,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let inspect = || {
        // SAFETY: pointers and lengths are as the header demands.
        let (material, passphrase, slot) = unsafe {
            (
                bytes("material", material, material_length)?.unwrap_or_default(),
                bytes("passphrase", passphrase, passphrase_length)?,
                Slot::new("report", report)?,
            )
        };
        slot.fill(Text::new(json::key(&keys::inspect(material, passphrase)?)));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, inspect) }
}

/// Writes a key: the private half as PKCS#8, the public half, which a private key has as well, as SPKI.
///
/// - `half`: `PAYSIG_KEY_PRIVATE` or `PAYSIG_KEY_PUBLIC`.
/// - `encoding`: `PAYSIG_KEY_PEM` or `PAYSIG_KEY_DER`.
/// - `passphrase`: encrypts a private half (PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC); NULL for none, and for a public half.
/// - `written`: receives the PEM text or the DER bytes, which are wiped when they are freed. A file of a private half should be
///   readable by its owner only.
///
/// Errors: `PAYSIG_WRONG_KEY_KIND` for the private half of a public key, `PAYSIG_EMPTY_CREDENTIAL` for an empty passphrase,
/// `PAYSIG_RANDOM_UNAVAILABLE`, `PAYSIG_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_key_write(
    key: *const Key,
    half: u32,
    encoding: u32,
    passphrase: *const c_void,
    passphrase_length: usize,
    written: *mut *mut Text,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let write = || {
        // SAFETY: pointers, lengths and handles are as the header demands.
        let (key, passphrase, slot) = unsafe {
            (
                borrow("key", key)?,
                bytes("passphrase", passphrase, passphrase_length)?,
                Slot::new("written", written)?,
            )
        };
        let encoding = match encoding {
            PAYSIG_KEY_PEM => Encoding::Pem,
            PAYSIG_KEY_DER => Encoding::Der,
            _ => return Err(invalid("encoding is neither PAYSIG_KEY_PEM nor PAYSIG_KEY_DER")),
        };
        slot.fill(Text::new(std::mem::take(&mut *key.write(half, encoding, passphrase)?)));
        Ok(())
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, write) }
}

/// Wipes and frees; NULL is fine. No other thread may still be using it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_key_free(key: *mut Key) {
    // SAFETY: a handle of this type that the caller gives up.
    unsafe { handle::free(key) }
}

impl Key {
    fn write(
        &self,
        half: u32,
        encoding: Encoding,
        passphrase: Option<&[u8]>,
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        match (half, &self.0) {
            (PAYSIG_KEY_PRIVATE, Half::Private(key)) => key.write(encoding, passphrase),
            (PAYSIG_KEY_PRIVATE, Half::Public(_)) => Err(Error::new(
                ErrorCode::WrongKeyKind,
                "this is a public key; it has no private half to write",
            )),
            (PAYSIG_KEY_PUBLIC, _) if passphrase.is_some() => {
                Err(invalid("a passphrase was given; a public half is not encrypted"))
            }
            (PAYSIG_KEY_PUBLIC, Half::Private(key)) => key.public_key().write(encoding).map(Zeroizing::new),
            (PAYSIG_KEY_PUBLIC, Half::Public(key)) => key.write(encoding).map(Zeroizing::new),
            _ => Err(unknown_half()),
        }
    }
}

fn unknown_half() -> Error {
    invalid("half is neither PAYSIG_KEY_PRIVATE nor PAYSIG_KEY_PUBLIC")
}
