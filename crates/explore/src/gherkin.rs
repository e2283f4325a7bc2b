//! A sequence of requests in the vocabulary of the suite: what an engine has found, as a scenario to start from.

use std::fmt::Write as _;

use syncproof_api::{Address, ChildKind, ObjectKind, Request, Response, Verb};

/// One request of a sequence, and its answer.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Time that passed before, in milliseconds.
    pub wait: i64,
    /// The request.
    pub request: Request,
    /// The answer.
    pub response: Response,
    /// Whether it only sets the scene for the others.
    pub sets_up: bool,
}

/// A scenario that asks for what was asked for, and expects what was answered. What the vocabulary has no words for stands in it as a
/// comment. `title` has to be one line.
pub fn feature(title: &str, profile: &str, sequence: &[Asked]) -> String {
    let mut cast = Cast::default();
    let mut out = format!("Feature: {title}\n\n  # Give it an id, and cite what it proves. Profile: {profile}.\n");
    let _ = writeln!(out, "  @id:{}\n  @req:\n  Scenario: {title}", title.to_lowercase().replace(' ', "-"));
    let kinds = |of: bool| sequence.iter().filter(move |a| a.sets_up == of).filter_map(|a| kind(&a.request.address));
    for asked in sequence {
        let is_needed = kind(&asked.request.address).is_some_and(|kind| kinds(false).any(|other| other == kind));
        if asked.sets_up && is_needed {
            out.extend(cast.step(asked).map(|step| format!("    Given {step}")));
        } else if !asked.sets_up {
            let pause = match (asked.wait, asked.wait % 1000) {
                (0, _) => String::new(),
                (wait, 0) => format!("    When {} seconds pass\n", wait / 1000),
                (wait, _) => format!("    # {wait} ms pass\n"),
            };
            let step = match cast.step(asked) {
                Some(step) => format!("    When {step}    Then {}\n", outcome(asked)),
                None => format!("    # no words for: {}\n", plain(&asked.request)),
            };
            out.push_str(&pause);
            out.push_str(&step);
        }
        cast.learn(asked);
    }
    out
}

/// Who plays in a scenario: two objects of each kind, and the items of Lists.
#[derive(Default)]
struct Cast {
    service: Option<String>,
    objects: Vec<Object>,
}

struct Object {
    kind: ObjectKind,
    sid: String,
    name: Option<String>,
    /// `the Map`, `the other Map`; none for a third.
    phrase: Option<String>,
    /// Indexes of List Items in the order of creation; an item is called by its place.
    indexes: Vec<String>,
    /// The revision last seen of it, or of an item of it.
    revisions: Vec<(Option<String>, String)>,
}

impl Cast {
    fn learn(&mut self, asked: &Asked) {
        if asked.response.status == 201 {
            self.learn_what_is_new(asked);
        }
        let revision = asked.response.body.as_ref().and_then(|body| body.get("revision")?.as_str());
        let Some((kind, called)) = object_of(&asked.request.address, &asked.response) else { return };
        let object = self.objects.iter_mut().find(|object| object.is_called(kind, &called));
        if let (Some(object), Some(revision)) = (object, revision) {
            object.revisions.insert(0, (child_of(&asked.request.address, &asked.response), revision.to_owned()));
        }
    }

    fn learn_what_is_new(&mut self, asked: &Asked) {
        let body = asked.response.body.as_ref();
        let text = |field: &str| body.and_then(|body| body.get(field)?.as_str()).map(str::to_owned);
        match &asked.request.address {
            Address::Services => self.service = self.service.take().or_else(|| text("sid")),
            Address::Objects { kind, .. } => {
                let (word, before) = (word(*kind), self.objects.iter().filter(|object| object.kind == *kind).count());
                let phrase = [format!("the {word}"), format!("the other {word}")].into_iter().nth(before);
                let sid = text("sid").unwrap_or_default();
                self.objects.push(Object {
                    kind: *kind,
                    sid,
                    name: text("unique_name"),
                    phrase,
                    indexes: Vec::new(),
                    revisions: Vec::new(),
                });
            }
            Address::Children { kind: ObjectKind::List, object, child: ChildKind::Item, .. } => {
                let index = body.and_then(|body| body.get("index")).map(ToString::to_string).unwrap_or_default();
                if let Some(parent) = self.objects.iter_mut().find(|list| list.is_called(ObjectKind::List, object)) {
                    parent.indexes.push(index);
                }
            }
            _ => {}
        }
    }

