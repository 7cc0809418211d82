//! Whether a scheme makes sense. The engine relies on what is checked here, and checks it nowhere else.

use crate::errors::{Error, ErrorCode};
use crate::options::{self, Setting, is_token_byte};
use crate::scheme::{
    Header, Kind, MAX_HEADERS, Need, OptionSpec, Part, Proof, Role, Scheme, Value, Values, When,
};

impl Scheme {
    /// Checks that the scheme does not contradict itself. Signers and verifiers do so too when they are made.
    ///
    /// # Errors
    /// `invalid_scheme`, saying what is wrong.
    pub fn check(&self) -> Result<(), Error> {
        self.problem().map_or(Ok(()), |what| {
            let id: String = self.id.chars().take(64).flat_map(char::escape_debug).collect();
            Err(Error::new(ErrorCode::InvalidScheme, format!("{id}: {what}")))
        })
    }

    fn problem(&self) -> Option<String> {
        if self.id.is_empty() || !self.id.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Some("the id must be visible ASCII".to_owned());
        }
        if self.expects.method.as_ref().is_some_and(|method| *method != method.to_ascii_uppercase()) {
            return Some("the expected method must be in upper case".to_owned());
        }
        self.fields_problem()
            .or_else(|| self.proof_problem())
            .or_else(|| self.time_problem())
            .or_else(|| self.headers.iter().find_map(|header| self.header_problem(header)))
            .or_else(|| self.headers_problem())
            .or_else(|| self.options.iter().find_map(|option| self.option_problem(option)))
    }

    fn fields_problem(&self) -> Option<String> {
        for (index, field) in self.fields.iter().enumerate() {
            if self.fields.iter().take(index).any(|other| other.name == field.name) {
                return Some(format!("the field {} is there twice", field.name));
            }
        }
        let sender = self.sender.as_ref()?;
        let named = match &self.proof {
            Proof::Basic { user, .. } => user == sender,
            _ => self.headers.iter().any(|header| header.value == Value::Field(sender.clone())),
        };
        (!named).then(|| format!("no message names the sender's id {sender}"))
    }

    fn proof_problem(&self) -> Option<String> {
        let has_role = |name: &str, role| self.field(name).is_some_and(|field| field.role == role);
        match &self.proof {
            Proof::Basic { user, password } => {
                if !has_role(user, Role::Public) || !has_role(password, Role::Secret) {
                    return Some(
                        "Basic needs a public user and a secret password among the fields".to_owned(),
                    );
                }
                if !self.field(user).is_some_and(|field| field.forbids.contains(':')) {
                    return Some(format!("{user} must forbid the colon, which ends the user"));
                }
                return (self.sender.as_ref() != Some(user))
                    .then(|| format!("{user} must be the sender's id"));
            }
            Proof::Mac { key, .. } if !has_role(key, Role::Secret) => {
                return Some(format!("the key {key} is no secret field"));
            }
            Proof::Mac { .. } => {}
            Proof::RsaPkcs1Sha256 { .. } => {
                for role in [Role::SigningKey, Role::VerifyingKey] {
                    if self.fields.iter().filter(|field| field.role == role).count() != 1 {
                        return Some("RSA needs one signing key and one verifying key".to_owned());
                    }
                }
            }
        }
        let varies = |part: &Part| !matches!(part, Part::Field(_) | Part::Literal(_));
        if !self.parts().iter().any(varies) {
            return Some("nothing of the message is signed: one proof would fit every message".to_owned());
        }
        if self.signs(&Part::Target) && (self.signs(&Part::Path) || self.signs(&Part::Query)) {
            return Some("the target holds path and query already".to_owned());
        }
        self.parts().iter().find_map(|part| match part {
            Part::Field(name) if !has_role(name, Role::Public) && !has_role(name, Role::Secret) => {
                Some(format!("{name} is signed and is no text field"))
            }
            _ => None,
        })
    }

    fn time_problem(&self) -> Option<String> {
        let stamps = self.headers.iter().filter(|header| header.value == Value::Timestamp).count();
        let expected = usize::from(self.freshness.is_some());
        if stamps != expected || self.signs(&Part::Timestamp) != self.freshness.is_some() {
            return Some(
                "a timestamp needs one header, a place in the string to sign and a freshness".to_owned(),
            );
        }
        let zero = self.freshness.is_some_and(|freshness| freshness.tolerance_seconds == 0);
        zero.then(|| "a tolerance of 0 accepts nothing".to_owned())
    }

    fn header_problem(&self, header: &Header) -> Option<String> {
        let name = &header.name;
        let names = || std::iter::once(name).chain(header.also.iter());
        if names().any(|name| name.is_empty() || !name.bytes().all(is_token_byte)) {
            return Some("a header's name holds characters that no name has".to_owned());
        }
        let wrong_need = || Some(format!("the header {name} cannot be needed in this way"));
        match &header.value {
            Value::Proof if header.need != Need::Always => wrong_need(),
            Value::Timestamp if header.need == Need::IfGiven => wrong_need(),
            Value::Timestamp if header.need == Need::ElseFromRequest && self.kind != Kind::Response => {
                wrong_need()
            }
            Value::Timestamp => {
                let listed = self.option(options::REQUEST_TIMESTAMP_NAME).is_some();
                let mismatch = listed != (header.need == Need::ElseFromRequest);
                mismatch.then(|| {
                    "request_timestamp belongs to a timestamp that may come from the request".to_owned()
                })
            }
            Value::Field(_) if header.need != Need::Always => wrong_need(),
            Value::Field(field) if !self.field(field).is_some_and(|field| field.role == Role::Public) => {
                Some(format!("the header {name} carries {field}, which is no public field"))
            }
            Value::Option { .. } if header.need != Need::IfGiven => wrong_need(),
            Value::Option { prefix, .. }
                if !prefix.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') =>
            {
                Some(format!("the prefix in the header {name} is not printable ASCII"))
            }
            Value::Option { name: option, .. } if !self.option(option).is_some_and(is_carried) => {
                Some(format!("the header {name} carries {option}, which is no option for a header"))
            }
            _ => None,
        }
    }

    fn headers_problem(&self) -> Option<String> {
        if self.headers.len() > MAX_HEADERS {
            return Some(format!("{} headers; at most {MAX_HEADERS}", self.headers.len()));
        }
        if self.headers.iter().filter(|header| header.value == Value::Proof).count() != 1 {
            return Some("exactly one header must carry the proof".to_owned());
        }
        let names = |header: &Header| -> Vec<String> {
            std::iter::once(&header.name)
                .chain(header.also.iter())
                .map(|name| name.to_ascii_lowercase())
                .collect()
        };
        let mut all: Vec<String> = self.headers.iter().flat_map(names).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        (all.len() != count).then(|| "two headers have the same name".to_owned())
    }

    fn option_problem(&self, option: &OptionSpec) -> Option<String> {
        let name = &option.name;
        if self.options.iter().filter(|other| other.name == *name).count() > 1 {
            return Some(format!("the option {name} is there twice"));
        }
        if option.when == When::Building {
            let fits = match Setting::of(option) {
                None => return Some(format!("{name} is no building option that the engine knows")),
                Some(Setting::Tolerance | Setting::Freshness | Setting::HeaderTimestamp) => {
                    self.freshness.is_some()
                }
                Some(Setting::Query) => self.signs(&Part::Query),
                Some(Setting::CompactBody) => self.signs(&Part::Body),
                Some(Setting::HeaderSignature | Setting::AllowHttpLoopback) => true,
            };
            return (!fits).then(|| format!("the option {name} has nothing to act on"));
        }
        let known = [options::TIMESTAMP, options::REQUEST_TIMESTAMP, options::BODY];
        let fits = match known.iter().find(|known| known.name == *name) {
            Some(known) if known.values != option.values => false,
            Some(_) if *name == options::BODY_NAME => self.signs(&Part::Body),
            Some(_) => self.freshness.is_some(),
            None => {
                let carries = |header: &&Header| matches!(&header.value, Value::Option { name: carried, .. } if carried == name);
                self.headers.iter().filter(carries).count() == 1
            }
        };
        if let Values::IdempotencyKey { min, max, .. } = option.values
            && (min > max || usize::from(max) < options::RANDOM_KEY_LENGTH)
        {
            return Some(format!(
                "{name} has no room for the {} characters of a random key",
                options::RANDOM_KEY_LENGTH
            ));
        }
        (!fits).then(|| format!("the option {name} has nothing to act on"))
    }
}

/// Whether an option's value can travel in a header.
fn is_carried(option: &OptionSpec) -> bool {
    option.when == When::Message
        && matches!(option.values, Values::IdempotencyKey { .. } | Values::Printable | Values::Token)
}
