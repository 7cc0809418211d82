//! What C gets back in buffers of its own.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::slice;

use paysig::Error;

use crate::input::invalid;

/// The caller's buffer for a message, which may be missing.
pub(crate) struct Report<'a>(&'a mut [MaybeUninit<u8>]);

impl Report<'_> {
    /// # Safety
    /// `buffer` is NULL or points to `size` writable bytes that nobody else uses meanwhile.
    pub(crate) unsafe fn new(buffer: *mut c_char, size: usize) -> Self {
        // SAFETY: the caller's promise is handed on.
        Self(unsafe { writable(buffer, size) })
    }

    /// Writes the message, NUL-terminated, with control characters escaped, and cut between two characters when there is no room.
    pub(crate) fn write(self, message: &str) {
        let Some(room) = self.0.len().checked_sub(1) else { return };
        let mut length = 0;
        for character in message.chars() {
            let start = length;
            let mut utf8 = [0; 4];
            let mut put = |part: char| {
                let part = part.encode_utf8(&mut utf8).as_bytes();
                let Some(to) = self.0.get_mut(length..length + part.len()) else { return false };
                copy(part, to);
                length += part.len();
                length <= room
            };
            let whole = match character.is_control() {
                true => character.escape_default().all(&mut put),
                false => put(character),
            };
            if !whole {
                length = start;
                break;
            }
        }
        if let Some(end) = self.0.get_mut(length) {
            end.write(0);
        }
    }
}

/// The caller's buffer, which may never have been written to; empty for NULL, and for a size that no buffer has.
///
/// # Safety
/// `buffer` is NULL or points to `size` writable bytes that nobody else uses for `'a`.
pub(crate) unsafe fn writable<'a>(buffer: *mut c_char, size: usize) -> &'a mut [MaybeUninit<u8>] {
    if buffer.is_null() || isize::try_from(size).is_err() {
        return &mut [];
    }
    // SAFETY: not NULL, as long as memory allows, and writable by the caller's promise.
    unsafe { slice::from_raw_parts_mut(buffer.cast(), size) }
}

/// Puts headers into the caller's buffer, which was found to be large enough.
pub(crate) struct Packer<'a> {
    room: &'a mut [MaybeUninit<u8>],
    written: usize,
}

impl<'a> Packer<'a> {
    /// # Safety
    /// As [`writable`].
    pub(crate) unsafe fn new(buffer: *mut c_char, size: usize) -> Result<Self, Error> {
        if (buffer.is_null() && size != 0) || isize::try_from(size).is_err() {
            return Err(invalid("headers is NULL and headers_size is not 0, or more than memory holds"));
        }
        // SAFETY: the caller's promise is handed on.
        Ok(Self { room: unsafe { writable(buffer, size) }, written: 0 })
    }

    /// How many bytes were put. What there was no room for is not among them.
    pub(crate) fn written(&self) -> usize {
        self.written
    }

    pub(crate) fn put(&mut self, pieces: &[&[u8]]) {
        for piece in pieces {
            let room = std::mem::take(&mut self.room);
            if let Some((to, rest)) = room.split_at_mut_checked(piece.len()) {
                copy(piece, to);
                (self.room, self.written) = (rest, self.written + piece.len());
            }
        }
    }
}

/// To memory of the same length.
fn copy(from: &[u8], to: &mut [MaybeUninit<u8>]) {
    for (to, from) in to.iter_mut().zip(from) {
        to.write(*from);
    }
}
