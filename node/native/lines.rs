//! What signing and verifying give, as lines of text. Crossing into JavaScript costs by the value, not by the byte, and
//! would otherwise take as long as the work itself.

use std::fmt::Write;

use paysig::{Message, Signer, Verified};

use crate::guard::Outcome;

/// Room for the headers of any HMAC scheme, so that they are allocated once.
const USUAL_SIZE: usize = 512;

/// The values of the scheme's headers, in its order; an empty line for one that is not sent. No value is empty or has a line feed:
/// what is not a proof or a timestamp was checked to be printable.
pub(crate) fn sign(signer: &Signer, message: &Message<'_>) -> Outcome<String> {
    let mut lines = String::with_capacity(USUAL_SIZE);
    let mut written = 0;
    signer.sign_with(message, |index, [prefix, value]| {
        for _ in written..index {
            lines.push('\n');
        }
        written = index + 1;
        lines.push_str(prefix);
        lines.push_str(value);
        lines.push('\n');
    })?;
    Ok(lines)
}

/// Label, signed time, names of what is covered; and the replay key in lower-case hex, if it is asked for and there is one.
pub(crate) fn accepted(verified: &Verified<'_>, with_replay_key: bool) -> Outcome<String> {
    let mut lines = String::with_capacity(USUAL_SIZE);
    lines.push_str(verified.label());
    lines.push('\n');
    if let Some(milliseconds) = verified.timestamp_ms() {
        let _ = write!(lines, "{milliseconds}");
    }
    lines.push('\n');
    for (index, name) in verified.covers().enumerate() {
        if index > 0 {
            lines.push(',');
        }
        lines.push_str(name);
    }
    lines.push('\n');
    if with_replay_key && let Some(key) = verified.replay_key() {
        lines.push_str(&const_hex::encode(key));
        lines.push('\n');
    }
    Ok(lines)
}
