//! Runs the real binary.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run left.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Outcome {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("standard output is UTF-8 here")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        let text = self.text();
        assert!(text.ends_with('\n') && text.lines().count() == 1, "not one line: {text:?}");
        serde_json::from_str(text).expect("standard output is JSON")
    }

    /// It did what was asked.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.status, 0, "{}", self.stderr);
        self
    }

    /// It ended with this status, this code and nothing on standard output.
    #[track_caller]
    pub(crate) fn failed(self, status: i32, code: &str) -> Self {
        assert_eq!(self.status, status, "{}", self.stderr);
        let verdict = if status == 1 { "rejected" } else { "error" };
        let begin = format!("{verdict}: {code}: ");
        assert!(self.stderr.lines().any(|line| line.starts_with(&begin)), "{}", self.stderr);
        assert!(self.stdout.is_empty(), "{:?}", self.stdout);
        self
    }
}

/// A command line in the making.
pub(crate) struct Run {
    command: Command,
    stdin: Vec<u8>,
}

/// Runs `paysig` with these arguments, nothing on standard input, and no environment to speak of.
pub(crate) fn paysig<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paysig"));
    command.args(arguments).env_clear();
    // Where coverage is counted, the count must not fall into a test's folder.
    if let Some(counts) = std::env::var_os("LLVM_PROFILE_FILE") {
        command.env("LLVM_PROFILE_FILE", counts);
    }
    Run { command, stdin: Vec::new() }
}

impl Run {
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn within(mut self, folder: &Folder) -> Self {
        self.command.current_dir(folder.0.path());
        self
    }

    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    pub(crate) fn stdout(mut self, to: impl Into<Stdio>) -> (i32, String) {
        self.command.stdin(Stdio::null()).stdout(to).stderr(Stdio::piped());
        let output = self.command.spawn().and_then(|child| child.wait_with_output()).expect("paysig runs");
        (output.status.code().expect("paysig exits"), String::from_utf8(output.stderr).expect("UTF-8"))
    }

    pub(crate) fn run(self) -> Outcome {
        self.try_run().expect("paysig runs")
    }

    /// Fails when the operating system cannot pass the arguments on.
    pub(crate) fn try_run(mut self) -> io::Result<Outcome> {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn()?;
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        let bytes = self.stdin;
        // Beside the reading, or two full pipes would wait for each other.
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&bytes);
        });
        let output = child.wait_with_output()?;
        writer.join().expect("the writer ends");
        Ok(Outcome {
            status: output.status.code().expect("paysig exits, and is not killed"),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        })
    }
}

/// A folder that goes when the test ends.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// Writes a file; returns its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("the folder can be written");
        path.into_os_string().into_string().expect("the path is UTF-8")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// The published pair of SolidGate's documentation, and what it signs.
pub(crate) const PAIR: [&str; 4] = ["-c", "public_key=test", "-c", "secret_key=secret"];
pub(crate) const BODY: &str = r#"{"amount":100,"currency":"USD"}"#;
pub(crate) const SIGNATURE: &str = "MjY3MzBjNDAwMDllZjIxMGMzYjQ3Mzg5ZjNiYjE4MmNhOTNkYjliNGIzMzUxNTU2M2E1ZmUzMDVlZGM0MTBkZDE2Yz\
     E3ZWVjNDI3MDkxNWFkYzFlYzVjNzc5NDI0M2NmYjZiYTRlZDUxMDlkZDlhYWM1MmUzZTAzYTFlNjIxNGU=";

/// `paysig sign` for SolidGate with the published pair; the body is still to come.
pub(crate) fn sign() -> Run {
    paysig(["sign", "--scheme", "solidgate/request"]).args(PAIR)
}

/// `paysig verify` for SolidGate with the published pair and right headers; the body is still to come.
pub(crate) fn verify() -> Run {
    paysig(["verify", "--scheme", "solidgate/request"]).args(PAIR).args([
        "--header",
        "Merchant: test",
        "--header",
        &format!("Signature: {SIGNATURE}"),
    ])
}

/// The headers that sign printed, as arguments of verify.
pub(crate) fn as_arguments(headers: &str) -> Vec<String> {
    headers.lines().flat_map(|line| ["--header".to_owned(), line.to_owned()]).collect()
}
