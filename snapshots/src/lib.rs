//! Snapshots of what users read; see `README.md`. The crate exists for its tests: `cargo insta` looks into packages only.
