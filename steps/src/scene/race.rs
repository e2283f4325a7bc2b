//! Requests at the same time: who wins, and whether anything is lost.

use std::{cell::Cell, collections::BTreeSet, time::Instant};

use futures::future::{join, join_all};
use serde_json::{Value, json};
use syncproof_api::{Address, ChildKind, Condition, ObjectKind, form, json as same};
use syncproof_harness::{
    client::Trouble,
    exchange::Exchange,
    session::{Body, Call, call_target},
    target::Target,
    verdict::{Deviation, Failure},
};

use super::{
    Last, Scene, Table,
    answer::status_and_code,
    pages::identity,
    things::{Sent, Thing},
};
use crate::params::{Collection, Label, New, ObjectRef, Outcome, Parent, Way};

/// As many connections as no target should mind.
const MOST_CLIENTS: usize = 32;

/// How often a client fetches and writes again after a 412 before the target is called unfair: many times what contention explains.
const MOST_ATTEMPTS: usize = 200;

/// How often a reader reads while another client writes.
const MOST_READS: usize = 200;

/// Where a table of parameters has the number of the client, from 1.
const CLIENT: &str = "{client}";

/// What came of the last race.
#[derive(Debug, Default)]
pub(super) struct Race {
    /// What was raced for.
    label: Option<Label>,
    /// The last exchange of each client, in the order of the clients.
    exchanges: Vec<Exchange>,
    /// What each reader saw, in its order.
    seen: Vec<Vec<Value>>,
    /// What was written while they read, in order; the value from before is the first.
    written: Vec<Value>,
}

impl Race {
    fn successes(&self) -> impl Iterator<Item = &Exchange> {
        self.exchanges.iter().filter(|exchange| (200..300).contains(&exchange.answer.status))
    }

    fn refusals(&self) -> impl Iterator<Item = &Exchange> {
        self.exchanges.iter().filter(|exchange| !(200..300).contains(&exchange.answer.status))
    }
}

impl Scene {
    // --- what clients do at the same time ------------------------------------------------------------------------------------------

    /// `8 clients race to create …`
    pub(crate) async fn race_to_create(
        &mut self,
        clients: usize,
        new: &New,
        table: Option<&Table>,
    ) -> Result<(), Failure> {
        let calls = numbered(clients)?
            .map(|client| {
                let new = match new {
                    New::ListItem(_, parent) => New::ListItem(client.to_string(), *parent),
                    other => other.clone(),
                };
                self.creation(&new, Way::PLAIN, for_client(table, client).as_ref())
            })
            .collect::<Result<_, _>>()?;
        self.start(calls).await
    }

    /// `8 clients race to update …`, `8 clients race to delete …`
    pub(crate) async fn race_to_write(
        &mut self,
        clients: usize,
        method: &str,
        object: &ObjectRef,
        table: Option<&Table>,
    ) -> Result<(), Failure> {
        let calls = numbered(clients)?
            .map(|client| self.writing(method, object, Way::PLAIN, for_client(table, client).as_ref()))
            .collect::<Result<_, _>>()?;
        self.start(calls).await
    }

    /// Sends all calls at once and takes in what succeeded.
    async fn start(&mut self, calls: Vec<(Call, Option<Label>)>) -> Result<(), Failure> {
        let label = calls.first().and_then(|(_, label)| label.clone());
        let before = label.as_ref().and_then(|label| self.things.get(label).cloned());
        let sent = Instant::now();
        let target = self.session.target();
        let answers = join_all(calls.iter().map(|(call, _)| call_target(target, call.clone()))).await;
        self.last = Some(Last { label: label.clone(), before, sent, received: Instant::now() });
        let mut race = Race { label, ..Race::default() };
        // Each answer is taken in, whatever came of another: it may have created something.
        let mut outcome = Ok(());
        for ((call, label), answer) in calls.into_iter().zip(answers) {
            match answer {
                Ok(exchange) => {
                    race.exchanges.push(exchange.clone());
                    let noted = self.session.note(exchange).map_err(Failure::Trouble);
                    let taken_in = match label {
                        Some(label) if noted.is_ok() => self.digest(&Sent::new(&call), label),
                        _ => noted,
                    };
                    outcome = outcome.and(taken_in);
                }
                Err(trouble) => outcome = Err(Failure::Trouble(trouble)),
            }
        }
        self.race = Some(race);
        outcome
    }

