//! Whether the time that a comparison takes says where the first wrong byte stands, as in "Dude, is my code constant time?" (Reparaz, Balasch and
//! Verbauwhede, 2017): a message of one of two classes, drawn at random for each call; Welch's t-test on the two sets of times.
//!
//! Everything goes through [`Verifier::verify`] and [`Signer::sign`], as an attacker would see it. Where a byte of what is sent differs, that alone
//! can take its time, and tells nothing; so half of the calls compare with another secret, and what they differ by is taken off. Beside each
//! test stands another of the same calls: the noise, whose classes are alike. Comparisons have a check, too, with a comparison after them that
//! stops at the first wrong byte, which must be found or nothing was shown; signing and reading a key have none. A t below [`LIMIT`] says that
//! this many calls on this machine could not tell the classes apart; no more. What HTTP Basic compares are digests of passwords: where the
//! passwords differ says nothing about where those do, so its test is of all that is done with a password, and not of the comparison alone.
//!
//! Arguments are parts of the names of the tests that are wanted. Build it as a release is built. Figures are of the machine that it runs on, and of what else runs there.

use std::fs::File;
use std::hint::black_box;
use std::io::Read;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paysig::keys::{Encoding, PrivateKey};
use paysig::{ErrorCode, Message, Options, Signer, Verifier};
use zeroize::Zeroizing;

/// By chance, once in 150 000 for each of the crops, which are not independent.
const LIMIT: f64 = 4.5;
/// Times above these shares of all times are left out in turn, as interruptions hide small differences; 1 leaves out none.
const CROPS: [f64; 6] = [1.0, 0.99, 0.95, 0.9, 0.75, 0.5];
const COMPARISONS: usize = 2_000_000;
const RSA_CALLS: usize = 30_000;
const KEYS: usize = 32;
/// So many inputs are made before they are timed: what was just written is read at another speed.
const BATCH: usize = 1000;
const MAC: &str = "MAC comparison";
const BASIC: &str = "Basic comparison";
const RSA: &str = "RSA signing";
const RSA_PORTABLE: &str = "RSA signing, portable";
const READING: &str = "reading a private key";
/// A size that the fast implementation leaves to the portable one.
const PORTABLE_BITS: &str = "2056";

type Failure = Box<dyn std::error::Error>;

/// How the classes of a test are made.
#[derive(Clone, Copy, PartialEq)]
enum Run {
    /// Both are the first class.
    Noise,
    Test,
    /// As the test, with a comparison after it that stops early.
    Check,
}

/// What is timed, and what goes into it.
trait Subject {
    const CALLS: usize;

    fn what(&self) -> &'static str;
    /// Of the first class or the second; the random number is of neither.
    fn input(&mut self, second: bool, random: u8) -> Vec<u8>;
    /// Of the secret that is asked about, or of another one.
    fn call(&self, input: &[u8], other: bool) -> Result<(), Failure>;
    /// The input that would be right. `None` where it is not a comparison that is tested.
    fn genuine(&self) -> Option<&[u8]>;
}

/// A digit or letter of a proof replaced by another, at its start or its end.
fn spoil(proof: &mut [u8], second: bool, random: u8, alphabet: &[u8]) {
    let at = if second { proof.len() - 1 } else { 0 };
    let place = alphabet.iter().position(|letter| *letter == proof[at]).unwrap_or_default();
    proof[at] = alphabet[(place + 1 + usize::from(random) % (alphabet.len() - 1)) % alphabet.len()];
}

/// Of the secret that is asked about, and of another one, which is wrong from its first byte on.
type Verifiers = [Verifier; 2];

fn expect_mismatch(verifier: &Verifier, header: (&str, &[u8])) -> Result<(), Failure> {
    match verifier.verify(&[header], &Message::webhook(BODY)) {
        Err(error) if error.code() == ErrorCode::SignatureMismatch => Ok(()),
        other => Err(format!("not a mismatch, but {other:?}").into()),
    }
}

