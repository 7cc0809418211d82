//! Measuring ways to do the same thing against each other.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

const ROUNDS: usize = 31;
const TURN: Duration = Duration::from_millis(2);

/// A way to do something, under its name; the first of several is the one that the others are compared with.
pub(crate) struct Way<'a> {
    name: &'static str,
    run: Box<dyn FnMut(u32) + 'a>,
}

/// What a way took.
#[derive(Serialize)]
pub(crate) struct Taken {
    pub(crate) name: &'static str,
    /// Nanoseconds per call: lower quartile, median, upper quartile.
    pub(crate) ns: [f64; 3],
    /// How many times as fast as the first way it was in the same round: the same three.
    pub(crate) ratio: [f64; 3],
}

pub(crate) fn way<'a, T>(name: &'static str, mut call: impl FnMut() -> T + 'a) -> Way<'a> {
    let run = move |calls| {
        for _ in 0..calls {
            std::hint::black_box(call());
        }
    };
    Way { name, run: Box::new(run) }
}

/// All ways take turns, so that what slows the machine slows all of them; the order is another in each round.
pub(crate) fn measure(mut ways: Vec<Way<'_>>) -> Vec<Taken> {
    let calls: Vec<u32> = ways.iter_mut().map(calls_in_a_turn).collect();
    let mut times = vec![Vec::with_capacity(ROUNDS); ways.len()];
    for round in 0..ROUNDS {
        for step in 0..ways.len() {
            let forward = (round / 2 + step) % ways.len();
            let index = if round % 2 == 0 { forward } else { ways.len() - 1 - forward };
            times[index].push(time(&mut ways[index], calls[index]));
        }
    }
    let first = times[0].clone();
    ways.iter()
        .zip(times)
        .map(|(way, times)| Taken {
            name: way.name,
            ratio: quartiles(first.iter().zip(&times).map(|(first, this)| first / this).collect()),
            ns: quartiles(times),
        })
        .collect()
}

/// After it has run for some turns, so that caches and branch predictors know it.
fn calls_in_a_turn(way: &mut Way<'_>) -> u32 {
    let mut calls = 1;
    while time(way, calls) * f64::from(calls) < TURN.as_nanos() as f64 {
        calls *= 2;
    }
    (TURN.as_nanos() as f64 / time(way, calls)).ceil() as u32
}

/// Nanoseconds per call.
fn time(way: &mut Way<'_>, calls: u32) -> f64 {
    let start = worked();
    (way.run)(calls);
    (worked() - start).as_nanos() as f64 / f64::from(calls)
}

/// For how long the processor has worked for this thread: what else runs on the machine is not counted.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

pub(crate) fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values[(values.len() - 1) * quarter / 4])
}
