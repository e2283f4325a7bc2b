//! The coverage of the API's surface: as text, as Markdown and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};
use syncproof_api::{Operation, Resource};

use super::{
    markdown::{escaped, table},
    terminal::{BAD, GOOD, QUIET, Style, counted},
};
use crate::{
    redact::Secrets,
    surface::{Coverage, Point, Surface, What},
    text::{LINE, printable},
};

/// What was covered.
#[derive(Debug, Clone)]
pub struct Covered<'a> {
    /// The coverage.
    pub surface: &'a Surface,
    /// Base URL of the target.
    pub target: &'a str,
    /// Name of the profile.
    pub profile: &'a str,
    /// What must not be shown.
    pub secrets: &'a Secrets,
}

/// For a terminal: each operation with how often each point of it was exercised, then the gaps and the total.
pub fn text(covered: &Covered<'_>, style: Style) -> String {
    let mut lines = Vec::new();
    let mut resource: Option<Resource> = None;
    for (operation, coverage) in &covered.surface.operations {
        if resource.replace(operation.resource) != Some(operation.resource) {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.push(style.paint(QUIET, operation.resource));
        }
        lines.extend(operation_lines(*operation, coverage, style));
    }
    lines.push(String::new());
    lines.extend(gap_lines(covered.surface, style));
    lines.push(total(covered, style));
    lines.join("\n") + "\n"
}

fn operation_lines(operation: Operation, coverage: &Coverage, style: Style) -> Vec<String> {
    let verb = operation.verb;
    let head = format!(
        "  {:<6}  {} {}  {}",
        verb.name(),
        verb.method(),
        operation.path(),
        counted(coverage.exchanges, "exchange")
    );
    let point = |point: &Point| match point.count {
        0 => style.paint(BAD, format_args!("{} GAP", point.what)),
        count => format!("{} {count}", point.what),
    };
    let of = |comes_back: bool| {
        let points = coverage.points.iter().filter(|point| point.what.comes_back() == comes_back);
        points.map(point).collect::<Vec<_>>().join("  ")
    };
    let mut lines = vec![head];
    lines.extend(
        [of(false), of(true)].into_iter().filter(|line| !line.is_empty()).map(|line| format!("          {line}")),
    );
    if !coverage.other.is_empty() {
        let other = coverage.other.iter().map(|(status, count)| format!("{status} {count}"));
        lines.push(format!("          besides: {}", other.collect::<Vec<_>>().join("  ")));
    }
    lines
}

/// A line for each operation with gaps.
fn gap_lines(surface: &Surface, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    for (operation, coverage) in &surface.operations {
        let gaps: Vec<String> = coverage.gaps().map(ToString::to_string).collect();
        if !gaps.is_empty() {
            lines.push(format!("{}  {operation}: {}", style.paint(BAD, "GAP"), gaps.join(", ")));
        }
    }
    lines
}

fn total(covered: &Covered<'_>, style: Style) -> String {
    let surface = covered.surface;
    let (all, gaps) = (surface.points(), surface.gaps().len());
    let outcome = match gaps {
        0 => style.paint(GOOD, "no gap"),
        some => style.paint(BAD, counted(some, "gap")),
    };
    format!(
        "{} of {all} points of {} exercised by {} with {} (profile {}): {outcome}",
        all - gaps,
        counted(surface.operations.len(), "operation"),
        counted(surface.exchanges(), "exchange"),
        shown(covered.target, covered.secrets),
        shown(covered.profile, covered.secrets)
    )
}

fn shown(text: &str, secrets: &Secrets) -> String {
    printable(&secrets.scrub(text), LINE)
}

/// A page in Markdown: a table with a line for each operation.
pub fn markdown(covered: &Covered<'_>) -> String {
    let surface = covered.surface;
    let (all, gaps) = (surface.points(), surface.gaps().len());
    let mut text = String::from("# Coverage of the API\n\n");
    let target = escaped(&covered.secrets.scrub(covered.target));
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "{} of {all} points exercised by {} with {target} (profile {}): {}.\n\n",
        all - gaps,
        counted(surface.exchanges(), "exchange"),
        escaped(covered.profile),
        counted(gaps, "gap")
    );
    let rows = surface.operations.iter().map(|(operation, coverage)| markdown_row(*operation, coverage));
    text + &table(&["operation", "request", "exchanges", "parameters and headers", "statuses"], rows)
}

fn markdown_row(operation: Operation, coverage: &Coverage) -> Vec<String> {
    let cell = |comes_back: bool| {
        let points = coverage.points.iter().filter(|point| point.what.comes_back() == comes_back);
        let point = |point: &Point| match point.count {
            0 => format!("**{} GAP**", point.what),
            count => format!("{} {count}", point.what),
        };
        points.map(point).collect::<Vec<_>>().join(", ")
    };
    let request = format!("`{} {}`", operation.verb.method(), operation.path());
    vec![operation.to_string(), request, coverage.exchanges.to_string(), cell(false), cell(true)]
}

/// Everything, for machines: a document that ends with a line break.
pub fn json(covered: &Covered<'_>) -> String {
    let surface = covered.surface;
    let gaps: Vec<Value> = surface
        .gaps()
        .into_iter()
        .map(|(operation, what)| json!({"operation": operation.to_string(), "what": what.to_string()}))
        .collect();
    let document = json!({
        "target": shown(covered.target, covered.secrets),
        "profile": shown(covered.profile, covered.secrets),
        "totals": {
            "operations": surface.operations.len(), "points": surface.points(), "covered": surface.points() - gaps.len(),
            "gaps": gaps.len(), "exchanges": surface.exchanges(), "elsewhere": surface.elsewhere,
        },
        "operations": surface.operations.iter().map(|(o, coverage)| json_operation(*o, coverage)).collect::<Vec<_>>(),
        "gaps": gaps,
    });
    format!("{document:#}\n")
}

