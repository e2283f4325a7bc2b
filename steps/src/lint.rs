//! What a feature must not do: the mistakes that would make a scenario pass without checking anything.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use cucumber::{
    World as _,
    gherkin::{Feature, GherkinEnv, ParseError, Scenario, Step, StepType},
};
use syncproof_harness::register::Register;

use crate::{suite, world::World};

/// A mistake in a feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Feature file, relative to `features/`, or a file of the register.
    pub file: String,
    /// Line; 0 where there is none.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "features/{}: {}", self.file, self.problem),
            line => write!(f, "features/{}:{line}: {}", self.file, self.problem),
        }
    }
}

/// Words that begin a step.
const KEYWORDS: [&str; 5] = ["Given", "When", "Then", "And", "But"];

/// Tags besides `id:…` and `req:…`.
const TAGS: [&str; 4] = ["own-service", "race", "serial", "waits"];

/// Checks expanded features against each other and against the register.
pub fn check(features: &[Feature], register: &Register) -> Vec<Finding> {
    let mut findings = Findings::default();
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for feature in features {
        let file = suite::file(feature);
        check_feature(feature, &file, &mut findings);
        for scenario in &feature.scenarios {
            check_scenario(scenario, &file, register, &mut findings);
            used.extend(scenario.tags.iter().filter_map(|tag| tag.strip_prefix("req:")));
            let here = format!("{file}:{}", scenario.position.line);
            let id = suite::id(scenario);
            if let Some(elsewhere) = ids.insert(id, here)
                && !id.is_empty()
            {
                findings.add(&file, scenario.position.line, format!("the id '{id}' is also that of {elsewhere}"));
            }
        }
    }
    for id in register.requirements.keys().filter(|id| !used.contains(id.as_str())) {
        let problem = format!(
            "no scenario cites the requirement '{id}'; tag one @req:{id}, or, if REST cannot show it, make it an exception"
        );
        findings.add("requirements.toml", 0, problem);
    }
    findings.0
}

/// The steps of a feature that the vocabulary gives no meaning, or several.
pub fn unknown_steps(feature: &str) -> Result<Vec<String>, ParseError> {
    let feature = Feature::parse(feature, GherkinEnv::default())?;
    let vocabulary = World::collection();
    let steps = feature.scenarios.iter().flat_map(|scenario| &scenario.steps);
    let is_unknown = |step: &&Step| !matches!(vocabulary.find(step), Ok(Some(_)));
    Ok(steps.filter(is_unknown).map(|step| format!("{} {}", step.keyword.trim(), step.value)).collect())
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, file: &str, line: usize, problem: impl Into<String>) {
        self.0.push(Finding { file: file.to_owned(), line, problem: problem.into() });
    }
}

fn check_feature(feature: &Feature, file: &str, findings: &mut Findings) {
    let line = feature.position.line;
    if !file.contains('/') {
        findings.add(file, line, "a feature belongs into the folder of its area");
    }
    if feature.scenarios.is_empty() {
        findings.add(file, line, "a feature without scenarios");
    }
    if feature.background.is_some() || !feature.rules.is_empty() {
        findings.add(file, line, "backgrounds and rules are not used: a scenario stands for itself");
    }
    if !feature.tags.is_empty() {
        findings.add(file, line, "tags belong to scenarios, not to features");
    }
    for text in feature.description.iter().flat_map(|text| text.lines()).filter(|text| looks_like_a_step(text)) {
        findings.add(file, line, format!("the description has a line that looks like a step: '{}'", text.trim()));
    }
}

fn check_scenario(scenario: &Scenario, file: &str, register: &Register, findings: &mut Findings) {
    let line = scenario.position.line;
    let id = suite::id(scenario);
    if !is_slug(id) {
        findings.add(file, line, format!("the id '{id}' is not a slug; tag the scenario @id:lower-case-words"));
    }
    if scenario.steps.is_empty() {
        findings.add(file, line, "a scenario without steps");
    } else if scenario.steps.iter().all(|step| step.ty != StepType::Then) {
        findings.add(file, line, "a scenario without a Then checks nothing");
    }
    if let Some(text) = scenario.description.as_deref().filter(|text| !text.trim().is_empty()) {
        findings.add(file, line, format!("text before the first step is no step: '{}'", text.trim()));
    }
    let mut requirements = Vec::new();
    for tag in &scenario.tags {
        if let Some(requirement) = tag.strip_prefix("req:") {
            match register.get(requirement) {
                Some(found) => requirements.push(found),
                None => findings.add(
                    file,
                    line,
                    format!("there is no requirement '{requirement}'; mend the tag, or state it in requirements.toml"),
                ),
            }
        } else if !tag.starts_with("id:") && !TAGS.contains(&tag.as_str()) {
            findings.add(file, line, format!("the tag '@{tag}' is not in use; see features/README.md"));
        }
    }
    if scenario.tags.iter().filter(|tag| tag.starts_with("id:")).count() != 1 {
        findings.add(file, line, "a scenario has exactly one @id tag");
    }
    match requirements.split_first() {
        None => {
            let problem =
                "a scenario cites at least one requirement; tag it @req: and the id of what it can prove broken";
            findings.add(file, line, problem);
        }
        Some((first, rest)) => {
            if rest.iter().any(|other| other.levels != first.levels) {
                findings.add(file, line, "the requirements of a scenario differ in levels or profiles");
            }
        }
    }
}

