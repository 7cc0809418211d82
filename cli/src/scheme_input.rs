//! From the command line's names and values to the core's credentials, options and message.

use paysig::options::{BODY, REQUEST_TIMESTAMP, TIMESTAMP};
use paysig::scheme::{Role, Scheme, When};
use paysig::{Credentials, Error, ErrorCode, Keyring, Message, Options, gateways};

use crate::arguments::SchemeChoice;
use crate::failure::{Failure, note, wrong_use};
use crate::inputs::Inputs;

/// The scheme with the options that were chosen, sorted by when they are set.
pub(crate) struct Chosen {
    pub(crate) scheme: &'static Scheme,
    pub(crate) building: Options,
    pub(crate) per_message: Vec<(String, String)>,
}

impl SchemeChoice {
    /// Reads the options; `named` are those that have a flag of their own.
    pub(crate) fn choose(
        &self,
        inputs: &mut Inputs,
        named: &[(&str, Option<&String>)],
    ) -> Result<Chosen, Failure> {
        let scheme = gateways::scheme(&self.scheme)?;
        let mut given: Vec<(String, String)> = Vec::new();
        for (name, value) in named {
            given.extend(value.map(|value| ((*name).to_owned(), value.clone())));
        }
        for option in &self.options {
            let (name, value) = option.split_once('=').ok_or_else(|| {
                wrong_use("--option takes NAME=VALUE, and what was given has no equals sign")
            })?;
            let value = inputs.value(&format!("option {name}"), value)?.into_text();
            let value = std::str::from_utf8(&value)
                .map_err(|_| Error::new(ErrorCode::InvalidText, format!("option {name} is not UTF-8")))?;
            given.push((name.to_owned(), value.to_owned()));
        }
        let mut chosen = Chosen { scheme, building: Options::new(), per_message: Vec::new() };
        for (index, (name, value)) in given.iter().enumerate() {
            if given.iter().take(index).any(|(other, _)| other == name) {
                let message = format!("option {name}: it was given twice");
                return Err(Error::new(ErrorCode::InvalidOption, message).into());
            }
            match scheme.option(name).ok_or_else(|| unknown_option(scheme, name))?.when {
                When::Building => chosen.building = chosen.building.set(name, value),
                When::Message => chosen.per_message.push((name.clone(), value.clone())),
            }
        }
        Ok(chosen)
    }
}

impl Chosen {
    /// The message with its per-message options, to which the caller adds method, URL and clock.
    pub(crate) fn message<'a>(&'a self, body: Option<&'a [u8]>) -> Result<Message<'a>, Failure> {
        let mut message = Message::new();
        if let Some(body) = body {
            message = message.body(body);
        }
        for (name, value) in &self.per_message {
            message = match name {
                name if *name == TIMESTAMP.name => message.timestamp(value),
                name if *name == REQUEST_TIMESTAMP.name => message.request_timestamp(value),
                name if *name == BODY.name => {
                    if value != "unsigned" {
                        let message = format!("option {name}: allowed: unsigned");
                        return Err(Error::new(ErrorCode::InvalidOption, message).into());
                    }
                    if body.is_some() {
                        return Err(wrong_use(format!(
                            "--body and --option {name}=unsigned contradict each other: \
                             an unsigned body is not read; leave --body out"
                        )));
                    }
                    message.unsigned_body()
                }
                _ => message.option(name, value),
            };
        }
        Ok(message)
    }

    /// Whether the caller said that the body is not signed.
    pub(crate) fn body_is_unsigned(&self) -> bool {
        self.per_message.iter().any(|(name, _)| *name == BODY.name)
    }
}

/// Reads the credentials: labelled sets, in the order in which their labels first stand on the command line.
fn sets(
    credentials: &[String],
    scheme: &Scheme,
    inputs: &mut Inputs,
) -> Result<Vec<(String, Credentials)>, Failure> {
    let mut sets: Vec<(String, Credentials)> = Vec::new();
    for given in credentials {
        let (name, value) = given.split_once('=').ok_or_else(|| {
            wrong_use(
                "--credential takes NAME=VALUE or LABEL/NAME=VALUE, and what was given has no equals sign",
            )
        })?;
        let (label, name) = name.rsplit_once('/').unwrap_or((Keyring::DEFAULT_LABEL, name));
        let field = scheme.field(name);
        // A name that the scheme does not have may be a secret in the wrong place.
        let what = match field {
            Some(field) => format!("credential {}", field.name),
            None => "a credential".to_owned(),
        };
        let value = inputs.value(&what, value)?;
        let mut bytes = match field.map(|field| field.role) {
            Some(Role::SigningKey | Role::VerifyingKey) => value.bytes,
            _ => value.into_text(),
        };
        let bytes = std::mem::take(&mut *bytes);
        match sets.iter_mut().find(|(known, _)| known == label) {
            Some((_, set)) => set.add(name, bytes),
            None => sets.push((label.to_owned(), Credentials::new().with(name, bytes))),
        }
    }
    Ok(sets)
}

/// The credentials to sign with: one set, labelled or not.
pub(crate) fn one_set(
    credentials: &[String],
    scheme: &Scheme,
    inputs: &mut Inputs,
) -> Result<Credentials, Failure> {
    let mut sets = sets(credentials, scheme, inputs)?;
    match sets.len() {
        0 => Ok(Credentials::new()),
        1 => Ok(sets.remove(0).1),
        _ => {
            let labels: Vec<&str> = sets.iter().map(|(label, _)| label.as_str()).collect();
            Err(wrong_use(format!(
                "a message is signed with one set of credentials, and there are several: {}",
                labels.join(", ")
            )))
        }
    }
}

/// Credentials that may have been used by mistake.
pub(crate) fn others(
    credentials: &[String],
    scheme: &Scheme,
    inputs: &mut Inputs,
) -> Result<Keyring, Failure> {
    Ok(sets(credentials, scheme, inputs)?.into_iter().collect())
}

/// The credentials to verify with.
pub(crate) fn keyring(
    credentials: &[String],
    scheme: &Scheme,
    inputs: &mut Inputs,
) -> Result<Keyring, Failure> {
    let mut sets = sets(credentials, scheme, inputs)?;
    if sets.is_empty() {
        // One empty set, so that the core names what the scheme needs.
        sets.push((Keyring::DEFAULT_LABEL.to_owned(), Credentials::new()));
    }
    Ok(sets.into_iter().fold(Keyring::new(), |keyring, (label, set)| keyring.with(label, set)))
}

/// The trap of every shell: `echo` and editors end a file with a line end that the gateway never saw.
pub(crate) fn note_final_line_end(body: Option<&[u8]>) {
    if body.is_some_and(|body| body.ends_with(b"\n")) {
        note(
            "the body ends in a line end, which is taken as part of it; make the file with printf '%s' to leave it out",
        );
    }
}

fn unknown_option(scheme: &Scheme, name: &str) -> Error {
    let known: Vec<&str> = scheme.options.iter().map(|spec| spec.name.as_ref()).collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    let name: String = name.chars().take(64).flat_map(char::escape_debug).collect();
    Error::new(ErrorCode::UnknownOption, format!("{} has no option {name}; it has: {known}", scheme.id))
}
