//! What stays of secrets in this process's writable memory after everything that held them was dropped. Build it as a release is built.
//!
//! Each use is given a random secret and a private key, drops all that it made, and this program wipes its own copies; then it reads all writable
//! memory for any 24 bytes in a row of the secret, the secret padded for HMAC (inner and outer), or the private half of the
//! RSA key, forwards and backwards. While they are in use the same search must find them, or it would prove nothing.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::process::ExitCode;

use paysig::explain::ExplainOptions;
use paysig::gateways::{self, Form, FormKind};
use paysig::keys::{Encoding, PrivateKey};
use paysig::scheme::Role;
use paysig::{Credentials, Message, Options, Signer, Verifier};
use zeroize::{Zeroize, Zeroizing};

/// The length of a run that must not be there: more than a register of 16 bytes that a compiler set down on the stack.
const RUN: usize = 24;
/// What stays all the same, and why.
const KNOWN: [(&str, &str); 1] = [(
    "private key, backwards",
    "the crates rsa and crypto-bigint do not wipe what they compute with, nor the primes as moduli",
)];
/// Needles are kept like this, so that the search does not find itself.
const MASK: u8 = 0xa5;
const ROUNDS: usize = 3;
const URL: &str = "https://gateway.example/v1/pay?id=7";

type Failure = Box<dyn std::error::Error>;