const BODY: &[u8] = br#"{"order":{"status":"settle_ok"}}"#;

/// A MAC of 32 bytes in hex, wrong in its first or in its last digit.
struct Mac {
    verifiers: Verifiers,
    genuine: Vec<u8>,
}

impl Mac {
    fn new() -> Result<Self, Failure> {
        let secret = [("secret_token", "0123456789abcdef0123456789abcdef")];
        let signer = Signer::new("aeterna/webhook", secret, &Options::new())?;
        let headers = signer.sign(&Message::webhook(BODY))?;
        let genuine = headers.get("X-Signature").ok_or("no signature")?.as_bytes().to_vec();
        let other = [("secret_token", "fedcba9876543210fedcba9876543210")];
        let verifier = |secret| Verifier::new("aeterna/webhook", secret, &Options::new());
        Ok(Self { verifiers: [verifier(secret)?, verifier(other)?], genuine })
    }
}

impl Subject for Mac {
    const CALLS: usize = COMPARISONS;

    fn what(&self) -> &'static str {
        MAC
    }

    fn input(&mut self, second: bool, random: u8) -> Vec<u8> {
        let mut claimed = self.genuine.clone();
        spoil(&mut claimed, second, random, b"0123456789abcdef");
        claimed
    }

    fn call(&self, input: &[u8], other: bool) -> Result<(), Failure> {
        expect_mismatch(&self.verifiers[usize::from(other)], ("X-Signature", input))
    }

    fn genuine(&self) -> Option<&[u8]> {
        Some(&self.genuine)
    }
}

const PASSWORD: &[u8; 64] = b"correct horse battery staple, and then as many letters once more";

/// A password, wrong in its first or in its last letter.
struct Basic {
    verifiers: Verifiers,
    genuine: Vec<u8>,
}

impl Basic {
    fn new() -> Result<Self, Failure> {
        let verifier = |password: &[u8]| {
            let credentials = [("site_id", &b"1010"[..]), ("api_key", password)];
            Verifier::new("smart2pay/notification", credentials, &Options::new())
        };
        let other = PASSWORD.map(|letter| if letter == b' ' { letter } else { letter.wrapping_sub(1) });
        Ok(Self { verifiers: [verifier(PASSWORD)?, verifier(&other)?], genuine: Self::header(PASSWORD) })
    }

    fn header(password: &[u8]) -> Vec<u8> {
        format!("Basic {}", STANDARD.encode([b"1010:", password].concat())).into_bytes()
    }
}

impl Subject for Basic {
    const CALLS: usize = COMPARISONS;

    fn what(&self) -> &'static str {
        BASIC
    }

    fn input(&mut self, second: bool, random: u8) -> Vec<u8> {
        let mut password = *PASSWORD;
        spoil(&mut password, second, random, b"abcdefghijklmnopqrstuvwxyz");
        Self::header(&password)
    }

    fn call(&self, input: &[u8], other: bool) -> Result<(), Failure> {
        expect_mismatch(&self.verifiers[usize::from(other)], ("Authorization", input))
    }

    fn genuine(&self) -> Option<&[u8]> {
        Some(&self.genuine)
    }
}

/// The same message each time, or another each time, of the same length.
struct Rsa {
    what: &'static str,
    signer: Signer,
    count: u64,
}

impl Rsa {
    fn new(what: &'static str, key: &PrivateKey) -> Result<Self, Failure> {
        let der = key.write(Encoding::Der, None)?;
        let credentials = [("project", &b"7"[..]), ("private_key", &der)];
        let signer = Signer::new("smart-glocal/request", credentials, &Options::new())?;
        Ok(Self { what, signer, count: 0 })
    }
}

impl Subject for Rsa {
    const CALLS: usize = RSA_CALLS;

