//! `paysig verify`.

use std::fmt::Write;

use paysig::{Verified, Verifier, json};

use crate::arguments::{Format, Verify};
use crate::failure::Failure;
use crate::header_lines;
use crate::inputs::Inputs;
use crate::output;
use crate::scheme_input::{self, note_final_line_end};

pub(crate) fn run(arguments: &Verify) -> Result<(), Failure> {
    let mut inputs = Inputs::default();
    let named = [("tolerance", arguments.tolerance.as_ref())];
    let chosen = arguments.scheme.choose(&mut inputs, &named)?;
    let keyring = scheme_input::keyring(&arguments.scheme.credentials, chosen.scheme, &mut inputs)?;
    let verifier = Verifier::new(chosen.scheme, keyring, &chosen.building)?;

    let mut headers = Vec::new();
    for header in &arguments.headers {
        headers.push(header_lines::parse_one(header)?);
    }
    if let Some(path) = &arguments.headers_file {
        headers.extend(header_lines::parse_file(&inputs.file("--headers", path)?)?);
    }
    let body = arguments.body.as_deref().map(|path| inputs.file("--body", path)).transpose()?;
    let body = body.as_ref().map(|body| body.as_slice());
    note_final_line_end(body);

    let mut message = chosen.message(body)?;
    if let Some(method) = &arguments.method {
        message = message.method(method);
    }
    if let Some(url) = &arguments.url {
        message = message.url(url);
    }
    if let Some(now) = arguments.now {
        message = message.at(now);
    }
    let verified = verifier.verify(&headers, &message)?;
    match arguments.format {
        Format::Text => output::write(text(&verifier, &verified)),
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
        Some(key) => writeln!(text, "replay key  {}", base16ct::lower::encode_string(&key)),
        None => writeln!(text, "body        NOT authentic: nothing vouches for what it says"),
    };
    text
}