/// Lower-case words joined by `-`, with at most one `/` before the case of an outline.
fn is_slug(id: &str) -> bool {
    let word = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    match id.split_once('/') {
        None => word(id),
        Some((outline, case)) => word(outline) && word(case),
    }
}

/// Whether a line begins with a keyword or a tag: a scenario whose heading is misspelt ends up in the description like that. Steps that
/// are misspelt themselves are text before the first step, or no Gherkin at all.
fn looks_like_a_step(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    first == "*" || first.starts_with('@') || KEYWORDS.contains(&first)
}

#[cfg(test)]
mod tests {
    use crate::suite::{Sources, Suite, SuiteError};

    const REGISTER: &str = "[[requirement]]\nid = \"a.b\"\nlevel = \"must\"\nprofiles = [\"documented\"]\nsource = \"S000\"\nstatement = \"x\"\n";

    /// What the linter says of one feature.
    fn findings(feature: &str) -> String {
        let features = vec![("area/f.feature".to_owned(), feature.to_owned())];
        let sources = Sources { features, requirements: REGISTER.to_owned(), ..Sources::default() };
        match Suite::read(&sources) {
            Ok(_) => String::new(),
            Err(SuiteError::Features(findings)) => {
                findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            }
            Err(other) => other.to_string(),
        }
    }

    fn scenario(tags: &str, steps: &str) -> String {
        findings(&format!("Feature: f\n\n  {tags}\n  Scenario: s\n{steps}"))
    }

    const GOOD: &str = "    When I create a Document\n    Then it is created\n";

    #[test]
    fn a_good_scenario_passes() {
        assert_eq!(scenario("@id:x @req:a.b", GOOD), "");
    }

    #[test]
    fn scenarios_that_check_nothing_are_found() {
        assert!(scenario("@id:x @req:a.b", "").contains("without steps"));
        assert!(scenario("@id:x @req:a.b", "    When I create a Document\n").contains("without a Then"));
    }

    #[test]
    fn misspelt_steps_are_found_wherever_they_stand() {
        assert!(
            scenario("@id:x @req:a.b", "    Givn a Document\n    Then it is created\n")
                .contains("is no step: 'Givn a Document'")
        );
        assert!(scenario("@id:x @req:a.b", "    Given a Document\n    Thn it is created\n").contains("f.feature:6"));
    }

    #[test]
    fn a_misspelt_heading_is_found() {
        let first =
            findings(&format!("Feature: f\n  Prose.\n\n  Scenrio: s\n{GOOD}\n  @id:x @req:a.b\n  Scenario: t\n{GOOD}"));
        assert!(first.contains("looks like a step: 'When I create a Document'"), "{first}");
        let later = findings(&format!("Feature: f\n\n  @id:x @req:a.b\n  Scenario: s\n{GOOD}\n  Scenrio: t\n{GOOD}"));
        assert!(later.contains("f.feature:9: this is no Gherkin: 'When I create a Document'"), "{later}");
    }

    #[test]
    fn what_is_missing_at_the_end_is_said_of_the_last_line() {
        assert!(findings("").contains("f.feature:1: this is no Gherkin"), "{}", findings(""));
        assert!(findings("\n@x\n").contains("f.feature:2: this is no Gherkin"), "{}", findings("\n@x\n"));
    }

    #[test]
    fn ids_and_requirements_are_checked() {
        assert!(scenario("@req:a.b", GOOD).contains("exactly one @id"));
        assert!(scenario("@id:X_y @req:a.b", GOOD).contains("not a slug"));
        assert!(scenario("@id:x", GOOD).contains("at least one requirement"));
        assert!(scenario("@id:x @req:a.c", GOOD).contains("there is no requirement 'a.c'"));
        assert!(scenario("@id:x", GOOD).contains("no scenario cites the requirement 'a.b'"));
        assert!(scenario("@id:x @req:a.b @wip", GOOD).contains("'@wip' is not in use"));
    }

    #[test]
    fn duplicate_ids_are_found() {
        let twice =
            format!("Feature: f\n\n  @id:x @req:a.b\n  Scenario: s\n{GOOD}\n  @id:x @req:a.b\n  Scenario: t\n{GOOD}");
        assert!(findings(&twice).contains("the id 'x' is also that of area/f.feature:4"), "{}", findings(&twice));
    }
}
