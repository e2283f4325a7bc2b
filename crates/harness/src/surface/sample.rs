//! Exchanges made by hand.

use std::time::Duration;

use crate::exchange::{Answer, Exchange, Version};

pub(crate) fn exchange(method: &str, url: &str, status: u16) -> Exchange {
    Exchange {
        method: method.to_owned(),
        url: url.to_owned(),
        request_headers: Vec::new(),
        request_body: Vec::new(),
        answer: Answer::new(status, Version::Http11, Vec::new(), Vec::new()).unwrap(),
        elapsed: Duration::ZERO,
    }
}

pub(crate) fn form(mut exchange: Exchange, body: &str) -> Exchange {
    exchange.request_body = body.as_bytes().to_vec();
    with_header(exchange, "Content-Type", "application/x-www-form-urlencoded")
}

pub(crate) fn with_header(mut exchange: Exchange, name: &str, value: &str) -> Exchange {
    exchange.request_headers.push((name.to_owned(), value.to_owned()));
    exchange
}
