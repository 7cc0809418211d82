//! Where values and bodies come from: the command line, the environment, files, standard input.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use crate::failure::{Failure, wrong_use};

/// Reads what the command line names, and standard input at most once.
#[derive(Default)]
pub(crate) struct Inputs {
    stdin_taken: bool,
}

/// A value, and whether it is the whole of a file, whose last line end is then the editor's.
pub(crate) struct Value {
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    from_file: bool,
}

impl Value {
    /// The bytes of a text: a file's without its one final line end.
    pub(crate) fn into_text(mut self) -> Zeroizing<Vec<u8>> {
        if self.from_file && self.bytes.ends_with(b"\n") {
            self.bytes.pop();
            if self.bytes.ends_with(b"\r") {
                self.bytes.pop();
            }
        }
        self.bytes
    }
}

impl Inputs {
    /// A value as given: `env:NAME`, `@FILE`, `literal:TEXT`, or the text itself. `what` names it in messages, which never
    /// repeat the text: it may be a secret that happens to begin like a source.
    pub(crate) fn value(&mut self, what: &str, given: &str) -> Result<Value, Failure> {
        let literal =
            |text: &str| Value { bytes: Zeroizing::new(text.as_bytes().to_vec()), from_file: false };
        if let Some(name) = given.strip_prefix("env:") {
            return self.environment(what, name);
        }
        if let Some(file) = given.strip_prefix('@') {
            let bytes = self.read(Path::new(file)).map_err(|why| {
                wrong_use(format!(
                    "{what}: the file named after the @ cannot be read: {why}; \
                     write literal:@… if the value itself begins with @"
                ))
            })?;
            return Ok(Value { bytes, from_file: true });
        }
        Ok(literal(given.strip_prefix("literal:").unwrap_or(given)))
    }

    /// A passphrase, where one was given.
    pub(crate) fn passphrase(
        &mut self,
        given: Option<&String>,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
        given.map(|given| Ok(self.value("--passphrase", given)?.into_text())).transpose()
    }

    fn environment(&self, what: &str, name: &str) -> Result<Value, Failure> {
        let is_name =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !is_name {
            return Err(wrong_use(format!(
                "{what}: what follows env: is no name of an environment variable; \
                 write literal:env:… if the value itself begins with env:"
            )));
        }
        let value = std::env::var_os(name)
            .ok_or_else(|| wrong_use(format!("{what}: the environment variable {name} is not set")))?;
        Ok(Value { bytes: Zeroizing::new(value.into_encoded_bytes()), from_file: false })
    }

    /// The bytes of a file that an option names, `-` being standard input.
    pub(crate) fn file(&mut self, option: &str, path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
        self.read(path).map_err(|why| {
            let text = path.to_string_lossy();
            if text.trim_start().starts_with(['{', '[', '<']) || text.contains('\n') {
                return wrong_use(format!(
                    "{option} takes a file's name, and what was given looks like the content itself; \
                     pipe it in and give {option} -"
                ));
            }
            wrong_use(format!("{option}: {text} cannot be read: {why}"))
        })
    }

    fn read(&mut self, path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
        if path != Path::new("-") {
            return fs::read(path).map(Zeroizing::new);
        }
        if std::mem::replace(&mut self.stdin_taken, true) {
            return Err(io::Error::other(
                "standard input can be read only once, and something else reads it",
            ));
        }
        let mut bytes = Zeroizing::new(Vec::new());
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
