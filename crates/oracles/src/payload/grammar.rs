//! JSON by the letter of RFC 8259: a reader and a writer of its own, that share nothing with what is tested.

use std::fmt::Write as _;

/// A JSON value as written. Of repeated names the last value counts, in the place of the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Null,
    Bool(bool),
    /// Its digits.
    Number(String),
    Text(String),
    Array(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) node: Node,
    /// How deep arrays and objects are nested.
    pub(super) depth: usize,
    /// How many values were written, those under repeated names too.
    pub(super) values: usize,
}

/// Reads a text; `None` if it is no JSON, has half of a surrogate pair, or is nested deeper than `most`.
pub(super) fn read(text: &str, most: usize) -> Option<Reading> {
    let mut cursor = Cursor { text, at: 0, depth: 0, deepest: 0, most, values: 0 };
    cursor.space();
    let node = cursor.value()?;
    cursor.space();
    (cursor.at == text.len()).then_some(Reading { node, depth: cursor.deepest, values: cursor.values })
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    deepest: usize,
    most: usize,
    values: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// `ws = *( %x20 / %x09 / %x0A / %x0D )`
    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Option<Node> {
        self.values += 1;
        match self.peek()? {
            b'{' => self.nested(Self::object),
            b'[' => self.nested(Self::array),
            b'"' => self.string().map(Node::Text),
            b'n' => self.word("null", Node::Null),
            b't' => self.word("true", Node::Bool(true)),
            b'f' => self.word("false", Node::Bool(false)),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, node: Node) -> Option<Node> {
        self.text[self.at..].starts_with(word).then(|| {
            self.at += word.len();
            node
        })
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Option<Node>) -> Option<Node> {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        if self.depth > self.most {
            return None;
        }
        self.at += 1;
        self.space();
        let node = read(self)?;
        self.depth -= 1;
        Some(node)
    }

    fn array(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        if self.take(b']') {
            return Some(Node::Array(nodes));
        }
        loop {
            self.space();
            nodes.push(self.value()?);
            self.space();
            if self.take(b']') {
                return Some(Node::Array(nodes));
            }
            self.take(b',').then_some(())?;
        }
    }

    fn object(&mut self) -> Option<Node> {
        let mut members: Vec<(String, Node)> = Vec::new();
        if self.take(b'}') {
            return Some(Node::Object(members));
        }
        loop {
            self.space();
            let name = self.string()?;
            self.space();
            self.take(b':').then_some(())?;
            self.space();
            let value = self.value()?;
            match members.iter_mut().find(|(known, _)| *known == name) {
                Some(member) => member.1 = value,
                None => members.push((name, value)),
            }
            self.space();
            if self.take(b'}') {
                return Some(Node::Object(members));
            }
            self.take(b',').then_some(())?;
        }
    }

    fn string(&mut self) -> Option<String> {
        self.take(b'"').then_some(())?;
        let mut text = String::new();
        loop {
            let c = self.text[self.at..].chars().next()?;
            self.at += c.len_utf8();
            match c {
                '"' => return Some(text),
                '\\' => text.push(self.escape()?),
                // unescaped = %x20-21 / %x23-5B / %x5D-10FFFF
                '\0'..='\u{1f}' => return None,
                _ => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let kind = self.peek()?;
        self.at += 1;
        Some(match kind {
            b'"' | b'\\' | b'/' => char::from(kind),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let mut units = vec![self.unit()?];
                if (0xd800..0xdc00).contains(&units[0]) {
                    (self.take(b'\\') && self.take(b'u')).then_some(())?;
                    units.push(self.unit()?);
                }
                char::decode_utf16(units).next()?.ok()?
            }
            _ => return None,
        })
    }

    fn unit(&mut self) -> Option<u16> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        self.at += 4;
        digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + u16::try_from(char::from(*digit).to_digit(16)?).ok()?))
    }

    /// `number = [ minus ] int [ frac ] [ exp ]`
    fn number(&mut self) -> Option<Node> {
        let from = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Some(Node::Number(self.text[from..self.at].to_owned()))
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > from).then_some(())
    }
}

/// Writes a value without white space: only what has to be escaped is.
pub(super) fn write(node: &Node, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(digits) => out.push_str(&signed_exponent(digits)),
        Node::Text(text) => write_string(text, out),
        Node::Array(nodes) => {
            out.push('[');
            for (at, node) in nodes.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                write(node, out);
            }
            out.push(']');
        }
        Node::Object(members) => {
            out.push('{');
            for (at, (name, node)) in members.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                write_string(name, out);
                out.push(':');
                write(node, out);
            }
            out.push('}');
        }
    }
}

/// A number as `serde_json` writes it: the digits as they are, the exponent after an `e` and with a sign.
fn signed_exponent(digits: &str) -> String {
    match digits.split_once(['e', 'E']) {
        None => digits.to_owned(),
        Some((mantissa, exponent)) if exponent.starts_with(['+', '-']) => format!("{mantissa}e{exponent}"),
        Some((mantissa, exponent)) => format!("{mantissa}e+{exponent}"),
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' => drop(write!(out, "\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// Whether two values mean the same: names in any order, numbers by value.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    match (a, b) {
        (Node::Number(a), Node::Number(b)) => same_number(a, b),
        (Node::Array(a), Node::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Node::Object(a), Node::Object(b)) => {
            let has = |(name, a): &(String, Node)| b.iter().any(|(other, b)| other == name && same(a, b));
            a.len() == b.len() && a.iter().all(has)
        }
        _ => a == b,
    }
}

