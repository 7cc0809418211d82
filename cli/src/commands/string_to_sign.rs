//! `paysig string-to-sign`.

use paysig::json;

use crate::arguments::{StringFormat, StringToSign};
use crate::commands::sign::Prepared;
use crate::failure::{Failure, note};
use crate::output;

pub(crate) fn run(arguments: &StringToSign) -> Result<(), Failure> {
    let prepared = Prepared::new(&arguments.message)?;
    let string = prepared.signer.string_to_sign(&prepared.message(&arguments.message)?)?;
    if string.parts().is_empty() {
        note(&format!(
            "{} signs nothing: its header is the same for every message",
            prepared.signer.scheme().id
        ));
    }
    match arguments.format {
        StringFormat::Text => output::write(string.to_string()),
        StringFormat::Json => output::write_line(&json::string_to_sign(&string)),
        StringFormat::Raw => output::write(string.to_bytes()),
    }
}
