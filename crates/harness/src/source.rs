//! What the tags in the `source` of an entry stand for: the table in `features/README.md`, read.

use std::collections::BTreeMap;

use crate::text::{LINE, printable};

/// The heading above the table.
const HEADING: &str = "## Sources";
/// The tag of the RFCs, which explain themselves.
const RFC: &str = "RFC";

/// Tags, and what they stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    tags: BTreeMap<String, String>,
}

/// One source that an entry names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The tag as it stands in the entry: `OAI`, `ERRDICT-54011`.
    pub tag: String,
    /// The place within the source; may be empty.
    pub place: String,
    /// What the tag stands for; none if the table does not have it.
    pub meaning: Option<String>,
}

impl Sources {
    /// Reads the table from the text of `features/README.md`. Without table, there are no tags.
    pub fn parse(readme: &str) -> Self {
        let section = readme.lines().skip_while(|line| line.trim() != HEADING).skip(1);
        let rows = section.take_while(|line| !line.starts_with("## ")).filter_map(row).skip(1);
        let mut tags = BTreeMap::new();
        for (names, meaning) in rows.filter(|(names, _)| !names.starts_with('-')) {
            tags.extend(names.split(", ").map(|name| (name.trim().to_owned(), meaning.replace('`', ""))));
        }
        Self { tags }
    }

    /// The sources named in the `source` of an entry. They are separated by `;`; tags that share a place, by commas.
    pub fn cited(&self, source: &str) -> Vec<Cited> {
        let mut cited: Vec<Cited> = Vec::new();
        for group in source.split(';').map(str::trim).filter(|group| !group.is_empty()) {
            for (at, part) in group.split(", ").enumerate() {
                match (self.tag(part), cited.last_mut()) {
                    (Some((tag, meaning)), _) => {
                        let place = part[tag.len()..].trim_start_matches(['-', ' ']).to_owned();
                        cited.push(Cited { tag: tag.to_owned(), place, meaning: Some(meaning) });
                    }
                    (None, Some(last)) if at > 0 => {
                        last.place = format!("{}{}{part}", last.place, if last.place.is_empty() { "" } else { ", " });
                    }
                    (None, _) => {
                        cited.push(Cited { tag: printable(part, LINE), place: String::new(), meaning: None });
                    }
                }
            }
        }
        cited
    }

    /// The tag that a text begins with, and what it stands for.
    fn tag<'a>(&self, text: &'a str) -> Option<(&'a str, String)> {
        let phrase = self.tags.iter().find(|(tag, _)| tag.contains(' ') && begins_with(text, tag));
        if let Some((tag, meaning)) = phrase {
            return Some((&text[..tag.len()], meaning.clone()));
        }
        let word = text.split([' ', ':']).next().unwrap_or_default();
        if let Some(meaning) = self.tags.get(word).or_else(|| self.pattern(word)) {
            return Some((word, meaning.clone()));
        }
        if word == RFC {
            return Some((word, "https://www.rfc-editor.org".to_owned()));
        }
        // `OAI-hist` is a part of `OAI`.
        let whole = word.rsplit_once('-').map(|(whole, _)| whole)?;
        self.tags.get(whole).map(|meaning| (whole, meaning.clone()))
    }

    /// `ERRDICT-n` in the table stands for `ERRDICT` and for every number of it, `DOC-…` for every tag that begins so.
    fn pattern(&self, word: &str) -> Option<&String> {
        let dashed = word.split_once('-').map_or(word, |(first, _)| first);
        let number = word[dashed.len()..].trim_start_matches('-').bytes().all(|b| b.is_ascii_digit());
        let numbered = self.tags.get(&format!("{dashed}-n")).filter(|_| number);
        numbered.or_else(|| self.tags.get(&format!("{dashed}-…")).filter(|_| dashed != word))
    }
}

/// The two cells of a row.
fn row(line: &str) -> Option<(&str, &str)> {
    let (first, second) = line.trim().strip_prefix('|')?.strip_suffix('|')?.split_once('|')?;
    Some((first.trim(), second.trim()))
}

/// Whether a text begins with these words, whole.
fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = "# features\n\n| a | b |\n| - | - |\n| X | not this |\n\n## Sources\n\nText.\n\n| tag | what it is |\n| --- | --- |\n| S000, S002 | the pages |\n| OAI | the document, `sync.json` |\n| ERRDICT-n | the dictionary |\n| DOC-ttl, DOC-… | more pages |\n| HTTP, WHATWG | plain sense |\n| left open, contradictory | silent |\n\n## After\n\n| Y | z |\n";

    fn cited(source: &str) -> Vec<String> {
        let line = |c: Cited| format!("{} @{} = {}", c.tag, c.place, c.meaning.unwrap_or_else(|| "?".to_owned()));
        Sources::parse(README).cited(source).into_iter().map(line).collect()
    }

    #[test]
    fn a_tag_is_explained_with_its_place() {
        assert_eq!(cited("OAI, Document create"), ["OAI @Document create = the document, sync.json"]);
        assert_eq!(cited("S002 full replace"), ["S002 @full replace = the pages"]);
        assert_eq!(cited("HTTP (RFC 9110) safe methods"), ["HTTP @(RFC 9110) safe methods = plain sense"]);
    }

    #[test]
    fn there_may_be_several_with_a_place_of_several_words() {
        assert_eq!(
            cited("S000, S002, notes, on paging; left open"),
            ["S000 @ = the pages", "S002 @notes, on paging = the pages", "left open @ = silent"]
        );
    }

    #[test]
    fn families_of_tags_have_one_row() {
        assert_eq!(
            cited("ERRDICT-54011; ERRDICT; DOC-mut-usage"),
            ["ERRDICT-54011 @ = the dictionary", "ERRDICT @ = the dictionary", "DOC-mut-usage @ = more pages"]
        );
        assert_eq!(
            cited("OAI-hist; RFC 8259"),
            ["OAI @hist = the document, sync.json", "RFC @8259 = https://www.rfc-editor.org"]
        );
    }

    #[test]
    fn what_the_table_does_not_have_is_unknown() {
        assert_eq!(
            cited("PLAG; X; Y; ERRDICT-x; DOC; S0001; tag"),
            ["PLAG @ = ?", "X @ = ?", "Y @ = ?", "ERRDICT-x @ = ?", "DOC @ = ?", "S0001 @ = ?", "tag @ = ?"]
        );
    }
}