    /// `8 clients each set …`: create, and on "taken" update.
    pub(crate) async fn set_by_all(
        &mut self,
        clients: usize,
        object: &ObjectRef,
        table: Option<&Table>,
    ) -> Result<(), Failure> {
        let pairs = numbered(clients)?
            .map(|client| self.setting(object, for_client(table, client).as_ref()))
            .collect::<Result<Vec<_>, _>>()?;
        let label = self.label(object)?;
        let target = self.session.target();
        let turns = join_all(pairs.into_iter().map(async |(create, update)| {
            let created = call_target(target, create).await?;
            if created.answer.status != 409 {
                return Ok(vec![created]);
            }
            Ok(vec![created, call_target(target, update).await?])
        }))
        .await;
        self.gather(label.as_ref(), turns)
    }

    /// The call that creates an object, and the one that updates it if it is there.
    fn setting(&self, object: &ObjectRef, table: Option<&Table>) -> Result<(Call, Call), Failure> {
        let mut request = self.read_table(table, None)?;
        let update = |address: &Address, data: &str| Call {
            body: Body::Form(vec![("Data".to_owned(), data.to_owned())]),
            ..Call::to("POST", address)
        };
        let field = |request: &super::tables::Parameters, wanted: &str| {
            request.pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let data = field(&request, "Data");
        let (collection, instance) = match self.label(object)? {
            Some(Label::Child { kind: ObjectKind::Map, other: false, child: ChildKind::Item, id }) => {
                request.pairs.insert(0, ("Key".to_owned(), id));
                let items = Collection::Children(ObjectKind::Map, ChildKind::Item, Parent::Own);
                (self.collection(items, Way::PLAIN)?, self.locate(object, Way::PLAIN)?.0)
            }
            Some(Label::Object { kind: ObjectKind::Document, other: false }) => {
                let documents = self.collection(Collection::Objects(ObjectKind::Document, Parent::Own), Way::PLAIN)?;
                let (service, kind) = (self.home.service.clone(), ObjectKind::Document);
                (documents, Address::Object { service, kind, object: field(&request, "UniqueName") })
            }
            _ => return Err(Failure::Mistake("only the Document and items of the Map are set".to_owned())),
        };
        Ok((Call { body: request.body(), ..Call::to("POST", &collection) }, update(&instance, &data)))
    }

    /// `5 clients each add 3 times to "n" of …`: fetch, add one, write under If-Match, and once more after each 412.
    pub(crate) async fn add_by_all(
        &mut self,
        clients: usize,
        times: usize,
        field: &str,
        object: &ObjectRef,
    ) -> Result<(), Failure> {
        let (address, label) = self.locate(object, Way::PLAIN)?;
        let target = self.session.target();
        let turns = join_all(numbered(clients)?.map(|_| add(target, &address, field, times))).await;
        self.gather(label.as_ref(), turns)
    }

    /// `one client writes … 20 times while 4 others read it`: the Data are {"n": 1} to {"n": 20}.
    pub(crate) async fn write_and_read(
        &mut self,
        object: &ObjectRef,
        times: usize,
        readers: usize,
    ) -> Result<(), Failure> {
        let (address, label) = self.locate(object, Way::PLAIN)?;
        let before = label.as_ref().and_then(|label| self.things.get(label)?.body.get("data").cloned());
        let target = self.session.target();
        let over = Cell::new(false);
        let writing = async {
            let mut exchanges = Vec::new();
            for n in 1..=times {
                let body = Body::Form(vec![("Data".to_owned(), json!({ "n": n }).to_string())]);
                match call_target(target, Call { body, ..Call::to("POST", &address) }).await {
                    Ok(exchange) => exchanges.push(exchange),
                    Err(trouble) => {
                        over.set(true);
                        return Err(trouble);
                    }
                }
            }
            over.set(true);
            Ok(exchanges)
        };
        let reading = join_all((0..readers).map(async |_| {
            let mut exchanges = Vec::new();
            // At least one read comes after the last write.
            loop {
                let was_over = over.get() || exchanges.len() + 1 >= MOST_READS;
                exchanges.push(call_target(target, Call::to("GET", &address)).await?);
                if was_over {
                    return Ok(exchanges);
                }
            }
        }));
        let (written, read) = join(writing, reading).await;
        let mut race = Race { label, ..Race::default() };
        race.written.extend(before);
        race.written.extend((1..=times).map(|n| json!({ "n": n })));
        for exchanges in read {
            let exchanges: Vec<Exchange> = exchanges.map_err(Failure::Trouble)?;
            let data = |exchange: &Exchange| exchange.answer.field("data").cloned().unwrap_or(Value::Null);
            race.seen.push(exchanges.iter().map(data).collect());
            for exchange in exchanges {
                self.session.note(exchange).map_err(Failure::Trouble)?;
            }
        }
        for exchange in written.map_err(Failure::Trouble)? {
            race.exchanges.push(exchange.clone());
            self.session.note(exchange).map_err(Failure::Trouble)?;
        }
        self.race = Some(race);
        Ok(())
    }

    /// Notes the exchanges of each client; the last of each is what came of its part.
    fn gather(&mut self, label: Option<&Label>, turns: Vec<Result<Vec<Exchange>, Trouble>>) -> Result<(), Failure> {
        let mut race = Race { label: label.cloned(), ..Race::default() };
        // Each answer is taken in, whatever came of another: it may have created something.
        let mut outcome = Ok(());
        for turn in turns {
            let exchanges = match turn {
                Ok(exchanges) => exchanges,
                Err(trouble) => {
                    outcome = Err(Failure::Trouble(trouble));
                    continue;
                }
            };
            race.exchanges.extend(exchanges.last().cloned());
            for exchange in exchanges {
                outcome = outcome.and(self.session.note(exchange.clone()).map_err(Failure::Trouble));
                if let (201, Some(label)) = (exchange.answer.status, label) {
                    outcome = outcome.and(self.note_creation(label, &exchange));
                }
                if let Some(label) = label {
                    self.note_asked(label);
                }
            }
        }
        self.race = Some(race);
        outcome
    }

    /// Takes in what one of the clients created.
    fn note_creation(&mut self, label: &Label, exchange: &Exchange) -> Result<(), Failure> {
        let body = exchange.answer.json.clone().unwrap_or(Value::Null);
        let Some(sid) = exchange.answer.sid() else { return Ok(()) };
        if let Label::Object { kind, .. } = label {
            let address = Address::Object { service: self.home.service.clone(), kind: *kind, object: sid.to_owned() };
            self.note_created(&address)?;
            self.things.insert(label.clone(), Thing::seen(address, body));
        }
        Ok(())
    }

    // --- what must have come of it -------------------------------------------------------------------------------------------------

    fn raced(&self) -> Result<&Race, Failure> {
        self.race.as_ref().ok_or_else(|| Failure::Mistake("nobody has raced yet".to_owned()))
    }

    /// `exactly one of them is updated`
    pub(crate) fn one_succeeded(&self, outcome: Outcome) -> Result<(), Failure> {
        let race = self.raced()?;
        let count = race.successes().count();
        let rightly = race.exchanges.iter().filter(|exchange| exchange.answer.status == outcome.status()).count();
        if count == 1 && rightly == 1 {
            return Ok(());
        }
        let expected = format!("one answer of status {} among {}", outcome.status(), race.exchanges.len());
        self.race_deviates(expected, statuses(race))
    }

    /// `all of them are created`
    pub(crate) fn all_succeeded(&self, outcomes: &[Outcome]) -> Result<(), Failure> {
        let race = self.raced()?;
        let right = |exchange: &Exchange| outcomes.iter().any(|outcome| outcome.status() == exchange.answer.status);
        if !race.exchanges.is_empty() && race.exchanges.iter().all(right) {
            return Ok(());
        }
        let wanted: Vec<String> = outcomes.iter().map(|outcome| outcome.status().to_string()).collect();
        let expected = format!("{} answers of status {}", race.exchanges.len(), wanted.join(" or "));
        self.race_deviates(expected, statuses(race))
    }

    /// `the others are refused as …`
    pub(crate) fn others_refused(&self, conditions: &[Condition]) -> Result<(), Failure> {
        self.raced()?.refusals().try_for_each(|exchange| self.is_refusal(exchange, conditions))
    }

    /// `their "revision"s are all different`
    pub(crate) fn all_different(&self, field: &str) -> Result<(), Failure> {
        let race = self.raced()?;
        let shown = |exchange: &Exchange| exchange.answer.field(field).map_or("none".to_owned(), ToString::to_string);
        let values: Vec<String> = race.successes().map(shown).collect();
        let different: BTreeSet<&String> = values.iter().collect();
        if different.len() == values.len() && !values.iter().any(|value| value == "none") {
            return Ok(());
        }
        self.race_deviates(format!("a \"{field}\" that no other has"), values.join(", "))
    }

    /// `{object} is as the winner left it`
    pub(crate) async fn is_as_the_winner_left_it(&mut self, object: &ObjectRef) -> Result<(), Failure> {
        let winner = self.raced()?.successes().next().and_then(|exchange| exchange.answer.json.clone());
        let Some(winner) = winner else {
            return self.race_deviates("an answer of success that shows the object", statuses(self.raced()?));
        };
        let (address, _) = self.locate(object, Way::PLAIN)?;
        let stored = self.look(object).await?;
        Self::check_same(&Thing::seen(address, winner), &stored, "what is stored after the race")
    }

    /// `{object} holds what one of them wrote`
    pub(crate) async fn holds_what_one_wrote(&mut self, object: &ObjectRef) -> Result<(), Failure> {
        let written: Vec<Value> = self.raced()?.exchanges.iter().filter_map(data_sent).collect();
        let stored = self.look(object).await?;
        let data = stored.get("data").cloned().unwrap_or(Value::Null);
        if written.iter().any(|sent| same::equal(sent, &data)) {
            return Ok(());
        }
        let wanted: Vec<String> = written.iter().map(ToString::to_string).collect();
        self.deviates(format!("one of {}", wanted.join(", ")), data.to_string())
    }

    /// `each of them finds what it wrote, once`: in the listing of the Map or List.
    pub(crate) async fn each_finds_what_it_wrote(&mut self) -> Result<(), Failure> {
        let race = self.raced()?;
        let Some(Label::Child { kind, .. }) = race.label else {
            return Err(Failure::Mistake("no items were raced for".to_owned()));
        };
        let table = vec![vec!["PageSize".to_owned(), "100".to_owned()]];
        self.walk(Collection::Children(kind, ChildKind::Item, Parent::Own), Way::PLAIN, Some(&table)).await?;
        self.settled(Self::check_that_each_finds_its_own).await
    }

    fn check_that_each_finds_its_own(&self) -> Result<(), Failure> {
        let (race, entries) = (self.raced()?, self.walked()?);
        for exchange in race.successes() {
            let name = exchange.answer.json.as_ref().map(identity).unwrap_or_default();
            let found: Vec<&Value> = entries.iter().filter(|entry| identity(entry) == name).collect();
            let sent = data_sent(exchange).unwrap_or(Value::Null);
            let [entry] = found.as_slice() else {
                return self.deviates(format!("the item {name}, listed once"), format!("listed {} times", found.len()));
            };
            let data = entry.get("data").unwrap_or(&Value::Null);
            if !same::equal(data, &sent) {
                return self.deviates(format!("the item {name} with the data {sent}"), data.to_string());
            }
        }
        Ok(())
    }

    /// `no reader saw what was not written`
    pub(crate) fn saw_only_what_was_written(&self) -> Result<(), Failure> {
        let race = self.raced()?;
        let strange = |data: &&Value| !race.written.iter().any(|written| same::equal(written, data));
        match race.seen.iter().flatten().find(strange) {
            None => Ok(()),
            Some(data) => self.race_deviates("only data that a client wrote", data.to_string()),
        }
    }

    /// `no reader saw an older value after a newer one`
    pub(crate) fn never_went_back(&self) -> Result<(), Failure> {
        let race = self.raced()?;
        let place = |data: &Value| race.written.iter().position(|written| same::equal(written, data));
        for seen in &race.seen {
            if let Some(pair) = seen.windows(2).find(|pair| place(&pair[1]) < place(&pair[0])) {
                return self.race_deviates(format!("nothing older than {}", pair[0]), pair[1].to_string());
            }
        }
        Ok(())
    }

    fn race_deviates<T>(&self, expected: impl Into<String>, actual: impl Into<String>) -> Result<T, Failure> {
        let clients = self.race.as_ref().map_or(0, |race| race.exchanges.len().max(race.seen.len()));
        Err(Failure::Deviation(Deviation {
            subject: format!("the answers to {clients} clients at the same time"),
            expected: expected.into(),
            actual: actual.into(),
            diff: None,
        }))
    }
}

/// One client's part: fetch, add one to a field of the data, write it if nobody else has; `times` times.
async fn add(target: &Target, address: &Address, field: &str, times: usize) -> Result<Vec<Exchange>, Trouble> {
    let mut exchanges = Vec::new();
    let mut done = 0;
    for _ in 0..MOST_ATTEMPTS {
        if done == times {
            break;
        }
        let fetched = call_target(target, Call::to("GET", address)).await?;
        let mut data = fetched.answer.field("data").cloned().unwrap_or(Value::Null);
        let revision = fetched.answer.field("revision").and_then(Value::as_str).map(str::to_owned);
        exchanges.push(fetched);
        if let Some(value) = data.get_mut(field) {
            *value = json!(whole(value).unwrap_or_default().saturating_add(1));
        }
        let body = Body::Form(vec![("Data".to_owned(), data.to_string())]);
        let write = Call { body, if_match: revision, ..Call::to("POST", address) };
        let written = call_target(target, write).await?;
        let status = written.answer.status;
        exchanges.push(written);
        match status {
            200 => done += 1,
            412 => {}
            _ => break,
        }
    }
    Ok(exchanges)
}

/// The numbers of the clients.
fn numbered(clients: usize) -> Result<std::ops::RangeInclusive<usize>, Failure> {
    if (2..=MOST_CLIENTS).contains(&clients) {
        return Ok(1..=clients);
    }
    Err(Failure::Mistake(format!("{clients} clients do not race; 2 to {MOST_CLIENTS} do")))
}

/// The table of one client.
fn for_client(table: Option<&Table>, client: usize) -> Option<Table> {
    let mut table = table?.clone();
    for cell in table.iter_mut().flatten() {
        *cell = cell.replace(CLIENT, &client.to_string());
    }
    Some(table)
}

/// The Data that a request carried in its form.
fn data_sent(exchange: &Exchange) -> Option<Value> {
    let pairs = form::decode(&exchange.request_body).ok()?;
    let (_, data) = pairs.iter().rev().find(|(name, _)| name == "Data")?;
    same::parse(data).ok()
}

fn statuses(race: &Race) -> String {
    race.exchanges.iter().map(|exchange| status_and_code(&exchange.answer)).collect::<Vec<_>>().join("; ")
}

/// The whole number that a value is, however it is spelt: `15`, `15.0` and `1.5e1` are the same number.
fn whole(value: &Value) -> Option<i64> {
    let text = value.as_number()?.to_string();
    let from_double = || {
        let double: f64 = text.parse().ok()?;
        if double.fract() == 0.0 { format!("{double:.0}").parse().ok() } else { None }
    };
    text.parse().ok().or_else(from_double)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_known_in_any_spelling() {
        for text in ["15", "15.0", "1.5e1", "150E-1"] {
            assert_eq!(whole(&same::parse(text).unwrap()), Some(15), "{text}");
        }
        for text in ["1.5", "\"15\"", "null", "1e400"] {
            assert_eq!(whole(&same::parse(text).unwrap()), None, "{text}");
        }
    }
}
