//! The edge cases on which libraries disagree, and the one answer here: taken from the vectors, which every language runs.

use std::collections::BTreeSet;
use std::fmt::Write;

use paysig::gateways::schemes;
use paysig::scheme::Role;

use crate::languages;
use crate::vectors::{Expect, Operation, read_index, read_set};

/// A question, and the vectors that ask it: their names after `…/verify/`. A star stands for anything, `{secret}` for the name of each
/// secret.
struct Question {
    topic: &'static str,
    text: &'static str,
    cases: &'static [&'static str],
}

const fn ask(topic: &'static str, text: &'static str, cases: &'static [&'static str]) -> Question {
    Question { topic, text, cases }
}

const QUESTIONS: &[Question] = &[
    ask("Body", "bytes that are not UTF-8, signed as they are", &["body-not-utf-8"]),
    ask("Body", "a body whose bytes were decoded as text and encoded again", &["body-decoded-as-text"]),
    ask("Body", "a NUL byte inside", &["body-nul"]),
    ask("Body", "the same, cut at the NUL", &["body-cut-at-a-nul"]),
    ask("Body", "a byte order mark, signed as it is", &["body-byte-order-mark"]),
    ask("Body", "the byte order mark lost on the way", &["body-without-its-byte-order-mark"]),
    ask(
        "Body",
        "JSON parsed and written again",
        &["body-re-serialised-*", "body-with-escaped-slashes", "body-with-a-number-rewritten"],
    ),
    ask("Body", "Unicode in another normal form", &["body-in-another-normal-form"]),
    ask(
        "Body",
        "line ends changed, a final one added or cut",
        &["body-with-line-ends-changed", "body-with-a-newline-added", "body-with-its-newline-cut"],
    ),
    ask("Body", "an empty body, signed as such", &["body-empty"]),
    ask("Body", "no body handed over at all", &["no-body"]),
    ask("Time", "tolerance 0", &["tolerance-of-zero"]),
    ask(
        "Time",
        "a tolerance that is negative, empty or no number",
        &["tolerance-negative", "tolerance-empty", "tolerance-of-words"],
    ),
    ask("Time", "a tolerance, and no check of the time", &["tolerance-and-freshness-off"]),
    ask(
        "Time",
        "exactly as old, or as far ahead, as allowed",
        &["fresh-as-old-as-allowed", "fresh-as-far-ahead-as-allowed"],
    ),
    ask("Time", "one millisecond older than allowed", &["stale-by-one-millisecond"]),
    ask(
        "Time",
        "a timestamp in the future, beyond the tolerance",
        &["future-by-one-millisecond", "future-by-a-day"],
    ),
    ask("Time", "seconds where milliseconds belong, or the reverse", &["timestamp-in-the-other-unit"]),
    ask(
        "Time",
        "a sign, a fraction, hex, other scripts' digits, a date, nothing",
        &[
            "timestamp-with-a-sign",
            "timestamp-negative",
            "timestamp-with-a-fraction",
            "timestamp-in-hex",
            "timestamp-in-other-digits",
            "timestamp-a-date",
            "timestamp-empty",
        ],
    ),
    ask(
        "Time",
        "too old and not authentic: which is said",
        &["order-mismatch-before-stale", "order-mismatch-before-future"],
    ),
    ask("Headers", "names in any case", &["names-in-lower-case", "names-in-upper-case", "names-in-odd-case"]),
    ask("Headers", "spaces and tabs around values", &["values-in-spaces", "values-in-tabs"]),
    ask(
        "Headers",
        "a header twice, both alike or one wrong, in one case or two",
        &["*-twice-and-one-wrong", "*-twice-in-two-cases"],
    ),
    ask(
        "Headers",
        "two values folded into one with a comma, or a comma at the end",
        &["*-folded-with-a-comma", "*-with-a-comma-at-the-end"],
    ),
    ask("Headers", "others with similar names beside it", &["headers-of-similar-names"]),
    ask("Signature", "empty", &["signature-empty"]),
    ask("Signature", "a word that is neither base64 nor hex of the right length", &["signature-a-word"]),
    ask(
        "Signature",
        "base64 without padding, or with more than belongs there",
        &["signature-without-padding", "signature-with-more-padding"],
    ),
    ask("Signature", "base64 with bits after the end", &["signature-with-bits-after-the-end"]),
    ask("Signature", "base64 in lines", &["signature-wrapped", "signature-wrapped-with-crlf"]),
    ask("Signature", "the URL-safe alphabet", &["signature-url-safe"]),
    ask("Signature", "hex where base64 belongs", &["signature-in-hex"]),
    ask(
        "Signature",
        "quoted, or with white space inside or after",
        &["signature-quoted", "signature-with-a-space-inside", "signature-with-a-line-break-after"],
    ),
    ask("Signature", "two in one header, without the comma between", &["signature-twice-in-one"]),
    ask("Signature", "a version before it, as in `v1,…`", &["signature-with-a-version-and-a-comma"]),
    ask("Signature", "the same without its comma", &["signature-with-a-version-and-no-comma"]),
    ask("Signature", "a byte short or long", &["signature-one-byte-short", "signature-one-byte-long"]),
    ask(
        "Secret",
        "white space before, or a line break after",
        &["{secret}-with-a-space-before", "{secret}-with-a-line-break-after"],
    ),
    ask("Secret", "empty", &["{secret}-empty"]),
    ask("Secret", "not UTF-8", &["{secret}-not-utf-8"]),
    ask(
        "Secret",
        "signed with the secret and the line break after it",
        &["signature-with-a-line-break-in-the-secret"],
    ),
    ask("Sender", "the id in another case", &["sender-in-another-case"]),
    ask("Sender", "an id of ours, and another party's key", &["sender-of-another-party"]),
    ask(
        "Rotation",
        "signed with the old key, or with the new one, while both are given",
        &["rotating-old-key", "rotating-new-key", "rotating-new-key-given-first"],
    ),
    ask(
        "Options",
        "one that nobody knows, or in another case",
        &["option-unknown-colour", "option-unknown-tolerance-in-another-case"],
    ),
];

