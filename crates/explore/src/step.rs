//! One request, its objects named symbolically.

use std::{borrow::Cow, sync::LazyLock};

use syncproof_api::{Operation, Parameter, Resource as R, Verb as V};

use crate::{
    Record,
    values::{IDENTITIES, INDEXES, KEYS, value},
};

/// One request, after a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Time that passes before, in milliseconds.
    pub wait: i64,
    /// Whose request it is.
    pub account: Account,
    /// What is asked for.
    pub call: Call,
    /// Parameters in the order sent, those that are [`Value::Absent`] left out.
    pub params: Vec<(Cow<'static, str>, Value)>,
    /// The `If-Match` header.
    pub if_match: Option<Precondition>,
}

/// Whose request it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// The account that everything belongs to.
    Own,
    /// Another account.
    Other,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// An operation at a place.
    Operation(Operation, Place),
    /// A GET of a URL that the last page gave.
    Follow(Link),
}

/// A URL in the `meta` of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// `next_page_url`
    Next,
    /// `previous_page_url`
    Previous,
    /// `first_page_url`
    First,
    /// `url`
    Own,
}

impl Link {
    /// Its field in `meta`.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Next => "next_page_url",
            Self::Previous => "previous_page_url",
            Self::First => "first_page_url",
            Self::Own => "url",
        }
    }
}

/// Where an operation takes place. What an operation does not need is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which Service.
    pub service: Nth,
    /// Which object in it.
    pub object: Object,
    /// Which item or permission of it.
    pub child: Child,
}

/// One of several things of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nth {
    /// The one with this number, counted from 0 and starting again after the last.
    There(u8),
    /// One that was there, likewise.
    Gone(u8),
    /// One that never was.
    Missing,
}

/// An object and how it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// By its SID.
    BySid(Nth),
    /// By its unique name, if it has one.
    ByName(Nth),
    /// By a name that nothing has.
    UnknownName,
    /// By the SID of an object of another kind.
    OfAnotherKind,
}

/// An item or a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
    /// One of those that there are, counted from 0 and starting again after the last.
    There(u8),
    /// By this key, this index or this identity.
    Called(u8),
}

