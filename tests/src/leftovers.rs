//! What stays of secrets in a process's writable memory after everything that held them was dropped.
//!
//! Each use is given a random secret and a new private key, drops all that it made, and wipes its own copies; then all writable memory is read
//! for any 24 bytes in a row of the secret, the secret padded for HMAC (inner and outer), the hash's states after that, which sign as well as
//! the secret does, the PEM text, and each private number of the RSA key, in either order of its bytes. The search must first find what was
//! put there for it to find, and while they are in use the secrets themselves, or it would prove nothing.
//!
//! Nothing may be left of them, but for HMAC's outer state on another thread's stack, and for one thing in Rust alone: the crate `rsa` gives copies
//! of the primes back to the allocator unwiped. So where the allocator does not wipe either, a use that reads a private key may leave runs of its
//! primes on the heap, and one that makes a key those and runs of its private exponent. How many that crate leaves by itself, of a key that it reads,
//! is told beside them. The C library, Python and Node bring an allocator that wipes, and may leave none.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Command, ExitCode};

use rsa::RsaPrivateKey;
use rsa::pkcs1::RsaPrivateKeyRef;
use rsa::pkcs1::der::Decode;
use rsa::pkcs8::PrivateKeyInfoRef;
use sha2::block_api::{Sha256VarCore, Sha512VarCore};
use sha2::digest::block_api::{Block, VariableOutputCore};
use sha2::digest::common::hazmat::SerializableState;
use sha2::digest::typenum::Unsigned;
use zeroize::{Zeroize, Zeroizing};

/// The length of a run that must not be there: more than a register of 16 bytes that a compiler set down on the stack.
const RUN: usize = 24;
/// The use after which one of HMAC's states may stay.
pub const ELSEWHERE: &str = "HMAC: used on a thread that lives on, dropped by another";
/// How the uses begin that read a private key.
const READS: &str = "RSA: read";
/// The use that makes one.
pub const GENERATED: &str = "RSA: generate, write";
/// Which of HMAC's states.
const OUTER: &str = "HMAC's outer state";
/// The private numbers of an RSA key, as DER orders their bytes and as arithmetic does.
const NUMBERS: [[&str; 2]; 6] = [
    ["d", "d, backwards"],
    ["p", "p, backwards"],
    ["q", "q, backwards"],
    ["dp", "dp, backwards"],
    ["dq", "dq, backwards"],
    ["qinv", "qinv, backwards"],
];
/// What an HMAC is made with, and signs as well as the secret does.
const STATES: [&str; 2] = ["HMAC's inner state", OUTER];
/// Needles are kept like this, so that the search does not find itself.
const MASK: u8 = 0xa5;
/// How often every use is repeated.
pub const ROUNDS: usize = 3;
/// The length of a secret in bytes.
pub const SECRET: usize = 48;

/// How many runs of what were found, and where.
pub type Found = BTreeMap<(&'static str, &'static str), usize>;

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
    /// A new secret and a new key, whose files are put into the folder. The key is made by another program: one that made it itself could
    /// not tell what of it was left by whom.
    ///
    /// # Errors
    /// When the system has no random bytes, or the key cannot be made.
    pub fn new(folder: &Path) -> io::Result<Self> {
        for command in [
            "genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out private.pem",
            "pkcs8 -topk8 -nocrypt -in private.pem -outform DER -out private.der",
            "pkey -in private.pem -pubout -outform DER -out public.der",
        ] {
            let made = Command::new("openssl").args(command.split(' ')).current_dir(folder).status()?;
            if !made.success() {
                return Err(io::Error::other(format!("openssl {command}: {made}")));
            }
        }
        let [der, pem, public] =
            ["private.der", "private.pem", "public.der"].map(|name| read_secret(&folder.join(name)));
        Ok(Self { secret: new_secret()?, der: der?, pem: pem?, public: public?.to_vec() })
    }

    /// A new secret, and a key that was made where it is searched for.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn with_key(der: Zeroizing<Vec<u8>>, pem: Zeroizing<Vec<u8>>, public: Vec<u8>) -> io::Result<Self> {
        Ok(Self { secret: new_secret()?, der, pem, public })
    }

    /// The key's private numbers, where they lie.
    fn numbers(&self) -> io::Result<[&[u8]; 6]> {
        let info = PrivateKeyInfoRef::try_from(self.der.as_slice()).map_err(io::Error::other)?;
        let key = RsaPrivateKeyRef::from_der(info.private_key.as_bytes()).map_err(io::Error::other)?;
        Ok([
            &key.private_exponent,
            &key.prime1,
            &key.prime2,
            &key.exponent1,
            &key.exponent2,
            &key.coefficient,
        ]
        .map(|number| number.as_bytes()))
    }
}

