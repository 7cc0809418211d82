//! How many instructions signing and verifying cost beside the hash, and whether that has risen.
//!
//! Times vary from run to run and from machine to machine; instruction counts do not. This program runs itself under callgrind,
//! which counts each operation, and the bare keyed hash of the same string to sign: the difference is what paysig adds.
//! That is compared with `instructions.json`, and a rise by more than the margin is an error. `PAYSIG_BLESS=1 core/bench` writes the
//! file anew: after a rise that is wanted, and after a fall, so that it stays.
//!
//! Valgrind plays a processor of its own, with AVX2 where the real one has it and never with SHA or AVX-512 instructions. So the
//! hash's own counts say little of the real machine, are shown as a measure only and never compared; what is beside it
//! picks its code by the processor too (base64, `memcpy`), so that each kind of processor has counts of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs
)]

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, OpenOptions};
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use paysig::gateways::{self, schemes};
use paysig::scheme::{Hash, Proof, Role, Scheme};
use paysig::{Credentials, Message, Options, Signer, Verifier};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256, Sha512};

const SIZES: [usize; 2] = [256, 4096];
const OPERATIONS: [&str; 3] = ["sign_with", "sign", "verify"];
/// The bare hash of the string to sign, or of the password.
const HASH: &str = "hash";
/// The rounds themselves.
const NOTHING: &str = "nothing";
const ROUNDS: u64 = 16;
/// By how much a count may rise, in percent: where the stack begins moves a copy by some instructions.
const MARGIN: i64 = 3;
const SECRET: &[u8] = b"a secret of thirty-two characters";
const URL: &str = "https://gateway.example/v1/pay?id=7";
const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.json");
/// Tells this program that it runs under callgrind.
const COUNTED: &str = "--counted";

type Failure = Box<dyn std::error::Error>;

/// What ran, in order, told by the program that is counted to the one that counts.
#[derive(Serialize, Deserialize)]
struct Run {
    processor: String,
    cases: Vec<Case>,
}

#[derive(Serialize, Deserialize)]
struct Case {
    scheme: String,
    size: usize,
    /// One of [`OPERATIONS`], [`HASH`], or [`NOTHING`].
    operation: String,
    allocations: u64,
}

/// Instructions beside the hash: by scheme, size and operation.
type Beside = BTreeMap<String, BTreeMap<usize, BTreeMap<String, i64>>>;
/// By processor.
type Baseline = BTreeMap<String, Beside>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    if env::args().any(|argument| argument == COUNTED) {
        println!("{}", serde_json::to_string(&run_all())?);
        return Ok(());
    }
    let (run, counts) = count()?;
    let found = show(&run, &counts)?;
    write_results(&run, &found)?;
    let mut baseline: Baseline = serde_json::from_str(&fs::read_to_string(BASELINE)?)?;
    if env::var_os("PAYSIG_BLESS").is_some() {
        baseline.insert(run.processor.clone(), found.clone());
        fs::write(BASELINE, serde_json::to_string_pretty(&baseline)? + "\n")?;
    }
    check(&baseline, &run.processor, &found)
}

/// Callgrind counts from where this function is entered, and writes what it counted when it is left.
#[inline(never)]
fn counted_rounds(operation: &mut dyn FnMut()) {
    for _ in 0..ROUNDS {
        operation();
    }
}

fn run_all() -> Run {
    let mut cases = Vec::new();
    let mut run = |scheme: &str, size: usize, operation: &str, work: &mut dyn FnMut()| {
        // The first time, what the processor can do is looked up.
        work();
        let allocations = allocation_counter::measure(&mut *work).count_total;
        counted_rounds(work);
        cases.push(Case { scheme: scheme.to_owned(), size, operation: operation.to_owned(), allocations });
    };
    run("", 0, NOTHING, &mut || ());
    for scheme in schemes().filter(|scheme| !matches!(scheme.proof, Proof::RsaPkcs1Sha256 { .. })) {
        for size in SIZES {
            run_scheme(scheme, size, &mut |operation, work| run(&scheme.id, size, operation, work));
        }
    }
    Run { processor: processor(), cases }
}

