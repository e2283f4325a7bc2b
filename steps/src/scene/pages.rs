//! Pages of collections, and walks through all of them.

use std::collections::BTreeSet;

use serde_json::Value;
use syncproof_api::{ChildKind, ObjectKind, fields};
use syncproof_harness::verdict::{Deviation, Failure};

use super::{
    Scene,
    answer::status_and_code,
    settle::Turn,
    tables::{Table, keys},
    things::Thing,
    value::path_of,
};
use crate::params::{Collection, Label, ObjectRef, Parent, Way};

/// A walk that has not ended by then does not end: no scenario makes that many pages.
const MOST_PAGES: usize = 500;

/// The entries and the `meta` of one page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) entries: Vec<Value>,
    meta: Value,
}

impl Scene {
    /// The page that was listed last; requests that list nothing may have come since.
    pub(super) fn page(&self) -> Result<Page, Failure> {
        let nothing = || Failure::Mistake("no collection has been listed".to_owned());
        let (index, key) = self.listed.ok_or_else(nothing)?;
        let exchange = self.transcript().get(index).ok_or_else(nothing)?;
        let answer = &exchange.answer;
        let deviates = |expected: String, actual: String| {
            let subject = self.subject_of(exchange);
            Err(Failure::Deviation(Deviation { subject, expected, actual, diff: None }))
        };
        if answer.status != 200 {
            return deviates("status 200: a page".to_owned(), status_and_code(answer));
        }
        let Some(Value::Array(entries)) = answer.field(key) else {
            return deviates(format!("an array \"{key}\""), "none".to_owned());
        };
        match answer.field("meta") {
            Some(meta @ Value::Object(_)) => Ok(Page { entries: entries.clone(), meta: meta.clone() }),
            _ => deviates("an object \"meta\"".to_owned(), "none".to_owned()),
        }
    }

    /// `I follow the next page` and the like.
    pub(crate) async fn follow_page(&mut self, which: &str) -> Result<(), Failure> {
        // A page that does not show all yet may be the last one.
        self.settled(|scene| scene.page_url(which).map(drop)).await?;
        let listing = self.listing_to_ask_again();
        self.turn_to(which).await?;
        // Where something was written since its first page, another listing begins here: what is asked for again is this page, by the
        // same token.
        if listing.is_some() {
            self.listing = listing;
            self.note_turn(Turn::To(which.to_owned()));
        }
        Ok(())
    }

    /// Fetches the page that a link of the page listed last leads to.
    pub(super) async fn turn_to(&mut self, which: &str) -> Result<(), Failure> {
        let (url, key) = (self.page_url(which)?, self.listed.map(|(_, key)| key));
        self.follow(&url, None, key).await
    }

    fn page_url(&self, which: &str) -> Result<String, Failure> {
        let page = self.page()?;
        match page.meta.get(format!("{which}_page_url")).and_then(Value::as_str) {
            Some(url) => Ok(url.to_owned()),
            None => self.deviates(format!("a {which}_page_url to follow"), page.meta.to_string()),
        }
    }

    /// `I follow the link "items"`
    pub(crate) async fn follow_link(&mut self, name: &str) -> Result<(), Failure> {
        let link = self.answer()?.field("links").and_then(|links| links.get(name)).and_then(Value::as_str);
        match link.map(str::to_owned) {
            // What a link leads to is a collection that is called as the link is.
            Some(url) => self.follow(&url, None, page_key(name)).await,
            None => self.deviates(format!("a link \"{name}\""), "none"),
        }
    }

    /// `I fetch its own URL`
    pub(crate) async fn follow_own_url(&mut self) -> Result<(), Failure> {
        let label = self.last()?.label.clone();
        match self.answer()?.field("url").and_then(Value::as_str).map(str::to_owned) {
            Some(url) => self.follow(&url, label, None).await,
            None => self.deviates("a \"url\"", "none"),
        }
    }

    /// `I walk …`: the first page, then `next_page_url` until it is null.
    pub(crate) async fn walk(
        &mut self,
        collection: Collection,
        way: Way,
        table: Option<&Table>,
    ) -> Result<(), Failure> {
        self.list(collection, way, table).await?;
        self.walk_to_the_end().await
    }

