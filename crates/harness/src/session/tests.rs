//! Calls of a scripted target.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::json;
use syncproof_api::Address;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use super::{Body, Call, Session, call_target};
use crate::{
    client::{Client, Found, Limits, Transport, Trouble},
    exchange::Exchange,
    manners::{Cause, Flakes, Patience, Settings},
    target::{Credentials, Target},
};

/// What the target does when it is asked once more.
#[derive(Clone)]
enum Turn {
    /// Answers with this status and revision.
    Answer(u16, &'static str),
    /// Answers with this status and these header lines.
    Headers(u16, &'static str),
    /// Reads the request and closes the connection.
    HangUp,
}

use Turn::{Answer, HangUp, Headers};

/// A target that does one thing after the other; then it answers 200.
struct Scripted {
    target: Target,
    /// Methods and paths, as they came in.
    asked: Arc<Mutex<Vec<String>>>,
}

const SERVICE: &str = "/Services/IS1";
const DOCUMENT: &str = "/Services/IS1/Documents/ET1";

impl Scripted {
    async fn new(script: &[Turn]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let mut script: VecDeque<Turn> = script.to_vec().into();
        tokio::spawn(async move {
            while let Ok((mut connection, _)) = listener.accept().await {
                let request = read(&mut connection).await;
                log.lock().unwrap().push(request);
                let (status, headers, revision) = match script.pop_front() {
                    Some(HangUp) => continue,
                    Some(Answer(status, revision)) => (status, "", revision),
                    Some(Headers(status, headers)) => (status, headers, ""),
                    None => (200, "", "7"),
                };
                let body = json!({"sid": "ET1", "unique_name": "d", "revision": revision}).to_string();
                let length = body.len();
                let answer = format!(
                    "HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
                );
                connection.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        Self { target: target(&url), asked }
    }

    /// Calls once first, so that the target is known to be there.
    async fn met(script: &[Turn]) -> Self {
        let scripted = Self::new(&[&[Answer(200, "-")], script].concat()).await;
        call_target(&scripted.target, Call { method: "GET".to_owned(), path: SERVICE.to_owned(), ..Call::default() })
            .await
            .unwrap();
        scripted.asked.lock().unwrap().clear();
        scripted
    }

    /// One that has been seen to have its Document at revision 1.
    async fn with_document(script: &[Turn]) -> Self {
        let scripted = Self::met(&[&[Answer(200, "1")], script].concat()).await;
        scripted.call("GET", DOCUMENT, "").await.unwrap();
        scripted.asked.lock().unwrap().clear();
        scripted
    }

    async fn call(&self, method: &str, path: &str, form: &str) -> Result<Exchange, Trouble> {
        call_target(&self.target, call(method, path, form)).await
    }

    /// The status of the answer in the end, or what was found instead.
    async fn outcome(&self, method: &str, path: &str, form: &str) -> Result<u16, Found> {
        match self.call(method, path, form).await {
            Ok(exchange) => Ok(exchange.answer.status),
            Err(Trouble::Lost { found, .. }) => Err(found),
            Err(other) => panic!("{other}"),
        }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    fn flakes(&self) -> Flakes {
        self.target.conversation.flakes()
    }
}

fn target(url: &str) -> Target {
    let credentials = Credentials { user: "AC1".to_owned(), secret: "s".to_owned() };
    let patience = Patience { first_pause: Duration::ZERO, longest_pause: Duration::ZERO, ..Patience::default() };
    let client = Client::new(&Transport::default(), Limits::default()).unwrap();
    let settings = Settings { patience, ..Settings::default() };
    Target::new(url, credentials, client, Duration::ZERO).unwrap().with_manners(&settings)
}

fn call(method: &str, path: &str, form: &str) -> Call {
    let body = if form.is_empty() { Body::None } else { Body::Raw(form.as_bytes().to_vec(), None) };
    Call { method: method.to_owned(), path: path.to_owned(), body, ..Call::default() }
}

/// Reads a request to its end and gives its first two words.
async fn read(connection: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                break;
            }
        }
        if connection.read_buf(&mut bytes).await.unwrap() == 0 {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes).replace("/v1", "");
    text.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

const GET: &str = "GET /Services/IS1/Documents/ET1";
const POST: &str = "POST /Services/IS1/Documents/ET1";
const DELETE: &str = "DELETE /Services/IS1/Documents/ET1";
const CREATE: &str = "POST /Services/IS1/Documents";
const BY_NAME: &str = "GET /Services/IS1/Documents/new";

#[tokio::test]
async fn a_reading_is_made_again_until_there_is_an_answer() {
    let target = Scripted::met(&[Answer(503, ""), HangUp, Answer(502, ""), Answer(404, "")]).await;
    assert_eq!(target.outcome("GET", DOCUMENT, "").await, Ok(404));
    assert_eq!(target.asked(), [GET; 4]);
    assert_eq!(target.flakes().listed(), "1 × status 502, 1 × status 503, 1 × answer broken off");
}

#[tokio::test]
async fn an_answer_that_stays_is_given_back() {
    let target = Scripted::met(&[Answer(504, ""), Answer(503, ""), Answer(503, ""), Answer(503, "last")]).await;
    let answer = target.call("GET", DOCUMENT, "").await.unwrap().answer;
    assert_eq!((answer.status, answer.field("revision")), (503, Some(&json!("last"))));
    assert_eq!(target.asked().len(), 4);
    let target = Scripted::met(&vec![HangUp; 4]).await;
    assert!(matches!(target.call("GET", DOCUMENT, "").await, Err(Trouble::BrokenOff { .. })));
    assert_eq!(target.asked().len(), 4);
}

#[tokio::test]
async fn an_error_of_the_target_is_its_answer() {
    let target = Scripted::met(&[Answer(500, "")]).await;
    assert_eq!(target.outcome("GET", DOCUMENT, "").await, Ok(500));
    assert_eq!((target.asked().len(), target.flakes()), (1, Flakes::default()));
}

#[tokio::test]
async fn a_deletion_is_made_again_only_if_the_thing_is_still_there() {
    let target = Scripted::with_document(&[HangUp, Answer(200, "1"), Answer(204, "")]).await;
    assert_eq!(target.outcome("DELETE", DOCUMENT, "").await, Ok(204));
    assert_eq!(target.asked(), [DELETE, GET, DELETE]);
    let target = Scripted::with_document(&[HangUp, Answer(404, "")]).await;
    assert_eq!(target.outcome("DELETE", DOCUMENT, "").await, Err(Found::Gone));
    assert_eq!(target.asked(), [DELETE, GET]);
    assert_eq!(target.flakes().listed(), "1 × answer broken off");
}

#[tokio::test]
async fn what_was_gone_before_cannot_have_been_deleted() {
    let target = Scripted::with_document(&[Answer(204, ""), HangUp, Answer(404, ""), Answer(404, "")]).await;
    assert_eq!(target.outcome("DELETE", DOCUMENT, "").await, Ok(204));
    assert_eq!(target.outcome("DELETE", DOCUMENT, "").await, Ok(404));
    assert_eq!(target.asked(), [DELETE, DELETE, GET, DELETE]);
}

#[tokio::test]
async fn an_update_is_made_again_only_if_the_revision_is_as_before() {
    let target = Scripted::with_document(&[Answer(503, ""), Answer(200, "1"), Answer(200, "2")]).await;
    assert_eq!(target.outcome("POST", DOCUMENT, "Data=1").await, Ok(200));
    assert_eq!(target.asked(), [POST, GET, POST]);
    let target = Scripted::with_document(&[HangUp, Answer(200, "2")]).await;
    assert_eq!(target.outcome("POST", DOCUMENT, "Data=1").await, Err(Found::Changed));
    assert_eq!(target.asked(), [POST, GET]);
}

#[tokio::test]
async fn an_update_by_name_is_known_by_the_revision_too() {
    let target = Scripted::with_document(&[HangUp, Answer(200, "1"), Answer(200, "2")]).await;
    assert_eq!(target.outcome("POST", "/Services/IS1/Documents/d", "Data=1").await, Ok(200));
}

#[tokio::test]
async fn without_a_revision_from_before_an_update_is_not_made_again() {
    let target = Scripted::met(&[HangUp, Answer(200, "1")]).await;
    assert_eq!(target.outcome("POST", DOCUMENT, "Data=1").await, Err(Found::Untold));
    let target = Scripted::met(&[HangUp, Answer(404, ""), Answer(404, "")]).await;
    assert_eq!(target.outcome("POST", DOCUMENT, "Data=1").await, Ok(404));
    let target = Scripted::with_document(&[HangUp, Answer(404, "")]).await;
    assert_eq!(target.outcome("POST", DOCUMENT, "Data=1").await, Err(Found::Status(404)));
    assert_eq!(target.asked(), [POST, GET]);
}

#[tokio::test]
async fn a_creation_is_made_again_only_if_nothing_has_the_name() {
    let documents = "/Services/IS1/Documents";
    let target = Scripted::met(&[HangUp, Answer(404, ""), Answer(201, "0")]).await;
    assert_eq!(target.outcome("POST", documents, "UniqueName=new").await, Ok(201));
    assert_eq!(target.asked(), [CREATE, BY_NAME, CREATE]);
    let target = Scripted::met(&[HangUp, Answer(200, "0")]).await;
    assert_eq!(target.outcome("POST", documents, "UniqueName=new").await, Err(Found::Created));
    assert_eq!(target.asked(), [CREATE, BY_NAME]);
}

#[tokio::test]
async fn a_creation_without_a_telling_name_is_not_made_again() {
    let sid = "UniqueName=ET00000000000000000000000000000BAD";
    for form in ["", "Data=1", "UniqueName=", "UniqueName=a%20b", "UniqueName=a&UniqueName=b", sid] {
        let target = Scripted::met(&[Answer(503, "")]).await;
        assert_eq!(target.outcome("POST", "/Services/IS1/Documents", form).await, Err(Found::Untold), "{form}");
        assert_eq!(target.asked(), [CREATE], "{form}");
    }
    let target = Scripted::met(&[HangUp]).await;
    assert_eq!(target.outcome("POST", "/Services", "FriendlyName=a").await, Err(Found::Untold));
}

#[tokio::test]
async fn what_a_gateway_was_tired_of_waiting_for_is_not_sent_again() {
    let target = Scripted::with_document(&[Answer(504, "")]).await;
    assert_eq!(target.outcome("DELETE", DOCUMENT, "").await, Err(Found::Untold));
    assert_eq!(target.asked(), [DELETE]);
}

#[tokio::test]
async fn a_reading_that_tells_nothing_leaves_the_answer_lost() {
    let target = Scripted::with_document(&[HangUp, Answer(403, "")]).await;
    let trouble = target.call("DELETE", DOCUMENT, "").await.unwrap_err();
    let text = trouble.to_string();
    assert!(text.starts_with("the answer to DELETE http://127.0.0.1:"), "{text}");
    assert!(
        text.ends_with(
            "/v1/Services/IS1/Documents/ET1 was lost (answer broken off) and it may have been carried out: \
             a reading that could tell was answered 403; so it was not sent again"
        ),
        "{text}"
    );
    assert!(trouble.leaves_traces());
    let target = Scripted::with_document(&vec![HangUp; 5]).await;
    assert_eq!(target.outcome("DELETE", DOCUMENT, "").await, Err(Found::NoAnswer));
}

#[tokio::test]
async fn a_call_that_wants_what_comes_gets_it() {
    let target = Scripted::met(&[HangUp, Answer(503, "")]).await;
    let once = || Call { once: true, ..call("GET", DOCUMENT, "") };
    assert!(matches!(call_target(&target.target, once()).await, Err(Trouble::BrokenOff { .. })));
    assert_eq!(call_target(&target.target, once()).await.unwrap().answer.status, 503);
    assert_eq!(target.asked().len(), 2);
}

#[tokio::test]
async fn a_target_that_was_never_there_is_asked_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = target(&format!("http://{}", listener.local_addr().unwrap()));
    drop(listener);
    assert!(matches!(call_target(&target, call("GET", SERVICE, "")).await, Err(Trouble::Unreachable { .. })));
    assert_eq!(target.conversation.flakes().count(), 0);
    target.manners.breaker.note_answer();
    assert!(matches!(call_target(&target, call("POST", "/Services", "")).await, Err(Trouble::Unreachable { .. })));
    assert_eq!(target.conversation.flakes().causes[&Cause::Unreachable], 3);
}

#[tokio::test]
async fn too_many_requests_are_waited_out_but_not_for_ever() {
    let target = Scripted::met(&[Answer(429, ""), Headers(429, "retry-after: 99999999\r\n"), Answer(200, "")]).await;
    assert_eq!(target.outcome("POST", "/Services/IS1/Documents", "").await, Ok(200));
    assert_eq!((target.flakes().waits, target.flakes().count()), (2, 0));
    let target = Scripted::met(&vec![Answer(429, ""); 20]).await;
    assert!(matches!(target.call("GET", DOCUMENT, "").await, Err(Trouble::Throttled { .. })));
    assert_eq!((target.asked().len(), target.flakes().waits), (8, 7));
}

#[tokio::test]
async fn a_target_that_is_given_up_is_not_asked() {
    let target = Scripted::met(&vec![HangUp; 100]).await;
    for _ in 0..3 {
        let talk = target.target.for_a_scenario();
        let _ = call_target(&talk, call("GET", DOCUMENT, "")).await;
    }
    let asked = target.asked().len();
    assert_eq!(asked, 9, "three scenarios, four times each; given up at the first of the third");
    let text = target.call("GET", DOCUMENT, "").await.unwrap_err().to_string();
    assert!(text.starts_with("the target is given up: 9 requests in a row came to nothing"), "{text}");
    assert_eq!(target.asked().len(), asked);
    target.target.manners.try_again();
    let _ = target.call("GET", DOCUMENT, "").await;
    assert_eq!(target.asked().len(), asked + 4);
}

#[test]
fn a_call_knows_what_it_would_create_by_name() {
    let creates = |path: &str, form: &str| call("POST", path, form).creates().map(|address: Address| address.path());
    let path = |text: &str| Some(text.to_owned());
    assert_eq!(creates("/Services/IS1/Maps", "UniqueName=m"), path("/Services/IS1/Maps/m"));
    assert_eq!(creates("/Services/IS1/Maps/m/Items", "Data=1&Key=k"), path("/Services/IS1/Maps/m/Items/k"));
    assert_eq!(creates("/Services/IS1/Lists/l/Items", "Key=k"), None);
    assert_eq!(creates("/Services/IS1/Maps/m", "UniqueName=m"), None);
    assert_eq!(creates("/Services", "UniqueName=m"), None);
}

#[tokio::test]
async fn what_is_made_anew_takes_no_room() {
    let scripted = Scripted::met(&[]).await;
    let mut session = Session::new(Arc::new(scripted.target.clone()));
    session.call(call("GET", SERVICE, "")).await.unwrap();
    let weight = session.weight;
    for _ in 0..3 {
        session.forget(1);
        session.call(call("GET", DOCUMENT, "")).await.unwrap();
        assert_eq!(session.transcript().len(), 2);
    }
    session.forget(1);
    session.forget(7);
    assert_eq!((session.transcript().len(), session.weight), (1, weight));
}
