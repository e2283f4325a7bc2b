//! What a suite proves of itself: as text, as Markdown and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    markdown::{escaped, table},
    terminal::{BAD, GOOD, QUIET, Style, counted},
};
use crate::proof::{Outcome, Proof, Trial};

/// How many scenarios a line names.
const NAMED: usize = 3;

/// For a terminal: what is not as it should be, and the totals; with `verbose` the whole kill matrix.
pub fn text(proof: &Proof, style: Style, verbose: bool) -> String {
    let mut lines = Vec::new();
    if verbose {
        let width = proof.trials.iter().map(|trial| trial.fault.name.len()).max().unwrap_or_default();
        for trial in &proof.trials {
            lines.push(format!("{:<width$}  {:>4}  {}", trial.fault.name, trial.kills.len(), killers(trial)));
        }
        lines.push(String::new());
    }
    for trial in proof.that(Outcome::Survived) {
        lines.push(problem(style, "SURVIVED", trial, "no scenario failed"));
    }
    for trial in proof.that(Outcome::Uncited) {
        lines.push(problem(style, "UNCITED ", trial, &format!("caught only by {}", killers(trial))));
    }
    for trial in proof.trials.iter().filter(|trial| trial.is_blunt()) {
        let failed = format!("{} of {} scenarios failed", trial.kills.len(), trial.ran);
        lines.push(problem(style, "BLUNT   ", trial, &failed));
    }
    for trial in proof.trials.iter().filter(|trial| trial.cut_off) {
        lines.push(problem(style, "CUT OFF ", trial, "the suite did not come to its end"));
    }
    for id in &proof.unproven {
        lines.push(format!(
            "{}  {id}: no fault makes this requirement of level must fail",
            style.paint(BAD, "UNPROVEN")
        ));
    }
    if verbose {
        for id in &proof.never_failed {
            lines.push(format!("{}  {id}: no fault makes this scenario fail", style.paint(QUIET, "GREEN   ")));
        }
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(totals(proof, style));
    lines.join("\n") + "\n"
}

fn problem(style: Style, word: &str, trial: &Trial, what: &str) -> String {
    let fault = &trial.fault;
    format!("{}  {}: {} ({}): {what}", style.paint(BAD, word), fault.name, fault.what, fault.breaks)
}

/// The scenarios that noticed, those that cite the requirement first and marked.
fn killers(trial: &Trial) -> String {
    let (citing, others): (Vec<_>, Vec<_>) = trial.kills.iter().partition(|kill| kill.cites);
    let named =
        citing.iter().map(|kill| format!("*{}", kill.scenario)).chain(others.iter().map(|k| k.scenario.clone()));
    let names: Vec<String> = named.take(NAMED).collect();
    match trial.kills.len() {
        0 => "nothing".to_owned(),
        some if some > NAMED => format!("{} and {} more", names.join(", "), some - NAMED),
        _ => names.join(", "),
    }
}

fn totals(proof: &Proof, style: Style) -> String {
    let count = |outcome| proof.that(outcome).count();
    let (caught, uncited, survived) = (count(Outcome::Caught), count(Outcome::Uncited), count(Outcome::Survived));
    let mut line = format!("{} in profile {}: ", counted(proof.trials.len(), "fault"), proof.profile);
    let all = format!("{caught} caught by a scenario that cites what it breaks");
    line += &style.paint(if uncited + survived == 0 { GOOD } else { QUIET }, all);
    // Writing to a String cannot fail.
    let _ = write!(line, ", {uncited} by others, {survived} survived");
    let _ = write!(line, "\n{} of level must that no fault makes fail", counted(proof.unproven.len(), "requirement"));
    let _ = write!(line, "\n{} that no fault makes fail", counted(proof.never_failed.len(), "scenario"));
    line
}

/// A page in Markdown: the totals and the kill matrix.
pub fn markdown(proof: &Proof) -> String {
    let mut text = format!("# What the suite notices, profile {}\n\n", escaped(&proof.profile));
    let row = |trial: &Trial| {
        let kills: Vec<String> = trial.kills.iter().map(|kill| escaped(&kill.scenario)).collect();
        let shown = kills.iter().take(10).cloned().collect::<Vec<_>>().join(", ");
        let fault = &trial.fault;
        vec![
            escaped(&fault.name),
            escaped(&fault.what),
            escaped(&fault.breaks),
            trial.outcome().to_string(),
            kills.len().to_string(),
            shown,
        ]
    };
    text +=
        &table(&["fault", "what is wrong", "breaks", "outcome", "failed", "scenarios"], proof.trials.iter().map(row));
    if !proof.unproven.is_empty() {
        text += "\n## Requirements of level must that no fault makes fail\n\n";
        for id in &proof.unproven {
            let _ = writeln!(text, "* {}", escaped(id));
        }
    }
    text
}

/// Everything, as JSON.
pub fn json(proof: &Proof) -> String {
    let trial = |trial: &Trial| {
        json!({
            "fault": trial.fault.name,
            "what": trial.fault.what,
            "breaks": trial.fault.breaks,
            "outcome": trial.outcome().to_string(),
            "blunt": trial.is_blunt(),
            "cut_off": trial.cut_off,
            "ran": trial.ran,
            "scenarios": trial.kills.iter().map(|kill| json!({ "id": kill.scenario, "cites": kill.cites })).collect::<Vec<_>>(),
        })
    };
    let value = json!({
        "profile": proof.profile,
        "faults": proof.trials.iter().map(trial).collect::<Vec<Value>>(),
        "unproven": proof.unproven,
        "never_failed": proof.never_failed,
        "complete": proof.is_complete(),
    });
    format!("{value:#}\n")
}
