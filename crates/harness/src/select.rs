//! Which scenarios run: patterns over their ids, files and areas.

use std::{collections::BTreeSet, fmt, str::FromStr};

use glob_match::glob_match;

use crate::{
    text::{LINE, printable},
    verdict::ScenarioInfo,
};

/// What a pattern may have that an id has not.
const WILDCARDS: [char; 6] = ['*', '?', '[', ']', '{', '}'];

/// A pattern for scenarios. It matches
///
/// * the scenario of that id, and all rows of the outline of that id (`doc-data-types` and `doc-data-types/array`);
/// * with `*`, `**`, `?`, `[…]` or `{…}`, every id, outline or file that fits (`*` does not cross a `/`);
/// * all scenarios of a feature file (`maps/update.feature`), or of an area, with the slash (`maps/`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(String);

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// Nothing.
    #[error("a pattern is empty; give the id of a scenario, a glob, a feature file or an area")]
    Empty,
    /// The glob library would take it for "all but these".
    #[error("pattern '{}' begins with '!'; use --skip to leave scenarios out", printable(.0, LINE))]
    Negated(String),
}

/// A pattern that nothing matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// What it is a pattern for, in the singular.
    pub what: &'static str,
    /// The pattern as given.
    pub pattern: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

/// Which scenarios run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Those that run; all if empty.
    pub only: Vec<Pattern>,
    /// Those of them that do not.
    pub skip: Vec<Pattern>,
}

impl FromStr for Pattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        // A path as the shell completes it is welcome.
        let text = text.trim().strip_prefix("features/").unwrap_or(text.trim());
        match text {
            "" => Err(PatternError::Empty),
            _ if text.starts_with('!') => Err(PatternError::Negated(text.to_owned())),
            _ => Ok(Self(text.to_owned())),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.0, LINE))
    }
}

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' matches no {}", printable(&self.pattern, LINE), self.what)?;
        match &self.suggestion {
            Some(meant) => write!(f, "; did you mean '{}'?", printable(meant, LINE)),
            None => Ok(()),
        }
    }
}

impl Pattern {
    /// Whether the scenario is meant.
    pub fn matches(&self, scenario: &ScenarioInfo) -> bool {
        let pattern = self.0.as_str();
        if pattern.ends_with('/') && !pattern.contains(WILDCARDS) {
            return scenario.file.starts_with(pattern);
        }
        [scenario.id.as_str(), outline(&scenario.id), &scenario.file].iter().any(|name| self.fits(name))
    }

    /// Whether a name is this one, or fits the wildcards.
    pub fn fits(&self, name: &str) -> bool {
        name == self.0 || glob_match(&self.0, name)
    }

    /// That it matches none of these.
    fn unmatched(&self, what: &'static str, names: BTreeSet<String>) -> Unmatched {
        Unmatched { what, pattern: self.0.clone(), suggestion: nearest(&self.0, names) }
    }
}

impl Selection {
    /// Whether the scenario runs.
    pub fn selects(&self, scenario: &ScenarioInfo) -> bool {
        let any = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches(scenario));
        (self.only.is_empty() || any(&self.only)) && !any(&self.skip)
    }

    /// The patterns, of both kinds, that match none of these scenarios.
    pub fn unmatched(&self, scenarios: &[ScenarioInfo]) -> Vec<Unmatched> {
        self.only
            .iter()
            .chain(&self.skip)
            .filter(|pattern| !scenarios.iter().any(|scenario| pattern.matches(scenario)))
            .map(|pattern| pattern.unmatched("scenario", names(scenarios)))
            .collect()
    }
}

/// The id of the outline that a row belongs to; of other scenarios, the id.
fn outline(id: &str) -> &str {
    id.split_once('/').map_or(id, |(outline, _)| outline)
}

/// The patterns that fit none of these names, which are those of a `what` each.
pub fn unmatched_names(patterns: &[Pattern], what: &'static str, names: &[&str]) -> Vec<Unmatched> {
    let unmatched = patterns.iter().filter(|pattern| !names.iter().any(|name| pattern.fits(name)));
    unmatched.map(|pattern| pattern.unmatched(what, names.iter().map(ToString::to_string).collect())).collect()
}

/// All names by which scenarios can be meant.
fn names(scenarios: &[ScenarioInfo]) -> BTreeSet<String> {
    let of = |scenario: &ScenarioInfo| {
        let area = format!("{}/", scenario.area);
        [scenario.id.clone(), outline(&scenario.id).to_owned(), scenario.file.clone(), area]
    };
    scenarios.iter().flat_map(of).collect()
}

fn nearest(pattern: &str, names: BTreeSet<String>) -> Option<String> {
    if pattern.contains(WILDCARDS) || pattern.len() > LINE {
        return None;
    }
    // Beyond a third of its letters, it is another name and no slip.
    let allowed = (pattern.chars().count() / 3).max(2);
    let near = names.into_iter().map(|name| (distance(pattern, &name), name)).filter(|(far, _)| *far <= allowed);
    near.min().map(|(_, name)| name)
}

