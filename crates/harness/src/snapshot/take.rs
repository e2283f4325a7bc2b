//! Taking the pictures: the walk made at a target.

use std::time::{Duration, Instant};

use syncproof_api::{Address, Capability, Profile, Resource, Verb};

use super::{
    Entry, Shot, Walk,
    canon::{Canon, is_success},
    template::{Bindings, Bound, Sized},
    walk::Sent,
};
use crate::{
    client::Trouble,
    creations::Creations,
    doctor::Lacks,
    exchange::{Answer, Exchange},
    redact::Secrets,
    session::{Body, Call, call_target},
    target::Target,
};

/// The pause before a listing is asked for again that may be late; it doubles from time to time.
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// How a walk is made.
#[derive(Debug)]
pub struct Options<'a> {
    /// What is right.
    pub profile: &'a Profile,
    /// What the target goes without.
    pub lacks: &'a Lacks,
    /// A Service that exists, to work in; else one is created.
    pub service: Option<&'a str>,
    /// What must not be shown.
    pub secrets: &'a Secrets,
}

/// What came of one exchange.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// An answer.
    Shot(Shot),
    /// It was not asked for this reason.
    NotAsked(String),
}

impl Taken {
    /// The picture, if there is one.
    pub fn shot(&self) -> Option<&Shot> {
        match self {
            Self::Shot(shot) => Some(shot),
            Self::NotAsked(_) => None,
        }
    }

    /// What came of the same exchange once more is compared: see [`Shot::seen_again`].
    #[must_use]
    pub fn seen_again(self, again: &Self) -> Self {
        match (self, again) {
            (Self::Shot(first), Self::Shot(again)) => Self::Shot(first.seen_again(again)),
            (first, _) => first,
        }
    }
}

/// Makes the walk, and gives what came of each exchange. What it creates is in `created`, which removes it. A listing that does not
/// fulfil `settled`, which is told which of the exchanges it is, is asked for again for as long as the target's listings may be late.
///
/// # Errors
///
/// The first request that came to no answer.
pub async fn take(
    walk: &Walk,
    target: &Target,
    options: &Options<'_>,
    created: &Creations,
    settled: impl Fn(usize, &Shot) -> bool,
) -> Result<Vec<Taken>, Trouble> {
    created.look_around(target, options.service).await;
    let mark = created.service_name();
    let mut walker = Walker {
        target,
        options,
        created,
        mark: &mark,
        bindings: Bindings::default(),
        canon: Canon::new(options.secrets, &mark),
        next_pages: Vec::new(),
    };
    if let Some(service) = options.service {
        walker.canon.learn(service, SERVICE);
        walker.bindings.bind(SERVICE, Bound { id: service.to_owned(), ..Bound::default() });
    }
    let mut taken = Vec::new();
    for (at, entry) in walk.entries.iter().enumerate() {
        taken.push(match walker.call(entry) {
            Ok(call) => match walker.exchange(entry, &call, |shot| settled(at, shot)).await {
                Ok(shot) => Taken::Shot(shot),
                // A service need not read what it is not going to take.
                Err(Trouble::BrokenOff { .. }) if call.once => Taken::NotAsked(CUT_OFF.to_owned()),
                Err(trouble) => return Err(trouble),
            },
            Err(reason) => Taken::NotAsked(reason),
        });
    }
    Ok(taken)
}

/// The largest body that a service may be expected to read to its end, in bytes: more than any that the documents allow.
const LARGEST: usize = 1 << 20;

/// What becomes of an exchange whose body the target does not read.
const CUT_OFF: &str = "the target closed the connection on a body that is larger than any";

/// The name of the Service that the walk works in.
const SERVICE: &str = "service";

struct Walker<'a> {
    target: &'a Target,
    options: &'a Options<'a>,
    created: &'a Creations,
    mark: &'a str,
    bindings: Bindings,
    canon: Canon<'a>,
    /// By the name of an exchange, where its next page is, below the base URL.
    next_pages: Vec<(&'a str, String)>,
}

