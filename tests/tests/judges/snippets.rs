//! The gateways' snippets, formulas and SDKs, a thousand random inputs each, signed by paysig as well, and verified.
//!
//! `PAYSIG_JUDGE_INPUTS`, `PAYSIG_JUDGE_SEED` and `PAYSIG_JUDGES` (drivers' names) ask for other numbers, and for some only. With
//! `PAYSIG_JUDGES=quick` all run, and the number is for those that start no process for each message.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::thread;

use paysig::gateways;
use paysig_tests::top;
use paysig_tests::vectors::{read_case, read_feature, run as run_case, run_feature};

use crate::both_ways;
use crate::support::run;

const INPUTS: usize = 1000;
const SEED: &str = "20251122";

/// Those that stay alive.
const QUICK: [&str; 9] = [
    "python-formulas",
    "node-formulas",
    "php-solidgate",
    "go-solidgate",
    "python-solidgate",
    "node-solidgate",
    "csharp-aeterna",
    "java-aeterna",
    "python-aeterna",
];
/// Those that start a process, or ask a server, for each message.
const SLOW: [&str; 4] =
    ["python-solidgate-sdk", "node-solidgate-sdk", "openssl-smart-glocal", "curl-smart2pay"];

#[test]
fn every_snippet_and_sdk_agrees_on_random_inputs() {
    run(top().join("tests/snippets/setup"), [""; 0]);
    let seed = env::var("PAYSIG_JUDGE_SEED").unwrap_or_else(|_| SEED.to_owned());
    let inputs = env::var("PAYSIG_JUDGE_INPUTS").map_or(INPUTS, |inputs| inputs.parse().unwrap());
    let wanted = env::var("PAYSIG_JUDGES").unwrap_or_default();
    let named = |name: &str| wanted.split_whitespace().any(|wanted| wanted == name);
    let all = wanted.is_empty() || wanted == "quick";
    let unknown = wanted.split_whitespace().find(|name| !QUICK.contains(name) && !SLOW.contains(name));
    assert!(all || unknown.is_none(), "no driver is called {unknown:?}");

    let mut judged = BTreeMap::new();
    let slow_inputs = if wanted == "quick" { INPUTS } else { inputs };
    for (names, inputs, kind) in
        [(&QUICK[..], inputs, "of snippets and formulas"), (&SLOW[..], slow_inputs, "of SDKs and commands")]
    {
        let mut group = Tally::default();
        for name in names.iter().filter(|name| all || named(name)) {
            let tally = judge(name, inputs, &seed);
            println!("judge {name}: {} cases agree: {}", tally.cases(), tally.by_scheme());
            group.add(tally);
        }
        println!(
            "judges: {} cases {kind} agree both ways, {} changed ones are refused, seed {seed}: {}",
            group.cases(),
            group.refused,
            group.by_scheme()
        );
        judged.extend(group.schemes);
    }
    let missing = gateways::schemes().find(|scheme| all && !judged.contains_key(&*scheme.id));
    assert!(missing.is_none(), "no judge knows {}", missing.unwrap().id);
}

/// What a judge was asked, by scheme, and how many changed messages were refused.
#[derive(Default)]
struct Tally {
    schemes: BTreeMap<String, usize>,
    refused: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        for (scheme, cases) in other.schemes {
            *self.schemes.entry(scheme).or_default() += cases;
        }
        self.refused += other.refused;
    }

    fn cases(&self) -> usize {
        self.schemes.values().sum()
    }

    fn by_scheme(&self) -> String {
        let each: Vec<_> = self.schemes.iter().map(|(scheme, cases)| format!("{scheme} {cases}")).collect();
        each.join(", ")
    }
}

fn judge(name: &str, inputs: usize, seed: &str) -> Tally {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("snippets");
    let file = out.join(format!("{name}.jsonl"));
    let _ = fs::remove_file(&file);
    let arguments = ["--out", out.to_str().unwrap(), &inputs.to_string(), seed, name];
    run(top().join("tests/snippets/run"), arguments);
    let stream = fs::read_to_string(file).unwrap();
    let lines: Vec<(usize, &str)> = stream.lines().enumerate().collect();
    assert!(lines.len() >= inputs, "{name}: only {} cases", lines.len());
    let share = lines.len().div_ceil(thread::available_parallelism().map_or(1, usize::from));
    thread::scope(|scope| {
        let workers: Vec<_> = lines.chunks(share).map(|lines| scope.spawn(|| replay(name, lines))).collect();
        workers.into_iter().fold(Tally::default(), |mut tally, worker| {
            tally.add(worker.join().unwrap());
            tally
        })
    })
}

/// Whatever differs is the end.
fn replay(name: &str, lines: &[(usize, &str)]) -> Tally {
    let mut tally = Tally::default();
    for (turn, line) in lines {
        let (scheme, refused) =
            replay_one(line, *turn).unwrap_or_else(|what| panic!("{name} differs: {what}: {line}"));
        *tally.schemes.entry(scheme).or_default() += 1;
        tally.refused += refused;
    }
    tally
}

/// The scheme, and how many changed messages were refused.
fn replay_one(line: &str, turn: usize) -> Result<(String, usize), String> {
    let case = match read_case(line) {
        Ok(case) => case,
        Err(error) => {
            // Both ways: the vector is that of the SDK's intent, which is decrypted as well.
            run_feature(&read_feature(line).map_err(|_| error.to_string())?)?;
            return Ok(("forms".to_owned(), 0));
        }
    };
    run_case(&case)?;
    let refused = both_ways::verify(&case, turn)?;
    Ok((case.scheme, refused))
}
