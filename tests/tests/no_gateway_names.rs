//! A gateway is data: its name stands in its own file, in what is generated from it, in documents (comments are documents), tests
//! and examples, and nowhere else. Whoever adds one changes no line of the engine or of any language.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use paysig::gateways::GATEWAYS;

/// Folders whose files may name gateways: data, documents, tests and examples.
const FREE_FOLDERS: [&str; 11] = [
    "gateways", "docs", "tests", "test", "testdata", "examples", "demo", "bench", "benches", "fuzz", "assure",
];

#[test]
fn no_gateway_is_named_in_hand_written_code() {
    let names = names();
    let files = code_files();
    assert!(
        files.iter().any(|file| file == "core/src/verifier.rs"),
        "the engine was not searched: {files:?}"
    );
    let found: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let source = fs::read_to_string(paysig_tests::top().join(file)).unwrap_or_default();
            let lines = lines_naming(&names, Language::of(file, &source), &source);
            lines.into_iter().map(|(number, line)| format!("{file}:{number}: {line}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(
        found.is_empty(),
        "code that names a gateway; make it data of the scheme, generate it, or say it in a comment:\n{}",
        found.join("\n")
    );
}

#[test]
fn the_search_finds_what_it_is_for() {
    let names = names();
    for (language, line) in [
        (Language::Slashes, "const fn smart_glocal_webhook() {}"),
        (Language::Slashes, "let id = \"Smart2Pay/request\"; // why"),
        (Language::Slashes, "class SmartGlocalSigner {}"),
        (Language::Slashes, "let url = \"https://openapi.stablelink.app/\";"),
        (Language::Slashes, "/* a comment */ let aeterna = 1;"),
        (Language::Hashes, "SUMSUB = 1  # the best known"),
        (Language::Python, "\"\"\"Text.\"\"\"\nglobal_payment = 1"),
    ] {
        assert_eq!(lines_naming(&names, language, line).len(), 1, "{line}");
    }
    for (language, line) in [
        (Language::Slashes, "//! `solidgate/webhook`"),
        (Language::Slashes, "f(); // aeterna"),
        (Language::Slashes, "\t// aeterna"),
        (Language::Slashes, "/* aeterna\n * aeterna\n */ f();"),
        (Language::Slashes, "fn f() {}\n#[cfg(test)]\nmod tests { const ID: &str = \"aeterna\"; }"),
        (Language::Hashes, "# aeterna"),
        (Language::Python, "def f():\n    \"\"\"Like aeterna.\"\"\"\n    return 1"),
        (Language::Python, "\"\"\"Like\naeterna.\n\"\"\"\nx = 1"),
    ] {
        assert_eq!(lines_naming(&names, language, line), [], "{line}");
    }
}

/// Every gateway's id, name and host, without whatever stands between words.
fn names() -> BTreeSet<String> {
    let labels = GATEWAYS.iter().flat_map(|gateway| {
        let hosts = gateway.hosts.iter().filter_map(|host| host.url.rsplit('.').nth(1));
        hosts.chain([gateway.id.as_ref(), gateway.name.as_ref()])
    });
    labels.map(squeezed).collect()
}

/// `Smart Glocal`, `smart-glocal`, `smart_glocal` and `SmartGlocal` are one.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !matches!(character, ' ' | '-' | '_')).collect::<String>().to_lowercase()
}

/// Hand-written code that is committed or about to be.
fn code_files() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(paysig_tests::top())
        .output()
        .expect("git lists the files");
    assert!(listed.status.success(), "the tests run in a git checkout: {listed:?}");
    String::from_utf8_lossy(&listed.stdout)
        .lines()
        .filter(|file| is_hand_written(file))
        .map(Into::into)
        .collect()
}

fn is_hand_written(file: &str) -> bool {
    let path = Path::new(file);
    let in_free_folder = path.iter().any(|part| FREE_FOLDERS.iter().any(|free| part == *free));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_test = name.contains("_test.") || name.contains(".test.") || name.starts_with("test_");
    let head = || -> Option<String> {
        let source = fs::read_to_string(paysig_tests::top().join(path)).ok()?;
        Some(source.lines().take(6).collect::<Vec<_>>().join(" ").to_lowercase())
    };
    let is_generated = || head().is_none_or(|head| head.contains("generated"));
    Language::of_name(file).is_some() && !in_free_folder && !is_test && !is_generated()
}

/// How a language writes comments.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Language {
    /// `//` and `/* */`.
    Slashes,
    /// `#`.
    Hashes,
    /// `#`, and texts in three quotes.
    Python,
}

impl Language {
    fn of_name(file: &str) -> Option<Self> {
        let path = Path::new(file);
        match path.extension().map(|extension| extension.to_string_lossy()).as_deref() {
            Some(
                "rs" | "c" | "h" | "cc" | "cpp" | "js" | "mjs" | "cjs" | "ts" | "mts" | "cts" | "go" | "php"
                | "java" | "kt" | "kts" | "cs",
            ) => Some(Self::Slashes),
            Some("py" | "pyi") => Some(Self::Python),
            Some("sh") => Some(Self::Hashes),
            // Scripts are named for what they do: setup, test, install.
            None => Some(Self::Hashes),
            _ => None,
        }
    }

    fn of(file: &str, source: &str) -> Self {
        match Self::of_name(file) {
            Some(Self::Hashes) if source.lines().next().is_some_and(|line| line.contains("python")) => {
                Self::Python
            }
            language => language.unwrap_or(Self::Slashes),
        }
    }
}

/// The lines, by number, that name a gateway outside comments and unit tests.
fn lines_naming(names: &BTreeSet<String>, language: Language, source: &str) -> Vec<(usize, String)> {
    let mut in_comment = false;
    let mut found = Vec::new();
    for (index, line) in source.lines().enumerate() {
        // Unit tests stand last in a file.
        if line == "#[cfg(test)]" {
            break;
        }
        let code = squeezed(&without_comments(language, line, &mut in_comment));
        if names.iter().any(|name| code.contains(name)) {
            found.push((index + 1, line.trim().to_owned()));
        }
    }
    found
}

/// What of a line is code. A `//` inside a text counts as a comment only after a space, so that URLs stay code.
fn without_comments(language: Language, line: &str, in_comment: &mut bool) -> String {
    let (open, close, to_end) = match language {
        Language::Slashes => ("/*", "*/", "//"),
        Language::Hashes => ("\0", "\0", "#"),
        Language::Python => ("\"\"\"", "\"\"\"", "#"),
    };
    let mut code = String::new();
    let mut rest = line;
    loop {
        if *in_comment {
            let Some((_, after)) = rest.split_once(close) else { return code };
            *in_comment = false;
            rest = after;
        }
        let Some((before, after)) = rest.split_once(open) else { break };
        *in_comment = true;
        code.push_str(before);
        rest = after;
    }
    code.push_str(rest);
    let comment = code.match_indices(to_end).map(|(start, _)| start);
    let start =
        comment.into_iter().find(|start| code[..*start].is_empty() || code[..*start].ends_with([' ', '\t']));
    code.truncate(start.unwrap_or(code.len()));
    code
}
