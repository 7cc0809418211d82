//! What the tests of the whole share: the vectors' format and its runner, and the files that are generated.

pub mod causes;
pub mod census;
pub mod divergence;
pub mod explain;
pub mod generated;
pub mod languages;
pub mod leftovers;
pub mod vectors;

use std::path::{Path, PathBuf};

/// The project's top folder.
#[must_use]
pub fn top() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests stand in a folder of the project").to_owned()
}

/// The README's lines in Rust, run as documentation; `tests/readme.rs` runs its other blocks.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