    /// `I walk on`: the pages after the one listed last.
    pub(crate) async fn walk_on(&mut self) -> Result<(), Failure> {
        self.follow_page("next").await?;
        self.walk_to_the_end().await
    }

    /// A walk that begins with the page listed last.
    async fn walk_to_the_end(&mut self) -> Result<(), Failure> {
        let listing = self.listing.clone();
        self.walk_from_here().await?;
        self.listing = listing;
        self.note_turn(Turn::Walk);
        Ok(())
    }

    /// Walks without noting that it does.
    pub(super) async fn walk_from_here(&mut self) -> Result<(), Failure> {
        self.walk = vec![self.page()?];
        let mut followed = BTreeSet::new();
        while let Some(next) = self.page()?.meta.get("next_page_url").and_then(Value::as_str) {
            if self.walk.len() >= MOST_PAGES {
                return self.deviates("a last page", format!("another next_page_url after {MOST_PAGES} pages"));
            }
            if !followed.insert(next.to_owned()) {
                return self.deviates("a last page", format!("a next_page_url that was followed before: {next}"));
            }
            self.turn_to("next").await?;
            self.walk.push(self.page()?);
        }
        Ok(())
    }

    // --- the page ------------------------------------------------------------------------------------------------------------------

    /// `the page lists …`: an object, or keys in their order.
    pub(crate) async fn page_lists(&mut self, text: Option<&str>, table: Option<&Table>) -> Result<(), Failure> {
        if let Some(Ok(object)) = text.map(str::parse::<ObjectRef>) {
            return self.settled(|scene| scene.check_times(&object, &scene.page()?.entries, 1)).await;
        }
        let keys = keys(text, table)?;
        self.settled(|scene| scene.check_keys(&keys, &scene.page()?.entries)).await
    }

    /// `the page does not list {object}`
    pub(crate) async fn page_does_not_list(&mut self, object: &ObjectRef) -> Result<(), Failure> {
        self.settled(|scene| scene.check_times(object, &scene.page()?.entries, 0)).await
    }

    /// `the page has 50 entries`
    pub(crate) async fn page_has(&mut self, least: usize, most: usize) -> Result<(), Failure> {
        self.settled(|scene| scene.check_count(least, most)).await
    }

    fn check_count(&self, least: usize, most: usize) -> Result<(), Failure> {
        let count = self.page()?.entries.len();
        if (least..=most).contains(&count) {
            return Ok(());
        }
        let expected = if least == most { format!("{least} entries") } else { format!("{least} to {most} entries") };
        self.deviates(expected, format!("{count} entries"))
    }

    /// `the page has at most 100 entries`: also true of a refusal, which lists nothing. No lateness makes a page too long.
    pub(crate) fn page_has_at_most(&self, most: usize) -> Result<(), Failure> {
        if (400..500).contains(&self.answer()?.status) { Ok(()) } else { self.check_count(0, most) }
    }

    /// `the page shows {object} in full`: the entry is the object as it was last seen, field by field.
    pub(crate) async fn page_shows(&mut self, object: &ObjectRef) -> Result<(), Failure> {
        self.settled(|scene| scene.check_shown(object, &scene.page()?.entries)).await
    }

    /// `the walk shows {object} in full`
    pub(crate) async fn walk_shows(&mut self, object: &ObjectRef) -> Result<(), Failure> {
        self.settled(|scene| scene.check_shown(object, &scene.walked()?)).await
    }

    fn check_shown(&self, object: &ObjectRef, entries: &[Value]) -> Result<(), Failure> {
        let label = self.label(object)?.ok_or_else(|| Failure::Mistake("a missing object is not listed".to_owned()))?;
        let known = self.thing(&label)?;
        let wanted = identity(&known.body);
        let Some(entry) = entries.iter().find(|entry| identity(entry) == wanted) else {
            return self.deviates(format!("\"{wanted}\" listed"), "not listed");
        };
        Self::check_same(known, entry, "the entry in the listing")
    }

