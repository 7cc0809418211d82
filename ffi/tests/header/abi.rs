//! The guard of the binary interface: what the header promises is written down in `abi.def`, and nothing of that may go away or
//! change while `PAYSIG_ABI_VERSION` stays.
//!
//! Writing it anew adds what is new, and refuses what would break programs. The C tests include `abi.def` as well: they check its constants with the compiler, and call each of its functions with hostile arguments.

use std::fs;
use std::path::Path;

/// Compares `abi.def` with the header, or writes it anew.
pub(crate) fn compare(folder: &Path) {
    let header = fs::read_to_string(folder.join("../include/paysig.h")).expect("the header is there");
    let current = description(&header);
    let promised = fs::read_to_string(folder.join("abi.def")).unwrap_or_default();

    let broken = broken_promises(&promised, &current);
    assert!(
        broken.is_empty(),
        "programs that were compiled against the last header would break; restore this, or raise PAYSIG_ABI_VERSION:\n{}",
        broken.join("\n")
    );
    super::compare("abi.def", &current);
}

#[test]
fn the_guard_sees_what_breaks_and_lets_pass_what_does_not() {
    let header = "/* f */\n#define PAYSIG_ABI_VERSION 1\n#define PAYSIG_N 7\ntypedef struct t t;\n\
                  typedef struct {\n  int64_t n;\n  char text[PAYSIG_N];\n} s;\n\
                  typedef enum {\n  PAYSIG_OK = 0,\n  PAYSIG_BAD = 101,\n} paysig_status;\n\
                  int32_t f(const t *t, size_t n);\nvoid g(void);\n";
    let promised = description(header);
    assert_eq!(
        promised.lines().skip(1).collect::<Vec<_>>(),
        [
            "ABI(1)",
            "CONSTANT(PAYSIG_N, 7)",
            "STRUCT(s, \"int64_t n\", \"char text[PAYSIG_N]\")",
            "CONSTANT(PAYSIG_OK, 0)",
            "CONSTANT(PAYSIG_BAD, 101)",
            "FUNCTION(f, \"int32_t\", \"const t *t\", \"size_t n\")",
            "FUNCTION(g, \"void\", \"void\")",
        ]
    );
    for (from, to) in [
        ("const t *t", "t *t"),
        ("int32_t f", "int64_t f"),
        ("size_t n)", "size_t n, int32_t more)"),
        ("const t *t, size_t n", "size_t n, const t *t"),
        ("PAYSIG_N 7", "PAYSIG_N 8"),
        ("PAYSIG_BAD = 101", "PAYSIG_BAD = 102"),
        ("PAYSIG_BAD = 101,", ""),
        ("void g(void);", ""),
        ("int64_t n;", "int32_t n;"),
        ("int64_t n;\n", ""),
        ("int64_t n;\n", "int64_t n;\n int64_t m;\n"),
        ("text[PAYSIG_N]", "text[8]"),
    ] {
        let changed = header.replace(from, to);
        assert_ne!(broken_promises(&promised, &description(&changed)), Vec::<&str>::new(), "{to}");
        let raised = changed.replace("ABI_VERSION 1", "ABI_VERSION 2");
        assert_eq!(broken_promises(&promised, &description(&raised)), Vec::<&str>::new(), "{to}");
    }
    let more = header.replace("void g", "#define PAYSIG_M 1\nint32_t h(void);\nvoid g");
    assert_eq!(broken_promises(&promised, &description(&more)), Vec::<&str>::new());
}

/// What `promised` has and `current` has not, unless the number of the interface was raised.
fn broken_promises<'a>(promised: &'a str, current: &str) -> Vec<&'a str> {
    let number = |text: &str| -> u32 {
        let line = text.lines().find_map(|line| line.strip_prefix("ABI(")?.strip_suffix(')'));
        line.map_or(0, |number| number.parse().expect("the number of the interface"))
    };
    if number(current) > number(promised) {
        return Vec::new();
    }
    let is_promise = |line: &&str| !line.starts_with("/*");
    promised.lines().filter(is_promise).filter(|line| !current.lines().any(|kept| kept == *line)).collect()
}

/// Everything in a header that a compiled program relies on.
fn description(header: &str) -> String {
    let mut lines = vec![
        "/* Generated from include/paysig.h by tests/header/abi.rs, which says what it is for. */".to_owned(),
    ];
    let mut code = String::new();
    for line in without_comments(header).lines() {
        let Some(directive) = line.strip_prefix('#') else {
            code.push_str(line);
            code.push('\n');
            continue;
        };
        match directive.strip_prefix("define ").and_then(|define| define.split_once(' ')) {
            Some(("PAYSIG_ABI_VERSION", value)) => lines.push(format!("ABI({value})")),
            // The version changes with each release.
            Some((name, value)) if !name.starts_with("PAYSIG_VERSION") => {
                lines.push(format!("CONSTANT({name}, {value})"));
            }
            _ => {}
        }
    }
    let mut members: Vec<String> = Vec::new();
    for statement in code.split(';') {
        let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
        let statement = statement.trim_start_matches("extern \"C\" { ");
        if let Some((_, first)) = statement.split_once("struct {") {
            members.push(format!("\"{}\"", first.trim()));
            continue;
        }
        if let Some(name) = statement.strip_prefix("} ").filter(|_| !members.is_empty()) {
            lines.push(format!("STRUCT({name}, {})", members.join(", ")));
            members.clear();
            continue;
        }
        if !members.is_empty() {
            members.push(format!("\"{statement}\""));
            continue;
        }
        if let Some((_, enumerators)) = statement.split_once("enum {") {
            let (enumerators, _) = enumerators.split_once('}').expect("the end of the enum");
            for enumerator in enumerators.split(',').filter(|enumerator| !enumerator.trim().is_empty()) {
                let (name, value) = enumerator.split_once('=').expect("an explicit value");
                lines.push(format!("CONSTANT({}, {})", name.trim(), value.trim()));
            }
        } else if let Some((head, parameters)) = statement.split_once('(') {
            let at = head.rfind([' ', '*']).expect("a type before the name") + 1;
            let (result, name) = head.split_at(at);
            let parameters = parameters
                .trim_end_matches(')')
                .split(',')
                .map(|parameter| format!("\"{}\"", parameter.trim()));
            let types: Vec<String> =
                [format!("\"{}\"", result.trim())].into_iter().chain(parameters).collect();
            lines.push(format!("FUNCTION({name}, {})", types.join(", ")));
        }
    }
    lines.join("\n") + "\n"
}

fn without_comments(header: &str) -> String {
    let mut kept = String::new();
    let mut rest = header;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").expect("the end of the comment").1;
    }
    kept + rest
}