fn json_operation(operation: Operation, coverage: &Coverage) -> Value {
    let mut parameters: Vec<Value> = Vec::new();
    let mut statuses: Vec<Value> = Vec::new();
    let mut if_match = Value::Null;
    for Point { what, count } in &coverage.points {
        match what {
            What::Parameter(parameter) => {
                parameters.push(json!({"name": parameter.name(), "count": count, "values": {}}));
            }
            // The values of a parameter follow it.
            What::Value(_, value) => {
                if let Some(parameter) = parameters.last_mut() {
                    parameter["values"][value] = json!(count);
                }
            }
            What::IfMatch => if_match = json!(count),
            What::Success(status) => statuses.push(json!({"accepted": [status], "count": count})),
            What::Refusal { condition, statuses: accepted } => {
                statuses.push(json!({"accepted": accepted, "for": condition.name(), "count": count}));
            }
        }
    }
    let other: serde_json::Map<String, Value> =
        coverage.other.iter().map(|(status, count)| (status.to_string(), json!(count))).collect();
    json!({
        "operation": operation.to_string(),
        "method": operation.verb.method(),
        "path": operation.path(),
        "exchanges": coverage.exchanges,
        "parameters": parameters,
        "if_match": if_match,
        "statuses": statuses,
        "other_statuses": other,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use syncproof_api::Profile;

    use super::*;
    use crate::surface::sample::{exchange, form};

    fn rendered(render: impl Fn(&Covered<'_>) -> String) -> String {
        let mut surface = Surface::new(Arc::new(Profile::documented()), "http://host/v1");
        let item = "http://host/v1/Services/IS1/Maps/m/Items";
        for _ in 0..2 {
            surface.note(&form(exchange("POST", item, 201), "Key=k&Data=%7B%7D"));
        }
        surface.note(&exchange("GET", &format!("{item}?Order=desc"), 200));
        surface.note(&exchange("GET", item, 500));
        let secrets = Secrets::none().with("hush");
        let covered =
            Covered { surface: &surface, target: "http://host/v1?hush", profile: "documented", secrets: &secrets };
        render(&covered)
    }

    #[test]
    fn the_text_counts_points_and_marks_gaps() {
        let text = rendered(|covered| text(covered, Style::PLAIN));
        let expected = "
Map Item
  create  POST /Services/{ServiceSid}/Maps/{MapSid}/Items  2 exchanges
          Key 2  Data 2  Ttl GAP  ItemTtl GAP  CollectionTtl GAP
          201 2  400 GAP  401 GAP  404 GAP  409 GAP  413 or 400 GAP
  list    GET /Services/{ServiceSid}/Maps/{MapSid}/Items  2 exchanges
          Order 1  Order=asc GAP  Order=desc 1  From GAP  Bounds GAP  Bounds=inclusive GAP  Bounds=exclusive GAP  PageSize GAP  Page GAP  PageToken GAP
          200 1  400 GAP  401 GAP  404 GAP
          besides: 500 1
  fetch   GET /Services/{ServiceSid}/Maps/{MapSid}/Items/{Key}  0 exchanges
          200 GAP  401 GAP  404 GAP
";
        assert!(text.contains(expected), "{text}");
        assert!(
            text.contains("\nGAP  create Map Item: Ttl, ItemTtl, CollectionTtl, 400, 401, 404, 409, 413 or 400\n"),
            "{text}"
        );
        let all = Surface::new(Arc::new(Profile::documented()), "").points();
        let last = format!(
            "\n6 of {all} points of 48 operations exercised by 4 exchanges with http://host/v1?[redacted] (profile documented): {} gaps\n",
            all - 6
        );
        assert!(text.ends_with(&last), "{text}");
    }

    #[test]
    fn markdown_has_a_line_for_each_operation() {
        let page = rendered(markdown);
        let line = "| delete Map Item | `DELETE /Services/{ServiceSid}/Maps/{MapSid}/Items/{Key}` | 0 | **If-Match GAP** | **204 GAP**, **401 GAP**, **404 GAP**, **412 GAP** |";
        assert!(page.lines().any(|l| l == line), "{page}");
        assert_eq!(page.matches("\n| ").count(), 1 + 1 + 48);
    }

    #[test]
    fn json_nests_values_in_their_parameter() {
        let document: Value = serde_json::from_str(&rendered(json)).unwrap();
        let operation = |name: &str| {
            document["operations"].as_array().unwrap().iter().find(|o| o["operation"] == name).unwrap().clone()
        };
        assert_eq!(
            operation("list Map Item")["parameters"][0],
            json!({"name": "Order", "count": 1, "values": {"asc": 0, "desc": 1}})
        );
        assert_eq!(operation("list Map Item")["other_statuses"], json!({"500": 1}));
        assert_eq!(operation("list Map Item")["if_match"], Value::Null);
        assert_eq!(operation("delete Map Item")["if_match"], 0);
        assert_eq!(
            operation("create Map Item")["statuses"][5],
            json!({"accepted": [413, 400], "for": "data-too-large", "count": 0})
        );
        assert_eq!(document["totals"]["covered"], 6);
        assert!(
            document["gaps"].as_array().unwrap().contains(&json!({"operation": "list Map Item", "what": "Order=asc"}))
        );
    }
}
