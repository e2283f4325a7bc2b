//! What a suite proves of itself: as text, as Markdown and as JSON.

use serde_json::{Value, json};

use super::{
    markdown::{escaped, table},
    terminal::{BAD, GOOD, QUIET, Style, counted},
};
use crate::{
    proof::{Extent, FaultTrial, FreedomTrial, Outcome, Proof, Share},
    register::Level,
};

/// How many scenarios a line names.
const NAMED: usize = 3;

/// How many scenarios a row of a page names.
const NAMED_IN_ROW: usize = 10;

/// For a terminal: what is not as it should be, and the totals; with `verbose` the whole kill matrix.
pub fn text(proof: &Proof, style: Style, verbose: bool) -> String {
    let mut lines = Vec::new();
    if verbose {
        lines.extend(kill_matrix(proof));
        lines.push(String::new());
    }
    let problems = problems(proof, style, verbose);
    if !problems.is_empty() {
        lines.extend(problems);
        lines.push(String::new());
    }
    lines.extend(totals(proof, style));
    lines.join("\n") + "\n"
}

fn kill_matrix(proof: &Proof) -> Vec<String> {
    let name = |trial: &FaultTrial| trial.fault.name.len();
    let width = proof.faults.iter().map(name).max().unwrap_or_default();
    let line = |trial: &FaultTrial| {
        let (failed, ran) = (trial.kills.len(), trial.ran.len());
        format!("{:<width$}  {failed:>4} of {ran:>4}  {}", trial.fault.name, killers(trial))
    };
    proof.faults.iter().map(line).collect()
}

fn problems(proof: &Proof, style: Style, verbose: bool) -> Vec<String> {
    let problem = |word: &str, what: String| format!("{}  {what}", style.paint(BAD, word));
    let mut lines = Vec::new();
    for trial in &proof.faults {
        let (fault, failed, ran) = (&trial.fault, trial.kills.len(), trial.ran.len());
        let named = format!("{}: {} ({})", fault.name, fault.what, fault.breaks);
        match trial.outcome() {
            Outcome::Caught => {}
            Outcome::Unsteady => {
                let Share { of, red } = trial.steadiness.unwrap_or_default();
                lines.push(problem("UNSTEADY", format!("{named}: caught in {red} of {of} runs")));
            }
            Outcome::Blunt => {
                let Share { of, red } = trial.sample;
                lines.push(problem("BLUNT   ", format!("{named}: {red} of a sample of {of} scenarios failed")));
            }
            Outcome::Uncited => lines.push(problem("UNCITED ", format!("{named}: caught only by {}", killers(trial)))),
            Outcome::Survived => lines.push(problem("SURVIVED", format!("{named}: none of {ran} scenarios failed"))),
        }
        if trial.cut_off {
            lines.push(problem("CUT OFF ", format!("{named}: the suite did not come to its end, {failed} failed")));
        }
    }
    for FreedomTrial { freedom, alarms, cut_off, .. } in proof.false_alarms() {
        let named = format!("{}: {} ({})", freedom.name, freedom.what, freedom.why);
        let how = if *cut_off { "the suite did not come to its end".to_owned() } else { some_of(alarms, NAMED) };
        lines.push(problem("ALARM   ", format!("{named}: {how}")));
    }
    for (id, level) in &proof.unproven {
        let colour = if *level == Level::Must { BAD } else { QUIET };
        let word = style.paint(colour, "UNPROVEN");
        lines.push(format!("{word}  {id}: no fault makes this requirement of level {level} fail"));
    }
    if verbose {
        let green =
            |id: &String| format!("{}  {id}: no fault makes this scenario fail", style.paint(QUIET, "GREEN   "));
        lines.extend(proof.never_failed.iter().map(green));
    }
    lines
}

/// The scenarios that noticed, those that cite the requirement first and marked.
fn killers(trial: &FaultTrial) -> String {
    let (citing, others): (Vec<_>, Vec<_>) = trial.kills.iter().partition(|kill| kill.cites);
    let citing = citing.iter().map(|kill| format!("*{}", kill.scenario));
    let names: Vec<String> = citing.chain(others.iter().map(|kill| kill.scenario.clone())).collect();
    some_of(&names, NAMED)
}

/// The first of some names, and how many more there are.
fn some_of(names: &[String], at_most: usize) -> String {
    let first = names.iter().take(at_most).cloned().collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => "nothing".to_owned(),
        some if some > at_most => format!("{first} and {} more", some - at_most),
        _ => first,
    }
}

