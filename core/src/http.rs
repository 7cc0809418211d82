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
    /// `invalid_value` when a name or value is none for the `http` crate.
    pub fn insert_into(&self, headers: &mut HeaderMap) -> Result<(), Error> {
        let lines = self.iter().map(|(name, value)| {
            let unusable =
                |_| Error::new(ErrorCode::InvalidValue, format!("{name} cannot be sent as an HTTP header"));
            let mut value = HeaderValue::from_str(value).map_err(|error| unusable(error.to_string()))?;
            value.set_sensitive(true);
            let name =
                HeaderName::from_bytes(name.as_bytes()).map_err(|error| unusable(error.to_string()))?;
            Ok((name, value))
        });
        let lines: Vec<(HeaderName, HeaderValue)> = lines.collect::<Result<_, Error>>()?;
        headers.extend(lines.into_iter().map(|(name, value)| (Some(name), value)));
        Ok(())
    }
}

impl Signer {
    /// Signs a request's head with the body that will be sent, and puts the headers in; nothing is changed unless that succeeded.
    /// `customise` adds per-message options.
    ///
    /// # Errors
    /// As [`Signer::sign`].
    pub fn sign_parts(
        &self,
        parts: &mut Parts,
        body: &[u8],
        customise: impl for<'m> FnOnce(Message<'m>) -> Message<'m>,
    ) -> Result<(), Error> {
        let url = parts.uri.to_string();
        let message = Message::request(parts.method.as_str(), &url).body(body);
        let headers = self.sign(&customise(message))?;
        headers.insert_into(&mut parts.headers)
    }

    /// Signs a request whose body is at hand, and puts the headers in; nothing is changed unless that succeeded.
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
    /// As [`Signer::sign`].
    pub fn sign_request<B: AsRef<[u8]>>(&self, request: &mut http::Request<B>) -> Result<(), Error> {
        let url = request.uri().to_string();
        let message = Message::request(request.method().as_str(), &url).body(request.body().as_ref());
        let headers = self.sign(&message)?;
        headers.insert_into(request.headers_mut())
    }
}
