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

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => commands::run(&arguments.command),
        Err(error) => failure::usage(error),
    }
}
