//! The string to sign of a message, and what may have been signed in place of one of its parts.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

use super::causes::Cause;
use super::change::Change;
use super::identities::Identity;
use crate::options::Settings;
use crate::scheme::{Part, Scheme};

/// What was found in a message, taken as it is: what verifying refuses may be the very thing to explain.
pub(super) struct Material<'m> {
    pub(super) scheme: &'m Scheme,
    pub(super) settings: Settings,
    pub(super) method: &'m str,
    pub(super) target: Target<'m>,
    /// As the settings want it.
    pub(super) body: Cow<'m, [u8]>,
}

/// A URL, split without judging it.
#[derive(Clone, Copy, Default)]
pub(super) struct Target<'m> {
    /// Without a fragment; empty where no URL was given.
    pub(super) whole: &'m str,
    /// From the host on; empty in origin form.
    with_host: &'m str,
    pub(super) path: &'m str,
    query: &'m str,
}

impl<'m> Target<'m> {
    pub(super) fn split(url: &'m str) -> Self {
        let whole = url.split('#').next().unwrap_or_default();
        let with_host = whole.split_once("://").map_or("", |(_, rest)| rest);
        let target = match whole.split_once("://") {
            None => whole,
            Some((_, rest)) => rest.find(['/', '?']).and_then(|at| rest.get(at..)).unwrap_or_default(),
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self { whole, with_host, path: if path.is_empty() { "/" } else { path }, query }
    }

    fn decoded_query(&self) -> Cow<'m, [u8]> {
        percent_decode_str(self.query).into()
    }
}

/// One part's bytes in another form.
pub(super) struct PartChange<'m> {
    pub(super) change: Change,
    pub(super) rank: u8,
    pub(super) part: Part,
    pub(super) bytes: Cow<'m, [u8]>,
}

