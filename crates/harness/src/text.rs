//! Hostile text made fit to be shown: nothing that a terminal, a log viewer or an XML reader would act on, and never without a bound.

/// How much is kept of a text that is to be one line among others.
pub const LINE: usize = 300;

/// One line: line breaks are escaped too. At most `max_chars` characters, plus a tail that says how many were left out.
pub fn printable(text: &str, max_chars: usize) -> String {
    bounded(text, max_chars, acts)
}

/// Several lines: `\n` is kept, all else as [`printable`] has it.
pub fn printable_lines(text: &str, max_chars: usize) -> String {
    bounded(text, max_chars, |c| c != '\n' && acts(c))
}

/// [`printable`] for bytes; what is not UTF-8 becomes U+FFFD first.
pub fn printable_bytes(bytes: &[u8], max_chars: usize) -> String {
    printable(&String::from_utf8_lossy(bytes), max_chars)
}

/// [`printable_lines`] for bytes; what is not UTF-8 becomes U+FFFD first.
pub fn printable_bytes_lines(bytes: &[u8], max_chars: usize) -> String {
    printable_lines(&String::from_utf8_lossy(bytes), max_chars)
}

/// Whether a character does something other than being seen: control characters, what turns or joins the text around it, what has no
/// width, line separators, and the two that XML 1.0 forbids.
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

fn bounded(text: &str, max_chars: usize, escaped: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    let mut length = 0;
    for (at, c) in text.char_indices() {
        let piece = if escaped(c) { c.escape_unicode().to_string() } else { c.to_string() };
        length += piece.chars().count();
        if length > max_chars {
            let more = text[at..].chars().count();
            let s = if more == 1 { "" } else { "s" };
            return out + &format!("… ({more} more character{s})");
        }
        out.push_str(&piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_of_any_script_stays_as_it_is() {
        assert_eq!(printable("a b\\c 'é' 漢字 😀", 100), "a b\\c 'é' 漢字 😀");
    }

    #[test]
    fn escape_sequences_of_terminals_are_shown_and_not_sent() {
        assert_eq!(printable("\u{1b}[31mred\u{7f}\u{9b}0m", 100), "\\u{1b}[31mred\\u{7f}\\u{9b}0m");
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        for c in [
            '\0', '\t', '\r', '\u{85}', '\u{200b}', '\u{200d}', '\u{2028}', '\u{2029}', '\u{202e}', '\u{2066}',
            '\u{feff}', '\u{ffff}',
        ] {
            assert_eq!(printable(&c.to_string(), 100), format!("\\u{{{:x}}}", u32::from(c)));
        }
    }

    #[test]
    fn only_the_variant_for_lines_keeps_line_breaks() {
        assert_eq!(printable("a\nb", 100), "a\\u{a}b");
        assert_eq!(printable_lines("a\r\nb", 100), "a\\u{d}\nb");
    }

    #[test]
    fn a_long_text_is_cut_and_says_by_how_much() {
        assert_eq!(printable("aaaaa", 5), "aaaaa");
        assert_eq!(printable("éééééé", 5), "ééééé… (1 more character)");
        assert_eq!(printable(&"x".repeat(1000), 3), "xxx… (997 more characters)");
    }

    #[test]
    fn the_bound_holds_for_what_is_shown_and_never_splits_an_escape() {
        assert_eq!(printable("a\0\0", 6), "a\\u{0}… (1 more character)");
        assert_eq!(printable("a\0\0", 5), "a… (2 more characters)");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_replaced() {
        assert_eq!(printable_bytes(b"a\xffb\n", 100), "a\u{fffd}b\\u{a}");
        assert_eq!(printable_bytes_lines(b"a\xffb\n", 100), "a\u{fffd}b\n");
    }
}
