//! Running scenarios: each in a Service of its own or with names of its own, and an account of every one of them.

use std::{
    any::Any,
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use cucumber::{
    Cucumber, Event, World as _, Writer, cli,
    event::{self, Hook, Step as StepEvent, StepError},
    gherkin::{Feature, Scenario, Step},
    parser,
};
use futures::{FutureExt as _, future::join_all, stream};
use syncproof_api::{Address, Capability, Profile};
use syncproof_harness::{
    client::{Found, Trouble},
    doctor::{self, Lacks, MISSING, Strange},
    exchange::{Answer, Exchange, for_reports},
    manners::{Cause, Flakes},
    session::{Body, Call, call_target},
    target::Target,
    text::{LINE, printable},
    verdict::{Deviation, FailedStep, Failure, ScenarioInfo, ScenarioReport, Verdict},
};

use crate::{
    scene::{Created, Home, Scene},
    suite::{self, Suite},
    world::World,
};

/// What all scenarios of a run share.
#[derive(Debug)]
pub struct Context {
    /// The target.
    pub target: Arc<Target>,
    /// What is right.
    pub profile: Arc<Profile>,
    /// Where scenarios work.
    pub lodging: Lodging,
    /// Marks what this run creates.
    pub run_id: String,
    /// Scenarios that run at the same time.
    pub jobs: usize,
    /// What the run goes without.
    pub lacks: Lacks,
}

/// Where scenarios work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lodging {
    /// Each in a Service of its own: cheap on a target that is ours alone.
    Each,
    /// All in this Service, those that need one of their own excepted.
    Shared {
        /// SID of the Service.
        service: String,
        /// Whether more Services may be created.
        more: bool,
    },
}

/// Why a run could not begin.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The operating system gave no random numbers.
    #[error("the operating system gave no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// The target did not answer.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// The target refuses us.
    #[error("{target} refuses the credentials (status {status}); set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")]
    Unauthorized {
        /// Base URL.
        target: String,
        /// HTTP status.
        status: u16,
    },
    /// The Service to work in is not there.
    #[error("there is no Service {service} at {target} (status {status}); check --service")]
    NoSuchService {
        /// SID.
        service: String,
        /// Base URL.
        target: String,
        /// HTTP status.
        status: u16,
    },
    /// No Service could be created.
    #[error("{target} does not create a Service to work in (status {status}): {hint}")]
    NoService {
        /// Base URL.
        target: String,
        /// HTTP status.
        status: u16,
        /// What the answer says of the target, and what to do.
        hint: String,
    },
}

/// A text that marks what one run creates: eight hex digits.
pub fn new_run_id() -> Result<String, RunError> {
    Ok(format!("{:08x}", getrandom::u32()?))
}

/// Reaches the target and settles where scenarios work. `service` is one that exists, to be used and not deleted.
pub async fn lodge(target: &Target, service: Option<&str>, run_id: &str, own_each: bool) -> Result<Lodging, RunError> {
    if let Some(service) = service {
        let call = Call::to("GET", &Address::Service { service: service.to_owned() });
        let status = call_target(target, call).await?.answer.status;
        refuse_unauthorized(target, status)?;
        if status != 200 {
            return Err(RunError::NoSuchService { service: service.to_owned(), target: target.base.clone(), status });
        }
        return Ok(Lodging::Shared { service: service.to_owned(), more: false });
    }
    if own_each {
        return Ok(Lodging::Each);
    }
    let created = create_service(target, &format!("syncproof {run_id}")).await;
    let service = created.map_err(|error| match error {
        // Here it is the only answer there is.
        RunError::Trouble(Trouble::Lost { cause: Cause::Status(status), .. }) => {
            let hint = "it, or what stands before it, is not available; try again when it is".to_owned();
            RunError::NoService { target: target.base.clone(), status, hint }
        }
        error => error,
    })?;
    Ok(Lodging::Shared { service, more: true })
}

