//! What the checks of a target have shown: as text, for machines, and as a profile.

use serde_json::{Value, json};
use syncproof_api::Capability;

use super::terminal::{BAD, DOUBTFUL, GOOD, QUIET, Style, counted};
use crate::{
    doctor::{Check, Diagnosis, Has, State},
    redact::Secrets,
    text::{LINE, printable},
};

/// How wide states and names are.
const STATE: usize = 7;
const NAME: usize = 11;

/// One check a line, with what to do below it, and what it comes to. Each line is ended.
pub fn text(diagnosis: &Diagnosis, secrets: &Secrets, style: Style) -> String {
    let mut lines: Vec<String> = diagnosis.checks.iter().flat_map(|check| check_lines(check, secrets, style)).collect();
    if !diagnosis.left_behind.is_empty() {
        lines.push(style.paint(DOUBTFUL, "left behind on the target:"));
        lines.extend(diagnosis.left_behind.iter().map(|what| format!("  {}", shown(what, secrets))));
    }
    lines.push(String::new());
    lines.push(conclusion(diagnosis, secrets, style));
    lines.join("\n") + "\n"
}

fn check_lines(check: &Check, secrets: &Secrets, style: Style) -> Vec<String> {
    let colour = match check.state {
        State::Ok => GOOD,
        State::Note => QUIET,
        State::Warning => DOUBTFUL,
        State::Problem => BAD,
    };
    let state = style.paint(colour, format_args!("{:<STATE$}", check.state.name()));
    let mut lines = vec![format!("{state}  {:<NAME$}  {}", check.name, shown(&check.seen, secrets))];
    if !check.advice.is_empty() {
        let margin = STATE + NAME + 4;
        lines.push(format!("{:margin$}{} {}", "", style.paint(QUIET, "what to do:"), shown(&check.advice, secrets)));
    }
    lines
}

fn conclusion(diagnosis: &Diagnosis, secrets: &Secrets, style: Style) -> String {
    let count = |state: State| diagnosis.checks.iter().filter(|check| check.state == state).count();
    let of = |state: State, noun: &str| (count(state) > 0).then(|| counted(count(state), noun));
    let told: Vec<String> = [of(State::Problem, "problem"), of(State::Warning, "warning"), of(State::Note, "note")]
        .into_iter()
        .flatten()
        .collect();
    let told = if told.is_empty() { "all well".to_owned() } else { told.join(", ") };
    let (colour, fit) = match (diagnosis.usable, count(State::Problem)) {
        (false, _) => (BAD, "cannot be tested"),
        (true, 0) => (GOOD, "can be tested"),
        (true, _) => (BAD, "can be tested, but not whole"),
    };
    let target = shown(&diagnosis.target, secrets);
    let verdict = style.paint(colour, format_args!("{}: {told}", counted(diagnosis.checks.len(), "check")));
    format!("{verdict}; {target} {fit} (profile {})", shown(&diagnosis.profile, secrets))
}

