//! One writer for every style.

use std::collections::HashMap;

use super::document::{Document, Member, Object, Value};
use super::strings::Strings;
use super::style::{Duplicates, Layout, Order, Style};
use super::{dates, numbers};

/// Whether it was written whole: not when it would be longer than the limit.
pub(super) fn write(document: &Document<'_>, style: &Style, limit: usize, out: &mut Vec<u8>) -> bool {
    out.clear();
    let mut writer =
        Writer { style, layout: &style.layout, strings: Strings::new(style.escapes), limit, out };
    let whole = writer.value(&document.value, 0).is_some();
    writer.put(style.end);
    whole && out.len() <= limit
}

struct Writer<'w> {
    style: &'w Style,
    layout: &'w Layout,
    strings: Strings,
    limit: usize,
    out: &'w mut Vec<u8>,
}

/// `None` once the limit is passed.
type Within = Option<()>;

impl Writer<'_> {
    fn value(&mut self, value: &Value<'_>, depth: usize) -> Within {
        match value {
            Value::Null => self.put("null"),
            Value::Bool(true) => self.put("true"),
            Value::Bool(false) => self.put("false"),
            Value::Number(number) => numbers::write(*number, self.style.numbers, self.out),
            Value::Text(text) if self.style.dates => self.strings.write(&dates::rewritten(text), self.out),
            Value::Text(text) => self.strings.write(text, self.out),
            Value::Array(items) => self.array(items.iter(), depth)?,
            Value::Object(object) => self.object(object, depth)?,
        }
        (self.out.len() <= self.limit).then_some(())
    }

    fn array<'v>(&mut self, items: impl Iterator<Item = &'v Value<'v>>, depth: usize) -> Within {
        self.put("[");
        let (spread, inner) = match self.layout.spread_arrays {
            true => (self.layout.lines.is_some(), depth + 1),
            false => (false, depth),
        };
        let mut empty = true;
        for item in items {
            self.separate(empty, spread, inner)?;
            empty = false;
            self.value(item, inner)?;
        }
        self.close("]", empty, spread, depth)
    }

    fn object(&mut self, object: &Object<'_>, depth: usize) -> Within {
        let members = self.members(object);
        if self.style.members.lists && is_list(&members) {
            return self.array(members.iter().map(|member| &member.value), depth);
        }
        self.put("{");
        let spread = self.layout.lines.is_some();
        let mut empty = true;
        for member in members {
            self.separate(empty, spread, depth + 1)?;
            empty = false;
            self.strings.write(&member.name, self.out);
            self.put(self.layout.colon);
            self.value(&member.value, depth + 1)?;
        }
        self.close("}", empty, spread, depth)
    }

    /// The members that are written, in the order in which they are.
    fn members<'v>(&self, object: &'v Object<'v>) -> Vec<&'v Member<'v>> {
        let style = self.style.members;
        let mut members: Vec<&Member<'_>> = object.members.iter().collect();
        if object.has_duplicates && style.duplicates == Duplicates::Last {
            members = last_of_each(&members);
        }
        if style.drop_nulls {
            members.retain(|member| !matches!(member.value, Value::Null));
        }
        match style.order {
            Order::AsWritten => {}
            Order::IndexesFirst => {
                members.sort_by_key(|member| array_index(&member.name).unwrap_or(u32::MAX))
            }
            Order::Sorted => members.sort_by(|a, b| a.name.cmp(&b.name)),
            Order::SortedUtf16 => members.sort_by(|a, b| a.name.encode_utf16().cmp(b.name.encode_utf16())),
        }
        members
    }

    /// What stands before an item.
    fn separate(&mut self, first: bool, spread: bool, depth: usize) -> Within {
        match (first, spread) {
            (true, true) => {}
            (false, true) => self.put(","),
            (true, false) => self.put(self.layout.padding),
            (false, false) => self.put(self.layout.comma),
        }
        if spread { self.line(depth) } else { Some(()) }
    }

    fn close(&mut self, bracket: &str, empty: bool, spread: bool, depth: usize) -> Within {
        match spread && !empty {
            true => self.line(depth)?,
            false => self.put(self.layout.padding),
        }
        self.put(bracket);
        Some(())
    }

    fn line(&mut self, depth: usize) -> Within {
        if let Some(lines) = self.layout.lines {
            self.put(lines.end);
            for _ in 0..depth {
                self.put(lines.indent);
            }
        }
        (self.out.len() <= self.limit).then_some(())
    }

    fn put(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }
}

fn last_of_each<'v>(members: &[&'v Member<'v>]) -> Vec<&'v Member<'v>> {
    let mut places = HashMap::new();
    let mut kept: Vec<&Member<'_>> = Vec::new();
    for member in members {
        let place = *places.entry(&*member.name).or_insert(kept.len());
        match kept.get_mut(place) {
            Some(earlier) => *earlier = member,
            None => kept.push(member),
        }
    }
    kept
}

fn is_list(members: &[&Member<'_>]) -> bool {
    let indexes = members.iter().map(|member| array_index(&member.name));
    indexes.eq((0..).take(members.len()).map(Some))
}

/// ECMAScript's array index: the digits of a number below 2³² − 1, without leading zeros.
fn array_index(name: &str) -> Option<u32> {
    let digits =
        name.bytes().all(|byte| byte.is_ascii_digit()) && (name.len() == 1 || !name.starts_with('0'));
    name.parse().ok().filter(|index| digits && *index < u32::MAX)
}
