//! SolidGate's payment form: the attributes of an order, encrypted for the gateway and signed, for a merchant's page to hand over.
//!
//! Source: the vendor's SDKs. An intent is base64url, with padding, of a random initialisation vector of 16 bytes and AES-256-CBC
//! with PKCS#7 padding of the JSON. The key is the first 32 bytes of the secret key. The intent is signed as a request's body is.

use std::fmt;

use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use zeroize::Zeroizing;

use crate::credentials::{CheckedCredentials, Credentials, Purpose};
use crate::errors::{Error, ErrorCode};
use crate::mac::wipe_stack_below;
use crate::message::Message;
use crate::options::Options;
use crate::signer::Signer;

const KEY_BYTES: usize = 32;
const IV_BYTES: usize = 16;

/// Makes the fields of payment forms with one pair of API keys.
///
/// Immutable, and shared by threads without a lock. The secret stays on the server: only the [`FormFields`] go into a page.
///
/// ```
/// use paysig::gateways::solidgate::Form;
///
/// let keys = [("public_key", "api_pk_7b197ff4"), ("secret_key", "api_sk_b2a8ea1e_5f0c_4f2e_9a37_d5e0")];
/// let form = Form::new(keys)?;
/// let fields = form.data(br#"{"order_id":"1","amount":100,"currency":"USD"}"#)?;
/// let names: Vec<&str> = fields.iter().map(|(name, _)| name).collect();
/// assert_eq!(names, ["paymentIntent", "merchant", "signature"]);
/// # Ok::<(), paysig::Error>(())
/// ```
pub struct Form {
    /// Not an array, which would leave a copy behind wherever the form moves to another place.
    key: Zeroizing<Vec<u8>>,
    merchant: String,
    signer: Signer,
}

/// What a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormKind {
    /// A new form: formMerchantData in the vendor's SDKs.
    Data,
    /// Other attributes for a form that is already shown: formUpdate.
    Update,
    /// A payment with a card that the gateway knows: formResign.
    Resign,
}

/// What goes into the page, under the names that the vendor's script expects.
#[derive(Clone)]
pub struct FormFields {
    kind: FormKind,
    intent: String,
    merchant: Option<String>,
    signature: String,
}

impl Form {
    /// The scheme whose credentials a form takes.
    pub const SCHEME: &'static str = "solidgate/request";

    /// Takes the credentials of `solidgate/request`: `public_key` and `secret_key`.
    ///
    /// # Errors
    /// As [`Signer::new`], and `secret_too_short` for a secret key under 32 bytes.
    pub fn new(credentials: impl Into<Credentials>) -> Result<Self, Error> {
        let credentials = credentials.into();
        let signer = Signer::new(Self::SCHEME, credentials.clone(), &Options::new())?;
        let checked = CheckedCredentials::new(signer.scheme(), &credentials, Purpose::Sign)?;
        let text = |name| checked.text(name).unwrap_or_default();
        let key = text("secret_key").as_bytes().get(..KEY_BYTES).ok_or_else(|| {
            Error::new(
                ErrorCode::SecretTooShort,
                format!("secret_key has fewer than the {KEY_BYTES} bytes that a form's key takes"),
            )
        })?;
        Ok(Self { key: Zeroizing::new(key.to_vec()), merchant: text("public_key").to_owned(), signer })
    }

    /// For a new form: the JSON of the order's attributes, as the gateway's documentation lists them. It is taken as it is.
    ///
    /// # Errors
    /// `random_unavailable`.
    pub fn data(&self, json: &[u8]) -> Result<FormFields, Error> {
        self.make(FormKind::Data, json)
    }

    /// For a form that is already shown.
    ///
    /// # Errors
    /// `random_unavailable`.
    pub fn update(&self, json: &[u8]) -> Result<FormFields, Error> {
        self.make(FormKind::Update, json)
    }

    /// For a payment with a card that the gateway knows.
    ///
    /// # Errors
    /// `random_unavailable`.
    pub fn resign(&self, json: &[u8]) -> Result<FormFields, Error> {
        self.make(FormKind::Resign, json)
    }

    /// Any of them, with an initialisation vector from the operating system.
    ///
    /// # Errors
    /// `random_unavailable`.
    pub fn make(&self, kind: FormKind, json: &[u8]) -> Result<FormFields, Error> {
        let mut iv = [0; IV_BYTES];
        getrandom::fill(&mut iv).map_err(|_| {
            Error::new(ErrorCode::RandomUnavailable, "no random bytes for an initialisation vector")
        })?;
        self.make_with_iv(kind, json, iv)
    }