/// What the cases of a question expect.
struct Answer {
    outcomes: BTreeSet<String>,
    cases: usize,
    schemes: BTreeSet<String>,
}

/// Whether a pattern of [`Question`] is this name.
fn matches(pattern: &str, name: &str, secrets: &BTreeSet<String>) -> bool {
    if let Some(end) = pattern.strip_prefix("{secret}") {
        return name.strip_suffix(end).is_some_and(|field| secrets.contains(field));
    }
    match pattern.split_once('*') {
        Some((start, end)) => name.starts_with(start) && name.ends_with(end),
        None => name == pattern,
    }
}

/// The page.
///
/// # Panics
/// When a pattern matches no case, or a question has several answers.
#[must_use]
pub fn page() -> String {
    let secret = |role| role == Role::Secret;
    let secrets: BTreeSet<String> = schemes()
        .flat_map(|scheme| scheme.fields.iter())
        .filter(|field| secret(field.role))
        .map(|field| field.name.replace('_', "-"))
        .collect();
    let index = read_index();
    let verified: Vec<(String, String, String)> = index
        .files
        .iter()
        .flat_map(|file| read_set(&file.file))
        .filter(|case| case.operation == Operation::Verify)
        .filter_map(|case| {
            let (scheme, name) = case.id.split_once("/verify/")?;
            let outcome = match &case.expect {
                Expect::Error { error } => format!("`{error}`"),
                _ => "accepted".to_owned(),
            };
            Some((scheme.to_owned(), name.to_owned(), outcome))
        })
        .collect();

    let mut text = format!(
        "# One answer to what others answer differently\n\n\
         Generated from the vectors under `tests/vectors/`. Ports of one scheme by hand disagree on these questions, and so do \
         several official kits of one vendor. Here a question has one answer, in every scheme that it can be asked of and in \
         every language: {}. Each language runs all {} vectors through its own functions in `make test`, and fails unless it ran \
         all of them.\n\n\
         The table counts the vectors behind each answer. A question with two answers among them would fail the test that makes \
         this page.\n\n\
         | about | the question | the answer | vectors | schemes |\n|---|---|---|---|---|\n",
        languages::names().join(", "),
        index.total
    );
    let mut all = 0;
    for question in QUESTIONS {
        let answer = answer(question, &verified, &secrets);
        all += answer.cases;
        let outcomes: Vec<String> = answer.outcomes.into_iter().collect();
        let [outcome] = outcomes.as_slice() else {
            panic!("{}: {} has several answers: {}", question.topic, question.text, outcomes.join(", "));
        };
        let _ = writeln!(
            text,
            "| {} | {} | {outcome} | {} | {} |",
            question.topic,
            question.text,
            answer.cases,
            answer.schemes.len()
        );
    }
    let _ = write!(text, "\n{} questions, {all} vectors.\n", QUESTIONS.len());
    text
}

fn answer(question: &Question, verified: &[(String, String, String)], secrets: &BTreeSet<String>) -> Answer {
    let mut answer = Answer { outcomes: BTreeSet::new(), cases: 0, schemes: BTreeSet::new() };
    for pattern in question.cases {
        let before = answer.cases;
        for (scheme, name, outcome) in verified {
            if matches(pattern, name, secrets) {
                answer.cases += 1;
                answer.outcomes.insert(outcome.clone());
                answer.schemes.insert(scheme.clone());
            }
        }
        assert!(answer.cases > before, "{pattern} is the name of no vector");
    }
    answer
}
