//! The types of the `http` crate, which most Rust servers and clients share.

use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;

use crate::errors::{Error, ErrorCode};
use crate::headers::{HeaderSource, Headers};
use crate::message::Message;
use crate::signer::Signer;

impl HeaderSource for HeaderMap {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        for (name, value) in self {
            visit(name.as_str().as_bytes(), value.as_bytes());
        }
    }
}

impl Headers {
    /// Puts every header into `headers`, instead of those of the same names; none of them if one could not be put. They are marked
    /// sensitive, so that they are neither logged nor indexed by HTTP/2 compression.
    ///
    /// # Errors
    /// `invalid_value` when a name or value is none for the `http` crate; `invalid_headers` when the map is full.
    pub fn insert_into(&self, headers: &mut HeaderMap) -> Result<(), Error> {
        let unusable = |name: &str| {
            Error::new(ErrorCode::InvalidValue, format!("{name} cannot be sent as an HTTP header"))
        };
        let lines = self.iter().map(|(name, value)| {
            let mut value = HeaderValue::from_str(value).map_err(|_| unusable(name))?;
            value.set_sensitive(true);
            Ok((HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable(name))?, value))
        });
        let lines: Vec<(HeaderName, HeaderValue)> = lines.collect::<Result<_, Error>>()?;
        let full = |_| Error::new(ErrorCode::InvalidHeaders, "the header map has no room for another header");
        headers.try_reserve(lines.len()).map_err(full)?;
        headers.extend(lines.into_iter().map(|(name, value)| (Some(name), value)));
        Ok(())
    }
}

impl Signer {
    /// Signs a request's head together with the body that will be sent, and puts the headers in; nothing is changed unless that
    /// succeeded. Method and URI are the head's own; body, options and clock are the message's.
    ///
    /// ```
    /// use paysig::{Message, Options, Signer};
    ///
    /// let signer = Signer::new("global-payment/request", [("sign_key", "c2VjcmV0")], &Options::new())?;
    /// let (mut parts, body) =
    ///     http::Request::post("https://openapi.stablelink.app/v1/pay?id=7").body("{}").unwrap().into_parts();
    /// let token = std::env::var("ACCESS_TOKEN").unwrap_or("token".to_owned());
    /// signer.sign_parts(&mut parts, &Message::new().body(body.as_bytes()).option("access_token", &token))?;
    /// assert!(parts.headers["authorization"].is_sensitive());
    /// # Ok::<(), paysig::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Signer::sign`] and [`Headers::insert_into`].
    pub fn sign_parts(&self, parts: &mut Parts, message: &Message<'_>) -> Result<(), Error> {
        let url = parts.uri.to_string();
        let message = message.clone().method(parts.method.as_str()).url(&url);
        self.sign(&message)?.insert_into(&mut parts.headers)
    }

    /// Signs a request whose body is at hand, and puts the headers in; nothing is changed unless that succeeded. Per-message options
    /// go through [`Signer::sign_parts`].
    ///
    /// ```
    /// use paysig::{Options, Signer};
    ///
    /// let signer = Signer::new("solidgate/request", [("public_key", "api_pk_1"), ("secret_key", "api_sk_1")], &Options::new())?;
    /// let mut request = http::Request::post("https://pay.solidgate.com/api/v1/status").body(r#"{"order_id":"7"}"#).unwrap();
    /// signer.sign_request(&mut request)?;
    /// assert_eq!(request.headers()["merchant"], "api_pk_1");
    /// # Ok::<(), paysig::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Signer::sign`] and [`Headers::insert_into`].
    pub fn sign_request<B: AsRef<[u8]>>(&self, request: &mut http::Request<B>) -> Result<(), Error> {
        let url = request.uri().to_string();
        let message = Message::request(request.method().as_str(), &url).body(request.body().as_ref());
        let headers = self.sign(&message)?;
        headers.insert_into(request.headers_mut())
    }
}
