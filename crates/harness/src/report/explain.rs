//! What a name of the suite stands for, as text.

use syncproof_api::{Condition, Profile};

use super::terminal::{QUIET, Style, counted};
use crate::{
    explain::{About, Explained},
    register::{Exception, Requirement},
    source::Sources,
    trace::{Refusal, Scenario},
};

/// How wide labels are, with the space after them.
const LABEL: usize = 14;

/// Everything that a name stands for. `profiles` are those whose levels and accepted sets are shown.
pub fn text(found: &[Explained<'_>], sources: &Sources, profiles: &[Profile], style: Style) -> String {
    let writer = Writer { sources, profiles, style };
    let texts = found.iter().map(|explained| match explained {
        Explained::Requirement(about) => writer.requirement(about),
        Explained::Exception(exception) => writer.exception(exception),
        Explained::Scenario(scenario, requirements) => writer.scenario(scenario, requirements),
        Explained::Outline(rows, requirements) => writer.outline(rows, requirements),
        Explained::Condition(condition, scenarios, requirements) => {
            writer.condition(*condition, scenarios, requirements)
        }
    });
    texts.map(|lines| lines.join("\n") + "\n").collect::<Vec<_>>().join("\n")
}

struct Writer<'a> {
    sources: &'a Sources,
    profiles: &'a [Profile],
    style: Style,
}

impl Writer<'_> {
    fn requirement(&self, about: &About<'_>) -> Vec<String> {
        let requirement = about.requirement;
        let mut lines = vec![self.labelled("requirement", &requirement.id), self.labelled("", &requirement.statement)];
        lines.extend(self.block("level", self.levels(requirement)));
        lines.extend(self.block("source", self.source(&requirement.source)));
        lines.extend(self.block("scenarios", about.scenarios.iter().flat_map(|scenario| scenario_lines(scenario))));
        lines.extend(self.block("accepted", self.accepted(&about.refusals)));
        lines
    }

    fn exception(&self, exception: &Exception) -> Vec<String> {
        let mut lines = vec![self.labelled("exception", &exception.id), self.labelled("", &exception.statement)];
        lines.push(self.labelled("not tested", &exception.reason));
        lines.extend(self.block("source", self.source(&exception.source)));
        lines
    }

    fn scenario(&self, scenario: &Scenario, requirements: &[&Requirement]) -> Vec<String> {
        let mut lines = vec![self.labelled("scenario", &scenario.id), self.labelled("at", &scenario.place())];
        lines.extend(self.block("requirements", requirements.iter().flat_map(|r| requirement_lines(r))));
        if !scenario.needs.is_empty() {
            let needs: Vec<&str> = scenario.needs.iter().map(|need| need.name()).collect();
            lines.push(self.labelled("needs", &needs.join(", ")));
        }
        lines.push(String::new());
        lines.extend(
            scenario.text.lines().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }),
        );
        lines.push(String::new());
        lines.extend(self.block("accepted", self.accepted(&scenario.refusals.iter().collect::<Vec<_>>())));
        lines
    }

    fn outline(&self, rows: &[&Scenario], requirements: &[&Requirement]) -> Vec<String> {
        let name = rows.first().map(|row| row.outline()).unwrap_or_default();
        let mut lines = vec![self.labelled("outline", &format!("{name}, {}", counted(rows.len(), "case")))];
        lines.extend(self.block("requirements", requirements.iter().flat_map(|r| requirement_lines(r))));
        lines.extend(self.block("scenarios", rows.iter().flat_map(|row| scenario_lines(row))));
        lines
    }

    fn condition(&self, condition: Condition, scenarios: &[&Scenario], requirements: &[&Requirement]) -> Vec<String> {
        let mut lines = vec![self.labelled("condition", condition.name()), self.labelled("", condition.meaning())];
        let accepted = self.profiles.iter().map(|profile| {
            let rule = profile.rule(condition);
            let sends = format!("the reference sends {}, code {}", rule.sends_status, rule.sends_code);
            format!("{}  {rule}; {sends}", self.padded(profile))
        });
        lines.extend(self.block("accepted", accepted));
        let none = |is_empty: bool| is_empty.then(|| "none names it".to_owned());
        let cited = requirements.iter().flat_map(|r| requirement_lines(r)).chain(none(requirements.is_empty()));
        lines.extend(self.block("requirements", cited));
        let naming = scenarios.iter().flat_map(|s| scenario_lines(s)).chain(none(scenarios.is_empty()));
        lines.extend(self.block("scenarios", naming));
        lines
    }

    fn levels(&self, requirement: &Requirement) -> Vec<String> {
        let level = |profile: &Profile| {
            let level = requirement.level_in(profile).map_or("not part of it".to_owned(), |level| level.to_string());
            format!("{}  {level}", self.padded(profile))
        };
        self.profiles.iter().map(level).collect()
    }

    fn source(&self, source: &str) -> Vec<String> {
        let cited = self.sources.cited(source);
        let name = |tag: &str, place: &str| if place.is_empty() { tag.to_owned() } else { format!("{tag}, {place}") };
        let names: Vec<String> = cited.iter().map(|cited| name(&cited.tag, &cited.place)).collect();
        let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
        let meanings =
            cited.into_iter().map(|cited| cited.meaning.unwrap_or_else(|| "not in the table of sources".to_owned()));
        names.into_iter().zip(meanings).map(|(name, meaning)| format!("{name:<width$}  {meaning}")).collect()
    }

    /// What each step that accepts a refusal accepts, in each profile.
    fn accepted(&self, refusals: &[&Refusal]) -> Vec<String> {
        if refusals.is_empty() {
            return vec!["no refusal is named: the steps say what is right".to_owned()];
        }
        let mut lines = Vec::new();
        for refusal in refusals {
            lines.push(refusal.step.clone());
            if refusal.conditions.is_empty() {
                lines.push("  any status from 400 to 499, any code".to_owned());
            }
            for profile in self.profiles.iter().filter(|_| !refusal.conditions.is_empty()) {
                lines.push(format!("  {}  {}", self.padded(profile), rules(&refusal.conditions, profile)));
            }
        }
        lines
    }

    /// The name of a profile, as wide as the widest.
    fn padded(&self, profile: &Profile) -> String {
        let width = self.profiles.iter().map(|profile| profile.name().chars().count()).max().unwrap_or_default();
        format!("{:<width$}", profile.name())
    }

    fn labelled(&self, label: &str, text: &str) -> String {
        format!("{}{text}", self.style.paint(QUIET, format_args!("{label:<LABEL$}")))
    }

    /// Lines with a label before the first.
    fn block(&self, label: &str, lines: impl IntoIterator<Item = String>) -> Vec<String> {
        let labels = std::iter::once(label).chain(std::iter::repeat(""));
        lines.into_iter().zip(labels).map(|(line, label)| self.labelled(label, &line)).collect()
    }
}

