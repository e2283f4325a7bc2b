//! The thread from the documents to the scenarios and back: what a scenario says, what it cites, and what is cited by none.

use std::collections::BTreeSet;

use syncproof_api::{Capability, Condition, Profile};

use crate::{
    register::{Register, Requirement},
    source::Sources,
    text::{LINE, printable},
};

/// A scenario as it stands in its feature, before a profile says how strictly it is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scenario {
    /// Stable id (rows of an outline: `id/case`).
    pub id: String,
    /// Title.
    pub title: String,
    /// Feature file, relative to `features/`.
    pub file: String,
    /// Line of the scenario.
    pub line: usize,
    /// Ids of its requirements; the first is the main one.
    pub requirements: Vec<String>,
    /// What a target has to have for it.
    pub needs: BTreeSet<Capability>,
    /// Its text, with its tags.
    pub text: String,
    /// The steps of it that accept a refusal.
    pub refusals: Vec<Refusal>,
}

/// A step that accepts a refusal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// The text of the step.
    pub step: String,
    /// The conditions it names; without any, every 4xx is accepted.
    pub conditions: Vec<Condition>,
    /// Names it uses that are no condition's.
    pub unknown: Vec<String>,
}

/// Requirements, sources and scenarios together.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// The requirements and exceptions.
    pub register: Register,
    /// What the tags in their sources stand for.
    pub sources: Sources,
    /// The scenarios, in the order of the features.
    pub scenarios: Vec<Scenario>,
}

/// What is not right with a trace although each of its parts can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A requirement that applies in a profile in which none of its scenarios does.
    #[error(
        "requirements.toml: '{requirement}': applies in profile {profile}, but none of its scenarios does; give it a scenario of its own, or take {profile} from its profiles"
    )]
    Unproven {
        /// Id.
        requirement: String,
        /// Name of the profile.
        profile: String,
    },
    /// A step that names a condition which no profile has.
    #[error(
        "{place}: there is no condition '{}'; use the name of a [conditions.…] table in profiles/documented.toml",
        printable(.name, LINE)
    )]
    UnknownCondition {
        /// File and line of the scenario.
        place: String,
        /// The name in question.
        name: String,
    },
    /// A source that nobody can look up.
    #[error(
        "{file}: '{id}': its source '{}' is not in the table of sources; mend it, or explain it in features/README.md",
        printable(.tag, LINE)
    )]
    UnknownSource {
        /// Which of the two files.
        file: &'static str,
        /// The id of the entry.
        id: String,
        /// The text in question.
        tag: String,
    },
}

impl Scenario {
    /// The id of the outline that it is a row of; of other scenarios, the id.
    pub fn outline(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(outline, _)| outline)
    }

    /// `features/maps/update.feature:12`
    pub fn place(&self) -> String {
        format!("features/{}:{}", self.file, self.line)
    }

    /// Whether one of its steps names that condition.
    pub fn names(&self, condition: Condition) -> bool {
        self.refusals.iter().any(|refusal| refusal.conditions.contains(&condition))
    }
}

impl Trace {
    /// The scenarios that cite a requirement, those of which it is the main one first.
    pub fn citing(&self, requirement: &Requirement) -> Vec<&Scenario> {
        let mut citing: Vec<(usize, &Scenario)> = Vec::new();
        for scenario in &self.scenarios {
            if let Some(at) = scenario.requirements.iter().position(|id| *id == requirement.id) {
                citing.push((at.min(1), scenario));
            }
        }
        citing.sort_by_key(|(at, _)| *at);
        citing.into_iter().map(|(_, scenario)| scenario).collect()
    }

    /// Whether a scenario runs in a profile.
    pub fn applies(&self, scenario: &Scenario, profile: &Profile) -> bool {
        self.register.level_of(&scenario.requirements, profile).is_some()
    }

    /// What only shows when all is seen together, in the order of the register.
    pub fn check(&self, profiles: &[Profile]) -> Vec<Broken> {
        let mut broken = Vec::new();
        for requirement in self.register.requirements.values() {
            let citing = self.citing(requirement);
            let unproven = profiles.iter().filter(|profile| {
                requirement.level_in(profile).is_some()
                    && !citing.iter().any(|scenario| self.applies(scenario, profile))
            });
            // That nothing cites it at all is found where the features are read.
            for profile in unproven.filter(|_| !citing.is_empty()) {
                let (requirement, profile) = (requirement.id.clone(), profile.name().to_owned());
                broken.push(Broken::Unproven { requirement, profile });
            }
            broken.extend(self.unknown_sources("requirements.toml", &requirement.id, &requirement.source));
        }
        for exception in self.register.exceptions.values() {
            broken.extend(self.unknown_sources("exceptions.toml", &exception.id, &exception.source));
        }
        for scenario in &self.scenarios {
            let unknown = scenario.refusals.iter().flat_map(|refusal| &refusal.unknown);
            broken.extend(unknown.map(|name| {
                let place = format!("{}:{}", scenario.file, scenario.line);
                Broken::UnknownCondition { place, name: name.clone() }
            }));
        }
        broken
    }