impl<'a> Walker<'a> {
    /// The call of an entry, or why there is none.
    fn call(&self, entry: &Entry) -> Result<Call, String> {
        if let Some(operation) = entry.operation {
            let about = operation.resource;
            for capability in needs(entry, about) {
                if let Some(excuse) = self.options.lacks.excuse(capability) {
                    return Err(excuse);
                }
            }
            let shared = self.options.service.is_some();
            if shared && about == Resource::Service {
                return Err("--service names the Service to work in".to_owned());
            }
            if shared && operation.verb == Verb::List && is_object(about) {
                return Err("the Service that --service names may hold other things, too".to_owned());
            }
        }
        let path = match &entry.follow {
            Some(other) => {
                let next = self.next_pages.iter().find(|(name, _)| name == other);
                next.map(|(_, path)| path.clone()).ok_or_else(|| format!("{other} was answered without a next page"))?
            }
            None => self.fill(&entry.path, syncproof_api::form::encode_segment)?,
        };
        let plain = |text: &str| self.fill(text, ToOwned::to_owned);
        let body = match &entry.body {
            Sent::Nothing => Body::None,
            Sent::Form(pairs) => {
                let pair = |(name, value): (&String, &String)| {
                    Ok::<_, String>((name.clone(), self.own_name(name, plain(value)?)))
                };
                Body::Form(pairs.iter().map(pair).collect::<Result<_, _>>()?)
            }
            Sent::Raw(text) => {
                Body::Raw(plain(text)?.into_bytes(), Some("application/x-www-form-urlencoded".to_owned()))
            }
        };
        let if_match = entry.if_match.as_deref().map(plain).transpose()?;
        let once = matches!(&body, Body::Raw(bytes, _) if bytes.len() > LARGEST);
        let (method, identity) = (entry.method.clone(), entry.identity);
        Ok(Call { method, path, body, if_match, identity, once, ..Call::default() })
    }

    fn fill(&self, text: &str, written: impl Fn(&str) -> String) -> Result<String, String> {
        let sized = Sized { profile: self.options.profile, mark: self.mark };
        self.bindings
            .fill(text, &sized, written)
            .map_err(|name| format!("there is no {{{name}}}: what makes it was not answered with one"))
    }

    /// Unique names are our own where others may have taken them.
    fn own_name(&self, parameter: &str, value: String) -> String {
        if parameter == "UniqueName" && self.options.service.is_some() {
            format!("{} {value}", self.mark)
        } else {
            value
        }
    }

    async fn exchange(
        &mut self,
        entry: &'a Entry,
        call: &Call,
        settled: impl Fn(&Shot) -> bool,
    ) -> Result<Shot, Trouble> {
        let creates_a_service = call.method == "POST" && call.path == Address::Services.path();
        let name = creates_a_service.then(|| friendly_name(call));
        if let Some(name) = &name {
            self.created.intend(name);
        }
        let may_be_late = entry.operation.is_some_and(|operation| operation.verb == Verb::List);
        let (exchange, shot) = match self.target.settle().filter(|_| may_be_late) {
            Some(allowed) => self.listing(entry, call, allowed, settled).await?,
            None => self.once(entry, call).await?,
        };
        if self.keep_account(call, name.as_deref(), &exchange) {
            self.keep(entry, &exchange.answer);
        }
        Ok(shot)
    }

    async fn once(&mut self, entry: &Entry, call: &Call) -> Result<(Exchange, Shot), Trouble> {
        let exchange = call_target(self.target, call.clone()).await?;
        let shot = self.canon.shot(entry, &exchange.answer);
        Ok((exchange, shot))
    }

