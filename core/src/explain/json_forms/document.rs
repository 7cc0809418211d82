//! A JSON document with what an encoder's parser may lose: members in their order and repeated, numbers as they were written.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Payments do not nest deeper. It bounds the stack, and the time: each level's text is scanned once more.
const MAX_DEPTH: usize = 32;

/// A parsed body.
pub(crate) struct Document<'a> {
    pub(super) value: Value<'a>,
}

pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    Number(Number<'a>),
    Text(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    Object(Object<'a>),
}

#[derive(Clone, Copy)]
pub(super) struct Number<'a> {
    pub(super) text: &'a str,
    /// The nearest, never infinite.
    pub(super) double: f64,
}

pub(super) struct Object<'a> {
    pub(super) members: Vec<Member<'a>>,
    pub(super) has_duplicates: bool,
}

pub(super) struct Member<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) value: Value<'a>,
}

impl<'a> Document<'a> {
    /// `None` when the body is not JSON in UTF-8, nests deeper than 32 levels, or holds what no two encoders treat alike: half a
    /// surrogate pair, or a number beyond the range of `f64`.
    pub(crate) fn parse(body: &'a [u8]) -> Option<Self> {
        let value = value(serde_json::from_slice(body).ok()?, MAX_DEPTH)?;
        Some(Self { value })
    }
}

fn value(raw: &RawValue, depth: usize) -> Option<Value<'_>> {
    let text = raw.get();
    Some(match text.as_bytes().first()? {
        b'n' => Value::Null,
        b't' => Value::Bool(true),
        b'f' => Value::Bool(false),
        b'"' => Value::Text(serde_json::from_str::<Text<'_>>(text).ok()?.0),
        b'[' => {
            let depth = depth.checked_sub(1)?;
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            Value::Array(items.into_iter().map(|item| value(item, depth)).collect::<Option<_>>()?)
        }
        b'{' => {
            let depth = depth.checked_sub(1)?;
            let RawMembers(members) = serde_json::from_str(text).ok()?;
            let members = members
                .into_iter()
                .map(|(name, raw)| Some(Member { name: name.0, value: value(raw, depth)? }))
                .collect::<Option<Vec<_>>>()?;
            let mut names = HashSet::new();
            let has_duplicates = !members.iter().all(|member| names.insert(&*member.name));
            Value::Object(Object { members, has_duplicates })
        }
        _ => {
            let double: f64 = text.parse().ok()?;
            double.is_finite().then_some(Value::Number(Number { text, double }))?
        }
    })
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// An object's members as they stand there: a map would lose their order and the repeated ones.
struct RawMembers<'a>(Vec<(Text<'a>, &'a RawValue)>);

impl<'de> Deserialize<'de> for RawMembers<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = RawMembers<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawMembers<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(RawMembers(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}
