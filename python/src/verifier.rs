//! `Verifier`.

use std::time::SystemTime;

use paysig::explain::ExplainOptions;
use paysig::{IntoScheme, Keyring, Options};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyString, PyTuple};

use crate::arguments::{self, Argument, GivenMessage};
use crate::body::{GivenBody, Purpose};
use crate::describe;
use crate::errors::{exception, guarded};
use crate::explain;
use crate::headers::{self, Lines, Names};
use crate::signer::LONG_BODY;
use crate::verified::{ReplayKey, Verified};

/// Verifies messages of one scheme with one or more labelled sets of credentials.
///
/// Immutable, made once, and shared by threads. Every mistake in credentials and options is found when it is made.
///
/// Args:
///     scheme: The scheme's id, such as ``"solidgate/webhook"``; ``paysig.schemes()`` lists them.
///     credentials: One mapping of names to values, or a mapping from labels to such mappings: two keys while rotating, several
///         shops. A label has 1 to 64 visible ASCII characters; that of a single mapping is ``default``.
///     options: What may be set when building, by name: ``tolerance`` as timedelta or seconds, flags as bool, the rest as str.
///
/// Raises:
///     ConfigurationError: The scheme is unknown; a credential is missing, unknown, empty or malformed; an option does not exist
///         or has a value that it cannot have.
///
/// >>> pair = {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_1f4a9eb0"}
/// >>> verifier = Verifier("solidgate/webhook", pair)
/// >>> headers = Signer("solidgate/webhook", **pair).sign(body=b'{"status":"settle_ok"}')  # whoever can sign plays the gateway
/// >>> verifier.verify(headers, b'{"status":"settle_ok"}').label
/// 'default'
/// >>> verifier.verify(headers, b'{"status":"auth_ok"}')
/// Traceback (most recent call last):
///     ...
/// paysig.errors.SignatureMismatch: signature_mismatch: ...
#[pyclass(frozen, module = "paysig")]
pub(crate) struct Verifier {
    verifier: paysig::Verifier,
    scheme_id: Py<PyString>,
    reads: Names,
    /// What a message covers: without its body, and with it.
    covers: [PyOnceLock<Py<PyTuple>>; 2],
    described: PyOnceLock<Py<PyAny>>,
}

#[pymethods]
impl Verifier {
    #[new]
    #[pyo3(signature = (scheme, credentials, *, options=None))]
    fn new(
        py: Python<'_>,
        scheme: &Bound<'_, PyAny>,
        credentials: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let scheme = arguments::text(scheme, "scheme")?;
        Self::build(
            py,
            scheme,
            arguments::keyring(credentials, "credentials")?,
            &arguments::options(options)?,
        )
    }

