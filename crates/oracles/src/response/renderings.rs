//! Reports of a run that ended on a transcript: bounded, without secrets, and nothing in them acts.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
    sync::{Arc, LazyLock},
    time::Duration,
};

use quick_xml::{Reader, events::Event};
use serde_json::Value;
use syncproof_api::{Capability, Profile};
use syncproof_harness::{
    curl::curl,
    doctor::{Check, Diagnosis, Has, State},
    exchange::{Exchange, for_reports},
    manners::Flakes,
    register::{Level, Register},
    report::{
        doctor, junit,
        surface::{self, Covered},
        terminal::{Style, failures, summary},
    },
    surface::Surface,
    text::{LINE, acts, printable},
    verdict::{Deviation, End, FailedStep, Failure, Finding, RunReport, ScenarioInfo, ScenarioReport, Verdict},
};

use super::{leaks::shows_secret, script::SECRETS};

/// The most that is kept of one exchange, and the most that one report shows, in bytes. Generous: what matters is that there is a bound.
const KEPT: usize = 64 << 10;
const SHOWN: usize = 128 << 10;
/// The most of a body that is told in texts of the suite's own, in bytes.
const TEXT: usize = 1 << 10;

/// What acts on a terminal beyond doubt, apart from what the harness itself takes for that: controls, and what turns text around or hides.
const ACTING: [RangeInclusive<char>; 6] = [
    '\0'..='\u{9}',
    '\u{b}'..='\u{1f}',
    '\u{7f}'..='\u{9f}',
    '\u{200b}'..='\u{200f}',
    '\u{2028}'..='\u{202e}',
    '\u{2066}'..='\u{2069}',
];

static REGISTER: LazyLock<Register> = LazyLock::new(|| {
    let text =
        "[[requirement]]\nid = 'a.b'\nlevel = 'must'\nprofiles = ['documented']\nsource = 's'\nstatement = 't'\n";
    Register::parse(text, "").unwrap_or_default()
});

static PROFILE: LazyLock<Arc<Profile>> = LazyLock::new(|| Arc::new(Profile::documented()));

/// Everything that can be shown of a transcript.
pub(super) fn check(transcript: &[Exchange]) -> Result<(), String> {
    let kept = for_reports(transcript, &SECRETS);
    if kept.len() != transcript.len() {
        return Err("exchanges are lost on the way to the reports".to_owned());
    }
    for Exchange { answer, .. } in &kept {
        let json = answer.json.as_ref().map_or(0, |json| json.to_string().len());
        let headers: usize = answer.headers.iter().map(|(name, value)| name.len() + value.len()).sum();
        if answer.body.len() > KEPT || json > KEPT || headers > 20 * KEPT {
            return Err("too much is kept of an answer".to_owned());
        }
        if shows_secret(&answer.body) {
            return Err("a secret is kept of an answer".to_owned());
        }
    }
    let run = run(transcript);
    plain("the report for a terminal", &terminal(&run, Style::PLAIN))?;
    let xml = junit::render(&run, &REGISTER, &SECRETS).map_err(|error| error.to_string())?;
    small("the JUnit report", &xml)?;
    well_formed(&xml)?;
    for exchange in transcript {
        let command = curl(exchange, &SECRETS);
        plain("a curl command", &command)?;
        one_word(exchange, &command)?;
    }
    diagnosis(transcript)
}

/// What a run says that failed on a transcript, in every way that a scenario can.
pub(super) fn run(transcript: &[Exchange]) -> RunReport {
    let kept = for_reports(transcript, &SECRETS);
    let last = last_body(transcript);
    let json = |at: Option<&Exchange>| at.and_then(|exchange| exchange.answer.json.clone()).unwrap_or(Value::Null);
    let url = transcript.last().map(|exchange| exchange.url.clone()).unwrap_or_default();
    let deviation = Failure::Deviation(Deviation {
        subject: format!("the answer to GET {url}"),
        expected: "status 412".to_owned(),
        actual: last.clone(),
        diff: Some(Box::new((json(transcript.first()), json(transcript.last())))),
    });
    let undecided = Failure::Undecided(last.clone());
    let step = |failure: Failure| {
        Box::new(FailedStep {
            step: "Then it is refused".to_owned(),
            file: "maps/f.feature".to_owned(),
            line: 7,
            failure: failure.abridged(&SECRETS),
            transcript: kept.clone(),
        })
    };
    let verdicts =
        [Verdict::Failed(step(deviation)), Verdict::Errored(step(undecided)), Verdict::Undecided(last.clone())];
    let scenarios = verdicts.into_iter().map(|verdict| ScenarioReport {
        info: ScenarioInfo {
            id: "x".to_owned(),
            title: "a title".to_owned(),
            area: "maps".to_owned(),
            file: "maps/f.feature".to_owned(),
            line: 3,
            requirements: vec!["a.b".to_owned()],
            needs: BTreeSet::new(),
            level: Level::Must,
        },
        verdict,
        elapsed: Duration::from_millis(1),
        requests: transcript.len(),
        flakes: Flakes::default(),
    });
    RunReport {
        scenarios: scenarios.collect(),
        findings: vec![Finding { what: last.clone(), advice: url }],
        ..RunReport::without_scenarios("http://127.0.0.1:1/v1".to_owned(), "documented", Level::Must, End::GaveUp(last))
    }
}

/// The beginning of what was answered last: more than any report shows of a text, and no more than is quickly looked through.
fn last_body(transcript: &[Exchange]) -> String {
    let body = transcript.last().map(|exchange| exchange.answer.body.as_slice()).unwrap_or_default();
    String::from_utf8_lossy(&body[..body.len().min(TEXT)]).into_owned()
}

