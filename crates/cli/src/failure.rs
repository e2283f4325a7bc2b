//! Why a command ends without doing its work: an exit code and a sentence.

use syncproof_harness::exit::ExitCode;

/// The end of a command.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Failure {
    pub(crate) code: ExitCode,
    pub(crate) message: String,
}

#[expect(clippy::needless_pass_by_value, reason = "so that the constructors can be handed to map_err")]
impl Failure {
    /// The user can mend it on the command line or in the environment.
    pub(crate) fn usage(message: impl ToString) -> Self {
        Self { code: ExitCode::Usage, message: message.to_string() }
    }

    /// The target or something else outside is not there.
    pub(crate) fn set_up(message: impl ToString) -> Self {
        Self { code: ExitCode::SetUp, message: message.to_string() }
    }

    /// Nothing to run.
    pub(crate) fn nothing(message: impl ToString) -> Self {
        Self { code: ExitCode::NothingRan, message: message.to_string() }
    }

    /// Asked to stop before there was anything to report.
    pub(crate) fn interrupted() -> Self {
        Self { code: ExitCode::Interrupted, message: "interrupted".to_owned() }
    }

    /// The time allowed was over before there was anything to report.
    pub(crate) fn time_up(message: impl ToString) -> Self {
        Self { code: ExitCode::TimeUp, message: message.to_string() }
    }

    /// Our own fault.
    pub(crate) fn internal(message: impl ToString) -> Self {
        Self { code: ExitCode::Internal, message: message.to_string() }
    }
}
