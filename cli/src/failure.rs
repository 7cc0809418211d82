//! What a command fails with, how it is told, and the exit status.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind as UsageError};
use paysig::{Error, ErrorCode, ErrorKind};

const REJECTED: u8 = 1;
const FAILED: u8 = 2;

/// Why a command did not do what it was asked.
pub(crate) enum Failure {
    /// With a code of the one table.
    Error(Error),
    /// The message is refused, and why stands on standard output.
    Explained(Error),
    /// The answer to what was asked is no.
    No(String),
    /// The machine did not take what the command wrote.
    Write {
        /// What was written.
        what: String,
        why: io::Error,
    },
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl Failure {
    /// Says it on standard error.
    pub(crate) fn tell(&self) {
        match self {
            Self::Error(error) => {
                let verdict = match error.code().kind() {
                    ErrorKind::Rejected => "rejected",
                    _ => "error",
                };
                say(format_args!("{verdict}: {error}"));
                // The table's advice for it speaks of functions; the sentence says what to do.
                if error.code() != ErrorCode::InvalidArgument {
                    say(format_args!("  {}", error.code().advice()));
                }
            }
            Self::Explained(error) => say(format_args!("rejected: {error}")),
            Self::No(answer) => say(format_args!("rejected: {answer}")),
            Self::Write { what, why } => say(format_args!("error: {what} could not be written: {why}")),
        }
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Error(error) if error.code().kind() == ErrorKind::Rejected => REJECTED.into(),
            Self::No(_) | Self::Explained(_) => REJECTED.into(),
            _ => FAILED.into(),
        }
    }
}

/// A mistake in how the command was called, beyond what the parser of arguments finds.
pub(crate) fn wrong_use(message: impl Into<String>) -> Failure {
    Error::new(ErrorCode::InvalidArgument, message.into()).into()
}

/// Something worth knowing that is no failure.
pub(crate) fn note(message: &str) {
    say(format_args!("note: {message}"));
}

/// When standard error is closed there is nobody to tell, and no reason to fail.
fn say(message: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{message}");
}

/// Prints what the parser of arguments has to say: an error, or the help that was asked for.
pub(crate) fn usage(mut error: clap::Error) -> ExitCode {
    if error.kind() == UsageError::UnknownArgument {
        // A stray value may well be a secret whose `NAME=` was forgotten.
        let stray = match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::String(text)) => !text.starts_with('-'),
            _ => false,
        };
        if stray {
            let hidden = ContextValue::String("(a value that belongs to no option)".to_owned());
            error.insert(ContextKind::InvalidArg, hidden);
        }
    }
    let _ = error.print();
    match error.exit_code() {
        0 => ExitCode::SUCCESS,
        _ => FAILED.into(),
    }
}