/// What a profile accepts for one or the other of these conditions, each set once.
fn rules(conditions: &[Condition], profile: &Profile) -> String {
    let mut rules: Vec<String> = Vec::new();
    for rule in conditions.iter().map(|condition| profile.rule(*condition).to_string()) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules.join("; or ")
}

fn scenario_lines(scenario: &Scenario) -> [String; 2] {
    [format!("{}  {}", scenario.id, scenario.title), format!("  {}", scenario.place())]
}

fn requirement_lines(requirement: &Requirement) -> [String; 2] {
    [requirement.id.clone(), format!("  {}", requirement.statement)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{explain::explain, trace::sample::trace};

    fn explained(name: &str) -> String {
        let trace = trace();
        let profiles = [Profile::documented(), Profile::twilio()];
        text(&explain(&trace, name).unwrap(), &trace.sources, &profiles, Style::PLAIN)
    }

    #[test]
    fn a_requirement_is_told_with_all_that_belongs_to_it() {
        let expected = "\
requirement   map.create.name
              A name is taken once.
level         documented  must
              twilio      must
source        OAI, Map create  the document
              PLUG             a log
scenarios     map-name/short  Title of map-name/short
                features/maps/create.feature:7
              map-name/long  Title of map-name/long
                features/maps/create.feature:7
              map-name-twice  Title of map-name-twice
                features/maps/create.feature:7
accepted      it is refused as unique-name-taken
                documented  status 409, code 54302
                twilio      status 409, code 54301
";
        assert_eq!(explained("map.create.name"), expected);
    }

    #[test]
    fn alternatives_and_profiles_that_lack_a_requirement_are_said() {
        let text = explained("ttl.range");
        assert!(text.contains("              twilio      not part of it\n"), "{text}");
        // The same set twice is told once.
        assert!(text.contains("                documented  status 400, any code\n"), "{text}");
        let twilio =
            "                twilio      status 400, code 54011; or status 400, code 20001 or 20422 or 54010\n";
        assert!(text.contains(twilio), "{text}");
    }

    #[test]
    fn a_scenario_is_shown_as_it_stands() {
        let expected = "\
scenario      map-name-twice
at            features/maps/create.feature:7
requirements  map.create.name
                A name is taken once.
needs         maps, ttl

  @id:map-name-twice
  Scenario: Title of map-name-twice
    Then it is refused as 

accepted      no refusal is named: the steps say what is right
";
        assert_eq!(explained("map-name-twice"), expected);
    }

    #[test]
    fn a_condition_is_shown_with_what_both_profiles_accept() {
        let expected = "\
condition     invalid-ttl
              a time-to-live that is not an integer within its bounds
accepted      documented  status 400, any code; the reference sends 400, code 54011
              twilio      status 400, code 54011; the reference sends 400, code 54011
requirements  ttl.range
                A Ttl has a range.
scenarios     ttl-range  Title of ttl-range
                features/maps/create.feature:7
";
        assert_eq!(explained("invalid-ttl"), expected);
        assert!(explained("key-taken").contains("scenarios     none names it\n"));
    }

    #[test]
    fn an_exception_says_why() {
        let expected = "\
exception     map.events
              Clients are told.
not tested    REST has no events.
source        OAI  the document
";
        assert_eq!(explained("map.events"), expected);
    }

    #[test]
    fn an_outline_lists_its_cases() {
        let text = explained("map-name");
        assert!(text.starts_with("outline       map-name, 2 cases\nrequirements  map.create.name\n"), "{text}");
        assert_eq!(text.matches("features/maps/create.feature:7").count(), 2);
    }
}
