//! The manual pages, the completions, and the documented JSON.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::support::{BODY, Folder, paysig, sign, verify};

#[test]
fn a_manual_that_cannot_be_written_is_a_failure() {
    let outcome = paysig(["man", "/nonexistent"]).run();
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.starts_with("error: the manual in /nonexistent could not be written: "));
}

#[test]
fn every_shell_gets_completions_that_know_the_schemes() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let outcome = paysig(["completions", shell]).run().done();
        assert!(outcome.text().contains("string-to-sign"), "{shell}");
        if shell != "powershell" && shell != "elvish" {
            assert!(outcome.text().contains("solidgate/webhook"), "{shell}");
        }
    }
}

#[test]
#[cfg(unix)]
fn bash_takes_its_completions() {
    let script = paysig(["completions", "bash"]).run().done();
    let folder = Folder::new();
    let file = folder.file("completions", &script.stdout);
    let line = "source \"$0\"; COMP_WORDS=(paysig ver); COMP_CWORD=1; _paysig paysig ver paysig; echo \"${COMPREPLY[@]}\"";
    let output = std::process::Command::new("bash").args(["-c", line, &file]).output().expect("bash runs");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "verify\n",
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Every member that is printed stands in the documentation.
#[test]
fn the_json_is_documented() {
    let page = fs::read_to_string(paysig_tests::top().join("docs/json.md")).expect("the page is there");
    let key = paysig_tests::top().join("tests/vectors/keys/rsa2048.spki.pem").display().to_string();
    let secret = "-c=secret_key=a secret of thirty-two bytes or more";
    let mut members = BTreeSet::new();
    let string = ["string-to-sign", "--scheme=solidgate/request", "-c=public_key=p", "-c=secret_key=s"];
    for run in [
        paysig(["schemes", "--format=json"]),
        paysig(["schemes", "none", "--format=json"]),
        sign().arg("--format=json"),
        paysig(string).arg("--format=json"),
        verify().args(["--format=json", "-b=-"]).stdin(BODY),
        paysig(["error", "--gateway=solidgate", "-", "--status=503", "--format=json"]).stdin("{}"),
        paysig(["form", "data", "-", "-c=public_key=p", secret, "--format=json"]),
        paysig(["form", "update", "-", "-c=public_key=p", secret, "--format=json"]),
        paysig(["form", "resign", "-", "-c=public_key=p", secret, "--format=json"]),
        paysig(["key", "inspect", &key, "--matches", &key, "--format=json"]),
    ] {
        collect(&run.run().json(), &mut members);
    }
    let missing: Vec<&String> = members
        .iter()
        .filter(|name| !page.contains(&format!("`{name}`")) && !page.contains(&format!("\"{name}\"")))
        .collect();
    assert!(missing.is_empty(), "docs/json.md does not name {missing:?}");
}

fn collect(json: &Value, members: &mut BTreeSet<String>) {
    match json {
        Value::Object(object) => {
            members.extend(object.keys().cloned());
            object.values().for_each(|value| collect(value, members));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, members)),
        _ => {}
    }
}
