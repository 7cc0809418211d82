//! Headers: those that signing makes, and any container of those that came.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use crate::scheme::Text;

/// The headers that prove a message, in the scheme's order.
///
/// They may be credentials themselves, so `Debug` prints the names only.
#[derive(Clone)]
pub struct Headers {
    pub(crate) lines: Vec<(Text, String)>,
}

impl Headers {
    /// Name and value of each header, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.lines.iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    /// The value of the header of this name, in any case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Never true: every scheme makes at least one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(|(name, _)| name).collect();
        write!(f, "Headers({})", names.join(", "))
    }
}

impl<'h> IntoIterator for &'h Headers {
    type Item = (&'h str, &'h str);
    type IntoIter =
        std::iter::Map<std::slice::Iter<'h, (Text, String)>, fn(&'h (Text, String)) -> (&'h str, &'h str)>;

    fn into_iter(self) -> Self::IntoIter {
        self.lines.iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }
}

impl IntoIterator for Headers {
    type Item = (Text, String);
    type IntoIter = std::vec::IntoIter<(Text, String)>;

    fn into_iter(self) -> Self::IntoIter {
        self.lines.into_iter()
    }
}

/// A container of headers to verify: every line of it, names in any case, values as bytes.
///
/// Implemented for slices, arrays, vectors and maps of names and values, for [`Headers`], and for `http::HeaderMap`. A map that keeps
/// one value of a repeated header hides that there were several; prefer a container that keeps them all.
pub trait HeaderSource {
    /// Shows every line to `visit`.
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8]));
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>> HeaderSource for [(N, V)] {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        for (name, value) in self {
            visit(name.as_ref(), value.as_ref());
        }
    }
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>, const K: usize> HeaderSource for [(N, V); K] {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        self.as_slice().visit(visit);
    }
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>> HeaderSource for Vec<(N, V)> {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        self.as_slice().visit(visit);
    }
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>, S> HeaderSource for HashMap<N, V, S> {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        for (name, value) in self {
            visit(name.as_ref(), value.as_ref());
        }
    }
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>> HeaderSource for BTreeMap<N, V> {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        for (name, value) in self {
            visit(name.as_ref(), value.as_ref());
        }
    }
}

impl HeaderSource for Headers {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        for (name, value) in self.iter() {
            visit(name.as_bytes(), value.as_bytes());
        }
    }
}

impl<T: HeaderSource + ?Sized> HeaderSource for &T {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        T::visit(self, visit);
    }
}
