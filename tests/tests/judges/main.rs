//! Judges that know nothing of paysig: the gateways' own snippets and SDKs, openssl, Python's cryptography, Node's crypto, and
//! the JSON encoders of six languages.
//!
//! A judge that is missing, or that makes fewer cases than it should, is a failure.
#![allow(clippy::unwrap_used, clippy::panic)]

mod both_ways;
mod encoders;
mod libraries;
mod openssl;
mod snippets;
mod support;