/// Everything, for machines: a document that ends with a line break.
pub fn json(diagnosis: &Diagnosis, secrets: &Secrets) -> String {
    let shown = |text: &str| shown(text, secrets);
    let check = |check: &Check| {
        json!({
            "name": check.name, "state": check.state.name(), "seen": shown(&check.seen),
            "advice": if check.advice.is_empty() { Value::Null } else { shown(&check.advice).into() },
        })
    };
    // Whether it is there; null if that could not be told.
    let has = |has: &Has| match has {
        Has::Yes => json!(true),
        Has::No(_) => json!(false),
        Has::Unsettled(_) => Value::Null,
    };
    let capabilities: serde_json::Map<String, Value> =
        diagnosis.has.iter().map(|(capability, what)| (capability.name().to_owned(), has(what))).collect();
    let document = json!({
        "target": shown(&diagnosis.target),
        "profile": shown(&diagnosis.profile),
        "usable": diagnosis.usable,
        "checks": diagnosis.checks.iter().map(check).collect::<Vec<_>>(),
        "capabilities": capabilities,
        "left_behind": diagnosis.left_behind.iter().map(|what| shown(what)).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

/// A profile that extends a bundled one and declares what was found, as TOML. What could not be told is left out, and so is demanded.
pub fn profile(diagnosis: &Diagnosis, name: &str, extends: &str, secrets: &Secrets) -> String {
    // As a TOML text: JSON's escapes are among those of TOML.
    let quoted = |text: &str| Value::from(text).to_string();
    let mut lines = vec![
        format!("# What `syncproof doctor` found at {}.", shown(&diagnosis.target, secrets)),
        format!("name = {}", quoted(name)),
        format!("extends = {}", quoted(extends)),
        String::new(),
        "[capabilities]".to_owned(),
    ];
    for capability in Capability::ALL {
        match diagnosis.has.get(capability) {
            Some(Has::Yes) => lines.push(format!("{capability} = true")),
            Some(Has::No(told)) => {
                lines.push(format!("# {}", shown(told, secrets)));
                lines.push(format!("{capability} = false"));
            }
            Some(Has::Unsettled(why)) => {
                lines.push(format!("# {capability} could not be told, and so is demanded: {}", shown(why, secrets)));
            }
            None => lines.push(format!("# {capability} was not tried, and so is demanded")),
        }
    }
    lines.join("\n") + "\n"
}

fn shown(text: &str, secrets: &Secrets) -> String {
    printable(&secrets.scrub(text), 2 * LINE)
}

#[cfg(test)]
mod tests {
    use syncproof_api::Profile;

    use super::*;
    use crate::doctor::sample::diagnosis;

    #[test]
    fn each_check_is_a_line_with_what_to_do_below_it() {
        assert_eq!(
            text(&diagnosis(), &Secrets::none(), Style::PLAIN),
            "ok       reach        GET /Services is answered in 3 ms
warning  clock        5 s ahead of ours
                      what to do: set the clocks
problem  streams      the target has no Streams
                      what to do: --without streams

3 checks: 1 problem, 1 warning; http://127.0.0.1:1/v1 can be tested, but not whole (profile documented)
"
        );
    }

    #[test]
    fn what_was_left_and_what_cannot_be_used_is_said() {
        let mut diagnosis = diagnosis();
        diagnosis.checks.truncate(1);
        diagnosis.usable = false;
        diagnosis.left_behind = vec!["/Services/IS1 (DELETE is answered 500)".to_owned()];
        let text = text(&diagnosis, &Secrets::none(), Style::PLAIN);
        assert!(text.contains("left behind on the target:\n  /Services/IS1 (DELETE is answered 500)\n"), "{text}");
        assert!(text.contains("1 check: all well; http://127.0.0.1:1/v1 cannot be tested"), "{text}");
    }

    #[test]
    fn a_targets_text_is_made_harmless_and_secrets_are_kept() {
        let mut diagnosis = diagnosis();
        diagnosis.checks[0].seen = "it redirects to \u{1b}[31mhttp://u:s3cret@h".to_owned();
        diagnosis.has.insert(Capability::Maps, Has::No("\nstreams = true\u{1b} s3cret".to_owned()));
        let secrets = Secrets::none().with("s3cret");
        for told in [
            text(&diagnosis, &secrets, Style::PLAIN),
            json(&diagnosis, &secrets),
            profile(&diagnosis, "ours", "documented", &secrets),
        ] {
            assert!(!told.contains('\u{1b}') && !told.contains("s3cret"), "{told}");
        }
        assert!(!profile(&diagnosis, "ours", "documented", &secrets).contains("\nstreams = true"));
    }

    #[test]
    fn json_has_all_of_it() {
        let document: Value = serde_json::from_str(&json(&diagnosis(), &Secrets::none())).unwrap();
        assert_eq!(document["usable"], true);
        assert_eq!(document["checks"][0]["advice"], Value::Null);
        assert_eq!(document["checks"][2]["state"], "problem");
        assert_eq!(document["capabilities"], json!({"documents": true, "streams": false, "ttl": null}));
    }

    #[test]
    fn the_profile_is_read_back() {
        let text = profile(&diagnosis(), "our \"own\"", "twilio", &Secrets::none());
        let profile = Profile::parse("ours.toml", &text).unwrap();
        assert_eq!(profile.name(), "our \"own\"");
        assert!(profile.is_a("twilio"));
        let declared = [Capability::Documents, Capability::Streams, Capability::Ttl].map(|c| profile.declares(c));
        assert_eq!(declared, [Some(true), Some(false), None]);
        assert!(text.contains("\n# POST /Services/IS1/Streams is answered 404\nstreams = false\n"), "{text}");
    }
}