    fn unknown_sources(&self, file: &'static str, id: &str, source: &str) -> Vec<Broken> {
        let unknown = self.sources.cited(source).into_iter().filter(|cited| cited.meaning.is_none());
        unknown.map(|cited| Broken::UnknownSource { file, id: id.to_owned(), tag: cited.tag }).collect()
    }
}

#[cfg(test)]
pub(crate) mod sample {
    use super::*;

    /// Two areas: one requirement with an outline and a scenario, one with nothing, one that only `documented` has; an exception.
    pub(crate) fn trace() -> Trace {
        let entry = |id: &str, level: &str, profiles: &str, statement: &str| {
            format!(
                "[[requirement]]\nid = '{id}'\nlevel = '{level}'\nprofiles = [{profiles}]\nsource = 'OAI, Map create; PLUG'\nstatement = '{statement}'\n"
            )
        };
        let both = "'documented', 'twilio'";
        let requirements = entry("map.create.name", "must", both, "A name is taken once.")
            + &entry("map.create.ttl", "should", both, "A Ttl | is taken over.")
            + &entry("ttl.range", "may", "'documented'", "A Ttl has a range.");
        let exceptions = "[[exception]]\nid = 'map.events'\nsource = 'OAI'\nstatement = 'Clients are told.'\nreason = 'REST has no events.'\n";
        let readme = "## Sources\n\n| tag | what |\n| --- | --- |\n| OAI | the document |\n| PLUG | a log |\n";
        Trace {
            register: Register::parse(&requirements, exceptions).unwrap(),
            sources: Sources::parse(readme),
            scenarios: vec![
                scenario("map-name/short", &["map.create.name"], &[Condition::UniqueNameTaken]),
                scenario("map-name/long", &["map.create.name"], &[Condition::UniqueNameTaken]),
                scenario("map-name-twice", &["map.create.name"], &[]),
                scenario("ttl-range", &["ttl.range"], &[Condition::InvalidTtl, Condition::InvalidParameter]),
            ],
        }
    }

    pub(crate) fn scenario(id: &str, requirements: &[&str], conditions: &[Condition]) -> Scenario {
        let names = conditions.iter().map(|c| c.name()).collect::<Vec<_>>().join(" or ");
        let refusal =
            Refusal { step: format!("it is refused as {names}"), conditions: conditions.to_vec(), unknown: Vec::new() };
        Scenario {
            id: id.to_owned(),
            title: format!("Title of {id}"),
            file: "maps/create.feature".to_owned(),
            line: 7,
            requirements: requirements.iter().map(|id| (*id).to_owned()).collect(),
            needs: BTreeSet::from([Capability::Maps, Capability::Ttl]),
            text: format!("@id:{id}\nScenario: Title of {id}\n  Then {}\n", refusal.step),
            refusals: if conditions.is_empty() { Vec::new() } else { vec![refusal] },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(trace: &Trace) -> Vec<String> {
        let profiles = [Profile::documented(), Profile::twilio()];
        trace.check(&profiles).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_trace_has_nothing_to_say() {
        // What no scenario cites is found where features are read.
        assert_eq!(check(&sample::trace()), [""; 0]);
    }

    #[test]
    fn a_requirement_whose_scenarios_do_not_apply_is_found() {
        let mut trace = sample::trace();
        trace.scenarios.push(sample::scenario("map-ttl", &["map.create.ttl", "ttl.range"], &[]));
        assert_eq!(
            check(&trace),
            [
                "requirements.toml: 'map.create.ttl': applies in profile twilio, but none of its scenarios does; give it a scenario of its own, or take twilio from its profiles"
            ]
        );
        trace.scenarios.push(sample::scenario("map-ttl-alone", &["map.create.ttl"], &[]));
        assert_eq!(check(&trace), [""; 0]);
    }

    #[test]
    fn a_source_that_nobody_can_look_up_is_found() {
        let mut trace = sample::trace();
        trace.sources = Sources::parse("## Sources\n| tag | what |\n| - | - |\n| OAI | the document |\n");
        let found = check(&trace);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(
            found[0],
            "requirements.toml: 'map.create.name': its source 'PLUG' is not in the table of sources; mend it, or explain it in features/README.md"
        );
    }

    #[test]
    fn a_condition_that_does_not_exist_is_found() {
        let mut trace = sample::trace();
        trace.scenarios[0].refusals[0].unknown.push("name-taken".to_owned());
        assert_eq!(
            check(&trace),
            [
                "maps/create.feature:7: there is no condition 'name-taken'; use the name of a [conditions.…] table in profiles/documented.toml"
            ]
        );
    }

    #[test]
    fn scenarios_that_are_mainly_about_a_requirement_come_first() {
        let mut trace = sample::trace();
        trace.scenarios.insert(0, sample::scenario("aside", &["map.create.ttl", "map.create.name"], &[]));
        let citing = trace.citing(&trace.register.requirements["map.create.name"]);
        assert_eq!(
            citing.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(),
            ["map-name/short", "map-name/long", "map-name-twice", "aside"]
        );
    }
}
