//! What is signed or verified: one message, borrowed from the caller.

use std::time::SystemTime;

use crate::options;

/// A message to sign or to verify: the body, and whatever else the scheme binds or the caller sets.
///
/// For a response, method and URL are those of the request that it answers.
///
/// ```
/// use paysig::Message;
///
/// let webhook = Message::webhook(br#"{"event":"paid"}"#);
/// let request = Message::request("POST", "https://gateway.example/v1/pay").body(br#"{"amount":100}"#);
/// let query = Message::request("GET", "https://gateway.example/v1/pay?id=7");
/// # let _ = (webhook, request, query);
/// ```
#[derive(Clone, Default)]
pub struct Message<'a> {
    pub(crate) method: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    pub(crate) body: Option<&'a [u8]>,
    pub(crate) body_unsigned: bool,
    pub(crate) timestamp: Option<&'a str>,
    pub(crate) request_timestamp: Option<&'a str>,
    pub(crate) options: Vec<(&'a str, &'a str)>,
    pub(crate) now: Option<SystemTime>,
}

impl<'a> Message<'a> {
    /// An empty message.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A webhook: its raw body, exactly as it came.
    #[must_use]
    pub fn webhook(body: &'a [u8]) -> Self {
        Self::new().body(body)
    }

    /// A request, or for a response the request that it answers. The URL is absolute, or in origin form where no host is
    /// needed, and exactly as it goes over the wire.
    #[must_use]
    pub fn request(method: &'a str, url: &'a str) -> Self {
        Self::new().method(method).url(url)
    }

    /// The HTTP method, in any case.
    #[must_use]
    pub fn method(mut self, method: &'a str) -> Self {
        self.method = Some(method);
        self
    }

    /// The URL, exactly as it goes over the wire.
    #[must_use]
    pub fn url(mut self, url: &'a str) -> Self {
        self.url = Some(url);
        self
    }

    /// The body's bytes, exactly as they go over the wire. Signing without a body signs an empty one.
    #[must_use]
    pub fn body(mut self, body: &'a [u8]) -> Self {
        self.body = Some(body);
        self
    }

    /// The body is one that the gateway leaves unsigned, such as a multipart upload: an empty one is signed in its place, and it is not
    /// authentic. Only schemes with the option `body` allow it. When verifying, never decide this from the message itself: its
    /// sender would choose what is checked.
    #[must_use]
    pub fn unsigned_body(mut self) -> Self {
        self.body_unsigned = true;
        self
    }

    /// The timestamp to sign, as text in the scheme's unit; the clock's without it.
    #[must_use]
    pub fn timestamp(mut self, timestamp: &'a str) -> Self {
        self.timestamp = Some(timestamp);
        self
    }

    /// The timestamp of the request that a response answers, as text in the scheme's unit.
    #[must_use]
    pub fn request_timestamp(mut self, timestamp: &'a str) -> Self {
        self.request_timestamp = Some(timestamp);
        self
    }

    /// A per-message option by the name that the scheme lists, such as `idempotency_key` (a value of your own, or `auto`) or
    /// `timestamp`.
    #[must_use]
    pub fn option(mut self, name: &'a str, value: &'a str) -> Self {
        match (name, value) {
            (options::TIMESTAMP_NAME, timestamp) => self.timestamp(timestamp),
            (options::REQUEST_TIMESTAMP_NAME, timestamp) => self.request_timestamp(timestamp),
            (options::BODY_NAME, options::UNSIGNED) => self.unsigned_body(),
            _ => {
                self.options.push((name, value));
                self
            }
        }
    }

    /// The clock for this message instead of the system's: for tests, and for webhooks that waited in a queue.
    #[must_use]
    pub fn at(mut self, now: SystemTime) -> Self {
        self.now = Some(now);
        self
    }

    pub(crate) fn now_milliseconds(&self) -> i64 {
        let now = self.now.unwrap_or_else(SystemTime::now);
        match now.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            Err(before) => {
                i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |milliseconds| -milliseconds)
            }
        }
    }
}

impl std::fmt::Debug for Message<'_> {
    /// Neither the body nor a token: only what kind of message it is.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unsigned = if self.body_unsigned { "unsigned " } else { "" };
        let body = self
            .body
            .map_or("no body".to_owned(), |bytes| format!("{unsigned}body of {} bytes", bytes.len()));
        write!(f, "Message({:?}, {body})", self.method.unwrap_or("no method"))
    }
}