    /// A listing, asked for until it is as it should be or the time for that is over.
    async fn listing(
        &mut self,
        entry: &Entry,
        call: &Call,
        allowed: Duration,
        settled: impl Fn(&Shot) -> bool,
    ) -> Result<(Exchange, Shot), Trouble> {
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            let (exchange, shot) = self.once(entry, call).await?;
            if settled(&shot) {
                if pause > FIRST_PAUSE {
                    self.target.note_late_listing(begun.elapsed());
                }
                return Ok((exchange, shot));
            }
            if begun.elapsed() >= allowed {
                self.target.note_wrong_listing();
                return Ok((exchange, shot));
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
    }

    /// Notes what has come into being, and what is gone. Gives whether the answer can be about what was asked for: what was there before
    /// is nobody's to write to.
    fn keep_account(&self, call: &Call, name: Option<&str>, exchange: &Exchange) -> bool {
        let answer = &exchange.answer;
        let success = is_success(answer);
        let path = call.path.split('?').next().unwrap_or_default();
        let Ok(address) = Address::parse(path) else { return true };
        let sid = || answer.sid().map(str::to_owned).filter(|_| success);
        let is_ours = |address: &Address| self.created.refuses(address).is_none();
        match (call.method.as_str(), address) {
            ("POST", Address::Services) => {
                let ours = sid().map(|service| Address::Service { service }).filter(is_ours);
                // Where it is not clear what became of it, the intent stays.
                if let Some(name) = name.filter(|_| ours.is_some() || (400..500).contains(&answer.status)) {
                    self.created.settle(name, ours.as_ref());
                }
                ours.is_some()
            }
            ("POST", Address::Objects { service, kind }) => {
                let ours = sid().map(|object| Address::Object { service, kind, object }).filter(is_ours);
                if let Some(address) = &ours {
                    self.created.add(address);
                }
                ours.is_some()
            }
            ("DELETE", address @ (Address::Service { .. } | Address::Object { .. })) if success => {
                self.created.forget(&address);
                true
            }
            _ => true,
        }
    }

    /// Keeps what later exchanges need.
    fn keep(&mut self, entry: &'a Entry, answer: &Answer) {
        if !is_success(answer) {
            return;
        }
        if let Some(next) = answer.field("meta").and_then(|meta| meta.get("next_page_url")?.as_str())
            && let Some((_, rest)) = next.split_once("/Services")
        {
            // Of the URL only what is below the base is taken: credentials go nowhere else than to the target.
            let path = format!("/Services{rest}");
            if self.target.url(&path).is_ok() {
                self.next_pages.push((&entry.name, path));
            }
        }
        let Some(name) = &entry.bind else { return };
        let text = |field: &str| answer.field(field).and_then(|value| value.as_str().map(str::to_owned));
        let index = || answer.field("index").filter(|index| index.is_number()).map(ToString::to_string);
        let id = answer.sid().map(str::to_owned).or_else(|| text("key")).or_else(index);
        // What a URL would take for "here" or "one up" names nothing.
        if let Some(id) = id.filter(|id| !matches!(id.as_str(), "" | "." | "..")) {
            self.bindings.bind(name, Bound { id, revision: text("revision"), name: text("unique_name") });
        }
    }
}

/// The parts of the API that an entry is about.
fn needs(entry: &Entry, resource: Resource) -> Vec<Capability> {
    use Resource as R;
    let kind = match resource {
        R::Service => Capability::Services,
        R::Document | R::DocumentPermission => Capability::Documents,
        R::List | R::ListItem | R::ListPermission => Capability::Lists,
        R::Map | R::MapItem | R::MapPermission => Capability::Maps,
        R::Stream | R::StreamMessage => Capability::Streams,
    };
    let permission = matches!(resource, R::DocumentPermission | R::ListPermission | R::MapPermission);
    let ttl = match &entry.body {
        Sent::Form(pairs) => pairs.keys().any(|name| name.ends_with("Ttl")),
        Sent::Nothing | Sent::Raw(_) => false,
    };
    let also = [
        permission.then_some(Capability::Permissions),
        // A creation makes what later exchanges need; an expiry less is a difference like others.
        (ttl && entry.bind.is_none()).then_some(Capability::Ttl),
        entry.if_match.as_ref().map(|_| Capability::IfMatch),
    ];
    std::iter::once(kind).chain(also.into_iter().flatten()).collect()
}

fn is_object(resource: Resource) -> bool {
    matches!(resource, Resource::Document | Resource::List | Resource::Map | Resource::Stream)
}

/// What a Service is called that the call creates.
fn friendly_name(call: &Call) -> String {
    let pairs: &[(String, String)] = if let Body::Form(pairs) = &call.body { pairs } else { &[] };
    pairs.iter().find(|(name, _)| name == "FriendlyName").map(|(_, value)| value.clone()).unwrap_or_default()
}
