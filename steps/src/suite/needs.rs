//! What a target has to have for a scenario, read from the scenario's own words, so that nobody has to say it twice.

use std::collections::BTreeSet;

use cucumber::gherkin::{Feature, Scenario, Step};
use syncproof_api::Capability;

/// The parameters that give a time-to-live.
const TTLS: [&str; 3] = ["Ttl", "ItemTtl", "CollectionTtl"];

/// The capabilities that a scenario needs.
pub(super) fn needs(feature: &Feature, scenario: &Scenario) -> BTreeSet<Capability> {
    let mut needs = BTreeSet::new();
    if scenario.tags.iter().any(|tag| tag == "own-service") {
        needs.insert(Capability::Services);
    }
    let background = feature.background.iter().flat_map(|background| &background.steps);
    for step in background.chain(&scenario.steps) {
        add_step(step, &mut needs);
    }
    needs
}

fn add_step(step: &Step, needs: &mut BTreeSet<Capability>) {
    add_text(&step.value, needs);
    if let Some(text) = &step.docstring {
        add_form(text, needs);
    }
    for cell in step.table.iter().flat_map(|table| &table.rows).flatten() {
        add_cell(cell, needs);
    }
}

/// A cell of a table: the name of a parameter, or a value. Values are the scenario's own, but for those that refer to something, such as
/// `the revision of the item "k"` and `links to items, permissions`.
fn add_cell(cell: &str, needs: &mut BTreeSet<Capability>) {
    match cell {
        "If-Match" => drop(needs.insert(Capability::IfMatch)),
        name if TTLS.contains(&name) => drop(needs.insert(Capability::Ttl)),
        reference if ["the ", "links to "].iter().any(|start| reference.starts_with(start)) => {
            add_text(reference, needs);
        }
        _ => {}
    }
}

/// What a step or a cell of a table speaks of. What stands in quotes are the scenario's own names and values, but for paths, links and
/// bodies.
fn add_text(text: &str, needs: &mut BTreeSet<Capability>) {
    let mut before = "";
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 0 {
            add_words(part, needs);
            before = part;
        } else if before.ends_with("link ") {
            needs.extend(linked(part));
        } else if part.starts_with('/') {
            needs.extend(part.split(['/', '?']).filter_map(segment));
        } else {
            add_form(part, needs);
        }
    }
}

/// A body or a query as it is sent.
fn add_form(text: &str, needs: &mut BTreeSet<Capability>) {
    let names = text.split(['&', '?']).filter_map(|pair| pair.split('=').next());
    if names.map(str::trim).any(|name| TTLS.contains(&name)) {
        needs.insert(Capability::Ttl);
    }
}

fn add_words(text: &str, needs: &mut BTreeSet<Capability>) {
    if let Some((before, names)) = text.split_once("links to ") {
        add_words(before, needs);
        needs.extend(names.split(", ").filter_map(|name| linked(name.trim())));
        return;
    }
    // The counted times that clients add to a number are each under If-Match.
    if text.contains(" clients each add ") {
        needs.insert(Capability::IfMatch);
    }
    // Names of conditions keep their hyphens, and so are no words of the vocabulary.
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        let previous = at.checked_sub(1).map_or("", |before| words[before]);
        needs.extend(spoken(previous, word));
        needs.extend(implied(&words[..=at], &words[at + 1..]));
    }
}

/// What a step needs beyond its words: `a permission of a missing Service` is asked for as that of a Document, and who deletes a Service
/// needs a target that does that.
fn implied(spoken: &[&str], rest: &[&str]) -> Option<Capability> {
    match (spoken, rest) {
        ([.., "permission" | "permissions"], ["of", "a", "missing", "Service", ..]) => Some(Capability::Documents),
        (["I", "delete"], ["a", "missing", "Service", ..] | ["the", "Service", ..]) => Some(Capability::Services),
        _ => None,
    }
}

/// The capability that a word of the vocabulary speaks of, after that word.
fn spoken(previous: &str, word: &str) -> Option<Capability> {
    match word {
        "Document" | "Documents" => Some(Capability::Documents),
        "List" | "Lists" => Some(Capability::Lists),
        "Stream" | "Streams" | "message" | "messages" => Some(Capability::Streams),
        "item" | "items" if previous == "list" => Some(Capability::Lists),
        "Map" | "Maps" | "item" | "items" => Some(Capability::Maps),
        "permission" | "permissions" => Some(Capability::Permissions),
        "If-Match" => Some(Capability::IfMatch),
        // That something never expires is as true where nothing does.
        "expires" if previous == "never" => None,
        "expires" | "expired" | "expiry" => Some(Capability::Ttl),
        "Service" if matches!(previous, "another" | "other") => Some(Capability::Services),
        "Services" => Some(Capability::Services),
        _ => TTLS.contains(&word).then_some(Capability::Ttl),
    }
}

