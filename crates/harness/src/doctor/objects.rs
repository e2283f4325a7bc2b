//! Each kind of object: created, fetched, deleted, with an item or a message in it, under a revision and with a time-to-live.

use syncproof_api::{Address, Capability, ChildKind, ObjectKind};

use super::{
    Check, Has, Missing, State,
    examine::{Examiner, objects_fault as fault},
    survey,
};
use crate::{
    client::Trouble,
    exchange::Exchange,
    session::{Body, Call},
};

impl Examiner<'_> {
    /// One object of a kind, from its creation to its deletion.
    pub(super) async fn kind(&mut self, service: &str, kind: ObjectKind) -> Result<(), Trouble> {
        let capability = Capability::from(kind);
        let creation = self.call(survey::creation(service, kind)).await?;
        let request = format!("POST {}", Address::Objects { service: service.to_owned(), kind }.path());
        if let Some(missing) = survey::missing_by(&request, creation.answer.status) {
            self.lacking(capability, missing);
            return Ok(());
        }
        let Some(object) = survey::sid_of_created(&creation.answer) else {
            let why = fault(&creation, 201).unwrap_or_else(|| format!("{request} is answered without a sid"));
            self.settle(capability, "", &[why]);
            return Ok(());
        };
        let address = Address::Object { service: service.to_owned(), kind, object };
        if let Some(why) = self.created.refuses(&address) {
            self.settle(capability, "", &[format!("the answer to {request} {why}")]);
            return Ok(());
        }
        self.created.add(&address);
        let at = self.checks.len();
        let mut faults = Vec::new();
        let child = match kind {
            ObjectKind::List | ObjectKind::Map => Some(ChildKind::Item),
            ObjectKind::Stream => Some(ChildKind::Message),
            ObjectKind::Document => None,
        };
        match child {
            Some(child) => self.child(&address, child, &mut faults).await?,
            None => self.if_match(&address, creation).await?,
        }
        let fetched = self.call(Call::to("GET", &address)).await?;
        // Of an object that is not there, nothing else can be asked.
        if fetched.answer.status == 200 {
            self.ttl(&address).await?;
            self.permissions(&address).await?;
        }
        faults.extend(fault(&fetched, 200));
        let deleted = self.call(Call::to("DELETE", &address)).await?;
        if matches!(deleted.answer.status, 204 | 404) {
            self.created.forget(&address);
        }
        faults.extend(fault(&deleted, 204));
        let seen = match child {
            Some(ChildKind::Item) => "one is created, with an item, fetched and deleted",
            Some(_) => "one is created, with a message, fetched and deleted",
            None => "one is created, fetched and deleted",
        };
        self.settle(capability, seen, &faults);
        // Before what was asked of the object on the way.
        self.checks[at..].rotate_right(1);
        Ok(())
    }

    /// An item or a message of an object.
    async fn child(&mut self, object: &Address, child: ChildKind, faults: &mut Vec<String>) -> Result<(), Trouble> {
        let Address::Object { service, kind, object } = object.clone() else { return Ok(()) };
        let children = Address::Children { service: service.clone(), kind, object: object.clone(), child };
        let mut pairs = vec![("Data", "{\"n\": 1}")];
        if kind == ObjectKind::Map {
            pairs.push(("Key", "doctor"));
        }
        let creation = self.call(post(&children, &pairs)).await?;
        if let Some(why) = fault(&creation, 201) {
            faults.push(why);
            return Ok(());
        }
        if child == ChildKind::Message {
            return Ok(());
        }
        let index = creation.answer.field("index").map(ToString::to_string);
        let id = if kind == ObjectKind::Map { Some("doctor".to_owned()) } else { index };
        let Some(id) = id.filter(|id| id.chars().all(|c| c.is_ascii_alphanumeric())) else {
            faults.push(format!("POST {} is answered without an index", children.path()));
            return Ok(());
        };
        let item = Address::Child { service, kind, object, child, id };
        faults.extend(fault(&self.call(Call::to("GET", &item)).await?, 200));
        self.if_match(&item, creation).await?;
        faults.extend(fault(&self.call(Call::to("DELETE", &item)).await?, 204));
        Ok(())
    }

    /// Whether a write under a revision of the past is refused; asked once, of the first thing that has revisions.
    async fn if_match(&mut self, address: &Address, creation: Exchange) -> Result<(), Trouble> {
        if self.has.contains_key(&Capability::IfMatch) {
            return Ok(());
        }
        let Some(past) = creation.answer.field("revision").and_then(|r| r.as_str()).map(str::to_owned) else {
            return Ok(());
        };
        let update = self.call(post(address, &[("Data", "{\"n\": 2}")])).await?;
        if let Some(why) = fault(&update, 200) {
            self.has.insert(Capability::IfMatch, Has::Unsettled(why));
            return Ok(());
        }
        let stale = Call { if_match: Some(past), ..post(address, &[("Data", "{\"n\": 3}")]) };
        let exchange = self.call(stale).await?;
        let has = match exchange.answer.status {
            412 => Has::Yes,
            status @ 200..300 => Has::No(format!(
                "POST {} under an If-Match that names a past revision is answered {status}",
                address.path()
            )),
            status => Has::Unsettled(format!("POST {} under a past revision is answered {status}", address.path())),
        };
        self.has.insert(Capability::IfMatch, has);
        Ok(())
    }

    /// Whether a time-to-live gives a date of expiry; asked once, of the first kind there is.
    async fn ttl(&mut self, address: &Address) -> Result<(), Trouble> {
        if self.has.contains_key(&Capability::Ttl) {
            return Ok(());
        }
        let exchange = self.call(post(address, &[("Ttl", "3600")])).await?;
        let has = match fault(&exchange, 200) {
            Some(why) => Has::Unsettled(why),
            None if exchange.answer.field("date_expires").is_some_and(serde_json::Value::is_string) => Has::Yes,
            None => Has::No(format!("POST {} with a Ttl is answered without a date_expires", address.path())),
        };
        self.has.insert(Capability::Ttl, has);
        Ok(())
    }

    /// Whether an object has Permissions; asked once, of the first kind that may.
    async fn permissions(&mut self, object: &Address) -> Result<(), Trouble> {
        let Some(address) = survey::permissions(object) else { return Ok(()) };
        if self.has.contains_key(&Capability::Permissions) {
            return Ok(());
        }
        let page = self.call(Call::to("GET", &address)).await?;
        let request = format!("GET {}", address.path());
        if let Some(missing) = survey::missing_by(&request, page.answer.status) {
            self.lacking(Capability::Permissions, missing);
            return Ok(());
        }
        let mut faults: Vec<String> = fault(&page, 200).into_iter().collect();
        if let Address::Children { service, kind, object, child } = address {
            let one = Address::Child { service, kind, object, child, id: "syncproof-doctor".to_owned() };
            let grant = post(&one, &[("Read", "true"), ("Write", "false"), ("Manage", "false")]);
            faults.extend(fault(&self.call(grant).await?, 200));
            faults.extend(fault(&self.call(Call::to("GET", &one)).await?, 200));
        }
        self.settle(Capability::Permissions, "they are listed, granted and fetched", &faults);
        Ok(())
    }

    /// What was asked on the way is told: revisions and times-to-live; and what could not be asked, because nothing was there to ask it of.
    pub(super) fn settle_rest(&mut self) {
        for capability in [Capability::IfMatch, Capability::Ttl] {
            match self.has.remove(&capability) {
                Some(Has::Yes) if capability == Capability::IfMatch => {
                    self.settle(capability, "a write under a past revision is refused", &[]);
                }
                Some(Has::Yes) => self.settle(capability, "a Ttl gives a date_expires", &[]),
                Some(Has::No(told)) => self.lacking(capability, Missing { told }),
                Some(Has::Unsettled(why)) => self.settle(capability, "", &[why]),
                None => {}
            }
        }
        for capability in Capability::ALL {
            if !self.has.contains_key(capability) {
                let seen = "not tried: nothing was there to try it with";
                self.has.insert(*capability, Has::Unsettled(seen.to_owned()));
                self.checks.push(Check::new(capability.name(), State::Note, seen, ""));
            }
        }
    }

    /// Notes that a capability works, but for these faults.
    pub(super) fn settle(&mut self, capability: Capability, seen: &str, faults: &[String]) {
        let excuse = self.lacks.excuse(capability);
        let (has, check) = if !faults.is_empty() {
            let why = faults.join("; ");
            let state = if excuse.is_some() { State::Note } else { State::Problem };
            let advice = "the scenarios about it will show more: syncproof run";
            (Has::Unsettled(why.clone()), Check::new(capability.name(), state, why, advice))
        } else if excuse.is_some() {
            let seen = format!("{seen}, although the profile says that there are none");
            let advice = format!("say {capability} = true in its [capabilities] to have them tested");
            (Has::Yes, Check::new(capability.name(), State::Note, seen, advice))
        } else {
            (Has::Yes, Check::ok(capability.name(), seen))
        };
        self.has.insert(capability, has);
        self.checks.push(check);
    }

    /// Notes that a capability is missing.
    fn lacking(&mut self, capability: Capability, missing: Missing) {
        let check = if self.lacks.demands(capability) {
            let finding = self.lacks.finding(capability, &missing);
            Check::new(capability.name(), State::Problem, finding.what, finding.advice)
        } else {
            Check::ok(capability.name(), format!("not there, as the profile says: {}", missing.told))
        };
        self.has.insert(capability, Has::No(missing.told));
        self.checks.push(check);
    }
}

/// The call that sends these parameters to an address.
fn post(address: &Address, pairs: &[(&str, &str)]) -> Call {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Call { body: Body::Form(pairs), ..Call::to("POST", address) }
}
