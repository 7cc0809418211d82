//! RSA keys.

use paysig::keys::{self, Encoding};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use zeroize::Zeroizing;

use crate::arguments::{self, Argument};
use crate::errors::{exception, guarded};

/// An RSA private key of 2048 to 8192 bits, consistent with itself. It shows nothing of itself but its size.
#[pyclass(frozen, module = "paysig.keys")]
pub(crate) struct PrivateKey {
    key: keys::PrivateKey,
}

/// An RSA public key of 2048 to 8192 bits.
#[pyclass(frozen, module = "paysig.keys")]
pub(crate) struct PublicKey {
    key: keys::PublicKey,
}

#[pymethods]
impl PrivateKey {
    /// Makes a new key, with the exponent 65537. It takes from a tenth of a second to several seconds; other threads run meanwhile.
    ///
    /// Args:
    ///     bits: 2048, 3072 or 4096.
    ///
    /// Raises:
    ///     InvalidArgument: Another size.
    #[staticmethod]
    #[pyo3(signature = (bits=Argument::Absent), text_signature = "(bits=2048)")]
    fn generate(py: Python<'_>, bits: Argument<'_>) -> PyResult<Self> {
        let bits = match bits {
            Argument::Given(bits) => arguments::integer(&bits, "bits", "2048, 3072 or 4096")?,
            Argument::Absent => 2048,
        };
        let key = py.detach(|| guarded(|| keys::PrivateKey::generate(bits)));
        key.map(|key| Self { key }).map_err(|error| exception(py, &error))
    }

    /// Reads PKCS#1, PKCS#8 or encrypted PKCS#8, as PEM or DER.
    ///
    /// PEM may have any line ends, or literal ``\n`` in their place as environment variables do, and other text around it. A passphrase
    /// for a key that is not encrypted is left unread; one that is used takes a tenth of a second or more.
    ///
    /// Raises:
    ///     ConfigurationError: ``malformed_key``, ``wrong_key_kind``, ``key_too_small``, ``unsupported_key``, ``missing_passphrase``,
    ///         ``wrong_passphrase``. The message says what the material is instead, and how to convert it.
    #[staticmethod]
    #[pyo3(signature = (material, passphrase=None))]
    fn read(
        py: Python<'_>,
        material: &Bound<'_, PyAny>,
        passphrase: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let (material, passphrase) = secrets(material, passphrase)?;
        let passphrase = passphrase.as_deref().map(Vec::as_slice);
        let key = py.detach(|| guarded(|| keys::PrivateKey::read(&material, passphrase)));
        key.map(|key| Self { key }).map_err(|error| exception(py, &error))
    }

    /// PKCS#8: PEM as str or DER as bytes, encrypted if a passphrase is given (PBKDF2-HMAC-SHA-256 and AES-256-CBC). A file of it should
    /// be readable by its owner only.
    ///
    /// Raises:
    ///     EmptyCredential: The passphrase is empty.
    ///     TypeError: The passphrase is None, from which nobody can tell whether the key was meant to be encrypted.
    #[pyo3(signature = (encoding=Argument::Absent, *, passphrase=Argument::Absent))]
    #[pyo3(text_signature = "($self, encoding='pem', *, passphrase=...)")]
    fn write<'py>(
        &self,
        py: Python<'py>,
        encoding: Argument<'py>,
        passphrase: Argument<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let encoding = encoding_named(encoding)?;
        let passphrase = match passphrase {
            Argument::Given(given) if given.is_none() => {
                return Err(PyTypeError::new_err(
                    "passphrase must be str or bytes, not None: is the environment variable that it comes from set? \
                     Leave it out to write the key unencrypted",
                ));
            }
            Argument::Given(given) => Some(arguments::material("passphrase", &given)?),
            Argument::Absent => None,
        };
        let passphrase = passphrase.as_deref().map(Vec::as_slice);
        let written = py.detach(|| guarded(|| self.key.write(encoding, passphrase)));
        written_as(py, encoding, &written.map_err(|error| exception(py, &error))?)
    }

    /// The public half.
    fn public_key(&self) -> PublicKey {
        PublicKey { key: self.key.public_key() }
    }

    /// The size of the modulus.
    #[getter]
    fn bits(&self) -> usize {
        self.key.bits()
    }

    fn __repr__(&self) -> String {
        format!("{:?}", self.key)
    }
}