fn run_scheme(scheme: &Scheme, size: usize, run: &mut dyn FnMut(&str, &mut dyn FnMut())) {
    let body = vec![b'x'; size];
    let signer = Signer::new(scheme, credentials(scheme), &Options::new()).expect("valid");
    let verifier = Verifier::new(scheme, credentials(scheme), &Options::new()).expect("valid");
    // Method and URL only where the scheme wants them; without the clock, which valgrind makes dearer than it is.
    let now = SystemTime::now();
    let message = [Message::webhook(&body), Message::request("POST", URL).body(&body)]
        .map(|message| message.at(now))
        .into_iter()
        .find(|message| signer.sign(message).is_ok())
        .expect("one of them suits every scheme");
    let headers = signer.sign(&message).expect("it signs");
    let lines: Vec<(&str, &str)> = headers.iter().collect();

    run("sign_with", &mut || {
        let emit = |index, value: [&str; 2]| {
            black_box((index, value));
        };
        signer.sign_with(black_box(&message), emit).expect("it signs");
    });
    run("sign", &mut || drop(black_box(signer.sign(black_box(&message)))));
    run("verify", &mut || {
        let lines = black_box(lines.as_slice());
        assert!(black_box(verifier.verify(lines, black_box(&message))).is_ok());
    });

    let signed: Vec<u8> = signer
        .string_to_sign(&message)
        .expect("valid")
        .parts()
        .iter()
        .flat_map(|part| if part.is_secret() { SECRET } else { part.bytes() })
        .copied()
        .collect();
    match &scheme.proof {
        Proof::Mac { hash: Hash::Sha256, .. } => run_bare::<Hmac<Sha256>>(&lines, &signed, run),
        Proof::Mac { hash: Hash::Sha512, .. } => run_bare::<Hmac<Sha512>>(&lines, &signed, run),
        _ => run(HASH, &mut || {
            black_box(Sha256::digest(black_box(SECRET)));
        }),
    }
}

/// The bare hash with the keyed state kept, over the same bytes: its MAC must be the one in the headers.
fn run_bare<M: Mac + KeyInit + Clone>(
    lines: &[(&str, &str)],
    signed: &[u8],
    run: &mut dyn FnMut(&str, &mut dyn FnMut()),
) {
    let keyed = <M as KeyInit>::new_from_slice(SECRET).expect("any length");
    let hash = || {
        let mut mac = keyed.clone();
        mac.update(black_box(signed));
        mac.finalize().into_bytes()
    };
    let hex = const_hex::encode(hash());
    let forms = [STANDARD.encode(hash()), STANDARD.encode(&hex), hex];
    assert!(
        lines.iter().any(|(_, value)| forms.iter().any(|form| form == value)),
        "another string is signed"
    );
    run(HASH, &mut || {
        black_box(hash());
    });
}

fn credentials(scheme: &Scheme) -> Credentials {
    let text = |role| if role == Role::Public { &b"merchant-7"[..] } else { SECRET };
    scheme.fields.iter().map(|field| (field.name.to_string(), text(field.role))).collect()
}

/// What the code picks its way by.
fn processor() -> String {
    #[cfg(target_arch = "x86_64")]
    let features = [
        ("AVX2", is_x86_feature_detected!("avx2")),
        ("SHA", is_x86_feature_detected!("sha")),
        ("AVX-512", is_x86_feature_detected!("avx512f")),
    ];
    #[cfg(not(target_arch = "x86_64"))]
    let features: [(&str, bool); 0] = [];
    features.iter().fold(
        env::consts::ARCH.to_owned(),
        |name, (feature, has)| if *has { name + " " + feature } else { name },
    )
}