impl Child {
    /// What it is called, of a Map, of a List, or as a permission.
    pub(crate) fn name(at: u8, resource: R) -> String {
        let at = usize::from(at);
        let table: &[&str] = match resource {
            R::MapItem => &KEYS,
            R::ListItem => &INDEXES,
            _ => &IDENTITIES,
        };
        match (at, resource) {
            (254, R::MapItem) => "x".repeat(320),
            (255, R::MapItem) => "x".repeat(321),
            (253, R::DocumentPermission | R::ListPermission | R::MapPermission) => "é".repeat(256),
            (254, R::DocumentPermission | R::ListPermission | R::MapPermission) => "x".repeat(256),
            (255, R::DocumentPermission | R::ListPermission | R::MapPermission) => "x".repeat(257),
            _ => table[at % table.len()].to_owned(),
        }
    }
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The parameter is not sent.
    Absent,
    /// This text.
    Text(Cow<'static, str>),
    /// The key or index of one of the items that there are.
    Present(u8),
    /// The token of the page after the last one listed.
    Token,
    /// The same, spoilt.
    SpoiltToken(u8),
}

/// What the `If-Match` header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precondition {
    /// The revision that was seen last.
    Current,
    /// The same in quotes.
    Quoted,
    /// The same as a weak tag.
    Weak,
    /// The same in capital letters.
    Upper,
    /// The revision that was seen before the last, or one that never was.
    Past,
    /// This text.
    Text(&'static str),
}

const TAGS: [&str; 16] = [
    "*",
    "0",
    "1",
    "2",
    "\"0\"",
    "W/\"1\"",
    "A",
    "01",
    "",
    "no revision",
    "\"0\", \"1\"",
    "0,1",
    "\"",
    "W/",
    "é",
    "\"\"",
];

/// Waits in milliseconds: around the second, and around the times-to-live that are used.
const WAITS: [i64; 8] = [999, 1_000, 1_001, 2_000, 5_000, 10_000, 60_000, 4_999];

/// How often each operation is asked for, in 256 steps. What changes or lists items, of which there is most to get wrong, comes most.
const WEIGHTS: [(R, [u8; 5]); 11] = [
    // Create, list, fetch, update, delete.
    (R::Service, [4, 4, 3, 5, 2]),
    (R::Document, [8, 4, 8, 12, 4]),
    (R::DocumentPermission, [0, 2, 2, 4, 2]),
    (R::List, [6, 4, 5, 5, 3]),
    (R::ListItem, [12, 12, 6, 10, 5]),
    (R::ListPermission, [0, 2, 2, 4, 2]),
    (R::Map, [6, 4, 5, 5, 3]),
    (R::MapItem, [12, 12, 6, 11, 5]),
    (R::MapPermission, [0, 2, 2, 4, 2]),
    (R::Stream, [4, 3, 3, 3, 2]),
    (R::StreamMessage, [4, 0, 0, 0, 0]),
];

/// The same for the links of the last page.
const LINKS: [(Link, u8); 4] = [(Link::Next, 8), (Link::Previous, 4), (Link::First, 2), (Link::Own, 2)];

/// What a byte asks for.
enum Asked {
    Operation(Operation),
    Follow(Link),
}

static CALLS: LazyLock<Vec<Asked>> = LazyLock::new(|| {
    let verbs = [V::Create, V::List, V::Fetch, V::Update, V::Delete];
    let mut calls = Vec::new();
    for (resource, weights) in WEIGHTS {
        for (verb, weight) in verbs.into_iter().zip(weights) {
            calls.extend((0..weight).map(|_| Asked::Operation(Operation { resource, verb })));
        }
    }
    for (link, weight) in LINKS {
        calls.extend((0..weight).map(|_| Asked::Follow(link)));
    }
    calls
});

impl Step {
    /// What a record means.
    pub fn read(record: &Record) -> Self {
        let call = &CALLS[usize::from(record.call) % CALLS.len()];
        let (account, service) = scope(record.scope);
        let step = Self {
            wait: wait(record.wait),
            account,
            call: Call::Follow(Link::Own),
            params: Vec::new(),
            if_match: None,
        };
        match call {
            Asked::Follow(link) => Self { call: Call::Follow(*link), ..step },
            Asked::Operation(operation) => Self {
                call: Call::Operation(
                    *operation,
                    Place { service, object: object(record.object), child: child(record.child) },
                ),
                params: params(*operation, record),
                if_match: precondition(*operation, record.if_match),
                ..step
            },
        }
    }

