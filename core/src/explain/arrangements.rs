//! How the parts of a string to sign may have been joined otherwise: in another order, with something between them, one left out.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::causes::Cause;
use super::change::Change;
use super::identities::Identity;
use super::strings::{Material, distinct};
use crate::scheme::Part;

/// Another way to join the parts.
pub(super) struct Arrangement<'m> {
    pub(super) change: Change,
    pub(super) rank: u8,
    joins: Joins<'m>,
}

enum Joins<'m> {
    /// The parts at these places, in this order.
    Places(Vec<usize>),
    With {
        separator: &'static [u8],
        skips_empty: bool,
    },
    Front(&'m [u8]),
    Back(&'m [u8]),
}

impl<'m> Material<'m> {
    /// The other ways to join the parts, of which some hold the bytes given.
    pub(super) fn arrangements(
        &self,
        identity: &'m Identity<'_>,
        bytes: &[Cow<'_, [u8]>],
    ) -> Vec<Arrangement<'m>> {
        let parts = self.scheme.parts();
        let mut all = left_out(parts, bytes);
        let filled: Vec<usize> =
            (0..bytes.len()).filter(|place| bytes.get(*place).is_some_and(|part| !part.is_empty())).collect();
        if filled.len() > 1 {
            all.extend(reordered(&filled));
            for (separator, words) in SEPARATORS {
                for skips_empty in [false, true] {
                    if skips_empty && filled.len() == bytes.len() {
                        continue;
                    }
                    let how = format!(
                        "{words} between the parts{}",
                        if skips_empty { " that are not empty" } else { "" }
                    );
                    all.push(Arrangement {
                        change: Change::new(Cause::Separator, how),
                        rank: 2,
                        joins: Joins::With { separator: separator.as_bytes(), skips_empty },
                    });
                }
            }
        }
        if parts.last() != Some(&Part::Body) {
            for (end, words) in [("\n", "a line feed"), ("\r\n", "CR and LF")] {
                let change =
                    Change::new(Cause::StringFinalNewline, format!("{words} after the string to sign"));
                all.push(Arrangement { change, rank: 1, joins: Joins::Back(end.as_bytes()) });
            }
        }
        let mut added: Vec<(Cow<'static, str>, &'m [u8])> = Vec::new();
        let signs = |wanted: &[Part]| parts.iter().any(|part| wanted.contains(part));
        if !signs(&[Part::Method]) {
            added.push(("the method".into(), self.method.as_bytes()));
        }
        if !signs(&[Part::Path, Part::Query, Part::Target]) {
            added.push((
                "the path".into(),
                if self.target.whole.is_empty() { b"" } else { self.target.path.as_bytes() },
            ));
            added.push(("the whole URL".into(), self.target.whole.as_bytes()));
        }
        for (name, text) in identity.public_texts() {
            if !signs(&[Part::Field(name.to_owned().into())]) {
                added.push((name.to_owned().into(), text));
            }
        }
        for (what, bytes) in added.into_iter().filter(|(_, bytes)| !bytes.is_empty()) {
            for (joins, place) in [(Joins::Front(bytes), "before"), (Joins::Back(bytes), "after")] {
                let change = Change::new(Cause::PartAdded, format!("{what} {place} the other parts"));
                all.push(Arrangement { change, rank: 2, joins });
            }
        }
        all
    }
}

impl Arrangement<'_> {
    pub(super) fn apply<'s>(&'s self, parts: &'s [Cow<'_, [u8]>]) -> Vec<&'s [u8]> {
        let plain = parts.iter().map(AsRef::as_ref);
        match &self.joins {
            Joins::Places(places) => {
                places.iter().filter_map(|place| Some(parts.get(*place)?.as_ref())).collect()
            }
            Joins::With { separator, skips_empty } => {
                let mut joined = Vec::with_capacity(2 * parts.len());
                for part in plain.filter(|part| !skips_empty || !part.is_empty()) {
                    if !joined.is_empty() {
                        joined.push(*separator);
                    }
                    joined.push(part);
                }
                joined
            }
            Joins::Front(bytes) => std::iter::once(*bytes).chain(plain).collect(),
            Joins::Back(bytes) => plain.chain(std::iter::once(*bytes)).collect(),
        }
    }
}

const SEPARATORS: &[(&str, &str)] = &[
    ("\n", "a line feed"),
    (".", "a point"),
    ("|", "a bar"),
    (":", "a colon"),
    ("&", "an ampersand"),
    (",", "a comma"),
    (" ", "a space"),
    ("-", "a hyphen"),
    ("+", "a plus sign"),
    (";", "a semicolon"),
    ("_", "an underscore"),
    ("\r\n", "CR and LF"),
];

/// Every set of parts that may have been left out, the smallest first; all but one of up to five.
fn left_out<'m>(parts: &[Part], bytes: &[Cow<'_, [u8]>]) -> Vec<Arrangement<'m>> {
    let filled: Vec<&Part> = distinct(parts)
        .filter(|part| parts.iter().zip(bytes).any(|(other, bytes)| other == *part && !bytes.is_empty()))
        .take(5)
        .collect();
    let mut sets: Vec<Vec<&Part>> = (1u32..1 << filled.len())
        .map(|mask| {
            filled.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, part)| *part).collect()
        })
        .filter(|set: &Vec<&Part>| set.len() < filled.len())
        .collect();
    sets.sort_by_key(Vec::len);
    let leaving = |set: Vec<&Part>| {
        let names: Vec<&str> = set.iter().map(|part| part.name()).collect();
        let places =
            (0..parts.len()).filter(|place| parts.get(*place).is_some_and(|part| !set.contains(&part)));
        Arrangement {
            change: Change::new(
                Cause::PartLeftOut,
                format!("the string to sign without {}", names.join(", ")),
            ),
            rank: if set.len() == 1 { 1 } else { 3 },
            joins: Joins::Places(places.collect()),
        }
    };
    sets.into_iter().map(leaving).collect()
}

/// Every order of up to four parts; of more, those that people mix up: two neighbours, or the last part first.
fn reordered<'m>(filled: &[usize]) -> Vec<Arrangement<'m>> {
    let mut orders: BTreeSet<Vec<usize>> = BTreeSet::new();
    if filled.len() <= 4 {
        permute(&mut filled.to_vec(), 0, &mut orders);
    } else {
        for at in 1..filled.len() {
            let mut swapped = filled.to_vec();
            swapped.swap(at - 1, at);
            let mut rotated = filled.to_vec();
            rotated.rotate_left(at);
            orders.extend([swapped, rotated]);
        }
        orders.insert(filled.iter().rev().copied().collect());
    }
    orders.remove(filled);
    let arranged = |places: Vec<usize>| {
        let words: Vec<String> = places
            .iter()
            .map(|place| filled.iter().position(|other| other == place).map_or(0, |at| at + 1).to_string())
            .collect();
        let how = format!("the parts that are not empty in the order {}", words.join(", "));
        Arrangement { change: Change::new(Cause::PartsOrder, how), rank: 2, joins: Joins::Places(places) }
    };
    orders.into_iter().map(arranged).collect()
}

fn permute(places: &mut Vec<usize>, from: usize, orders: &mut BTreeSet<Vec<usize>>) {
    if from == places.len() {
        orders.insert(places.clone());
    }
    for at in from..places.len() {
        places.swap(from, at);
        permute(places, from + 1, orders);
        places.swap(from, at);
    }
}