/// How many letters have to be put in, taken out or replaced to make `b` of `a`.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::info;

    fn scenarios() -> Vec<ScenarioInfo> {
        let at = |id: &str, area: &str, file: &str| ScenarioInfo { area: area.into(), file: file.into(), ..info(id) };
        vec![
            at("doc-data-types/array", "documents", "documents/create.feature"),
            at("doc-data-types/text", "documents", "documents/create.feature"),
            at("doc-data", "documents", "documents/create.feature"),
            at("map-create", "maps", "maps/create.feature"),
            at("map-update-stale", "maps", "maps/update.feature"),
        ]
    }

    fn patterns(list: &[&str]) -> Vec<Pattern> {
        list.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn selected(only: &[&str], skip: &[&str]) -> Vec<String> {
        let selection = Selection { only: patterns(only), skip: patterns(skip) };
        scenarios().into_iter().filter(|s| selection.selects(s)).map(|s| s.id).collect()
    }

    fn unmatched(pattern: &str) -> Vec<String> {
        let selection = Selection { only: patterns(&[pattern]), skip: vec![] };
        selection.unmatched(&scenarios()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_are_matched_whole_or_by_wildcards() {
        let unmatched = |pattern| unmatched_names(&patterns(&[pattern]), "fault", &["door-open", "etag-missing"]);
        assert!(unmatched("door-open").is_empty());
        assert!(unmatched("door-*").is_empty());
        let texts: Vec<String> = unmatched("dor-open").iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["'dor-open' matches no fault; did you mean 'door-open'?"]);
        assert_eq!(unmatched("door").len(), 1);
    }

    #[test]
    fn without_patterns_all_run() {
        assert_eq!(selected(&[], &[]).len(), 5);
    }

    #[test]
    fn an_id_selects_its_scenario_and_no_other() {
        assert_eq!(selected(&["doc-data"], &[]), ["doc-data"]);
        assert_eq!(selected(&["doc-data-types/text"], &[]), ["doc-data-types/text"]);
    }

    #[test]
    fn the_id_of_an_outline_selects_its_rows() {
        assert_eq!(selected(&["doc-data-types"], &[]), ["doc-data-types/array", "doc-data-types/text"]);
    }

    #[test]
    fn globs_select_ids_outlines_and_files() {
        assert_eq!(selected(&["doc-data-*"], &[]), ["doc-data-types/array", "doc-data-types/text"]);
        assert_eq!(selected(&["doc-*/array"], &[]), ["doc-data-types/array"]);
        assert_eq!(selected(&["map-{create,delete}"], &[]), ["map-create"]);
        assert_eq!(selected(&["maps/*.feature"], &[]), ["map-create", "map-update-stale"]);
        assert_eq!(selected(&["**/update.feature"], &[]), ["map-update-stale"]);
        assert_eq!(selected(&["**"], &[]).len(), 5);
    }

    #[test]
    fn areas_and_files_select_what_is_in_them() {
        assert_eq!(selected(&["maps/"], &[]), ["map-create", "map-update-stale"]);
        assert_eq!(selected(&["maps/update.feature"], &[]), ["map-update-stale"]);
        assert_eq!(selected(&["features/maps/update.feature"], &[]), ["map-update-stale"]);
    }

    #[test]
    fn skip_takes_out_of_what_only_selects() {
        assert_eq!(selected(&["maps/"], &["*-stale"]), ["map-create"]);
        assert_eq!(selected(&[], &["doc-*"]), ["map-create", "map-update-stale"]);
    }

    #[test]
    fn patterns_that_match_nothing_are_named_with_what_may_be_meant() {
        assert_eq!(unmatched("map-crate"), ["'map-crate' matches no scenario; did you mean 'map-create'?"]);
        assert_eq!(unmatched("doc-data-type"), ["'doc-data-type' matches no scenario; did you mean 'doc-data-types'?"]);
        assert_eq!(unmatched("maps"), ["'maps' matches no scenario; did you mean 'maps/'?"]);
        assert_eq!(unmatched("mps"), ["'mps' matches no scenario; did you mean 'maps/'?"]);
        assert_eq!(unmatched("list-*"), ["'list-*' matches no scenario"]);
        assert_eq!(unmatched("something-else-entirely"), ["'something-else-entirely' matches no scenario"]);
        assert_eq!(unmatched("maps/"), [""; 0]);
    }

    #[test]
    fn patterns_to_skip_have_to_match_too() {
        let selection = Selection { only: vec![], skip: patterns(&["map-delete"]) };
        assert_eq!(selection.unmatched(&scenarios()).len(), 1);
    }

    #[test]
    fn texts_that_are_no_patterns_are_refused() {
        assert_eq!(" ".parse::<Pattern>(), Err(PatternError::Empty));
        assert_eq!("features/".parse::<Pattern>(), Err(PatternError::Empty));
        let message = "!a\u{1b}".parse::<Pattern>().unwrap_err().to_string();
        assert_eq!(message, "pattern '!a\\u{1b}' begins with '!'; use --skip to leave scenarios out");
    }

    #[test]
    fn the_distance_is_that_of_single_letters() {
        assert_eq!(
            [distance("abc", "abc"), distance("abc", "axc"), distance("abc", "bcd"), distance("", "ab")],
            [0, 1, 2, 2]
        );
    }
}
