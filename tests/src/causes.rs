//! A page for each cause that explaining knows: what it means, how to mend it, where it happened, and an example that is run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use paysig::explain::Cause;
use serde::Deserialize;

use crate::explain::{Case, read_cases};
use crate::generated::Generated;

/// Where causes happened to others.
#[derive(Deserialize)]
struct Sources {
    causes: BTreeMap<String, Seen>,
}

#[derive(Deserialize)]
struct Seen {
    sources: Vec<Source>,
    note: Option<String>,
}

#[derive(Deserialize)]
struct Source {
    url: String,
    title: String,
    what: String,
}

/// The pages, and the page that lists them.
///
/// # Panics
/// When a cause has no example or no entry among the sources, or its example is not explained by it.
#[must_use]
pub fn pages() -> Vec<Generated> {
    let path = crate::top().join("tests/explain/sources.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let sources: Sources =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let cases = read_cases();
    let mut pages = vec![Generated { path: "docs/causes/README.md".into(), marker: None, text: list() }];
    for cause in Cause::ALL {
        let seen = sources.causes.get(cause.id());
        let seen =
            seen.unwrap_or_else(|| panic!("tests/explain/sources.json says nothing of {}", cause.id()));
        let alone = |case: &&Case| case.expect.causes.iter().map(String::as_str).eq([cause.id()]);
        let example =
            cases.iter().find(alone).unwrap_or_else(|| panic!("no message shows {} alone", cause.id()));
        let text = page(*cause, seen, example);
        pages.push(Generated { path: format!("docs/causes/{}.md", cause.id()), marker: None, text });
    }
    pages
}

fn list() -> String {
    let mut page = String::from(
        "# Why a signature does not match\n\n\
         Generated from the one table in `core/src/explain/causes.rs`. `paysig explain`, and `explain` in every language, names a cause by \
         its id; the ids never change. A cause is claimed only when the signature was recomputed with it (*proven*), when it is \
         visible in the message (*evident*), or, for time zones, when it fits what is visible (*likely*).\n\n\
         | cause | what happened |\n|---|---|\n",
    );
    for cause in Cause::ALL {
        let _ = writeln!(page, "| [`{id}`]({id}.md) | {} |", cause.summary(), id = cause.id());
    }
    page
}

fn page(cause: Cause, seen: &Seen, example: &Case) -> String {
    let mut page = format!("# {}\n\n{}\n\n**What to do.** {}\n", cause.id(), cause.summary(), cause.fix());
    let explanation = example
        .ready()
        .and_then(|ready| ready.explain())
        .unwrap_or_else(|error| panic!("{}: {error}", example.id));
    let _ = write!(
        page,
        "\n## An example\n\nA message of `{}`, broken for real: {}. The case is `{}` of `tests/explain`. What `explain` says of it:\n\n\
         ```text\n{}\n```\n",
        example.scheme,
        example.made_by,
        example.id,
        explanation.to_string().trim_end()
    );
    page.push_str("\n## Where it happened\n\n");
    for Source { url, title, what } in &seen.sources {
        let _ = writeln!(page, "- [{}]({url}): {what}", title.replace('[', "\\[").replace(']', "\\]"));
    }
    if let Some(note) = &seen.note {
        let _ = writeln!(page, "{}{note}", if seen.sources.is_empty() { "" } else { "\n" });
    }
    page
}