    fn what(&self) -> &'static str {
        self.what
    }

    fn input(&mut self, second: bool, _: u8) -> Vec<u8> {
        self.count += 1;
        let number = if second { self.count } else { 0 };
        format!("{number:032}").into_bytes()
    }

    fn call(&self, input: &[u8], _: bool) -> Result<(), Failure> {
        black_box(self.signer.sign(&Message::webhook(input))?);
        Ok(())
    }

    fn genuine(&self) -> Option<&[u8]> {
        None
    }
}

/// The same private key each time, or one of [`KEYS`], as PEM of the same length.
struct Pem {
    keys: Vec<Zeroizing<Vec<u8>>>,
}

impl Pem {
    fn new() -> Result<Self, Failure> {
        let pem = || PrivateKey::generate(2048)?.write(Encoding::Pem, None);
        let mut keys = vec![pem()?];
        // A number that is a byte shorter is a difference that no reader can hide.
        while keys.len() < KEYS {
            keys.extend(Some(pem()?).filter(|key| key.len() == keys[0].len()));
        }
        Ok(Self { keys })
    }
}

impl Subject for Pem {
    const CALLS: usize = RSA_CALLS;

    fn what(&self) -> &'static str {
        READING
    }

    fn input(&mut self, second: bool, random: u8) -> Vec<u8> {
        let key = if second { usize::from(random) % self.keys.len() } else { 0 };
        self.keys[key].to_vec()
    }

    fn call(&self, input: &[u8], _: bool) -> Result<(), Failure> {
        black_box(PrivateKey::read(input, None)?);
        Ok(())
    }

    fn genuine(&self) -> Option<&[u8]> {
        None
    }
}

fn portable_key() -> Result<PrivateKey, Failure> {
    let made = Command::new("openssl").args(["genrsa", PORTABLE_BITS]).stderr(Stdio::null()).output()?;
    Ok(PrivateKey::read(&Zeroizing::new(made.stdout), None)?)
}

/// Stops at the first wrong byte.
fn is_equal_early(claimed: &[u8], genuine: &[u8]) -> bool {
    claimed.iter().zip(genuine).all(|(one, other)| black_box(*one) == *other)
}

/// Number, mean and variance of the times of a class.
#[derive(Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Welford's update.
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        let off = value - self.mean;
        self.mean += off / self.count;
        self.squares += off * (value - self.mean);
    }

    /// The square of the mean's standard error.
    fn error_squared(&self) -> f64 {
        self.squares / (self.count - 1.0) / self.count
    }
}

/// Of the class, of whether another secret was compared with, and of the nanoseconds that it took.
type Time = (bool, bool, f64);

struct Outcome {
    /// The largest of the crops.
    t: f64,
    /// Of the crop that says it most precisely, in nanoseconds: the second class's mean less the first's, less the same of
    /// the other secret; the standard error of that, and the first's mean.
    difference: f64,
    error: f64,
    mean: f64,
}

fn welch(times: &[Time], has_other: bool) -> Outcome {
    let mut sorted: Vec<f64> = times.iter().map(|(_, _, time)| *time).collect();
    sorted.sort_by(f64::total_cmp);
    let mut result = Outcome { t: 0.0, difference: 0.0, error: f64::INFINITY, mean: 0.0 };
    for share in CROPS {
        let limit = sorted[((sorted.len() - 1) as f64 * share) as usize];
        let mut classes = <[[Moments; 2]; 2]>::default();
        for (second, other, time) in times.iter().filter(|(_, _, time)| *time <= limit) {
            classes[usize::from(*other)][usize::from(*second)].add(*time);
        }
        let compare = |[first, second]: &[Moments; 2]| {
            (second.mean - first.mean, first.error_squared() + second.error_squared())
        };
        let (mut difference, mut squared) = compare(&classes[0]);
        if has_other {
            let of_other = compare(&classes[1]);
            difference -= of_other.0;
            squared += of_other.1;
        }
        let error = squared.sqrt();
        result.t = result.t.max((difference / error).abs());
        if error < result.error {
            result = Outcome { difference, error, mean: classes[0][0].mean, ..result };
        }
    }
    result
}

