//! README.md is true: every block of it is run, compared with what was printed, or run by the part that it is from.
//!
//! - `sh`: run by bash, one after another in one empty folder, with the built command in the path. It ends with 0, or with what
//!   the fence says: `sh exits 1`.
//! - `text output`: what the block before it printed, standard error included. `…` stands for any text, also on a line alone for
//!   any lines.
//! - `rust`: run as documentation, by `src/lib.rs`; so its fence says nothing else.
//! - any other language: a copy from its part's README, whose blocks that part's own tests run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use paysig_tests::top;

/// Whose README a block in this language is from.
const PARTS: [(&str, &str); 11] = [
    ("python", "python"),
    ("js", "node"),
    ("javascript", "node"),
    ("ts", "node"),
    ("typescript", "node"),
    ("c", "ffi"),
    ("go", "go"),
    ("php", "php"),
    ("java", "jvm"),
    ("kotlin", "jvm"),
    ("csharp", "dotnet"),
];

#[test]
fn every_block_is_true() {
    let readme = fs::read_to_string(top().join("README.md")).unwrap();
    let blocks = blocks(&readme);
    assert!(blocks.iter().any(|block| block.language() == "sh"), "the README shows no line for a shell");

    let folder = tempfile::tempdir().unwrap();
    let shell = Shell { folder: folder.path(), command: built_command() };
    let mut environment = String::new();
    let mut printed: Option<String> = None;
    for block in &blocks {
        match block.fence.as_str() {
            "rust" => {}
            "text output" => {
                let printed = printed.take().unwrap_or_else(|| panic!("{block}: nothing was run before it"));
                assert!(matches(&block.text, &printed), "{block}: what was printed is\n{printed}");
            }
            _ if block.language() == "sh" => {
                let expected = block.fence.strip_prefix("sh").unwrap_or_default().trim();
                let expected = expected.strip_prefix("exits ").unwrap_or("0");
                let (status, output) = shell.run(&environment, &block.text);
                assert_eq!(status, expected, "{block}: it ended with {status} and printed\n{output}");
                environment
                    .extend(block.text.lines().filter(|line| line.starts_with("export ")).map(with_line_end));
                printed = Some(output);
            }
            language => {
                let (_, part) = PARTS
                    .iter()
                    .find(|(known, _)| *known == language)
                    .unwrap_or_else(|| panic!("{block}: neither run nor compared; see the top of this test"));
                let theirs = fs::read_to_string(top().join(part).join("README.md")).unwrap();
                let is_theirs = self::blocks(&theirs).iter().any(|other| other.text == block.text);
                assert!(is_theirs, "{block}: {part}/README.md, whose blocks are run, has no such block");
            }
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut pages = vec![top(), top().join("docs"), top().join("tests/vectors")];
    pages.extend(PARTS.iter().map(|(_, part)| top().join(part)));
    for page in pages.iter().flat_map(|folder| markdown_in(folder)) {
        let text = fs::read_to_string(&page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            let is_elsewhere = target.contains("://") || file.is_empty();
            let found = is_elsewhere || page.parent().unwrap().join(file).exists();
            assert!(found, "{}: nothing is at {target}", page.display());
        }
    }
}

fn markdown_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

/// A fenced block.
struct Block {
    line: usize,
    fence: String,
    text: String,
}

impl Block {
    fn language(&self) -> &str {
        self.fence.split(' ').next().unwrap_or_default()
    }
}

impl std::fmt::Display for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the block `{}` at line {}", self.fence, self.line)
    }
}

fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in markdown.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(fence), None) => {
                open = Some(Block { line: index + 1, fence: fence.to_owned(), text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => block.text.push_str(&with_line_end(line)),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

fn with_line_end(line: &str) -> String {
    format!("{line}\n")
}

/// Where the shell's blocks are run.
struct Shell<'a> {
    folder: &'a Path,
    command: PathBuf,
}

impl Shell<'_> {
    /// The exit status, and everything that was printed.
    fn run(&self, environment: &str, script: &str) -> (String, String) {
        let path = std::env::join_paths(
            [self.command.parent().unwrap().to_owned()]
                .into_iter()
                .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
        );
        let done = Command::new("bash")
            .args(["-euo", "pipefail", "-c", &format!("exec 2>&1\n{environment}{script}")])
            .current_dir(self.folder)
            .env("PATH", path.unwrap())
            .output()
            .unwrap();
        let status = done.status.code().map_or_else(|| "a signal".to_owned(), |code| code.to_string());
        (status, String::from_utf8_lossy(&done.stdout).into_owned())
    }
}

/// Builds the command beside this test, unless that was done.
fn built_command() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--locked", "--package", "paysig-cli", "--target-dir"])
        .arg(profile.parent().unwrap())
        .current_dir(top())
        .status()
        .unwrap();
    assert!(built.success(), "the command cannot be built");
    profile.with_file_name("debug").join("paysig")
}

/// Whether a text is what a pattern says, where `…` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('…') {
        None => pattern.trim_end() == text.trim_end(),
        Some((literal, rest)) => text.strip_prefix(literal).is_some_and(|tail| {
            (0..=tail.len()).any(|at| tail.get(at..).is_some_and(|tail| matches(rest, tail)))
        }),
    }
}

#[test]
fn outputs_are_compared() {
    for (pattern, text) in [("a\n", "a\n"), ("a\nb…\n…\n", "a\nbcd\ne\nf\n"), ("a …c\n", "a bc\n")] {
        assert!(matches(pattern, text), "{pattern:?} and {text:?}");
    }
    for (pattern, text) in
        [("a\n", "b\n"), ("a\n", "a\nb\n"), ("a\nb\n", "a\n"), ("a…c\n", "a b\n"), ("…b\n", "a\n")]
    {
        assert!(!matches(pattern, text), "{pattern:?} and {text:?}");
    }
}