/// Every run of bytes that is searched for, masked: by its first half, the rest and what it is of.
#[derive(Default)]
pub struct Needles(HashMap<[u8; RUN / 2], Vec<([u8; RUN / 2], &'static str)>>);

impl Needles {
    /// Those of the secrets.
    ///
    /// # Errors
    /// When the key is none.
    pub fn of(given: &Secrets) -> io::Result<Self> {
        let mut needles = Self::default();
        needles.add("secret", &given.secret);
        for (what, pad) in [("secret, inner padding", 0x36), ("secret, outer padding", 0x5c)] {
            let padded: Zeroizing<Vec<u8>> =
                Zeroizing::new(given.secret.iter().map(|byte| byte ^ pad).collect());
            needles.add(what, &padded);
        }
        needles.add_states(&given.secret);
        wipe_stack();
        for (names, number) in NUMBERS.into_iter().zip(given.numbers()?) {
            for (name, number) in names.into_iter().zip([number, &backwards(number)]) {
                needles.add(name, number);
            }
        }
        // The first lines hold the modulus.
        needles.add("private key, PEM", &given.pem[420..given.pem.len() - 30]);
        Ok(needles)
    }

    /// In a frame of its own, as it leaves what is searched for there.
    #[inline(never)]
    fn add_states(&mut self, secret: &[u8]) {
        for (what, pad) in STATES.into_iter().zip([0x36, 0x5c]) {
            for state in [state::<Sha256VarCore>(secret, pad), state::<Sha512VarCore>(secret, pad)] {
                self.add(what, &state);
            }
        }
    }

    fn add(&mut self, what: &'static str, bytes: &[u8]) {
        for run in bytes.windows(RUN) {
            let masked = |at: usize| run[at] ^ MASK;
            let first = std::array::from_fn(masked);
            let rest = std::array::from_fn(|at| masked(at + RUN / 2));
            self.0.entry(first).or_default().push((rest, what));
        }
    }

    /// What of it is in the bytes, and how often.
    fn count(&self, bytes: &[u8], place: &'static str, found: &mut Found) {
        for run in bytes.windows(RUN) {
            let first: [u8; RUN / 2] = std::array::from_fn(|at| run[at] ^ MASK);
            let Some(candidates) = self.0.get(&first) else { continue };
            for (rest, what) in candidates {
                if rest.iter().zip(&run[RUN / 2..]).all(|(masked, byte)| masked ^ MASK == *byte) {
                    *found.entry((what, place)).or_default() += 1;
                }
            }
        }
    }
}

fn backwards(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(bytes.iter().rev().copied().collect())
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
        let place = match columns.next_back() {
            Some("[heap]") => "heap",
            Some("[stack]") => "stack",
            _ => "elsewhere",
        };
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
            needles.count(&buffer[..length], place, &mut found);
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
fn read_secret(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut file = File::open(path)?;
    let mut content =
        Zeroizing::new(vec![0; usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?]);
    file.read_exact(&mut content)?;
    Ok(content)
}

/// How often each was found, wherever that was.
fn totals(found: &Found) -> BTreeMap<&'static str, usize> {
    let mut totals = BTreeMap::new();
    for ((what, _), count) in found {
        *totals.entry(*what).or_default() += count;
    }
    totals
}

/// Whether all of these were found.
fn seen<'w>(found: &Found, all: impl IntoIterator<Item = &'w &'w str>) -> Result<(), String> {
    let totals = totals(found);
    match all.into_iter().find(|what| !totals.contains_key(**what)) {
        Some(what) => Err(format!("the search does not even find {what}, which is there")),
        None => Ok(()),
    }
}

/// Whether what must be found while it is in use was found.
///
/// # Errors
/// What was not.
pub fn all_seen(in_use: &Found) -> Result<(), String> {
    seen(in_use, &["secret", "private key, PEM", "d", "p", "q", "dp", "dq", "qinv"])
}

/// Whether HMAC's states were found in any use: only some of them have one.
///
/// # Errors
/// Which was not.
pub fn states_seen(in_use: &Found) -> Result<(), String> {
    seen(in_use, &STATES)
}

/// Has the search find every number in both orders, and nothing after they were wiped.
///
/// # Errors
/// What was not found, or still was.
pub fn prove(folder: &Path, buffer: &mut [u8]) -> io::Result<()> {
    let given = Secrets::new(folder)?;
    let needles = Needles::of(&given)?;
    let planted: Vec<_> = given.numbers()?.into_iter().map(backwards).collect();
    let found = search("self", &needles, buffer)?.0;
    all_seen(&found).and_then(|()| seen(&found, NUMBERS.as_flattened())).map_err(io::Error::other)?;
    drop((planted, given));
    let found = search("self", &needles, buffer)?.0;
    if found.is_empty() {
        return Ok(());
    }
    Err(io::Error::other(format!("the search itself leaves {found:?}")))
}

/// How many runs of a new key's primes the crate `rsa` leaves by itself on the heap, after it read the key twice; the most of some keys.
///
/// # Errors
/// When the key cannot be made or read, or memory cannot be.
pub fn left_by_rsa(folder: &Path, buffer: &mut [u8]) -> io::Result<usize> {
    // Where the allocator puts what differs from run to run.
    (0..5).try_fold(0, |most, _| Ok(most.max(left_once_by_rsa(folder, buffer)?)))
}

fn left_once_by_rsa(folder: &Path, buffer: &mut [u8]) -> io::Result<usize> {
    let given = Secrets::new(folder)?;
    let needles = Needles::of(&given)?;
    drop((read_by_rsa(&given)?, read_by_rsa(&given)?));
    drop(given);
    let found = search("self", &needles, buffer)?.0;
    let known =
        |((what, place), _): &(&(&str, &str), &usize)| may_stay(READS).contains(what) && *place == "heap";
    Ok(found.iter().filter(known).map(|(_, count)| count).sum())
}

/// The numbers that may stay on the heap after a use.
fn may_stay(name: &str) -> &'static [&'static str] {
    match name {
        GENERATED => &["p, backwards", "q, backwards", "d, backwards"],
        _ if name.starts_with(READS) => &["p, backwards", "q, backwards"],
        _ => &[],
    }
}