/// Where a link of that name leads. The items are those of the object that has the link, which is named beside it.
fn linked(name: &str) -> Option<Capability> {
    match name {
        "documents" => Some(Capability::Documents),
        "lists" => Some(Capability::Lists),
        "maps" => Some(Capability::Maps),
        "streams" | "messages" => Some(Capability::Streams),
        "permissions" => Some(Capability::Permissions),
        _ => None,
    }
}

/// What a segment of a path leads to, by name or in the place of a SID.
fn segment(segment: &str) -> Option<Capability> {
    match segment {
        "Documents" | "{document}" => Some(Capability::Documents),
        "Lists" | "{list}" => Some(Capability::Lists),
        "Maps" | "{map}" => Some(Capability::Maps),
        "Streams" | "{stream}" | "Messages" | "{message}" => Some(Capability::Streams),
        "Permissions" => Some(Capability::Permissions),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_tables_are_the_scenarios_own() {
        let of = |cell: &str| {
            let mut needs = BTreeSet::new();
            add_cell(cell, &mut needs);
            needs.into_iter().map(Capability::name).collect::<Vec<_>>()
        };
        assert_eq!(of("messages"), [""; 0]);
        assert_eq!(of("item"), [""; 0]);
        assert_eq!(of("ItemTtl"), ["ttl"]);
        assert_eq!(of("If-Match"), ["if-match"]);
        assert_eq!(of("the revision of the List"), ["lists"]);
        assert_eq!(of("links to streams"), ["streams"]);
    }

    fn of(text: &str) -> Vec<&'static str> {
        let mut needs = BTreeSet::new();
        add_text(text, &mut needs);
        needs.into_iter().map(Capability::name).collect()
    }

    #[test]
    fn the_words_of_the_vocabulary_say_what_is_needed() {
        assert_eq!(of("I create a Document with"), ["documents"]);
        assert_eq!(of("I fetch the list item \"a\" by the List's unique name"), ["lists"]);
        assert_eq!(of("I list the items with"), ["maps"]);
        assert_eq!(of("8 clients each set the item \"k\" with"), ["maps"]);
        assert_eq!(of("I create a message by the Stream's unique name"), ["streams"]);
        assert_eq!(of("51 permissions of the Map"), ["maps", "permissions"]);
        assert_eq!(of("5 clients each add 3 times to \"n\" of the Document"), ["documents", "if-match"]);
        assert_eq!(of("the Document keeps its expiry"), ["documents", "ttl"]);
        assert_eq!(of("I delete the other Service"), ["services"]);
        assert_eq!(of("I delete a missing Service as a stranger"), ["services"]);
        assert_eq!(of("I fetch a permission of a missing Service"), ["documents", "permissions"]);
        assert_eq!(of("I list the permissions of a missing Service with"), ["documents", "permissions"]);
        for text in ["If-Match", "CollectionTtl", "I walk the Services with"] {
            assert_eq!(of(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn verbs_values_and_conditions_are_no_things() {
        assert_eq!(of("the page lists k0001 to k0050"), [""; 0]);
        assert_eq!(of("its \"unique_name\" is \"Map of Lists\""), [""; 0]);
        assert_eq!(of("it is refused as service-not-found or map-not-found"), [""; 0]);
        assert_eq!(of("it never expires"), [""; 0]);
        assert_eq!(of("a missing Service does not exist"), [""; 0]);
        assert_eq!(of("a Service SID"), [""; 0]);
        assert_eq!(of("{\"message\": \"items expire\"}"), [""; 0]);
    }

    #[test]
    fn paths_links_and_bodies_are_read() {
        assert_eq!(of("I send GET to the path \"/v1/Services/{service}/Streams\""), ["streams"]);
        assert_eq!(
            of("I send PUT to the path \"/Services/{service}/Maps/{map}/Permissions\""),
            ["maps", "permissions"]
        );
        assert_eq!(of("I follow the link \"streams\""), ["streams"]);
        assert_eq!(of("links to items, permissions"), ["permissions"]);
        assert_eq!(of("I create a Document with the body \"Data=%7B%7D&Ttl=5\""), ["documents", "ttl"]);
    }
}
