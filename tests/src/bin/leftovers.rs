//! What stays of secrets in this process's memory: see `paysig_tests::leftovers`. Build it as a release is built; with the feature
//! `wiping-allocator`, it has the allocator that the C library, Python and Node have.

use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

use paysig::explain::ExplainOptions;
use paysig::gateways::{self, Form, FormKind};
use paysig::keys::{Encoding, PrivateKey};
use paysig::scheme::Role;
use paysig::{Credentials, Message, Options, Signer, Verifier};
use paysig_tests::leftovers::{
    ELSEWHERE, Found, GENERATED, Needles, Outcome, ROUNDS, Secrets, all_seen, left_by_rsa, prove, search,
    states_seen,
};

const URL: &str = "https://gateway.example/v1/pay?id=7";

#[cfg(feature = "wiping-allocator")]
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

type Failure = Box<dyn std::error::Error>;

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

fn sign_and_verify(given: &Secrets, check: Check<'_>) -> Result<(), Failure> {
    let mut in_use = Vec::new();
    for scheme in HMAC_SCHEMES {
        let message = Message::request("POST", URL).body(br#"{"amount":100}"#);
        let signer = Signer::new(scheme, fields(scheme, &given.secret)?, &Options::new())?;
        let verifier = Verifier::new(scheme, fields(scheme, &given.secret)?, &Options::new())?;
        verifier.verify(&signer.sign(&message)?, &message)?;
        signer.string_to_sign(&message)?;
        in_use.push((signer, verifier));
    }
    check()
}

/// As pools of threads do, and garbage collectors: what is on the other thread's stack stays there.
fn drop_elsewhere(given: &Secrets, check: Check<'_>) -> Result<(), Failure> {
    let mut credentials = Vec::new();
    for scheme in HMAC_SCHEMES {
        credentials.push((scheme, fields(scheme, &given.secret)?, fields(scheme, &given.secret)?));
    }
    let (gives, takes) = mpsc::channel();
    thread::spawn(move || {
        for (scheme, to_sign, to_verify) in credentials {
            let message = Message::request("POST", URL).body(br#"{"amount":100}"#);
            let Ok(signer) = Signer::new(scheme, to_sign, &Options::new()) else { return };
            let Ok(verifier) = Verifier::new(scheme, to_verify, &Options::new()) else { return };
            let Ok(headers) = signer.sign(&message) else { return };
            if verifier.verify(&headers, &message).is_err() || gives.send((signer, verifier)).is_err() {
                return;
            }
        }
        // It lives as long as the process.
        loop {
            thread::park();
        }
    });
    let mut in_use = Vec::new();
    for _ in HMAC_SCHEMES {
        in_use.push(takes.recv()?);
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

fn read_key(given: &Secrets, check: Check<'_>) -> Result<(), Failure> {
    let in_use = [PrivateKey::read(&given.pem, None)?, PrivateKey::read(&given.der, None)?];
    check()?;
    drop(in_use);
    Ok(())
}

fn sign_rsa(given: &Secrets, check: Check<'_>) -> Result<(), Failure> {
    let message = Message::webhook(b"{}");
    let mut in_use = Vec::new();
    for material in [&given.pem, &given.der] {
        let credentials = [("project", &b"p"[..]), ("private_key", material.as_slice())];
        let signer = Signer::new("smart-glocal/request", credentials, &Options::new())?;
        verifier(given)?.verify(&signer.sign(&message)?, &message)?;
        in_use.push(signer);
    }
    check()
}

fn verifier(given: &Secrets) -> Result<Verifier, Failure> {
    let public = [("public_key", given.public.as_slice())];
    Ok(Verifier::new("smart-glocal/webhook", public, &Options::new())?)
}

/// Without the private key: refused, with all the arithmetic of what is accepted.
fn verify_rsa(given: &Secrets, check: Check<'_>) -> Result<(), Failure> {
    let message = Message::webhook(b"{}");
    let zeros = format!("{}==", "A".repeat(342));
    let headers = [("X-PARTNER-SIGN", zeros.as_str())];
    let verifier = verifier(given)?;
    if verifier.verify(&headers[..], &message).is_ok() {
        return Err("a signature of zeros was accepted".into());
    }
    verifier.explain(&headers[..], &message)?;
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

const STAGES: [(&str, Stage); 8] = [
    ("HMAC and Basic: sign, verify", sign_and_verify),
    (ELSEWHERE, drop_elsewhere),
    ("explain", explain),
    ("the payment form", form),
    ("RSA: verify, explain", verify_rsa),
    ("RSA: read", read_key),
    ("RSA: read, sign, verify", sign_rsa),
    ("RSA: read, write, encrypt, decrypt", write_key),
];

/// What was found after it, in how many bytes.
fn round(
    stage: Stage,
    folder: &Path,
    buffer: &mut [u8],
    seen: &mut Found,
) -> Result<(Found, usize), Failure> {
    let given = Secrets::new(folder)?;
    let needles = Needles::of(&given)?;
    let mut in_use = Found::new();
    stage(&given, &mut || {
        in_use = search("self", &needles, buffer)?.0;
        Ok(())
    })?;
    all_seen(&in_use)?;
    seen.extend(in_use);
    drop(given);
    Ok(search("self", &needles, buffer)?)
}

/// The same of a key that paysig makes.
fn generated(buffer: &mut [u8]) -> Result<(Found, usize), Failure> {
    let key = PrivateKey::generate(2048)?;
    let public = key.public_key().write(Encoding::Der)?;
    let given = Secrets::with_key(key.write(Encoding::Der, None)?, key.write(Encoding::Pem, None)?, public)?;
    let needles = Needles::of(&given)?;
    all_seen(&search("self", &needles, buffer)?.0)?;
    drop((key, given));
    Ok(search("self", &needles, buffer)?)
}

fn run() -> Result<ExitCode, Failure> {
    let folder = tempfile::tempdir()?;
    let mut buffer = vec![0; 1 << 20];
    let mut seen = Found::new();
    prove(folder.path(), &mut buffer)?;
    let (name, by_rsa) = match cfg!(feature = "wiping-allocator") {
        true => ("Rust with an allocator that wipes", 0),
        false => ("Rust", left_by_rsa(folder.path(), &mut buffer)?),
    };
    let mut outcome = Outcome::new(by_rsa);
    for number in 1..=ROUNDS {
        for (name, stage) in STAGES {
            let (found, searched) = round(stage, folder.path(), &mut buffer, &mut seen)
                .map_err(|failure| format!("round {number}, {name}: {failure}"))?;
            outcome.add(number, name, &found, searched);
        }
        let (found, searched) = generated(&mut buffer)?;
        outcome.add(number, GENERATED, &found, searched);
    }
    states_seen(&seen)?;
    Ok(outcome.told(name, STAGES.len() + 1))
}

fn main() -> ExitCode {
    if cfg!(debug_assertions) {
        eprintln!("built for debugging, this shows nothing: build it with --release");
        return ExitCode::FAILURE;
    }
    run().unwrap_or_else(|failure| {
        eprintln!("leftovers: {failure}");
        ExitCode::FAILURE
    })
}