    /// The step that asks for it, with its table, without its keyword.
    fn step(&self, asked: &Asked) -> Option<String> {
        let Request { address, operation, .. } = &asked.request;
        if address.service().is_some_and(|service| Some(service) != self.service.as_deref()) {
            return None;
        }
        let mut step = match (address, operation.verb, asked.sets_up) {
            (Address::Services, Verb::Create, false) => "I create another Service".to_owned(),
            (Address::Services, Verb::List, false) => "I list the Services".to_owned(),
            (Address::Service { .. }, verb, false) => format!("I {} the Service", verb.name()),
            (Address::Objects { kind, .. }, Verb::List, false) => format!("I list the {}", kind.segment()),
            (Address::Objects { kind, .. }, Verb::Create, sets_up) => {
                let i_create = if sets_up { "" } else { "I create " };
                format!("{i_create}{} {}", self.article(*kind)?, word(*kind))
            }
            (Address::Object { kind, object, .. }, verb, false) => {
                let (object, by_name) = self.object(*kind, object)?;
                let by_name = if by_name { " by its unique name" } else { "" };
                format!("I {} {}{by_name}", verb.name(), object.phrase.as_ref()?)
            }
            (Address::Children { kind, object, child, .. } | Address::Child { kind, object, child, .. }, ..) => {
                let (object, by_name) = self.object(*kind, object)?;
                let step = child_step(asked, object, *child)?;
                if by_name { format!("{step} by the {}'s unique name", word(*kind)) } else { step }
            }
            _ => return None,
        };
        step.push_str(&self.table(asked)?);
        Some(step)
    }

    fn article(&self, kind: ObjectKind) -> Option<&'static str> {
        let before = self.objects.iter().filter(|object| object.kind == kind).count();
        ["a", "another"].get(before).copied()
    }

    fn object(&self, kind: ObjectKind, called: &str) -> Option<(&Object, bool)> {
        let object = self.objects.iter().find(|object| object.is_called(kind, called))?;
        Some((object, object.sid != called))
    }

    /// The parameters as a table, behind `with`; the end of the line where there are none.
    fn table(&self, asked: &Asked) -> Option<String> {
        let Request { address, params, if_match, .. } = &asked.request;
        let mut rows = Vec::new();
        for (name, value) in params {
            match (name.as_str(), address) {
                // The key stands in the step.
                ("Key", _) if asked.sets_up => {}
                // Tokens are the target's own.
                ("PageToken", _) => return None,
                ("From", Address::Children { kind: ObjectKind::List, object, .. }) => {
                    let (list, _) = self.object(ObjectKind::List, object)?;
                    let named = list.indexes.iter().position(|index| index == value);
                    rows.push((
                        name,
                        named.map_or_else(|| cell(name, value), |at| format!("the index of \"{}\"", at + 1)),
                    ));
                }
                _ => rows.push((name, cell(name, value))),
            }
        }
        let if_match_name = "If-Match".to_owned();
        rows.extend(if_match.as_ref().map(|tag| (&if_match_name, self.tag(asked, tag))));
        if rows.is_empty() {
            return Some("\n".to_owned());
        }
        let rows: Vec<String> = rows.iter().map(|(name, value)| format!("      | {name} | {value} |\n")).collect();
        Some(format!(" with\n{}", rows.concat()))
    }
}

impl Cast {
    /// The value of `If-Match`: revisions are the target's own, so the one last seen is called that.
    fn tag(&self, asked: &Asked, tag: &str) -> String {
        let current = || {
            let (kind, called) = object_of(&asked.request.address, &asked.response)?;
            let child = child_of(&asked.request.address, &asked.response);
            let (object, _) = self.object(kind, &called)?;
            object.revisions.iter().find(|(of, _)| *of == child).map(|(_, revision)| revision)
        };
        match current() {
            Some(revision) if tag == revision => "the current revision".to_owned(),
            Some(revision) if tag == format!("\"{revision}\"") => "the quoted revision".to_owned(),
            _ => cell("If-Match", tag),
        }
    }
}

/// The object that a request is about, or that its answer shows as new.
fn object_of(address: &Address, response: &Response) -> Option<(ObjectKind, String)> {
    match address {
        Address::Objects { kind, .. } => Some((*kind, response.body.as_ref()?.get("sid")?.as_str()?.to_owned())),
        Address::Object { kind, object, .. }
        | Address::Children { kind, object, .. }
        | Address::Child { kind, object, .. } => Some((*kind, object.clone())),
        Address::Services | Address::Service { .. } => None,
    }
}

/// The same for an item of it.
fn child_of(address: &Address, response: &Response) -> Option<String> {
    match address {
        Address::Child { id, .. } => Some(id.clone()),
        Address::Children { .. } => {
            let body = response.body.as_ref()?;
            body.get("key")
                .and_then(|key| key.as_str().map(str::to_owned))
                .or_else(|| Some(body.get("index")?.to_string()))
        }
        _ => None,
    }
}

impl Object {
    fn is_called(&self, kind: ObjectKind, text: &str) -> bool {
        self.kind == kind && (self.sid == text || self.name.as_deref() == Some(text))
    }
}

