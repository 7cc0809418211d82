//! What a signature says under a public key. It decides nothing: it explains why a signature was refused.

use pkcs8::ObjectIdentifier;
use pkcs8::der::asn1::{AnyRef, OctetStringRef};
use pkcs8::der::{self, Decode};
use pkcs8::spki::AlgorithmIdentifierRef;
use rsa::traits::{PublicKeyParts, SignatureScheme};
use rsa::{BoxedUint, Pss, RsaPublicKey, hazmat};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

/// What was signed, recovered with the public key.
pub(crate) enum Recovered {
    /// RSASSA-PKCS1-v1_5: a hash's digest, and which hash; `None` for one that is not known here.
    Digest { hash: Option<&'static str>, digest: Vec<u8> },
    /// PKCS#1 v1.5 padding around something that does not name its hash.
    Bare(Vec<u8>),
    /// It ends as PSS does.
    MaybePss,
}

/// The hashes that signatures name, under the names that the rest of the crate has for them.
const HASHES: &[(&str, ObjectIdentifier)] = &[
    ("MD5", ObjectIdentifier::new_unwrap("1.2.840.113549.2.5")),
    ("SHA-1", ObjectIdentifier::new_unwrap("1.3.14.3.2.26")),
    ("SHA-224", ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.4")),
    ("SHA-256", ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1")),
    ("SHA-384", ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2")),
    ("SHA-512", ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3")),
];

pub(super) fn recover(key: &RsaPublicKey, signature: &[u8]) -> Option<Recovered> {
    if signature.len() != key.size() {
        return None;
    }
    let number = BoxedUint::from_be_slice(signature, key.n_bits_precision()).ok()?;
    if number >= *key.n().as_ref() {
        return None;
    }
    let message = hazmat::rsa_encrypt(key, &number).ok()?.to_be_bytes();
    let block = message.get(message.len().checked_sub(signature.len())?..)?;
    match block.strip_prefix(b"\x00\x01") {
        Some(padded) => {
            let padding = padded.iter().take_while(|byte| **byte == 0xff).count();
            let content = padded.get(padding..)?.strip_prefix(b"\x00").filter(|_| padding >= 8)?;
            Some(digest_info(content).unwrap_or_else(|| Recovered::Bare(content.to_vec())))
        }
        None => block.ends_with(b"\xbc").then_some(Recovered::MaybePss),
    }
}

fn digest_info(content: &[u8]) -> Option<Recovered> {
    let sequence = AnyRef::from_der(content).ok()?;
    let (algorithm, digest) = sequence
        .sequence(|inner| -> der::Result<_> {
            let algorithm = AlgorithmIdentifierRef::decode(inner)?;
            let digest = <&OctetStringRef>::decode(inner)?;
            Ok((algorithm.oid, digest.as_bytes().to_vec()))
        })
        .ok()?;
    let hash = HASHES.iter().find(|(_, oid)| *oid == algorithm).map(|(name, _)| *name);
    Some(Recovered::Digest { hash, digest })
}

pub(super) fn is_pss(key: &RsaPublicKey, digest: &[u8], signature: &[u8]) -> bool {
    // Only verifying: the salt may have any length.
    macro_rules! verifies {
        ($hash:ty) => {{
            let mut pss = Pss::<$hash>::new();
            pss.salt_len = None;
            pss.verify(key, digest, signature).is_ok()
        }};
    }
    match digest.len() {
        20 => verifies!(Sha1),
        32 => verifies!(Sha256),
        48 => verifies!(Sha384),
        64 => verifies!(Sha512),
        _ => false,
    }
}
