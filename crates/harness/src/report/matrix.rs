//! The matrix of requirements and scenarios: as text, as Markdown and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    markdown::{escaped, table},
    terminal::{BAD, GOOD, QUIET, Style, counted},
};
use crate::matrix::{Counts, Matrix, Row};

/// For a terminal: an area after the other, each requirement with its scenarios, and the totals.
pub fn text(matrix: &Matrix<'_>, style: Style) -> String {
    let mut lines = Vec::new();
    let width = matrix.rows().map(|row| row.requirement.id.len()).max().unwrap_or_default();
    for area in &matrix.areas {
        lines.push(style.paint(QUIET, format_args!("{}  {}", area.name, levels(area.counts()))));
        for row in &area.rows {
            lines.extend(text_row(row, width, style));
        }
        lines.push(String::new());
    }
    if !matrix.exceptions.is_empty() {
        lines.push(style.paint(QUIET, "what REST cannot show"));
        lines.extend(
            matrix.exceptions.iter().map(|exception| format!("  {:<width$}  {}", exception.id, exception.reason)),
        );
        lines.push(String::new());
    }
    lines.push(totals(matrix, style));
    lines.join("\n") + "\n"
}

fn text_row(row: &Row<'_>, width: usize, style: Style) -> Vec<String> {
    let head = format!("  {:<width$}  {:<6}", row.requirement.id, row.level);
    if row.is_gap() {
        return vec![format!("{head}  {}", style.paint(BAD, "GAP: no scenario"))];
    }
    let scenarios = row.outlines().into_iter().map(cases);
    let heads = std::iter::once(head.clone()).chain(std::iter::repeat(" ".repeat(head.len())));
    heads.zip(scenarios).map(|(head, scenario)| format!("{head}  {scenario}")).collect()
}

/// `map-create`, or `map-name (8 cases)`.
fn cases((id, cases): (&str, usize)) -> String {
    if cases == 0 { id.to_owned() } else { format!("{id} ({})", counted(cases, "case")) }
}

fn levels(counts: Counts) -> String {
    let levels = [("must", counts.must), ("should", counts.should), ("may", counts.may)];
    levels.map(|(level, count)| format!("{level} {count}")).join(", ")
}

fn totals(matrix: &Matrix<'_>, style: Style) -> String {
    let counts = matrix.counts();
    let gaps = match counts.gaps {
        0 => style.paint(GOOD, "no gap"),
        some => style.paint(BAD, counted(some, "gap")),
    };
    let mut line = format!(
        "{} ({}) by {} in profile {}: {gaps}",
        counted(counts.requirements(), "requirement"),
        levels(counts),
        counted(matrix.scenarios(), "scenario"),
        matrix.profile
    );
    if !matrix.exceptions.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(line, "\n{} that REST cannot show", counted(matrix.exceptions.len(), "statement"));
    }
    if !matrix.outside.is_empty() {
        let ids: Vec<&str> = matrix.outside.iter().map(|requirement| requirement.id.as_str()).collect();
        let _ = write!(line, "\noutside the profile: {}", ids.join(", "));
    }
    line
}

/// A page in Markdown: the counts of each area, and for each area a table of its requirements.
pub fn markdown(matrix: &Matrix<'_>) -> String {
    let mut text = format!("# Requirements and scenarios, profile {}\n\n", escaped(matrix.profile));
    let counts = |name: &str, counts: Counts| {
        let numbers = [counts.must, counts.should, counts.may, counts.gaps].map(|count| count.to_string());
        std::iter::once(name.to_owned()).chain(numbers).collect()
    };
    let areas = matrix.areas.iter().map(|area| counts(&escaped(area.name), area.counts()));
    let all = std::iter::once(counts("**all**", matrix.counts()));
    text += &table(&["area", "must", "should", "may", "gaps"], areas.chain(all));
    for area in &matrix.areas {
        let _ = write!(text, "\n## {}\n\n", escaped(area.name));
        text +=
            &table(&["requirement", "level", "statement", "source", "scenarios"], area.rows.iter().map(markdown_row));
    }
    if !matrix.exceptions.is_empty() {
        text += "\n## What REST cannot show\n\n";
        let row = |e: &&crate::register::Exception| vec![code(&e.id), escaped(&e.statement), escaped(&e.reason)];
        text += &table(&["statement", "what it says", "why not"], matrix.exceptions.iter().map(row));
    }
    text
}

