//! Work for Node's thread pool: what takes a millisecond or more.

use std::sync::Arc;

use napi::{Env, JsError, Task};
use paysig::{Error, Signer};

use crate::arguments::Head;
use crate::guard::{Outcome, contain, thrown};
use crate::lines;

/// Signs with a copy of the message.
pub struct SignTask {
    pub(crate) signer: Arc<Signer>,
    pub(crate) head: Head<'static>,
    pub(crate) body: Option<Vec<u8>>,
}

impl Task for SignTask {
    // An error of the core is an output too, so that its code survives the way to JavaScript's thread.
    type Output = Outcome<String>;
    type JsValue = String;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        Ok(contain("sign_task", || lines::sign(&self.signer, &self.head.message(self.body.as_deref()))))
    }

    fn resolve(&mut self, env: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        output.map_err(|error| rejection(env, error))
    }
}

pub(crate) fn rejection(env: Env, error: Error) -> napi::Error {
    JsError::from(thrown(error)).into_unknown(env).into()
}
