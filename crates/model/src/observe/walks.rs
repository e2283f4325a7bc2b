//! Page tokens of a target: opaque texts, and what each of them stands for as far as the listings showed.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use crate::{
    page::{Meaning, Order, Token, Tokens},
    state::ItemId,
};

/// A text may be issued again for another place; this many places are kept for it, the latest ones.
const PLACES: usize = 16;

/// The tokens seen so far, by the path of their collection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Walks {
    bound: BTreeMap<String, HashMap<String, Vec<Start>>>,
}

/// Where a page starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Start {
    Items(ItemsStart),
    Objects(ObjectsStart),
    /// The target gave the token itself, but where it leads was not shown.
    Unknown,
}

/// Where a page of items starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ItemsStart {
    /// The order that the walk began in.
    pub(super) order: Order,
    /// The `From` that the walk began with, and whether it is part of it.
    pub(super) from: Option<(ItemId, bool)>,
    pub(super) edge: Edge,
    /// Where the page before started, if that is known.
    pub(super) previous: Option<Edge>,
}

/// The edge of a page, in the order of listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edge {
    /// It is the first page.
    First,
    /// It starts after this item. A target may rather have noted the item that came next then; what was put in between since, it may leave
    /// out.
    After { item: ItemId, next: Option<ItemId> },
    /// It starts with this item.
    From(ItemId),
    /// It ends before this item.
    Before(ItemId),
    /// It ends with this item.
    UpTo(ItemId),
    /// Nothing is known.
    Anywhere,
}

/// Where a page of a collection starts whose order is free: what a walk has to show and what it has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ObjectsStart {
    /// The SIDs (of permissions: the identities) of what was there at the beginning of the walk.
    pub(super) there: Arc<BTreeSet<String>>,
    /// Those of what earlier pages showed.
    pub(super) seen: Arc<BTreeSet<String>>,
    /// Whether the page was reached forwards from the first one, so that the above is all that matters.
    pub(super) is_known: bool,
}

impl ObjectsStart {
    /// A place of which nothing is known.
    pub(super) fn anywhere() -> Self {
        Self { there: Arc::default(), seen: Arc::default(), is_known: false }
    }
}

impl Walks {
    /// What a token stands for in a collection.
    pub(super) fn starts(&self, collection: &str, token: &str) -> &[Start] {
        self.bound.get(collection).and_then(|tokens| tokens.get(token)).map_or(&[], Vec::as_slice)
    }

    /// Remembers what a token stands for.
    pub(super) fn bind(&mut self, collection: &str, token: String, starts: Vec<Start>) {
        let known = self.bound.entry(collection.to_owned()).or_default().entry(token).or_default();
        for start in starts {
            known.retain(|other| *other != start);
            known.push(start);
        }
        let surplus = known.len().saturating_sub(PLACES);
        known.drain(..surplus);
    }

    /// Forgets the tokens of everything below a path, which is no more.
    pub(super) fn forget(&mut self, path: &str) {
        let below = format!("{path}/");
        self.bound.retain(|collection, _| !collection.starts_with(&below));
    }
}

impl Tokens for Walks {
    fn meaning(&self, collection: &str, text: &str) -> Meaning {
        if !self.starts(collection, text).is_empty() {
            return Meaning::Theirs;
        }
        // Whether a token is bound to its collection is not said, and a target that makes the reference's tokens may be asked about one
        // that the observer did not see.
        let is_elsewhere = self.bound.values().any(|tokens| tokens.contains_key(text));
        if is_elsewhere || Token::decode(collection, text).is_some() { Meaning::Doubtful } else { Meaning::Nothing }
    }
}
