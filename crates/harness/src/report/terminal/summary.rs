//! What a run came to, in a few lines.

use std::{collections::BTreeMap, time::Duration};

use syncproof_api::Resource;

use crate::{
    redact::Secrets,
    register::Level,
    text::{LINE, printable},
    verdict::{End, LeftBehind, RunReport, ScenarioReport, Totals, Verdict},
};

use super::{BAD, DOUBTFUL, GOOD, QUIET, Style, counted};

/// Most lines of one note.
const MAX_NOTES: usize = 20;
/// How many of the things left behind for one reason are named.
const NAMED: usize = 3;
/// How many of the slowest scenarios are named.
const SLOWEST: usize = 5;

/// A column of the table: its heading, and what it counts.
type Column = (&'static str, fn(&Totals) -> usize);

const COLUMNS: [Column; 8] = [
    ("passed", |totals| totals.passed),
    ("failed", |totals| totals.failed),
    ("warned", |totals| totals.warned),
    ("errors", |totals| totals.errored),
    ("undecided", |totals| totals.undecided),
    ("blocked", |totals| totals.blocked),
    ("unsupported", |totals| totals.unsupported),
    ("disabled", |totals| totals.disabled),
];

/// Totals by area and of all, and notes on what did not run; with `verbose`, the slowest scenarios too. Each line is ended.
pub fn summary(run: &RunReport, secrets: &Secrets, style: Style, verbose: bool) -> String {
    let mut lines = table(run, secrets, style);
    lines.push(total_line(run, secrets, style));
    lines.extend(not_decided(run, secrets));
    if run.outside_profile > 0 {
        lines.push(format!("outside the profile: {}", counted(run.outside_profile, "scenario")));
    }
    lines.extend(flaky(run, secrets).map(|line| style.paint(DOUBTFUL, line)));
    lines.extend(waited(run));
    lines.extend(late(run, secrets).map(|line| style.paint(DOUBTFUL, line)));
    lines.extend(bounded(run.notes.iter().map(|note| style.paint(DOUBTFUL, shown(note, secrets))).collect()));
    lines.extend(left(run, secrets, style));
    lines.extend(early_end(run, secrets).map(|line| style.paint(DOUBTFUL, line)));
    if verbose {
        lines.extend(slowest(run, secrets));
    }
    lines.join("\n") + "\n"
}

fn table(run: &RunReport, secrets: &Secrets, style: Style) -> Vec<String> {
    let totals = run.totals();
    let areas: Vec<(String, Totals)> =
        run.totals_by_area().into_iter().map(|(area, totals)| (shown(area, secrets), totals)).collect();
    if areas.is_empty() {
        return Vec::new();
    }
    let columns: Vec<Column> = COLUMNS.into_iter().filter(|(_, count)| count(&totals) > 0).collect();
    let width = areas.iter().map(|(area, _)| area.chars().count()).max().unwrap_or_default().max("area".len());
    let headings: Vec<String> = columns.iter().map(|(heading, _)| format!("  {heading}")).collect();
    let mut lines = vec![style.paint(QUIET, format_args!("{:<width$}{}", "area", headings.concat()))];
    for (area, totals) in areas {
        let cell = |(heading, count): &Column| format!("  {:>width$}", count(&totals), width = heading.len().max(5));
        lines.push(format!("{area:<width$}{}", columns.iter().map(cell).collect::<String>()));
    }
    lines.push(String::new());
    lines
}

fn total_line(run: &RunReport, secrets: &Secrets, style: Style) -> String {
    let totals = run.totals();
    let gate = match run.gate {
        Level::Must => "must",
        // `may` never fails.
        Level::Should | Level::May => "must or should",
    };
    let parts = [
        (totals.passed, "passed".to_owned()),
        (totals.failed, format!("failed ({gate})")),
        (totals.warned, "warned".to_owned()),
        (totals.errored, if totals.errored == 1 { "error".to_owned() } else { "errors".to_owned() }),
        (totals.undecided, "undecided".to_owned()),
        (totals.blocked, "blocked".to_owned()),
        (totals.unsupported, "unsupported".to_owned()),
        (totals.disabled, "disabled".to_owned()),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let outcome = if parts.is_empty() { "nothing ran".to_owned() } else { parts.join(", ") };
    let proven = totals.failed + totals.errored == 0
        && totals.passed + totals.warned > 0
        && run.end == End::Complete
        && run.findings.is_empty();
    format!(
        "{} in {} against {} (profile {})",
        style.paint(
            if proven { GOOD } else { BAD },
            format_args!("{}: {outcome}", counted(totals.scenarios, "scenario"))
        ),
        time(run.elapsed),
        shown(&run.target, secrets),
        shown(&run.profile, secrets)
    )
}

fn not_decided(run: &RunReport, secrets: &Secrets) -> Vec<String> {
    let mut reasons: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for scenario in &run.scenarios {
        let kind = match scenario.verdict {
            Verdict::Passed | Verdict::Failed(_) | Verdict::Errored(_) => continue,
            Verdict::Undecided(_) => "undecided",
            Verdict::Unsupported(_) => "unsupported",
            Verdict::Disabled(_) => "disabled",
            Verdict::Blocked(_) => "blocked",
        };
        *reasons.entry((kind, scenario.verdict.reason().unwrap_or_default())).or_default() += 1;
    }
    let line = |((kind, reason), count): ((&str, &str), usize)| format!("{kind}: {count} × {}", shown(reason, secrets));
    bounded(reasons.into_iter().map(line).collect())
}

/// Why the run ended before all selected scenarios ran.
pub(in crate::report) fn early_end(run: &RunReport, secrets: &Secrets) -> Option<String> {
    let why = match &run.end {
        End::Complete => return None,
        End::Interrupted => "interrupted".to_owned(),
        End::TimeUp(limit) => format!("the time allowed was over ({})", time(*limit)),
        End::GaveUp(reason) => format!("given up: {}", shown(reason, secrets)),
    };
    Some(format!("{why}: {} selected but not run", counted(run.not_run, "scenario")))
}

/// What did not come to its answer at once: a target that passes in spite of it passes, but is seen.
fn flaky(run: &RunReport, secrets: &Secrets) -> Option<String> {
    let flakes = run.flakes();
    if flakes.count() == 0 {
        return None;
    }
    let line = format!("flaky: {} sent again or looked into: {}", counted(flakes.count(), "request"), flakes.listed());
    let scenarios: Vec<&ScenarioReport> = run.scenarios.iter().filter(|s| s.flakes.count() > 0).collect();
    if scenarios.is_empty() {
        return Some(line);
    }
    Some(format!("{line}, in {}: {}", counted(scenarios.len(), "scenario"), ids(&scenarios, secrets)))
}

/// Which scenarios these are; of many, the first.
fn ids(scenarios: &[&ScenarioReport], secrets: &Secrets) -> String {
    let ids: Vec<String> = scenarios.iter().take(MAX_NOTES).map(|s| shown(&s.info.id, secrets)).collect();
    let rest = if scenarios.len() > MAX_NOTES { ", …" } else { "" };
    ids.join(", ") + rest
}

/// Listings that were right only when they were asked for again: the documents allow it, but users of the target will meet it too.
fn late(run: &RunReport, secrets: &Secrets) -> Option<String> {
    let scenarios: Vec<&ScenarioReport> = run.scenarios.iter().filter(|s| s.flakes.late > 0).collect();
    let latest = time(run.flakes().latest);
    let count = counted(scenarios.len(), "scenario");
    (!scenarios.is_empty()).then(|| {
        format!("late listings: {count} saw what was written only after up to {latest}: {}", ids(&scenarios, secrets))
    })
}

fn waited(run: &RunReport) -> Option<String> {
    let flakes = run.flakes();
    let times = if flakes.waits == 1 { "once".to_owned() } else { format!("{} times", flakes.waits) };
    (flakes.waits > 0).then(|| format!("waited for 429: {times}, {}", time(flakes.waited)))
}

fn left(run: &RunReport, secrets: &Secrets, style: Style) -> Vec<String> {
    if run.left_behind.is_empty() && run.sweep.is_none() {
        return Vec::new();
    }
    let mut lines = left_behind(&run.left_behind, secrets);
    lines[0] = style.paint(DOUBTFUL, &lines[0]);
    lines.extend(run.sweep.as_ref().map(|command| format!("  `{}` tries again to remove it", shown(command, secrets))));
    lines
}

/// What stays, under a heading: one line for each kind and reason.
pub fn left_behind(left: &[LeftBehind], secrets: &Secrets) -> Vec<String> {
    let mut groups: BTreeMap<(Resource, &str), Vec<&str>> = BTreeMap::new();
    for left in left {
        groups.entry((left.kind, &left.reason)).or_default().push(&left.address);
    }
    let line = |((kind, reason), addresses): ((Resource, &str), Vec<&str>)| {
        let named: Vec<String> = addresses.iter().take(NAMED).map(|address| shown(address, secrets)).collect();
        let more = addresses.len() - named.len();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        format!("  {} ({}): {}{more}", counted(addresses.len(), kind.name()), shown(reason, secrets), named.join(", "))
    };
    let mut lines = vec!["left behind on the target:".to_owned()];
    lines.extend(bounded(groups.into_iter().map(line).collect()));
    lines
}

fn slowest(run: &RunReport, secrets: &Secrets) -> Vec<String> {
    let mut scenarios: Vec<_> = run.scenarios.iter().collect();
    scenarios.sort_by_key(|scenario| std::cmp::Reverse(scenario.elapsed));
    let line = |(time, id): (String, &str)| format!("  {time:>8}  {}", shown(id, secrets));
    let lines = scenarios.into_iter().take(SLOWEST).map(|s| line((time(s.elapsed), &s.info.id)));
    std::iter::once("slowest:".to_owned()).chain(lines).collect()
}

fn bounded(mut lines: Vec<String>) -> Vec<String> {
    if lines.len() > MAX_NOTES {
        let more = lines.len() - MAX_NOTES;
        lines.truncate(MAX_NOTES);
        lines.push(format!("  … and {more} more"));
    }
    lines
}

fn shown(text: &str, secrets: &Secrets) -> String {
    printable(&secrets.scrub(text), LINE)
}

fn time(elapsed: Duration) -> String {
    match elapsed.as_millis() {
        ms @ ..1000 => format!("{ms} ms"),
        ms @ ..60_000 => format!("{}.{} s", ms / 1000, ms % 1000 / 100),
        ms => format!("{} min {} s", ms / 60_000, ms / 1000 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        manners::Cause,
        report::sample::{deviation, disabled, errored, failed, passed, run, trouble},
        verdict::{Finding, ScenarioReport},
    };

    fn in_area(area: &str, mut scenario: ScenarioReport) -> ScenarioReport {
        scenario.info.area = area.to_owned();
        scenario
    }

    fn stays(kind: Resource, address: &str, reason: &str) -> LeftBehind {
        LeftBehind { kind, address: address.to_owned(), reason: reason.to_owned() }
    }

    fn plain(run: &RunReport) -> String {
        summary(run, &Secrets::none(), Style::PLAIN, false)
    }

    #[test]
    fn totals_are_shown_by_area_with_no_column_for_what_did_not_happen() {
        let scenarios = vec![
            passed("a"),
            failed("b", Level::Must, deviation()),
            disabled("c"),
            disabled("d"),
            in_area("documents", passed("e")),
        ];
        assert_eq!(
            plain(&run(scenarios)),
            "area       passed  failed  disabled
documents       1       0         0
maps            1       1         2

5 scenarios: 2 passed, 1 failed (must), 2 disabled in 1.2 s against http://127.0.0.1:1 (profile documented)
disabled: 2 × it needs a Service of its own
"
        );
    }

    #[test]
    fn all_outcomes_have_their_place() {
        let mut report = run(vec![
            failed("a", Level::May, deviation()),
            failed("b", Level::Should, deviation()),
            errored("c", trouble()),
        ]);
        report.gate = Level::Should;
        assert_eq!(
            plain(&report),
            "area  failed  warned  errors
maps       1       1       1

3 scenarios: 1 failed (must or should), 1 warned, 1 error in 1.2 s against http://127.0.0.1:1 (profile documented)
"
        );
    }

    #[test]
    fn what_did_not_run_and_what_was_left_is_noted() {
        let mut report = run(vec![passed("a")]);
        report.outside_profile = 1;
        report.end = End::Interrupted;
        report.not_run = 7;
        report.left_behind = vec![stays(Resource::Service, "/Services/IS1", "\u{1b}no answer")];
        report.sweep = Some("syncproof sweep".to_owned());
        let shown = plain(&report);
        let notes: Vec<&str> = shown.lines().skip(4).collect();
        assert_eq!(
            notes,
            [
                "outside the profile: 1 scenario",
                "left behind on the target:",
                "  1 Service (\\u{1b}no answer): /Services/IS1",
                "  `syncproof sweep` tries again to remove it",
                "interrupted: 7 scenarios selected but not run"
            ]
        );
    }

    #[test]
    fn what_did_not_come_to_its_answer_at_once_is_shown() {
        let mut report = run(vec![passed("a"), passed("b"), passed("\u{1b}c")]);
        report.scenarios[0].flakes.note(Cause::Status(503));
        report.scenarios[2].flakes.note(Cause::Status(503));
        report.scenarios[2].flakes.note(Cause::BrokenOff);
        report.scenarios[2].flakes.note_wait(Duration::from_millis(3200));
        let notes = |report| plain(report).lines().skip(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            notes(&report),
            [
                "flaky: 3 requests sent again or looked into: 2 × status 503, 1 × answer broken off, in 2 scenarios: a, \\u{1b}c",
                "waited for 429: once, 3.2 s"
            ]
        );
        let mut report = run(vec![passed("a")]);
        report.other_flakes.note(Cause::Unreachable);
        assert_eq!(notes(&report), ["flaky: 1 request sent again or looked into: 1 × no connection"]);
    }

    #[test]
    fn late_listings_are_shown() {
        let mut report = run(vec![passed("a"), passed("b"), passed("\u{1b}c")]);
        report.scenarios[0].flakes.note_late(Duration::from_millis(340));
        report.scenarios[2].flakes.note_late(Duration::from_millis(50));
        report.scenarios[2].flakes.note_late(Duration::from_millis(150));
        assert_eq!(
            plain(&report).lines().last(),
            Some("late listings: 2 scenarios saw what was written only after up to 340 ms: a, \\u{1b}c")
        );
    }

    #[test]
    fn a_run_of_nothing_says_so() {
        assert_eq!(
            plain(&run(vec![])),
            "0 scenarios: nothing ran in 1.2 s against http://127.0.0.1:1 (profile documented)\n"
        );
    }

    #[test]
    fn the_slowest_five_are_named_when_asked_for() {
        let mut scenarios: Vec<ScenarioReport> = ["a", "b", "c", "d", "e", "f"].map(passed).into();
        scenarios[0].elapsed = Duration::from_millis(5);
        scenarios[3].elapsed = Duration::from_secs(61);
        let shown = summary(&run(scenarios), &Secrets::none(), Style::PLAIN, true);
        assert!(
            shown.ends_with("slowest:\n  1 min 1 s  d\n     20 ms  b\n     20 ms  c\n     20 ms  e\n     20 ms  f\n"),
            "{shown}"
        );
    }

    #[test]
    fn what_is_left_for_the_same_reason_is_one_note() {
        let mut report = run(vec![passed("a")]);
        let document =
            |i: usize| stays(Resource::Document, &format!("/Services/IS1/Documents/ET{i}"), "DELETE answered 500");
        report.left_behind = (1..=12).map(document).collect();
        report.left_behind.push(stays(Resource::Map, "/Services/IS1/Maps/MP1", "DELETE answered 500"));
        let expected = "left behind on the target:
  12 Documents (DELETE answered 500): /Services/IS1/Documents/ET1, /Services/IS1/Documents/ET2, /Services/IS1/Documents/ET3 and 9 more
  1 Map (DELETE answered 500): /Services/IS1/Maps/MP1
";
        assert!(plain(&report).ends_with(expected), "{}", plain(&report));
    }

    #[test]
    fn many_notes_are_cut() {
        let mut report = run(vec![passed("a")]);
        report.left_behind =
            (0..100).map(|i| stays(Resource::Map, "/Services/IS1", &format!("reason {i:02}"))).collect();
        assert!(plain(&report).ends_with("(reason 19): /Services/IS1\n  … and 80 more\n"), "{}", plain(&report));
    }

    #[test]
    fn no_secret_is_shown() {
        let mut report = run(vec![passed("a")]);
        report.target = "http://u:s3cret@h".to_owned();
        let shown = summary(&report, &Secrets::none().with("s3cret"), Style::PLAIN, false);
        assert!(shown.contains("against http://u:[redacted]@h"), "{shown}");
    }

    #[test]
    fn a_run_that_proves_nothing_is_not_green() {
        let coloured = |scenarios| summary(&run(scenarios), &Secrets::none(), Style { colour: true }, false);
        assert!(coloured(vec![passed("a")]).contains("\u{1b}[32m1 scenario: 1 passed\u{1b}[0m"));
        assert!(coloured(vec![disabled("a")]).contains("\u{1b}[31m1 scenario: 1 disabled\u{1b}[0m"));
        let finding = Finding { what: "there are no Streams".to_owned(), advice: String::new() };
        let report = RunReport { findings: vec![finding], ..run(vec![passed("a")]) };
        let lacking = summary(&report, &Secrets::none(), Style { colour: true }, false);
        assert!(lacking.contains("\u{1b}[31m1 scenario: 1 passed\u{1b}[0m"), "{lacking}");
        let report = RunReport { end: End::Interrupted, ..run(vec![passed("a")]) };
        let cut_off = summary(&report, &Secrets::none(), Style { colour: true }, false);
        assert!(cut_off.contains("\u{1b}[31m1 scenario: 1 passed\u{1b}[0m"), "{cut_off}");
    }

    #[test]
    fn times_are_as_long_as_they_need_to_be() {
        let shown = [999, 1000, 59_999, 60_000, 125_500].map(|ms| time(Duration::from_millis(ms)));
        assert_eq!(shown, ["999 ms", "1.0 s", "59.9 s", "1 min 0 s", "2 min 5 s"]);
    }
}
