//! The subcommands.

mod explain;
mod form;
mod gateway_error;
mod generate;
mod key;
mod keygen;
mod schemes;
mod sign;
mod string_to_sign;
mod verify;

use std::process::ExitCode;

use paysig::json;

use crate::arguments::{Command, Format, Key, SignFormat, StringFormat};
use crate::failure::Failure;
use crate::output;

/// Runs a subcommand and tells how it ended.
pub(crate) fn run(command: &Command) -> ExitCode {
    let outcome = match command {
        Command::Sign(arguments) => sign::run(arguments),
        Command::Verify(arguments) => verify::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::StringToSign(arguments) => string_to_sign::run(arguments),
        Command::Schemes(arguments) => schemes::run(arguments),
        Command::Keygen(arguments) => keygen::run(arguments),
        Command::Key(Key::Inspect(arguments)) => key::inspect(arguments),
        Command::Error(arguments) => gateway_error::run(arguments),
        Command::Form(arguments) => form::run(arguments),
        Command::Completions(arguments) => generate::completions(arguments),
        Command::Man(arguments) => generate::manual(arguments),
    };
    let Err(failure) = outcome else { return ExitCode::SUCCESS };
    failure.tell();
    if let Failure::Error(error) = &failure
        && command.prints_json()
        && let Err(unwritten) = output::write_line(&json::error(error))
    {
        unwritten.tell();
    }
    failure.exit_code()
}

impl Command {
    fn prints_json(&self) -> bool {
        match self {
            Self::Sign(arguments) => arguments.format == SignFormat::Json,
            Self::Verify(arguments) => arguments.format == Format::Json,
            Self::Explain(arguments) => arguments.format == Format::Json,
            Self::StringToSign(arguments) => arguments.format == StringFormat::Json,
            Self::Schemes(arguments) => arguments.format == Format::Json,
            Self::Key(Key::Inspect(arguments)) => arguments.format == Format::Json,
            Self::Error(arguments) => arguments.format == Format::Json,
            Self::Form(arguments) => arguments.format == Format::Json,
            Self::Keygen(_) | Self::Completions(_) | Self::Man(_) => false,
        }
    }
}