impl<'m> Material<'m> {
    /// The bytes of each part, in the scheme's order.
    pub(super) fn parts<'s>(&'s self, identity: &'s Identity<'_>, timestamp: &'s [u8]) -> Vec<Cow<'s, [u8]>> {
        let part = |part: &'s Part| match part {
            Part::Field(name) => Cow::Borrowed(identity.text(name)),
            Part::Literal(text) => Cow::Borrowed(text.as_bytes()),
            Part::Timestamp => Cow::Borrowed(timestamp),
            Part::Method => Cow::Owned(self.method.to_ascii_uppercase().into_bytes()),
            Part::Path => Cow::Borrowed(self.target.path.as_bytes()),
            Part::Query => self.query(),
            Part::Target => Cow::Owned(self.joined_target("?", self.target.query.as_bytes())),
            Part::Body => Cow::Borrowed(self.body.as_ref()),
        };
        self.scheme.parts().iter().map(part).collect()
    }

    fn query(&self) -> Cow<'m, [u8]> {
        match self.settings.decode_query {
            true => self.target.decoded_query(),
            false => Cow::Borrowed(self.target.query.as_bytes()),
        }
    }

    fn joined_target(&self, mark: &str, query: &[u8]) -> Vec<u8> {
        match query {
            [] => self.target.path.as_bytes().to_vec(),
            query => [self.target.path.as_bytes(), mark.as_bytes(), query].concat(),
        }
    }

    /// The same message for another scheme; `None` where that signs what was not given.
    pub(super) fn by(&self, other: &'static Scheme) -> Option<Material<'_>> {
        let signs = |part: &Part| other.signs(part);
        if (signs(&Part::Method) && self.method.is_empty())
            || (other.signs_target() && self.target.whole.is_empty())
        {
            return None;
        }
        let settings = Settings { decode_query: other.option("query").is_some(), ..self.settings };
        let body = Cow::Borrowed(self.body.as_ref());
        Some(Material { scheme: other, settings, method: self.method, target: self.target, body })
    }

    /// The other forms of the parts that the scheme signs.
    pub(super) fn part_changes(&self, identity: &Identity<'_>) -> Vec<PartChange<'m>> {
        let mut all = Vec::new();
        for part in distinct(self.scheme.parts()) {
            match part {
                Part::Method => {
                    let lower = self.method.to_ascii_lowercase();
                    let mut title = lower.clone();
                    if let Some(first) = title.get_mut(..1) {
                        first.make_ascii_uppercase();
                    }
                    add(&mut all, part, Cause::MethodCase, 1, "the method in lower case", lower.into_bytes());
                    add(
                        &mut all,
                        part,
                        Cause::MethodCase,
                        3,
                        "the method with only its first letter in upper case",
                        title.into_bytes(),
                    );
                    for other in ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] {
                        if !other.eq_ignore_ascii_case(self.method) {
                            let how = format!("the method {other}");
                            add(&mut all, part, Cause::MethodOther, 2, how, other.as_bytes());
                        }
                    }
                }
                Part::Path => self.path_changes(part, &mut all),
                Part::Query => self.query_changes(part, &mut all),
                Part::Target => self.target_changes(part, &mut all),
                Part::Field(name) => {
                    let text = identity.text(name);
                    add(
                        &mut all,
                        part,
                        Cause::FieldCase,
                        1,
                        format!("{name} in lower case"),
                        text.to_ascii_lowercase(),
                    );
                    add(
                        &mut all,
                        part,
                        Cause::FieldCase,
                        3,
                        format!("{name} in upper case"),
                        text.to_ascii_uppercase(),
                    );
                }
                Part::Literal(_) | Part::Timestamp | Part::Body => {}
            }
        }
        all
    }

    fn path_changes(&self, part: &Part, all: &mut Vec<PartChange<'m>>) {
        let Target { whole, with_host, query, .. } = self.target;
        if !with_host.is_empty() {
            for (how, url) in [("the whole URL", whole), ("host and path", with_host)] {
                let (before, _) = url.split_once('?').unwrap_or((url, ""));
                add(all, part, Cause::UrlWhole, 1, format!("{how} without the query"), before.as_bytes());
                // The query is the next part.
                if !query.is_empty() {
                    let marked = [before.as_bytes(), b"?"].concat();
                    add(all, part, Cause::UrlWhole, 1, format!("{how} with the query"), marked);
                }
            }
        }
        if !query.is_empty() {
            add(
                all,
                part,
                Cause::QueryMark,
                2,
                "the path with question mark and query",
                self.joined_target("?", query.as_bytes()),
            );
        }
        for (how, path) in self.other_paths() {
            add(all, part, Cause::PathChanged, 2, how, path);
        }
    }

    /// A proxy cuts off what it routes by; people leave out slashes.
    fn other_paths(&self) -> Vec<(&'static str, Vec<u8>)> {
        let path = self.target.path;
        let mut all = vec![
            ("the path without its leading slash", path.trim_start_matches('/').into()),
            ("the path with a slash at its end", format!("{path}/").into()),
            ("the path without the slash at its end", path.strip_suffix('/').unwrap_or(path).into()),
        ];
        all.extend([
            ("the path percent-decoded", percent_decode_str(path).collect()),
            ("the path in lower case", path.to_ascii_lowercase().into()),
            ("the path with one slash for two", path.replace("//", "/").into()),
        ]);
        let inner = path.match_indices('/').map(|(at, _)| at).skip(1).take(3);
        all.extend(
            inner.map(|at| ("the path without its first segments", path.as_bytes().split_at(at).1.to_vec())),
        );
        all
    }

    fn query_changes(&self, part: &Part, all: &mut Vec<PartChange<'m>>) {
        let query = self.target.query;
        if query.is_empty() {
            return;
        }
        let base = self.query();
        let decoded = self.target.decoded_query();
        add(
            all,
            part,
            Cause::QueryMark,
            1,
            "the query with its question mark",
            [b"?", base.as_ref()].concat(),
        );
        if self.settings.decode_query {
            add(all, part, Cause::QueryEncoding, 1, "the query as sent, not decoded", query.as_bytes());
        } else {
            add(all, part, Cause::QueryEncoding, 1, "the query percent-decoded", decoded.clone());
        }
        for (cause, how, other) in self.other_queries(self.settings.decode_query) {
            add(all, part, cause, 2, how, other);
        }
    }

    /// What is decoded stays decoded.
    fn other_queries(&self, decode: bool) -> Vec<(Cause, &'static str, Vec<u8>)> {
        let query = self.target.query;
        let decoded = |query: &str| percent_decode_str(query).collect::<Vec<u8>>();
        let mut all = vec![(
            Cause::QueryEncoding,
            "the query decoded as a form, + as a space",
            decoded(&query.replace('+', "%20")),
        )];
        for (how, set, space) in [
            ("the query encoded anew as a form, but for *-._", FORM, "+"),
            ("the query encoded anew as a form, but for ~-._", UNRESERVED, "+"),
            ("the query encoded anew, but for ~-._", UNRESERVED, "%20"),
        ] {
            all.push((Cause::QueryEncoding, how, encoded_anew(query, set, space).into_bytes()));
        }
        if let Some(sorted) = sorted(query) {
            let bytes = if decode { decoded(&sorted) } else { sorted.into_bytes() };
            all.push((Cause::QueryOrder, "the query with its parameters sorted", bytes));
        }
        all
    }

    fn target_changes(&self, part: &Part, all: &mut Vec<PartChange<'m>>) {
        let Target { whole, with_host, query, .. } = self.target;
        if !with_host.is_empty() {
            add(all, part, Cause::UrlWhole, 1, "the whole URL", whole.as_bytes());
            add(all, part, Cause::UrlWhole, 2, "host, path and query", with_host.as_bytes());
        }
        for (how, mut path) in self.other_paths() {
            if !query.is_empty() {
                path.extend_from_slice(b"?");
                path.extend_from_slice(query.as_bytes());
            }
            add(all, part, Cause::PathChanged, 2, how, path);
        }
        if query.is_empty() {
            add(
                all,
                part,
                Cause::QueryMark,
                3,
                "the path with a lone question mark",
                [self.target.path.as_bytes(), b"?"].concat(),
            );
            return;
        }
        add(all, part, Cause::PartLeftOut, 1, "the path without the query", self.target.path.as_bytes());
        add(
            all,
            part,
            Cause::QueryMark,
            1,
            "path and query without the question mark",
            self.joined_target("", query.as_bytes()),
        );
        let decoded = self.target.decoded_query();
        add(
            all,
            part,
            Cause::QueryEncoding,
            1,
            "the query percent-decoded",
            self.joined_target("?", &decoded),
        );
        for (cause, how, other) in self.other_queries(false) {
            add(all, part, cause, 2, how, self.joined_target("?", &other));
        }
    }
}

