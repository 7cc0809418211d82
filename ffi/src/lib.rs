//! The C library: `libpaysig` behind `include/paysig.h`, which is generated from this crate.
//!
//! One file per C type, in the header's order, each function in the order receiver, inputs, outputs. All that is unsafe about C
//! is in a handful of files below them: what a pointer means is said in [`input`], [`output`] and [`handle`], and no panic passes
//! [`guard`]. Everything else is the `paysig` crate.

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

/// Wipes what is given back, as the crates that compute with RSA keys do not wipe all that they used.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

pub mod version;

pub mod status;

pub mod fields;

pub mod signer;

pub mod verifier;

pub mod verified;

pub mod key;

pub mod gateway;

pub mod text;

mod guard;
mod handle;
mod headers;
mod input;
pub mod message;
mod output;
