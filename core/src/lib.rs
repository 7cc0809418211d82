//! Signs requests to payment gateways and verifies their webhooks and responses.
//!
//! A [`Signer`] or [`Verifier`] is made once from a scheme, credentials and options, and then used for any number of messages, by
//! any number of threads. Schemes are data ([`scheme`]): `paysig schemes` on the command line lists those that come with paysig,
//! and a scheme of one's own works the same way.
//!
//! ```
//! use paysig::{Message, Options, Signer, Verifier};
//!
//! let keys = [("sign_key", "c2VjcmV0")];
//! let signer = Signer::new("global-payment/request", keys, &Options::new())?;
//! let request = Message::request("POST", "https://openapi.stablelink.app/v1/pay?id=7").body(b"{}");
//! let headers = signer.sign(&request)?;
//!
//! let gateway = Verifier::new("global-payment/request", keys, &Options::new())?;
//! let verified = gateway.verify(&headers, &request)?;
//! assert_eq!(verified.covers().collect::<Vec<_>>(), ["method", "timestamp", "path", "query", "body"]);
//! # Ok::<(), paysig::Error>(())
//! ```
//!
//! # What to know
//! - Bodies are bytes, exactly as they go over the wire. Verify before you parse.
//! - A verified message says what it [covers](Verified::covers): nothing else of it is authentic.
//! - A message can be sent twice. Record the [replay key](Verified::replay_key) of what was processed.
//! - [`ErrorKind::Rejected`] is the only kind of error that a sender can bring about: answer it with 401, all others with 500.
//!
//! # Features
//! - `http` (default): `http::Request`, `http::request::Parts` and `http::HeaderMap`.
//!
//! This crate has no `unsafe`, does no I/O and starts no threads. Hashing and portable RSA come from the
//! RustCrypto project, fast RSA from graviola.

mod credentials;
mod describe;
mod errors;
pub mod explain;
pub mod gateway_errors;
pub mod gateways;
mod headers;
#[cfg(feature = "http")]
mod http;
pub mod json;
pub mod keys;
mod mac;
mod message;
pub mod options;
#[cfg(test)]
mod published;
pub mod scheme;
mod scheme_check;
mod signer;
mod string_to_sign;
mod text_form;
#[cfg(test)]
mod uncomparable;
mod url;
mod verifier;

pub use credentials::{Credentials, Keyring};
pub use describe::Call;
pub use errors::{Error, ErrorCode, ErrorKind};
#[doc(hidden)]
pub use gateway_errors::GatewayError;
pub use headers::{HeaderSource, Headers};
pub use message::Message;
pub use options::Options;
pub use scheme::{IntoScheme, Scheme};
pub use signer::{HeadersSize, Signer};
pub use string_to_sign::{SignedPart, StringToSign};
pub use verifier::{Verified, Verifier};
