//! An exchange as a `curl` command that sends it again, on one line and in the quoting of bash.

use syncproof_api::form;

use crate::{
    exchange::Exchange,
    redact::Secrets,
    text::{LINE, acts, printable},
};

/// A body longer than this, in bytes, is left out. URLs and header values too: a target chooses those of the next page and of the `ETag`.
const LIMIT: usize = 2048;

/// The content type that `curl` sends by itself with a body.
const FORM: &str = "application/x-www-form-urlencoded";

/// Headers that `curl` sends by itself, or that `-u` stands for.
const IMPLIED: [&str; 6] = ["host", "user-agent", "content-length", "accept", "accept-encoding", "authorization"];

/// The credentials of the target, which are never written out.
const CREDENTIALS: &str = r#"-u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN""#;

/// Stands for credentials that are wrong on purpose.
const WRONG_CREDENTIALS: &str = r#"-u "$TWILIO_ACCOUNT_SID:not-the-token""#;

/// The command. It holds no secrets, no line break and nothing that a terminal acts on.
pub fn curl(exchange: &Exchange, secrets: &Secrets) -> String {
    let mut command = Command { words: vec!["curl -sS -i".to_owned()], notes: Vec::new() };
    command.method(&secrets.scrub(&exchange.method));
    command.url(&secrets.scrub(&exchange.url));
    command.headers(exchange, secrets);
    command.body(exchange, secrets);
    let notes = command.notes.iter().map(|note| format!("  # {note}"));
    command.words.join(" ") + &notes.collect::<String>()
}

struct Command {
    words: Vec<String>,
    /// What was left out.
    notes: Vec<String>,
}

impl Command {
    fn add(&mut self, word: impl Into<String>) {
        self.words.push(word.into());
    }

    fn method(&mut self, method: &str) {
        match method {
            // `-X HEAD` would wait for a body.
            "HEAD" => self.add("--head"),
            _ if !method.is_empty() && method.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => {
                self.add(format!("-X {}", printable(method, LINE)));
            }
            _ => self.add(format!("-X {}", quoted(&printable(method, LINE)))),
        }
    }

    fn url(&mut self, url: &str) {
        if url.contains(['[', ']', '{', '}']) {
            self.add("--globoff");
        }
        if url.contains("/.") {
            self.add("--path-as-is");
        }
        if url.len() > LIMIT {
            self.add("\"$URL\"");
            self.notes.push(format!("URL of {} bytes left out", url.len()));
        } else {
            self.add(quoted(url));
        }
    }

    fn headers(&mut self, exchange: &Exchange, secrets: &Secrets) {
        if let Some(credential) = header(exchange, "authorization") {
            let known = secrets.is_empty() || secrets.occur_in(credential);
            self.add(if known { CREDENTIALS } else { WRONG_CREDENTIALS });
        }
        let content_type = header(exchange, "content-type");
        for (name, value) in &exchange.request_headers {
            let implied = IMPLIED.iter().any(|i| name.eq_ignore_ascii_case(i))
                || name.eq_ignore_ascii_case("content-type") && has_body(exchange) && value == FORM;
            if !implied {
                self.header(&secrets.scrub(name), &secrets.scrub_header(name, value));
            }
        }
        if has_body(exchange) && content_type.is_none() {
            self.add("-H 'Content-Type:'");
        }
    }

    fn header(&mut self, name: &str, value: &str) {
        let name = printable(name, LINE);
        if value.len() > LIMIT {
            self.notes.push(format!("{name} of {} bytes left out", value.len()));
        } else if value.is_empty() {
            // `-H 'Name:'` would take the header away.
            self.add(format!("-H {}", quoted(&format!("{name};"))));
        } else {
            self.add(format!("-H {}", quoted(&format!("{name}: {value}"))));
        }
    }

    fn body(&mut self, exchange: &Exchange, secrets: &Secrets) {
        if !has_body(exchange) {
            return;
        }
        let body = secrets.scrub_bytes(&exchange.request_body);
        if body.len() > LIMIT || body.contains(&0) {
            self.add("--data-binary @body.txt");
            self.notes.push(format!("body of {} bytes left out", exchange.request_body.len()));
        } else if let Some(pairs) = form_pairs(exchange, secrets) {
            for (name, value) in pairs {
                // `curl` encodes the value and takes the name as encoded.
                let pair = format!("{}={value}", form::encode_segment(&name));
                self.add(format!("--data-urlencode {}", quoted(&pair)));
            }
        } else {
            // `--data-binary` would read a file here.
            let option = if body.starts_with(b"@") { "--data-raw" } else { "--data-binary" };
            self.add(format!("{option} {}", quoted_bytes(&body)));
        }
    }
}

