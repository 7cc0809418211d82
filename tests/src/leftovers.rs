//! What stays of secrets in a process's writable memory after everything that held them was dropped.
//!
//! Each use is given a random secret and a private key, drops all that it made, and wipes its own copies; then all writable memory is read
//! for any 24 bytes in a row of the secret, the secret padded for HMAC (inner and outer), the hash's states after that, which sign as well as
//! the secret does, or the private half of the RSA key, forwards and backwards. While they are in use the same search must find them, or it would prove nothing.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::process::ExitCode;

use sha2::block_api::{Sha256VarCore, Sha512VarCore};
use sha2::digest::block_api::{Block, VariableOutputCore};
use sha2::digest::common::hazmat::SerializableState;
use sha2::digest::typenum::Unsigned;
use zeroize::{Zeroize, Zeroizing};

/// The length of a run that must not be there: more than a register of 16 bytes that a compiler set down on the stack.
const RUN: usize = 24;
/// The use after which more is known to stay.
pub const ELSEWHERE: &str = "HMAC: used on a thread that lives on, dropped by another";
/// What stays all the same; after which use, if it is not any; and why.
const KNOWN: [(&str, Option<&str>, &str); 2] = [
    (
        "private key, backwards",
        None,
        "the crates rsa and crypto-bigint do not wipe what they compute with, nor the primes as moduli",
    ),
    (
        "HMAC's outer state",
        Some(ELSEWHERE),
        "SHA-512 sets it down on the stack of the thread that signs, which another thread does not reach; it signs nothing without the inner \
         state",
    ),
];
/// What an HMAC is made with, and signs as well as the secret does.
const STATES: [&str; 2] = ["HMAC's inner state", "HMAC's outer state"];
/// Needles are kept like this, so that the search does not find itself.
const MASK: u8 = 0xa5;
/// How often every use is repeated.
pub const ROUNDS: usize = 3;
/// The length of a secret in bytes.
pub const SECRET: usize = 48;

/// How many runs of what were found.
pub type Found = HashMap<&'static str, usize>;

/// The secrets that a use is given.
pub struct Secrets {
    /// Text.
    pub secret: Zeroizing<Vec<u8>>,
    /// A private key.
    pub der: Zeroizing<Vec<u8>>,
    /// The same.
    pub pem: Zeroizing<Vec<u8>>,
    /// Its public half.
    pub public: Vec<u8>,
}

impl Secrets {
    /// A new secret, and the key of the tests.
    ///
    /// # Errors
    /// When the system has no random bytes, or the key cannot be read.
    pub fn new() -> io::Result<Self> {
        let [der, pem, public] =
            ["rsa2048.pkcs8.der", "rsa2048.pkcs8.pem", "rsa2048.spki.der"].map(read_secret);
        Ok(Self { secret: new_secret()?, der: der?, pem: pem?, public: public?.to_vec() })
    }
}