async fn create_service(target: &Target, name: &str) -> Result<String, RunError> {
    let form = vec![("FriendlyName".to_owned(), name.to_owned())];
    let answer =
        call_target(target, Call { body: Body::Form(form), ..Call::to("POST", &Address::Services) }).await?.answer;
    refuse_unauthorized(target, answer.status)?;
    let sid = answer.field("sid").and_then(|sid| sid.as_str()).filter(|_| answer.status == 201);
    sid.map(str::to_owned).ok_or_else(|| RunError::NoService {
        target: target.base.clone(),
        status: answer.status,
        hint: hint(target, &answer),
    })
}

/// What an answer without a Service says of the target, fit to be shown.
fn hint(target: &Target, answer: &Answer) -> String {
    let Strange { seen, advice } = doctor::strange(answer);
    let secrets = target.credentials.secrets();
    let shown = |text: &str| printable(&secrets.scrub(text), LINE);
    let elsewhere = if MISSING.contains(&answer.status) { "; or name a Service with --service" } else { "" };
    format!("{}; {}{elsewhere}", shown(&seen), shown(&advice))
}

fn refuse_unauthorized(target: &Target, status: u16) -> Result<(), RunError> {
    match status {
        401 | 403 => Err(RunError::Unauthorized { target: target.base.clone(), status }),
        _ => Ok(()),
    }
}

async fn remove(target: &Target, address: &Address) -> Result<(), String> {
    match call_target(target, Call::to("DELETE", address)).await {
        Ok(exchange) if matches!(exchange.answer.status, 204 | 404) => Ok(()),
        // Gone it is, whoever answered.
        Err(Trouble::Lost { found: Found::Gone, .. }) => Ok(()),
        Ok(exchange) => Err(format!("{} (DELETE answered {})", address.path(), exchange.answer.status)),
        Err(trouble) => Err(format!("{} ({trouble})", address.path())),
    }
}

/// What has happened so far. Shared with the caller so that an interrupted run can still be reported and cleaned up.
#[derive(Debug, Default)]
pub struct Progress {
    /// Scenarios that are over, in the order they ended.
    pub reports: Vec<ScenarioReport>,
    /// What could not be removed, one line each.
    pub left_behind: Vec<String>,
    /// How many scenarios have begun.
    entered: usize,
    /// What scenarios have created and not yet removed.
    lodgers: BTreeMap<String, Created>,
    /// How many requests scenarios have sent.
    requests: BTreeMap<String, usize>,
    /// The target as each scenario that is under way talks to it.
    talks: BTreeMap<String, Arc<Target>>,
    /// Who is shown the exchanges of each scenario as it ends.
    watcher: Watcher,
}

/// Takes in the exchanges of a scenario.
type Watch = dyn FnMut(&[Exchange]);

/// Who is shown exchanges, if anybody.
#[derive(Default)]
struct Watcher(Option<Box<Watch>>);

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Watcher({})", self.0.is_some())
    }
}

impl Progress {
    /// Nothing has happened yet; `watch` will be shown the exchanges of each scenario as it ends.
    pub fn watched(watch: impl FnMut(&[Exchange]) + 'static) -> Self {
        Self { watcher: Watcher(Some(Box::new(watch))), ..Self::default() }
    }

    /// What did not go well at once in scenarios that were cut off.
    pub fn flakes_cut_off(&self) -> Flakes {
        let mut flakes = Flakes::default();
        for target in self.talks.values() {
            flakes.add(&target.conversation.flakes());
        }
        flakes
    }
}

/// [`Progress`] as it is shared.
pub type Shared = Rc<RefCell<Progress>>;

/// What the target lacks of what these scenarios need, by one create for each kind of object. Where scenarios do not share a Service,
/// nothing is tried. A request that comes to no answer tells nothing: the scenarios will report it.
pub async fn survey(context: &Context, progress: &Shared, selected: &[ScenarioInfo]) -> doctor::Survey {
    let Lodging::Shared { service, .. } = &context.lodging else { return doctor::Survey::default() };
    let needed: BTreeSet<Capability> = selected.iter().flat_map(|info| info.needs.iter().copied()).collect();
    let wanted = needed.into_iter().filter(|capability| context.lacks.demands(*capability)).collect();
    let created = Created::default();
    progress.borrow_mut().lodgers.insert(SURVEY.to_owned(), Rc::clone(&created));
    let missing = doctor::survey(&context.target, service, &wanted, &created).await;
    let left_behind = clear(context, &created).await;
    let mut progress = progress.borrow_mut();
    progress.lodgers.remove(SURVEY);
    progress.left_behind.extend(left_behind);
    missing.unwrap_or_default()
}

