//! Why a message is refused.

use std::borrow::Cow;
use std::sync::Arc;

use napi::bindgen_prelude::AsyncTask;
use napi::{Env, Task};
use napi_derive::napi;
use paysig::explain::ExplainOptions;
use paysig::{Verifier, json};

use crate::VerifierHandle;
use crate::arguments::{Head, LabelledSet, Pairs, keyring, pairs};
use crate::guard::{Outcome, Result, contain, guard};
use crate::tasks::rejection;

/// A message but for its body, and what else to try.
#[napi(object, object_to_js = false)]
pub struct Question {
    /// All of them, names and values in turn: unlike what verifying reads, they may hold anything.
    pub headers: Pairs,
    pub method: Option<String>,
    pub url: Option<String>,
    pub options: Option<Pairs>,
    pub now: f64,
    pub others: Vec<LabelledSet>,
    /// Bytes; the core's without it.
    pub budget: Option<f64>,
}

/// The explanation and the capsule, each as JSON.
#[napi]
pub type Explained = (String, String);

#[napi(catch_unwind)]
pub fn explain(verifier: &VerifierHandle, question: Question, body: Option<&[u8]>) -> Result<Explained> {
    guard("explain", || Case::from(question).explain(verifier, body))
}

/// As [`explain`], on the thread pool, with a copy of the body.
#[napi(catch_unwind, ts_return_type = "Promise<Explained>")]
pub fn explain_async(
    verifier: &VerifierHandle,
    question: Question,
    body: Option<&[u8]>,
) -> Result<AsyncTask<ExplainTask>> {
    guard("explain_async", || {
        let body = body.map(<[u8]>::to_vec);
        Ok(AsyncTask::new(ExplainTask { verifier: Arc::clone(verifier), case: question.into(), body }))
    })
}

/// The table of causes, as JSON.
#[napi(catch_unwind)]
pub fn causes() -> Result<String> {
    guard("causes", || Ok(json::causes()))
}

/// Explains with a copy of the message.
pub struct ExplainTask {
    verifier: Arc<Verifier>,
    case: Case,
    body: Option<Vec<u8>>,
}

impl Task for ExplainTask {
    // An error of the core is an output too, so that its code survives the way to JavaScript's thread.
    type Output = Outcome<Explained>;
    type JsValue = Explained;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        Ok(contain("explain_task", || self.case.explain(&self.verifier, self.body.as_deref())))
    }

    fn resolve(&mut self, env: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        output.map_err(|error| rejection(env, error))
    }
}

/// A question as the core takes it.
struct Case {
    headers: Pairs,
    head: Head<'static>,
    options: ExplainOptions,
}

impl From<Question> for Case {
    fn from(question: Question) -> Self {
        let Question { headers, method, url, options, now, others, budget } = question;
        let head = Head { method: method.map(Cow::Owned), url: url.map(Cow::Owned), options, now: Some(now) };
        let options = ExplainOptions::new().others(keyring(others));
        Self {
            headers,
            head,
            options: match budget {
                // TypeScript let only whole numbers pass.
                Some(bytes) => options.budget(bytes as u64),
                None => options,
            },
        }
    }
}

impl Case {
    fn explain(&self, verifier: &Verifier, body: Option<&[u8]>) -> Outcome<Explained> {
        let headers: Vec<(&str, &str)> = pairs(&self.headers).collect();
        let message = self.head.message(body);
        let explanation = verifier.explain_with(headers.as_slice(), &message, &self.options)?;
        Ok((json::explanation(&explanation), verifier.capsule(headers.as_slice(), &message, &explanation)))
    }
}
