//! What holds a secret, a private key, a MAC or a proof cannot be compared with `==`, which stops at the first byte that differs. Were one of
//! these types given a `PartialEq`, the tests would no longer compile: two implementations of `Uncomparable` would fit it. Bytes that were
//! handed out are the caller's: a written key, a header's text, a decrypted intent.

use crate::credentials::CheckedCredentials;
use crate::gateways::{Form, FormFields};
use crate::keys::PrivateKey;
use crate::mac::{KeyedMac, MacBytes};
use crate::string_to_sign::Template;
use crate::text_form::ProofText;
use crate::{Credentials, Headers, Keyring, Signer, Verifier};

trait Uncomparable<Which> {
    const HOLDS: bool = true;
}

struct Comparable;

impl<T: ?Sized> Uncomparable<()> for T {}
impl<T: ?Sized + PartialEq> Uncomparable<Comparable> for T {}

macro_rules! uncomparable {
    ($($type:ty),+ $(,)?) => { $(const _: () = assert!(<$type as Uncomparable<_>>::HOLDS);)+ };
}

uncomparable!(
    CheckedCredentials,
    Credentials,
    Form,
    FormFields,
    Headers,
    KeyedMac,
    Keyring,
    MacBytes,
    PrivateKey,
    ProofText,
    Signer,
    Template,
    Verifier,
);
