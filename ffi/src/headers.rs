//! Headers as C passes them: one piece of memory that holds `name\0value\0` for each.

use paysig::{Error, ErrorCode, HeaderSource};

/// Headers to verify, in the form in which `paysig_signer_sign` writes them.
pub(crate) struct PackedHeaders<'a>(&'a [u8]);

impl<'a> PackedHeaders<'a> {
    pub(crate) fn new(packed: &'a [u8]) -> Result<Self, Error> {
        let invalid = |what: &'static str| Err(Error::new(ErrorCode::InvalidHeaders, what));
        if packed.last().is_some_and(|last| *last != 0) {
            return invalid("the headers do not end with the NUL that ends the last value");
        }
        if packed.iter().filter(|byte| **byte == 0).count() % 2 != 0 {
            return invalid(
                "the headers are no sequence of name, NUL, value, NUL: a name is without a value, or one of them holds a NUL",
            );
        }
        let headers = Self(packed);
        if headers.iter().any(|(name, _)| name.is_empty()) {
            return invalid("a header has an empty name");
        }
        Ok(headers)
    }

    fn iter(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        let mut strings = self.0.split(|byte| *byte == 0);
        std::iter::from_fn(move || {
            let (name, value) = (strings.next()?, strings.next()?);
            Some((name, value))
        })
    }
}

impl HeaderSource for PackedHeaders<'_> {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        for (name, value) in self.iter() {
            visit(name, value);
        }
    }
}
