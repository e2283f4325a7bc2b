//! What a run creates, noted as soon as it is known, for whoever cleans up after it.

use std::{
    cell::RefCell,
    rc::Rc,
    sync::{Arc, Mutex, OnceLock},
};

use syncproof_api::Address;
use syncproof_harness::{
    ledger::{Known, Ledger, is_well_formed, lies_in},
    lock::locked,
    session::{Body, Call},
    target::Target,
    verdict::LeftBehind,
};

/// The longest text that may stand in the place of a SID in a path, and that is kept for the report, in bytes.
const LONGEST_SID: usize = 64;

/// The account of a run at a target: what it has created goes into a ledger, and what was there before is left alone. By default there is
/// none: our own server ends with the process, and all that is in it.
#[derive(Debug, Clone, Default)]
pub struct Account(Option<Arc<Books>>);

#[derive(Debug)]
struct Books {
    ledger: Ledger,
    before: OnceLock<Before>,
    refused: Mutex<Vec<LeftBehind>>,
}

/// What was there before the run.
#[derive(Debug, Default)]
struct Before {
    known: Known,
    /// The Service that the run works in without having created it.
    service: Option<String>,
}

/// Why what an answer names is not taken for what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    /// It is no SID of that kind.
    #[error("what is no SID of that kind")]
    NoSid,
    /// It was there before the run.
    #[error("what was there before the run")]
    Known,
}

impl Account {
    /// An account that is kept in this ledger.
    pub fn in_ledger(ledger: Ledger) -> Self {
        Self(Some(Arc::new(Books { ledger, before: OnceLock::new(), refused: Mutex::default() })))
    }

    /// Looks at what is there before the run creates anything: all Services, or what is in the one to work in.
    pub(crate) async fn look_around(&self, target: &Target, service: Option<&str>) {
        if let Some(books) = &self.0 {
            let known = Known::look(target, service).await;
            // A second look would find what the run has created: the first one counts.
            let _ = books.before.set(Before { known, service: service.map(str::to_owned) });
        }
    }

    /// A Service of that name is about to be created.
    pub(crate) fn intend(&self, name: &str) {
        if let Some(books) = &self.0 {
            books.ledger.intend(name);
        }
    }

    /// What was intended has come to this: a Service, or none.
    pub(crate) fn settle(&self, name: &str, created: Option<&Address>) {
        if let Some(books) = &self.0 {
            books.ledger.settle(name, created);
        }
    }

    /// The names of Services of which is not known whether they were created.
    pub(crate) fn intents(&self) -> Vec<String> {
        self.0.as_ref().map(|books| books.ledger.intents()).unwrap_or_default()
    }

    /// What was there before the run.
    pub(crate) fn known(&self) -> Known {
        self.0.as_ref().and_then(|books| books.before.get()).map(|before| before.known.clone()).unwrap_or_default()
    }

    /// Whether what an answer names can be what was asked for, and be written to and deleted. If not, that is remembered.
    pub(crate) fn admit(&self, address: &Address) -> Result<(), Refused> {
        let Some(books) = &self.0 else { return Ok(()) };
        let judged = books.judge(address);
        let refused = match judged {
            Ok(()) if is_well_formed(address) => return Ok(()),
            // In a Service of our own it does no harm, and goes with it; but it is not noted.
            Ok(()) => Refused::NoSid,
            Err(refused) => refused,
        };
        let sid = match address {
            Address::Object { object, .. } => object.as_str(),
            other => other.service().unwrap_or_default(),
        };
        let shown = if sid.len() <= LONGEST_SID { sid.to_owned() } else { format!("(a text of {} bytes)", sid.len()) };
        let place = address.path();
        let place = place.rsplit_once('/').map_or("", |(place, _)| place);
        let left = LeftBehind {
            kind: address.resource(),
            address: format!("{place}/{shown}"),
            reason: format!("the answer to its creation names {refused}"),
        };
        let mut all = locked(&books.refused);
        if !all.contains(&left) {
            all.push(left);
        }
        judged
    }

