//! The results: a table for people, and one JSON object a line for `benches/report`.

use std::collections::BTreeMap;
use std::env;
use std::fs::OpenOptions;
use std::io::Write;

use serde::Serialize;

use crate::rounds::Taken;

pub(crate) const LANGUAGE: &str = "Rust";

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Line<'a> {
    Calls {
        language: &'a str,
        /// What was special, where the same was measured twice.
        #[serde(skip_serializing_if = "str::is_empty")]
        setting: &'a str,
        scheme: &'a str,
        operation: &'a str,
        body: usize,
        ways: &'a [Taken],
    },
    Threads {
        language: &'a str,
        scheme: &'a str,
        operation: &'a str,
        body: usize,
        /// Calls per second, by the number of threads.
        per_second: BTreeMap<u32, f64>,
    },
    Memory {
        language: &'a str,
        what: &'a str,
        bytes: u64,
    },
}

impl Line<'_> {
    /// Shows it, and adds it to the file that `PAYSIG_BENCH_RESULTS` names.
    pub(crate) fn write(&self) -> Result<(), crate::Failure> {
        self.show();
        if let Some(file) = env::var_os("PAYSIG_BENCH_RESULTS") {
            let mut file = OpenOptions::new().append(true).create(true).open(file)?;
            writeln!(file, "{}", serde_json::to_string(self)?)?;
        }
        Ok(())
    }

    fn show(&self) {
        match self {
            Self::Calls { setting, scheme, operation, body, ways, .. } => {
                for way in *ways {
                    let name = if setting.is_empty() {
                        way.name.to_owned()
                    } else {
                        format!("{}, {setting}", way.name)
                    };
                    let [low, median, high] = way.ns;
                    println!(
                        "{scheme:24} {operation:6} {body:>8}  {name:38} {median:>10.0} ns ({low:.0} – {high:.0}) {:>7.2}×",
                        way.ratio[1]
                    );
                }
            }
            Self::Threads { scheme, operation, body, per_second, .. } => {
                for (threads, calls) in per_second {
                    println!(
                        "{scheme:24} {operation:6} {body:>8}  {threads} threads: {calls:.0} calls a second"
                    );
                }
            }
            Self::Memory { what, bytes, .. } => println!("memory: {what}: {bytes} bytes more"),
        }
    }
}
