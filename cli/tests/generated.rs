//! The committed manual is what the definition of the arguments says.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed expectation is a failed test"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_committed_manual_is_what_the_command_writes() {
    let committed = paysig_tests::top().join("cli/man");
    if std::env::var_os("PAYSIG_BLESS").is_some() {
        for page in pages(&committed).into_keys() {
            fs::remove_file(committed.join(page)).expect("the manual can be written");
        }
        write_manual(&committed);
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_manual(folder.path());
    let written = pages(folder.path());
    assert!(written.contains_key("paysig.1") && written.contains_key("paysig-sign.1"));
    assert!(
        pages(&committed) == written,
        "cli/man is not what the command says: run `make docs` and commit it"
    );
}

fn write_manual(folder: &Path) {
    let status =
        Command::new(env!("CARGO_BIN_EXE_paysig")).arg("man").arg(folder).status().expect("paysig runs");
    assert!(status.success());
}

fn pages(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    entries
        .map(|entry| {
            let entry = entry.expect("the folder can be read");
            let page = fs::read_to_string(entry.path()).expect("the pages are UTF-8");
            (entry.file_name().into_string().expect("the names are UTF-8"), page)
        })
        .collect()
}