    fn created(&self, address: &Address) {
        if let Some(books) = &self.0 {
            books.ledger.created(address);
        }
    }

    fn gone(&self, address: &Address) {
        if let Some(books) = &self.0 {
            books.ledger.gone(address);
        }
    }

    /// What was not taken for what was asked for, and is left alone.
    pub(crate) fn take_refused(&self) -> Vec<LeftBehind> {
        let refused = |books: &Arc<Books>| std::mem::take(&mut *locked(&books.refused));
        self.0.as_ref().map(refused).unwrap_or_default()
    }
}

impl Books {
    fn judge(&self, address: &Address) -> Result<(), Refused> {
        let before = self.before.get();
        let holds = |sid: &str| before.is_some_and(|before| before.known.holds(sid));
        let in_foreign = |service: &str| before.and_then(|before| before.service.as_deref()) == Some(service);
        match address {
            Address::Service { service } if holds(service) || in_foreign(service) => Err(Refused::Known),
            Address::Object { service, object, .. } if in_foreign(service) && holds(object) => Err(Refused::Known),
            Address::Object { service, object, .. } if !in_foreign(service) && is_plain(object) => Ok(()),
            other if is_well_formed(other) => Ok(()),
            _ => Err(Refused::NoSid),
        }
    }
}

/// Whether a text in a path is one segment of it, however it is read.
fn is_plain(text: &str) -> bool {
    (1..=LONGEST_SID).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// The addresses of what one scenario created and did not delete, shared with whoever cleans up after it. Every change is written to the
/// account of the run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Created {
    addresses: Rc<RefCell<Vec<Address>>>,
    account: Account,
}

impl Created {
    /// Nothing yet.
    pub(crate) fn new(account: &Account) -> Self {
        Self { addresses: Rc::default(), account: account.clone() }
    }

    /// If the call is to create a Service, it is noted that there may be one of its name from now on; gives that name. One that a scenario
    /// has given does not tell whose the Service is, but where to look.
    pub(crate) fn intend(&self, call: &Call) -> Option<String> {
        if call.method != "POST" || call.path != Address::Services.path() {
            return None;
        }
        let pairs: &[(String, String)] = if let Body::Form(pairs) = &call.body { pairs } else { &[] };
        let name = pairs.iter().rev().find(|(name, _)| name == "FriendlyName").map(|(_, value)| value.clone());
        let name = name.unwrap_or_default();
        self.account.intend(&name);
        Some(name)
    }

    /// It is known what came of that.
    pub(crate) fn settle(&self, name: &str) {
        self.account.settle(name, None);
    }

    /// Takes in what an answer to a creation names, if it can be that.
    pub(crate) fn add(&self, address: Address) -> Result<(), Refused> {
        self.account.admit(&address)?;
        if is_well_formed(&address) {
            self.account.created(&address);
            self.adopt(address);
        } else if self.account.0.is_none() {
            self.adopt(address);
        }
        Ok(())
    }

    /// Takes in what the account has already.
    pub(crate) fn adopt(&self, address: Address) {
        self.addresses.borrow_mut().push(address);
    }

    /// It is gone, with all that was in it.
    pub(crate) fn forget(&self, address: &Address) {
        self.account.gone(address);
        self.addresses.borrow_mut().retain(|other| !lies_in(other, address));
    }

    /// It stays, and is not tried again.
    pub(crate) fn leave(&self, address: &Address) {
        self.addresses.borrow_mut().retain(|other| other != address);
    }

    /// What was created last of all that is there.
    pub(crate) fn latest(&self) -> Option<Address> {
        self.addresses.borrow().last().cloned()
    }

    /// Forgets all but Services: what is in them goes with them.
    pub(crate) fn keep_services(&self) {
        self.addresses.borrow_mut().retain(|address| matches!(address, Address::Service { .. }));
    }

    /// All that is there; it is not tried again.
    pub(crate) fn take(&self) -> Vec<Address> {
        self.addresses.take()
    }
}
