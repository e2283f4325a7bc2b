//! A scenario that did not succeed, with all that is needed to judge it without running it again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use crate::{
    curl::{curl, quoted},
    diff::json_diff,
    exchange::{Exchange, Header},
    redact::Secrets,
    register::{Level, Register},
    text::{LINE, printable, printable_bytes_lines},
    verdict::{Deviation, FailedStep, Failure, Finding, RunReport, ScenarioInfo, ScenarioReport, Standing, Verdict},
};

use super::{BAD, DOUBTFUL, GOOD, QUIET, Style, UNKNOWN, counted};

/// Longest body that is shown, in characters and in lines.
const MAX_BODY: (usize, usize) = (2000, 80);
/// Most headers of one message that are shown.
const MAX_HEADERS: usize = 20;
/// Most ids in the line about scenarios with the same cause.
const MAX_IDS: usize = 20;
/// From so many scenarios with the same cause on, only the first is shown in full.
const SAME_CAUSE: usize = 3;

/// What is wrong with the target as a whole, then all scenarios that failed, warned or errored, in order, with a blank line between them. Empty when there are none.
pub fn failures(run: &RunReport, register: &Register, secrets: &Secrets, style: Style) -> String {
    let mut by_cause: BTreeMap<String, Vec<&ScenarioInfo>> = BTreeMap::new();
    for scenario in &run.scenarios {
        if let Some(cause) = cause(scenario) {
            by_cause.entry(cause).or_default().push(&scenario.info);
        }
    }
    by_cause.retain(|_, scenarios| scenarios.len() >= SAME_CAUSE);
    let mut told = BTreeSet::new();
    let mut blocks: Vec<String> = run.findings.iter().map(|found| finding(found, secrets, style)).collect();
    for scenario in &run.scenarios {
        let cause = cause(scenario);
        let group = cause.as_ref().and_then(|cause| by_cause.get(cause));
        if let (Some(cause), Some(_)) = (&cause, group)
            && !told.insert(cause.clone())
        {
            continue;
        }
        let mut block = failure(scenario, run.gate, register, secrets, style);
        if let Some(scenarios) = group {
            block.push_str(&same_cause(&scenarios[1..], secrets));
        }
        blocks.push(block);
    }
    blocks.retain(|block| !block.is_empty());
    // A blank line after each, so that what follows stands apart.
    blocks.into_iter().map(|block| block + "\n").collect()
}

/// Something that is wrong with the target as a whole, each line ended.
fn finding(finding: &Finding, secrets: &Secrets, style: Style) -> String {
    let shown = |text: &str| printable(&secrets.scrub(text), 2 * LINE);
    let word = style.paint(BAD.bold(), "FAIL");
    let mut page = Page { secrets, style, out: format!("{word} target  {}\n", shown(&finding.what)) };
    page.entry("what to do", &shown(&finding.advice));
    page.out
}

/// One scenario that failed, warned or errored, each line ended. Empty for one that did not.
pub fn failure(scenario: &ScenarioReport, gate: Level, register: &Register, secrets: &Secrets, style: Style) -> String {
    let (Verdict::Failed(step) | Verdict::Errored(step)) = &scenario.verdict else { return String::new() };
    let mut page = Page { out: String::new(), secrets, style };
    page.header(&scenario.info, scenario.standing(gate));
    page.requirements(&scenario.info, register);
    page.entry("at", &format!("{}:{}  {}", page.line(&step.file), step.line, page.line(&step.step)));
    page.cause(step, matches!(scenario.verdict, Verdict::Errored(_)));
    page.exchanges(step);
    page.entry("rerun", &format!("syncproof run --only {}", quoted(&page.line(&scenario.info.id))));
    page.out
}

/// The text of the trouble that ended the scenario, without the address: that differs although the cause is the same.
fn cause(scenario: &ScenarioReport) -> Option<String> {
    let Verdict::Errored(step) = &scenario.verdict else { return None };
    let Failure::Trouble(trouble) = &step.failure else { return None };
    Some(trouble.cause())
}

