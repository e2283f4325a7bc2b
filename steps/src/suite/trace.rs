//! Scenarios as text, with what they cite and which refusals they accept.

use cucumber::gherkin::{Feature, Scenario, Step};
use syncproof_harness::trace::{self, Refusal};

use super::{file, id, needs::needs, requirements};

/// The scenarios of a feature.
pub(super) fn scenarios(feature: &Feature) -> impl Iterator<Item = trace::Scenario> {
    feature.scenarios.iter().map(|scenario| trace::Scenario {
        id: id(scenario).to_owned(),
        title: scenario.name.clone(),
        file: file(feature),
        line: scenario.position.line,
        requirements: requirements(scenario),
        needs: needs(feature, scenario),
        text: text(scenario),
        refusals: scenario.steps.iter().filter_map(refusal).collect(),
    })
}

/// What a step accepts of refusals; none if it accepts none.
fn refusal(step: &Step) -> Option<Refusal> {
    let after = step.value.strip_prefix("it is ")?.split_once("refused")?.1;
    let mut refusal = Refusal { step: step.value.clone(), conditions: Vec::new(), unknown: Vec::new() };
    if !after.is_empty() {
        for name in after.strip_prefix(" as ")?.split(" or ") {
            match name.parse() {
                Ok(condition) => refusal.conditions.push(condition),
                Err(_) => refusal.unknown.push(name.to_owned()),
            }
        }
    }
    Some(refusal)
}

fn text(scenario: &Scenario) -> String {
    let mut lines: Vec<String> = scenario.tags.iter().map(|tag| format!("@{tag}")).collect();
    lines.push(format!("Scenario: {}", scenario.name));
    lines.extend(scenario.steps.iter().flat_map(step_lines));
    lines.join("\n") + "\n"
}

fn step_lines(step: &Step) -> Vec<String> {
    let mut lines = vec![format!("  {} {}", step.keyword.trim(), step.value)];
    if let Some(docstring) = &step.docstring {
        let text = docstring.trim_matches('\n').lines();
        lines.extend(std::iter::once("\"\"\"").chain(text).chain(["\"\"\""]).map(|line| format!("    {line}")));
    }
    let widths = widths(step);
    for row in step.table.iter().flat_map(|table| &table.rows) {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        lines.push(format!("    | {} |", cells.join(" | ")));
    }
    lines
}

/// How wide each column of a step's table is.
fn widths(step: &Step) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in step.table.iter().flat_map(|table| &table.rows) {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use syncproof_api::{Condition, Profile};

    use crate::suite::{Sources, Suite};

    const REGISTER: &str = "[[requirement]]\nid = \"a.b\"\nlevel = \"must\"\nprofiles = [\"documented\"]\nsource = \"S000\"\nstatement = \"x\"\n";
    const README: &str = "## Sources\n\n| tag | what |\n| --- | --- |\n| S000 | a page |\n";
    const FEATURE: &str = "Feature: f

  @id:x @req:a.b
  Scenario Outline: a Ttl of <ttl>
    When I create a Map with
      | UniqueName | a     |
      | Ttl        | <ttl> |
    Then it is created or refused as <condition>
    And no Map is named \"a\"
    And it is refused

    Examples:
      | case | ttl | condition                        |
      | few  | -1  | invalid-ttl or invalid-parameter |
";

    fn sources() -> Sources {
        Sources {
            features: vec![("maps/f.feature".to_owned(), FEATURE.to_owned())],
            requirements: REGISTER.to_owned(),
            exceptions: String::new(),
            readme: README.to_owned(),
        }
    }

    fn check(sources: &Sources) -> Vec<String> {
        let profiles = [Profile::documented(), Profile::twilio()];
        Suite::check(sources, &profiles).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_scenario_is_shown_with_its_values_and_refusals() {
        let suite = Suite::read(&sources()).unwrap();
        let scenario = &suite.trace().scenarios[0];
        let text = "\
@id:x/few
@req:a.b
Scenario: a Ttl of -1
  When I create a Map with
    | UniqueName | a  |
    | Ttl        | -1 |
  Then it is created or refused as invalid-ttl or invalid-parameter
  And no Map is named \"a\"
  And it is refused
";
        assert_eq!(scenario.text, text);
        assert_eq!((scenario.place().as_str(), scenario.outline()), ("features/maps/f.feature:4", "x"));
        assert_eq!(scenario.refusals[0].conditions, [Condition::InvalidTtl, Condition::InvalidParameter]);
        assert_eq!((scenario.refusals[1].step.as_str(), &scenario.refusals[1].conditions), ("it is refused", &vec![]));
        assert_eq!(scenario.refusals.len(), 2);
    }

    #[test]
    fn a_sound_suite_has_no_problem() {
        assert_eq!(check(&sources()), [""; 0]);
    }

    #[test]
    fn every_kind_of_problem_is_told_at_once() {
        let mut sources = sources();
        let cite = "@id:x @req:a.b";
        sources.features[0].1 = FEATURE.replace(cite, "@id:x");
        sources.features.push(("maps/g.feature".to_owned(), FEATURE.replace(cite, "@id:y @req:a.c")));
        sources.exceptions = "[[exception]]\nid = 'c.d'\nsource = 'S000'\nstatement = 's'\nreason = ''\n".to_owned();
        sources.requirements = REGISTER.replace("S000", "S999");
        assert_eq!(
            check(&sources),
            [
                "features/exceptions.toml: 'c.d': its reason is empty; state it",
                "features/maps/f.feature:4: a scenario cites at least one requirement; tag it @req: and the id of what it can prove broken",
                "features/maps/g.feature:4: there is no requirement 'a.c'; mend the tag, or state it in requirements.toml",
                "features/maps/g.feature:4: a scenario cites at least one requirement; tag it @req: and the id of what it can prove broken",
                "features/requirements.toml: no scenario cites the requirement 'a.b'; tag one @req:a.b, or, if REST cannot show it, make it an exception",
                "features/requirements.toml: 'a.b': its source 'S999' is not in the table of sources; mend it, or explain it in features/README.md",
            ]
        );
    }

    #[test]
    fn a_condition_that_does_not_exist_is_found_without_running_the_step() {
        let mut sources = sources();
        sources.features[0].1 = FEATURE.replace("or invalid-parameter", "or invalid-tll");
        assert_eq!(
            check(&sources),
            [
                "features/maps/f.feature:4: there is no condition 'invalid-tll'; use the name of a [conditions.…] table in profiles/documented.toml"
            ]
        );
    }

    #[test]
    fn a_register_that_cannot_be_read_is_one_problem_among_others() {
        let mut sources = sources();
        sources.requirements = "[[requirement]]\nid = 1\n".to_owned();
        let problems = check(&sources);
        assert!(problems[0].starts_with("features/requirements.toml: TOML parse error at line 2"), "{problems:?}");
        assert!(problems[1].starts_with("features/maps/f.feature:4: there is no requirement 'a.b'"), "{problems:?}");
    }
}
