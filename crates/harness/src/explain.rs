//! Whatever has a name in the suite, found by it: requirements, exceptions, scenarios, outlines and conditions.

use std::collections::BTreeSet;

use syncproof_api::Condition;

use crate::{
    register::{Exception, Requirement},
    select::distance,
    text::{LINE, printable},
    trace::{Refusal, Scenario, Trace},
};

/// How many names are suggested for one that is unknown.
const SUGGESTIONS: usize = 5;
/// From so many letters on, a name is also looked for within others.
const PART: usize = 3;

/// What a name stands for.
#[derive(Debug, Clone)]
pub enum Explained<'a> {
    /// A requirement.
    Requirement(About<'a>),
    /// What REST cannot show.
    Exception(&'a Exception),
    /// A scenario, with the requirements it cites.
    Scenario(&'a Scenario, Vec<&'a Requirement>),
    /// All rows of an outline, with the requirements they cite.
    Outline(Vec<&'a Scenario>, Vec<&'a Requirement>),
    /// An error situation, with the scenarios that name it and the requirements they cite.
    Condition(Condition, Vec<&'a Scenario>, Vec<&'a Requirement>),
}

/// A requirement with what leads to and from it.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// The requirement.
    pub requirement: &'a Requirement,
    /// The scenarios that cite it.
    pub scenarios: Vec<&'a Scenario>,
    /// The steps of theirs that accept a refusal, each once.
    pub refusals: Vec<&'a Refusal>,
}

/// A name that nothing has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The name as given.
    pub name: String,
    /// What may have been meant, the nearest first.
    pub nearest: Vec<String>,
}

impl std::fmt::Display for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = printable(&self.name, LINE);
        write!(f, "'{name}' is no requirement, exception, scenario or condition; ")?;
        match self.nearest.as_slice() {
            [] => f.write_str("`syncproof matrix` and `syncproof list` show what there is"),
            [one] => write!(f, "did you mean {one}?"),
            several => write!(f, "did you mean one of {}?", several.join(", ")),
        }
    }
}

impl std::error::Error for Unknown {}

/// Everything of that name. Tags are welcome as they stand in features (`@req:…`, `@id:…`).
pub fn explain<'a>(trace: &'a Trace, name: &str) -> Result<Vec<Explained<'a>>, Unknown> {
    let name = ["@req:", "@id:"].iter().find_map(|tag| name.strip_prefix(tag)).unwrap_or(name).trim();
    let register = &trace.register;
    let mut found = Vec::new();
    found.extend(register.get(name).map(|requirement| Explained::Requirement(about(trace, requirement))));
    found.extend(register.exceptions.get(name).map(Explained::Exception));
    let scenarios = |is: &dyn Fn(&Scenario) -> bool| trace.scenarios.iter().filter(|s| is(s)).collect::<Vec<_>>();
    match scenarios(&|s| s.id == name).first() {
        Some(scenario) => found.push(Explained::Scenario(scenario, requirements(trace, &[*scenario]))),
        None => match scenarios(&|s| s.outline() == name) {
            rows if rows.is_empty() => {}
            rows => {
                let requirements = requirements(trace, &rows);
                found.push(Explained::Outline(rows, requirements));
            }
        },
    }
    if let Ok(condition) = name.parse::<Condition>() {
        let naming = scenarios(&|s| s.names(condition));
        let requirements = requirements(trace, &naming);
        found.push(Explained::Condition(condition, naming, requirements));
    }
    if found.is_empty() {
        return Err(Unknown { name: name.to_owned(), nearest: nearest(trace, name) });
    }
    Ok(found)
}

fn about<'a>(trace: &'a Trace, requirement: &'a Requirement) -> About<'a> {
    let scenarios = trace.citing(requirement);
    let refusals = scenarios.iter().flat_map(|scenario| &scenario.refusals).collect::<BTreeSet<_>>();
    About { requirement, scenarios, refusals: refusals.into_iter().collect() }
}

/// The requirements that scenarios cite, each once.
fn requirements<'a>(trace: &'a Trace, scenarios: &[&Scenario]) -> Vec<&'a Requirement> {
    let mut requirements: Vec<&Requirement> = Vec::new();
    for id in scenarios.iter().flat_map(|scenario| &scenario.requirements) {
        if let Some(requirement) = trace.register.get(id)
            && !requirements.contains(&requirement)
        {
            requirements.push(requirement);
        }
    }
    requirements
}

/// How near a name is to another; the order is from near to far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// It begins with the other.
    Begins,
    /// It differs by so few letters that it may be a slip.
    Slip,
    /// It holds the other somewhere.
    Holds,
    /// It begins with the same word.
    SameWord,
}

