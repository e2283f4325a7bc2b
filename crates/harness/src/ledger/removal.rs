//! Removing things, also where the target deletes badly.

use std::{collections::BTreeMap, sync::Mutex};

use serde_json::Value;
use syncproof_api::{Address, ChildKind, Resource};

use crate::{
    client::{Found, Trouble},
    lock::locked,
    session::{Body, Call, call_target},
    target::Target,
    verdict::LeftBehind,
};

/// After as many failures in a row, a way of removing things of a kind is tried no more.
const MOST_FAILURES: usize = 3;

/// Removes things from a target, and learns which kinds it does not delete.
#[derive(Debug, Default)]
pub struct Removal(Mutex<BTreeMap<Resource, Failing>>);

/// A kind of which things were not removed when it was last tried.
#[derive(Debug, Clone, Default)]
struct Failing {
    /// How often in a row DELETE failed.
    deletions: usize,
    /// How often in a row the other way failed, too.
    removals: usize,
    /// Why DELETE failed last.
    reason: String,
}

impl Removal {
    /// Removes one thing: by DELETE, or if that fails, by letting it expire where it can. What is not there is removed. A kind that is
    /// not removed again and again is not tried any more: what is left of it goes with its Service, or stays.
    pub async fn remove(&self, target: &Target, address: &Address) -> Result<(), LeftBehind> {
        let kind = address.resource();
        let left = |reason: &str| LeftBehind { kind, address: address.path(), reason: reason.to_owned() };
        let mut failing = self.failing(kind);
        if failing.removals >= MOST_FAILURES {
            return Err(left(&failing.reason));
        }
        if failing.deletions < MOST_FAILURES {
            match status(target, Call::to("DELETE", address)).await {
                // Gone it is, whoever was answered.
                Ok(204 | 404) | Err(Trouble::Lost { found: Found::Gone, .. }) => {
                    self.note(kind, None);
                    return Ok(());
                }
                Ok(status) => failing.reason = format!("DELETE answered {status}"),
                Err(trouble) => failing.reason = in_short(&trouble),
            }
            failing.deletions += 1;
        }
        let gone = is_gone_otherwise(target, address).await;
        failing.removals = if gone { 0 } else { failing.removals + 1 };
        let outcome = if gone { Ok(()) } else { Err(left(&failing.reason)) };
        self.note(kind, Some(failing));
        outcome
    }

    /// Forgets what was not removed: after an outage, all may be tried again.
    pub fn try_again(&self) {
        locked(&self.0).clear();
    }

    fn failing(&self, kind: Resource) -> Failing {
        locked(&self.0).get(&kind).cloned().unwrap_or_default()
    }

    fn note(&self, kind: Resource, failing: Option<Failing>) {
        let mut all = locked(&self.0);
        match failing {
            None => drop(all.remove(&kind)),
            Some(failing) => drop(all.insert(kind, failing)),
        }
    }
}

/// Why DELETE had no answer, without the URL: so that many things can be told of at once.
fn in_short(trouble: &Trouble) -> String {
    match trouble {
        Trouble::TimedOut { limit, .. } => format!("DELETE was not answered within {} s", limit.as_secs_f32()),
        Trouble::BrokenOff { reason, .. } => format!("the answer to DELETE broke off: {reason}"),
        Trouble::Throttled { .. } => "DELETE was answered 429 again and again".to_owned(),
        other => other.cause(),
    }
}

/// Lets a thing expire where it can; where it cannot, looks whether it has gone all the same.
async fn is_gone_otherwise(target: &Target, address: &Address) -> bool {
    let expires = matches!(address, Address::Object { .. } | Address::Child { child: ChildKind::Item, .. });
    let call = if expires {
        Call { body: Body::Form(vec![("Ttl".to_owned(), "1".to_owned())]), ..Call::to("POST", address) }
    } else {
        Call::to("GET", address)
    };
    match call_target(target, call).await.map(|exchange| exchange.answer) {
        // A target that takes no notice of a Ttl gives no date.
        Ok(answer) => {
            answer.status == 404
                || (expires && answer.status == 200 && answer.field("date_expires").is_some_and(Value::is_string))
        }
        Err(_) => false,
    }
}

