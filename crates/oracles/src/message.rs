//! The text of requests: read leniently, so that most texts are requests, and written.

use syncproof_harness::exchange::Exchange;

/// Most requests of one input.
const MOST: usize = 16;
/// Most headers of one request.
const MOST_HEADERS: usize = 64;
/// What stands at the beginning of a line between two requests. A number after it is how many seconds pass.
const SEPARATOR: &[u8] = b"###";
/// The header that is right without being said.
const AUTHORIZATION: &str = "authorization";

/// A request as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// How many seconds pass before it.
    pub(crate) wait: u32,
    pub(crate) method: Vec<u8>,
    pub(crate) target: Vec<u8>,
    pub(crate) headers: Vec<(Vec<u8>, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

/// Reads the requests of an input.
pub(crate) fn read(bytes: &[u8]) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    let (mut rest, mut wait) = (bytes, 0);
    loop {
        let (text, next) = match separator(rest) {
            Some((at, line)) => (&rest[..at], Some((&rest[at + line..], seconds(&rest[at..at + line])))),
            None => (rest, None),
        };
        if !text.trim_ascii().is_empty() {
            messages.push(Message { wait, ..one(text) });
            wait = 0;
        }
        match next {
            Some((after, seconds)) if messages.len() < MOST => (rest, wait) = (after, wait.max(seconds)),
            _ => return messages,
        }
    }
}

/// What stands after the separator in the very first line, where no request has to be told from another.
pub(crate) fn heading(bytes: &[u8]) -> Option<&str> {
    str::from_utf8(line(bytes).0.strip_prefix(SEPARATOR)?.trim_ascii()).ok()
}

/// Where the next line with a separator begins, and how long it is with its line break.
fn separator(text: &[u8]) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(SEPARATOR) {
            return Some((at, line.len()));
        }
        at += line.len();
    }
    None
}

fn seconds(line: &[u8]) -> u32 {
    let digits = line[SEPARATOR.len()..].trim_ascii();
    str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

fn one(text: &[u8]) -> Message {
    // The line break before a separator is the separator's.
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let (first, mut rest) = line(text);
    let mut words = first.splitn(2, |byte| *byte == b' ');
    let method = words.next().unwrap_or_default().to_vec();
    let target = words.next().unwrap_or_default();
    let target = target.strip_suffix(b" HTTP/1.1").unwrap_or(target).to_vec();
    let mut headers = Vec::new();
    while !rest.is_empty() {
        let (header, after) = line(rest);
        rest = after;
        if header.is_empty() {
            break;
        }
        let colon = header.iter().position(|byte| *byte == b':').unwrap_or(header.len());
        let value = header.get(colon + 1..).unwrap_or_default();
        if headers.len() < MOST_HEADERS {
            headers.push((header[..colon].to_vec(), value.trim_ascii().to_vec()));
        }
    }
    Message { wait: 0, method, target, headers, body: rest.to_vec() }
}

/// The first line, without its line break, and what follows.
fn line(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    let line = &text[..end];
    (line.strip_suffix(b"\r").unwrap_or(line), text.get(end + 1..).unwrap_or_default())
}

/// Writes requests as [`read`] reads them.
pub(crate) fn write(messages: &[Message]) -> Vec<u8> {
    let mut out = Vec::new();
    for (number, message) in messages.iter().enumerate() {
        if number > 0 || message.wait > 0 {
            out.extend_from_slice(if number > 0 { b"\n###" } else { b"###" });
            if message.wait > 0 {
                out.extend_from_slice(format!(" {}", message.wait).as_bytes());
            }
            out.push(b'\n');
        }
        out.extend([&message.method[..], b" ", &message.target, b" HTTP/1.1\r\n"].concat());
        for (name, value) in &message.headers {
            out.extend([&name[..], b": ", value, b"\r\n"].concat());
        }
        out.extend([b"\r\n", &message.body[..]].concat());
    }
    out
}

/// Exchanges of a scenario, with what stands for their SIDs in place of them: `{1}` for that of the first answer, `{service}` for that of a
/// Service which was there before.
pub(crate) fn of(exchanges: &[Exchange]) -> Vec<Message> {
    let exchanges: Vec<&Exchange> =
        exchanges.iter().filter(|exchange| exchange.url.contains("/v1/")).take(MOST).collect();
    let mut names: Vec<(String, String)> = Vec::new();
    let mut messages = Vec::new();
    for (number, exchange) in (1..).zip(exchanges) {
        let target = exchange.url.find("/v1/").map_or("", |at| &exchange.url[at..]);
        let service = target.split(['/', '?']).nth(3).filter(|sid| sid.starts_with("IS") && sid.len() == 34);
        if let Some(service) = service.filter(|sid| names.iter().all(|(known, _)| known != sid)) {
            names.push((service.to_owned(), "{service}".to_owned()));
        }
        let named = |text: &str| names.iter().fold(text.to_owned(), |text, (sid, name)| text.replace(sid, name));
        let headers = exchange.request_headers.iter().filter_map(|(name, value)| match name.as_str() {
            AUTHORIZATION if exchange.answer.status != 401 => None,
            AUTHORIZATION => Some((name.clone().into_bytes(), b"Basic eDp5".to_vec())),
            "host" | "accept" | "user-agent" | "content-length" | "accept-encoding" => None,
            _ => Some((name.clone().into_bytes(), named(value).into_bytes())),
        });
        let body = match str::from_utf8(&exchange.request_body) {
            Ok(text) => named(text).into_bytes(),
            Err(_) => exchange.request_body.clone(),
        };
        messages.push(Message {
            wait: 0,
            method: exchange.method.clone().into_bytes(),
            target: named(target).into_bytes(),
            headers: headers.collect(),
            body,
        });
        if let Some(sid) = exchange.answer.sid().filter(|sid| names.iter().all(|(known, _)| known != sid)) {
            names.push((sid.to_owned(), format!("{{{number}}}")));
        }
    }
    messages.retain(|message| separator(&message.body).is_none() && message.body.len() <= 4096);
    messages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Message {
        let headers = headers.iter().map(|(name, value)| (name.as_bytes().to_vec(), value.as_bytes().to_vec()));
        Message { wait: 0, method: method.into(), target: target.into(), headers: headers.collect(), body: body.into() }
    }

    #[test]
    fn what_is_written_is_read() {
        let messages = vec![
            message("GET", "/v1/Services", &[], ""),
            Message { wait: 30, ..message("POST", "/v1/Services?a b", &[("A", "1"), ("A", "2")], "x\n\ny\n") },
            message("PUT", "*", &[("Host", "h:1")], ""),
        ];
        assert_eq!(read(&write(&messages)), messages);
        let waits = [Message { wait: 5, ..message("GET", "/", &[], "b") }];
        assert_eq!(read(&write(&waits)), waits);
    }

    #[test]
    fn only_the_first_line_is_a_heading() {
        assert_eq!(heading(b"### so \r\nGET /"), Some("so"));
        assert_eq!(read(b"### so\r\nGET /"), read(b"GET /"));
        assert_eq!(heading(b"GET /\n### so\n"), None);
    }

    #[test]
    fn any_text_is_read() {
        assert_eq!(read(b""), []);
        assert_eq!(read(b"###\n### 7\nGET"), [Message { wait: 7, method: b"GET".to_vec(), ..Message::default() }]);
        assert_eq!(read(b"GET /x\nA\n\nbody"), [message("GET", "/x", &[("A", "")], "body")]);
        assert_eq!(read("x\n###\n".repeat(100).as_bytes()).len(), MOST);
    }
}
