//! The coverage of the API's surface: which operations, parameters, values and statuses the exchanges of a run have exercised.

use std::{collections::BTreeMap, sync::Arc};

use syncproof_api::{Address, Condition, Operation, Parameter, Profile, Resource, Verb, form};

use crate::exchange::Exchange;

/// What the documents list, and how often each of it was exercised.
#[derive(Debug, Clone)]
pub struct Surface {
    profile: Arc<Profile>,
    /// The path of the base URL, which comes before the paths of the API.
    base: String,
    /// Every documented operation, by resource.
    pub operations: BTreeMap<Operation, Coverage>,
    /// Exchanges about something that is no operation of the API: other paths, other methods.
    pub elsewhere: usize,
}

/// What one operation consists of.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// How many exchanges were about it.
    pub exchanges: usize,
    /// What is documented, in the order of the documents.
    pub points: Vec<Point>,
    /// Statuses that came and are not among the points.
    pub other: BTreeMap<u16, usize>,
}

/// One thing that is documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What.
    pub what: What,
    /// How many exchanges exercised it. What is sent counts on a request that succeeded; what comes back, whenever it does.
    pub count: usize,
}

/// What can be exercised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A parameter, in the form or the query.
    Parameter(Parameter),
    /// One of the few values a parameter can have.
    Value(Parameter, &'static str),
    /// The header.
    IfMatch,
    /// The status of success.
    Success(u16),
    /// A refusal.
    Refusal {
        /// The error situation, which stands for its kind.
        condition: Condition,
        /// What the profile accepts for it; the first is what the reference sends.
        statuses: Vec<u16>,
    },
}

impl Surface {
    /// Nothing is exercised yet. `base_url` is that of the target.
    pub fn new(profile: Arc<Profile>, base_url: &str) -> Self {
        let of = |operation| Coverage { points: points(operation, &profile), ..Coverage::default() };
        let operations = Operation::all().map(|operation| (operation, of(operation))).collect();
        let base = path_and_query(base_url).0.trim_end_matches('/').to_owned();
        Self { profile, base, operations, elsewhere: 0 }
    }

    /// Takes an exchange in, whatever it is.
    pub fn note(&mut self, exchange: &Exchange) {
        let (path, query) = path_and_query(&exchange.url);
        let below = path.strip_prefix(self.base.as_str()).and_then(|path| Address::parse(path).ok());
        let operation = below.and_then(|address| address.operation(&exchange.method));
        let Some((operation, coverage)) = operation.and_then(|o| Some((o, self.operations.get_mut(&o)?))) else {
            self.elsewhere += 1;
            return;
        };
        let seen = Seen::of(operation, exchange, query, &self.profile);
        coverage.exchanges += 1;
        let refusals: Vec<What> = coverage.points.iter().map(|point| point.what.clone()).collect();
        let mut known = false;
        for point in &mut coverage.points {
            let exercised = seen.exercises(&point.what, &refusals);
            known |= exercised && point.what.comes_back();
            point.count += usize::from(exercised);
        }
        if !known {
            *coverage.other.entry(seen.status).or_default() += 1;
        }
    }

    /// What nothing has exercised.
    pub fn gaps(&self) -> Vec<(Operation, &What)> {
        let mut gaps = Vec::new();
        for (operation, coverage) in &self.operations {
            gaps.extend(coverage.gaps().map(|what| (*operation, what)));
        }
        gaps
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.operations.values().map(|coverage| coverage.points.len()).sum()
    }

    /// How many exchanges were noted.
    pub fn exchanges(&self) -> usize {
        self.elsewhere + self.operations.values().map(|coverage| coverage.exchanges).sum::<usize>()
    }
}

impl Coverage {
    /// What nothing has exercised.
    pub fn gaps(&self) -> impl Iterator<Item = &What> {
        self.points.iter().filter(|point| point.count == 0).map(|point| &point.what)
    }
}