pub(super) fn distinct(parts: &[Part]) -> impl Iterator<Item = &Part> {
    parts
        .iter()
        .enumerate()
        .filter(|(at, part)| !parts.iter().take(*at).any(|other| other == *part))
        .map(|(_, part)| part)
}

fn add<'m>(
    all: &mut Vec<PartChange<'m>>,
    part: &Part,
    cause: Cause,
    rank: u8,
    how: impl Into<Cow<'static, str>>,
    bytes: impl Into<Cow<'m, [u8]>>,
) {
    all.push(PartChange { change: Change::new(cause, how), rank, part: part.clone(), bytes: bytes.into() });
}

/// What `URLSearchParams` leaves as it is.
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_');
/// What Python's `urlencode` and PHP's `http_build_query` with RFC 3986 leave as it is.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'~').remove(b'-').remove(b'.').remove(b'_');

/// The query read as a form and written again.
fn encoded_anew(query: &str, set: &'static AsciiSet, space: &str) -> String {
    let again = |text: &str| {
        let plain: Vec<u8> = percent_decode_str(&text.replace('+', "%20")).collect();
        percent_encode(&plain, set).to_string().replace("%20", space)
    };
    let parameter = |text: &str| match text.split_once('=') {
        Some((name, value)) => format!("{}={}", again(name), again(value)),
        None => again(text),
    };
    query.split('&').map(parameter).collect::<Vec<_>>().join("&")
}

/// The parameters sorted as text; `None` when they are already, or there is one.
fn sorted(query: &str) -> Option<String> {
    let mut parameters: Vec<&str> = query.split('&').collect();
    parameters.sort_unstable();
    let sorted = parameters.join("&");
    (sorted != query).then_some(sorted)
}
