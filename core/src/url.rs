//! The parts of a URL that are signed, exactly as they go over the wire.
//!
//! A URL library would normalise or re-encode, and the signature would be that of another request; so the text is only
//! split, and what could not be on the wire is refused.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use memchr::memchr2;
use percent_encoding::percent_decode_str;

use crate::errors::{Error, ErrorCode};

/// A URL, split.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Url<'a> {
    /// `None` in origin form.
    origin: Option<Origin<'a>>,
    pub(crate) path: &'a str,
    /// Without its question mark; `None` for a lone one.
    pub(crate) query: Option<&'a str>,
}

#[derive(Clone, Copy, Debug)]
struct Origin<'a> {
    https: bool,
    host: Host<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Host<'a> {
    Name(&'a str),
    Ipv6(Ipv6Addr),
}

impl<'a> Url<'a> {
    pub(crate) fn parse(url: &'a str) -> Result<Self, Error> {
        // Over all of it, and not up to the first, so that many are looked at in one step.
        let is_bad = |byte: u8| !byte.is_ascii_graphic() || matches!(byte, b'#' | b'"' | b'<' | b'>' | b'\\');
        if url.bytes().fold(false, |bad, byte| bad | is_bad(byte)) {
            return Err(bad_character(url));
        }
        let (origin, target) = if url.starts_with('/') {
            (None, url)
        } else {
            let (https, rest) = match (after(url, "https://"), after(url, "http://")) {
                (Some(rest), _) => (true, rest),
                (_, Some(rest)) => (false, rest),
                _ if url.contains("://") => return Err(invalid("its scheme is neither https nor http")),
                _ => {
                    return Err(invalid(
                        "it is neither absolute (https://host/path) nor in origin form (/path?query)",
                    ));
                }
            };
            let end = memchr2(b'/', b'?', rest.as_bytes()).unwrap_or(rest.len());
            let (authority, target) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if authority.contains('@') {
                return Err(invalid("it holds a user name; credentials go into headers"));
            }
            (Some(Origin { https, host: host(authority)? }), target)
        };
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query).filter(|query| !query.is_empty())),
            None => (target, None),
        };
        Ok(Self { origin, path: if path.is_empty() { "/" } else { path }, query })
    }

    /// The query, percent-decoded once: `+` stays and the order stays.
    pub(crate) fn decoded_query(&self) -> Result<Cow<'a, str>, Error> {
        let query = self.query.unwrap_or_default();
        let mut rest = query;
        while let Some((_, after)) = rest.split_once('%') {
            if !after.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()) || after.len() < 2 {
                return Err(invalid("its query holds a % that is not followed by two hex digits"));
            }
            rest = after;
        }
        percent_decode_str(query).decode_utf8().map_err(|_| {
            invalid("its query is not UTF-8 when percent-decoded; query = as-sent signs it undecoded")
        })
    }

    /// Refuses to put a reusable credential on anything but https.
    pub(crate) fn require_https(&self, allow_http_loopback: bool) -> Result<(), Error> {
        let insecure = |why: &'static str| Err(Error::new(ErrorCode::InsecureUrl, why));
        match self.origin {
            None => insecure(
                "the URL has no scheme and host; pass the absolute https URL, so that it can be checked",
            ),
            Some(Origin { https: true, .. }) => Ok(()),
            Some(origin) if origin.is_loopback() => match allow_http_loopback {
                true => Ok(()),
                false => insecure("http to this machine needs the option allow_http_loopback = true"),
            },
            Some(_) => insecure("the URL is http; the gateway is reached over https only"),
        }
    }
}

impl Origin<'_> {
    fn is_loopback(&self) -> bool {
        match self.host {
            Host::Ipv6(address) => address.is_loopback(),
            Host::Name(name) => {
                name.eq_ignore_ascii_case("localhost")
                    || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
            }
        }
    }
}

/// What follows a prefix in any case.
fn after<'a>(url: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = url.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// What is wrong with a URL that holds a character which no URL on the wire has.
fn bad_character(url: &str) -> Error {
    let must_be_encoded = |bad: char| {
        invalid(format!("it holds the character {}, which must be percent-encoded", bad.escape_default()))
    };
    if let Some(bad) = url.chars().find(|character| !character.is_ascii_graphic()) {
        return must_be_encoded(bad);
    }
    match url.chars().find(|character| "\"<>\\".contains(*character)) {
        Some(bad) if !url.contains('#') => must_be_encoded(bad),
        _ => invalid("it has a fragment, which is never sent; leave out everything from the # on"),
    }
}