fn measure<S: Subject>(subject: &mut S, run: Run) -> Result<Outcome, Failure> {
    let has_other = subject.genuine().is_some();
    let mut random = vec![0; S::CALLS * 2];
    File::open("/dev/urandom")?.read_exact(&mut random)?;
    let mut times: Vec<Time> = Vec::with_capacity(S::CALLS);
    for batch in random.chunks(2 * BATCH) {
        let mut input = |bytes: &[u8]| {
            let second = bytes[0] & 1 == 1;
            let other = has_other && bytes[0] & 2 == 2;
            (second, other, subject.input(second && run != Run::Noise, bytes[1]))
        };
        let inputs: Vec<(bool, bool, Vec<u8>)> = batch.chunks_exact(2).map(&mut input).collect();
        for (second, other, input) in &inputs {
            let began = Instant::now();
            let called = black_box(&*subject).call(black_box(input), *other);
            if run == Run::Check && !other {
                black_box(subject.genuine().map(|genuine| is_equal_early(input, genuine)));
            }
            let time = began.elapsed();
            called?;
            times.push((*second, *other, time.as_nanos() as f64));
        }
    }
    // The first calls fill the caches.
    Ok(welch(&times[times.len() / 100..], has_other))
}

/// Whether the classes could not be told apart.
fn test<S: Subject>(mut subject: S) -> Result<bool, Failure> {
    let noise = measure(&mut subject, Run::Noise)?;
    if noise.t >= LIMIT {
        let what = subject.what();
        return Err(format!(
            "{what}: calls that are alike differ by |t| = {:.1}: the machine is too busy",
            noise.t
        )
        .into());
    }
    let outcome = measure(&mut subject, Run::Test)?;
    let check = match subject.genuine() {
        Some(_) => {
            let check = measure(&mut subject, Run::Check)?;
            if check.t < LIMIT * 2.0 {
                return Err(
                    format!("the comparison that stops early was not found: t = {:.1}", check.t).into()
                );
            }
            format!(", stopping early {:.0} ({:.1} ns)", check.t, check.difference.abs())
        }
        None => String::new(),
    };
    println!(
        "timing of {}: {} calls of {:.1} us, |t| = {:.1} ({:.2} ± {:.2} ns); noise alone {:.1}{check}",
        subject.what(),
        S::CALLS,
        outcome.mean / 1000.0,
        outcome.t,
        outcome.difference,
        outcome.error,
        noise.t,
    );
    Ok(outcome.t < LIMIT)
}

fn run() -> Result<bool, Failure> {
    if cfg!(debug_assertions) {
        return Err("built for debugging, this shows nothing: build it with --release".into());
    }
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |what: &str| wanted.is_empty() || wanted.iter().any(|part| what.contains(part.as_str()));
    if ![MAC, BASIC, RSA, RSA_PORTABLE, READING].into_iter().any(is_wanted) {
        return Err("no test has such a name".into());
    }
    let mut is_constant = true;
    if is_wanted(MAC) {
        is_constant &= test(Mac::new()?)?;
    }
    if is_wanted(BASIC) {
        is_constant &= test(Basic::new()?)?;
    }
    if is_wanted(RSA) {
        is_constant &= test(Rsa::new(RSA, &PrivateKey::generate(2048)?)?)?;
    }
    if is_wanted(RSA_PORTABLE) {
        is_constant &= test(Rsa::new(RSA_PORTABLE, &portable_key()?)?)?;
    }
    if is_wanted(READING) {
        is_constant &= test(Pem::new()?)?;
    }
    Ok(is_constant)
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!(
                "timing: a |t| of {LIMIT} or more: run it again on an idle machine; what stays is a leak"
            );
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("timing: {failure}");
            ExitCode::FAILURE
        }
    }
}