fn nearest(trace: &Trace, name: &str) -> Vec<String> {
    if name.is_empty() || name.len() > LINE {
        return Vec::new();
    }
    let mut near = BTreeSet::new();
    for candidate in names(trace) {
        let far = distance(name, candidate);
        if let Some(nearness) = nearness(name, candidate, far) {
            near.insert((nearness, far, candidate));
        }
    }
    // A word in common is a hint only where there is no better.
    let best = near.first().map(|(nearness, ..)| *nearness);
    near.retain(|(nearness, ..)| *nearness != Nearness::SameWord || best == Some(Nearness::SameWord));
    near.into_iter().take(SUGGESTIONS).map(|(.., name)| name.to_owned()).collect()
}

fn nearness(name: &str, candidate: &str, far: usize) -> Option<Nearness> {
    let length = name.chars().count();
    let word = |text: &str| text.split(['.', '-', '/']).next().unwrap_or_default().to_owned();
    if length >= PART && candidate.starts_with(name) {
        Some(Nearness::Begins)
    // Beyond a third of its letters, it is another name and no slip.
    } else if far <= (length / 3).max(2) {
        Some(Nearness::Slip)
    } else if length >= PART && candidate.contains(name) {
        Some(Nearness::Holds)
    } else {
        (word(name) == word(candidate)).then_some(Nearness::SameWord)
    }
}

fn names(trace: &Trace) -> BTreeSet<&str> {
    let register = &trace.register;
    let entries = register.requirements.keys().chain(register.exceptions.keys()).map(String::as_str);
    let scenarios = trace.scenarios.iter().flat_map(|scenario| [scenario.id.as_str(), scenario.outline()]);
    entries.chain(scenarios).chain(Condition::ALL.iter().map(|condition| condition.name())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::trace;

    fn unknown(name: &str) -> String {
        explain(&trace(), name).unwrap_err().to_string()
    }

    #[test]
    fn a_requirement_leads_to_its_scenarios_and_what_they_accept() {
        let trace = trace();
        for name in ["map.create.name", "@req:map.create.name", " map.create.name"] {
            let [Explained::Requirement(about)] = &explain(&trace, name).unwrap()[..] else { panic!("{name}") };
            assert_eq!(about.requirement.statement, "A name is taken once.");
            assert_eq!(about.scenarios.len(), 3);
            // Two scenarios have that step; it is told once.
            assert_eq!(about.refusals.len(), 1);
            assert_eq!(about.refusals[0].conditions, [Condition::UniqueNameTaken]);
        }
    }

    #[test]
    fn scenarios_and_outlines_lead_to_their_requirements() {
        let trace = trace();
        let [Explained::Scenario(scenario, requirements)] = &explain(&trace, "@id:ttl-range").unwrap()[..] else {
            panic!("no scenario")
        };
        assert_eq!((scenario.line, requirements[0].id.as_str()), (7, "ttl.range"));
        let [Explained::Outline(rows, requirements)] = &explain(&trace, "map-name").unwrap()[..] else {
            panic!("no outline")
        };
        assert_eq!((rows.len(), requirements.len()), (2, 1));
        assert!(matches!(explain(&trace, "map-name/long").unwrap()[..], [Explained::Scenario(..)]));
    }

    #[test]
    fn a_condition_leads_to_all_that_names_it() {
        let trace = trace();
        let [Explained::Condition(condition, scenarios, requirements)] = &explain(&trace, "invalid-ttl").unwrap()[..]
        else {
            panic!("no condition")
        };
        assert_eq!(*condition, Condition::InvalidTtl);
        assert_eq!((scenarios[0].id.as_str(), requirements[0].id.as_str()), ("ttl-range", "ttl.range"));
        assert!(matches!(explain(&trace, "map.events").unwrap()[..], [Explained::Exception(_)]));
    }

    #[test]
    fn a_name_may_stand_for_several_things() {
        let mut trace = trace();
        trace.scenarios[2].id = "key-taken".to_owned();
        assert_eq!(explain(&trace, "key-taken").unwrap().len(), 2);
    }

    #[test]
    fn an_unknown_name_is_one_sentence_with_the_nearest_names() {
        assert_eq!(
            unknown("map.create.nam"),
            "'map.create.nam' is no requirement, exception, scenario or condition; did you mean one of map.create.name, map.create.ttl?"
        );
        assert_eq!(
            unknown("ttl.rang"),
            "'ttl.rang' is no requirement, exception, scenario or condition; did you mean one of ttl.range, ttl-range?"
        );
        // The same word.
        assert!(
            unknown("map.expiry.zero").ends_with(
                "did you mean one of map.create.name, map.create.ttl, map.events, map-name, map-name/short?"
            ),
            "{}",
            unknown("map.expiry.zero")
        );
        // A part of names.
        assert!(
            unknown("create").ends_with("did you mean one of map.create.ttl, map.create.name?"),
            "{}",
            unknown("create")
        );
        let nothing = unknown("\u{1b}[31mnothing of the kind");
        assert_eq!(
            nothing,
            "'\\u{1b}[31mnothing of the kind' is no requirement, exception, scenario or condition; `syncproof matrix` and `syncproof list` show what there is"
        );
        assert!(unknown(&"x".repeat(100_000)).len() < 600);
    }
}
