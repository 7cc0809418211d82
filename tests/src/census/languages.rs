//! The census of the languages on the core and on the C library. Each language's own tests make its calls and keep what came of them under
//! `tests/census`; here they become tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use paysig::ErrorCode;

use super::types;

/// A cell of a census: what was called, which of its arguments was bad, in which way, and what came of it.
pub(super) struct Call<'a> {
    pub(super) function: &'a str,
    pub(super) argument: &'a str,
    pub(super) kind: &'a str,
    pub(super) outcome: &'a str,
}

/// Marks a function that takes nothing from outside: its line has no argument and no kind.
pub(super) const NONE: &str = "–";

/// Name, file, and what its tables do not say by themselves.
const LANGUAGES: [(&str, &str, &str); 6] = [
    ("Python", "python", ""),
    ("Node", "node", ""),
    (
        "Go",
        "go",
        " `ErrNoAnswer`: the request went out, and the `RoundTripper` that sent it lost the answer.",
    ),
    (
        "PHP",
        "php",
        " `Error` is PHP's own, of an object that was made around its constructor: by reflection, or, where it holds data only, from \
         serialized text that leaves it out. It names the property that is missing.",
    ),
    ("JVM", "jvm", ""),
    (".NET", "dotnet", ""),
];

/// The sections of all languages that have a census.
///
/// # Panics
/// When a census cannot be read, leaves a cell empty, or lacks one that the argument's type must have.
pub(super) fn sections() -> String {
    let mut page = String::new();
    for (language, file, note) in LANGUAGES {
        let path = crate::top().join(format!("tests/census/{file}.tsv"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut calls: Vec<Call<'_>> = text.lines().map(|line| parse(file, line)).collect();
        // A language's tests may come back to an argument, as when it is closed.
        let mut places = BTreeMap::new();
        for (place, call) in calls.iter().enumerate() {
            places.entry((call.function, call.argument)).or_insert(place);
        }
        calls.sort_by_key(|call| places.get(&(call.function, call.argument)).copied());
        let _ = write!(page, "\n## {language}\n\n{}{note}\n", section(file, &calls));
    }
    page
}

fn parse<'a>(file: &str, line: &'a str) -> Call<'a> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[function, argument, kind, outcome] = columns.as_slice() else {
        panic!("tests/census/{file}.tsv: not four columns: {line:?}");
    };
    let empty = columns.iter().any(|column| column.trim().is_empty());
    assert!(!empty, "tests/census/{file}.tsv: an empty cell: {line:?}");
    Call { function, argument, kind, outcome }
}

/// Arguments of one type share a table: the kinds that they must be given are its columns.
fn section(file: &str, calls: &[Call<'_>]) -> String {
    let mut page = String::new();
    let bad = |call: &&Call<'_>| call.argument != NONE;
    let rows: Vec<&[Call<'_>]> = calls
        .chunk_by(|a, b| (a.function, a.argument) == (b.function, b.argument))
        .filter(|row| row.first().is_some_and(|first| bad(&first)))
        .collect();
    let functions: BTreeSet<&str> =
        rows.iter().flat_map(|row| row.iter().map(|call| call.function)).collect();
    let tables = types::by_type(file, &rows).unwrap_or_else(|error| panic!("tests/census/{error}"));
    for (name, rows) in &tables {
        let kinds: Vec<&str> = rows.iter().take(1).flat_map(|row| row.iter().map(|call| call.kind)).collect();
        let rule = "---|".repeat(kinds.len());
        let _ = writeln!(page, "{name}:\n\n| function | argument | {} |\n|---|---|{rule}", kinds.join(" | "));
        for row in rows {
            let Some(first) = row.first() else { continue };
            let outcomes: Vec<&str> = row.iter().map(|call| call.outcome).collect();
            let _ =
                writeln!(page, "| `{}` | {} | {} |", first.function, first.argument, outcomes.join(" | "));
        }
        page.push('\n');
    }
    let made = calls.iter().filter(bad).filter(|call| call.outcome != "cannot be written").count();
    let _ = write!(page, "{} functions, {} arguments, {made} calls.", functions.len(), rows.len());
    let mut words = BTreeMap::new();
    for call in calls.iter().filter(bad).filter(|call| is_the_languages_own(call.outcome)) {
        *words.entry(call.outcome).or_insert(0) += 1;
    }
    if !words.is_empty() {
        let words: Vec<String> = words.iter().map(|(word, count)| format!("{count} × {word}")).collect();
        let _ = write!(page, " Under no code of paysig's: {}.", words.join(", "));
    }
    let own: Vec<String> = calls
        .iter()
        .filter(|call| call.argument == NONE)
        .map(|call| format!("`{}`", call.function))
        .collect();
    if !own.is_empty() {
        let _ = write!(page, " Take nothing but what paysig made: {}.", own.join(", "));
    }
    page
}

/// Neither an error's name nor what a cell says of itself.
fn is_the_languages_own(outcome: &str) -> bool {
    let word = outcome.trim_matches('`');
    word != outcome && !ErrorCode::ALL.iter().any(|code| code.name() == word)
}
