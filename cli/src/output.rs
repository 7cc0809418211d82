//! Writing to standard output.

use std::io::{self, ErrorKind, Write};

use crate::failure::Failure;

/// Writes all of it. A reader that has seen enough (`| head`) is no failure.
pub(crate) fn write(bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes.as_ref()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(why) => Err(Failure::Write { what: "standard output".to_owned(), why }),
        Ok(()) => Ok(()),
    }
}

/// Writes text with colours, which are taken out unless standard output is a terminal that shows them.
pub(crate) fn write_styled(text: &str) -> Result<(), Failure> {
    match anstream::AutoStream::choice(&io::stdout()) {
        anstream::ColorChoice::Never => write(anstream::adapter::strip_str(text).to_string()),
        _ => write(text),
    }
}

/// Writes a text and a line end.
pub(crate) fn write_line(text: &str) -> Result<(), Failure> {
    write(format!("{text}\n"))
}
