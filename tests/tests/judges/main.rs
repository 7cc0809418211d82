//! Judges that know nothing of paysig: the gateways' own snippets and SDKs, openssl, Python's cryptography and Node's crypto.
//!
//! A judge that is missing, or that makes fewer cases than it should, is a failure.
#![allow(clippy::unwrap_used, clippy::panic)]

mod libraries;
mod openssl;
mod snippets;
mod support;
