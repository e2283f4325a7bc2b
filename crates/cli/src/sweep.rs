//! `syncproof sweep`

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use syncproof_api::{Address, Timestamp};
use syncproof_harness::{
    client::Client,
    doctor::{Strange, strange},
    exit::ExitCode,
    ledger::{Known, Ledger, Removal, marks, services_named},
    redact::Secrets,
    report::terminal::left_behind,
    session::{Call, call_target},
    target::{Target, base_url},
    text::{LINE, printable},
    verdict::LeftBehind,
};

use crate::{
    args::SweepArgs,
    credentials,
    failure::Failure,
    ledger::now,
    output::{complain, print},
    signals::Signals,
};

/// How many Services of one name are told of.
const SHOWN: usize = 10;

pub(crate) fn sweep(args: &SweepArgs) -> Result<ExitCode, Failure> {
    let folder = args.ledger.folder()?;
    if args.ledger.ledger.is_some() && !folder.is_dir() {
        return Err(Failure::usage(format!("--ledger {}: there is no such folder", folder.display())));
    }
    let ledgers = Ledger::all(&folder).map_err(Failure::usage)?;
    let client = args.transport.client()?;
    for note in args.transport.notes() {
        complain(&format!("warning: {note}"));
    }
    let only = args.target.as_deref().map(base_url).transpose().map_err(Failure::usage)?;
    let broom = Broom { args, client, only };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::internal)?;
    runtime.block_on(async {
        let mut signals = Signals::new().map_err(Failure::internal)?;
        tokio::select! {
            code = broom.sweep(&ledgers) => Ok(code),
            // What has been removed until now is noted.
            () = signals.next() => Err(Failure::interrupted()),
        }
    })
}

/// How to sweep.
struct Broom<'a> {
    args: &'a SweepArgs,
    client: Client,
    /// The only target to be swept, if one is named.
    only: Option<String>,
}

impl Broom<'_> {
    async fn sweep(&self, ledgers: &[PathBuf]) -> ExitCode {
        let mut codes = Vec::new();
        for path in ledgers {
            match self.sweep_one(path).await {
                Ok(code) => codes.extend(code),
                Err(Failure { code, message }) => {
                    complain(&format!("error: {message}"));
                    codes.push(code);
                }
            }
        }
        if codes.is_empty() {
            print("nothing to sweep\n");
        }
        // What cannot be reached or read needs somebody to look; what is merely left may go the next time.
        let worst =
            [ExitCode::SetUp, ExitCode::Usage, ExitCode::Failures].into_iter().find(|code| codes.contains(code));
        worst.unwrap_or(ExitCode::Ok)
    }

    /// Removes what one ledger lists; `None` if it is about another target than is asked for.
    async fn sweep_one(&self, path: &Path) -> Result<Option<ExitCode>, Failure> {
        let skip = |why: String| {
            complain(&format!("{}: {why}; left alone", path.display()));
            Ok(Some(ExitCode::Ok))
        };
        let Some(ledger) = Ledger::reopen(path).map_err(Failure::usage)? else {
            return skip("its run, or another sweep, is still at work".to_owned());
        };
        let head = ledger.head();
        if self.only.as_ref().is_some_and(|only| *only != head.base) {
            return Ok(None);
        }
        if let Some(age) = self.args.older_than {
            let started = Timestamp::parse(&head.started);
            let started =
                started.ok_or_else(|| Failure::usage(format!("{}:1: \"started\" is no time", path.display())))?;
            let limit = i64::try_from(age.as_millis()).unwrap_or(i64::MAX);
            if now().as_millis().saturating_sub(started.as_millis()) < limit {
                return skip(format!("its run began at {}", started.to_wire()));
            }
        }
        let credentials = credentials::for_target(&head.base, &self.args.credentials)?;
        if credentials.user != head.user {
            return skip(format!("its run was that of another user, {}", printable(&head.user, LINE)));
        }
        let secrets = credentials.secrets();
        let target =
            Target::new(&head.base, credentials, self.client.clone(), Duration::ZERO).map_err(Failure::usage)?;
        let outcome = Sweep { ledger: &ledger, target: &target, secrets: &secrets };
        outcome
            .perform(self.args.dry_run)
            .await
            .map(Some)
            .map_err(|failure| Failure { message: secrets.scrub(&failure.message), ..failure })
    }
}

