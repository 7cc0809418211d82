//! Signing and verifying over plain Node-API. What napi-rs does around a call (a lock to find what a handle holds, a scope for what is
//! borrowed, a string per value) takes as long as half of a short message's signature.
//!
//! The only unsafe code of this module. Every pointer is one that Node-API gave out for the call that runs, or the `Held` that was made
//! together with the function that is called.
#![allow(unsafe_code)]

use std::borrow::Cow;
use std::ffi::{c_char, c_void};
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Arc;

use napi::bindgen_prelude::{FromNapiValue, Function};
use napi::{Env, JsError, sys};
use paysig::{Error, ErrorCode, HeaderSource, Signer, Verifier};

use crate::arguments::Head;
use crate::guard::{Outcome, guard};
use crate::lines;

/// How many headers of a scheme are read at most.
const MAX_HEADERS: usize = 8;

/// Room for a method, a URL, and a header's value; longer ones are allocated.
type Room<const N: usize> = [MaybeUninit<u8>; N];
type MethodRoom = Room<32>;
type UrlRoom = Room<512>;
type HeaderRoom = Room<512>;

const fn room<const N: usize>() -> Room<N> {
    [const { MaybeUninit::uninit() }; N]
}

/// `(body, method, url, options, now)` to the lines of [`lines::sign`].
pub(crate) fn signing(env: &Env, signer: &Arc<Signer>) -> Outcome<Function<'static>> {
    function(env, c"sign", sign, Arc::clone(signer))
}

/// `(body, with replay key or without, value of each of the headers…, method, url, options, now)` to the lines of [`lines::accepted`].
pub(crate) fn verifying(
    env: &Env,
    verifier: &Arc<Verifier>,
    headers: Vec<String>,
) -> Outcome<Function<'static>> {
    if headers.len() > MAX_HEADERS {
        return Err(misused());
    }
    let verifier = Arc::clone(verifier);
    function(env, c"verify", verify, Arc::new(Receiver { verifier, headers }))
}

/// A verifier, and the names of the headers whose values it is given.
struct Receiver {
    verifier: Arc<Verifier>,
    headers: Vec<String>,
}

/// What came with the headers that were there.
struct Values<'a> {
    names: &'a [String],
    values: [Option<Cow<'a, str>>; MAX_HEADERS],
}

impl HeaderSource for Values<'_> {
    fn visit<'h>(&'h self, visit: &mut dyn FnMut(&'h [u8], &'h [u8])) {
        for (name, value) in self.names.iter().zip(&self.values) {
            if let Some(value) = value {
                visit(name.as_bytes(), value.as_bytes());
            }
        }
    }
}

unsafe extern "C" fn sign(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    answer(env, "sign", || {
        // SAFETY: `signing` made the function that is called.
        let (signer, [body, method, url, options, now]) = unsafe { called::<Signer, _>(env, info) }?;
        let (mut method_room, mut url_room): (MethodRoom, UrlRoom) = (room(), room());
        let head = Head {
            method: method.text(&mut method_room)?,
            url: url.text(&mut url_room)?,
            options: options.rare()?,
            now: now.rare()?,
        };
        let body = body.bytes()?;
        lines::sign(signer, &head.message(body.as_deref()))
    })
}

unsafe extern "C" fn verify(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    answer(env, "verify", || {
        // SAFETY: `verifying` made the function that is called.
        let (receiver, [body, with_replay_key, rest @ ..]) =
            unsafe { called::<Receiver, { 2 + MAX_HEADERS + 4 }>(env, info) }?;
        let names = receiver.headers.as_slice();
        let (given, rest) = rest.split_at_checked(names.len()).ok_or_else(misused)?;
        let [method, url, options, now, ..] = rest else { return Err(misused()) };

        let mut rooms: [HeaderRoom; MAX_HEADERS] = [const { room() }; MAX_HEADERS];
        let mut headers = Values { names, values: [const { None }; MAX_HEADERS] };
        for ((value, given), room) in headers.values.iter_mut().zip(given).zip(&mut rooms) {
            *value = given.text(room)?;
        }
        let (mut method_room, mut url_room): (MethodRoom, UrlRoom) = (room(), room());
        let head = Head {
            method: method.text(&mut method_room)?,
            url: url.text(&mut url_room)?,
            options: options.rare()?,
            now: now.rare()?,
        };
        let body = body.bytes()?;
        let message = head.message(body.as_deref());
        let verified = receiver.verifier.verify(&headers, &message)?;
        lines::accepted(&verified, with_replay_key.converted()?)
    })
}

