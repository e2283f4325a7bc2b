//! What the targets whose inputs are a [`Script`] share.

use std::sync::{Arc, LazyLock};

use syncproof_api::{Address, Profile, Request, Response, Sid, SidPrefix, Timestamp, form, json};
use syncproof_explore::{Asked, BASE, Names, START, Script, Step, feature, transcribe};
use syncproof_harness::{exchange::Exchange, text::printable};
use syncproof_server::{Freedom, Implementation, Variation};

/// How much is shown of a value.
const SHOWN: usize = 60;

static PROFILES: LazyLock<[Arc<Profile>; 2]> =
    LazyLock::new(|| [Profile::documented(), Profile::twilio()].map(Arc::new));

/// The profile of a script.
pub(crate) fn profile(script: &Script) -> &'static Arc<Profile> {
    &PROFILES[usize::from(script.profile) % PROFILES.len()]
}

/// The freedom of a script: half of the numbers stand for none, each of the others for one that the profile leaves.
pub(crate) fn freedom(script: &Script) -> Option<Freedom> {
    let number = usize::from(script.variation.checked_sub(128)?);
    let freedoms = || Freedom::all().filter(|freedom| freedom.is_left_open_by(profile(script)));
    freedoms().nth(number % freedoms().count())
}

/// A service that is asked, and what is known of what is there.
#[derive(Clone)]
pub(crate) struct Play {
    service: Implementation,
    names: Names,
    now: Timestamp,
}

impl Play {
    /// An empty service.
    pub(crate) fn new(profile: &Arc<Profile>, freedom: Option<Freedom>) -> Self {
        let plain = Implementation::new(Arc::clone(profile), 1);
        let service = match freedom {
            None => plain,
            Some(freedom) => plain.with(Variation::Freedom(freedom)),
        };
        Self { service, names: Names::default(), now: START }
    }

    /// Takes a step; none if it asks for nothing. Also tells when it was.
    pub(crate) fn step(&mut self, step: &Step) -> Option<(Request, Response, Timestamp)> {
        self.now = Timestamp::from_millis(self.now.as_millis().saturating_add(step.wait));
        let request = self.names.request(step)?;
        let response = self.service.answer(request.clone(), self.now);
        self.names.learn(&request, &response);
        Some((request, response, self.now))
    }

    /// Takes the steps that are the same for all scripts, and then the script's own.
    fn whole(script: &Script, freedom: Option<Freedom>) -> (Vec<Asked>, Names) {
        let mut play = Self::new(profile(script), freedom);
        let mut sequence = Vec::new();
        let steps =
            Script::prelude().into_iter().map(|step| (step, true)).chain(script.steps().map(|step| (step, false)));
        for (step, sets_up) in steps {
            let asked = play.step(&step);
            sequence.extend(asked.map(|(request, response, _)| Asked { wait: step.wait, request, response, sets_up }));
        }
        (sequence, play.names)
    }
}

/// A script, one request a line, with the answers of the service that it is for.
pub(crate) fn explain(bytes: &[u8], has_freedom: bool) -> String {
    let script = Script::read(bytes);
    let freedom = freedom(&script).filter(|_| has_freedom);
    let (sequence, names) = Play::whole(&script, freedom);
    let service =
        freedom.map_or_else(|| "the reference".to_owned(), |freedom| format!("freedom {freedom}: {}", freedom.what()));
    let mut lines = vec![format!("profile {}; {service}", profile(&script).name())];
    let mut waited = 0;
    for asked in &sequence {
        waited += asked.wait;
        let mark = if asked.sets_up { "  (set-up)" } else { "" };
        lines.push(format!("{:>8} s  {}{mark}", waited / 1000, line(asked, &names)));
    }
    lines.join("\n")
}

fn line(asked: &Asked, names: &Names) -> String {
    let Request { operation, address, params, if_match, account, .. } = &asked.request;
    // SIDs by what they stand for.
    let label = |segment: &str| names.label(segment).map_or_else(|| segment.to_owned(), |label| format!("{{{label}}}"));
    let path = address.path().split('/').map(label).collect::<Vec<_>>().join("/");
    let mut line = format!("{} {path}", operation.verb.method());
    for (name, value) in params {
        line.extend(["  ", &printable(name, SHOWN), "=", &printable(value, SHOWN)]);
    }
    line.extend(if_match.as_ref().map(|tag| format!("  If-Match: {}", printable(tag, SHOWN))));
    if *account != Sid::new(SidPrefix::Account, 1) {
        line += "  (another account)";
    }
    let code = asked.response.code().map(|code| format!(", code {code}")).unwrap_or_default();
    format!("{line}  -> {}{code}", asked.response.status)
}

/// A script as a feature.
pub(crate) fn as_feature(bytes: &[u8]) -> String {
    let script = Script::read(bytes);
    feature("Found by fuzzing", profile(&script).name(), &Play::whole(&script, None).0)
}

/// What was asked in a scenario, as scripts for both profiles.
pub(crate) fn seeds(exchanges: &[Exchange]) -> Vec<Vec<u8>> {
    let asked: Vec<(Request, Response)> = exchanges.iter().filter_map(asked).collect();
    let begin = || Play::whole(&Script::read(&[]), None).1;
    [0, 1]
        .map(|profile| transcribe(profile, &asked, begin()).bytes())
        .into_iter()
        .filter(|bytes| bytes.len() > 2)
        .collect()
}

/// An exchange as the model sees it; none if it is about no resource, or by nobody we know.
fn asked(exchange: &Exchange) -> Option<(Request, Response)> {
    let (_, rest) = exchange.url.split_once("/v1")?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let address = Address::parse(path).ok()?;
    let operation = address.operation(&exchange.method)?;
    let sent = if exchange.method == "POST" { exchange.request_body.as_slice() } else { query.as_bytes() };
    let if_match = exchange.request_headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("if-match"));
    let request = Request {
        account: Sid::new(SidPrefix::Account, 1),
        base: BASE.to_owned(),
        address,
        operation,
        params: form::decode(sent).ok()?,
        if_match: if_match.map(|(_, tag)| tag.clone()),
    };
    let answer = &exchange.answer;
    let body = std::str::from_utf8(&answer.body).ok().and_then(|text| json::parse(text).ok());
    let response = Response { status: answer.status, etag: answer.header("etag").map(str::to_owned), body };
    (answer.status != 401).then_some((request, response))
}
