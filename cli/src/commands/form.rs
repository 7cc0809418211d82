//! `paysig form`.

use paysig::gateways::{self, Form};
use paysig::json;

use crate::arguments::{self, Format};
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::output;
use crate::scheme_input;

pub(crate) fn run(arguments: &arguments::Form) -> Result<(), Failure> {
    let mut inputs = Inputs::default();
    let scheme = gateways::scheme(Form::SCHEME)?;
    let form = Form::new(scheme_input::one_set(&arguments.credentials, scheme, &mut inputs)?)?;
    let fields = form.make(arguments.kind, &inputs.file("FILE", &arguments.attributes)?)?;
    match arguments.format {
        Format::Text => {
            output::write(fields.iter().map(|(name, value)| format!("{name}: {value}\n")).collect::<String>())
        }
        Format::Json => output::write_line(&json::form(&fields)),
    }
}