    /// A plain step at the first Service, its objects and their children.
    pub(crate) fn plain(resource: R, verb: V, params: &[(&'static str, &'static str)]) -> Self {
        let first = Place { service: Nth::There(0), object: Object::BySid(Nth::There(0)), child: Child::Called(0) };
        let value =
            |(name, value): &(&'static str, &'static str)| (Cow::Borrowed(*name), Value::Text(Cow::Borrowed(*value)));
        Self {
            wait: 0,
            account: Account::Own,
            call: Call::Operation(Operation { resource, verb }, first),
            params: params.iter().map(value).collect(),
            if_match: None,
        }
    }
}

fn wait(byte: u8) -> i64 {
    match byte {
        0..=175 => 0,
        176..=207 => i64::from(byte - 175) * 37,
        208..=247 => WAITS[usize::from(byte) % WAITS.len()],
        248..=252 => 3_600_000,
        253..=255 => 31_536_000_000,
    }
}

fn scope(byte: u8) -> (Account, Nth) {
    let service = match byte {
        0..=207 | 240..=247 => Nth::There(0),
        208..=231 => Nth::There(byte % 4),
        232..=235 => Nth::Missing,
        236..=239 => Nth::Gone(byte % 4),
        248..=255 => Nth::There(1),
    };
    let account = if matches!(byte, 240..=247) { Account::Other } else { Account::Own };
    (account, service)
}

fn object(byte: u8) -> Object {
    match byte {
        0..=127 => Object::BySid(Nth::There(byte % 8)),
        128..=231 => Object::ByName(Nth::There(byte % 8)),
        232..=239 => Object::BySid(Nth::Gone(byte % 8)),
        240..=243 => Object::BySid(Nth::Missing),
        244..=247 => Object::ByName(Nth::Gone(byte % 4)),
        248..=251 => Object::UnknownName,
        252..=255 => Object::OfAnotherKind,
    }
}

const fn child(byte: u8) -> Child {
    match byte {
        0..=143 => Child::There(byte % 16),
        144..=255 => Child::Called(byte),
    }
}

/// Half the time none, where the header is documented; seldom one where it is not.
fn precondition(operation: Operation, byte: u8) -> Option<Precondition> {
    Some(match byte {
        0..=119 => return None,
        120..=231 if !operation.takes_if_match() => return None,
        120..=167 => Precondition::Current,
        168..=183 => Precondition::Quoted,
        184..=191 => Precondition::Weak,
        192..=199 => Precondition::Upper,
        200..=231 => Precondition::Past,
        232..=255 => Precondition::Text(TAGS[usize::from(byte) % TAGS.len()]),
    })
}

fn params(operation: Operation, record: &Record) -> Vec<(Cow<'static, str>, Value)> {
    let named =
        |(parameter, byte): (&Parameter, u8)| (Cow::Borrowed(parameter.name()), value(*parameter, operation, byte));
    let mut params: Vec<_> = operation.parameters().iter().zip(record.args).map(named).collect();
    let first = operation.parameters().first();
    let odd = match (record.odd, first) {
        (0..=235, _) => None,
        (236..=239, _) => Some((Cow::Borrowed("Nonsense"), Value::Text(Cow::Borrowed("1")))),
        (240..=247, Some(first)) => Some(named((first, record.args[0].wrapping_add(record.odd)))),
        (byte, _) => {
            let others = [Parameter::Data, Parameter::Ttl, Parameter::UniqueName, Parameter::PageSize];
            Some(named((&others[usize::from(byte) % others.len()], record.args[1])))
        }
    };
    params.extend(odd);
    params.retain(|(_, value)| *value != Value::Absent);
    params
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_operation_and_every_link_has_its_share_of_the_bytes() {
        assert_eq!(CALLS.len(), 256);
        let asked = |call: &Asked| match call {
            Asked::Operation(operation) => Some(*operation),
            Asked::Follow(_) => None,
        };
        let operations: HashSet<Operation> = CALLS.iter().filter_map(asked).collect();
        assert_eq!(operations, Operation::all().collect());
    }

    #[test]
    fn a_record_of_zeros_is_a_plain_request() {
        let step = Step::read(&Record::default());
        let place = Place { service: Nth::There(0), object: Object::BySid(Nth::There(0)), child: Child::There(0) };
        let create = Operation { resource: R::Service, verb: V::Create };
        assert_eq!(step.call, Call::Operation(create, place));
        assert_eq!((step.wait, step.account, step.params.len(), step.if_match), (0, Account::Own, 0, None));
    }

    #[test]
    fn any_bytes_are_a_step() {
        for byte in 0..=255 {
            let record = Record {
                call: byte,
                wait: byte,
                scope: byte,
                object: byte,
                child: byte,
                if_match: byte,
                odd: byte,
                args: [byte; 7],
            };
            let step = Step::read(&record);
            assert!(step.params.iter().all(|(_, value)| *value != Value::Absent), "{step:?}");
        }
    }
}
