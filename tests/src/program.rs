//! The `journey` program, for tests that run it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

/// Where the program is, built by the Cargo that runs the tests.
///
/// # Panics
/// When it cannot be built.
pub fn journey() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let output = Command::new(env::var_os("CARGO").expect("Cargo runs the tests"))
            .args(["build", "--quiet", "--locked", "--package", "journey-cli"])
            .args(["--message-format", "json-render-diagnostics"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("Cargo starts");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{complaint}");
        let messages = String::from_utf8(output.stdout).expect("Cargo writes UTF-8");
        let executable = messages.lines().find_map(|line| {
            let message: Value = serde_json::from_str(line).ok()?;
            message["executable"].as_str().map(PathBuf::from)
        });
        executable.expect("Cargo says where it put the program")
    })
}