fn read_by_rsa(given: &Secrets) -> io::Result<RsaPrivateKey> {
    let info = PrivateKeyInfoRef::try_from(given.der.as_slice()).map_err(io::Error::other)?;
    RsaPrivateKey::try_from(info).map_err(io::Error::other)
}

/// What all rounds found.
pub struct Outcome {
    searched: usize,
    left: bool,
    /// The most runs of HMAC's outer state that stayed after one use.
    outer: usize,
    /// The same of a key's numbers, and what `rsa` leaves by itself.
    numbers: usize,
    by_rsa: usize,
}

impl Outcome {
    /// Nothing yet; `by_rsa` is what [`left_by_rsa`] says, or 0 where the allocator wipes.
    #[must_use]
    pub const fn new(by_rsa: usize) -> Self {
        Self { searched: 0, left: false, outer: 0, numbers: 0, by_rsa }
    }

    /// Adds what was found after one use, in how many bytes.
    pub fn add(&mut self, round: usize, name: &str, found: &Found, searched: usize) {
        self.searched += searched;
        let mut numbers = 0;
        for ((what, place), count) in found {
            if (name, *what) == (ELSEWHERE, OUTER) {
                self.outer = self.outer.max(*count);
            } else if may_stay(name).contains(what) && *place == "heap" && self.by_rsa > 0 {
                numbers += count;
            } else {
                eprintln!("left in memory in round {round}, after {name}: {what}, {count} runs, {place}");
                self.left = true;
            }
        }
        self.numbers = self.numbers.max(numbers);
    }

    /// Says what was found, in all uses together.
    #[must_use]
    pub fn told(self, who: &str, uses: usize) -> ExitCode {
        println!(
            "memory, known: {who}: {OUTER}, up to {} runs of {RUN} bytes: SHA-512 sets it down on the stack of the thread that signs, which \
             another thread does not reach; it signs nothing without the inner state",
            self.outer
        );
        if self.left {
            return ExitCode::FAILURE;
        }
        let known = match self.by_rsa {
            0 => String::new(),
            by_rsa => {
                format!(", up to {} runs of RSA numbers where rsa leaves {by_rsa} by itself", self.numbers)
            }
        };
        println!(
            "memory: {who}: {ROUNDS} rounds of {uses} uses, {} MiB searched{known}, nothing else left",
            self.searched >> 20
        );
        ExitCode::SUCCESS
    }
}
