//! Headers as C passes them: one piece of memory that holds `name\0value\0` for each.

use std::ffi::CStr;

use paysig::{Error, ErrorCode, HeaderSource};

/// Headers to verify, in the form in which `paysig_signer_sign` writes them.
pub(crate) struct PackedHeaders<'a>(&'a [u8]);

impl<'a> PackedHeaders<'a> {
    pub(crate) fn new(packed: &'a [u8]) -> Result<Self, Error> {
        let invalid = |what: &'static str| Err(Error::new(ErrorCode::InvalidHeaders, what));
        let mut rest = packed;
        while !rest.is_empty() {
            match take(&mut rest) {
                Some([]) => return invalid("a header has an empty name, or a name or value holds a NUL"),
                None => return invalid("the last name does not end with a NUL"),
                Some(_) => {}
            }
            if take(&mut rest).is_none() {
                return invalid(
                    "the last name is without a value that ends with a NUL, or a name or value holds a NUL",
                );
            }
        }
        Ok(Self(packed))
    }
}

/// The bytes up to the next NUL, which is left out.
fn take<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let text = CStr::from_bytes_until_nul(rest).ok()?;
    *rest = rest.get(text.count_bytes() + 1..)?;
    Some(text.to_bytes())
}

impl HeaderSource for PackedHeaders<'_> {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        let mut rest = self.0;
        while let (Some(name), Some(value)) = (take(&mut rest), take(&mut rest)) {
            visit(name, value);
        }
    }
}
