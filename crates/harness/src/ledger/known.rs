//! What a target holds: what was there before a run, and Services by their names.

use std::{collections::BTreeSet, time::Duration};

use serde_json::Value;
use syncproof_api::{Address, ObjectKind};

use crate::{
    client::Trouble,
    session::{Call, call_target},
    target::Target,
};

/// As many as a page may hold (documented limit of `PageSize`).
const PAGE_SIZE: &str = "100";

/// How long may be looked at one collection.
const LOOK: Duration = Duration::from_secs(30);

/// The longest text that is remembered as a SID, in bytes: twice as long as one is.
const LONGEST_SID: usize = 68;

/// Pages of a collection that are looked at.
const MOST_PAGES: usize = 100;

/// What was there before a run began: nobody who cleans up after the run removes any of it, whatever the target says of its creations.
/// Looked at are 10,000 things of a kind; and a target that does not list what it holds tells nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known(BTreeSet<String>);

impl Known {
    /// Looks at the Services, or at what is in one of them. What cannot be listed is not known.
    pub async fn look(target: &Target, service: Option<&str>) -> Self {
        let collections: Vec<Address> = match service {
            None => vec![Address::Services],
            Some(service) => {
                ObjectKind::ALL.map(|kind| Address::Objects { service: service.to_owned(), kind }).to_vec()
            }
        };
        let mut known = BTreeSet::new();
        for collection in collections {
            let see = |thing: &Value| known.extend(sid(thing).map(str::to_ascii_lowercase));
            // If the target cannot do this, or takes too long, a scenario will say so.
            let _ = tokio::time::timeout(LOOK, each(target, &collection, see)).await;
        }
        Self(known)
    }

    /// Whether this was there. The case of the digits is no difference.
    pub fn holds(&self, sid: &str) -> bool {
        self.0.contains(&sid.to_ascii_lowercase())
    }
}

/// Why a collection cannot be looked through.
#[derive(Debug, thiserror::Error)]
pub enum Unlisted {
    /// No answer.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// An answer that is no page.
    #[error("GET {path} answered {status}, and no page")]
    NoPage {
        /// Below the base URL.
        path: String,
        /// HTTP status.
        status: u16,
    },
    /// It goes on and on.
    #[error("{path} has more than {MOST_PAGES} pages")]
    TooMany {
        /// Below the base URL.
        path: String,
    },
}

/// The Services that have exactly this `FriendlyName` (an empty one: none), those that were `known` left out.
pub async fn services_named(target: &Target, name: &str, known: &Known) -> Result<Vec<Address>, Unlisted> {
    let mut found = Vec::new();
    each(target, &Address::Services, |thing| {
        if thing.get("friendly_name").and_then(Value::as_str).unwrap_or_default() == name
            && let Some(service) = sid(thing)
        {
            found.push(Address::Service { service: service.to_owned() });
        }
    })
    .await?;
    found.retain(|address| super::is_well_formed(address) && !address.service().is_some_and(|sid| known.holds(sid)));
    Ok(found)
}

fn sid(thing: &Value) -> Option<&str> {
    thing.get("sid")?.as_str().filter(|sid| sid.len() <= LONGEST_SID)
}

/// Shows each thing in a collection, page by page.
async fn each(target: &Target, collection: &Address, mut see: impl FnMut(&Value)) -> Result<(), Unlisted> {
    let path = || collection.path();
    let mut query = format!("PageSize={PAGE_SIZE}");
    for _ in 0..MOST_PAGES {
        let answer = call_target(target, Call { query: query.clone(), ..Call::to("GET", collection) }).await?.answer;
        let things = answer.field(collection.resource().page_key()).and_then(Value::as_array);
        let things = things.filter(|_| answer.status == 200);
        let things = things.ok_or_else(|| Unlisted::NoPage { path: path(), status: answer.status })?;
        things.iter().for_each(&mut see);
        let next = answer.field("meta").and_then(|meta| meta.get("next_page_url")?.as_str());
        // Of the URL only the query is taken: credentials go nowhere else than to the target.
        let Some((_, next)) = next.and_then(|url| url.split_once('?')) else { return Ok(()) };
        next.clone_into(&mut query);
    }
    Err(Unlisted::TooMany { path: path() })
}
