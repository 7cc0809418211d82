//! On other processors there is no fast RSA, and no value of these types.

use super::portable;
use crate::errors::Error;

pub(super) enum SigningKey {}

pub(super) enum VerifyingKey {}

impl SigningKey {
    pub(super) fn new(_: &portable::SigningKey) -> Option<Self> {
        None
    }

    pub(super) fn sign(&self, _: &[u8]) -> Result<Vec<u8>, Error> {
        match *self {}
    }
}

impl VerifyingKey {
    pub(super) fn new(_: &portable::VerifyingKey) -> Option<Self> {
        None
    }

    pub(super) fn verify(&self, _: &[u8], _: &[u8]) -> bool {
        match *self {}
    }
}