fn markdown_row(row: &Row<'_>) -> Vec<String> {
    let scenarios = match row.outlines() {
        none if none.is_empty() => "**GAP**".to_owned(),
        some => some
            .into_iter()
            .map(|(id, n)| if n == 0 { code(id) } else { format!("{} ({n})", code(id)) })
            .collect::<Vec<_>>()
            .join(", "),
    };
    let requirement = row.requirement;
    vec![
        code(&requirement.id),
        row.level.to_string(),
        escaped(&requirement.statement),
        escaped(&requirement.source),
        scenarios,
    ]
}

/// Ids have no characters that would end it.
fn code(id: &str) -> String {
    format!("`{id}`")
}

/// Everything, for machines: a document that ends with a line break.
pub fn json(matrix: &Matrix<'_>) -> String {
    let requirements: Vec<Value> =
        matrix.areas.iter().flat_map(|area| area.rows.iter().map(|row| json_row(area.name, row))).collect();
    let exceptions: Vec<Value> = matrix
        .exceptions
        .iter()
        .map(|e| json!({"id": e.id, "source": e.source, "statement": e.statement, "reason": e.reason}))
        .collect();
    let counts = matrix.counts();
    let gaps: Vec<&str> = matrix.rows().filter(|row| row.is_gap()).map(|row| row.requirement.id.as_str()).collect();
    let document = json!({
        "profile": matrix.profile,
        "totals": {
            "requirements": counts.requirements(), "must": counts.must, "should": counts.should, "may": counts.may,
            "scenarios": matrix.scenarios(), "exceptions": exceptions.len(), "gaps": gaps.len(),
        },
        "requirements": requirements,
        "exceptions": exceptions,
        "outside_profile": matrix.outside.iter().map(|requirement| requirement.id.as_str()).collect::<Vec<_>>(),
        "gaps": gaps,
    });
    format!("{document:#}\n")
}

fn json_row(area: &str, row: &Row<'_>) -> Value {
    let scenario = |s: &&crate::trace::Scenario| json!({"id": s.id, "title": s.title, "file": s.file, "line": s.line});
    json!({
        "id": row.requirement.id,
        "area": area,
        "level": row.level.to_string(),
        "source": row.requirement.source,
        "statement": row.requirement.statement,
        "scenarios": row.scenarios.iter().map(scenario).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use syncproof_api::Profile;

    use super::*;
    use crate::trace::{Trace, sample::trace};

    fn rendered(render: impl Fn(&Matrix<'_>) -> String) -> String {
        let (trace, profile): (Trace, Profile) = (trace(), Profile::documented());
        render(&Matrix::of(&trace, &profile))
    }

    #[test]
    fn the_text_shows_each_requirement_and_its_gap() {
        let expected = "\
map  must 1, should 1, may 0
  map.create.name  must    map-name (2 cases)
                           map-name-twice
  map.create.ttl   should  GAP: no scenario

ttl  must 0, should 0, may 1
  ttl.range        may     ttl-range

what REST cannot show
  map.events       REST has no events.

3 requirements (must 1, should 1, may 1) by 4 scenarios in profile documented: 1 gap
1 statement that REST cannot show
";
        assert_eq!(rendered(|matrix| text(matrix, Style::PLAIN)), expected);
    }

    #[test]
    fn what_is_outside_the_profile_is_named() {
        let (trace, profile) = (trace(), Profile::twilio());
        let text = text(&Matrix::of(&trace, &profile), Style::PLAIN);
        assert!(text.ends_with("\noutside the profile: ttl.range\n"), "{text}");
    }

    #[test]
    fn markdown_has_a_table_for_each_area() {
        let page = rendered(markdown);
        for line in [
            "| map | 1 | 1 | 0 | 1 |",
            "| **all** | 1 | 1 | 1 | 1 |",
            "| `map.create.name` | must | A name is taken once. | OAI, Map create; PLUG | `map-name` (2), `map-name-twice` |",
            "| `map.create.ttl` | should | A Ttl \\| is taken over. | OAI, Map create; PLUG | **GAP** |",
            "| `map.events` | Clients are told. | REST has no events. |",
        ] {
            assert!(page.lines().any(|l| l == line), "{line}\n{page}");
        }
    }

    #[test]
    fn json_holds_every_scenario() {
        let document: Value = serde_json::from_str(&rendered(json)).unwrap();
        assert_eq!(
            document["totals"],
            json!({"requirements": 3, "must": 1, "should": 1, "may": 1, "scenarios": 4, "exceptions": 1, "gaps": 1})
        );
        assert_eq!(
            document["requirements"][0]["scenarios"][1],
            json!({
                "id": "map-name/long", "title": "Title of map-name/long", "file": "maps/create.feature", "line": 7
            })
        );
        assert_eq!(document["gaps"], json!(["map.create.ttl"]));
    }
}
