//! The gateways' snippets and SDKs, a thousand random inputs each, replayed. `PAYSIG_JUDGE_INPUTS`, `PAYSIG_JUDGE_SEED` and `PAYSIG_JUDGES`
//! (`quick`, or drivers' names) ask for other numbers, and for some of them only.

use std::env;
use std::fs;
use std::path::Path;

use paysig_tests::top;
use paysig_tests::vectors::{read_case, read_feature, run as run_case, run_feature};

use crate::support::run;

const INPUTS: &str = "1000";
const SEED: &str = "20251122";

/// Those that start no process for each message.
const QUICK: &str =
    "php-solidgate go-solidgate python-solidgate node-solidgate csharp-aeterna java-aeterna python-aeterna";

#[test]
fn every_snippet_and_sdk_agrees_on_random_inputs() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("snippets");
    let _ = fs::remove_dir_all(&out);
    let scripts = top().join("tests/snippets");
    run(scripts.join("setup"), [""; 0]);
    let said = |name, usual: &str| env::var(name).unwrap_or_else(|_| usual.to_owned());
    let (inputs, seed) = (said("PAYSIG_JUDGE_INPUTS", INPUTS), said("PAYSIG_JUDGE_SEED", SEED));
    let only = said("PAYSIG_JUDGES", "");
    let only = if only == "quick" { QUICK } else { &only };
    let only: Vec<&str> = only.split_whitespace().collect();
    let mut arguments = vec!["--out", out.to_str().unwrap(), &inputs, &seed];
    arguments.extend(&only);
    let printed = run(scripts.join("run"), arguments);
    let inputs: usize = inputs.parse().unwrap();
    // The drivers that ran say so, one a line; each must have left a stream.
    let names: Vec<String> = String::from_utf8(printed)
        .unwrap()
        .lines()
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    assert_eq!(names.len(), if only.is_empty() { 11 } else { only.len() }, "only {names:?} ran");

    let mut all = 0;
    for name in names {
        let stream = fs::read_to_string(out.join(format!("{name}.jsonl"))).unwrap();
        let lines: Vec<&str> = stream.lines().collect();
        let share = lines.len().div_ceil(std::thread::available_parallelism().map_or(1, usize::from));
        let failures: Vec<String> = std::thread::scope(|scope| {
            let workers: Vec<_> = lines.chunks(share).map(|lines| scope.spawn(|| replay(lines))).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
        });
        assert!(lines.len() >= inputs, "{name}: only {} cases", lines.len());
        assert!(
            failures.is_empty(),
            "{name}: {} of {} cases differ, the first: {}",
            failures.len(),
            lines.len(),
            failures.first().unwrap()
        );
        println!("judge {name}: {} cases agree", lines.len());
        all += lines.len();
    }
    println!("judges: {all} cases of snippets and SDKs agree");
}

/// What differs.
fn replay(lines: &[&str]) -> Vec<String> {
    lines.iter().filter_map(|line| replay_one(line).err()).collect()
}

fn replay_one(line: &str) -> Result<(), String> {
    let value: serde_json::Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let id = value["id"].as_str().unwrap_or_default();
    let outcome = match value["operation"].as_str() {
        // Both ways: the vector is that of the SDK's intent, which is decrypted as well.
        Some("form") => run_feature(&read_feature(line).map_err(|error| error.to_string())?),
        _ => run_case(&read_case(line).map_err(|error| error.to_string())?),
    };
    outcome.map_err(|what| format!("{id}: {what}"))
}
