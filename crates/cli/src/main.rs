//! The binary `syncproof`.

fn main() -> std::process::ExitCode {
    syncproof::main()
}