#[pymethods]
impl PublicKey {
    /// Reads SPKI, PKCS#1, or the key of an X.509 certificate, as PEM or DER. Of a certificate only the key is read: dates, names and
    /// chain are **not** checked.
    ///
    /// Raises:
    ///     ConfigurationError: ``malformed_key``, ``wrong_key_kind``, ``key_too_small``, ``unsupported_key``. The message says what the
    ///         material is instead, and how to convert it.
    #[staticmethod]
    fn read(py: Python<'_>, material: &Bound<'_, PyAny>) -> PyResult<Self> {
        let material = arguments::material("material", material)?;
        let key = py.detach(|| guarded(|| keys::PublicKey::read(&material)));
        key.map(|key| Self { key }).map_err(|error| exception(py, &error))
    }

    /// SPKI: PEM as str or DER as bytes.
    #[pyo3(signature = (encoding=Argument::Absent), text_signature = "($self, encoding='pem')")]
    fn write<'py>(&self, py: Python<'py>, encoding: Argument<'py>) -> PyResult<Bound<'py, PyAny>> {
        let encoding = encoding_named(encoding)?;
        let written = guarded(|| self.key.write(encoding)).map_err(|error| exception(py, &error))?;
        written_as(py, encoding, &written)
    }

    /// Whether this is the public half of that private key.
    fn matches(&self, private_key: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(private_key) = private_key.cast::<PrivateKey>() else {
            let found = arguments::type_name(private_key)?;
            return Err(PyTypeError::new_err(format!("private_key must be a PrivateKey, not {found}")));
        };
        Ok(self.key.matches(&private_key.get().key))
    }

    /// The size of the modulus.
    #[getter]
    fn bits(&self) -> usize {
        self.key.bits()
    }

    /// The public exponent.
    #[getter]
    fn exponent(&self) -> u32 {
        self.key.exponent()
    }

    /// The SHA-256 of the SPKI's DER as 64 lower-case hex digits: what ``openssl pkey -pubin -outform DER | sha256sum`` prints.
    #[getter]
    fn fingerprint(&self) -> String {
        self.key.fingerprint()
    }

    fn __repr__(&self) -> String {
        format!("{:?}", self.key)
    }
}

/// What a piece of key material is, as JSON.
#[pyfunction]
pub(crate) fn inspect_key_json(
    py: Python<'_>,
    material: &Bound<'_, PyAny>,
    passphrase: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let (material, passphrase) = secrets(material, passphrase)?;
    let passphrase = passphrase.as_deref().map(Vec::as_slice);
    let report = py.detach(|| guarded(|| keys::inspect(&material, passphrase)));
    report.map(|report| paysig::json::key(&report)).map_err(|error| exception(py, &error))
}

type Secret = Zeroizing<Vec<u8>>;

fn secrets(
    material: &Bound<'_, PyAny>,
    passphrase: Option<&Bound<'_, PyAny>>,
) -> PyResult<(Secret, Option<Secret>)> {
    let material = arguments::material("material", material)?;
    Ok((material, passphrase.map(|given| arguments::material("passphrase", given)).transpose()?))
}

fn encoding_named(name: Argument<'_>) -> PyResult<Encoding> {
    let Argument::Given(name) = name else { return Ok(Encoding::Pem) };
    match arguments::text(&name, "encoding")? {
        "pem" => Ok(Encoding::Pem),
        "der" => Ok(Encoding::Der),
        _ => {
            let code = paysig::ErrorCode::InvalidArgument;
            Err(exception(name.py(), &paysig::Error::new(code, "the encoding is `pem` or `der`")))
        }
    }
}

fn written_as<'py>(py: Python<'py>, encoding: Encoding, written: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    Ok(match encoding {
        Encoding::Pem => PyString::from_bytes(py, written)?.into_any(),
        Encoding::Der => PyBytes::new(py, written).into_any(),
    })
}
