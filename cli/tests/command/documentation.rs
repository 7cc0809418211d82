//! The manual pages and completions.

use crate::support::{Folder, paysig};

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
