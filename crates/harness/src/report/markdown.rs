//! Tables in Markdown.

use std::fmt::Write as _;

use crate::text::{LINE, printable};

/// A table. Cells are Markdown already: see [`escaped`] for texts that are not.
pub(super) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(head.iter().map(|cell| (*cell).to_owned()).collect());
    text += &line(head.iter().map(|_| "---".to_owned()).collect());
    for row in rows {
        // Writing to a String cannot fail.
        let _ = write!(text, "{}", line(row));
    }
    text
}

/// A text that says in Markdown what it says.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in printable(text, LINE).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '|' | '<' | '>' | '[' | ']' | '#' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_head_and_rows() {
        let rows = [vec!["1".to_owned(), "2".to_owned()]];
        assert_eq!(table(&["a", "b"], rows), "| a | b |\n| --- | --- |\n| 1 | 2 |\n");
    }

    #[test]
    fn texts_do_not_turn_into_markup_or_cells() {
        assert_eq!(escaped("a | <b> _c_ \u{1b}"), r"a \| \<b\> \_c\_ \\u{1b}");
    }
}