/// The name of the survey among those who create things; no id of a scenario has a space.
const SURVEY: &str = "the survey";

/// Runs the scenarios in `selected`; `on_report` is told of each as it ends. Those that cannot run here are reported as such.
pub async fn run(
    suite: &Suite,
    selected: Vec<ScenarioInfo>,
    context: Arc<Context>,
    progress: Shared,
    on_report: impl FnMut(&ScenarioReport) + 'static,
) {
    let needs_own = |info: &ScenarioInfo| suite.entry(&info.id).is_some_and(|entry| entry.own_service);
    let only_shared = matches!(context.lodging, Lodging::Shared { more: false, .. });
    let kept_from = |info: &ScenarioInfo| {
        let reason = "it needs a Service of its own, and --service allows only the one named";
        let homeless = (only_shared && needs_own(info)).then(|| Verdict::Disabled(reason.to_owned()));
        context.lacks.verdict(&info.needs).or(homeless)
    };
    let (mut kept, mut able) = (Vec::new(), Vec::new());
    for info in selected {
        match kept_from(&info) {
            Some(verdict) => kept.push((info, verdict)),
            None => able.push(info),
        }
    }
    let mut collector = Collector::new(able, Rc::clone(&progress), on_report);
    for (info, verdict) in kept {
        collector.finish(info, verdict, Duration::ZERO);
    }
    let features = suite.features(|id| collector.infos.contains_key(id));
    let runner = cucumber::runner::Basic::<World>::default()
        .max_concurrent_scenarios(Some(context.jobs))
        .steps(World::collection())
        .before({
            let (context, progress) = (Arc::clone(&context), Rc::clone(&progress));
            move |_, _, scenario, world| {
                enter(Arc::clone(&context), Rc::clone(&progress), scenario, world).boxed_local()
            }
        })
        .after(move |_, _, scenario, _, world| {
            leave(Arc::clone(&context), Rc::clone(&progress), scenario, world).boxed_local()
        });
    Cucumber::<World, _, _, _, _, cli::Empty>::custom(Embedded, runner, collector)
        .with_default_cli()
        .run(features)
        .await;
}

/// Gives a scenario its place to work in.
async fn enter(context: Arc<Context>, progress: Shared, scenario: &Scenario, world: &mut World) {
    let id = suite::id(scenario).to_owned();
    let created = Created::default();
    let lodger = Rc::clone(&created);
    let target = Arc::new(context.target.for_a_scenario());
    let number = {
        let mut progress = progress.borrow_mut();
        progress.talks.insert(id.clone(), Arc::clone(&target));
        progress.lodgers.insert(id, lodger);
        progress.entered += 1;
        progress.entered
    };
    let alone = scenario.tags.iter().any(|tag| tag == "own-service");
    let home = match &context.lodging {
        Lodging::Shared { service, .. } if !alone => {
            Home { service: service.clone(), prefix: format!("sp-{}-{number}-", context.run_id) }
        }
        _ => match create_service(&target, &format!("syncproof {} {number}", context.run_id)).await {
            Ok(service) => {
                created.borrow_mut().push(Address::Service { service: service.clone() });
                let prefix = if alone { String::new() } else { format!("sp-{}-", context.run_id) };
                Home { service, prefix }
            }
            Err(error) => return refuse_entry(world, error),
        },
    };
    world.enter(Scene::new(target, Arc::clone(&context.profile), home, created));
}

/// Without a place the scenario cannot begin. Cucumber knows no other way to say so than a panic in the hook.
fn refuse_entry(world: &mut World, error: RunError) {
    let failure = match error {
        RunError::Trouble(trouble) => Failure::Trouble(trouble),
        other => Failure::Deviation(Deviation {
            subject: "the answer to POST /Services, which makes a Service for the scenario".to_owned(),
            expected: "status 201 and a Service".to_owned(),
            actual: other.to_string(),
            diff: None,
        }),
    };
    world.fail(failure);
    std::panic::panic_any(NoPlace);
}

