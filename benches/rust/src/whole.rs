//! What only shows in a whole process: threads, and memory.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use paysig::{Message, Options, Signer};

use crate::Failure;
use crate::hmac_schemes::FOREMOST;
use crate::lines::{LANGUAGE, Line};
use crate::rounds::quartiles;
use crate::rules::{PUBLIC, SECRET};

const ROUNDS: usize = 15;
const TURN: Duration = Duration::from_millis(100);
const MEBIBYTE: usize = 1 << 20;

fn signer() -> Result<Signer, Failure> {
    let credentials = [("public_key", PUBLIC), ("secret_key", SECRET)];
    Ok(Signer::new(FOREMOST, credentials, &Options::new())?)
}

/// One signer, shared.
pub(crate) fn threads() -> Result<(), Failure> {
    let signer = signer()?;
    for size in [256, 65536] {
        let body = vec![b'x'; size];
        let many = u32::try_from(thread::available_parallelism()?.get())?.min(2);
        let mut rates = [Vec::new(), Vec::new()];
        for _ in 0..ROUNDS {
            for (threads, rates) in [1, many].into_iter().zip(&mut rates) {
                rates.push(per_second(threads, &|| drop(signer.sign(&Message::webhook(&body)).unwrap())));
            }
        }
        let [one, all] = rates.map(|rates| quartiles(rates)[1]);
        let per_second = [(1, one), (many, all)].into();
        Line::Threads { language: LANGUAGE, scheme: FOREMOST, operation: "sign", body: size, per_second }
            .write()?;
    }
    Ok(())
}

fn per_second(threads: u32, call: &(dyn Fn() + Sync)) -> f64 {
    let (running, calls) = (AtomicBool::new(true), AtomicU64::new(0));
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut done = 0;
                while running.load(Ordering::Relaxed) {
                    call();
                    done += 1;
                }
                calls.fetch_add(done, Ordering::Relaxed);
            });
        }
        thread::sleep(TURN);
        running.store(false, Ordering::Relaxed);
    });
    calls.into_inner() as f64 / start.elapsed().as_secs_f64()
}

/// By how much the peak grows when a long body is signed.
pub(crate) fn memory() -> Result<(), Failure> {
    let signer = signer()?;
    let body = vec![b'x'; 64 * MEBIBYTE];
    // The peak begins anew at what is there now.
    fs::write("/proc/self/clear_refs", "5")?;
    let before = peak()?;
    signer.sign(&Message::webhook(&body))?;
    let bytes = peak()? - before;
    Line::Memory { language: LANGUAGE, what: "sign a body of 64 MiB", bytes }.write()
}

fn peak() -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
}