/// Whether two JSON numbers are the same number, exactly: the same significant digits, and exponents that differ by nothing.
fn same_number(a: &str, b: &str) -> bool {
    let (a, b) = (Scientific::of(a), Scientific::of(b));
    if a.digits.is_empty() || b.digits.is_empty() {
        return a.digits == b.digits;
    }
    a.negative == b.negative && a.digits == b.digits && is_zero(&difference(&a, &b))
}

/// `digits` times ten to the power of `limbs` + `shift`; no digits for zero.
struct Scientific {
    negative: bool,
    digits: String,
    /// The exponent as written, to the base [`BASE`], the least first, each with the sign of the whole.
    limbs: Vec<i64>,
    shift: i64,
}

const BASE: i64 = 1_000_000_000;

impl Scientific {
    fn of(text: &str) -> Self {
        let unsigned = text.trim_start_matches('-');
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, ""));
        let fraction = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let all = mantissa.replace('.', "");
        let digits = all.trim_end_matches('0');
        let shift = i64::try_from(all.len() - digits.len()).unwrap_or(0) - i64::try_from(fraction).unwrap_or(0);
        let sign = if exponent.starts_with('-') { -1 } else { 1 };
        let exponent = exponent.trim_start_matches(['-', '+']).as_bytes();
        let limb = |digits: &[u8]| digits.iter().fold(0, |limb, digit| limb * 10 + i64::from(digit - b'0')) * sign;
        Self {
            negative: unsigned.len() < text.len(),
            digits: digits.trim_start_matches('0').to_owned(),
            limbs: exponent.rchunks(9).map(limb).collect(),
            shift,
        }
    }
}

fn difference(a: &Scientific, b: &Scientific) -> Vec<i64> {
    let limb = |of: &Scientific, at: usize| of.limbs.get(at).copied().unwrap_or(0);
    let mut limbs: Vec<i64> =
        (0..a.limbs.len().max(b.limbs.len()).max(1)).map(|at| limb(a, at) - limb(b, at)).collect();
    limbs[0] += a.shift - b.shift;
    limbs
}

fn is_zero(limbs: &[i64]) -> bool {
    let mut carry = 0;
    for limb in limbs {
        let sum = limb + carry;
        if sum % BASE != 0 {
            return false;
        }
        carry = sum / BASE;
    }
    carry == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_that_of_the_rfc() {
        for text in
            ["0", "-0", "10.50e+05", "1E5", " [ 1 , {} ]\r\n", r#""\ud83d\ude00\/""#, "{\"a\":null}", "\"\u{7f}\""]
        {
            assert!(read(text, 9).is_some(), "{text}");
        }
        for text in [
            "",
            " ",
            "01",
            "1.",
            ".5",
            "1e",
            "+1",
            "-",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "'a'",
            "nul",
            "\u{a0}1",
            "\"\t\"",
            "1 2",
            r#""\ud83d""#,
            r#""\ude00""#,
            r#""\x""#,
            r#""\u12g4""#,
            "\"",
            "[",
            "NaN",
            "\u{c}1",
            "[1 2]",
            "\"\\u+123\"",
        ] {
            assert!(read(text, 9).is_none(), "{text}");
        }
    }

    #[test]
    fn depth_and_values_are_counted() {
        let counted = |text: &str| read(text, 3).map(|reading| (reading.depth, reading.values));
        assert_eq!(counted(r#"{"a":[1,[]],"a":2}"#), Some((3, 5)));
        assert_eq!(counted("[[[[]]]]"), None);
        assert_eq!(counted("1"), Some((0, 1)));
    }

    #[test]
    fn of_repeated_names_the_last_counts() {
        let mut out = String::new();
        write(&read(r#" { "a" : 1 , "b" : "\u0041\u001F" , "a" : 2E3 } "#, 9).unwrap().node, &mut out);
        assert_eq!(out, r#"{"a":2e+3,"b":"A\u001f"}"#);
    }

    #[test]
    fn numbers_are_compared_exactly() {
        for (a, b) in [
            ("1", "1.0"),
            ("-0", "0e9"),
            ("1e99999999999999999999", "10e99999999999999999998"),
            ("1e-1000000000000000000000", "0.1e-999999999999999999999"),
            ("1e0000000000000000000000005", "100000"),
            ("123.450", "12345e-2"),
        ] {
            assert!(same_number(a, b), "{a} {b}");
        }
        for (a, b) in
            [("1", "-1"), ("1e5", "1e-5"), ("1e1000000000", "1"), ("9007199254740993", "9007199254740992"), ("0", "1")]
        {
            assert!(!same_number(a, b), "{a} {b}");
        }
    }
}
