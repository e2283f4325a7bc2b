//! The texts that an input is made of.

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What an input begins with.
    Feature,
    /// `requirements.toml`
    Requirements,
    /// `exceptions.toml`
    Exceptions,
    /// `README.md`
    Readme,
    /// A profile, which has nothing to do with the others.
    Profile,
}

impl Part {
    /// The line before it.
    const fn heading(self) -> &'static str {
        match self {
            Self::Feature => "### feature",
            Self::Requirements => "### requirements",
            Self::Exceptions => "### exceptions",
            Self::Readme => "### readme",
            Self::Profile => "### profile",
        }
    }

    /// What there is where an input does not say: enough for a feature that cites `a.b`.
    pub(super) const fn usual(self) -> &'static str {
        match self {
            Self::Feature | Self::Exceptions | Self::Profile => "",
            Self::Requirements => {
                "[[requirement]]\nid = 'a.b'\nlevel = 'must'\nprofiles = ['documented']\nsource = 'S000'\nstatement = 'x'\n"
            }
            Self::Readme => "## Sources\n\n| tag | what |\n| --- | --- |\n| S000 | a page |\n",
        }
    }
}

/// The text of a part, if the input has it. A part that stands twice counts once.
pub(super) fn of(input: &str, part: Part) -> Option<&str> {
    let start = match find(input, part.heading()) {
        Some((_, after)) => after,
        None if part == Part::Feature => 0,
        None => return None,
    };
    let rest = &input[start..];
    Some(find(rest, "### ").map_or(rest, |(at, _)| &rest[..at]))
}

/// Where a line begins that begins like this, and where the next one does.
fn find(text: &str, heading: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(heading) {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_is_divided_at_its_headings() {
        let input = "a\n### readme\nb\n### exceptions\nc";
        assert_eq!(of(input, Part::Feature), Some("a\n"));
        assert_eq!(of(input, Part::Readme), Some("b\n"));
        assert_eq!(of(input, Part::Exceptions), Some("c"));
        assert_eq!(of(input, Part::Profile), None);
        assert_eq!(of("### profile\nx", Part::Feature), Some(""));
    }
}
