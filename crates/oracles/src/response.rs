//! What a target may say, against all that reads it and reports it. An input is text: requests and answers, with a line `###` between
//! them; see `script` for the bytes that stand for secrets and for long texts.

mod instants;
mod leaks;
mod readings;
mod renderings;
mod script;

use syncproof_harness::{
    exchange::Exchange,
    report::terminal::Style,
    text::{LINE, printable, printable_bytes, printable_lines},
};

use crate::{Fate, Target, message};

use script::Script;

/// Of so many lengths that an input may have, one lets the coverage be written, too.
const COVERAGE_ONCE_IN: usize = 8;

/// See the module.
pub const TARGET: Target = Target {
    name: "response",
    about: "hostile answers: read within bounds, reported without secrets and without anything that acts",
    floor: 80,
    check,
    explain,
    feature: None,
    seeds,
};

fn check(bytes: &[u8]) -> Fate {
    let script = Script::read(bytes);
    for answer in &script.answers {
        must(instants::check(answer));
    }
    let transcript = must(readings::transcript(&script));
    must(leaks::check(&script));
    if transcript.is_empty() {
        return Fate::Discarded;
    }
    must(renderings::check(&transcript));
    if bytes.len().is_multiple_of(COVERAGE_ONCE_IN) {
        must(renderings::coverage(&transcript));
    }
    Fate::Judged
}

/// Panics with the property that does not hold.
fn must<T>(verdict: Result<T, String>) -> T {
    verdict.unwrap_or_else(|problem| panic!("{problem}"))
}

fn explain(bytes: &[u8]) -> String {
    let script = Script::read(bytes);
    let mut lines = Vec::new();
    for (request, answer) in script.requests.iter().zip(&script.answers) {
        lines.push(format!("{} {}", printable(&request.method, LINE), printable(&request.url, LINE)));
        lines.push(format!("answered {}", answer.status));
        for (name, value) in &answer.headers {
            lines.push(format!("   {}: {}", printable(name, LINE), printable(value, LINE)));
        }
        lines.push(format!("   body of {} bytes: {}", answer.body.len(), printable_bytes(&answer.body, 2 * LINE)));
    }
    if let Ok(transcript) = readings::transcript(&script)
        && !transcript.is_empty()
    {
        lines.push("reported as:".to_owned());
        lines.push(renderings::terminal(&renderings::run(&transcript), Style::PLAIN));
    }
    printable_lines(&lines.join("\n"), 20_000)
}

fn seeds(exchanges: &[Exchange]) -> Vec<Vec<u8>> {
    let scripts = exchanges.iter().filter(|exchange| exchange.answer.body.len() <= 2048);
    scripts.map(|exchange| message::write(&script::of(exchange))).collect()
}

#[cfg(test)]
mod tests;
