//! The long form: one check after the other, each with what was seen, what it means and what to do.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use reqwest::Url;
use syncproof_api::{Address, Capability, ObjectKind, Profile};
use tokio::task::JoinSet;

use super::{
    Check, Diagnosis, Has, Lacks, State, Strange,
    clock::{self, Clock},
    pace::{self, Rates},
    strange, survey,
};
use crate::{
    client::{Outgoing, Trouble},
    creations::Creations,
    exchange::{Answer, Exchange},
    session::{Body, Call, Identity, call_target},
    target::Target,
};

/// How many GETs tell how fast the target is, and how long they may take together.
const LATENCY: (usize, Duration) = (10, Duration::from_secs(10));
/// How many GETs at the same time tell whether it minds.
const BURST: usize = 20;

/// Why the checks stop.
pub(super) enum Stop {
    /// No answer.
    Trouble(Trouble),
    /// The target cannot be used, as the last check says.
    Unusable,
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// An examination under way.
pub(super) struct Examiner<'a> {
    pub(super) target: &'a Target,
    pub(super) lacks: Lacks,
    /// What was created and not removed.
    pub(super) created: &'a Creations,
    pub(super) checks: Vec<Check>,
    pub(super) has: BTreeMap<Capability, Has>,
    clock: Clock,
    rates: Rates,
    /// URLs in answers that lead elsewhere, by where.
    elsewhere: BTreeMap<String, usize>,
    /// URLs in answers that lead back.
    back: usize,
}

/// Checks a target: whether it is there, whether it is the API, who we are to it, its clock, each kind of object, its pace. At most some
/// 70 requests; the first that comes to no answer ends it. `service` is one that exists, to be worked in. What is created goes to
/// `created`, which removes it.
pub async fn examine(target: &Target, profile: &Profile, service: Option<&str>, created: &Creations) -> Diagnosis {
    let mut examiner = Examiner {
        target,
        lacks: Lacks::new(BTreeSet::new(), profile),
        created,
        checks: Vec::new(),
        has: BTreeMap::new(),
        clock: Clock::default(),
        rates: Rates::default(),
        elsewhere: BTreeMap::new(),
        back: 0,
    };
    let end = examiner.all(service).await;
    if let Err(Stop::Trouble(trouble)) = &end {
        examiner.give_up(trouble);
    }
    Diagnosis {
        target: target.base.clone(),
        profile: profile.name().to_owned(),
        checks: examiner.checks,
        has: examiner.has,
        usable: end.is_ok(),
        left_behind: Vec::new(),
    }
}

