//! `paysig verify`.

use std::fmt::Write;

use paysig::{Verified, Verifier, json};

use crate::arguments::{Format, Verify};
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::output;

pub(crate) fn run(arguments: &Verify) -> Result<(), Failure> {
    let reading = arguments.received.read(&mut Inputs::default())?;
    let message = reading.message()?;
    let verified = reading.verifier.verify(&reading.headers, &message)?;
    match arguments.format {
        Format::Text => output::write(text(&reading.verifier, &verified)),
        Format::Json => output::write_line(&json::verified(&verified)),
    }
}

fn text(verifier: &Verifier, verified: &Verified<'_>) -> String {
    let covers: Vec<&str> = verified.covers().collect();
    let mut text = format!("accepted    {}\nlabel       {}\n", verifier.scheme().id, verified.label());
    if let (Some(time), Some(milliseconds)) = (verified.timestamp(), verified.timestamp_ms()) {
        let _ = writeln!(text, "timestamp   {} ({milliseconds} ms)", humantime::format_rfc3339_millis(time));
    }
    let _ = match covers.is_empty() {
        true => writeln!(text, "covers      nothing"),
        false => writeln!(text, "covers      {}", covers.join(", ")),
    };
    let _ = match verified.replay_key() {
        Some(key) => writeln!(text, "replay key  {}", const_hex::encode(key)),
        None => writeln!(text, "body        NOT authentic: nothing vouches for what it says"),
    };
    text
}
