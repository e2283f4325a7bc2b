//! What a doctor creates at a target, noted like that of a run, and removed in the same way.

use std::cell::RefCell;

use syncproof_api::Address;

use crate::{
    ledger::{Ledger, Removal},
    target::Target,
    verdict::LeftBehind,
};

/// What was created and is not known to be gone. It outlives the checks and the tidying, whenever they are cut off.
#[derive(Debug, Default)]
pub struct Creations {
    ledger: Option<Ledger>,
    addresses: RefCell<Vec<Address>>,
    left: RefCell<Vec<LeftBehind>>,
}

impl Creations {
    /// Nothing yet; what comes is noted in the ledger, if there is one.
    pub fn noted_in(ledger: Option<Ledger>) -> Self {
        Self { ledger, ..Self::default() }
    }

    /// The name of a Service to be created, which tells whose it is.
    pub(super) fn service_name(&self) -> String {
        match &self.ledger {
            Some(ledger) => format!("syncproof {} doctor", ledger.head().id),
            None => "syncproof doctor".to_owned(),
        }
    }

    /// A Service of that name is about to be created.
    pub(super) fn intend(&self, name: &str) {
        if let Some(ledger) = &self.ledger {
            ledger.intend(name);
        }
    }

    /// That has come to a Service, or to none.
    pub(super) fn settle(&self, name: &str, created: Option<&Address>) {
        if let Some(ledger) = &self.ledger {
            ledger.settle(name, created);
        }
        self.addresses.borrow_mut().extend(created.cloned());
    }

    /// Something else was created.
    pub(super) fn add(&self, address: &Address) {
        if let Some(ledger) = &self.ledger {
            ledger.created(address);
        }
        self.addresses.borrow_mut().push(address.clone());
    }

    /// It is gone.
    pub(super) fn forget(&self, address: &Address) {
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
