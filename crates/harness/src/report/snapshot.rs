//! How the pictures of a target compare, as text.

use std::collections::BTreeMap;

use super::terminal::{BAD, DOUBTFUL, GOOD, QUIET, Style, counted};
use crate::{
    redact::Secrets,
    register::Level,
    snapshot::{Comparison, Difference, Standing, Tally},
    text::{LINE, printable},
};

/// Most differences of one exchange that are shown.
const MOST: usize = 20;

/// Most names of exchanges that are shown of which there is no more to tell.
const MOST_NAMES: usize = 10;

/// How wide the column before a difference is.
const COLUMN: usize = 9;

/// What was compared.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// Each exchange.
    pub comparisons: &'a [Comparison],
    /// Base URL of the target.
    pub target: &'a str,
    /// Name of the profile.
    pub profile: &'a str,
    /// Whether there are accepted pictures to compare with.
    pub recorded: bool,
    /// Accepted pictures of exchanges that are not made any more.
    pub unknown: &'a [String],
    /// From which level on differences fail.
    pub gate: Level,
    /// Whether to show what is no matter, too.
    pub verbose: bool,
    /// What must not be shown.
    pub secrets: &'a Secrets,
}

/// Each exchange that is not as it should be with what differs, then what was not asked, and what it comes to. Each line is ended.
pub fn text(compared: &Compared<'_>, style: Style) -> String {
    let (mut lines, mut hidden, mut bare) = (Vec::new(), 0, 0);
    for comparison in compared.comparisons {
        let shown = exchange(comparison, compared, style, &mut hidden);
        bare += usize::from(shown.len() == 1);
        if shown.len() != 1 || bare <= MOST_NAMES {
            lines.extend(shown);
        }
    }
    if bare > MOST_NAMES {
        lines.push(format!("… ({} more not accepted yet)", bare - MOST_NAMES));
    }
    if hidden > 0 {
        let what = format!("{} that the documents leave free; --verbose shows them", counted(hidden, "difference"));
        lines.push(style.paint(QUIET, what));
    }
    lines.extend(not_asked(compared.comparisons, compared, style));
    for name in compared.unknown {
        let what = format!("{}.snap is of no exchange any more; remove it", shown(name, compared));
        lines.push(style.paint(DOUBTFUL, what));
    }
    lines.push(total(compared, style));
    lines.join("\n") + "\n"
}

fn exchange(comparison: &Comparison, compared: &Compared<'_>, style: Style, hidden: &mut usize) -> Vec<String> {
    let (colour, heading) = match &comparison.standing {
        Standing::NotAsked(_) | Standing::Same => return Vec::new(),
        Standing::Differs(_) if comparison.fails(compared.gate) => (BAD, "not as the reference"),
        Standing::Differs(_) => (QUIET, "not as the reference"),
        Standing::New(_) => (DOUBTFUL, "not accepted yet"),
        Standing::Moved { target, reference, agree } => match (target.is_empty(), reference.is_empty(), agree) {
            (true, ..) => (DOUBTFUL, "reference moved"),
            (false, true, _) => (BAD, "target moved"),
            (false, false, true) => (BAD, "both moved, and agree"),
            (false, false, false) => (BAD, "both moved"),
        },
    };
    let mut lines = Vec::new();
    match &comparison.standing {
        Standing::Differs(all) | Standing::New(all) => {
            let is_shown = |difference: &&Difference| {
                compared.verbose || (difference.level <= compared.gate && difference.level != Level::May)
            };
            let some: Vec<&Difference> = all.iter().filter(is_shown).collect();
            *hidden += all.len() - some.len();
            if some.is_empty() && matches!(comparison.standing, Standing::Differs(_)) {
                return Vec::new();
            }
            lines.extend(differences(&some, compared, |difference| difference.level.to_string()));
        }
        Standing::Moved { target, reference, .. } => {
            lines.extend(differences(&target.iter().collect::<Vec<_>>(), compared, |_| "target".to_owned()));
            lines.extend(bounded(reference.iter().map(|line| ("reference".to_owned(), line.clone())), compared));
        }
        Standing::NotAsked(_) | Standing::Same => {}
    }
    let head = format!("{}  {heading}", style.paint(colour, &comparison.name));
    if lines.is_empty() {
        return vec![head];
    }
    let request =
        comparison.request.lines().map(|line| style.paint(QUIET, format_args!("  {}", printable(line, LINE))));
    std::iter::once(head).chain(request).chain(lines).chain([String::new()]).collect()
}

fn differences(all: &[&Difference], compared: &Compared<'_>, word: impl Fn(&Difference) -> String) -> Vec<String> {
    bounded(all.iter().map(|difference| (word(difference), difference.to_string())), compared)
}

/// A line for each, with a word before it; not more than are read.
fn bounded(all: impl ExactSizeIterator<Item = (String, String)>, compared: &Compared<'_>) -> Vec<String> {
    let more = all.len().saturating_sub(MOST);
    let lines = all.take(MOST).map(|(word, what)| format!("  {word:<COLUMN$}  {}", shown(&what, compared)));
    lines.chain((more > 0).then(|| format!("  … ({more} more)"))).collect()
}

/// The reasons, each with how many exchanges it has kept from being made.
fn not_asked(comparisons: &[Comparison], compared: &Compared<'_>, style: Style) -> Vec<String> {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for comparison in comparisons {
        if let Standing::NotAsked(reason) = &comparison.standing {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    let line = |(reason, count): (&str, usize)| {
        style.paint(DOUBTFUL, format!("{} not made: {}", counted(count, "exchange"), shown(reason, compared)))
    };
    reasons.into_iter().map(line).collect()
}

fn total(compared: &Compared<'_>, style: Style) -> String {
    let Tally { same, differ, new, target_moved, reference_moved, both_moved, not_asked } =
        Tally::of(compared.comparisons);
    let [must, should, may] = differ;
    let parts = if compared.recorded {
        vec![
            (same, "as accepted"),
            (target_moved, "target moved"),
            (reference_moved, "reference moved"),
            (both_moved, "both moved"),
            (new, "not accepted yet"),
        ]
    } else {
        vec![
            (same, "as the reference"),
            (must, "differ in what must be"),
            (should, "differ in what should be"),
            (may, "differ in what is free"),
        ]
    };
    let parts = parts.into_iter().chain([(not_asked, "not made")]).enumerate();
    let parts: Vec<String> = parts
        .filter(|(at, (count, _))| *at == 0 || *count > 0)
        .map(|(_, (count, what))| format!("{count} {what}"))
        .collect();
    let failed = compared.comparisons.iter().any(|comparison| comparison.fails(compared.gate));
    let colour = if failed { BAD } else { GOOD };
    let head =
        style.paint(colour, format!("{}: {}", counted(compared.comparisons.len(), "exchange"), parts.join(", ")));
    format!("{head}; {} (profile {})", shown(compared.target, compared), shown(compared.profile, compared))
}

fn shown(text: &str, compared: &Compared<'_>) -> String {
    printable(&compared.secrets.scrub(text), LINE)
}