type Callback = unsafe extern "C" fn(sys::napi_env, sys::napi_callback_info) -> sys::napi_value;

/// A function of JavaScript that holds `value` for as long as it lives.
fn function<T>(
    env: &Env,
    name: &'static std::ffi::CStr,
    callback: Callback,
    value: Arc<T>,
) -> Outcome<Function<'static>> {
    let env = env.raw();
    let held: *const T = Arc::into_raw(value);
    let mut made = ptr::null_mut();
    // SAFETY: the environment is that of the call that runs, the name ends in a NUL, and `release` gets what `held` came from.
    let status = unsafe {
        let length = name.count_bytes() as isize;
        match sys::napi_create_function(
            env,
            name.as_ptr(),
            length,
            Some(callback),
            held.cast_mut().cast(),
            &mut made,
        ) {
            sys::Status::napi_ok => sys::napi_add_finalizer(
                env,
                made,
                held.cast_mut().cast(),
                Some(release::<T>),
                ptr::null_mut(),
                ptr::null_mut(),
            ),
            failed => failed,
        }
    };
    if let Err(error) = taken(status) {
        // SAFETY: no finalizer was added, and the function is out of reach.
        drop(unsafe { Arc::from_raw(held) });
        return Err(error);
    }
    // SAFETY: the value is the function that was just made.
    unsafe { Function::from_napi_value(env, made) }.map_err(|_| misused())
}

/// The function was collected, or the environment ends.
unsafe extern "C" fn release<T>(_env: sys::napi_env, held: *mut c_void, _hint: *mut c_void) {
    // SAFETY: `function` gave the pointer away, for this once.
    drop(unsafe { Arc::from_raw(held.cast_const().cast::<T>()) });
}

/// What the called function holds, and its arguments.
///
/// # Safety
/// The function holds a `T`.
unsafe fn called<'call, T, const N: usize>(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> Outcome<(&'call T, [Argument; N])> {
    let (mut values, mut count, mut held) = ([ptr::null_mut(); N], N, ptr::null_mut());
    // SAFETY: environment and call are those that Node-API gave, and there is room for `count` values.
    taken(unsafe {
        sys::napi_get_cb_info(env, info, &mut count, values.as_mut_ptr(), ptr::null_mut(), &mut held)
    })?;
    // SAFETY: as the caller says; the call keeps the function, and the function what it holds.
    let held = unsafe { held.cast::<T>().as_ref() }.ok_or_else(misused)?;
    let mut index = 0;
    let arguments = values.map(|value| {
        index += 1;
        Argument { env, value, given: index <= count }
    });
    Ok((held, arguments))
}

#[derive(Clone, Copy)]
struct Argument {
    env: sys::napi_env,
    value: sys::napi_value,
    /// Else the value is `undefined`, which need not be asked for.
    given: bool,
}