/// Every run of bytes that is searched for, masked: by its first half, the rest and what it is of.
#[derive(Default)]
struct Needles(HashMap<[u8; RUN / 2], Vec<([u8; RUN / 2], &'static str)>>);

impl Needles {
    fn add(&mut self, what: &'static str, bytes: &[u8], public: &[u8]) {
        for run in bytes.windows(RUN).filter(|run| !public.windows(RUN).any(|known| known == *run)) {
            let masked = |at: usize| run[at] ^ MASK;
            let first = std::array::from_fn(masked);
            let rest = std::array::from_fn(|at| masked(at + RUN / 2));
            self.0.entry(first).or_default().push((rest, what));
        }
    }

    /// What of it is in the bytes, and how often.
    fn count(&self, bytes: &[u8], found: &mut HashMap<&'static str, usize>) {
        for run in bytes.windows(RUN) {
            let first: [u8; RUN / 2] = std::array::from_fn(|at| run[at] ^ MASK);
            let Some(candidates) = self.0.get(&first) else { continue };
            for (rest, what) in candidates {
                if rest.iter().zip(&run[RUN / 2..]).all(|(masked, byte)| masked ^ MASK == *byte) {
                    *found.entry(what).or_default() += 1;
                }
            }
        }
    }
}

/// Reads all memory that this process can write, but the buffer that it reads into.
fn search(needles: &Needles, buffer: &mut [u8]) -> io::Result<(HashMap<&'static str, usize>, usize)> {
    let own = buffer.as_ptr_range();
    let (own_start, own_end) = (own.start as usize, own.end as usize);
    let (mut found, mut searched) = (HashMap::new(), 0);
    let mut memory = File::open("/proc/self/mem")?;
    for line in fs::read_to_string("/proc/self/maps")?.lines() {
        let mut columns = line.split_whitespace();
        let (Some(range), Some(access)) = (columns.next(), columns.next()) else { continue };
        let Some((start, end)) = range.split_once('-') else { continue };
        if !access.starts_with("rw") || line.ends_with("[vvar]") {
            continue;
        }
        let address = |digits| usize::from_str_radix(digits, 16).map_err(io::Error::other);
        let (mut at, end) = (address(start)?, address(end)?);
        while at < end {
            // Up to the buffer, and on after it.
            if (own_start..own_end).contains(&at) {
                at = own_end;
                continue;
            }
            let limit = if at < own_start { end.min(own_start) } else { end };
            let length = buffer.len().min(limit - at);
            memory.seek(SeekFrom::Start(at as u64))?;
            memory.read_exact(&mut buffer[..length])?;
            needles.count(&buffer[..length], &mut found);
            searched += length;
            // Runs that lie across two pieces are seen in the second.
            at += if length == buffer.len() { length - RUN + 1 } else { length };
        }
    }
    buffer.zeroize();
    Ok((found, searched))
}

fn random(bytes: &mut [u8]) -> io::Result<()> {
    File::open("/dev/urandom")?.read_exact(bytes)
}

/// Visible characters, in a place where no move leaves a copy.
fn new_secret() -> io::Result<Zeroizing<Vec<u8>>> {
    let mut secret = Zeroizing::new(vec![0; 48]);
    random(&mut secret)?;
    secret.iter_mut().for_each(|byte| *byte = b'0' + (*byte & 0x3f));
    Ok(secret)
}

const HMAC_SCHEMES: [&str; 4] =
    ["solidgate/request", "aeterna/request", "smart2pay/request", "global-payment/request"];

fn fields(scheme: &str, secret: &[u8]) -> Result<Credentials, Failure> {
    let mut credentials = Credentials::new();
    for field in gateways::scheme(scheme)?.fields.iter() {
        credentials
            .add(field.name.to_string(), if field.role == Role::Public { b"merchant-7" } else { secret });
    }
    Ok(credentials)
}

/// What is searched for while it is in use, too.
type Check<'a> = &'a mut dyn FnMut() -> Result<(), Failure>;

/// The secrets that a stage is given.
struct Secrets {
    secret: Zeroizing<Vec<u8>>,
    der: Zeroizing<Vec<u8>>,
    pem: Zeroizing<Vec<u8>>,
    public: Vec<u8>,
}

fn sign_and_verify(given: &Secrets, check: Check<'_>) -> Result<(), Failure> {
    for scheme in HMAC_SCHEMES {
        let message = Message::request("POST", URL).body(br#"{"amount":100}"#);
        let signer = Signer::new(scheme, fields(scheme, &given.secret)?, &Options::new())?;
        let verifier = Verifier::new(scheme, fields(scheme, &given.secret)?, &Options::new())?;
        verifier.verify(&signer.sign(&message)?, &message)?;
        signer.string_to_sign(&message)?;
    }
    check()
}

fn explain(given: &Secrets, check: Check<'_>) -> Result<(), Failure> {
    for scheme in HMAC_SCHEMES {
        let [sent, received] = [&b"{\"amount\":100}"[..], b"{\"amount\":101}"]
            .map(|body| Message::request("POST", URL).body(body));
        let signer = Signer::new(scheme, fields(scheme, &given.secret)?, &Options::new())?;
        let verifier = Verifier::new(scheme, fields(scheme, &given.secret)?, &Options::new())?;
        let headers = signer.sign(&sent)?;
        let options = ExplainOptions::new().budget(1 << 20).others(fields(scheme, &given.secret)?);
        let explanation = verifier.explain_with(&headers, &received, &options)?;
        drop(verifier.capsule(&headers, &received, &explanation));
    }
    check()
}

fn form(given: &Secrets, check: Check<'_>) -> Result<(), Failure> {
    let form = Form::new([("public_key", &b"api_pk_1"[..]), ("secret_key", given.secret.as_slice())])?;
    let fields = form.make(FormKind::Data, b"{}")?;
    form.decrypt(fields.intent())?;
    check()
}

fn sign_rsa(given: &Secrets, check: Check<'_>) -> Result<(), Failure> {
    let message = Message::webhook(b"{}");
    for material in [&given.pem, &given.der] {
        let credentials = [("project", &b"p"[..]), ("private_key", material.as_slice())];
        let signer = Signer::new("smart-glocal/request", credentials, &Options::new())?;
        let verifier = Verifier::new(
            "smart-glocal/webhook",
            [("public_key", given.public.as_slice())],
            &Options::new(),
        )?;
        verifier.verify(&signer.sign(&message)?, &message)?;
    }
    check()
}

fn write_key(given: &Secrets, check: Check<'_>) -> Result<(), Failure> {
    let key = PrivateKey::read(&given.der, None)?;
    drop(key.write(Encoding::Der, None)?);
    drop(key.write(Encoding::Pem, None)?);
    let encrypted = key.write(Encoding::Pem, Some(&given.secret))?;
    drop(PrivateKey::read(&encrypted, Some(&given.secret))?);
    check()
}

type Stage = fn(&Secrets, Check<'_>) -> Result<(), Failure>;

const STAGES: [(&str, Stage); 5] = [
    ("HMAC and Basic: sign, verify", sign_and_verify),
    ("explain", explain),
    ("the payment form", form),
    ("RSA: read, sign, verify", sign_rsa),
    ("RSA: read, write, encrypt, decrypt", write_key),
];

/// Without a copy that stays: the file's length is known before it is read.
fn read_secret(name: &str) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut file = File::open(paysig_tests::top().join("tests/vectors/keys").join(name))?;
    let mut content =
        Zeroizing::new(vec![0; usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?]);
    file.read_exact(&mut content)?;
    Ok(content)
}

/// How many bytes were searched, and what was found.
fn round(stage: Stage, buffer: &mut [u8]) -> Result<(usize, HashMap<&'static str, usize>), Failure> {
    let secret = new_secret()?;
    let mut needles = Needles::default();
    needles.add("secret", &secret, &[]);
    for (what, pad) in [("secret, inner padding", 0x36), ("secret, outer padding", 0x5c)] {
        let padded: Zeroizing<Vec<u8>> = Zeroizing::new(secret.iter().map(|byte| byte ^ pad).collect());
        needles.add(what, &padded, &[]);
    }
    let (der, pem) = (read_secret("rsa2048.pkcs8.der")?, read_secret("rsa2048.pkcs8.pem")?);
    let public = fs::read(paysig_tests::top().join("tests/vectors/keys/rsa2048.spki.der"))?;
    let backwards = |bytes: &[u8]| Zeroizing::new(bytes.iter().rev().copied().collect::<Vec<u8>>());
    // What stands before the modulus is the same in every key.
    needles.add("private key", &der[64..], &public);
    needles.add("private key, backwards", &backwards(&der[64..]), &backwards(&public));
    // The first lines hold the modulus.
    needles.add("private key, PEM", &pem[420..pem.len() - 30], &[]);

    let given = Secrets { secret, der, pem, public };
    let mut in_use = HashMap::new();
    stage(&given, &mut || {
        in_use = search(&needles, buffer)?.0;
        Ok(())
    })?;
    for what in ["secret", "private key", "private key, PEM"] {
        if !in_use.contains_key(what) {
            return Err(format!("the search does not even find the {what} that is in use").into());
        }
    }
    drop(given);
    let (found, searched) = search(&needles, buffer)?;
    Ok((searched, found))
}

fn main() -> ExitCode {
    if cfg!(debug_assertions) {
        eprintln!("built for debugging, this shows nothing: build it with --release");
        return ExitCode::FAILURE;
    }
    let mut buffer = vec![0; 1 << 20];
    let (mut searched, mut clean, mut most) = (0, true, HashMap::new());
    for number in 1..=ROUNDS {
        for (name, stage) in STAGES {
            let (bytes, found) = match round(stage, &mut buffer) {
                Ok(outcome) => outcome,
                Err(failure) => {
                    eprintln!("round {number}, {name}: {failure}");
                    return ExitCode::FAILURE;
                }
            };
            searched += bytes;
            for (what, count) in found {
                if KNOWN.iter().any(|(known, _)| *known == what) {
                    let before: usize = most.get(what).copied().unwrap_or_default();
                    most.insert(what, before.max(count));
                } else {
                    eprintln!("left in memory in round {number}, after {name}: {what}, {count} runs");
                    clean = false;
                }
            }
        }
    }
    for (what, why) in KNOWN {
        let count = most.get(what).copied().unwrap_or_default();
        println!("memory, known: {what}, up to {count} runs of {RUN} bytes: {why}");
    }
    if !clean {
        return ExitCode::FAILURE;
    }
    println!(
        "memory: {ROUNDS} rounds of {} uses, {} MiB searched, nothing else left",
        STAGES.len(),
        searched >> 20
    );
    ExitCode::SUCCESS
}
