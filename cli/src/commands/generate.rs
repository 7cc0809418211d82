//! `paysig completions` and `paysig man`: what is generated from the definition of the arguments.

use clap::CommandFactory;

use crate::arguments::{Arguments, Completions, Man};
use crate::failure::Failure;
use crate::output;

pub(crate) fn completions(arguments: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "paysig", &mut script);
    output::write(script)
}

pub(crate) fn manual(arguments: &Man) -> Result<(), Failure> {
    let what = || format!("the manual in {}", arguments.directory.display());
    let command = Arguments::command();
    clap_mangen::generate_to(command, &arguments.directory)
        .map_err(|why| Failure::Write { what: what(), why })
}