/// A step about what is in an object.
fn child_step(asked: &Asked, object: &Object, child: ChildKind) -> Option<String> {
    let phrase = object.phrase.as_ref()?;
    let is_other = phrase.starts_with("the other");
    let place = |preposition: &str| if is_other { format!(" {preposition} {phrase}") } else { String::new() };
    let is_list = object.kind == ObjectKind::List;
    let verb = asked.request.operation.verb;
    let item = || if is_list { format!("list item \"{}\"", object.indexes.len() + 1) } else { "item".to_owned() };
    Some(match (child, verb, &asked.request.address) {
        (ChildKind::Item, Verb::Create, _) if asked.sets_up => {
            let key = asked.request.params.iter().find(|(name, _)| name == "Key").map(|(_, key)| format!(" \"{key}\""));
            format!("a{} {}{}{}", if is_list { "" } else { "n" }, item(), key.unwrap_or_default(), place("in"))
        }
        (ChildKind::Item, Verb::Create, _) => {
            format!("I create a{} {}{}", if is_list { "" } else { "n" }, item(), place("in"))
        }
        (ChildKind::Item, Verb::List, _) => {
            format!("I list the {}items{}", if is_list { "list " } else { "" }, place("of"))
        }
        (ChildKind::Item, _, Address::Child { id, .. }) if is_list => {
            match object.indexes.iter().position(|index| index == id) {
                Some(at) => format!("I {} the list item \"{}\"{}", verb.name(), at + 1, place("of")),
                None if is_other => return None,
                None => format!("I {} the list item at index {}", verb.name(), quoted(id)?),
            }
        }
        (ChildKind::Item, _, Address::Child { id, .. }) => {
            format!("I {} the item {}{}", verb.name(), quoted(id)?, place("of"))
        }
        (ChildKind::Permission, Verb::List, _) => format!("I list the permissions of {phrase}"),
        (ChildKind::Permission, _, Address::Child { id, .. }) => {
            let i = if asked.sets_up { "" } else { "I update " };
            let i = if asked.sets_up || verb == Verb::Update { i.to_owned() } else { format!("I {} ", verb.name()) };
            format!("{i}the permission {} of {phrase}", identity(id)?)
        }
        (ChildKind::Message, _, _) => format!("I create a message{}", place("in")),
        _ => return None,
    })
}

/// A name within a step; none where a step cannot hold it.
fn quoted(text: &str) -> Option<String> {
    let is_plain = text.len() <= LONG && !text.contains(['"', '\\']) && !text.chars().any(char::is_control);
    is_plain.then(|| format!("\"{text}\""))
}

/// An identity within a step, which may also be one character repeated.
fn identity(text: &str) -> Option<String> {
    repeated(text).or_else(|| quoted(text))
}

/// From how many bytes on a text of one character is written as how often it stands there.
const LONG: usize = 300;

fn repeated(text: &str) -> Option<String> {
    let first = text.chars().next().filter(|_| text.len() > LONG)?;
    text.chars().all(|c| c == first).then(|| format!("{} × \"{first}\"", text.chars().count()))
}

/// A value within a table.
fn cell(name: &str, value: &str) -> String {
    let is_bare = !value.is_empty() && value.trim() == value && !value.starts_with('"') && !value.contains(" × ");
    let text = match repeated(value) {
        Some(text) => text,
        None if is_bare || name == "Data" || value.is_empty() => value.to_owned(),
        None => serde_json::Value::from(value).to_string(),
    };
    text.replace('\\', "\\\\").replace('|', "\\|").replace('\n', "\\n")
}

/// What was answered, as a step says it.
fn outcome(asked: &Asked) -> String {
    let verb = asked.request.operation.verb;
    if !asked.response.is_success() {
        return "it is refused".to_owned();
    }
    let is = match verb {
        Verb::Create => "created",
        Verb::List | Verb::Fetch => "returned",
        Verb::Update => "updated",
        Verb::Delete => "deleted",
    };
    format!("it is {is}")
}

/// A request on one line.
fn plain(request: &Request) -> String {
    let Request { operation, address, params, if_match, .. } = request;
    let mut line = format!("{} {}", operation.verb.method(), address.path());
    for (name, value) in params {
        let _ = write!(line, " {name}={value:?}");
    }
    line.extend(if_match.as_ref().map(|tag| format!(" If-Match: {tag:?}")));
    line
}

fn kind(address: &Address) -> Option<ObjectKind> {
    match address {
        Address::Objects { kind, .. }
        | Address::Object { kind, .. }
        | Address::Children { kind, .. }
        | Address::Child { kind, .. } => Some(*kind),
        Address::Services | Address::Service { .. } => None,
    }
}

const fn word(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Document => "Document",
        ObjectKind::List => "List",
        ObjectKind::Map => "Map",
        ObjectKind::Stream => "Stream",
    }
}