fn same_cause(others: &[&ScenarioInfo], secrets: &Secrets) -> String {
    let ids: Vec<String> = others.iter().take(MAX_IDS).map(|info| printable(&secrets.scrub(&info.id), LINE)).collect();
    let rest = if others.len() > MAX_IDS { ", …" } else { "" };
    format!("… and {} more with the same cause: {}{rest}\n", others.len(), ids.join(", "))
}

struct Page<'a> {
    out: String,
    secrets: &'a Secrets,
    style: Style,
}

impl Page<'_> {
    /// A foreign text as part of one line.
    fn line(&self, text: &str) -> String {
        printable(&self.secrets.scrub(text), LINE)
    }

    /// A label, and beside it a text that is fit to be shown. Only labels stand at the left, so no text can pass for one.
    fn entry(&mut self, label: &str, text: &str) {
        for (i, line) in text.lines().enumerate() {
            let label = if i == 0 { label } else { "" };
            let row = format!("  {}  {line}", self.style.paint(QUIET, format_args!("{label:<11}")));
            self.out.push_str(row.trim_end());
            self.out.push('\n');
        }
    }

    fn header(&mut self, info: &ScenarioInfo, standing: Standing) {
        let (word, style) = match standing {
            Standing::Errored => ("ERROR", UNKNOWN),
            Standing::Warned => ("WARN", DOUBTFUL),
            _ => ("FAIL", BAD),
        };
        let word = self.style.paint(style.bold(), word);
        let title = format!("{word} {}  {}\n", self.line(&info.id), self.line(&info.title));
        self.out.push_str(&title);
    }

    fn requirements(&mut self, info: &ScenarioInfo, register: &Register) {
        for id in &info.requirements {
            let name = format!("{} ({})", self.line(id), info.level);
            let text = match register.get(id) {
                Some(known) => {
                    format!("{name} — {}\n{}", printable(&known.source, LINE), printable(&known.statement, 2 * LINE))
                }
                None => format!("{name} — not in the register"),
            };
            self.entry("requirement", &text);
        }
    }

    fn cause(&mut self, step: &FailedStep, errored: bool) {
        match &step.failure {
            Failure::Deviation(deviation) => {
                if errored {
                    self.entry(
                        "error",
                        "the set-up was not answered as documented; this says nothing about the requirement",
                    );
                }
                self.deviation(deviation);
            }
            Failure::Trouble(trouble) => {
                let text =
                    format!("no answer: {}\nthis says nothing about the requirement", self.line(&trouble.to_string()));
                self.entry("error", &text);
            }
            Failure::Undecided(reason) => self.entry("undecided", &self.line(reason)),
            Failure::Mistake(mistake) => {
                let text = format!(
                    "mistake in the scenario: {}\nthe suite is at fault, not the target; please report it",
                    self.line(mistake)
                );
                self.entry("error", &text);
            }
        }
    }

    fn deviation(&mut self, deviation: &Deviation) {
        for (label, text) in
            [("subject", &deviation.subject), ("expected", &deviation.expected), ("actual", &deviation.actual)]
        {
            let text = printable(&self.secrets.scrub(text), 2 * LINE);
            self.entry(label, &text);
        }
        if let Some((expected, actual)) = deviation.diff.as_deref() {
            let diff = json_diff(&self.secrets.scrub_json(expected), &self.secrets.scrub_json(actual));
            let lines: Vec<String> = diff.lines().map(|line| self.diff_line(line)).collect();
            self.entry("diff", &lines.join("\n"));
        }
    }

    fn diff_line(&self, line: &str) -> String {
        match line.as_bytes().first() {
            Some(b'-') => self.style.paint(GOOD, line),
            Some(b'+') => self.style.paint(BAD, line),
            _ => line.to_owned(),
        }
    }

    fn exchanges(&mut self, step: &FailedStep) {
        let Some((last, earlier)) = step.transcript.split_last() else { return };
        let answered = !matches!(step.failure, Failure::Trouble(_));
        if !answered {
            // What got no answer is not in the transcript.
            self.entry("before that", "the last exchange that came to an answer:");
        }
        self.entry("request", &self.request(last));
        self.entry("response", &self.response(last));
        if !earlier.is_empty() {
            self.entry("earlier", &counted(earlier.len(), "exchange"));
        }
        if answered {
            self.entry("curl", &curl(last, self.secrets));
        }
    }

    fn request(&self, exchange: &Exchange) -> String {
        let mut text =
            format!("{} {}\n", self.line(&exchange.method), printable(&self.secrets.scrub(&exchange.url), 2 * LINE));
        text.push_str(&self.headers(exchange.request_headers.iter()));
        text + &self.body(&exchange.request_body)
    }

    fn response(&self, exchange: &Exchange) -> String {
        let answer = &exchange.answer;
        let mut text = format!("{}\n{}", answer.status, self.headers(answer.telling_headers()));
        if let Some(bytes) = answer.abridged_from {
            let _ = writeln!(text, "(the beginning of {})", counted(bytes, "byte"));
        }
        text + &match &answer.json {
            Some(json) => self.body(format!("{:#}", self.secrets.scrub_json(json)).as_bytes()),
            None => self.body(&answer.body),
        }
    }

    fn headers<'h>(&self, headers: impl Iterator<Item = &'h Header>) -> String {
        let shown = |(name, value): &Header| {
            format!("{}: {}\n", self.line(name), printable(&self.secrets.scrub_header(name, value), LINE))
        };
        headers.take(MAX_HEADERS).map(shown).collect()
    }

    fn body(&self, body: &[u8]) -> String {
        if body.is_empty() {
            return "(no body)".to_owned();
        }
        let (chars, lines) = MAX_BODY;
        let text = printable_bytes_lines(&self.secrets.scrub_bytes(body), chars);
        let mut shown: Vec<&str> = text.lines().take(lines).collect();
        if text.lines().nth(lines).is_some() {
            shown.push("…");
        }
        format!("\n{}", shown.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::client::{Phase, Trouble};
    use crate::report::sample::{self, deviation, errored, failed, mistake, passed, run, trouble};

    fn secrets() -> Secrets {
        Secrets::none().with_basic("AC1", "s3cret")
    }

    fn plain(scenario: &ScenarioReport) -> String {
        failure(scenario, Level::Must, &sample::register(), &secrets(), Style::PLAIN)
    }

    fn step(scenario: &mut ScenarioReport) -> &mut FailedStep {
        match &mut scenario.verdict {
            Verdict::Failed(step) | Verdict::Errored(step) => step,
            _ => panic!("no step"),
        }
    }

    const LAST_EXCHANGE: &str = r#"  request      POST http://127.0.0.1:1/v1/Services/IS1/Maps/M
               authorization: [redacted]
               if-match: 1
               content-type: application/x-www-form-urlencoded

               Ttl=5
  response     200
               Content-Type: application/json
               etag: "2"

               {
                 "ttl": 5
               }
  earlier      1 exchange
"#;

    #[test]
    fn a_failure_says_all_that_is_needed_to_judge_it() {
        let mut scenario = failed("map-stale", Level::Must, deviation());
        if let Failure::Deviation(deviation) = &mut step(&mut scenario).failure {
            deviation.diff = Some(Box::new((json!({"ttl": 4}), json!({"ttl": 5}))));
        }
        let expected = format!(
            r#"FAIL map-stale  A stale If-Match is refused
  requirement  maps.update.if-match (must) — docs/sync/api/map-resource
               An update with a stale If-Match is refused.
  at           maps/update.feature:42  Then it is refused as revision-mismatch
  subject      the answer to POST /Services/IS1/Maps/M
  expected     status 412, code 54103
  actual       status 200
  diff         @@ -1,3 +1,3 @@
                {{
               -  "ttl": 4
               +  "ttl": 5
                }}
{LAST_EXCHANGE}  curl         curl -sS -i -X POST 'http://127.0.0.1:1/v1/Services/IS1/Maps/M' -u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN" -H 'if-match: 1' --data-urlencode 'Ttl=5'
  rerun        syncproof run --only 'map-stale'
"#
        );
        assert_eq!(plain(&scenario), expected);
    }

    #[test]
    fn a_request_without_an_answer_is_no_verdict_on_the_target() {
        let expected = format!(
            "ERROR map-stale  A stale If-Match is refused
  requirement  maps.update.if-match (must) — docs/sync/api/map-resource
               An update with a stale If-Match is refused.
  at           maps/update.feature:42  Then it is refused as revision-mismatch
  error        no answer: cannot connect to http://h: Connection refused; is the target running there?
               this says nothing about the requirement
  before that  the last exchange that came to an answer:
{LAST_EXCHANGE}  rerun        syncproof run --only 'map-stale'
"
        );
        assert_eq!(plain(&errored("map-stale", trouble())), expected);
    }

    #[test]
    fn a_mistake_is_laid_to_the_suite() {
        let shown = plain(&errored("a", mistake()));
        assert!(shown.contains("  error        mistake in the scenario: there is no item \"k\"\n"), "{shown}");
        assert!(shown.contains("the suite is at fault, not the target"), "{shown}");
    }

    #[test]
    fn a_set_up_that_deviates_says_so() {
        let shown = plain(&errored("a", deviation()));
        assert!(shown.contains("  error        the set-up was not answered as documented"), "{shown}");
        assert!(shown.contains("  expected     status 412, code 54103\n"), "{shown}");
    }

    #[test]
    fn below_the_gate_it_is_a_warning() {
        let shown = plain(&failed("a", Level::Should, deviation()));
        assert!(shown.starts_with("WARN a  "), "{shown}");
        assert!(shown.contains("maps.update.if-match (should)"), "{shown}");
    }

    #[test]
    fn what_succeeded_is_not_shown() {
        assert_eq!(plain(&passed("a")), "");
        assert_eq!(failures(&run(vec![passed("a")]), &sample::register(), &secrets(), Style::PLAIN), "");
    }

    #[test]
    fn a_requirement_that_is_not_registered_is_still_named() {
        let mut scenario = failed("a", Level::Must, deviation());
        scenario.info.requirements.push("maps.gone".to_owned());
        assert!(plain(&scenario).contains("  requirement  maps.gone (must) — not in the register\n"));
    }

    #[test]
    fn hostile_answers_are_escaped_bounded_and_kept_off_the_labels() {
        let mut scenario = failed("a", Level::Must, deviation());
        let answer = &mut step(&mut scenario).transcript[1].answer;
        answer.json = None;
        answer.body =
            [b"\x1b[2J\n  rerun        rm -rf\nprefix s3cret".as_slice(), &[b'x'; 5000], &[b'\n'; 5000]].concat();
        answer.headers = (0..100).map(|_| ("ETag".to_owned(), format!("\u{9b}s3cret{}", "y".repeat(5000)))).collect();
        let shown = plain(&scenario);
        assert!(
            shown.contains(
                "               \\u{1b}[2J\n                 rerun        rm -rf\n               prefix [redacted]xx"
            ),
            "{shown}"
        );
        assert!(shown.contains("               ETag: \\u{9b}[redacted]yy"), "{shown}");
        assert!(!shown.contains("s3cret") && !shown.contains('\u{9b}') && !shown.contains('\u{1b}'));
        assert!(shown.chars().count() < 12_000, "{}", shown.chars().count());
    }

    #[test]
    fn a_body_of_many_lines_is_cut() {
        let mut scenario = failed("a", Level::Must, deviation());
        step(&mut scenario).transcript[1].answer.json = Some((0..1000).collect());
        assert!(plain(&scenario).lines().count() < 110);
    }

    #[test]
    fn secrets_are_kept_out_of_every_part() {
        let mut scenario = failed("a", Level::Must, deviation());
        scenario.info.title = "s3cret".to_owned();
        let step = step(&mut scenario);
        step.failure = Failure::Deviation(Deviation {
            subject: "s3cret".to_owned(),
            expected: "s3cret".to_owned(),
            actual: "s3cret".to_owned(),
            diff: Some(Box::new((json!("s3cret"), json!({"s3cret": 1})))),
        });
        step.transcript = vec![sample::exchange("POST", b"Data=s3%63ret", json!({"s3cret": ["s3cret"]}))];
        let shown = plain(&scenario);
        assert!(!shown.contains("s3cret") && !shown.contains("%63") && !shown.contains("QUMx"), "{shown}");
    }

    #[test]
    fn colours_are_there_only_when_asked_for() {
        let scenario = failed("a", Level::Must, deviation());
        let coloured = failure(&scenario, Level::Must, &sample::register(), &secrets(), Style { colour: true });
        assert!(coloured.starts_with("\u{1b}[1m\u{1b}[31mFAIL\u{1b}[0m a  "), "{coloured:?}");
        assert!(!plain(&scenario).contains('\u{1b}'));
    }

    #[test]
    fn three_scenarios_with_the_same_trouble_are_told_once() {
        let scenarios = vec![
            errored("a", trouble()),
            failed("b", Level::Must, deviation()),
            errored("c", trouble()),
            errored("d", trouble()),
        ];
        let shown = failures(&run(scenarios), &sample::register(), &secrets(), Style::PLAIN);
        let heads: Vec<&str> = shown.lines().filter(|line| !line.starts_with(' ') && !line.is_empty()).collect();
        assert_eq!(
            heads,
            [
                "ERROR a  A stale If-Match is refused",
                "… and 2 more with the same cause: c, d",
                "FAIL b  A stale If-Match is refused"
            ]
        );
    }

    #[test]
    fn time_outs_have_one_cause_whatever_was_asked_for() {
        let timed_out = |id: &str, limit: u64| {
            let limit = std::time::Duration::from_secs(limit);
            let (method, url) = ("GET".to_owned(), format!("http://h/{id}"));
            errored(id, Failure::Trouble(Trouble::TimedOut { method, url, limit, during: Phase::Head }))
        };
        let scenarios = vec![timed_out("a", 10), timed_out("b", 10), timed_out("c", 10), timed_out("d", 20)];
        let shown = failures(&run(scenarios), &sample::register(), &secrets(), Style::PLAIN);
        assert!(shown.contains("no answer within 10 s to GET http://h/a; --timeout allows more\n"), "{shown}");
        assert!(shown.contains("… and 2 more with the same cause: b, c\n"), "{shown}");
        assert!(shown.contains("ERROR d  "), "{shown}");
    }

    #[test]
    fn a_long_list_of_scenarios_with_the_same_trouble_is_cut() {
        let scenarios = (0..30).map(|i| errored(&format!("s{i}"), trouble())).collect();
        let shown = failures(&run(scenarios), &sample::register(), &secrets(), Style::PLAIN);
        assert!(shown.contains("\n… and 29 more with the same cause: s1, s2, "), "{shown}");
        assert!(shown.ends_with(", s19, s20, …\n\n"), "{shown}");
    }

    #[test]
    fn what_is_wrong_with_the_target_as_a_whole_comes_first() {
        let finding = Finding { what: "there are \u{1b}no Streams".to_owned(), advice: "--without streams".to_owned() };
        let report = RunReport { findings: vec![finding], ..run(vec![failed("a", Level::Must, deviation())]) };
        let shown = failures(&report, &sample::register(), &secrets(), Style::PLAIN);
        let expected = "FAIL target  there are \\u{1b}no Streams\n  what to do   --without streams\n\nFAIL a  ";
        assert!(shown.starts_with(expected), "{shown}");
    }

    #[test]
    fn two_scenarios_with_the_same_trouble_are_both_told() {
        let shown = failures(
            &run(vec![errored("a", trouble()), errored("b", trouble())]),
            &sample::register(),
            &secrets(),
            Style::PLAIN,
        );
        assert!(
            shown.contains("ERROR a  ") && shown.contains("\n\nERROR b  ") && !shown.contains("same cause"),
            "{shown}"
        );
    }
}
