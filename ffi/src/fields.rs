//! `paysig_fields`: credentials or options on their way in.

use std::ffi::{c_char, c_void};
use std::time::Duration;

use paysig::{Credentials, Error, ErrorCode, Keyring, Options};
use zeroize::Zeroizing;

use crate::guard;
use crate::handle;
use crate::input::{bytes, invalid, required_text, text, utf8};

/// Named values: the credentials of a signer or verifier, the options it is built with, or the options of one message.
///
/// The only handle that changes: while one thread adds to it, no other may use it. Free it as soon as the signer or verifier is made,
/// which keeps nothing of it. The values are wiped from memory when it is freed.
pub struct Fields {
    entries: Vec<Entry>,
}

struct Entry {
    label: Option<String>,
    name: String,
    value: Value,
}

enum Value {
    /// The set of credentials is there, and nothing in it.
    Nothing,
    Bytes(Zeroizing<Vec<u8>>),
    Milliseconds(i64),
}

/// Makes an empty collection. Free it with `paysig_fields_free`.
///
/// Returns NULL only after a failure inside, which `paysig_fields_add` reports when it is given NULL.
#[unsafe(no_mangle)]
pub extern "C" fn paysig_fields_new() -> *mut Fields {
    guard::value(std::ptr::null_mut(), || Box::into_raw(Box::new(Fields { entries: Vec::new() })))
}

/// Adds a credential or an option. Everything is copied.
///
/// - `label`: for a verifier's credentials, which set they belong to: 1 to 64 visible ASCII characters, told again by
///   the `label` of `paysig_verified`. NULL is the set `default`. NULL for options.
/// - `name`: as `paysig_describe` lists it for the scheme: `secret_key`, `query`, `idempotency_key`, and so on.
///   NULL, with `value` NULL too, adds a set without anything in it, so that it is missed where it is used.
/// - `value`: text, or for keys PEM or DER. The one option that is no text is `tolerance`: see `paysig_fields_add_ms`.
///
/// Names and values are checked against the scheme where they are used.
///
/// Errors: `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_fields_add(
    fields: *mut Fields,
    label: *const c_char,
    label_length: usize,
    name: *const c_char,
    name_length: usize,
    value: *const c_void,
    value_length: usize,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let add = || {
        // SAFETY: pointers and lengths are as the header demands.
        unsafe {
            let label = text("label", label, label_length)?;
            let name = text("name", name, name_length)?;
            let value = match (name, bytes("value", value, value_length)?) {
                (None, Some(_)) => return Err(invalid("name is NULL; a value needs one")),
                (None, None) => Value::Nothing,
                (Some(_), value) => Value::Bytes(Zeroizing::new(value.unwrap_or_default().to_vec())),
            };
            let (label, name) = (label.map(str::to_owned), name.unwrap_or_default().to_owned());
            push(fields, Entry { label, name, value })
        }
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, add) }
}

/// Adds an option that is a length of time, in milliseconds: `tolerance`, by how much a message's timestamp may differ from the
/// clock, to either side. At least 1; to accept a message of any age, add the option `freshness` with the value `off`.
///
/// Errors: `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_fields_add_ms(
    fields: *mut Fields,
    name: *const c_char,
    name_length: usize,
    value_ms: i64,
    message: *mut c_char,
    message_size: usize,
) -> i32 {
    let add = || {
        // SAFETY: pointers and lengths are as the header demands.
        unsafe {
            let name = required_text("name", name, name_length)?.to_owned();
            push(fields, Entry { label: None, name, value: Value::Milliseconds(value_ms) })
        }
    };
    // SAFETY: the message's buffer is as the header demands.
    unsafe { guard::status(message, message_size, add) }
}

/// Wipes and frees; NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paysig_fields_free(fields: *mut Fields) {
    // SAFETY: a handle of this type that the caller gives up.
    unsafe { handle::free(fields) }
}

/// # Safety
/// `fields` is NULL or a live handle that no other thread uses.
unsafe fn push(fields: *mut Fields, entry: Entry) -> Result<(), Error> {
    // SAFETY: NULL, or live and unshared by the caller's promise.
    let fields = unsafe { fields.as_mut() };
    fields.ok_or_else(|| invalid("fields is NULL; make it with paysig_fields_new"))?.entries.push(entry);
    Ok(())
}

