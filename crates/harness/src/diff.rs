//! Two JSON documents line by line.

use serde_json::{Map, Number, Value};
use similar::{DiffOp, TextDiff, udiff::UnifiedHunkHeader};

use crate::text::printable;

/// Longest diff that is shown, in lines.
const MAX_LINES: usize = 60;
/// Longest document that is compared, in lines: comparing takes long when two are long and have nothing in common.
const MAX_DOCUMENT: usize = 2000;
/// Longest line that is shown whole, in characters.
const MAX_LINE: usize = 160;
/// Lines shown around a difference.
const CONTEXT: usize = 3;

/// A unified diff of the two, pretty-printed with sorted names and with numbers by value: `-` expected, `+` actual. Empty when they are
/// equal as JSON.
pub fn json_diff(expected: &Value, actual: &Value) -> String {
    let (expected, actual) = (lines_of(expected), lines_of(actual));
    let (old, new) = (borrowed(&expected), borrowed(&actual));
    let mut shown = Vec::new();
    for hunk in TextDiff::from_slices(&old, &new).grouped_ops(CONTEXT) {
        shown.push(UnifiedHunkHeader::new(&hunk).to_string());
        for op in hunk {
            show(op, &old, &new, &mut shown);
        }
    }
    if shown.len() > MAX_LINES {
        let more = shown.len() - (MAX_LINES - 1);
        shown.truncate(MAX_LINES - 1);
        shown.push(format!("… ({more} more lines)"));
    }
    shown.join("\n")
}

/// The document, in lines, in a form that is the same for all documents that are equal as JSON.
fn lines_of(value: &Value) -> Vec<String> {
    let text = format!("{:#}", normal(value));
    let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    if lines.len() > MAX_DOCUMENT {
        let more = lines.len() - MAX_DOCUMENT;
        lines.truncate(MAX_DOCUMENT);
        lines.push(format!("… ({more} more lines, not compared)"));
    }
    lines
}