impl What {
    /// Whether it is part of the answer, not of the request.
    pub const fn comes_back(&self) -> bool {
        matches!(self, Self::Success(_) | Self::Refusal { .. })
    }
}

impl std::fmt::Display for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Parameter(parameter) => f.write_str(parameter.name()),
            Self::Value(parameter, value) => write!(f, "{}={value}", parameter.name()),
            Self::IfMatch => f.write_str("If-Match"),
            Self::Success(status) => write!(f, "{status}"),
            Self::Refusal { statuses, .. } => {
                f.write_str(&statuses.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or "))
            }
        }
    }
}

fn points(operation: Operation, profile: &Profile) -> Vec<Point> {
    let mut whats = Vec::new();
    for parameter in operation.parameters() {
        whats.push(What::Parameter(*parameter));
        whats.extend(parameter.values().iter().map(|value| What::Value(*parameter, value)));
    }
    if operation.takes_if_match() {
        whats.push(What::IfMatch);
    }
    whats.push(What::Success(operation.verb.success()));
    for condition in operation.refusals() {
        let rule = profile.rule(condition);
        let others = rule.status.iter().copied().filter(|status| *status != rule.sends_status);
        whats.push(What::Refusal { condition, statuses: std::iter::once(rule.sends_status).chain(others).collect() });
    }
    whats.into_iter().map(|what| Point { what, count: 0 }).collect()
}

/// What an exchange shows.
struct Seen {
    status: u16,
    params: Vec<form::Pair>,
    if_match: bool,
    /// Whether Data was sent that is larger than its limit.
    oversize: bool,
}

impl Seen {
    fn of(operation: Operation, exchange: &Exchange, query: &str, profile: &Profile) -> Self {
        let params = match operation.verb {
            Verb::Create | Verb::Update if is_form(exchange) => form::decode(&exchange.request_body),
            Verb::List => form::decode(query.as_bytes()),
            _ => Ok(Vec::new()),
        };
        // What cannot be read has no parameters.
        let params = params.unwrap_or_default();
        let limit = match operation.resource {
            Resource::StreamMessage => profile.limits.message_bytes,
            _ => profile.limits.data_bytes,
        };
        let oversize = params.iter().any(|(name, value)| name == Parameter::Data.name() && value.len() > limit);
        let if_match = exchange.request_headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("if-match"));
        Self { status: exchange.answer.status, params, if_match, oversize }
    }

    fn exercises(&self, what: &What, all: &[What]) -> bool {
        let succeeded = (200..300).contains(&self.status);
        match what {
            What::Parameter(parameter) => succeeded && self.params.iter().any(|(name, _)| name == parameter.name()),
            What::Value(parameter, wanted) => {
                succeeded && self.params.iter().any(|(name, value)| name == parameter.name() && value == wanted)
            }
            What::IfMatch => succeeded && self.if_match,
            What::Success(status) => self.status == *status,
            What::Refusal { condition, statuses } => statuses.contains(&self.status) && self.is_about(*condition, all),
        }
    }

    /// Where a profile accepts for too large Data a status that other refusals have too, only the Data tells which one it was.
    fn is_about(&self, condition: Condition, all: &[What]) -> bool {
        let meaning = |wanted: bool| {
            all.iter().any(|what| match what {
                What::Refusal { condition, statuses } => {
                    (*condition == Condition::DataTooLarge) == wanted && statuses.contains(&self.status)
                }
                _ => false,
            })
        };
        if condition == Condition::DataTooLarge {
            self.oversize || !meaning(false)
        } else {
            !self.oversize || !meaning(true)
        }
    }
}

/// Whether the body is a form, or says nothing of what it is.
fn is_form(exchange: &Exchange) -> bool {
    let header = exchange.request_headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    header.is_none_or(|(_, value)| {
        value.trim_start().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded")
    })
}

/// The path of a URL, and its query without the `?`.
fn path_and_query(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find(['/', '?', '#']).map_or("", |at| &rest[at..]);
    let path = path.split('#').next().unwrap_or_default();
    path.split_once('?').unwrap_or((path, ""))
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
