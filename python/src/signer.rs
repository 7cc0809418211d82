//! `Signer`.

use paysig::scheme::{Kind, Proof, Values, When};
use paysig::{Credentials, Keyring, Options, Scheme};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};

use crate::arguments::{self, Argument, GivenMessage};
use crate::body::{GivenBody, Purpose};
use crate::describe;
use crate::errors::{exception, guarded};
use crate::string_to_sign::StringToSign;
use crate::verifier::Verifier;

/// From how many bytes of body on other threads may run meanwhile. Hashing so many takes tens of microseconds, far less than the five
/// milliseconds after which Python itself lets the others in; letting them in costs nothing while they sleep, but when one of them
/// computes, getting the interpreter back costs those five milliseconds.
pub(crate) const LONG_BODY: usize = 16 * 1024;

/// Signs messages of one scheme with one set of credentials.
///
/// Immutable, made once, and shared by threads. Every mistake in credentials and options is found when it is made.
///
/// Args:
///     scheme: The scheme's id, such as ``"solidgate/request"``; ``paysig.schemes()`` lists them.
///     options: What may be set when building, by name: ``tolerance`` as timedelta or seconds, flags as bool, the rest as str.
///     **credentials: The names that the scheme lists, each with its str, or for keys str (PEM) or bytes (PEM or DER).
///
/// Raises:
///     ConfigurationError: The scheme is unknown; a credential is missing, unknown, empty or malformed; an option does not exist
///         or has a value that it cannot have.
///
/// >>> signer = Signer("solidgate/request", public_key="api_pk_7b197ff4", secret_key="api_sk_b2a8ea1e")
/// >>> headers = signer.sign("POST", "https://pay.solidgate.com/api/v1/charge", b'{"amount":100}')
/// >>> headers["Merchant"], len(headers["Signature"])
/// ('api_pk_7b197ff4', 172)
#[pyclass(frozen, module = "paysig")]
pub(crate) struct Signer {
    signer: paysig::Signer,
    /// Kept only where the gateway signs its answers with the same credentials.
    answers: Option<Answers>,
    /// The names of the scheme's headers, in its order.
    names: Vec<Py<PyString>>,
    described: PyOnceLock<Py<PyAny>>,
}

struct Answers {
    scheme: &'static Scheme,
    credentials: Credentials,
    options: Options,
}

#[pymethods]
impl Signer {
    #[new]
    #[pyo3(signature = (scheme, /, *, options=None, **credentials))]
    fn new(
        py: Python<'_>,
        scheme: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyAny>>,
        credentials: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let scheme = arguments::text(scheme, "scheme")?;
        let given = match credentials {
            Some(credentials) => arguments::credentials(credentials)?,
            None => Credentials::new(),
        };
        let building = arguments::options(options)?;
        // Reading an RSA key takes arithmetic.
        let signer = py
            .detach(|| guarded(|| paysig::Signer::new(scheme, given, &building)))
            .map_err(|error| exception(py, &error))?;
        let answers = Answers::find(signer.scheme(), credentials, options)?;
        let headers = signer.scheme().headers.iter();
        let names = headers.map(|header| PyString::intern(py, &header.name).unbind()).collect();
        Ok(Self { signer, answers, names, described: PyOnceLock::new() })
    }