    /// `there is a next page`, `there is no previous page`: the URL in `meta` is absolute, or null.
    pub(crate) async fn has_neighbour(&mut self, which: &str, wanted: bool) -> Result<(), Failure> {
        self.settled(|scene| scene.check_neighbour(which, wanted)).await
    }

    fn check_neighbour(&self, which: &str, wanted: bool) -> Result<(), Failure> {
        let page = self.page()?;
        let field = format!("{which}_page_url");
        let url = page.meta.get(&field);
        let right = match url {
            Some(Value::Null) => !wanted,
            Some(Value::String(url)) => wanted && path_of(url).is_some(),
            _ => false,
        };
        if right {
            return Ok(());
        }
        let expected = if wanted { format!("an absolute URL as {field}") } else { format!("{field} null") };
        self.deviates(expected, url.map_or("no such field".to_owned(), ToString::to_string))
    }

    /// `its meta is …`, `its meta "page_size" is …`: about the page and not about what it lists, so never late.
    pub(crate) fn meta_is(&self, rows: &Table) -> Result<(), Failure> {
        let page = self.page()?;
        for row in rows {
            let [field, expected] = row.as_slice() else {
                return Err(Failure::Mistake("a row of fields has two cells".to_owned()));
            };
            if !fields::META.contains(&field.as_str()) {
                return Err(Failure::Mistake(format!("\"{field}\" is no field of meta")));
            }
            self.check_field(&page.meta, field, expected, &format!("meta of {}", self.subject()))?;
        }
        Ok(())
    }

    // --- the walk ------------------------------------------------------------------------------------------------------------------

    pub(super) fn walked(&self) -> Result<Vec<Value>, Failure> {
        if self.walk.is_empty() {
            return Err(Failure::Mistake("nothing has been walked yet".to_owned()));
        }
        Ok(self.walk.iter().flat_map(|page| page.entries.clone()).collect())
    }

    /// `the walk lists …`: keys in their order.
    pub(crate) async fn walk_lists(&mut self, text: Option<&str>, table: Option<&Table>) -> Result<(), Failure> {
        let keys = keys(text, table)?;
        self.settled(|scene| scene.check_keys(&keys, &scene.walked()?)).await
    }

    /// `the walk lists {object} once`, `the walk does not list {object}`
    pub(crate) async fn walk_lists_object(&mut self, object: &ObjectRef, times: usize) -> Result<(), Failure> {
        self.settled(|scene| scene.check_times(object, &scene.walked()?, times)).await
    }

    /// `the walk lists 120 entries, none twice`
    pub(crate) async fn walk_lists_count(&mut self, count: usize) -> Result<(), Failure> {
        self.settled(|scene| scene.check_walk_count(count)).await
    }

    fn check_walk_count(&self, count: usize) -> Result<(), Failure> {
        let entries = self.walked()?;
        let names: BTreeSet<String> = entries.iter().map(identity).collect();
        if entries.len() == count && names.len() == count {
            return Ok(());
        }
        let actual = format!("{} entries, {} of them different", entries.len(), names.len());
        self.deviates(format!("a walk of {count} entries, none twice"), actual)
    }

    /// `every page of the walk but the last has 50 entries`; an empty page at the end is allowed.
    pub(crate) async fn walk_pages_have(&mut self, size: usize) -> Result<(), Failure> {
        self.settled(|scene| scene.check_page_sizes(size)).await
    }

    fn check_page_sizes(&self, size: usize) -> Result<(), Failure> {
        let mut counts: Vec<usize> = self.walk.iter().map(|page| page.entries.len()).collect();
        let all = counts.clone();
        let last = counts.pop().unwrap_or_default();
        if !all.is_empty() && counts.iter().all(|count| *count == size) && last <= size {
            return Ok(());
        }
        self.deviates(format!("pages of {size} entries, the last at most so many"), format!("pages of {all:?}"))
    }

    /// `no page of the walk has more than 100 entries`: no lateness makes a page too long.
    pub(crate) fn walk_pages_have_at_most(&self, most: usize) -> Result<(), Failure> {
        let counts: Vec<usize> = self.walk.iter().map(|page| page.entries.len()).collect();
        if !counts.is_empty() && counts.iter().all(|count| *count <= most) {
            return Ok(());
        }
        self.deviates(format!("pages of at most {most} entries"), format!("pages of {counts:?}"))
    }

