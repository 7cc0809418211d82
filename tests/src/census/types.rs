//! What an argument of each type must be given, in each language: a row that lacks a kind is an error, not a table of its own.

use super::languages::Call;

/// What text and bytes are given.
const TEXT: &[&str] = &[
    "empty",
    "white space around",
    "NUL and control characters",
    "not UTF-8",
    "nonsense",
    "right-to-left and emoji",
    "1 MiB",
];
const NOTHING: &[&str] = &["nothing"];
const EMPTY: &[&str] = &["empty"];
const CLOSED: &[&str] = &["closed"];
/// What the caller hands over to be called fails by itself.
const THROWS: &[&str] = &["throws"];
/// In a language whose types are checked before a call.
const NUMBER: &[&str] = &["0", "-1", "the greatest", "the least"];
const PYTHONS_NUMBER: &[&str] = &["0", "-1", "the greatest", "beyond 64 bits", "`True`", "a fraction", "NaN"];
const NODES_NUMBER: &[&str] =
    &["0", "-1", "the greatest", "beyond whole numbers", "a fraction", "NaN", "Infinity"];
/// In a language whose types are checked by the call.
const WRONG: &[&str] = &["nothing", "another type"];
const WRONG_IN_NODE: &[&str] = &["nothing", "`null`", "another type"];

/// What the type is called above its table, and its kinds, in the order of the columns.
type Type = (&'static str, &'static [&'static [&'static str]]);

const PYTHON: &[Type] = &[
    ("Text or bytes", &[WRONG, TEXT]),
    ("Text or bytes that a framework hands over", &[TEXT]),
    ("Collections", &[WRONG, EMPTY]),
    ("Numbers", &[WRONG, PYTHONS_NUMBER]),
    ("Times", &[WRONG, PYTHONS_NUMBER, &["no time zone"]]),
    ("Objects, functions, and what is true or false", &[WRONG]),
];
const NODE: &[Type] = &[
    ("Text or bytes", &[WRONG_IN_NODE, TEXT]),
    ("Names in an object, and text or bytes that a framework hands over", &[TEXT]),
    ("Objects that hold something", &[WRONG_IN_NODE, EMPTY]),
    ("Headers", &[WRONG_IN_NODE, EMPTY, &["nonsense"]]),
    ("Numbers", &[WRONG_IN_NODE, NODES_NUMBER]),
    ("Numbers that are 2048 where nothing is given", &[&["`null`", "another type"], NODES_NUMBER]),
    ("Times", &[WRONG_IN_NODE, NODES_NUMBER, &["no valid date"]]),
    ("Other objects, functions, and what is true or false", &[WRONG_IN_NODE]),
];
const GO: &[Type] = &[
    ("Text or bytes", &[NOTHING, TEXT]),
    ("Numbers", &[NUMBER]),
    ("Pointers, interfaces, maps and slices", &[NOTHING, EMPTY]),
];
const PHP: &[Type] = &[
    ("Text", &[WRONG, TEXT]),
    ("Arrays and objects", &[WRONG, EMPTY]),
    ("Numbers", &[WRONG, NUMBER, &["NaN", "true"]]),
    ("Times", &[WRONG, NUMBER]),
    ("The object itself", &[&["without its constructor", "unserialized from nothing", "a copy"]]),
];
const JVM: &[Type] = &[
    ("Text or bytes", &[NOTHING, TEXT]),
    ("Text or bytes that the caller's own code gives", &[NOTHING, TEXT, THROWS]),
    ("Collections of paysig's", &[NOTHING, EMPTY]),
    ("Collections of the caller's, whose own code runs", &[NOTHING, EMPTY, THROWS]),
    ("Sets of credentials within a keyring", &[EMPTY]),
    ("Numbers", &[NUMBER]),
    ("Numbers that may be left out", &[NOTHING, NUMBER]),
    ("What can be closed and cannot be missing", &[CLOSED]),
    ("What can be closed", &[NOTHING, CLOSED]),
    ("Other objects", &[NOTHING]),
];
const DOTNET: &[Type] = &[
    ("Text or bytes", &[NOTHING, TEXT]),
    ("Text that the caller's own code gives", &[NOTHING, TEXT, THROWS]),
    ("Streams", &[NOTHING, TEXT, CLOSED, THROWS]),
    ("Collections of paysig's", &[NOTHING, EMPTY]),
    ("Collections of the caller's, whose own code runs", &[NOTHING, EMPTY, THROWS]),
    ("Sets of credentials within a keyring", &[EMPTY]),
    ("Numbers", &[NUMBER]),
    ("Numbers that may be left out", &[NOTHING, NUMBER]),
    ("What can be closed and cannot be missing", &[CLOSED]),
    ("What can be closed", &[NOTHING, CLOSED]),
    ("Other objects", &[NOTHING]),
];

/// Every argument of one name has one type, but for these: the language, the argument, and why it has several.
const SEVERAL: &[(&str, &str, &str)] = &[
    ("python", "replay_key", "a switch of `verify`, and a text in `Verified`"),
    ("node", "message", "an object that is signed, and the text of an error"),
    ("node", "a header's value", "what `Headers` of the web hold has been made text already"),
    ("jvm", "options", "paysig's own, a map of the caller's, and a message"),
    ("jvm", "headers", "paysig's own, and a map of the caller's"),
    ("jvm", "itself", "Kotlin's extensions are functions that Java can call with null"),
    ("jvm", "token", "a text, and what is called for one"),
    ("jvm", "others", "one set of credentials, and a keyring, whose sets have rows of their own"),
    ("jvm", "body", "bytes, and a stream"),
    ("jvm", "values", "Kotlin's pairs, and a map of the caller's"),
    ("dotnet", "value", "what C# calls whatever a property is set to"),
    ("dotnet", "headers", "collections of .NET's own, and any sequence of the caller's"),
    ("dotnet", "body", "bytes, and a stream"),
];

