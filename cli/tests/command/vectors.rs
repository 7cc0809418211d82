//! Every case of `tests/vectors/`, through the command.

use std::ffi::OsString;
use std::io::ErrorKind;

use paysig_tests::vectors::{Case, Expect, Operation, read_index, read_set};

use crate::support::{Folder, Outcome, paysig};

#[test]
fn every_vector_holds_from_a_shell() {
    let index = read_index();
    let cases: Vec<Case> = index.files.iter().flat_map(|file| read_set(&file.file)).collect();
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let share = cases.len().div_ceil(workers);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = cases.chunks(share).map(|cases| scope.spawn(|| run_all(cases))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no case panics")).collect()
    });
    assert!(failures.is_empty(), "{} cases failed:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(cases.len(), index.total);
    println!("vectors: {} cases through the command", cases.len());
}

fn run_all(cases: &[Case]) -> Vec<String> {
    let failures = cases.iter().map(|case| run(case).map_err(|why| format!("{}: {why}", case.id)));
    failures.filter_map(Result::err).collect()
}

fn run(case: &Case) -> Result<(), String> {
    let folder = Folder::new();
    let arguments = Arguments::of(case, &folder);
    if case.message.url.as_ref().is_some_and(|url| url.contains('\0')) {
        // The one thing that no shell can pass on; the core's answer to it could only be an error.
        let refused =
            paysig(&arguments.0).try_run().is_err_and(|error| error.kind() == ErrorKind::InvalidInput);
        return match (refused, &case.expect) {
            (true, Expect::Error { .. }) => Ok(()),
            _ => Err("a NUL went through, or was expected to".to_owned()),
        };
    }
    let command = match case.operation {
        Operation::Sign => "sign",
        Operation::Verify => "verify",
    };
    let outcome = paysig([command, "--format=json"]).args(&arguments.0).run();
    let result = outcome.json();
    match &case.expect {
        Expect::Error { error } => expect_error(&outcome, &result, error),
        Expect::Signed { headers, string_to_sign } => {
            let expected = serde_json::json!({ "headers": headers });
            if outcome.status != 0 || result != expected {
                return Err(format!("expected {expected}, got {result}"));
            }
            let string = paysig(["string-to-sign", "--format=raw"]).args(&arguments.0).run();
            let expected = string_to_sign.as_ref().map(|bytes| bytes.read()).unwrap_or_default();
            match string.status == 0 && string.stdout == expected {
                true => Ok(()),
                false => Err("the string to sign differs".to_owned()),
            }
        }
        Expect::Verified { label, timestamp_ms, covers, replay_key } => {
            let expected = serde_json::json!({
                "accepted": true,
                "scheme": case.scheme,
                "label": label,
                "timestamp_ms": timestamp_ms,
                "covers": covers,
                "replay_key": replay_key,
            });
            match outcome.status == 0 && result == expected {
                true => Ok(()),
                false => Err(format!("expected {expected}, got {result}")),
            }
        }
    }
}

fn expect_error(outcome: &Outcome, result: &serde_json::Value, code: &str) -> Result<(), String> {
    let error = &result["error"];
    let status = if error["kind"] == "rejected" { 1 } else { 2 };
    match error["code"] == code && outcome.status == status {
        true => Ok(()),
        false => Err(format!("expected {code} and status {status}, got {} and {result}", outcome.status)),
    }
}

/// What `sign` and `verify` take; values that may be any bytes go through files.
struct Arguments(Vec<OsString>);

impl Arguments {
    fn of(case: &Case, folder: &Folder) -> Self {
        let mut arguments = Self(vec![format!("--scheme={}", case.scheme).into()]);
        let roles = paysig::gateways::scheme(&case.scheme);
        // A set without any credential cannot be written down; without the others, its lack is what is left to find.
        let whole = case.credentials.iter().all(|set| !set.values.is_empty());
        for (set, values) in case.credentials.iter().enumerate().filter(|_| whole) {
            for (name, value) in &values.values {
                let mut bytes = value.read();
                let is_key = name.ends_with("_key")
                    && roles.as_ref().is_ok_and(|scheme| {
                        use paysig::scheme::Role::{SigningKey, VerifyingKey};
                        scheme
                            .field(name)
                            .is_some_and(|field| matches!(field.role, SigningKey | VerifyingKey))
                    });
                if !is_key {
                    add_line_end(&mut bytes);
                }
                let file = folder.file(&format!("credential-{set}-{name}"), bytes);
                arguments.push("--credential", &format!("{}/{name}=@{file}", values.label));
            }
        }
        let message = &case.message;
        let options = case.options.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let per_message = message.options.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let typed = [
            ("body", message.body_mode.as_deref()),
            ("timestamp", message.timestamp.as_deref()),
            ("request_timestamp", message.request_timestamp.as_deref()),
        ];
        let typed = typed.into_iter().filter_map(|(name, value)| Some((name, value?)));
        for (name, value) in options.chain(per_message).chain(typed) {
            let mut bytes = value.as_bytes().to_vec();
            add_line_end(&mut bytes);
            let file = folder.file(&format!("option-{name}"), bytes);
            arguments.push("--option", &format!("{name}=@{file}"));
        }
        if let Some(method) = &message.method {
            arguments.push("--method", method);
        }
        if let Some(url) = &message.url {
            arguments.push("--url", url);
        }
        if let Some(body) = &message.body {
            arguments.push("--body", &folder.file("body", body.read()));
        }
        if let Some(now) = case.now_ms {
            arguments.push("--now", &format!("{}.{:03}", now / 1000, now % 1000));
        }
        if case.operation == Operation::Verify {
            let mut lines = Vec::new();
            for (name, value) in &case.headers {
                let value = value.read();
                match std::str::from_utf8(&value) {
                    // Not a line of a file any more, but a value that a careless shell can make.
                    Ok(text) if text.contains('\n') => arguments.push("--header", &format!("{name}: {text}")),
                    _ => lines.extend_from_slice(&[name.as_bytes(), b": ", &value, b"\n"].concat()),
                }
            }
            arguments.push("--headers", &folder.file("headers", lines));
        }
        arguments
    }

    fn push(&mut self, name: &str, value: &str) {
        self.0.push(format!("{name}={value}").into());
    }
}

/// The line end that the command takes off a text from a file.
pub(crate) fn add_line_end(bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(if bytes.ends_with(b"\r") { b"\r\n" } else { b"\n" });
}