/// The payload of the panic that keeps a scenario from beginning.
struct NoPlace;

/// Removes what a scenario has left.
async fn leave(context: Arc<Context>, progress: Shared, scenario: &Scenario, world: Option<&mut World>) {
    let id = suite::id(scenario);
    let transcript = world.and_then(|world| world.scene()).map(Scene::transcript).unwrap_or_default();
    let requests = transcript.len();
    if let Watcher(Some(watch)) = &mut progress.borrow_mut().watcher {
        watch(transcript);
    }
    let lodger = progress.borrow_mut().lodgers.get(id).cloned().unwrap_or_default();
    let left_behind = clear(&context, &lodger).await;
    let mut progress = progress.borrow_mut();
    progress.lodgers.remove(id);
    progress.requests.insert(id.to_owned(), requests);
    progress.left_behind.extend(left_behind);
}

/// Removes what one scenario created, the latest first. Gives a line for each thing that stays. What is removed is struck off one by one,
/// so that nothing is forgotten if this is cut off.
async fn clear(context: &Context, created: &Created) -> Vec<String> {
    if context.lodging == Lodging::Each {
        // Our own server deletes a Service with everything in it.
        created.borrow_mut().retain(|address| matches!(address, Address::Service { .. }));
    }
    let mut left_behind = Vec::new();
    loop {
        let Some(address) = created.borrow().last().cloned() else { return left_behind };
        left_behind.extend(remove(&context.target, &address).await.err());
        created.borrow_mut().retain(|other| *other != address);
    }
}

/// Removes what is left of scenarios that were cut off, and the Service of the run; no longer than `at_most`, and not if `given_up`
/// ends first. What stays is in [`Progress::left_behind`].
pub async fn clean_up(context: &Context, progress: &Shared, at_most: Duration, given_up: impl Future<Output = ()>) {
    let lodgers: Vec<Created> = progress.borrow().lodgers.values().cloned().collect();
    if let Lodging::Shared { service, more: true } = &context.lodging {
        let own = Created::default();
        own.borrow_mut().push(Address::Service { service: service.clone() });
        progress.borrow_mut().lodgers.insert(String::new(), own);
    }
    let clearing = async {
        let cleared = join_all(lodgers.iter().map(|created| clear(context, created))).await;
        progress.borrow_mut().left_behind.extend(cleared.into_iter().flatten());
        // The Service of the run goes last: what is in it may not go with it.
        let own = progress.borrow().lodgers.get("").cloned();
        if let Some(own) = own {
            let left_behind = clear(context, &own).await;
            progress.borrow_mut().left_behind.extend(left_behind);
        }
    };
    tokio::select! {
        () = clearing => {}
        () = tokio::time::sleep(at_most) => {}
        () = given_up => {}
    }
    let mut progress = progress.borrow_mut();
    let lodgers = std::mem::take(&mut progress.lodgers);
    for address in lodgers.values().flat_map(|created| created.take()) {
        progress.left_behind.push(format!("{} (not removed: the clean-up was cut off)", address.path()));
    }
}

/// Hands cucumber the features that are read already.
struct Embedded;

impl cucumber::Parser<Vec<Feature>> for Embedded {
    type Cli = cli::Empty;
    type Output = stream::Iter<std::vec::IntoIter<parser::Result<Feature>>>;

    fn parse(self, features: Vec<Feature>, _: cli::Empty) -> Self::Output {
        stream::iter(features.into_iter().map(Ok).collect::<Vec<_>>())
    }
}

/// Turns cucumber's events into reports.
struct Collector<F> {
    infos: BTreeMap<String, ScenarioInfo>,
    running: BTreeMap<String, Running>,
    progress: Shared,
    on_report: F,
}

/// A scenario that is under way.
struct Running {
    started: Instant,
    failed: Option<FailedStep>,
}

impl<F: FnMut(&ScenarioReport)> Collector<F> {
    fn new(selected: Vec<ScenarioInfo>, progress: Shared, on_report: F) -> Self {
        let infos = selected.into_iter().map(|info| (info.id.clone(), info)).collect();
        Self { infos, running: BTreeMap::new(), progress, on_report }
    }