    /// Any of them, with this initialisation vector: for tests only, since one that is not random, or is used twice, gives parts of
    /// the attributes away.
    ///
    /// # Errors
    /// None that a caller can bring about.
    pub fn make_with_iv(&self, kind: FormKind, json: &[u8], iv: [u8; IV_BYTES]) -> Result<FormFields, Error> {
        let blocks = self.encrypted(json, iv);
        wipe_stack_below::<8192>();
        let mut bytes = iv.to_vec();
        bytes.extend(blocks?);
        let intent = URL_SAFE.encode(bytes);

        let headers = self.signer.sign(&Message::new().body(intent.as_bytes()))?;
        let signature = headers.get("Signature").ok_or_else(failed)?.to_owned();
        let merchant = (kind != FormKind::Update).then(|| self.merchant.clone());
        Ok(FormFields { kind, intent, merchant, signature })
    }

    /// The JSON that an intent was made of: for tests, and to play the gateway in them. Nothing is verified.
    ///
    /// # Errors
    /// `invalid_argument` for anything but an intent made with this key.
    pub fn decrypt(&self, intent: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
        let refused = || {
            Error::new(
                ErrorCode::InvalidArgument,
                "this is no intent made with this secret key: base64url with padding of the vector and the blocks",
            )
        };
        let bytes = URL_SAFE.decode(intent).map_err(|_| refused())?;
        let (iv, blocks) = bytes.split_first_chunk::<IV_BYTES>().ok_or_else(refused)?;
        let json = self.decrypted(blocks, *iv);
        wipe_stack_below::<8192>();
        json?.ok_or_else(refused)
    }

    /// In a frame of its own, as ciphers leave their keys there.
    #[inline(never)]
    fn encrypted(&self, json: &[u8], iv: [u8; IV_BYTES]) -> Result<Vec<u8>, Error> {
        let key = self.key.as_slice().try_into().map_err(|_| failed())?;
        Ok(cbc::Encryptor::<Aes256>::new(key, &iv.into()).encrypt_padded_vec::<Pkcs7>(json))
    }

    /// Likewise. None is what this key did not make.
    #[inline(never)]
    fn decrypted(&self, blocks: &[u8], iv: [u8; IV_BYTES]) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        let key = self.key.as_slice().try_into().map_err(|_| failed())?;
        let cipher = cbc::Decryptor::<Aes256>::new(key, &iv.into());
        Ok(cipher.decrypt_padded_vec::<Pkcs7>(blocks).map(Zeroizing::new).ok())
    }
}

impl FormKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Data, Self::Update, Self::Resign];

    /// The stable name: `data`, `update` or `resign`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Update => "update",
            Self::Resign => "resign",
        }
    }

    /// The kind of this stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The field that holds the intent.
    const fn field(self) -> &'static str {
        match self {
            Self::Data => "paymentIntent",
            Self::Update => "partialIntent",
            Self::Resign => "resignIntent",
        }
    }
}

impl FormFields {
    /// What the form is for.
    #[must_use]
    pub const fn kind(&self) -> FormKind {
        self.kind
    }

    /// The encrypted attributes.
    #[must_use]
    pub fn intent(&self) -> &str {
        &self.intent
    }

    /// The public key; none for an update.
    #[must_use]
    pub fn merchant(&self) -> Option<&str> {
        self.merchant.as_deref()
    }

    /// The signature of the intent.
    #[must_use]
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// The fields by the vendor's names, in the vendor's order: `paymentIntent`, `partialIntent` or `resignIntent`; `merchant`
    /// but for an update; `signature`.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let merchant = self.merchant.as_deref().map(|merchant| ("merchant", merchant));
        std::iter::once((self.kind.field(), self.intent.as_str()))
            .chain(merchant)
            .chain(std::iter::once(("signature", self.signature.as_str())))
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({})", self.merchant)
    }
}

impl fmt::Debug for FormFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(|(name, _)| name).collect();
        write!(f, "FormFields({})", names.join(", "))
    }
}

fn failed() -> Error {
    Error::new(ErrorCode::Internal, "a form could not be made of credentials that were checked")
}