/// What is printed after a run.
pub(super) fn terminal(run: &RunReport, style: Style) -> String {
    failures(run, &REGISTER, &SECRETS, style) + &summary(run, &SECRETS, style, true)
}

fn small(what: &str, text: &str) -> Result<(), String> {
    if text.len() > SHOWN { Err(format!("{what} has {} bytes", text.len())) } else { Ok(()) }
}

/// Small, without secrets, and nothing in it acts.
pub(super) fn plain(what: &str, text: &str) -> Result<(), String> {
    small(what, text)?;
    if shows_secret(text.as_bytes()) {
        return Err(format!("{what} shows a secret"));
    }
    match text.chars().find(|c| *c != '\n' && (acts(*c) || ACTING.iter().any(|range| range.contains(c)))) {
        Some(c) => Err(format!("{what} holds {c:?}")),
        None => Ok(()),
    }
}

/// XML that a reader takes, of characters that XML may hold, and without secrets in what it says.
pub(super) fn well_formed(xml: &str) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let (mut said, mut open) = (String::new(), 0_i64);
    loop {
        let wrong = |error: &dyn std::fmt::Display| format!("the JUnit report is no XML: {error}");
        match reader.read_event().map_err(|error| wrong(&error))? {
            Event::Eof => break,
            event @ (Event::Start(_) | Event::Empty(_)) => {
                open += i64::from(matches!(event, Event::Start(_)));
                let (Event::Start(tag) | Event::Empty(tag)) = event else { continue };
                for attribute in tag.attributes() {
                    let attribute = attribute.map_err(|error| wrong(&error))?;
                    let value = str::from_utf8(&attribute.value).map_err(|error| wrong(&error))?;
                    said.push_str(&quick_xml::escape::unescape(value).map_err(|error| wrong(&error))?);
                    said.push('\n');
                }
            }
            Event::Text(text) => said.push_str(&text.decode().map_err(|error| wrong(&error))?),
            Event::GeneralRef(entity) => {
                let name = entity.decode().map_err(|error| wrong(&error))?;
                let text = format!("&{name};");
                said.push_str(&quick_xml::escape::unescape(&text).map_err(|error| wrong(&error))?);
            }
            Event::End(_) => {
                open -= 1;
                said.push('\n');
            }
            _ => {}
        }
    }
    if open != 0 {
        return Err("the JUnit report ends in the middle".to_owned());
    }
    plain("what the JUnit report says", &said)
}

/// The URL of a command is one word for a shell, and leads where the request went.
fn one_word(exchange: &Exchange, command: &str) -> Result<(), String> {
    // Escapes of bash, which the splitter does not know.
    if command.contains("$'") {
        return Ok(());
    }
    let words = shell_words::split(command).map_err(|error| format!("a curl command is none: {error}"))?;
    let url = SECRETS.scrub(&exchange.url);
    let there = words.contains(&url) || words.iter().any(|word| word == "$URL");
    if there { Ok(()) } else { Err("a curl command lacks its URL".to_owned()) }
}

/// What `doctor` says of such a target.
fn diagnosis(transcript: &[Exchange]) -> Result<(), String> {
    let seen = last_body(transcript);
    let has = [(Capability::Maps, Has::No(seen.clone()))];
    let diagnosis = Diagnosis {
        target: "http://127.0.0.1:1/v1".to_owned(),
        profile: "documented".to_owned(),
        checks: vec![Check { name: "api", state: State::Problem, seen: seen.clone(), advice: String::new() }],
        has: BTreeMap::from(has),
        usable: true,
        left_behind: vec![seen],
    };
    plain("a diagnosis", &doctor::text(&diagnosis, &SECRETS, Style::PLAIN))?;
    let json = doctor::json(&diagnosis, &SECRETS);
    plain("a diagnosis as JSON", &json)?;
    serde_json::from_str::<Value>(&json).map_err(|error| format!("a diagnosis is no JSON: {error}"))?;
    let profile = doctor::profile(&diagnosis, "ours", "documented", &SECRETS);
    plain("a profile", &profile)?;
    match Profile::parse("ours", &profile) {
        Ok(profile) if profile.declares(Capability::Maps) == Some(false) => Ok(()),
        Ok(_) => Err("a profile does not declare what was found".to_owned()),
        Err(error) => Err(format!("a profile cannot be read: {}", printable(&error.to_string(), LINE))),
    }
}

/// What `matrix --surface` says of such exchanges. It tells of all operations whatever they are, so most of it is the same each time, and to
/// write it takes longer than all else together.
pub(super) fn coverage(transcript: &[Exchange]) -> Result<(), String> {
    let base =
        transcript.first().and_then(|exchange| exchange.url.split_once("/Services")).map_or("", |(base, _)| base);
    let mut surface = Surface::new(Arc::clone(&PROFILE), base);
    for exchange in transcript {
        surface.note(exchange);
    }
    if surface.exchanges() != transcript.len() {
        return Err("an exchange is not counted, or counted twice".to_owned());
    }
    let covered = Covered { surface: &surface, target: base, profile: "documented", secrets: &SECRETS };
    plain("the coverage", &surface::text(&covered, Style::PLAIN))?;
    plain("the coverage as Markdown", &surface::markdown(&covered))?;
    let json = surface::json(&covered);
    plain("the coverage as JSON", &json)?;
    match serde_json::from_str::<Value>(&json) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("the coverage is no JSON: {error}")),
    }
}