    fn take(&mut self, scenario: &Scenario, event: event::Scenario<World>) {
        let id = suite::id(scenario);
        match event {
            event::Scenario::Started => {
                self.running.insert(id.to_owned(), Running { started: Instant::now(), failed: None });
            }
            event::Scenario::Hook(_, Hook::Failed(world, payload)) => {
                let step = format!("before the scenario: {}", scenario.name);
                let failure = failure(world.as_deref(), || panic_text(&*payload));
                self.fail(id, step, scenario.position.line, world.as_deref(), failure);
            }
            event::Scenario::Background(step, event) | event::Scenario::Step(step, event) => {
                self.take_step(id, &step, event);
            }
            event::Scenario::Finished => self.end(id),
            event::Scenario::Hook(..) | event::Scenario::Log(_) => {}
        }
    }

    fn take_step(&mut self, id: &str, step: &Step, event: StepEvent<World>) {
        let (world, failure) = match event {
            StepEvent::Started | StepEvent::Passed(..) => return,
            StepEvent::Skipped => (None, Failure::Mistake("no step function matches this step".to_owned())),
            StepEvent::Failed(_, _, world, error) => {
                let failure = failure(world.as_deref(), || match &error {
                    StepError::NotFound => "no step function matches this step".to_owned(),
                    StepError::AmbiguousMatch(ambiguous) => format!("more than one step function matches: {ambiguous}"),
                    StepError::Panic(payload) => panic_text(&**payload),
                });
                (world, failure)
            }
        };
        let text = format!("{} {}", step.keyword.trim(), step.value);
        self.fail(id, text, step.position.line, world.as_deref(), failure);
    }

    fn fail(&mut self, id: &str, step: String, line: usize, world: Option<&World>, failure: Failure) {
        let file = self.infos.get(id).map(|info| info.file.clone()).unwrap_or_default();
        let transcript = world.and_then(World::scene).map(|scene| for_reports(scene.transcript())).unwrap_or_default();
        if let Some(running) = self.running.get_mut(id)
            && running.failed.is_none()
        {
            running.failed = Some(FailedStep { step, file, line, failure: failure.abridged(), transcript });
        }
    }

    fn end(&mut self, id: &str) {
        let (Some(info), Some(running)) = (self.infos.remove(id), self.running.remove(id)) else { return };
        let verdict = match running.failed {
            None => Verdict::Passed,
            Some(failed) => match failed.failure {
                Failure::Deviation(_) => Verdict::Failed(Box::new(failed)),
                Failure::Undecided(reason) => Verdict::Undecided(reason),
                Failure::Trouble(_) | Failure::Mistake(_) => Verdict::Errored(Box::new(failed)),
            },
        };
        self.finish(info, verdict, running.started.elapsed());
    }

    fn finish(&mut self, info: ScenarioInfo, verdict: Verdict, elapsed: Duration) {
        let requests = self.progress.borrow_mut().requests.remove(&info.id).unwrap_or_default();
        let talk = self.progress.borrow_mut().talks.remove(&info.id);
        let flakes = talk.map(|target| target.conversation.flakes()).unwrap_or_default();
        let report = ScenarioReport { info, verdict, elapsed, requests, flakes };
        (self.on_report)(&report);
        self.progress.borrow_mut().reports.push(report);
    }
}

/// The failure that the step noted, or what cucumber says if it noted none: then the suite is at fault.
fn failure(world: Option<&World>, otherwise: impl FnOnce() -> String) -> Failure {
    world.and_then(World::failure).cloned().unwrap_or_else(|| Failure::Mistake(otherwise()))
}

fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied());
    text.unwrap_or("a step panicked").to_owned()
}

impl<F: FnMut(&ScenarioReport)> cucumber::writer::Normalized for Collector<F> {}

impl<F: FnMut(&ScenarioReport)> Writer<World> for Collector<F> {
    type Cli = cli::Empty;

    async fn handle_event(&mut self, event: parser::Result<Event<event::Cucumber<World>>>, _: &cli::Empty) {
        if let Ok(event) = event
            && let event::Cucumber::Feature(_, event::Feature::Scenario(scenario, retryable)) = event.value
        {
            self.take(&scenario, retryable.event);
        }
    }
}
