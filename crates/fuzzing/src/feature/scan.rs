//! A feature that the linter lets pass, read line by line: each line has to have come to something.

use syncproof_steps::Suite;
use toml::{Table, Value};

const SCENARIOS: [&str; 4] = ["Scenario:", "Scenario Outline:", "Scenario Template:", "Example:"];
const EXAMPLES: [&str; 2] = ["Examples:", "Scenarios:"];
const STEPS: [&str; 6] = ["Given", "When", "Then", "And", "But", "*"];

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Scenario,
    Step,
    /// Of a table or of examples.
    Row,
    Examples,
    Tags,
    /// Anything else that says something.
    Prose,
}

/// A line that is neither empty nor a comment, nor in a text between quotes; from 1.
type Line<'a> = (usize, Kind, &'a str);

/// Nothing of a feature and its register was passed over.
pub(super) fn check(feature: &str, requirements: &str, suite: &Suite) -> Result<(), String> {
    let lines = lines(feature);
    let scenarios: Vec<usize> = of(&lines, Kind::Scenario).collect();
    let mut entries: Vec<usize> = suite.entries().iter().map(|entry| entry.line).collect();
    entries.sort_unstable();
    entries.dedup();
    if scenarios != entries {
        return Err(format!("scenarios begin in the lines {scenarios:?}, and those of the suite in {entries:?}"));
    }
    let first = scenarios.first().copied().unwrap_or(usize::MAX);
    if let Some((line, _, text)) = lines.iter().find(|(line, kind, _)| *line > first && *kind == Kind::Prose) {
        return Err(format!("line {line} is passed over: '{text}'"));
    }
    steps(&lines, suite)?;
    let stated = requirements.parse::<Table>().ok().and_then(|table| Some(table.get("requirement")?.as_array()?.len()));
    if stated != Some(suite.register.requirements.len()) {
        return Err(format!("{stated:?} requirements are stated, {} are read", suite.register.requirements.len()));
    }
    Ok(())
}

/// Each scenario has as many steps, rows of tables aside, as lines that begin like one.
fn steps(lines: &[Line<'_>], suite: &Suite) -> Result<(), String> {
    for scenario in &suite.trace().scenarios {
        let of_it = lines.iter().skip_while(|(line, ..)| *line <= scenario.line);
        let of_it = of_it.take_while(|(_, kind, _)| *kind != Kind::Scenario);
        let stated: Vec<&str> =
            of_it.filter(|(_, kind, _)| *kind == Kind::Step).map(|(.., text)| first(text)).collect();
        let read: Vec<&str> = text_of_steps(&scenario.text);
        if stated != read {
            return Err(format!("line {}: the steps {stated:?} are read as {read:?}", scenario.line));
        }
    }
    Ok(())
}

/// The first words of the steps in the text of a scenario: they alone are two spaces from the left.
fn text_of_steps(text: &str) -> Vec<&str> {
    let steps =
        text.lines().skip_while(|line| !line.starts_with("Scenario:")).filter_map(|line| line.strip_prefix("  "));
    steps.filter(|line| !line.starts_with(' ')).map(first).collect()
}

fn first(text: &str) -> &str {
    text.split([' ', '\t']).next().unwrap_or_default()
}

fn of(lines: &[Line<'_>], wanted: Kind) -> impl Iterator<Item = usize> {
    lines.iter().filter(move |(_, kind, _)| *kind == wanted).map(|(line, ..)| *line)
}

/// The lines of a feature. A text between quotes ends where its quotes come again, wherever that is.
fn lines(feature: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut number, mut rest) = (1, feature);
    while !rest.is_empty() {
        let (line, mut after) = rest.split_once('\n').unwrap_or((rest, ""));
        let text = line.trim_matches([' ', '\t', '\r']);
        let quotes = ["\"\"\"", "```"].into_iter().find(|quotes| text.starts_with(quotes));
        if let Some(quotes) = quotes {
            let begin = rest.find(quotes).unwrap_or_default() + quotes.len();
            let end = rest[begin..].find(quotes).map_or(rest.len(), |at| begin + at + quotes.len());
            after = rest[end..].split_once('\n').map_or("", |(_, after)| after);
        } else if !text.is_empty() && !text.starts_with('#') {
            lines.push((number, kind(text), text));
        }
        number += rest[..rest.len() - after.len()].matches('\n').count();
        rest = after;
    }
    lines
}

fn kind(text: &str) -> Kind {
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    match () {
        () if begins(&SCENARIOS) => Kind::Scenario,
        () if begins(&EXAMPLES) => Kind::Examples,
        () if STEPS.contains(&first(text)) => Kind::Step,
        () if text.starts_with('|') => Kind::Row,
        () if text.starts_with('@') => Kind::Tags,
        () => Kind::Prose,
    }
}

/// A table of TOML, by name.
pub(super) fn table<'a>(table: &'a Table, name: &str) -> Option<&'a Table> {
    table.get(name).and_then(Value::as_table)
}

#[cfg(test)]
mod tests {
    use syncproof_steps::suite::Sources;

    use super::*;
    use crate::feature::parts::Part;

    const GOOD: &str = "Feature: f\n  Prose.\n\n  @id:x @req:a.b\n  Scenario: s\n    When I create a Document with the body\n      \"\"\"\n      Scenario: none\n      \"\"\"\n    Then it is created\n";

    fn suite(feature: &str) -> Suite {
        let sources = Sources {
            features: vec![("area/f.feature".to_owned(), feature.to_owned())],
            requirements: Part::Requirements.usual().to_owned(),
            ..Sources::default()
        };
        Suite::read(&sources).unwrap()
    }

    #[test]
    fn what_is_passed_over_is_a_finding() {
        let requirements = Part::Requirements.usual();
        let suite = suite(GOOD);
        assert_eq!(check(GOOD, requirements, &suite), Ok(()));
        // As if the suite were what the linter had made of these.
        let problem = |feature: &str| check(feature, requirements, &suite).unwrap_err();
        assert!(problem(&format!("{GOOD}  Scenario: t\n")).starts_with("scenarios begin in the lines [5, 11]"));
        assert!(problem(&format!("{GOOD}    Thn it is\n")).starts_with("line 11 is passed over"));
        assert!(problem(&format!("{GOOD}    And it is\n")).starts_with("line 5: the steps"));
        assert!(check(GOOD, &requirements.repeat(2), &suite).is_err());
    }
}