/// The host of `host:port` or `[address]:port`, checked whole: whoever reads it otherwise would connect elsewhere.
fn host(authority: &str) -> Result<Host<'_>, Error> {
    let (host, rest) = match authority.strip_prefix('[') {
        Some(bracketed) => {
            let (address, rest) =
                bracketed.split_once(']').ok_or_else(|| invalid("its host has no closing bracket"))?;
            let address = address.parse().map_err(|_| invalid("its host is no IPv6 address"))?;
            (Host::Ipv6(address), rest)
        }
        None => {
            let (name, rest) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
            if name.is_empty() {
                return Err(invalid("it names no host"));
            }
            if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)) {
                return Err(invalid("its host holds a character that no host name has"));
            }
            (Host::Name(name), rest)
        }
    };
    let port = match rest.strip_prefix(':') {
        None => rest.is_empty(),
        Some(port) => {
            port.bytes().all(|byte| byte.is_ascii_digit()) && (port.is_empty() || port.parse::<u16>().is_ok())
        }
    };
    if port { Ok(host) } else { Err(invalid("its port is no number from 0 to 65535")) }
}

fn invalid(why: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::InvalidUrl, format!("the URL cannot be signed: {}", why.into()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn splits_without_changing() {
        for (url, path, query) in [
            ("https://h", "/", None),
            ("https://h?", "/", None),
            ("https://h?a=1", "/", Some("a=1")),
            ("HTTPS://h:8443/a//b/../c;d=%7e?x=[1]&y=?", "/a//b/../c;d=%7e", Some("x=[1]&y=?")),
            ("/v1/pay?", "/v1/pay", None),
            ("//host/path", "//host/path", None),
        ] {
            let parsed = Url::parse(url).unwrap();
            assert_eq!((parsed.path, parsed.query), (path, query), "{url}");
        }
    }

    #[test]
    fn refuses_what_is_not_on_the_wire() {
        for url in [
            "",
            "pay",
            "ftp://h/",
            "https://",
            "https://:443/",
            "https://u:p@h/",
            "https://h/#f",
            "https://h/a b",
            "https://h/ä",
            "https://h/\n",
            "https://h/\"",
            "/a\\b",
            "https:/h/",
            "https://[::1/",
            "https://[x]/",
            "https://[::1]x/",
            "https://h:evil/",
            "https://h:1:2/",
            "https://h:65536/",
            "https://a,b/",
            "https://%41/",
            "https://h]/",
        ] {
            assert_eq!(Url::parse(url).unwrap_err().code(), ErrorCode::InvalidUrl, "{url:?}");
        }
    }

    #[test]
    fn decodes_once_and_strictly() {
        let decoded =
            |query: &str| Url::parse(&format!("/p?{query}")).unwrap().decoded_query().map(Cow::into_owned);
        assert_eq!(decoded("a=%20+%2B%2525").unwrap(), "a= ++%25");
        for query in ["a=%", "a=%4", "a=%zz", "%%41", "a=%ff"] {
            assert_eq!(decoded(query).unwrap_err().code(), ErrorCode::InvalidUrl, "{query}");
        }
    }

    #[test]
    fn loopback_is_an_address_not_a_prefix() {
        let allowed = |url: &str| Url::parse(url).unwrap().require_https(true).is_ok();
        for url in [
            "http://localhost:1/",
            "http://LOCALHOST/",
            "http://127.0.0.1/",
            "http://127.9.9.9:80/",
            "http://[::1]:8080/",
        ] {
            assert!(allowed(url), "{url}");
        }
        for url in [
            "http://127.0.0.1.evil.example/",
            "http://localhost.evil.example/",
            "http://localhost./",
            "http://127.1/",
            "http://10.0.0.1/",
            "http://[::2]/",
            "/p",
        ] {
            assert!(!allowed(url), "{url}");
        }
        assert!(Url::parse("http://127.0.0.1/").unwrap().require_https(false).is_err());
    }
}
