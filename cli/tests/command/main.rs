//! Runs the command as its users do, wrongly too.

#[cfg(unix)]
mod curl;
mod documentation;
mod headers;
mod schemes;
mod sign;
mod support;
mod usage;
mod values;
mod vectors;
mod verify;
