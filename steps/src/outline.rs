//! Outlines: a scenario for each row of the examples, with an id of its own.

use cucumber::gherkin::{Feature, Scenario, Step};

/// Why an outline cannot be expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutlineError {
    pub(crate) line: usize,
    pub(crate) problem: String,
}

/// Replaces every outline of a feature by its rows. The id tag of a row is `id:<outline>/<case>`, `case` being the first column.
pub(crate) fn expand(mut feature: Feature) -> Result<Feature, OutlineError> {
    let scenarios = std::mem::take(&mut feature.scenarios);
    feature.scenarios = scenarios.into_iter().map(rows).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    Ok(feature)
}

fn rows(outline: Scenario) -> Result<Vec<Scenario>, OutlineError> {
    let problem = |problem: &str| OutlineError { line: outline.position.line, problem: problem.to_owned() };
    if outline.examples.is_empty() {
        if outline.keyword.contains("Outline") {
            return Err(problem("an outline without examples"));
        }
        return Ok(vec![outline]);
    }
    let [examples] = outline.examples.as_slice() else { return Err(problem("more than one table of examples")) };
    if !examples.tags.is_empty() {
        return Err(problem("tags on examples"));
    }
    let table = examples.table.as_ref().ok_or_else(|| problem("examples without a table"))?;
    let (header, cases) = table.rows.split_first().ok_or_else(|| problem("examples without a header"))?;
    if header.first().map(String::as_str) != Some("case") {
        return Err(problem("the first column of examples is not called 'case'"));
    }
    if cases.is_empty() {
        return Err(problem("examples without rows"));
    }
    let mut scenarios = Vec::with_capacity(cases.len());
    for row in cases {
        if row.len() != header.len() {
            return Err(problem("a row of examples that is not as long as the header"));
        }
        scenarios.push(fill(&outline, &|text| substitute(text, header, row), &row[0]));
    }
    Ok(scenarios)
}

fn fill(outline: &Scenario, substitute: &impl Fn(&str) -> String, case: &str) -> Scenario {
    let mut scenario = outline.clone();
    scenario.examples = Vec::new();
    scenario.name = substitute(&outline.name);
    for tag in &mut scenario.tags {
        if tag.starts_with("id:") {
            *tag = format!("{tag}/{case}");
        }
    }
    for Step { value, docstring, table, .. } in &mut scenario.steps {
        *value = substitute(value);
        *docstring = docstring.as_deref().map(substitute);
        for cell in table.iter_mut().flat_map(|table| table.rows.iter_mut().flatten()) {
            *cell = substitute(cell);
        }
    }
    scenario
}

/// Replaces `<name>` by the value in that column, in one pass: what a value holds is not looked at again.
fn substitute(text: &str, header: &[String], row: &[String]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let tail = &rest[start + 1..];
        let column = tail.find('>').and_then(|end| Some((end, header.iter().position(|name| *name == tail[..end])?)));
        if let Some((end, column)) = column {
            out.push_str(&row[column]);
            rest = &tail[end + 1..];
        } else {
            out.push('<');
            rest = tail;
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(text: &str) -> Result<Vec<Scenario>, OutlineError> {
        let feature = Feature::parse(text, cucumber::gherkin::GherkinEnv::default()).unwrap();
        expand(feature).map(|feature| feature.scenarios)
    }

    #[test]
    fn each_row_is_a_scenario_with_an_id_of_its_own() {
        let text = "Feature: f\n  @id:x\n  Scenario Outline: o <case>\n    Given <a> and <b>\n      | <b> |\n    Examples:\n      | case | a   | b |\n      | one  | <b> | 2 |\n      | two  | 3   | < |\n";
        let scenarios = expanded(text).unwrap();
        assert_eq!(scenarios.len(), 2);
        assert_eq!(scenarios[0].name, "o one");
        assert_eq!(scenarios[0].tags, ["id:x/one"]);
        assert_eq!(scenarios[0].steps[0].value, "<b> and 2", "values are not looked at again");
        assert_eq!(scenarios[1].steps[0].table.as_ref().unwrap().rows, [["<"]]);
    }

    #[test]
    fn mistakes_in_examples_are_named() {
        let problem = |examples: &str| {
            let text = format!("Feature: f\n  Scenario Outline: o\n    Given x\n{examples}");
            expanded(&text).unwrap_err().problem
        };
        assert_eq!(problem(""), "an outline without examples");
        assert_eq!(
            problem("    Examples:\n      | name |\n      | a |\n"),
            "the first column of examples is not called 'case'"
        );
        assert_eq!(problem("    Examples:\n      | case |\n"), "examples without rows");
    }
}
