//! What `matrix` and `explain` print.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use syncproof_api::{Capability, Condition, Profile};
use syncproof_harness::{
    exchange::{Answer, Exchange, Version},
    explain::explain,
    matrix::Matrix,
    redact::Secrets,
    register::Register,
    report::{explain as explain_report, matrix as report, surface as surface_report, terminal::Style},
    source::Sources,
    surface::Surface,
    trace::{Refusal, Scenario, Trace},
};

use crate::assert_snapshot;

const REQUIREMENTS: &str = r#"
    [[requirement]]
    id = "map-item.create.key-taken"
    level = "must"
    profiles = ["documented", "twilio"]
    source = "S000, key is unique; PLUG"
    statement = "Creating an item under a key in use is refused; its Data does not change."

    [[requirement]]
    id = "map-item.create.data"
    level = { documented = "should", twilio = "must" }
    profiles = ["documented", "twilio"]
    source = "OAI"
    statement = "Data that is no JSON is refused."

    [[requirement]]
    id = "ttl.odd-values"
    level = "may"
    profiles = ["documented"]
    source = "ERRDICT-54011; left open"
    statement = "An empty time to live is taken for none, or refused."
"#;

const EXCEPTIONS: &str = r#"
    [[exception]]
    id = "map.sdk.set"
    source = "S000"
    statement = "The SDK method set stores a value under a key, whether the key exists or not."
    reason = "There is no single REST request for it."
"#;

const README: &str = "
## Sources

| tag | what it is |
| --- | --- |
| S000 | the reference page of the Map Item |
| OAI | the official OpenAPI document |
| ERRDICT-n | the error dictionary |
| PLUG | a public log of calls |
| left open | the documents are silent |
";

fn scenario(id: &str, line: usize, requirement: &str, title: &str, conditions: &[Condition]) -> Scenario {
    let names = conditions.iter().map(|condition| condition.name()).collect::<Vec<_>>().join(" or ");
    let refusal =
        Refusal { step: format!("it is refused as {names}"), conditions: conditions.to_vec(), unknown: Vec::new() };
    Scenario {
        id: id.to_owned(),
        title: title.to_owned(),
        file: "map-items/create.feature".to_owned(),
        line,
        requirements: vec![requirement.to_owned()],
        needs: BTreeSet::from([Capability::Maps]),
        text: format!(
            "@id:{id}\n@req:{requirement}\nScenario: {title}\n  Given an item \"k\"\n  When I create an item with\n    | Key | k |\n  Then {}\n",
            refusal.step
        ),
        refusals: vec![refusal],
    }
}

fn trace() -> Trace {
    let taken = "map-item.create.key-taken";
    let data = [Condition::DataNotJson, Condition::MapItemDataInvalid];
    Trace {
        register: Register::parse(REQUIREMENTS, EXCEPTIONS).unwrap(),
        sources: Sources::parse(README),
        scenarios: vec![
            scenario("map-item-key-taken", 12, taken, "A key in use is refused", &[Condition::KeyTaken]),
            scenario("map-item-data/text", 20, "map-item.create.data", "Text is no Data", &data),
            scenario("map-item-data/null", 20, "map-item.create.data", "Null is no Data", &data),
        ],
    }
}

#[test]
fn the_matrix_reads_well() {
    let trace = trace();
    let (documented, twilio) = (Profile::documented(), Profile::twilio());
    assert_snapshot("terminal", "matrix", &report::text(&Matrix::of(&trace, &documented), Style::PLAIN));
    assert_snapshot("terminal", "matrix-markdown", &report::markdown(&Matrix::of(&trace, &documented)));
    assert_snapshot("terminal", "matrix-json", &report::json(&Matrix::of(&trace, &twilio)));
}

#[test]
fn explanations_read_well() {
    let trace = trace();
    let profiles = [Profile::documented(), Profile::twilio()];
    for name in ["map-item.create.key-taken", "map.sdk.set", "map-item-data/text", "map-item-data", "data-not-json"] {
        let found = explain(&trace, name).unwrap();
        let text = explain_report::text(&found, &trace.sources, &profiles, Style::PLAIN);
        assert_snapshot("terminal", &format!("explain-{}", name.replace('/', ".")), &text);
    }
    let unknown = explain(&trace, "map-item.create.key-token").unwrap_err();
    assert_snapshot("terminal", "explain-unknown", &unknown.to_string());
}

fn exchange(method: &str, path: &str, body: &str, status: u16) -> Exchange {
    let form = ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned());
    Exchange {
        method: method.to_owned(),
        url: format!("http://127.0.0.1:8080/v1/Services/IS1{path}"),
        request_headers: vec![form],
        request_body: body.as_bytes().to_vec(),
        answer: Answer::new(status, Version::Http11, Vec::new(), Vec::new()).unwrap(),
        elapsed: Duration::ZERO,
    }
}

#[test]
fn the_surface_reads_well() {
    let target = "http://127.0.0.1:8080/v1";
    let mut surface = Surface::new(Arc::new(Profile::documented()), target);
    surface.note(&exchange("POST", "/Maps", "UniqueName=a&Ttl=60", 201));
    surface.note(&exchange("POST", "/Maps", "UniqueName=a", 409));
    surface.note(&exchange("GET", "/Maps/a/Items?Order=desc&PageSize=2", "", 200));
    surface.note(&exchange("DELETE", "/Maps/a", "", 500));
    let secrets = Secrets::none();
    let covered = surface_report::Covered { surface: &surface, target, profile: "documented", secrets: &secrets };
    assert_snapshot("terminal", "surface", &surface_report::text(&covered, Style::PLAIN));
    assert_snapshot("terminal", "surface-markdown", &surface_report::markdown(&covered));
}