/// Runs this program again, and reads one count for each of its cases.
fn count() -> Result<(Run, Vec<i64>), Failure> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("instructions");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let counts = folder.join("counts");
    let inside = "instructions::counted_rounds";
    let output = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind"])
        .args([format!("--zero-before={inside}"), format!("--dump-after={inside}")])
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .arg(env::current_exe()?)
        .arg(COUNTED)
        .output()
        .map_err(|error| format!("valgrind could not be started ({error}): install it"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let run: Run = serde_json::from_slice(&output.stdout)?;
    let totals = (1..=run.cases.len()).map(|number| {
        let text = fs::read_to_string(folder.join(format!("counts.{number}")))?;
        let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
        Ok(total.ok_or("callgrind wrote no total")?.trim().parse::<i64>()?)
    });
    let totals = totals.collect::<Result<Vec<i64>, Failure>>()?;
    let rounds = i64::try_from(ROUNDS)?;
    let nothing = *totals.first().ok_or("nothing ran")?;
    Ok((run, totals.iter().map(|total| (total - nothing) / rounds).collect()))
}

/// Adds a line for each operation to the file that `PAYSIG_BENCH_RESULTS` names.
fn write_results(run: &Run, found: &Beside) -> Result<(), Failure> {
    let Some(results) = env::var_os("PAYSIG_BENCH_RESULTS") else { return Ok(()) };
    let mut results = OpenOptions::new().append(true).create(true).open(results)?;
    for case in run.cases.iter().filter(|case| OPERATIONS.contains(&case.operation.as_str())) {
        let line = json!({
            "kind": "instructions",
            "language": "Rust",
            "scheme": case.scheme,
            "operation": case.operation,
            "body": case.size,
            "beside": found[&case.scheme][&case.size][&case.operation],
            "allocations": case.allocations,
        });
        writeln!(results, "{line}")?;
    }
    Ok(())
}

/// Prints the table; gives what is compared.
fn show(run: &Run, counts: &[i64]) -> Result<Beside, Failure> {
    println!("Instructions for one call, {}, as valgrind plays it\n", run.processor);
    println!(
        "{:24} {:>6} {:>8}  {:10} {:>8} {:>12} {:>9}  {:>11}",
        "scheme", "body", "hash", "", "in all", "beside hash", "of hash", "allocations"
    );
    let counted: BTreeMap<_, _> = run
        .cases
        .iter()
        .map(|case| (case.scheme.as_str(), case.size, case.operation.as_str()))
        .zip(counts)
        .collect();
    let mut found = Beside::new();
    for case in run.cases.iter().filter(|case| OPERATIONS.contains(&case.operation.as_str())) {
        let hash = *counted[&(case.scheme.as_str(), case.size, HASH)];
        let in_all = *counted[&(case.scheme.as_str(), case.size, case.operation.as_str())];
        // Basic hashes the password, to compare it; it signs without a hash.
        let is_basic = matches!(gateways::scheme(&case.scheme)?.proof, Proof::Basic { .. });
        let beside = if is_basic && case.operation != "verify" { in_all } else { in_all - hash };
        println!(
            "{:24} {:>6} {hash:>8}  {:10} {in_all:>8} {beside:>12} {:>7.1} %  {:>11}",
            case.scheme,
            case.size,
            case.operation,
            beside as f64 * 100.0 / hash as f64,
            case.allocations
        );
        let sizes = found.entry(case.scheme.clone()).or_default();
        sizes.entry(case.size).or_default().insert(case.operation.clone(), beside);
    }
    Ok(found)
}

/// Every count is there, and none has risen beyond the margin.
fn check(baseline: &Baseline, processor: &str, found: &Beside) -> Result<(), Failure> {
    let bless = "PAYSIG_BLESS=1 core/bench writes core/benches/instructions.json anew";
    let known = baseline
        .get(processor)
        .ok_or_else(|| format!("no counts are known of {processor}: on a commit that is good, {bless}"))?;
    let (found, known) = (flat(found), flat(known));
    if !found.keys().eq(known.keys()) {
        return Err(format!("other schemes, sizes or operations are counted than before: {bless}").into());
    }
    let changes = || known.iter().zip(found.values()).map(|((name, before), now)| (name, *before, *now));
    let risen: Vec<String> = changes()
        .filter(|(_, before, now)| (now - before) * 100 > before * MARGIN)
        .map(|((scheme, size, operation), before, now)| {
            format!("{scheme} {operation}, {size} B: {now} instructions beside the hash, {before} before")
        })
        .collect();
    if !risen.is_empty() {
        let risen = risen.join("\n");
        return Err(
            format!("{risen}\nThese rose by more than {MARGIN} %. If that is wanted, {bless}.").into()
        );
    }
    let changed = changes().filter(|(_, before, now)| before != now).count();
    println!(
        "\ninstructions: {} counts, {changed} of them changed, none risen by more than {MARGIN} %",
        found.len()
    );
    Ok(())
}

fn flat(counts: &Beside) -> BTreeMap<(&str, usize, &str), i64> {
    let sizes =
        counts.iter().flat_map(|(scheme, sizes)| sizes.iter().map(move |(size, of)| (scheme, *size, of)));
    sizes
        .flat_map(|(scheme, size, of)| {
            of.iter().map(move |(operation, count)| ((scheme.as_str(), size, operation.as_str()), *count))
        })
        .collect()
}
