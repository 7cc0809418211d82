//! Runs the command as its users do, wrongly too.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failed expectation is a failed test"
)]

#[cfg(unix)]
mod curl;
mod documentation;
mod explain;
mod features;
mod form;
mod gateway_error;
mod headers;
#[cfg(unix)]
mod keygen;
mod keys;
mod schemes;
mod sign;
mod support;
mod usage;
mod values;
mod vectors;
mod verify;