fn totals(proof: &Proof, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    if !proof.faults.is_empty() {
        lines.push(faults_in_total(proof, style));
    }
    if !proof.freedoms.is_empty() {
        let alarms = proof.false_alarms().count();
        let colour = if alarms == 0 { GOOD } else { BAD };
        let alarms = style.paint(colour, counted(alarms, "false alarm"));
        lines.push(format!("{} in profile {}: {alarms}", counted(proof.freedoms.len(), "freedom"), proof.profile));
    }
    if proof.extent != Extent::Part {
        let musts = proof.unproven_musts().count();
        let others = proof.unproven.len() - musts;
        let colour = if musts == 0 { GOOD } else { BAD };
        let musts = style.paint(colour, format!("{} of level must", counted(musts, "requirement")));
        lines.push(format!("{musts} and {others} of level should that no fault makes fail"));
    }
    if proof.extent == Extent::Whole {
        lines.push(format!("{} that no fault makes fail", counted(proof.never_failed.len(), "scenario")));
    }
    lines
}

fn faults_in_total(proof: &Proof, style: Style) -> String {
    let count = |outcome| proof.that(outcome).count();
    let caught = count(Outcome::Caught);
    let colour = if caught == proof.faults.len() { GOOD } else { BAD };
    let mut parts = vec![style.paint(colour, format!("{caught} caught by a scenario that cites what it breaks"))];
    for (outcome, what) in [
        (Outcome::Uncited, "caught by others only"),
        (Outcome::Unsteady, "caught not every time"),
        (Outcome::Blunt, "too blunt"),
        (Outcome::Survived, "survived"),
    ] {
        let some = count(outcome);
        parts.extend((some > 0).then(|| format!("{some} {what}")));
    }
    format!("{} in profile {}: {}", counted(proof.faults.len(), "fault"), proof.profile, parts.join(", "))
}

/// A page in Markdown: the kill matrix, the freedoms, and what is unproven.
pub fn markdown(proof: &Proof) -> String {
    let mut text = format!("# What the suite notices, profile {}\n\n", escaped(&proof.profile));
    text += &(totals(proof, Style::PLAIN).join("; ") + ".\n\n## Faults\n\n");
    let row = |trial: &FaultTrial| {
        let fault = &trial.fault;
        let kills: Vec<String> = trial.kills.iter().map(|kill| escaped(&kill.scenario)).collect();
        let failed = format!("{} of {}", kills.len(), trial.ran.len());
        let names = [&fault.name, &fault.what, &fault.breaks].map(|text| escaped(text));
        names.into_iter().chain([trial.outcome().to_string(), failed, some_of(&kills, NAMED_IN_ROW)]).collect()
    };
    let headings = ["fault", "what is wrong", "breaks", "outcome", "failed", "scenarios"];
    text += &table(&headings, proof.faults.iter().map(row));
    if !proof.freedoms.is_empty() {
        text += "\n## Freedoms\n\n";
        let row = |trial: &FreedomTrial| {
            let freedom = &trial.freedom;
            let alarms: Vec<String> = trial.alarms.iter().map(|id| escaped(id)).collect();
            let names = [&freedom.name, &freedom.what, &freedom.why].map(|text| escaped(text));
            names.into_iter().chain([some_of(&alarms, NAMED_IN_ROW)]).collect()
        };
        text += &table(&["freedom", "what is different", "why", "false alarms"], proof.freedoms.iter().map(row));
    }
    if !proof.unproven.is_empty() {
        text += "\n## Requirements that no fault makes fail\n\n";
        let row = |(id, level): &(String, Level)| vec![escaped(id), level.to_string()];
        text += &table(&["requirement", "level"], proof.unproven.iter().map(row));
    }
    text
}

/// Everything, as JSON.
pub fn json(proof: &Proof) -> String {
    let share = |share: Share| json!({ "failed": share.red, "of": share.of });
    let fault = |trial: &FaultTrial| {
        json!({
            "fault": trial.fault.name,
            "what": trial.fault.what,
            "breaks": trial.fault.breaks,
            "outcome": trial.outcome().to_string(),
            "cut_off": trial.cut_off,
            "ran": trial.ran.len(),
            "sample": share(trial.sample),
            "runs": trial.steadiness.map(share),
            "scenarios": trial.kills.iter().map(|kill| json!({ "id": kill.scenario, "cites": kill.cites })).collect::<Vec<_>>(),
        })
    };
    let freedom = |trial: &FreedomTrial| {
        json!({
            "freedom": trial.freedom.name,
            "what": trial.freedom.what,
            "why": trial.freedom.why,
            "cut_off": trial.cut_off,
            "ran": trial.ran,
            "false_alarms": trial.alarms,
        })
    };
    let unproven = |(id, level): &(String, Level)| json!({ "id": id, "level": level.to_string() });
    let value = json!({
        "profile": proof.profile,
        "extent": match proof.extent {
            Extent::Part => "part",
            Extent::Enough => "enough",
            Extent::Whole => "whole",
        },
        "complete": proof.extent != Extent::Part && proof.is_complete(),
        "faults": proof.faults.iter().map(fault).collect::<Vec<Value>>(),
        "freedoms": proof.freedoms.iter().map(freedom).collect::<Vec<Value>>(),
        "unproven": proof.unproven.iter().map(unproven).collect::<Vec<Value>>(),
        "never_failed": proof.never_failed,
    });
    format!("{value:#}\n")
}