async fn status(target: &Target, call: Call) -> Result<u16, Trouble> {
    Ok(call_target(target, call).await?.answer.status)
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use axum::{Router, extract::Request, http::StatusCode};
    use syncproof_api::ObjectKind;

    use super::*;
    use crate::{
        client::{Client, Limits, Transport},
        target::Credentials,
    };

    /// A target that answers each method with a status, and with a date of expiry; and the requests it has seen.
    async fn target(answer: fn(&str) -> u16) -> (Target, Arc<Mutex<Vec<String>>>) {
        target_with(answer, r#"{"date_expires": "2015-07-30T20:00:00Z"}"#).await
    }

    async fn target_with(answer: fn(&str) -> u16, body: &'static str) -> (Target, Arc<Mutex<Vec<String>>>) {
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = Arc::clone(&seen);
        let app = Router::new().fallback(move |request: Request| async move {
            let last = request.uri().path().chars().last().unwrap();
            noted.lock().unwrap().push(format!("{} {last}", request.method()));
            (StatusCode::from_u16(answer(request.method().as_str())).unwrap(), body)
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        let credentials = Credentials { user: "AC1".to_owned(), secret: "x".to_owned() };
        let client = Client::new(&Transport::default(), Limits::default()).unwrap();
        (Target::new(&url, credentials, client, Duration::ZERO).unwrap(), seen)
    }

    fn document(number: u8) -> Address {
        let (service, object) = ("IS0".to_owned(), format!("ET{number}"));
        Address::Object { service, kind: ObjectKind::Document, object }
    }

    async fn remove_five(answer: fn(&str) -> u16) -> (Vec<bool>, Vec<String>) {
        let (target, seen) = target(answer).await;
        let removal = Removal::default();
        let mut outcomes = Vec::new();
        for number in 1..=5 {
            outcomes.push(removal.remove(&target, &document(number)).await.is_ok());
        }
        let seen = seen.lock().unwrap().clone();
        (outcomes, seen)
    }

    #[tokio::test]
    async fn what_is_deleted_or_not_there_needs_one_request() {
        for answer in [|_: &str| 204, |_: &str| 404] {
            let (outcomes, seen) = remove_five(answer).await;
            assert_eq!(outcomes, [true; 5]);
            assert_eq!(seen, ["DELETE 1", "DELETE 2", "DELETE 3", "DELETE 4", "DELETE 5"]);
        }
    }

    #[tokio::test]
    async fn what_is_not_deleted_is_left_to_expire_and_soon_without_asking() {
        let (outcomes, seen) = remove_five(|method| if method == "DELETE" { 405 } else { 200 }).await;
        assert_eq!(outcomes, [true; 5]);
        assert_eq!(seen, ["DELETE 1", "POST 1", "DELETE 2", "POST 2", "DELETE 3", "POST 3", "POST 4", "POST 5"]);
    }

    #[tokio::test]
    async fn a_target_that_takes_no_notice_of_a_ttl_leaves_things_there() {
        let answer = |method: &str| if method == "DELETE" { 405 } else { 200 };
        let (target, _) = target_with(answer, r#"{"date_expires": null}"#).await;
        let left = Removal::default().remove(&target, &document(1)).await.unwrap_err();
        assert_eq!(left.reason, "DELETE answered 405");
    }

    #[tokio::test]
    async fn a_kind_that_stays_is_given_up_after_three() {
        let (outcomes, seen) = remove_five(|_| 500).await;
        assert_eq!(outcomes, [false; 5]);
        assert_eq!(seen, ["DELETE 1", "POST 1", "DELETE 2", "POST 2", "DELETE 3", "POST 3"]);
    }

    #[tokio::test]
    async fn a_kind_that_stays_is_told_by_its_reason_and_hinders_no_other() {
        let (target, seen) = target(|method| if method == "GET" { 200 } else { 500 }).await;
        let removal = Removal::default();
        for number in 1..=4 {
            let left = removal.remove(&target, &document(number)).await.unwrap_err();
            assert_eq!(left.reason, "DELETE answered 500");
            assert_eq!(left.address, format!("/Services/IS0/Documents/ET{number}"));
        }
        seen.lock().unwrap().clear();
        let service = Address::Service { service: "IS0".to_owned() };
        assert_eq!(removal.remove(&target, &service).await.unwrap_err().kind, Resource::Service);
        assert_eq!(*seen.lock().unwrap(), ["DELETE 0", "GET 0"], "a Service has no expiry");
    }
}
