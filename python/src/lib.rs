//! `paysig._paysig`: the native half of the Python package.
//!
//! It turns Python's values into the core's and back, and nothing else; what can be said in Python stands under `python/paysig`.

mod arguments;
mod body;
mod describe;
mod errors;
mod explain;
mod form;
mod headers;
mod keys;
mod signer;
mod string_to_sign;
mod time;
mod verified;
mod verifier;

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

/// Wipes what is given back, as the crates that compute with RSA keys do not wipe all that they used.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// The native half of the package: use it through `paysig`.
#[pyo3::pymodule]
mod _paysig {
    use pyo3::prelude::*;
    use pyo3::types::PyModule;

    #[pymodule_export]
    use crate::body::Unsigned;
    #[pymodule_export]
    use crate::describe::{errors_json, gateway_error_json, gateway_url, gateways_json};
    #[cfg(feature = "panic-on-purpose")]
    #[pymodule_export]
    use crate::errors::panic_on_purpose;
    #[pymodule_export]
    use crate::explain::causes_json;
    #[pymodule_export]
    use crate::form::{FormMaker, form_scheme};
    #[pymodule_export]
    use crate::keys::{PrivateKey, PublicKey, inspect_key_json};
    #[pymodule_export]
    use crate::signer::Signer;
    #[pymodule_export]
    use crate::string_to_sign::{SignedPart, StringToSign};
    #[pymodule_export]
    use crate::verified::Verified;
    #[pymodule_export]
    use crate::verifier::Verifier;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("UNSIGNED", Py::new(module.py(), Unsigned)?)
    }
}
