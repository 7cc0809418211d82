//! Signing and verifying in Rust: the rule as a Rust programmer writes it, as well as it can be written by hand, and paysig, in turns.
//!
//! Run it with `core/bench`, which prints the tables, and adds the lines for `benches/report` to the file that
//! `PAYSIG_BENCH_RESULTS` names.

mod hmac_schemes;
mod lines;
mod rounds;
mod rsa_scheme;
mod rules;
mod whole;

use std::env;
use std::process::Command;

/// Tells this program that OpenSSL was told that the processor has no AVX-512 IFMA.
const MASKED: &str = "--ifma-masked";
/// Bit 21 of EBX of leaf 7.
const WITHOUT_IFMA: (&str, &str) = ("OPENSSL_ia32cap", ":~0x200000");

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    if env::args().any(|argument| argument == MASKED) {
        return rsa_scheme::run_masked("IFMA masked off");
    }
    // First: later, the peak that counts is that of something else.
    whole::memory()?;
    whole::threads()?;
    hmac_schemes::run()?;
    rsa_scheme::run()?;
    // OpenSSL asks the processor once, when it is loaded.
    let status =
        Command::new(env::current_exe()?).arg(MASKED).env(WITHOUT_IFMA.0, WITHOUT_IFMA.1).status()?;
    if status.success() { Ok(()) } else { Err("the process with IFMA masked off failed".into()) }
}