impl Fields {
    /// The sets of credentials, in the order in which their labels came first.
    pub(crate) fn keyring(&self) -> Result<Keyring, Error> {
        let mut sets: Vec<(&str, Credentials)> = Vec::new();
        for entry in &self.entries {
            let label = entry.label.as_deref().unwrap_or(Keyring::DEFAULT_LABEL);
            let index = sets.iter().position(|(known, _)| *known == label).unwrap_or_else(|| {
                sets.push((label, Credentials::new()));
                sets.len() - 1
            });
            if let (Some((_, set)), Some(value)) = (sets.get_mut(index), entry.credential()?) {
                set.add(&entry.name, value);
            }
        }
        Ok(sets.into_iter().fold(Keyring::new(), |keyring, (label, set)| keyring.with(label, set)))
    }

    /// The one set of credentials that a signer has.
    pub(crate) fn credentials(&self) -> Result<Credentials, Error> {
        let mut credentials = Credentials::new();
        for entry in &self.entries {
            if entry.label != self.entries.first().and_then(|first| first.label.clone()) {
                return Err(invalid("credentials have several labels; a signer takes one set"));
            }
            if let Some(value) = entry.credential()? {
                credentials.add(&entry.name, value);
            }
        }
        Ok(credentials)
    }

    /// Options for building.
    pub(crate) fn options(&self) -> Result<Options, Error> {
        let mut options = Options::new();
        for entry in self.named() {
            let entry = entry?;
            match &entry.value {
                Value::Milliseconds(value) if entry.name == TOLERANCE => {
                    let value = u64::try_from(*value)
                        .map_err(|_| invalid_option(TOLERANCE, "it is less than 1 millisecond"))?;
                    options = options.tolerance(Duration::from_millis(value));
                }
                Value::Bytes(_) if entry.name == TOLERANCE => {
                    return Err(invalid_option(
                        TOLERANCE,
                        "text does not say its unit; give milliseconds with paysig_fields_add_ms",
                    ));
                }
                _ => options = options.set(&entry.name, entry.option_text()?),
            }
        }
        Ok(options)
    }

    /// Options of a message: name and text of each.
    pub(crate) fn message_options(&self) -> impl Iterator<Item = Result<(&str, &str), Error>> {
        self.named().map(|entry| {
            let entry = entry?;
            Ok((entry.name.as_str(), entry.option_text()?))
        })
    }

    /// Options have no labels, and each is there once.
    fn named(&self) -> impl Iterator<Item = Result<&Entry, Error>> {
        self.entries.iter().enumerate().map(|(index, entry)| {
            if entry.label.is_some() {
                return Err(invalid("an option has a label; only credentials have"));
            }
            if self.entries.iter().take(index).any(|earlier| earlier.name == entry.name) {
                return Err(invalid_option(&entry.name, "it was given twice"));
            }
            Ok(entry)
        })
    }
}

impl Entry {
    fn credential(&self) -> Result<Option<&[u8]>, Error> {
        match &self.value {
            Value::Nothing => Ok(None),
            Value::Bytes(bytes) => Ok(Some(bytes)),
            Value::Milliseconds(_) => {
                Err(invalid("a credential is no length of time; use paysig_fields_add"))
            }
        }
    }

    fn option_text(&self) -> Result<&str, Error> {
        match &self.value {
            Value::Nothing => Err(invalid("an option has no name")),
            Value::Bytes(bytes) => utf8("an option's value", bytes),
            Value::Milliseconds(_) => {
                Err(invalid_option(&self.name, "it is no length of time; use paysig_fields_add"))
            }
        }
    }
}

/// An option's value that it cannot have.
pub(crate) fn invalid_option(name: &str, why: &str) -> Error {
    let name: String = name.chars().take(64).collect();
    Error::new(ErrorCode::InvalidOption, format!("option {name}: {why}"))
}

const TOLERANCE: &str = "tolerance";