    /// `the items are a, b, c`, `the List is empty`: the whole Map or List holds just these, in the order of the listing.
    pub(crate) async fn items_are(
        &mut self,
        kind: ObjectKind,
        parent: Parent,
        names: &[String],
    ) -> Result<(), Failure> {
        let table = vec![vec!["PageSize".to_owned(), "100".to_owned()]];
        self.walk(Collection::Children(kind, ChildKind::Item, parent), Way::PLAIN, Some(&table)).await?;
        self.settled(|scene| scene.check_keys(names, &scene.walked()?)).await
    }

    // --- sharing -------------------------------------------------------------------------------------------------------------------

    /// Compares the entries with keys, or with the names that the scenario gave to List Items.
    fn check_keys(&self, expected: &[String], entries: &[Value]) -> Result<(), Failure> {
        let actual: Vec<String> = entries.iter().map(|entry| self.name_of_entry(entry)).collect();
        if actual == expected {
            return Ok(());
        }
        self.deviates(format!("the entries {}", listed(expected)), listed(&actual))
    }

    fn name_of_entry(&self, entry: &Value) -> String {
        let Some(index) = entry.get("index") else { return identity(entry) };
        let shows = |thing: &Thing| {
            thing.body.get("index") == Some(index) && thing.body.get("list_sid") == entry.get("list_sid")
        };
        let named = |gone: bool| {
            self.things.iter().find_map(|(label, thing)| match label {
                Label::Child { kind: ObjectKind::List, child: ChildKind::Item, id, .. }
                    if thing.gone == gone && shows(thing) =>
                {
                    Some(id.clone())
                }
                _ => None,
            })
        };
        // A target may give the index of a deleted item again: then it is the item that lives.
        named(false).or_else(|| named(true)).unwrap_or_else(|| format!("index {index}"))
    }

    fn check_times(&self, object: &ObjectRef, entries: &[Value], times: usize) -> Result<(), Failure> {
        let label =
            self.label(object)?.ok_or_else(|| Failure::Mistake("a missing object cannot be listed".to_owned()))?;
        let name = match &label {
            Label::Child { kind: ObjectKind::List, child: ChildKind::Item, .. } => identity(&self.thing(&label)?.body),
            Label::Child { id, .. } => id.clone(),
            _ => self.sid_of(object)?,
        };
        let count = entries.iter().filter(|entry| identity(entry) == name).count();
        if count == times {
            return Ok(());
        }
        let among = format!("among {} entries", entries.len());
        let wording = ["not listed", "listed once"];
        let expected = format!("\"{name}\" {}", wording.get(times).unwrap_or(&"listed so often"));
        self.deviates(expected, format!("listed {count} times {among}"))
    }
}

/// What tells an entry from the others: its index, key, identity or SID.
pub(super) fn identity(entry: &Value) -> String {
    let text = |field: &str| entry.get(field).and_then(Value::as_str).map(str::to_owned);
    let index = || entry.get("index").filter(|index| index.is_u64()).map(ToString::to_string);
    let name = index().or_else(|| text("key")).or_else(|| text("identity")).or_else(|| text("sid"));
    name.unwrap_or_else(|| "(an entry without index, key, identity and sid)".to_owned())
}

/// Keys for a report, a long list shortened in the middle.
fn listed(keys: &[String]) -> String {
    if keys.is_empty() {
        return "none".to_owned();
    }
    let quoted = |keys: &[String]| keys.iter().map(|key| format!("\"{key}\"")).collect::<Vec<_>>().join(", ");
    if keys.len() <= 12 {
        return quoted(keys);
    }
    format!("{}, … {} more …, {}", quoted(&keys[..6]), keys.len() - 9, quoted(&keys[keys.len() - 3..]))
}

/// The name of the array that a link leads to.
fn page_key(link: &str) -> Option<&'static str> {
    ["documents", "lists", "maps", "streams", "items", "permissions"].into_iter().find(|key| *key == link)
}
