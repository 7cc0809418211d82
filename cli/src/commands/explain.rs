//! `paysig explain`.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use paysig::explain::{Certainty, ExplainOptions, Explanation, Finding, Outcome};
use paysig::json;

use crate::arguments::{Explain, Format};
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::new_file::{Access, NewFile, check_free, put};
use crate::output;
use crate::scheme_input;

const WIDTH: usize = 100;
const BOLD: Style = Style::new().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const DIM: Style = Style::new().dimmed();

pub(crate) fn run(arguments: &Explain) -> Result<(), Failure> {
    if let Some(path) = &arguments.capsule {
        check_free(path, arguments.force)?;
    }
    let mut inputs = Inputs::default();
    let reading = arguments.received.read(&mut inputs)?;
    let others = scheme_input::others(&arguments.others, reading.chosen().scheme, &mut inputs)?;
    let message = reading.message()?;
    let options = ExplainOptions::new().others(others).budget(arguments.budget << 20);
    let explanation = reading.verifier.explain_with(&reading.headers, &message, &options)?;

    if let Some(path) = &arguments.capsule {
        let capsule = reading.verifier.capsule(&reading.headers, &message, &explanation);
        let content = format!("{capsule}\n");
        put(&[NewFile { path, content: content.as_bytes(), access: Access::OwnerOnly }], arguments.force)?;
    }
    match arguments.format {
        Format::Text => output::write_styled(&text(&explanation))?,
        Format::Json => output::write_line(&json::explanation(&explanation))?,
    }
    match explanation.rejection() {
        None => Ok(()),
        Some(rejection) => Err(Failure::Explained(rejection.clone())),
    }
}

/// For people; the colours are taken out where there is no terminal.
fn text(explanation: &Explanation) -> String {
    let Some(rejection) = explanation.rejection() else {
        let label = explanation.label().unwrap_or_default();
        return format!("{GREEN}this verifies{GREEN:#}  {}, {label}\n", explanation.scheme());
    };
    let mut text = String::new();
    let refused = format!("{}: {}", rejection.code().name(), rejection.message());
    line(&mut text, &format!("{RED}refused{RED:#}  "), &refused);
    for finding in explanation.findings() {
        text.push('\n');
        finding_text(&mut text, finding);
    }
    for observation in explanation.observations() {
        text.push('\n');
        line(&mut text, "", &observation.text);
    }
    text.push('\n');
    let tried = format!("{} strings to sign and {} bytes", explanation.attempts(), explanation.bytes());
    let end = match (explanation.outcome(), explanation.is_exhausted()) {
        (Outcome::Unexplained, true) => {
            format!(
                "Nothing of what was tried explains it; the budget ended the search after {tried}: see --budget."
            )
        }
        (Outcome::Unexplained, false) => format!(
            "No known mistake explains it: {tried} were tried. Look whether these are the credentials and the body that the sender used."
        ),
        _ => match explanation.label() {
            Some(label) => {
                format!("Matched with the credentials labelled {label}. The message stays refused.")
            }
            None => "The message stays refused.".to_owned(),
        },
    };
    line(&mut text, "", &end);
    if !explanation.ruled_out().is_empty() {
        let causes: Vec<&str> = explanation.ruled_out().iter().map(|cause| cause.id()).collect();
        line(&mut text, &format!("{DIM}ruled out{DIM:#}  "), &causes.join(", "));
    }
    text
}

fn finding_text(text: &mut String, finding: &Finding) {
    let colour = match finding.certainty {
        Certainty::Proven => GREEN,
        _ => YELLOW,
    };
    let _ = writeln!(
        text,
        "{BOLD}{}{BOLD:#}  {colour}{}{colour:#}",
        finding.cause.id(),
        finding.certainty.words()
    );
    line(text, "  ", finding.cause.summary());
    line(text, &format!("  {DIM}proof{DIM:#}  "), &finding.detail);
    line(text, &format!("  {DIM}fix{DIM:#}    "), finding.cause.fix());
}

/// A head, and a text wrapped behind it.
fn line(text: &mut String, head: &str, words: &str) {
    let indent = " ".repeat(anstream::adapter::strip_str(head).to_string().len());
    // The hyphens are those of header names.
    let options = textwrap::Options::new(WIDTH)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .initial_indent(&indent)
        .subsequent_indent(&indent);
    let wrapped = textwrap::fill(words, options);
    text.push_str(head);
    text.push_str(wrapped.strip_prefix(&indent).unwrap_or(&wrapped));
    text.push('\n');
}
