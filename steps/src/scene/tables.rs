//! Tables of parameters: what a scenario writes, and what is sent.

use serde_json::Value;
use syncproof_api::sid::is_sid_shaped;
use syncproof_harness::{session::Body, verdict::Failure};

use super::Scene;
use crate::{
    cell::{self, Cell},
    params::Label,
};

/// A Gherkin table: rows of cells.
pub(crate) type Table = Vec<Vec<String>>;

/// The parameters and the header of a request.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    pub(super) pairs: Vec<(String, String)>,
    pub(super) if_match: Option<String>,
}

impl Parameters {
    /// The body that carries the parameters; without any, there is none.
    pub(super) fn body(&self) -> Body {
        if self.pairs.is_empty() { Body::None } else { Body::Form(self.pairs.clone()) }
    }
}

impl Scene {
    /// Reads a table of two columns, parameter and value; `about` is the object that `If-Match` refers to.
    pub(super) fn read_table(&self, table: Option<&Table>, about: Option<&Label>) -> Result<Parameters, Failure> {
        let mut parameters = Parameters::default();
        for row in table.into_iter().flatten() {
            let [name, value] = row.as_slice() else {
                return Err(Failure::Mistake(format!("a row of parameters has {} cells instead of 2", row.len())));
            };
            if name == "If-Match" {
                parameters.if_match = Some(self.if_match(value, about)?);
            } else {
                parameters.pairs.push((name.clone(), self.value(name, value)?));
            }
        }
        Ok(parameters)
    }

    fn value(&self, name: &str, text: &str) -> Result<String, Failure> {
        if let Some(index) = text.strip_prefix("the index of ") {
            return self.index(index);
        }
        let cell = cell::read(text, name != "Data").map_err(Failure::Mistake)?;
        if name != "UniqueName" {
            return Ok(cell.with_prefix(""));
        }
        Ok(self.real_name(&cell))
    }

    /// `"b"`, `"b" plus 1`, `"b" of the other List`: an index that the target gave, and indexes near it.
    fn index(&self, text: &str) -> Result<String, Failure> {
        let (object, distance) = text.split_once(" plus ").unwrap_or((text, "0"));
        let mistake = || Failure::Mistake(format!("'the index of {text}' names no list item of this scenario"));
        let label = self.label(&format!("the list item {object}").parse().map_err(Failure::Mistake)?)?;
        let distance: u64 = distance.parse().map_err(|_| mistake())?;
        match self.thing(&label.ok_or_else(mistake)?)?.body.get("index").and_then(Value::as_u64) {
            Some(index) => Ok(index.saturating_add(distance).to_string()),
            None => self.deviates("a list item shown with its \"index\"", "none was shown"),
        }
    }

    /// The unique name that is sent. Names that are refused for their shape must keep it.
    pub(super) fn real_name(&self, cell: &Cell) -> String {
        match cell {
            Cell::Text(text) if text.is_empty() || is_sid_shaped(text) => text.clone(),
            cell => cell.with_prefix(&self.home.prefix),
        }
    }

    fn if_match(&self, text: &str, about: Option<&Label>) -> Result<String, Failure> {
        let mistake = |what: &str| Failure::Mistake(format!("'{text}': {what}"));
        if let Some(object) = text.strip_prefix("the revision of ") {
            let object = object.parse().map_err(Failure::Mistake)?;
            let label = self.label(&object)?.ok_or_else(|| mistake("that object is missing"))?;
            return match self.thing(&label)?.text("revision") {
                Some(revision) => self.sendable(revision),
                None => self.deviates("an object with a \"revision\"", "none was sent"),
            };
        }
        if !matches!(text, "the current revision" | "a past revision" | "the quoted revision" | "the ETag") {
            return cell::read(text, true).map(|cell| cell.with_prefix("")).map_err(Failure::Mistake);
        }
        let thing = self.thing(about.ok_or_else(|| mistake("nothing with a revision is addressed"))?)?;
        let Some(current) = thing.text("revision") else {
            return self.deviates("an object with a \"revision\"", "none was sent");
        };
        match text {
            "a past revision" => match thing.revisions.iter().find(|revision| *revision != current) {
                Some(past) => self.sendable(past),
                None => self.deviates("a new \"revision\" after each update", format!("always \"{current}\"")),
            },
            "the quoted revision" => self.sendable(&format!("\"{current}\"")),
            "the ETag" => match &thing.etag {
                Some(etag) => Ok(etag.clone()),
                None => self.deviates("an ETag header", "none was sent"),
            },
            _ => self.sendable(current),
        }
    }

    /// A revision of the target as the value of a header, which cannot hold just any character.
    fn sendable(&self, revision: &str) -> Result<String, Failure> {
        if revision.chars().any(char::is_control) {
            return self.deviates("a \"revision\" that If-Match can carry", format!("{revision:?}"));
        }
        Ok(revision.to_owned())
    }

    /// Remembers the `Data` of a request, if it has any that is JSON.
    pub(super) fn note_sent_data(&mut self, body: &Body) {
        if let Body::Form(pairs) = body
            && let Some((_, data)) = pairs.iter().rev().find(|(name, _)| name == "Data")
        {
            self.sent_data = serde_json::from_str::<Value>(data).ok();
        }
    }
}

/// The keys that a step names: a table of one column, `a, b, c`, or `k0001 to k0050`.
pub(crate) fn keys(text: Option<&str>, table: Option<&Table>) -> Result<Vec<String>, Failure> {
    if let Some(table) = table {
        let column = table.iter().map(|row| match row.as_slice() {
            [key] => cell::read(key, true).map(|cell| cell.with_prefix("")).map_err(Failure::Mistake),
            _ => Err(Failure::Mistake("a table of keys has one column".to_owned())),
        });
        return column.collect();
    }
    let text = text.ok_or_else(|| Failure::Mistake("no keys are named".to_owned()))?;
    if let Some((first, last)) = text.split_once(" to ") {
        let number = |key: &str| key.strip_prefix('k').and_then(|digits| digits.parse::<usize>().ok());
        if let (Some(first), Some(last)) = (number(first), number(last)) {
            let numbers: Vec<usize> =
                if first <= last { (first..=last).collect() } else { (last..=first).rev().collect() };
            return Ok(numbers.into_iter().map(numbered).collect());
        }
    }
    Ok(text.split(", ").map(str::to_owned).collect())
}

/// The key of the n-th of many items.
pub(crate) fn numbered(number: usize) -> String {
    format!("k{number:04}")
}
