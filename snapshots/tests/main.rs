//! One module a folder of snapshots.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod coverage;
mod help;
mod proof;
mod responses;
mod server;
mod terminal;
mod walk;

/// Compares a text with the snapshot `<folder>/<name>.snap`.
fn assert_snapshot(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
