//! The README's first lines in each language, taken from that language's own README, whose blocks its own tests run.

use std::fmt::Write;
use std::fs;

/// A package on the core or on the C library.
struct Language {
    name: &'static str,
    folder: &'static str,
    /// As in a block's fence.
    fence: &'static str,
    built_on: &'static str,
}

const fn language(
    name: &'static str,
    folder: &'static str,
    fence: &'static str,
    built_on: &'static str,
) -> Language {
    Language { name, folder, fence, built_on }
}

const LANGUAGES: [Language; 8] = [
    language("C", "ffi", "c", "the crate"),
    language("Python", "python", "python", "the crate"),
    language("Node", "node", "js", "the crate"),
    language("Go", "go", "go", "the C library"),
    language("PHP", "php", "php", "the C library"),
    language("Java", "jvm", "java", "the C library"),
    language("Kotlin", "jvm", "kotlin", "the C library"),
    language("C#", "dotnet", "csharp", "the C library"),
];

/// All languages that run the vectors.
#[must_use]
pub fn names() -> Vec<&'static str> {
    let others = LANGUAGES.iter().map(|language| language.name);
    std::iter::once("Rust").chain(others).collect()
}

/// A table of the languages that have a README, and the first block of each.
#[must_use]
pub fn languages() -> String {
    let mut text = String::from(
        "| language | folder | built on |\n|---|---|---|\n\
         | Rust | [`core`](core) | |\n\
         | a shell | [`cli`](cli) | the crate |\n",
    );
    let mut blocks = String::new();
    for Language { name, folder, fence, built_on } in &LANGUAGES {
        let page = fs::read_to_string(crate::top().join(folder).join("README.md")).unwrap_or_default();
        let Some(block) = first_block(&page, fence) else { continue };
        let _ = writeln!(text, "| {name} | [`{folder}`]({folder}/README.md) | {built_on} |");
        let _ =
            write!(blocks, "\n<details><summary>{name}</summary>\n\n```{fence}\n{block}```\n\n</details>\n");
    }
    text + &blocks
}

fn first_block<'a>(page: &'a str, fence: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("\n```{fence}\n"))?;
    let end = rest.find("\n```")?;
    rest.get(..=end)
}