/// Every run of bytes that is searched for, masked: by its first half, the rest and what it is of.
#[derive(Default)]
pub struct Needles(HashMap<[u8; RUN / 2], Vec<([u8; RUN / 2], &'static str)>>);

impl Needles {
    /// Those of the secrets.
    #[must_use]
    pub fn of(given: &Secrets) -> Self {
        let mut needles = Self::default();
        needles.add("secret", &given.secret, &[]);
        for (what, pad) in [("secret, inner padding", 0x36), ("secret, outer padding", 0x5c)] {
            let padded: Zeroizing<Vec<u8>> =
                Zeroizing::new(given.secret.iter().map(|byte| byte ^ pad).collect());
            needles.add(what, &padded, &[]);
        }
        needles.add_states(&given.secret);
        wipe_stack();
        let backwards = |bytes: &[u8]| Zeroizing::new(bytes.iter().rev().copied().collect::<Vec<u8>>());
        // What stands before the modulus is the same in every key.
        needles.add("private key", &given.der[64..], &given.public);
        needles.add("private key, backwards", &backwards(&given.der[64..]), &backwards(&given.public));
        // The first lines hold the modulus.
        needles.add("private key, PEM", &given.pem[420..given.pem.len() - 30], &[]);
        needles
    }

    /// In a frame of its own, as it leaves what is searched for there.
    #[inline(never)]
    fn add_states(&mut self, secret: &[u8]) {
        for (what, pad) in STATES.into_iter().zip([0x36, 0x5c]) {
            for state in [state::<Sha256VarCore>(secret, pad), state::<Sha512VarCore>(secret, pad)] {
                self.add(what, &state, &[]);
            }
        }
    }

    fn add(&mut self, what: &'static str, bytes: &[u8], public: &[u8]) {
        for run in bytes.windows(RUN).filter(|run| !public.windows(RUN).any(|known| known == *run)) {
            let masked = |at: usize| run[at] ^ MASK;
            let first = std::array::from_fn(masked);
            let rest = std::array::from_fn(|at| masked(at + RUN / 2));
            self.0.entry(first).or_default().push((rest, what));
        }
    }

    /// What of it is in the bytes, and how often.
    fn count(&self, bytes: &[u8], found: &mut Found) {
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

/// The words of a hash after the padded key, as they lie in memory.
fn state<H>(secret: &[u8], pad: u8) -> Zeroizing<Vec<u8>>
where
    H: VariableOutputCore + SerializableState,
{
    let mut block = Block::<H>::default();
    block.iter_mut().for_each(|byte| *byte = pad);
    block.iter_mut().zip(secret).for_each(|(to, byte)| *to ^= byte);
    let Ok(mut hash) = H::new(H::OutputSize::USIZE) else { return Zeroizing::default() };
    hash.update_blocks(std::slice::from_ref(&block));
    block.iter_mut().for_each(|byte| *byte = 0);
    // The number of blocks follows.
    Zeroizing::new(hash.serialize()[..H::OutputSize::USIZE].to_vec())
}

#[inline(never)]
fn wipe_stack() {
    std::hint::black_box(&mut [0_u8; 1 << 15]);
}

/// Reads all memory that a process can write, but the buffer that it is read into; and how many bytes that were.
///
/// # Errors
/// When the process's memory cannot be read.
pub fn search(process: &str, needles: &Needles, buffer: &mut [u8]) -> io::Result<(Found, usize)> {
    let own = buffer.as_ptr_range();
    let (own_start, own_end) = (own.start as usize, own.end as usize);
    let (mut found, mut searched) = (Found::new(), 0);
    let mut memory = File::open(format!("/proc/{process}/mem"))?;
    for line in fs::read_to_string(format!("/proc/{process}/maps"))?.lines() {
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
    let mut secret = Zeroizing::new(vec![0; SECRET]);
    random(&mut secret)?;
    secret.iter_mut().for_each(|byte| *byte = b'0' + (*byte & 0x3f));
    Ok(secret)
}

/// Without a copy that stays: the file's length is known before it is read.
fn read_secret(name: &str) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut file = File::open(crate::top().join("tests/vectors/keys").join(name))?;
    let mut content =
        Zeroizing::new(vec![0; usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?]);
    file.read_exact(&mut content)?;
    Ok(content)
}

/// Whether what must be found while it is in use was found.
///
/// # Errors
/// What was not.
pub fn all_seen(in_use: &Found) -> Result<(), String> {
    match ["secret", "private key", "private key, PEM"].iter().find(|what| !in_use.contains_key(*what)) {
        Some(what) => Err(format!("the search does not even find the {what} that is in use")),
        None => Ok(()),
    }
}

/// Whether HMAC's states were found in any use: only some of them have one.
///
/// # Errors
/// Which was not.
pub fn states_seen(in_use: &Found) -> Result<(), String> {
    match STATES.iter().find(|state| !in_use.contains_key(*state)) {
        Some(state) => Err(format!("the search does not even find {state} that is in use")),
        None => Ok(()),
    }
}

/// What all rounds found.
#[derive(Default)]
pub struct Outcome {
    searched: usize,
    left: bool,
    known: Found,
}

impl Outcome {
    /// Adds what was found after one use, in how many bytes.
    pub fn add(&mut self, round: usize, name: &str, found: Found, searched: usize) {
        self.searched += searched;
        for (what, count) in found {
            if KNOWN.iter().any(|(known, after, _)| *known == what && after.is_none_or(|after| after == name))
            {
                let before = self.known.entry(what).or_default();
                *before = count.max(*before);
            } else {
                eprintln!("left in memory in round {round}, after {name}: {what}, {count} runs");
                self.left = true;
            }
        }
    }

    /// Says what was found, in all uses together.
    #[must_use]
    pub fn told(self, who: &str, uses: usize) -> ExitCode {
        for (what, _, why) in KNOWN {
            let count = self.known.get(what).copied().unwrap_or_default();
            println!("memory, known: {who}: {what}, up to {count} runs of {RUN} bytes: {why}");
        }
        if self.left {
            return ExitCode::FAILURE;
        }
        println!(
            "memory: {who}: {ROUNDS} rounds of {uses} uses, {} MiB searched, nothing else left",
            self.searched >> 20
        );
        ExitCode::SUCCESS
    }
}
