//! What an answer that is not the API's says of the target.

use crate::exchange::Answer;

/// What is wrong and what to do about it. Both may hold a target's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strange {
    /// What was seen, as a sentence without its full stop.
    pub seen: String,
    /// What to do, likewise.
    pub advice: String,
}

/// What is to be thought of an answer that ought to have been a success and was not, or was a success without what it ought to hold.
pub fn strange(answer: &Answer) -> Strange {
    let status = answer.status;
    let strange = |seen: String, advice: &str| Strange { seen, advice: advice.to_owned() };
    match status {
        401 | 403 => strange(
            format!("the target refuses the credentials (status {status})"),
            "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET",
        ),
        304 => strange(
            "the target answers as if we had asked before (status 304)".to_owned(),
            "is there a cache before the API? It must not answer for it",
        ),
        300..=399 => redirect(answer),
        _ if is_page(answer) => strange(
            format!("this looks like a web page (status {status}, HTML)"),
            "is the base url right? It usually ends in /v1",
        ),
        404 => strange("there is no such API (status 404)".to_owned(), "is the base url right? It usually ends in /v1"),
        429 => {
            strange("the target has had too many requests (status 429)".to_owned(), "wait, and ask for a higher rate")
        }
        500.. => strange(format!("the target is broken or not ready (status {status})"), "look at its log"),
        _ => strange(
            format!("the answer is not that of the API (status {status})"),
            "is this the base url of the API? It usually ends in /v1",
        ),
    }
}

/// Redirects are not followed, for credentials must not travel.
fn redirect(answer: &Answer) -> Strange {
    let status = answer.status;
    let Some(to) = answer.header("location") else {
        let seen = format!("the target redirects, and does not say where to (status {status})");
        return Strange { seen, advice: "is the base url right? It usually ends in /v1".to_owned() };
    };
    let base = to.split("/Services").next().unwrap_or_default();
    Strange {
        seen: format!("it redirects to {to} (status {status})"),
        advice: if base.contains("://") {
            format!("if that is the API, use it as --target: {base}")
        } else {
            "give the url that it leads to as --target".to_owned()
        },
    }
}

fn is_page(answer: &Answer) -> bool {
    let declared = answer.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
    let head: Vec<u8> = answer.body.iter().copied().skip_while(u8::is_ascii_whitespace).take(14).collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    declared || head.starts_with("<!doctype html") || head.starts_with("<html")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::sample::answer;

    fn seen(status: u16, headers: &[(&str, &str)], body: &str) -> String {
        let Strange { seen, advice } = strange(&answer(status, headers, body));
        format!("{seen}; {advice}")
    }

    #[test]
    fn what_is_no_api_is_told_by_what_it_is() {
        let page = "this looks like a web page (status 200, HTML); is the base url right? It usually ends in /v1";
        assert_eq!(seen(200, &[("Content-Type", "Text/HTML; charset=utf-8")], "hello"), page);
        assert_eq!(seen(200, &[], "\n <!DOCTYPE html><p>"), page);
        assert!(seen(404, &[("content-type", "text/html")], "").starts_with("this looks like a web page (status 404"));
        assert!(seen(404, &[], "{}").starts_with("there is no such API (status 404); is the base url right?"));
        assert!(
            seen(304, &[], "")
                .starts_with("the target answers as if we had asked before (status 304); is there a cache")
        );
        assert!(seen(503, &[], "").starts_with("the target is broken or not ready (status 503)"));
        assert!(seen(200, &[], "[]").starts_with("the answer is not that of the API (status 200)"));
    }

    #[test]
    fn refused_credentials_are_no_question_of_the_url() {
        for status in [401, 403] {
            let told = seen(status, &[("content-type", "text/html")], "<html>");
            assert!(told.starts_with(&format!("the target refuses the credentials (status {status}); set TWILIO_")));
        }
    }

    #[test]
    fn a_redirect_says_where_it_leads() {
        assert_eq!(
            seen(301, &[("location", "https://h/sync/v1/Services?PageSize=1")], ""),
            "it redirects to https://h/sync/v1/Services?PageSize=1 (status 301); if that is the API, use it as --target: https://h/sync/v1"
        );
        assert!(seen(302, &[("location", "/login")], "").ends_with("give the url that it leads to as --target"));
        assert!(seen(302, &[], "").starts_with("the target redirects, and does not say where to (status 302)"));
    }
}
