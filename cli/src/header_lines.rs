//! Headers as they stand on the wire or on the command line: `Name: value`.

use paysig::{Error, ErrorCode};

/// Name and value of a header; the value is whatever bytes came, so that the core judges it as it does everywhere.
pub(crate) type Line = (String, Vec<u8>);

/// Reads one header from the command line.
pub(crate) fn parse_one(text: &str) -> Result<Line, Error> {
    parse(text.as_bytes())
        .map_err(|why| invalid(format!("--header: {why}; expected one header such as 'Name: value'")))
}

/// Reads the lines of a file. A request or status line at the top is passed over; a blank line ends the headers.
pub(crate) fn parse_file(bytes: &[u8]) -> Result<Vec<Line>, Error> {
    let mut lines = bytes.split(|byte| *byte == b'\n').zip(1..);
    let mut headers = Vec::new();
    for (line, number) in lines.by_ref() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if number == 1 && is_start_line(line) {
            continue;
        }
        let header = parse(line).map_err(|why| invalid(format!("--headers: line {number}: {why}")))?;
        headers.push(header);
    }
    match lines.find(|(line, _)| !line.trim_ascii().is_empty()) {
        Some((_, number)) => Err(invalid(format!(
            "--headers: line {number} stands behind the blank line that ends the headers; \
             give the headers of one message, and its body with --body"
        ))),
        None => Ok(headers),
    }
}

fn parse(line: &[u8]) -> Result<Line, &'static str> {
    if line.starts_with(b" ") || line.starts_with(b"\t") {
        return Err("it begins with white space; a header folded over several lines must be joined");
    }
    let colon = line.iter().position(|byte| *byte == b':').ok_or("it has no colon")?;
    let (name, value) = line.split_at_checked(colon).ok_or("it has no colon")?;
    let value = value.strip_prefix(b":").unwrap_or(value);
    let name = std::str::from_utf8(name).ok().filter(|name| !name.is_empty() && name.bytes().all(is_token));
    let name = name.ok_or("what stands before the colon is no header's name")?;
    Ok((name.to_owned(), value.to_vec()))
}

/// `POST /path HTTP/1.1` or `HTTP/1.1 200 OK`.
fn is_start_line(line: &[u8]) -> bool {
    let mut words = line.split(|byte| *byte == b' ');
    let method = words.next().is_some_and(|method| !method.contains(&b':'));
    line.starts_with(b"HTTP/")
        || (method && words.next_back().is_some_and(|version| version.starts_with(b"HTTP/")))
}

/// RFC 9110 §5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn invalid(message: String) -> Error {
    Error::new(ErrorCode::InvalidHeaders, message)
}