    /// The headers that prove the message, in the scheme's order.
    ///
    /// Only the signature's headers: ``signer.scheme.expects`` says what else the gateway wants.
    ///
    /// Args:
    ///     method: The HTTP method; needed where the scheme signs it.
    ///     url: The URL exactly as it goes out; needed where the scheme signs it, or sends a reusable credential, which takes https.
    ///     body: The bytes exactly as they go out: bytes are borrowed, any other buffer is copied; ``UNSIGNED`` where the scheme
    ///         leaves a body unsigned.
    ///     now: The clock, as aware datetime or seconds since 1970; the system's without it.
    ///     timestamp: The timestamp to sign, as aware datetime, as seconds since 1970, or as the header's very text.
    ///     **options: The scheme's per-message options, such as ``idempotency_key``; None is as if not given, but for that one.
    ///
    /// Raises:
    ///     InputError: What was passed cannot be signed as it stands.
    ///     UnknownOption: The scheme has no per-message option of this name.
    ///     TypeError: The body is not bytes.
    #[pyo3(signature = (method=None, url=None, body=Argument::Absent, *, now=None, **options))]
    #[pyo3(text_signature = "($self, method=None, url=None, body=b'', *, now=None, **options)")]
    fn sign<'py>(
        &self,
        py: Python<'py>,
        method: Option<&Bound<'py, PyAny>>,
        url: Option<&Bound<'py, PyAny>>,
        body: Argument<'py>,
        now: Option<&Bound<'py, PyAny>>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let given = self.message(py, body, [method, url, now], options)?;
        let (signer, message) = (&self.signer, given.borrow());
        let length = given.body.as_bytes().map_or(0, <[u8]>::len);
        let headers = PyDict::new(py);
        if uses_rsa(signer.scheme()) || length >= LONG_BODY {
            let signed = py.detach(|| guarded(|| signer.sign(&message)));
            for (name, value) in signed.map_err(|error| exception(py, &error))?.iter() {
                headers.set_item(PyString::intern(py, name), value)?;
            }
            return Ok(headers);
        }
        let mut put = Ok(());
        let signed = guarded(|| {
            signer.sign_with(&message, |index, value| {
                if let (Ok(()), Some(name)) = (&put, self.names.get(index)) {
                    put = match value {
                        ["", value] => headers.set_item(name, value),
                        pieces => headers.set_item(name, pieces.concat()),
                    };
                }
            })
        });
        signed.map_err(|error| exception(py, &error))?;
        put.map(|()| headers)
    }

    /// The exact bytes that ``sign`` signs for this message, as named parts; no parts for a scheme that signs nothing.
    ///
    /// Arguments and errors are those of ``sign``. Secrets are shown as ``***``; everything else as it is, the body included.
    #[pyo3(signature = (method=None, url=None, body=Argument::Absent, *, now=None, **options))]
    #[pyo3(text_signature = "($self, method=None, url=None, body=b'', *, now=None, **options)")]
    fn string_to_sign<'py>(
        &self,
        py: Python<'py>,
        method: Option<&Bound<'py, PyAny>>,
        url: Option<&Bound<'py, PyAny>>,
        body: Argument<'py>,
        now: Option<&Bound<'py, PyAny>>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<StringToSign> {
        let given = self.message(py, body, [method, url, now], options)?;
        let string = guarded(|| self.signer.string_to_sign(&given.borrow()));
        string.map(StringToSign::new).map_err(|error| exception(py, &error))
    }

    /// A verifier of the gateway's signed answers to what this signer signs, made with the same credentials and those options that
    /// fit; None where the gateway does not sign its answers.
    ///
    /// Raises:
    ///     ConfigurationError: The answers are verified with credentials that this signer does not have.
    fn response_verifier(&self, py: Python<'_>) -> PyResult<Option<Verifier>> {
        let Some(answers) = &self.answers else { return Ok(None) };
        let keyring = Keyring::from(&answers.credentials);
        Verifier::build(py, answers.scheme, keyring, &answers.options).map(Some)
    }

    /// The scheme, with the options that change it applied.
    #[getter]
    fn scheme<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>>
    where
        Self: 'py,
    {
        describe::scheme(py, self.signer.scheme(), &self.described)
    }

    fn __repr__(&self) -> String {
        format!("Signer('{}')", self.signer.scheme().id)
    }
}

impl Signer {
    fn message<'a, 'py>(
        &self,
        py: Python<'py>,
        body: Argument<'py>,
        rest: [Option<&'a Bound<'py, PyAny>>; 3],
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<GivenMessage<'a, 'py>> {
        let body = match body {
            Argument::Absent => GivenBody::empty(py),
            Argument::Given(body) => GivenBody::new(&body, Purpose::Sign)?,
        };
        GivenMessage::new(self.signer.scheme(), body, rest, options)
    }
}

impl Answers {
    /// The gateway's scheme of answers, with what of the signer's credentials and options it knows by the same name.
    fn find(
        scheme: &Scheme,
        credentials: Option<&Bound<'_, PyDict>>,
        options: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<Self>> {
        let gateway = paysig::gateways::GATEWAYS
            .iter()
            .find(|gateway| gateway.schemes.iter().any(|other| other.id == scheme.id));
        let answers = gateway
            .filter(|_| scheme.kind == Kind::Request)
            .and_then(|gateway| gateway.schemes.iter().find(|other| other.kind == Kind::Response));
        let (Some(answers), Some(credentials)) = (answers, credentials) else { return Ok(None) };
        let known_field = |name: &str| answers.field(name).is_some();
        // Headers of requests and of answers are named apart.
        let known_option = |name: &str| {
            answers
                .option(name)
                .is_some_and(|spec| spec.when == When::Building && spec.values != Values::HeaderName)
        };
        Ok(Some(Self {
            scheme: answers,
            credentials: arguments::credentials_among(credentials, known_field)?,
            options: arguments::options_among(options, known_option)?,
        }))
    }
}

/// Whether a scheme's signatures are RSA's, whose private operations take a millisecond.
pub(crate) fn uses_rsa(scheme: &Scheme) -> bool {
    matches!(scheme.proof, Proof::RsaPkcs1Sha256 { .. })
}
