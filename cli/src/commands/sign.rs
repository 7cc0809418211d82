//! `paysig sign`.

use std::fmt::Write;
use std::path::Path;

use paysig::{Headers, Message, Signer, json};
use zeroize::Zeroizing;

use crate::arguments::{MessageToSign, Sign, SignFormat};
use crate::curl;
use crate::failure::{Failure, note};
use crate::inputs::Inputs;
use crate::output;
use crate::scheme_input::{self, Chosen, note_final_line_end};

pub(crate) fn run(arguments: &Sign) -> Result<(), Failure> {
    let given = &arguments.message;
    let prepared = Prepared::new(given)?;
    note_final_line_end(prepared.body());
    let headers = prepared.signer.sign(&prepared.message(given)?)?;
    match arguments.format {
        SignFormat::Headers => output::write(lines(&headers).as_bytes()),
        SignFormat::Json => output::write_line(&json::headers(&headers)),
        SignFormat::Curl => print_curl(given, &prepared, &headers),
    }
}

/// A signer and what it is to sign.
pub(crate) struct Prepared {
    pub(crate) signer: Signer,
    chosen: Chosen,
    body: Option<Zeroizing<Vec<u8>>>,
}

impl Prepared {
    pub(crate) fn new(given: &MessageToSign) -> Result<Self, Failure> {
        let mut inputs = Inputs::default();
        let named =
            [("timestamp", given.timestamp.as_ref()), ("idempotency_key", given.idempotency_key.as_ref())];
        let chosen = given.scheme.choose(&mut inputs, &named)?;
        let credentials = scheme_input::one_set(&given.scheme.credentials, chosen.scheme, &mut inputs)?;
        let signer = Signer::new(chosen.scheme, credentials, &chosen.building)?;
        let body = given.body.as_deref().map(|path| inputs.file("--body", path)).transpose()?;
        Ok(Self { signer, chosen, body })
    }

    pub(crate) fn message<'a>(&'a self, given: &'a MessageToSign) -> Result<Message<'a>, Failure> {
        let mut message = self.chosen.message(self.body())?;
        if let Some(method) = &given.method {
            message = message.method(method);
        }
        if let Some(url) = &given.url {
            message = message.url(url);
        }
        if let Some(now) = given.now {
            message = message.at(now);
        }
        Ok(message)
    }

    fn body(&self) -> Option<&[u8]> {
        self.body.as_ref().map(|body| body.as_slice())
    }
}

fn lines(headers: &Headers) -> Zeroizing<String> {
    let mut lines = Zeroizing::new(String::new());
    for (name, value) in headers.iter() {
        let _ = writeln!(lines, "{name}: {value}");
    }
    lines
}

fn print_curl(given: &MessageToSign, prepared: &Prepared, headers: &Headers) -> Result<(), Failure> {
    let body_unsigned = prepared.chosen.body_is_unsigned();
    let line = curl::command_line(&curl::Call {
        scheme: prepared.signer.scheme(),
        headers,
        method: given.method.as_deref(),
        url: given.url.as_deref(),
        body: given.body.as_deref(),
        body_unsigned,
    })?;
    if given.body.as_deref() == Some(Path::new("-")) {
        note("curl will read the body from its standard input; pipe the same bytes into it");
    }
    if body_unsigned {
        note(
            "add the body, which is not signed, to the command line: --form NAME=@FILE for a multipart upload",
        );
    }
    output::write(line)
}
