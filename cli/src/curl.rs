//! A command line that sends a signed message with curl, exactly as it was signed.

use std::ffi::OsStr;
use std::path::Path;

use paysig::Headers;
use paysig::scheme::{Kind, Scheme};

use crate::failure::{Failure, wrong_use};

/// A signed message, and where it goes.
pub(crate) struct Call<'a> {
    pub(crate) scheme: &'a Scheme,
    pub(crate) headers: &'a Headers,
    pub(crate) method: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    pub(crate) body: Option<&'a Path>,
    /// The caller adds the body, which is not signed.
    pub(crate) body_unsigned: bool,
}

/// The command line, an option on each line, quoted for any POSIX shell. A path may be any bytes.
pub(crate) fn command_line(call: &Call<'_>) -> Result<Vec<u8>, Failure> {
    if call.scheme.kind == Kind::Response {
        return Err(wrong_use("curl sends requests and webhooks; a response is what a server answers"));
    }
    let url = call.url.filter(|url| !url.starts_with('/')).ok_or_else(|| {
        wrong_use("--format curl needs --url with the absolute URL that the message goes to")
    })?;

    let mut line = CommandLine { text: b"curl".to_vec() };
    let expects = &call.scheme.expects;
    let method =
        call.method.map(str::to_ascii_uppercase).or_else(|| expects.method.as_deref().map(str::to_owned));
    let method = method.or_else(|| call.body.map(|_| "POST".to_owned()));
    // Without an empty body these would have no Content-Length, which some servers refuse.
    let empty_body = call.body.is_none()
        && !call.body_unsigned
        && matches!(method.as_deref(), Some("POST" | "PUT" | "PATCH"));

    match method.as_deref() {
        // curl would wait for the body that the answer to HEAD never has.
        Some("HEAD") if call.body.is_none() => line.flag("--head"),
        Some(method) => line.option("--request", method),
        None => {}
    }
    if url.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:")) {
        line.flag(&format!("--tlsv{}", expects.tls));
    }
    // The two things that curl would change in a URL.
    if url.contains(['[', ']', '{', '}']) {
        line.flag("--globoff");
    }
    if url.contains("/.") {
        line.flag("--path-as-is");
    }
    for (name, value) in call.headers.iter() {
        line.option("--header", format!("{name}: {value}"));
    }
    if let Some(accept) = &expects.accept {
        line.option("--header", format!("Accept: {accept}"));
    }
    if call.body.is_some() || empty_body {
        // A header without a value keeps curl from claiming a form.
        let content_type = expects.content_type.as_deref().map(|kind| format!(" {kind}")).unwrap_or_default();
        line.option("--header", format!("Content-Type:{content_type}"));
    }
    if let Some(body) = call.body {
        let mut file = std::ffi::OsString::from("@");
        file.push(body);
        line.option("--data-binary", file);
    } else if empty_body {
        line.option("--data-binary", "");
    }
    line.flag(url);
    line.text.push(b'\n');
    Ok(line.text)
}

struct CommandLine {
    text: Vec<u8>,
}

impl CommandLine {
    fn flag(&mut self, word: &str) {
        self.text.extend_from_slice(b" \\\n  ");
        self.word(OsStr::new(word));
    }

    fn option(&mut self, name: &str, value: impl AsRef<OsStr>) {
        self.flag(name);
        self.text.push(b' ');
        self.word(value.as_ref());
    }

    fn word(&mut self, word: &OsStr) {
        // Nothing that the operating system or an HTTP header can hold has a NUL, which alone cannot be quoted.
        let quoted = shlex::bytes::try_quote(word.as_encoded_bytes()).unwrap_or_default();
        self.text.extend_from_slice(&quoted);
    }
}