fn header<'a>(exchange: &'a Exchange, name: &str) -> Option<&'a str> {
    exchange.request_headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Whether `curl` has to be given a body. Without one it would leave out the Content-Length of an empty POST.
fn has_body(exchange: &Exchange) -> bool {
    !exchange.request_body.is_empty() || matches!(exchange.method.as_str(), "POST" | "PUT" | "PATCH")
}

/// The pairs of a form, if `--data-urlencode` can send something that reads the same: not what is malformed, nor what has pieces
/// without a name or without `=`, nor a NUL, which no argument can hold.
fn form_pairs(exchange: &Exchange, secrets: &Secrets) -> Option<Vec<form::Pair>> {
    let media_type = header(exchange, "content-type")?.split(';').next()?.trim();
    let body = exchange.request_body.as_slice();
    let whole = body.split(|b| *b == b'&').all(|piece| piece.iter().position(|b| *b == b'=').is_some_and(|at| at > 0));
    if !media_type.eq_ignore_ascii_case(FORM) || !whole {
        return None;
    }
    let pairs = form::decode(body).ok()?;
    let without_nul = pairs.iter().all(|(name, value)| !name.contains('\0') && !value.contains('\0'));
    let scrubbed = || pairs.iter().map(|(name, value)| (secrets.scrub(name), secrets.scrub(value))).collect();
    without_nul.then(scrubbed)
}

/// One word for bash.
pub fn quoted(text: &str) -> String {
    quoted_bytes(text.as_bytes())
}

/// `'…'` where everything can be seen, else `$'…'` with escapes.
fn quoted_bytes(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) if !text.contains(acts) => format!("'{}'", text.replace('\'', r"'\''")),
        _ => format!(
            "$'{}'",
            bytes.utf8_chunks().map(|chunk| escaped(chunk.valid(), chunk.invalid())).collect::<String>()
        ),
    }
}

