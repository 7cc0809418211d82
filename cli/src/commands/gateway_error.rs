//! `paysig error`.

use std::fmt::Write;

use paysig::gateway_errors::GatewayError;
use paysig::{gateways, json};

use crate::arguments::{self, Format};
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::output;

pub(crate) fn run(arguments: &arguments::GatewayError) -> Result<(), Failure> {
    let gateway = gateways::gateway(&arguments.gateway)?;
    let body = Inputs::default().file("FILE", &arguments.body)?;
    let error = gateway.error(arguments.status, &body);
    match (arguments.format, error) {
        (Format::Json, error) => output::write_line(&json::gateway_error(error.as_ref())),
        (Format::Text, None) => output::write_line("no error"),
        (Format::Text, Some(error)) => output::write(text(&error)),
    }
}

fn text(error: &GatewayError) -> String {
    let mut text = String::new();
    if let Some(code) = &error.code {
        let _ = writeln!(text, "code     {}", harmless(code));
    }
    let _ = writeln!(text, "kind     {}", error.kind.name());
    for message in &error.messages {
        let attribute = message.attribute.as_ref().map(|name| format!("{}: ", harmless(name)));
        let _ = writeln!(text, "message  {}{}", attribute.unwrap_or_default(), harmless(&message.text));
    }
    let _ = writeln!(text, "retry    {}\nadvice   {}", error.retry.words(), error.advice);
    text
}

/// Somebody else's words, without what would steer a terminal.
fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    for character in text.chars() {
        match character.is_control() {
            true => harmless.extend(character.escape_debug()),
            false => harmless.push(character),
        }
    }
    harmless
}