    /// Checks that a message is authentic and, where a timestamp is signed, fresh. Verify before you parse.
    ///
    /// Args:
    ///     headers: A mapping, pairs, a WSGI environ, ASGI's byte pairs, or the header object of requests, httpx, Django, Flask or
    ///         Starlette.
    ///     body: The raw bytes as they came: bytes are borrowed, any other buffer is copied; ``UNSIGNED`` where the scheme leaves a
    ///         body unsigned.
    ///     method: The HTTP method, where the scheme signs it; for a response, that of the request it answers.
    ///     url: The URL as on the wire, where the scheme signs it; for a response, that of the request it answers.
    ///     now: The clock, as aware datetime or seconds since 1970; the system's without it. Webhooks that waited in a queue need the
    ///         time at which they came.
    ///     replay_key: Whether to make ``Verified.replay_key``, which takes one more hash over what is signed.
    ///     request_timestamp: For a response, the timestamp of the request it answers.
    ///     **options: The scheme's other per-message options; None is as if not given.
    ///
    /// Raises:
    ///     RejectedError: The message is not to be trusted: answer 401.
    ///     InputError: Something was left out, or cannot be read.
    ///     TypeError: The body is not bytes.
    #[allow(clippy::too_many_arguments, reason = "they are Python's keyword arguments")]
    #[pyo3(signature = (headers, body=Argument::Absent, *, method=None, url=None, now=None, replay_key=Argument::Absent, **options))]
    #[pyo3(
        text_signature = "($self, headers, body, *, method=None, url=None, now=None, replay_key=False, **options)"
    )]
    fn verify<'py>(
        &self,
        py: Python<'py>,
        headers: &Bound<'py, PyAny>,
        body: Argument<'py>,
        method: Option<&Bound<'py, PyAny>>,
        url: Option<&Bound<'py, PyAny>>,
        now: Option<&Bound<'py, PyAny>>,
        replay_key: Argument<'py>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Verified> {
        let asked = asks_for_replay_key(replay_key)?;
        let (lines, given) =
            self.received(py, (headers, Some(&self.reads)), body, [method, url, now], options)?;
        let message = given.borrow();
        let verify = || {
            guarded(|| {
                let verified = self.verifier.verify(&lines, &message)?;
                let key = asked.then(|| verified.replay_key());
                Ok((verified, key))
            })
        };
        let verified = match given.body.as_bytes().map_or(0, <[u8]>::len) >= LONG_BODY {
            true => py.detach(verify),
            false => verify(),
        };
        let (verified, key) = verified.map_err(|error| exception(py, &error))?;
        let [without_body, with_body] = &self.covers;
        let covers = if verified.body().is_some() { with_body } else { without_body };
        let covers = covers.get_or_try_init(py, || {
            let names: Vec<&str> = verified.covers().collect();
            PyTuple::new(py, names).map(Bound::unbind)
        })?;
        Ok(Verified {
            scheme: self.scheme_id.clone_ref(py),
            label: verified.label().to_owned(),
            timestamp_ms: verified.timestamp_ms(),
            covers: covers.clone_ref(py),
            replay_key: match key {
                Some(key) => ReplayKey::AskedFor(key.map(|key| PyBytes::new(py, &key).unbind())),
                None => ReplayKey::NotAskedFor,
            },
            body: given.body.into_bytes(),
        })
    }

    /// Explains why a message is refused: tries what people get wrong, alone and two at a time, and claims a cause only when the
    /// signature was recomputed with it, or when it is visible in the message.
    ///
    /// For people who look for a mistake, not for every rejected message: it hashes up to 128 MiB, some tenths of a second in which
    /// other threads run. Whatever it finds, the message stays refused. For a request that a gateway refused, it is given that
    /// request and the headers that were sent with it.
    ///
    /// Args:
    ///     headers: As for ``verify``.
    ///     body: As for ``verify``.
    ///     others: Credentials that are none of the verifier's, and that somebody may have used by mistake: of another environment, or
    ///         the gateway's other pair. One mapping of names to values, or a mapping from labels to such mappings. They never make
    ///         a message authentic.
    ///     budget: How many bytes may be hashed or written; 128 MiB without it.
    ///     method: As for ``verify``.
    ///     url: As for ``verify``.
    ///     now: As for ``verify``.
    ///     replay_key: As for ``verify``, so that what was passed to it can be passed here; nothing comes of it.
    ///     **options: As for ``verify``.
    ///
    /// Raises:
    ///     InputError: Something was left out, or cannot be read. A message that is refused raises nothing.
    ///     ConfigurationError: The scheme has no such option, or a label cannot be one.
    ///     TypeError: The body is not bytes.
    ///
    /// >>> pair = {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_1f4a9eb0"}
    /// >>> headers = Signer("solidgate/webhook", **pair).sign(body=b'{"amount":100}')
    /// >>> explanation = Verifier("solidgate/webhook", pair).explain(headers, b'{"amount": 100}')
    /// >>> explanation.outcome, explanation.findings[0].cause
    /// ('explained', 'json_reencoded')
    #[allow(clippy::too_many_arguments, reason = "they are Python's keyword arguments")]
    #[pyo3(signature = (headers, body=Argument::Absent, *, others=None, budget=None, method=None, url=None, now=None, replay_key=Argument::Absent, **options))]
    #[pyo3(
        text_signature = "($self, headers, body, *, others=None, budget=None, method=None, url=None, now=None, replay_key=False, **options)"
    )]
    fn explain<'py>(
        &self,
        py: Python<'py>,
        headers: &Bound<'py, PyAny>,
        body: Argument<'py>,
        others: Option<&Bound<'py, PyAny>>,
        budget: Option<&Bound<'py, PyAny>>,
        method: Option<&Bound<'py, PyAny>>,
        url: Option<&Bound<'py, PyAny>>,
        now: Option<&Bound<'py, PyAny>>,
        replay_key: Argument<'py>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        asks_for_replay_key(replay_key)?;
        let (lines, given) = self.received(py, (headers, None), body, [method, url, now], options)?;
        let mut how = ExplainOptions::new();
        if let Some(others) = others {
            how = how.others(arguments::keyring(others, "others")?);
        }
        if let Some(budget) = budget {
            how = how.budget(arguments::integer(budget, "budget", "a number of bytes from 0 to 2**64 - 1")?);
        }
        let (verifier, mut message) = (&self.verifier, given.borrow());
        if now.is_none() {
            // The capsule shows the clock by which the message was judged.
            message = message.at(SystemTime::now());
        }
        let explained = py.detach(|| {
            guarded(|| {
                let explanation = verifier.explain_with(&lines, &message, &how)?;
                let capsule = verifier.capsule(&lines, &message, &explanation);
                Ok((paysig::json::explanation(&explanation), capsule))
            })
        });
        explain::explanation(py, explained.map_err(|error| exception(py, &error))?)
    }

    /// The scheme, with the options that change it applied.
    #[getter]
    fn scheme<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>>
    where
        Self: 'py,
    {
        describe::scheme(py, self.verifier.scheme(), &self.described)
    }

    fn __repr__(&self) -> String {
        format!("Verifier('{}')", self.verifier.scheme().id)
    }
}

impl Verifier {
    /// What came, before the core borrows it: of the headers those of these names.
    fn received<'a, 'py>(
        &self,
        py: Python<'py>,
        (headers, names): (&Bound<'py, PyAny>, Option<&Names>),
        body: Argument<'py>,
        rest: [Option<&'a Bound<'py, PyAny>>; 3],
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<(Lines, GivenMessage<'a, 'py>)> {
        let body = match body {
            Argument::Absent => GivenBody::new(py.None().bind(py), Purpose::Verify)?,
            Argument::Given(body) => GivenBody::new(&body, Purpose::Verify)?,
        };
        let lines = headers::lines(headers, names)?;
        Ok((lines, GivenMessage::new(self.verifier.scheme(), body, rest, options)?))
    }

    pub(crate) fn build(
        py: Python<'_>,
        scheme: impl IntoScheme + Send,
        keyring: Keyring,
        options: &Options,
    ) -> PyResult<Self> {
        let verifier = py
            .detach(|| guarded(|| paysig::Verifier::new(scheme, keyring, options)))
            .map_err(|error| exception(py, &error))?;
        Ok(Self {
            scheme_id: PyString::intern(py, &verifier.scheme().id).unbind(),
            reads: Names::read_by(verifier.scheme()),
            covers: [const { PyOnceLock::new() }; 2],
            described: PyOnceLock::new(),
            verifier,
        })
    }
}

fn asks_for_replay_key(given: Argument<'_>) -> PyResult<bool> {
    match given {
        Argument::Given(asked) => arguments::flag(&asked, "replay_key"),
        Argument::Absent => Ok(false),
    }
}
