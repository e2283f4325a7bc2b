//! Texts of a suite and of profiles, against the linter and the loaders. An input is a feature; after lines such as `### requirements` it
//! goes on with the other texts (`Part`).
//!
//! What the linter lets pass is held against a reading line by line (`scan`): nothing of it may have been passed over in silence.

mod parts;
mod profiles;
mod scan;

use std::sync::LazyLock;

use syncproof_api::Profile;
use syncproof_harness::{
    exchange::Exchange,
    text::{LINE, printable, printable_lines},
};
use syncproof_oracles::{Fate, Target};
use syncproof_steps::{
    Suite,
    suite::{Problem, Sources},
};

use parts::Part;

/// See the module.
pub const TARGET: Target = Target {
    name: "feature",
    about: "features, registers and profiles: nothing is passed over in silence",
    floor: 80,
    check,
    explain,
    feature: None,
    seeds,
};

/// The file that the feature of an input is said to be.
const FILE: &str = "area/f.feature";

/// How many lines of a feature are enough to begin with.
const LINES: usize = 60;

static PROFILES: LazyLock<[Profile; 1]> = LazyLock::new(|| [Profile::documented()]);

fn check(bytes: &[u8]) -> Fate {
    let Ok(text) = str::from_utf8(bytes) else { return Fate::Discarded };
    if let Some(profile) = parts::of(text, Part::Profile) {
        must(profiles::check(profile));
        return Fate::Judged;
    }
    let sources = sources(text);
    let problems = Suite::check(&sources, &*PROFILES);
    must(problems.iter().try_for_each(|problem| well_told(problem, &sources)));
    let keeps_from_reading = problems.iter().any(|problem| !matches!(problem, Problem::Broken(_)));
    match Suite::read(&sources) {
        Ok(_) if keeps_from_reading => panic!("a suite is read although it has problems"),
        Err(error) if !keeps_from_reading => panic!("a suite without problems is not read: {error}"),
        Ok(suite) => must(scan::check(&sources.features[0].1, &sources.requirements, &suite)),
        Err(_) => {}
    }
    Fate::Judged
}

/// Panics with the property that does not hold.
fn must(verdict: Result<(), String>) {
    if let Err(problem) = verdict {
        panic!("{problem}");
    }
}

fn sources(text: &str) -> Sources {
    let of = |part: Part| parts::of(text, part).unwrap_or(part.usual()).to_owned();
    Sources {
        features: vec![(FILE.to_owned(), of(Part::Feature))],
        requirements: of(Part::Requirements),
        exceptions: of(Part::Exceptions),
        readme: of(Part::Readme),
    }
}

/// A problem says something, and names a line that there is.
fn well_told(problem: &Problem, sources: &Sources) -> Result<(), String> {
    if problem.to_string().trim().len() <= "features/".len() {
        return Err("a problem says nothing".to_owned());
    }
    let Problem::Feature(finding) = problem else { return Ok(()) };
    let lines = sources.features[0].1.lines().count().max(1);
    let there = finding.file != FILE || (1..=lines).contains(&finding.line);
    if there { Ok(()) } else { Err(format!("there are {lines} lines, and a problem in line {}", finding.line)) }
}

fn explain(bytes: &[u8]) -> String {
    let Ok(text) = str::from_utf8(bytes) else { return "no text".to_owned() };
    if let Some(profile) = parts::of(text, Part::Profile) {
        return match Profile::parse("it", profile) {
            Ok(profile) => format!("a profile that can be used: {}", printable(profile.name(), LINE)),
            Err(error) => printable_lines(&error.to_string(), 4 * LINE),
        };
    }
    let sources = sources(text);
    let problems: Vec<String> = Suite::check(&sources, &*PROFILES).iter().map(ToString::to_string).collect();
    let told = if problems.is_empty() { "a suite without problems".to_owned() } else { problems.join("\n") };
    printable_lines(&format!("{}\n{told}", sources.features[0].1.trim_end()), 20_000)
}

/// What is sent and answered is no feature.
/// The beginnings of our own features: they are what there is to read, whatever was sent because of them.
fn seeds(exchanges: &[Exchange]) -> Vec<Vec<u8>> {
    if !exchanges.is_empty() {
        return Vec::new();
    }
    let beginning = |text: &str| text.lines().take(LINES).collect::<Vec<_>>().join("\n").into_bytes();
    Sources::embedded().features.iter().map(|(_, text)| beginning(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str =
        "Feature: f\n\n  @id:x @req:a.b\n  Scenario: s\n    When I create a Document\n    Then it is created\n";

    #[test]
    fn texts_of_every_kind_are_judged() {
        for text in [
            GOOD,
            "",
            "Feature: f\n  Prose.\n\n  Scenrio: s\n    When x\n",
            "Feature: f\n### requirements\n[[requirement]]\n### exceptions\nx\n### readme\n## Sources\n",
            "### profile\nname = 'x'\nextends = 'documented'\n",
            "### profile\n[",
        ] {
            assert_eq!(check(text.as_bytes()), Fate::Judged, "{text}");
            assert!(!explain(text.as_bytes()).is_empty());
        }
        assert_eq!(check(b"\xff"), Fate::Discarded);
    }

    #[test]
    fn a_problem_without_a_line_or_a_text_is_a_finding() {
        let sources = sources("Feature: f\n");
        let problem = |line, problem: &str| {
            let problem = problem.to_owned();
            Problem::Feature(syncproof_steps::lint::Finding { file: FILE.to_owned(), line, problem })
        };
        assert_eq!(well_told(&problem(1, "x"), &sources), Ok(()));
        assert!(well_told(&problem(7, "x"), &sources).is_err());
        assert!(well_told(&problem(0, "x"), &sources).is_err());
    }
}