fn borrowed(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

fn show(op: DiffOp, old: &[&str], new: &[&str], shown: &mut Vec<String>) {
    let (_, old_range, new_range) = op.as_tag_tuple();
    let (gone, come) = (&old[old_range], &new[new_range]);
    if let DiffOp::Equal { .. } = op {
        shown.extend(gone.iter().map(|line| format!(" {}", shortened(line, 0))));
        return;
    }
    let focus = |i: usize| gone.get(i).zip(come.get(i)).map_or(0, |(a, b)| common_prefix(a, b));
    shown.extend(gone.iter().enumerate().map(|(i, line)| format!("-{}", shortened(line, focus(i)))));
    shown.extend(come.iter().enumerate().map(|(i, line)| format!("+{}", shortened(line, focus(i)))));
}

fn common_prefix(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// The line with its middle left out if it is long, but for the place around `focus`: a difference there has to be seen.
fn shortened(line: &str, focus: usize) -> String {
    let chars: Vec<char> = line.chars().collect();
    let part = |from: usize, to: usize| printable(&chars[from..to].iter().collect::<String>(), MAX_LINE);
    if chars.len() <= MAX_LINE {
        return part(0, chars.len());
    }
    let end = chars.len();
    let (head, tail) = (60, end - 20);
    let (from, to) = (focus.saturating_sub(20).clamp(head, tail), focus.saturating_add(40).clamp(head, tail));
    let gap = |from: usize, to: usize| if from < to { format!("…{}…", to - from) } else { String::new() };
    [part(0, head), gap(head, from), part(from, to), gap(to, tail), part(tail, end)].concat()
}

fn normal(value: &Value) -> Value {
    match value {
        Value::Number(number) => normal_number(&number.to_string()).map_or_else(|| value.clone(), Value::Number),
        Value::Array(list) => list.iter().map(normal).collect(),
        Value::Object(map) => {
            let mut sorted: Vec<(&String, &Value)> = map.iter().collect();
            sorted.sort_by_key(|(name, _)| *name);
            Value::Object(sorted.into_iter().map(|(name, v)| (name.clone(), normal(v))).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// A number in the one spelling of its value: written out where it has few digits, else as an integer with an exponent. None when its
/// exponent is beyond reckoning: it then stays as it is.
fn normal_number(text: &str) -> Option<Number> {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_end_matches('0');
    let digits = significant.trim_start_matches('0');
    if digits.is_empty() {
        return "0".parse().ok();
    }
    let shift = i64::try_from(all.len() - significant.len()).ok()? - i64::try_from(fraction.len()).ok()?;
    let exponent = exponent.parse::<i64>().ok()?.checked_add(shift)?;
    format!("{sign}{}", spelled(digits, exponent)).parse().ok()
}

fn spelled(digits: &str, exponent: i64) -> String {
    match (usize::try_from(exponent), usize::try_from(exponent.unsigned_abs())) {
        (Ok(zeros), _) if zeros <= 20 => format!("{digits}{}", "0".repeat(zeros)),
        (Err(_), Ok(places)) if places <= 20 => {
            let padded = format!("{digits:0>width$}", width = places + 1);
            let (whole, fraction) = padded.split_at(padded.len() - places);
            format!("{whole}.{fraction}")
        }
        _ => format!("{digits}e{exponent}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syncproof_api::json::{equal, parse};

    use super::*;

    fn diff(expected: &str, actual: &str) -> String {
        json_diff(&parse(expected).unwrap(), &parse(actual).unwrap())
    }

    #[test]
    fn expected_lines_have_a_minus_and_actual_ones_a_plus() {
        assert_eq!(
            diff(r#"{"a":1,"b":"x"}"#, r#"{"b":"y","a":1,"c":null}"#),
            "@@ -1,4 +1,5 @@\n {\n   \"a\": 1,\n-  \"b\": \"x\"\n+  \"b\": \"y\",\n+  \"c\": null\n }"
        );
    }

    #[test]
    fn documents_that_are_equal_as_json_have_no_diff() {
        assert_eq!(diff(r#"{"a":1.0,"b":[1e2,-0]}"#, r#"{"b":[100,0],"a":1}"#), "");
    }

    #[test]
    fn numbers_are_spelled_alike_exactly_when_they_are_equal() {
        let numbers = [
            "0",
            "-0",
            "0.0",
            "0e9",
            "1",
            "1.0",
            "10e-1",
            "-1",
            "100",
            "1e2",
            "1E+2",
            "0.1",
            "0.10",
            "1e-1",
            "-0.05",
            "12.50",
            "1250e-2",
            "9007199254740993",
            "9007199254740992",
            "1e21",
            "10e20",
            "1e-30",
            "0.1e-29",
            "1e99999999999999999999",
            "1e99999999999999999998",
        ];
        for a in numbers {
            for b in numbers {
                assert_eq!(diff(a, b).is_empty(), equal(&parse(a).unwrap(), &parse(b).unwrap()), "{a} {b}");
            }
        }
    }

    #[test]
    fn numbers_are_written_out_where_that_is_short() {
        let spell = |text: &str| normal_number(text).unwrap().to_string();
        assert_eq!([spell("-1.50e3"), spell("5e-2"), spell("12.50")], ["-1500", "0.05", "12.5"]);
        assert_eq!([spell("100e20"), spell("0.1e-29")], ["1e+22", "1e-30"]);
    }

    #[test]
    fn only_the_surroundings_of_a_difference_are_shown() {
        let list = |last: i64| json!([1, 2, 3, 4, 5, 6, 7, 8, last]);
        assert_eq!(json_diff(&list(9), &list(0)), "@@ -7,5 +7,5 @@\n   6,\n   7,\n   8,\n-  9\n+  0\n ]");
    }

    #[test]
    fn a_long_diff_is_cut_and_says_so() {
        let (a, b): (Value, Value) = ((0..100).collect(), (100..200).collect());
        let shown = json_diff(&a, &b);
        assert_eq!(shown.lines().count(), 60);
        assert_eq!(shown.lines().last(), Some("… (144 more lines)"));
    }

    #[test]
    fn documents_of_any_length_are_compared_up_to_a_bound() {
        let (a, b): (Value, Value) = ((0..100_000).collect(), (0..100_001).collect());
        assert!(json_diff(&a, &b).contains("+… (98003 more lines, not compared)"), "{}", json_diff(&a, &b));
    }

    #[test]
    fn a_difference_within_a_long_text_is_seen() {
        let (a, b) =
            (format!("{}X{}", "a".repeat(500), "b".repeat(500)), format!("{}Y{}", "a".repeat(500), "b".repeat(500)));
        let shown = json_diff(&json!(a), &json!(b));
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(
            lines[1],
            format!("-\"{}…421…{}X{}…442…{}\"", "a".repeat(59), "a".repeat(20), "b".repeat(39), "b".repeat(19))
        );
        assert_eq!(lines[2], lines[1].replace('-', "+").replace('X', "Y"));
    }

    #[test]
    fn hostile_text_is_escaped() {
        assert_eq!(diff("1", "\"\u{202e}\u{9b}\""), "@@ -1 +1 @@\n-1\n+\"\\u{202e}\\u{9b}\"");
    }
}