/// One ledger, and the target it is about.
struct Sweep<'a> {
    ledger: &'a Ledger,
    target: &'a Target,
    secrets: &'a Secrets,
}

impl Sweep<'_> {
    async fn perform(&self, dry: bool) -> Result<ExitCode, Failure> {
        self.reach().await?;
        let mut doubtful = false;
        for name in self.ledger.intents() {
            doubtful |= self.resolve(&name, dry).await?;
        }
        let mut addresses = self.ledger.addresses();
        addresses.reverse();
        // The sort is stable: the latest of each stays first.
        addresses.sort_by_key(|address| matches!(address, Address::Service { .. }));
        if dry {
            self.would_delete(&addresses);
            return Ok(ExitCode::Ok);
        }
        let removal = Removal::default();
        let mut left: Vec<LeftBehind> = Vec::new();
        let (mut removed, mut gone) = (0, Vec::new());
        for address in &addresses {
            match removal.remove(self.target, address).await {
                Ok(()) => {
                    self.ledger.gone(address);
                    gone.push(format!("{}/", address.path()));
                    removed += 1;
                }
                Err(stays) => left.push(stays),
            }
        }
        left.retain(|left| !gone.iter().any(|service| left.address.starts_with(service)));
        let what = if removed == 1 { "thing" } else { "things" };
        print(&self.shown(&format!(
            "{removed} {what} removed from {} (run {})",
            self.target.base,
            self.ledger.head().id
        )));
        if !left.is_empty() {
            complain(&left_behind(&left, self.secrets).join("\n"));
        }
        let clear = self.ledger.close().map_err(Failure::usage)?;
        Ok(if clear && !doubtful { ExitCode::Ok } else { ExitCode::Failures })
    }

    /// Whether the target is there, and lets us in.
    async fn reach(&self) -> Result<(), Failure> {
        let call = Call { query: "PageSize=1".to_owned(), ..Call::to("GET", &Address::Services) };
        let answer = call_target(self.target, call).await.map_err(Failure::set_up)?.answer;
        let (target, status) = (&self.target.base, answer.status);
        match status {
            401 | 403 => Err(Failure::set_up(format!("{target} refuses the credentials (status {status})"))),
            200 if matches!(answer.field("services"), Some(services) if services.is_array()) => Ok(()),
            // Whatever else listens there has nothing of ours, and its answers tell nothing of what is left.
            _ => {
                let Strange { seen, advice } = strange(&answer);
                let path = self.ledger.path().display();
                Err(Failure::set_up(self.shown(&format!(
                    "what answers at {target} does not list Services: {seen}; {advice} ({path} stays; remove it if that target is no more)"
                ))))
            }
        }
    }

    /// Finds the Services whose creation was not answered. Those whose name marks them as the run's are listed from now on. Of any other
    /// name it can only be said which there are; gives whether that is so.
    async fn resolve(&self, name: &str, dry: bool) -> Result<bool, Failure> {
        let found = services_named(self.target, name, &Known::default()).await.map_err(Failure::set_up)?;
        let is_ours = marks(name, &self.ledger.head().id);
        if !is_ours && !found.is_empty() {
            let sids: Vec<&str> = found.iter().filter_map(Address::service).take(SHOWN).collect();
            let what = format!(
                "the run {} may have created a Service named '{}' and not seen the answer; these bear that name and are left alone, \
                 for it does not mark them as the run's: {}",
                self.ledger.head().id,
                printable(name, LINE),
                sids.join(", ")
            );
            complain(self.shown(&what).trim_end());
        }
        if dry {
            self.would_delete(if is_ours { &found } else { &[] });
            return Ok(false);
        }
        if is_ours {
            for address in &found {
                self.ledger.created(address);
            }
        }
        self.ledger.settle(name, None);
        Ok(!is_ours && !found.is_empty())
    }

    fn would_delete(&self, addresses: &[Address]) {
        for address in addresses {
            print(&self.shown(&format!("would delete {}{}", self.target.base, address.path())));
        }
    }

    fn shown(&self, line: &str) -> String {
        printable(&self.secrets.scrub(line), 4 * LINE) + "\n"
    }
}