impl Examiner<'_> {
    async fn all(&mut self, service: Option<&str>) -> Result<(), Stop> {
        self.api(service).await?;
        self.credentials(service).await?;
        self.created.look_around(self.target, service).await;
        let service = self.service(service).await?;
        for kind in ObjectKind::ALL {
            self.kind(&service, kind).await?;
        }
        self.settle_rest();
        let clock = self.clock.check();
        self.checks.push(clock);
        self.urls();
        self.latency(&service).await?;
        self.burst(&service).await?;
        Ok(())
    }

    /// Calls, and takes in what every answer tells.
    pub(super) async fn call(&mut self, call: Call) -> Result<Exchange, Trouble> {
        let sent = clock::now();
        let exchange = call_target(self.target, call).await?;
        self.clock.note(&exchange.answer, sent, clock::now());
        self.rates.note(&exchange.answer);
        self.note_urls(&exchange.answer);
        Ok(exchange)
    }

    /// Nothing answers any more, or never did.
    fn give_up(&mut self, trouble: &Trouble) {
        let check = if self.checks.is_empty() {
            Check::new("reach", State::Problem, trouble.to_string(), "is it running, and is --target right?")
        } else {
            let seen = format!("{trouble}; the checks end here");
            Check::new("answers", State::Problem, seen, "look at the target's log; --timeout gives a request more time")
        };
        self.checks.push(check);
    }

    /// Whether it is there, and whether it is the API.
    async fn api(&mut self, service: Option<&str>) -> Result<(), Stop> {
        let exchange = self.call(front_door(service)).await?;
        let (answer, ms) = (&exchange.answer, exchange.elapsed.as_millis());
        let by = if exchange.url.starts_with("https:") { " and TLS" } else { "" };
        let seen = format!("GET {} is answered in {ms} ms by {}{by}", path(&exchange, self.target), answer.version);
        self.checks.push(Check::ok("reach", seen));
        let fits = match service {
            Some(service) => answer.field("sid").and_then(|sid| sid.as_str()) == Some(service),
            None => answer.field("services").is_some_and(serde_json::Value::is_array),
        };
        if answer.status == 200 && fits {
            let what = if service.is_some() { "that Service" } else { "a page of Services" };
            self.checks.push(Check::ok("api", format!("it answers with {what}")));
            return Ok(());
        }
        let Strange { seen, advice } = match service {
            // An error body of the API's own: the API is there, the Service is not.
            Some(service) if answer.status == 404 && answer.code().is_some() => Strange {
                seen: format!("there is no Service {service} (status 404)"),
                advice: "check --service".to_owned(),
            },
            _ => strange(answer),
        };
        let name = if matches!(answer.status, 401 | 403) { "credentials" } else { "api" };
        self.checks.push(Check::new(name, State::Problem, seen, advice));
        Err(Stop::Unusable)
    }

    /// Whether it minds who we are. That ours are accepted has been seen.
    async fn credentials(&mut self, service: Option<&str>) -> Result<(), Stop> {
        let call = Call { identity: Identity::Impostor, ..front_door(service) };
        let status = self.call(call).await?.answer.status;
        self.checks.push(match status {
            401 | 403 => {
                Check::ok("credentials", format!("ours are accepted, and a wrong secret is not (status {status})"))
            }
            200..300 => Check::new(
                "credentials",
                State::Warning,
                format!("a wrong secret is accepted (status {status})"),
                "the scenarios about access will fail; let the target check who asks",
            ),
            _ => Check::new(
                "credentials",
                State::Warning,
                format!("a wrong secret is answered {status}"),
                "401 is what clients understand",
            ),
        });
        Ok(())
    }

    /// The Service to work in.
    async fn service(&mut self, service: Option<&str>) -> Result<String, Stop> {
        if let Some(service) = service {
            let seen = "none is created, for --service names the one to work in";
            self.has.insert(Capability::Services, Has::Unsettled(seen.to_owned()));
            self.checks.push(Check::new("services", State::Note, seen, ""));
            return Ok(service.to_owned());
        }
        let name = self.created.service_name();
        self.created.intend(&name);
        let form = vec![("FriendlyName".to_owned(), name.clone())];
        let exchange = self.call(Call { body: Body::Form(form), ..Call::to("POST", &Address::Services) }).await?;
        if let Some(service) = survey::sid_of_created(&exchange.answer) {
            let address = Address::Service { service: service.clone() };
            if let Some(why) = self.created.refuses(&address) {
                // The intent stays: there may be a Service of that name under another SID.
                let seen = format!("the answer to POST /Services {why}");
                let advice = "what does the target send as \"sid\"?";
                self.checks.push(Check::new("services", State::Problem, seen, advice));
                return Err(Stop::Unusable);
            }
            self.created.settle(&name, Some(&address));
            let fetched = self.call(Call::to("GET", &Address::Service { service: service.clone() })).await?;
            let faults: Vec<String> = objects_fault(&fetched, 200).into_iter().collect();
            self.settle(Capability::Services, "one is created and fetched", &faults);
            return Ok(service);
        }
        if (400..500).contains(&exchange.answer.status) {
            self.created.settle(&name, None);
        }
        let seen = fault("POST /Services", exchange.answer.status);
        let advice = "name a Service to work in with --service; --without services leaves out the scenarios that need one of their own";
        self.checks.push(Check::new("services", State::Problem, format!("no Service can be created: {seen}"), advice));
        Err(Stop::Unusable)
    }

    fn note_urls(&mut self, answer: &Answer) {
        let links = answer.field("links").and_then(|links| links.as_object()).into_iter().flat_map(|l| l.values());
        for url in answer.field("url").into_iter().chain(links).filter_map(|url| url.as_str()) {
            if url.strip_prefix(&self.target.base).is_some_and(|rest| rest.starts_with('/')) {
                self.back += 1;
                continue;
            }
            let place = match Url::parse(url) {
                Ok(url) => url.origin().ascii_serialization(),
                Err(_) => "what is no absolute URL".to_owned(),
            };
            if self.elsewhere.len() < MAX_PLACES || self.elsewhere.contains_key(&place) {
                *self.elsewhere.entry(place).or_default() += 1;
            }
        }
    }

    /// Where the URLs in answers lead.
    fn urls(&mut self) {
        self.checks.push(if self.elsewhere.is_empty() {
            Check::ok("urls", format!("the {} URLs in answers lead back to the target", self.back))
        } else {
            let places: Vec<String> =
                self.elsewhere.iter().map(|(place, count)| format!("{count} to {place}")).collect();
            let seen = format!("{} URLs in answers lead back to the target, {}", self.back, places.join(", "));
            Check::new(
                "urls",
                State::Note,
                seen,
                "if clients are to follow them, let them name the address that clients use",
            )
        });
    }

    async fn latency(&mut self, service: &str) -> Result<(), Trouble> {
        let address = Address::Service { service: service.to_owned() };
        let mut elapsed: Vec<Duration> = Vec::new();
        while elapsed.len() < LATENCY.0 && elapsed.iter().sum::<Duration>() < LATENCY.1 {
            let exchange = self.call(Call::to("GET", &address)).await?;
            elapsed.push(exchange.elapsed);
        }
        self.checks.push(pace::latency(elapsed));
        Ok(())
    }

    /// Some requests at the same time, sent once each: a 429 is what is looked for here, and not to be waited for.
    async fn burst(&mut self, service: &str) -> Result<(), Trouble> {
        let url = format!("{}{}", self.target.base, Address::Service { service: service.to_owned() }.path());
        let headers = vec![("accept".to_owned(), "application/json".to_owned()), self.target.credentials.header()];
        let out = Outgoing { method: "GET".to_owned(), url, headers, body: Vec::new() };
        let mut requests = JoinSet::new();
        for _ in 0..BURST {
            let (client, out) = (self.target.client.clone(), out.clone());
            requests.spawn(async move { client.send(out).await });
        }
        let mut burst = Vec::new();
        // A task that panicked has told nothing.
        while let Some(done) = requests.join_next().await {
            if let Ok(exchange) = done {
                burst.push(exchange?);
            }
        }
        for exchange in &burst {
            self.rates.note(&exchange.answer);
        }
        let check = self.rates.check(&burst);
        self.checks.push(check);
        Ok(())
    }
}

/// Most places that are named, so that a target cannot fill the report.
const MAX_PLACES: usize = 3;

/// The first thing to ask for.
fn front_door(service: Option<&str>) -> Call {
    match service {
        Some(service) => Call::to("GET", &Address::Service { service: service.to_owned() }),
        None => Call { query: "PageSize=1".to_owned(), ..Call::to("GET", &Address::Services) },
    }
}

/// The path of a request below the base URL.
fn path(exchange: &Exchange, target: &Target) -> String {
    exchange.url.strip_prefix(&target.base).unwrap_or(&exchange.url).to_owned()
}

/// That a request is not answered as it should be.
pub(super) fn fault(request: &str, status: u16) -> String {
    format!("{request} is answered {status}")
}

/// [`fault`], if the status is another than that.
pub(super) fn objects_fault(exchange: &Exchange, expected: u16) -> Option<String> {
    let path = exchange.url.split_once("/Services").map_or("", |(_, rest)| rest);
    let request = format!("{} /Services{path}", exchange.method);
    (exchange.answer.status != expected).then(|| fault(&request, exchange.answer.status))
}
