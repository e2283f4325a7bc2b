//! Entity tags (RFC 9110, 8.8.3), of which the API makes a revision's second spelling.

/// What an entity tag says without its quotes and without the mark of a weak one: the revision that it names. What has no quotes, or only
/// one, is left as it is.
pub fn unquoted(tag: &str) -> &str {
    let unweak = tag.strip_prefix("W/").unwrap_or(tag);
    unweak.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(unweak)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pair_of_quotes_and_the_mark_of_a_weak_tag_are_taken_off() {
        for tag in ["1a", "\"1a\"", "W/\"1a\"", "W/1a"] {
            assert_eq!(unquoted(tag), "1a", "{tag}");
        }
        for tag in ["\"1a", "1a\"", "w/\"1a\"", "\""] {
            assert_eq!(unquoted(tag), tag);
        }
        assert_eq!(unquoted("\"\"1a\"\""), "\"1a\"");
    }
}
