//! The command `paysig`: signs requests to payment gateways and verifies their webhooks from a shell.

mod arguments;
mod commands;
mod curl;
mod failure;
mod header_lines;
mod inputs;
mod interruption;
mod new_file;
mod output;
mod received;
mod scheme_input;

use std::alloc::System;
use std::process::ExitCode;

use clap::Parser;
use zeroizing_alloc::ZeroAlloc;

use crate::arguments::Arguments;

/// Wipes what is given back, as the crates that compute with RSA keys do not wipe all that they used.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => commands::run(&arguments.command),
        Err(error) => failure::usage(error),
    }
}