fn escaped(valid: &str, invalid: &[u8]) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("\\x{b:02x}")).collect::<Vec<_>>().concat();
    let mut out = String::new();
    for c in valid.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\'' | '\\' => out.extend(['\\', c]),
            _ if acts(c) => out.push_str(&hex(c.encode_utf8(&mut [0; 4]).as_bytes())),
            _ => out.push(c),
        }
    }
    out + &hex(invalid)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::exchange::{Answer, Version};

    fn exchange(method: &str, headers: &[(&str, &str)], body: &[u8]) -> Exchange {
        Exchange {
            method: method.to_owned(),
            url: "http://127.0.0.1:1/v1/Services".to_owned(),
            request_headers: headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            request_body: body.to_vec(),
            answer: Answer::new(200, Version::Http11, Vec::new(), Vec::new()).unwrap(),
            elapsed: Duration::ZERO,
        }
    }

    /// The command without what all of these have.
    fn tail(exchange: &Exchange) -> String {
        let command = curl(exchange, &Secrets::none());
        let head = format!("curl -sS -i -X {} 'http://127.0.0.1:1/v1/Services'", exchange.method);
        command.strip_prefix(&head).unwrap_or_else(|| panic!("{command}")).to_owned()
    }

    fn form_tail(body: &[u8]) -> String {
        tail(&exchange("POST", &[("content-type", FORM)], body))
    }

    #[test]
    fn a_form_is_sent_pair_by_pair_with_credentials_from_the_environment() {
        let headers = [
            ("host", "127.0.0.1:1"),
            ("User-Agent", "x"),
            ("content-length", "9"),
            ("accept", "*/*"),
            ("authorization", "Basic QUMxOnRvaw=="),
            ("content-type", FORM),
            ("If-Match", "1"),
        ];
        let secrets = Secrets::none().with_basic("AC1", "tok");
        assert_eq!(
            curl(&exchange("POST", &headers, b"Data=%7B%22a%22%3A+1%7D&Ttl=5"), &secrets),
            "curl -sS -i -X POST 'http://127.0.0.1:1/v1/Services' -u \"$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN\" \
             -H 'If-Match: 1' --data-urlencode 'Data={\"a\": 1}' --data-urlencode 'Ttl=5'"
        );
    }

    #[test]
    fn credentials_are_left_out_when_none_were_sent() {
        assert_eq!(tail(&exchange("GET", &[], b"")), "");
    }

    #[test]
    fn credentials_that_are_wrong_on_purpose_stay_wrong() {
        let sent = exchange("GET", &[("Authorization", "Basic d3Jvbmc=")], b"");
        let command = curl(&sent, &Secrets::none().with_basic("AC1", "tok"));
        assert!(command.ends_with(" -u \"$TWILIO_ACCOUNT_SID:not-the-token\""), "{command}");
    }

    #[test]
    fn single_quotes_are_escaped() {
        assert_eq!(form_tail(b"Data='%27$(rm)`"), r" --data-urlencode 'Data='\'''\''$(rm)`'");
    }

    #[test]
    fn what_cannot_be_seen_is_escaped_as_bash_has_it() {
        assert_eq!(
            form_tail(b"Data=a%0A%1B'%5C%E2%80%AE\xc3\xa9"),
            r" --data-urlencode $'Data=a\n\x1b\'\\\xe2\x80\xaeé'"
        );
    }

    #[test]
    fn names_of_parameters_stay_encoded() {
        assert_eq!(form_tail(b"a%3Db%40=1"), " --data-urlencode 'a%3Db%40=1'");
    }

    #[test]
    fn a_malformed_form_is_sent_as_it_was() {
        for body in ["Data=%zz", "Data", "=1", "a=1&", "a=%FF", "a=%00"] {
            assert_eq!(form_tail(body.as_bytes()), format!(" --data-binary '{body}'"));
        }
        assert_eq!(form_tail(b"@a"), " --data-raw '@a'");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_escaped() {
        assert_eq!(form_tail(b"Data=\xff9'"), r" --data-binary $'Data=\xff9\''");
    }

    #[test]
    fn a_body_that_is_no_form_keeps_its_content_type() {
        assert_eq!(
            tail(&exchange("POST", &[("content-type", "application/json")], b"{}")),
            " -H 'content-type: application/json' --data-binary '{}'"
        );
        assert_eq!(tail(&exchange("POST", &[], b"a=1")), " -H 'Content-Type:' --data-binary 'a=1'");
    }

    #[test]
    fn an_empty_post_still_says_that_it_is_empty() {
        assert_eq!(form_tail(b""), " --data-binary ''");
        assert_eq!(tail(&exchange("DELETE", &[], b"")), "");
    }

    #[test]
    fn what_is_too_long_is_left_out_with_a_note() {
        let mut sent = exchange("POST", &[("content-type", FORM), ("If-Match", &"y".repeat(3000))], &[b'x'; 2049]);
        assert_eq!(
            tail(&sent),
            " --data-binary @body.txt  # If-Match of 3000 bytes left out  # body of 2049 bytes left out"
        );
        sent.url = "z".repeat(2049);
        assert!(curl(&sent, &Secrets::none()).starts_with("curl -sS -i -X POST \"$URL\" --data"));
        assert_eq!(form_tail(b"a=\0"), " --data-binary @body.txt  # body of 3 bytes left out");
    }

    #[test]
    fn nothing_of_what_was_sent_can_break_the_line_or_hold_a_secret() {
        let secrets = Secrets::none().with("tok'en");
        let mut sent = exchange("GE\nT", &[("x\ny", "a\r\ntok'en"), ("Cookie", "c")], b"\x1btok'en");
        sent.url = "http://h/\u{85}?tok%27en".to_owned();
        assert_eq!(
            curl(&sent, &secrets),
            r"curl -sS -i -X 'GE\u{a}T' --globoff $'http://h/\xc2\x85?[redacted]' -H $'x\\u{a}y: a\x0d\n[redacted]' -H 'Cookie: [redacted]' -H 'Content-Type:' --data-binary $'\x1b[redacted]'"
        );
    }

    #[test]
    fn names_hold_no_secret_either() {
        let secrets = Secrets::none().with("token");
        let sent = exchange("token", &[("a-token", "b")], b"");
        assert_eq!(
            curl(&sent, &secrets),
            "curl -sS -i -X '[redacted]' 'http://127.0.0.1:1/v1/Services' -H 'a-[redacted]: b'"
        );
    }

    #[test]
    fn addresses_that_curl_would_rewrite_are_sent_as_they_are() {
        let mut sent = exchange("GET", &[], b"");
        sent.url = "http://h/a/../{b}".to_owned();
        assert_eq!(curl(&sent, &Secrets::none()), "curl -sS -i -X GET --globoff --path-as-is 'http://h/a/../{b}'");
        sent.method = "HEAD".to_owned();
        assert!(curl(&sent, &Secrets::none()).starts_with("curl -sS -i --head "));
    }

    #[test]
    fn a_header_without_a_value_is_sent() {
        assert_eq!(tail(&exchange("GET", &[("If-Match", "")], b"")), " -H 'If-Match;'");
    }
}
