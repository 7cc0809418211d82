//! RSA keys.

use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, Buffer, Either, External};
use napi::{Env, ScopedTask, Unknown};
use napi_derive::napi;
use paysig::json;
use paysig::keys::{self, Encoding, PrivateKey, PublicKey};

use crate::guard::{Outcome, Result, contain, guard};
use crate::tasks::rejection;

#[napi]
pub type PrivateKeyHandle = External<Arc<PrivateKey>>;
#[napi]
pub type PublicKeyHandle = External<Arc<PublicKey>>;

#[napi(catch_unwind)]
pub fn generate_key(bits: u32) -> Result<PrivateKeyHandle> {
    guard("generate_key", || Ok(External::new(Arc::new(PrivateKey::generate(bits as usize)?))))
}

/// As [`generate_key`], on the thread pool.
#[napi(catch_unwind, ts_return_type = "Promise<PrivateKeyHandle>")]
pub fn generate_key_async(bits: u32) -> Result<AsyncTask<GenerateTask>> {
    guard("generate_key_async", || Ok(AsyncTask::new(GenerateTask { bits })))
}

#[napi(catch_unwind)]
pub fn read_private_key(
    material: Either<String, &[u8]>,
    passphrase: Option<Either<String, &[u8]>>,
) -> Result<PrivateKeyHandle> {
    guard("read_private_key", || {
        let key = PrivateKey::read(bytes(&material), passphrase.as_ref().map(bytes))?;
        Ok(External::new(Arc::new(key)))
    })
}

#[napi(catch_unwind)]
pub fn read_public_key(material: Either<String, &[u8]>) -> Result<PublicKeyHandle> {
    guard("read_public_key", || Ok(External::new(Arc::new(PublicKey::read(bytes(&material))?))))
}

/// PKCS#8, as PEM or DER.
#[napi(catch_unwind)]
pub fn write_private_key(
    key: &PrivateKeyHandle,
    pem: bool,
    passphrase: Option<Either<String, &[u8]>>,
) -> Result<Buffer> {
    guard("write_private_key", || {
        let mut written = key.write(encoding(pem), passphrase.as_ref().map(bytes))?;
        Ok(std::mem::take(&mut *written).into())
    })
}

/// SPKI, as PEM or DER.
#[napi(catch_unwind)]
pub fn write_public_key(key: &PublicKeyHandle, pem: bool) -> Result<Buffer> {
    guard("write_public_key", || Ok(key.write(encoding(pem))?.into()))
}

#[napi(catch_unwind)]
pub fn public_key_of(key: &PrivateKeyHandle) -> Result<PublicKeyHandle> {
    guard("public_key_of", || Ok(External::new(Arc::new(key.public_key()))))
}

/// Bits of the modulus, public exponent, fingerprint.
#[napi(catch_unwind)]
pub fn public_key_facts(key: &PublicKeyHandle) -> Result<(u32, u32, String)> {
    guard("public_key_facts", || Ok((key.bits() as u32, key.exponent(), key.fingerprint())))
}

#[napi(catch_unwind)]
pub fn keys_match(public: &PublicKeyHandle, private: &PrivateKeyHandle) -> Result<bool> {
    guard("keys_match", || Ok(public.matches(private)))
}

/// What the material is, as JSON.
#[napi(catch_unwind)]
pub fn inspect_key(
    material: Either<String, &[u8]>,
    passphrase: Option<Either<String, &[u8]>>,
) -> Result<String> {
    guard("inspect_key", || Ok(json::key(&keys::inspect(bytes(&material), passphrase.as_ref().map(bytes))?)))
}

/// Makes a key.
pub struct GenerateTask {
    bits: u32,
}

impl<'task> ScopedTask<'task> for GenerateTask {
    // An error of the core is an output too, so that its code survives the way to JavaScript's thread.
    type Output = Outcome<PrivateKey>;
    type JsValue = Unknown<'task>;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        Ok(contain("generate_task", || PrivateKey::generate(self.bits as usize)))
    }

    fn resolve(&mut self, env: &'task Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        match output {
            Ok(key) => External::new(Arc::new(key)).into_unknown(env),
            Err(error) => Err(rejection(*env, error)),
        }
    }
}

fn bytes<'a>(material: &'a Either<String, &[u8]>) -> &'a [u8] {
    match material {
        Either::A(text) => text.as_bytes(),
        Either::B(bytes) => bytes,
    }
}

const fn encoding(pem: bool) -> Encoding {
    if pem { Encoding::Pem } else { Encoding::Der }
}
