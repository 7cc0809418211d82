//! Handles: values of this library behind pointers that only this library looks into.

use paysig::Error;

use crate::guard;
use crate::input::invalid;

/// Where a function puts the handle it makes. It is written only when the call succeeds.
pub(crate) struct Slot<T>(Place<*mut T>);

impl<T> Slot<T> {
    /// # Safety
    /// `to` is NULL or may be written until the slot is filled.
    pub(crate) unsafe fn new(name: &str, to: *mut *mut T) -> Result<Self, Error> {
        // SAFETY: the caller's promise is handed on.
        Ok(Self(unsafe { Place::new(name, to) }?))
    }

    pub(crate) fn fill(self, value: T) {
        self.0.fill(Box::into_raw(Box::new(value)));
    }
}

/// A place of the caller's that a function fills. It is written only when the call succeeds.
pub(crate) struct Place<T>(*mut T);

impl<T> Place<T> {
    /// # Safety
    /// `to` is NULL or may be written until the place is filled; what is there may never have been written to.
    pub(crate) unsafe fn new(name: &str, to: *mut T) -> Result<Self, Error> {
        match to.is_null() {
            true => Err(invalid(format!("{name} is NULL; it must say where the result goes"))),
            false => Ok(Self(to)),
        }
    }

    pub(crate) fn fill(self, value: T) {
        // SAFETY: not NULL, and writable by the promise made to `new`.
        unsafe { self.0.write(value) }
    }
}

/// Looks into a handle that must be there.
///
/// # Safety
/// `handle` is NULL or came from this library and lives for `'a`.
pub(crate) unsafe fn borrow<'a, T>(name: &str, handle: *const T) -> Result<&'a T, Error> {
    // SAFETY: NULL, or a live value by the caller's promise.
    unsafe { borrow_optional(handle) }.ok_or_else(|| invalid(format!("{name} is NULL; it must be given")))
}

/// Looks into a handle that may be left out.
///
/// # Safety
/// As [`borrow`].
pub(crate) unsafe fn borrow_optional<'a, T>(handle: *const T) -> Option<&'a T> {
    // SAFETY: NULL, or a live value by the caller's promise.
    unsafe { handle.as_ref() }
}

/// Takes a handle back and drops its value; NULL is fine.
///
/// # Safety
/// `handle` is NULL or came from this library, was not freed, and nobody uses it any more.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        guard::value((), || {
            // SAFETY: made by `Box::into_raw` in this file, and given up by the caller.
            drop(unsafe { Box::from_raw(handle) });
        });
    }
}