fn types_of(language: &str) -> &'static [Type] {
    match language {
        "python" => PYTHON,
        "node" => NODE,
        "go" => GO,
        "php" => PHP,
        "jvm" => JVM,
        "dotnet" => DOTNET,
        _ => &[],
    }
}

/// A type's name, and for each argument of it its calls.
type Table<'a, 'b> = (&'static str, Vec<&'b [Call<'a>]>);

/// The rows of each type, in the order of the types above.
pub(super) fn by_type<'a, 'b>(language: &str, rows: &[&'b [Call<'a>]]) -> Result<Vec<Table<'a, 'b>>, String> {
    let mut tables: Vec<Table<'a, 'b>> =
        types_of(language).iter().map(|(name, _)| (*name, Vec::new())).collect();
    let mut types_by_argument: Vec<(&str, usize)> = Vec::new();
    for row in rows {
        let Some(first) = row.first() else { continue };
        let found = type_of(language, row)?;
        if let Some((_, of_row)) = tables.get_mut(found) {
            of_row.push(row);
        }
        if !types_by_argument.contains(&(first.argument, found)) {
            types_by_argument.push((first.argument, found));
        }
    }
    if let Some((unused, _)) = tables.iter().find(|(_, rows)| rows.is_empty()) {
        return Err(format!("{language}: no argument has the type {unused:?}"));
    }
    for (argument, _) in &types_by_argument {
        let count = types_by_argument.iter().filter(|(other, _)| other == argument).count();
        let stated = SEVERAL.iter().any(|(of, name, _)| (of, name) == (&language, argument));
        if (count > 1) != stated {
            return Err(format!(
                "{language}: {argument}: {count} types of this name, against what SEVERAL says: does a row lack kinds?"
            ));
        }
    }
    let gone = SEVERAL.iter().find(|(of, name, why)| {
        why.is_empty() || (*of == language && !types_by_argument.iter().any(|(argument, _)| argument == name))
    });
    match gone {
        Some((_, name, _)) => {
            Err(format!("{language}: SEVERAL is about no argument, or has no reason: {name}"))
        }
        None => Ok(tables),
    }
}

/// Which of the language's types the kinds of a row are those of.
fn type_of(language: &str, row: &[Call<'_>]) -> Result<usize, String> {
    let given: Vec<&str> = row.iter().map(|call| call.kind).collect();
    let types = types_of(language);
    if let Some(found) = types.iter().position(|(_, kinds)| kinds.concat() == given) {
        return Ok(found);
    }
    let lacks = |kinds: &[&[&'static str]]| -> Vec<&'static str> {
        kinds.concat().into_iter().filter(|kind| !given.contains(kind)).collect()
    };
    let common = |kinds: &[&[&str]]| kinds.concat().iter().filter(|kind| given.contains(kind)).count();
    let nearest =
        types.iter().max_by_key(|(_, kinds)| (common(kinds), std::cmp::Reverse(lacks(kinds).len())));
    let (function, argument) = row.first().map_or(("", ""), |call| (call.function, call.argument));
    Err(match nearest {
        Some((name, kinds)) => {
            format!(
                "{language}: {function}: {argument} has {given:?}; as {name:?} it lacks {:?}",
                lacks(kinds)
            )
        }
        None => format!("{language} has no types"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPLETE: &str = include_str!("../../census/go.tsv");

    fn checked(text: &str) -> Result<usize, String> {
        let calls: Vec<Call<'_>> = text
            .lines()
            .filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
                [function, argument, kind, outcome] => Some(Call { function, argument, kind, outcome }),
                _ => None,
            })
            .filter(|call| call.argument != super::super::languages::NONE)
            .collect();
        let rows: Vec<&[Call<'_>]> =
            calls.chunk_by(|a, b| (a.function, a.argument) == (b.function, b.argument)).collect();
        by_type("go", &rows).map(|tables| tables.iter().map(|(_, rows)| rows.len()).sum())
    }

    #[test]
    fn a_row_without_one_of_its_kinds_is_an_error() {
        assert!(checked(COMPLETE).is_ok_and(|rows| rows > 200));
        let mut found = 0;
        for (number, left_out) in COMPLETE.lines().enumerate().filter(|(_, line)| line.contains("\t1 MiB\t"))
        {
            let others = COMPLETE.lines().enumerate().filter(|(other, _)| *other != number);
            let text: Vec<&str> = others.map(|(_, line)| line).collect();
            let error = checked(&text.join("\n")).expect_err(left_out);
            assert!(error.contains("lacks [\"1 MiB\"]"), "{error}");
            found += 1;
        }
        assert!(found > 100, "{found}");
    }

    #[test]
    fn an_argument_that_is_text_elsewhere_is_given_what_text_is_given() {
        // As text it has more kinds than as a pointer, and would pass as one.
        let short: Vec<&str> = COMPLETE
            .lines()
            .filter(|line| {
                let columns: Vec<&str> = line.split('\t').collect();
                columns[..2] != ["Signer.Sign", "body"] || ["nothing", "empty"].contains(&columns[2])
            })
            .collect();
        assert!(short.len() < COMPLETE.lines().count());
        let error = checked(&short.join("\n")).expect_err("two kinds only");
        assert!(error.contains("go: body: 2 types"), "{error}");
    }
}
