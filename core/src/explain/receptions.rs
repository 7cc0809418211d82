//! How a message's headers may be read: as the scheme says, and under the names and in the number in which they arrived.

use super::causes::Cause;
use super::change::Change;
use super::times;
use crate::headers::HeaderSource;
use crate::scheme::{Header, Scheme, Value};
use crate::verifier::trim_field;

/// More lines than any server takes, and values longer than any that a scheme writes, are not looked at.
const MAX_LINES: usize = 256;
const MAX_VALUE: usize = 8192;
/// How many ways to read the headers are tried.
const MAX_RECEPTIONS: usize = 64;

/// Every header line, values trimmed.
pub(super) struct Lines<'h> {
    lines: Vec<(&'h [u8], &'h [u8])>,
}

/// One way to read them.
pub(super) struct Reception<'h> {
    pub(super) change: Option<Change>,
    pub(super) proof: &'h [u8],
    pub(super) timestamp: &'h [u8],
    pub(super) timestamp_defect: Option<Change>,
    lines: &'h Lines<'h>,
}

/// One value that a header may have had, and what is different when it did.
#[derive(Clone)]
struct Choice<'h> {
    change: Option<Change>,
    value: &'h [u8],
}

impl<'h> Lines<'h> {
    pub(super) fn read(headers: &'h (impl HeaderSource + ?Sized)) -> Self {
        let mut lines = Vec::new();
        headers.visit(&mut |name, value| {
            if lines.len() < MAX_LINES && value.len() <= MAX_VALUE {
                lines.push((name, trim_field(value)));
            }
        });
        Self { lines }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'h [u8], &'h [u8])> {
        self.lines.iter().copied()
    }

    /// The values of the header with which the scheme carries something, those folded into one line apart.
    pub(super) fn values(&self, scheme: &Scheme, carried: &Value) -> Vec<&'h [u8]> {
        let Some(header) = scheme.headers.iter().find(|header| header.value == *carried) else {
            return Vec::new();
        };
        let named = self.iter().filter(|(name, _)| header.is_named(name));
        named.flat_map(|(_, value)| value.split(|byte| *byte == b',').map(trim_field)).collect()
    }

    /// Every way to read them, as the scheme says first.
    pub(super) fn receptions(&'h self, scheme: &Scheme, of_request: Option<&'h str>) -> Vec<Reception<'h>> {
        let of = |carried: &Value, plausible: fn(&[u8]) -> bool| -> Vec<Choice<'h>> {
            let header = scheme.headers.iter().find(|header| header.value == *carried);
            header.map(|header| self.choices(scheme, header, plausible)).unwrap_or_default()
        };
        let proofs = of(&Value::Proof, |_| true);
        let mut times = of(&Value::Timestamp, |value| {
            value.len() <= 32 && value.iter().filter(|byte| byte.is_ascii_digit()).count() >= 10
        });
        if times.is_empty() {
            times.push(Choice { change: None, value: of_request.unwrap_or_default().as_bytes() });
        }
        let all = proofs.iter().flat_map(|proof| times.iter().map(move |time| (proof, time)));
        let mut receptions: Vec<Reception<'h>> = all
            .map(|(proof, time)| Reception {
                change: both(proof.change.as_ref(), time.change.as_ref()),
                proof: proof.value,
                timestamp: time.value,
                timestamp_defect: scheme
                    .freshness
                    .filter(|_| !time.value.is_empty())
                    .and_then(|freshness| times::defect(time.value, freshness.unit)),
                lines: self,
            })
            .collect();
        receptions.sort_by_key(|reception| reception.change.is_some());
        receptions.truncate(MAX_RECEPTIONS);
        receptions
    }

    /// The header's value; where it is doubled, each; where it is missing, what other headers hold, those of like names first.
    fn choices(&self, scheme: &Scheme, header: &Header, plausible: fn(&[u8]) -> bool) -> Vec<Choice<'h>> {
        let values = self.values(scheme, &header.value);
        match values.as_slice() {
            [value] => vec![Choice { change: None, value }],
            [] => {
                let wanted = stem(header.name.as_bytes());
                let known = |name: &[u8]| scheme.headers.iter().any(|header| header.is_named(name));
                let mut others: Vec<(&[u8], &[u8])> =
                    self.iter().filter(|(name, value)| !known(name) && plausible(value)).collect();
                others.sort_by_key(|(name, _)| stem(name) != wanted);
                let choice = |(name, value): (&[u8], &'h [u8])| {
                    let name: String =
                        String::from_utf8_lossy(name).chars().take(64).flat_map(char::escape_debug).collect();
                    let how = format!("the value of the header {name} for that of {}", header.name);
                    Choice { change: Some(Change::new(Cause::HeaderRenamed, how)), value }
                };
                others.into_iter().map(choice).collect()
            }
            several => {
                let choice = |(at, value): (usize, &&'h [u8])| {
                    let how =
                        format!("value {} of the {} of the header {}", at + 1, several.len(), header.name);
                    Choice { change: Some(Change::new(Cause::HeaderDoubled, how)), value }
                };
                several.iter().enumerate().map(choice).collect()
            }
        }
    }
}

impl<'h> Reception<'h> {
    /// What another scheme would read.
    pub(super) fn value(&self, scheme: &Scheme, carried: &Value) -> Option<&'h [u8]> {
        self.lines.values(scheme, carried).first().copied()
    }
}

/// All headers are renamed by the same thing, so that is one change.
fn both(one: Option<&Change>, other: Option<&Change>) -> Option<Change> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Change::new(one.cause, format!("{}, and {}", one.how, other.how))),
        (one, other) => one.or(other).cloned(),
    }
}

/// What is left of a header's name when the ways to write it differ.
fn stem(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).to_ascii_lowercase().replace('_', "-");
    let name = name.trim_end_matches('-');
    let name = name.strip_prefix("redirect-").unwrap_or(name);
    let name = name.strip_prefix("http-").unwrap_or(name);
    let name = name.strip_prefix("x-forwarded-").unwrap_or(name);
    name.strip_prefix("x-").or_else(|| name.strip_prefix("d-")).unwrap_or(name).to_owned()
}
