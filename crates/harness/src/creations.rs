//! What a command creates at a target that runs no scenarios, noted like what a run creates, and removed in the same way.

use std::cell::{OnceCell, RefCell};

use syncproof_api::Address;

use crate::{
    ledger::{Known, Ledger, Removal, is_well_formed},
    target::Target,
    verdict::LeftBehind,
};

/// What was created and is not known to be gone. It outlives the work and the tidying, whenever they are cut off.
#[derive(Debug)]
pub struct Creations {
    /// The word for who creates.
    who: &'static str,
    ledger: Option<Ledger>,
    /// What was there before: none of it is ever removed, whatever the target says of its creations.
    known: OnceCell<Known>,
    addresses: RefCell<Vec<Address>>,
    left: RefCell<Vec<LeftBehind>>,
}

impl Creations {
    /// Nothing yet of what this one creates (a word that goes into names); what comes is noted in the ledger, if there is one.
    pub fn of(who: &'static str, ledger: Option<Ledger>) -> Self {
        let (addresses, left) = (RefCell::default(), RefCell::default());
        Self { who, ledger, known: OnceCell::new(), addresses, left }
    }

    /// The name of a Service to be created, which tells whose it is.
    pub(crate) fn service_name(&self) -> String {
        match &self.ledger {
            Some(ledger) => format!("syncproof {} {}", ledger.head().id, self.who),
            None => format!("syncproof {}", self.who),
        }
    }

    /// Looks at what is there before anything is created: all Services, or what is in the one to work in.
    pub(crate) async fn look_around(&self, target: &Target, service: Option<&str>) {
        let known = Known::look(target, service).await;
        // A second look would find what was created: the first one counts.
        let _ = self.known.set(known);
    }

    /// Why what an answer names cannot be what was just created, if it cannot. Then nothing is done there.
    pub(crate) fn refuses(&self, address: &Address) -> Option<&'static str> {
        let sid = match address {
            Address::Object { object, .. } => object.as_str(),
            other => other.service().unwrap_or_default(),
        };
        if !is_well_formed(address) {
            Some("names what is no SID of that kind; it is left alone")
        } else if self.known.get().is_some_and(|known| known.holds(sid)) {
            Some("names what was there before; it is left alone")
        } else {
            None
        }
    }

    /// A Service of that name is about to be created.
    pub(crate) fn intend(&self, name: &str) {
        if let Some(ledger) = &self.ledger {
            ledger.intend(name);
        }
    }

    /// That has come to a Service, or to none.
    pub(crate) fn settle(&self, name: &str, created: Option<&Address>) {
        if let Some(ledger) = &self.ledger {
            ledger.settle(name, created);
        }
        self.addresses.borrow_mut().extend(created.cloned());
    }

    /// Something else was created.
    pub(crate) fn add(&self, address: &Address) {
        if let Some(ledger) = &self.ledger {
            ledger.created(address);
        }
        self.addresses.borrow_mut().push(address.clone());
    }

    /// It is gone.
    pub(crate) fn forget(&self, address: &Address) {
        if let Some(ledger) = &self.ledger {
            ledger.gone(address);
        }
        self.addresses.borrow_mut().retain(|other| other != address);
    }

    /// Removes what is there, the latest first. What stays is in [`Self::left_behind`], also if this is cut off.
    pub async fn tidy(&self, target: &Target) {
        let removal = Removal::default();
        loop {
            let Some(address) = self.addresses.borrow().last().cloned() else { return };
            match removal.remove(target, &address).await {
                Ok(()) => self.forget(&address),
                Err(left) => {
                    self.addresses.borrow_mut().pop();
                    self.left.borrow_mut().push(left);
                }
            }
        }
    }

    /// A line for each thing that stays.
    pub fn left_behind(&self) -> Vec<String> {
        let addresses = self.addresses.borrow();
        let cut_off = addresses.iter().map(|address| format!("{} (the time or patience was over)", address.path()));
        let left = self.left.borrow();
        left.iter().map(|left| format!("{} ({})", left.address, left.reason)).chain(cut_off).collect()
    }

    /// Closes the ledger. Gives whether nothing is left that a sweep would remove.
    pub fn close(&self) -> Result<bool, crate::ledger::LedgerError> {
        self.ledger.as_ref().map_or(Ok(true), Ledger::close)
    }
}
