//! `--help` of every command.

use crate::assert_snapshot;

#[test]
fn every_command_has_a_reviewed_help() {
    // A fixed width: the terminal of whoever runs the tests must not show.
    let mut command = syncproof::command().term_width(100);
    assert_snapshot("help", "syncproof", &command.render_long_help().to_string());
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    assert!(names.len() >= 3, "{names:?}");
    for name in names {
        let sub = command.find_subcommand_mut(&name).expect("just listed").clone().term_width(100);
        assert_snapshot("help", &name, &sub.clone().render_long_help().to_string());
    }
}
