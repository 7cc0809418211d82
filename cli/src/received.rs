//! A message that came, put together from the command line.

use paysig::{Message, Verifier};
use zeroize::Zeroizing;

use crate::arguments::Received;
use crate::failure::Failure;
use crate::header_lines;
use crate::inputs::Inputs;
use crate::scheme_input::{self, Chosen, note_final_line_end};

/// What the command line names, read.
pub(crate) struct Reading<'a> {
    arguments: &'a Received,
    chosen: Chosen,
    body: Option<Zeroizing<Vec<u8>>>,
    pub(crate) verifier: Verifier,
    pub(crate) headers: Vec<header_lines::Line>,
}

impl Received {
    pub(crate) fn read(&self, inputs: &mut Inputs) -> Result<Reading<'_>, Failure> {
        let named = [("tolerance", self.tolerance.as_ref())];
        let chosen = self.scheme.choose(inputs, &named)?;
        let keyring = scheme_input::keyring(&self.scheme.credentials, chosen.scheme, inputs)?;
        let verifier = Verifier::new(chosen.scheme, keyring, &chosen.building)?;
        let mut headers = Vec::new();
        for header in &self.headers {
            headers.push(header_lines::parse_one(header)?);
        }
        if let Some(path) = &self.headers_file {
            headers.extend(header_lines::parse_file(&inputs.file("--headers", path)?)?);
        }
        let body = self.body.as_deref().map(|path| inputs.file("--body", path)).transpose()?;
        note_final_line_end(body.as_ref().map(|body| body.as_slice()));
        Ok(Reading { arguments: self, chosen, body, verifier, headers })
    }
}

impl Reading<'_> {
    pub(crate) fn message(&self) -> Result<Message<'_>, Failure> {
        let mut message = self.chosen.message(self.body.as_ref().map(|body| body.as_slice()))?;
        if let Some(method) = &self.arguments.method {
            message = message.method(method);
        }
        if let Some(url) = &self.arguments.url {
            message = message.url(url);
        }
        if let Some(now) = self.arguments.now {
            message = message.at(now);
        }
        Ok(message)
    }

    pub(crate) fn chosen(&self) -> &Chosen {
        &self.chosen
    }
}