impl Argument {
    /// A string, in `room` if it fits.
    fn text<const N: usize>(self, room: &mut Room<N>) -> Outcome<Option<Cow<'_, str>>> {
        if !self.given {
            return Ok(None);
        }
        let mut length = 0;
        // SAFETY: the value is one of the call's, and Node-API writes at most `N` bytes, of which the last is a NUL.
        let status = unsafe {
            sys::napi_get_value_string_utf8(
                self.env,
                self.value,
                room.as_mut_ptr().cast::<c_char>(),
                N,
                &mut length,
            )
        };
        // Asking first would cost more than failing.
        if status == sys::Status::napi_string_expected {
            return self.converted::<Option<String>>().map(|text| text.map(Cow::Owned));
        }
        taken(status)?;
        // What fills the room may be cut short, where a character takes up to four bytes.
        if length + 4 >= N {
            return self.converted().map(|text| Some(Cow::Owned(text)));
        }
        // SAFETY: Node-API wrote so many bytes, fewer than there is room for.
        let text =
            str::from_utf8(unsafe { std::slice::from_raw_parts(room.as_ptr().cast::<u8>(), length) }).ok();
        text.map(|text| Some(Cow::Borrowed(text))).ok_or_else(misused)
    }

    /// The bytes of a view, which nothing changes before the call is over: no JavaScript of this thread runs, and what other threads
    /// can write to is copied.
    fn bytes<'call>(self) -> Outcome<Option<Cow<'call, [u8]>>> {
        let (mut kind, mut length, mut data) = (-1, 0, ptr::null_mut());
        let (mut memory, mut owned) = (ptr::null_mut(), false);
        // SAFETY: the value is one of the call's; what is not asked for may be null.
        let status = unsafe {
            sys::napi_get_typedarray_info(
                self.env,
                self.value,
                &mut kind,
                &mut length,
                &mut data,
                &mut memory,
                ptr::null_mut(),
            )
        };
        if status == sys::Status::napi_invalid_arg {
            return self.converted::<Option<&[u8]>>().map(|_| None);
        }
        taken(status)?;
        // SAFETY: Node-API gave the value.
        taken(unsafe { sys::napi_is_arraybuffer(self.env, memory, &mut owned) })?;
        if kind != sys::TypedarrayType::uint8_array {
            return Err(misused());
        }
        // An empty view may have no memory at all.
        if data.is_null() || length == 0 {
            return Ok(Some(Cow::Borrowed(&[])));
        }
        // SAFETY: Node-API says that so many bytes are there, and the call keeps the view.
        let bytes = unsafe { std::slice::from_raw_parts(data.cast::<u8>(), length) };
        Ok(Some(if owned { Cow::Borrowed(bytes) } else { Cow::Owned(bytes.to_vec()) }))
    }

    fn rare<T: FromNapiValue>(self) -> Outcome<Option<T>> {
        if self.given { self.converted() } else { Ok(None) }
    }

    /// As napi-rs takes it.
    fn converted<T: FromNapiValue>(self) -> Outcome<T> {
        // SAFETY: the value is one of the call's.
        unsafe { T::from_napi_value(self.env, self.value) }.map_err(|_| misused())
    }
}

/// Runs the call; its lines become a string, its error is thrown.
fn answer(env: sys::napi_env, name: &str, call: impl FnOnce() -> Outcome<String>) -> sys::napi_value {
    let given = guard(name, || {
        let lines = call()?;
        let mut value = ptr::null_mut();
        let (text, length) = (lines.as_ptr().cast::<c_char>(), lines.len() as isize);
        // SAFETY: so many bytes are there. ASCII, which nearly all lines are, is Latin-1 too, and need not be decoded.
        taken(unsafe {
            match lines.is_ascii() {
                true => sys::napi_create_string_latin1(env, text, length, &mut value),
                false => sys::napi_create_string_utf8(env, text, length, &mut value),
            }
        })?;
        Ok(value)
    });
    given.unwrap_or_else(|error| {
        // SAFETY: the environment is that of the call that runs.
        unsafe { JsError::from(error).throw_into(env) };
        ptr::null_mut()
    })
}

fn taken(status: sys::napi_status) -> Outcome<()> {
    if status == sys::Status::napi_ok { Ok(()) } else { Err(misused()) }
}

/// What the TypeScript layer never does.
fn misused() -> Error {
    Error::new(ErrorCode::Internal, "paysig passed on something that its core does not take")
}
