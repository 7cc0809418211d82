//! One thing that somebody may have done differently.

use std::borrow::Cow;

use super::causes::Cause;

/// A cause and how exactly it shows: one of the small values that attempts are put together from.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) cause: Cause,
    /// A phrase that follows "the signature matches with"; never a secret or a part of the body.
    pub(super) how: Cow<'static, str>,
    /// The JSON encoders that make this change.
    pub(super) encoders: Vec<&'static str>,
}

impl Change {
    pub(super) fn new(cause: Cause, how: impl Into<Cow<'static, str>>) -> Self {
        Self { cause, how: how.into(), encoders: Vec::new() }
    }
}
