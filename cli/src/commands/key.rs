//! `paysig key`.

use paysig::keys::{self, Encoding, Kind, Report};
use paysig::{Error, json};
use serde_json::Value;

use crate::arguments::{Format, KeyInspect};
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::output;

pub(crate) fn inspect(arguments: &KeyInspect) -> Result<(), Failure> {
    let mut inputs = Inputs::default();
    let passphrase = inputs.passphrase(arguments.passphrase.as_ref())?;
    let passphrase = passphrase.as_ref().map(|text| text.as_slice());

    let report = keys::inspect(&inputs.file("FILE", &arguments.file)?, passphrase)?;
    let matches = match &arguments.matches {
        None => None,
        Some(path) => {
            let other = keys::inspect(&inputs.file("--matches", path)?, passphrase)
                .map_err(|error| Error::new(error.code(), format!("--matches: {}", error.message())))?;
            Some(other.fingerprint == report.fingerprint)
        }
    };
    match arguments.format {
        Format::Text => output::write(text(&report, matches))?,
        Format::Json => output::write_line(&as_json(&report, matches))?,
    }
    match matches {
        Some(false) => Err(Failure::No("the keys are not halves of one pair".to_owned())),
        _ => Ok(()),
    }
}

fn text(report: &Report, matches: Option<bool>) -> String {
    let kind = match report.kind {
        Kind::Private => "private",
        Kind::Public => "public",
    };
    let encoding = match report.encoding {
        Encoding::Pem => "PEM",
        Encoding::Der => "DER",
    };
    let matches = match matches {
        None => "",
        Some(true) => "matches      yes\n",
        Some(false) => "matches      no\n",
    };
    format!(
        "kind         {kind}\nform         {}, {encoding}\nbits         {}\nexponent     {}\nfingerprint  {}\n{matches}",
        report.form.words(),
        report.bits,
        report.exponent,
        report.fingerprint
    )
}

/// The core's report, and whether it matches where that was asked.
fn as_json(report: &Report, matches: Option<bool>) -> String {
    let described = json::key(report);
    let Some(matches) = matches else { return described };
    match serde_json::from_str(&described) {
        Ok(Value::Object(mut members)) => {
            members.insert("matches".to_owned(), matches.into());
            Value::Object(members).to_string()
        }
        _ => described,
    }
}
