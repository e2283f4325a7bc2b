//! The notation of parameter values in feature tables (see `features/README.md`).

use std::fmt::Write as _;

/// What a cell of a parameter table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// This text.
    Text(String),
    /// A piece of text repeated until there are this many characters.
    Repeated {
        /// Characters.
        length: usize,
        /// The piece.
        piece: String,
    },
}

/// Reads a cell. `quotes` says whether a JSON string stands for its content (not so for `Data`).
pub(crate) fn read(cell: &str, quotes: bool) -> Result<Cell, String> {
    if let Some((count, rest)) = cell.split_once(" × ")
        && let Ok(length) = count.parse()
    {
        let quoted = |text: &str| {
            serde_json::from_str::<String>(text).map_err(|_| format!("after '×' stands {text}, not a quoted text"))
        };
        let (piece, start) = rest.split_once(" after ").map_or((rest, None), |(piece, start)| (piece, Some(start)));
        let piece = quoted(piece)?;
        if piece.is_empty() {
            return Err("an empty text cannot be repeated".to_owned());
        }
        return Ok(match start {
            Some(start) => Cell::Text(repeat(&quoted(start)?, &piece, length)),
            None => Cell::Repeated { length, piece },
        });
    }
    if let Some(rest) = cell.strip_prefix("JSON of ") {
        let (count, filler) =
            rest.split_once(" bytes").ok_or_else(|| format!("'{cell}' does not say how many bytes"))?;
        let bytes = count.parse().map_err(|_| format!("'{count}' is not a number of bytes"))?;
        let filler = match filler.strip_prefix(" in ") {
            None => "x".to_owned(),
            Some(quoted) => serde_json::from_str(quoted).map_err(|_| format!("{quoted} is not a quoted text"))?,
        };
        return json_of_bytes(bytes, &filler).map(Cell::Text);
    }
    if let Some(depth) = cell.strip_prefix("nested JSON of depth ") {
        let depth = depth.parse().map_err(|_| format!("'{depth}' is not a depth"))?;
        return Ok(Cell::Text(nested(depth)));
    }
    if quotes && cell.len() >= 2 && cell.starts_with('"') && cell.ends_with('"') {
        return serde_json::from_str(cell).map(Cell::Text).map_err(|e| format!("{cell} is not a quoted text: {e}"));
    }
    Ok(Cell::Text(cell.to_owned()))
}

impl Cell {
    /// The text, with `prefix` in front and counted in.
    pub(crate) fn with_prefix(&self, prefix: &str) -> String {
        match self {
            Self::Text(text) => format!("{prefix}{text}"),
            Self::Repeated { length, piece } => repeat(prefix, piece, *length),
        }
    }
}

/// `start`, then `piece` over and over, cut at `length` characters.
fn repeat(start: &str, piece: &str, length: usize) -> String {
    start.chars().chain(piece.chars().cycle()).take(length).collect()
}

/// A compact JSON object of exactly `bytes` bytes; where the filler does not fit evenly, `x` fills up.
fn json_of_bytes(bytes: usize, filler: &str) -> Result<String, String> {
    let frame = r#"{"v":""}"#.len();
    let room = bytes
        .checked_sub(frame)
        .ok_or_else(|| format!("no JSON object of {bytes} bytes is padded; use at least {frame}"))?;
    if filler.is_empty() || filler.chars().any(|c| c.is_control() || c == '"' || c == '\\') {
        return Err(format!("{filler:?} would be escaped in JSON and change its length"));
    }
    let whole = room / filler.len();
    Ok(format!("{{\"v\":\"{}{}\"}}", filler.repeat(whole), "x".repeat(room - whole * filler.len())))
}

/// Objects within objects, `depth` of them.
fn nested(depth: usize) -> String {
    let mut text = String::new();
    for level in 1..depth {
        let _ = write!(text, "{{\"d{level}\":");
    }
    text + "{}" + &"}".repeat(depth.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cell: &str) -> String {
        read(cell, true).unwrap().with_prefix("")
    }

    #[test]
    fn plain_cells_are_themselves() {
        assert_eq!(text("a b"), "a b");
        assert_eq!(text(""), "");
        assert_eq!(text("\" a \""), " a ");
        assert_eq!(read("\"a\"", false), Ok(Cell::Text("\"a\"".into())));
    }

    #[test]
    fn repeated_texts_count_characters_and_their_prefix() {
        assert_eq!(text("5 × \"é\""), "ééééé");
        assert_eq!(read("5 × \"ab\"", true).unwrap().with_prefix("p-"), "p-aba");
        assert_eq!(text("5 × \"ab\" after \"y/\""), "y/aba");
    }

    #[test]
    fn padded_json_has_exactly_so_many_bytes() {
        for cell in ["JSON of 16384 bytes", "JSON of 16385 bytes in \"é\"", "JSON of 100 bytes in \"😀\""] {
            let json = text(cell);
            let bytes: usize = cell.split(' ').nth(2).unwrap().parse().unwrap();
            assert_eq!(json.len(), bytes);
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(value.to_string().len(), bytes, "compact");
        }
    }

    #[test]
    fn nesting_is_as_deep_as_said() {
        assert_eq!(text("nested JSON of depth 1"), "{}");
        assert_eq!(text("nested JSON of depth 3"), r#"{"d1":{"d2":{}}}"#);
    }

    #[test]
    fn mistakes_are_named() {
        assert!(read("5 × é", true).unwrap_err().contains("not a quoted text"));
        assert!(read("JSON of 3 bytes", true).unwrap_err().contains("at least 8"));
        assert!(read("JSON of 30 bytes in \"\\n\"", true).unwrap_err().contains("escaped"));
    }
}
