//! The program itself, and others of its name.

use std::env;
use std::path::{Path, PathBuf};
use std::thread;

use super::probe::{Silence, ask, on_path};
use super::report::{Finding, Mark};

/// What is there to know about it.
pub(super) fn look() -> Vec<Finding> {
    let own = env::current_exe().and_then(|path| path.canonicalize());
    let mut findings = vec![build()];
    match &own {
        Ok(path) => findings.push(
            Finding::new("path", Mark::Info, format!("This program is {}", path.display()))
                .fact("path", path.display().to_string()),
        ),
        Err(error) => findings.push(Finding::new(
            "path",
            Mark::Attention,
            format!("Where this program lies cannot be found out: {}", journey_workspace::reason(error)),
        )),
    }
    findings.push(programs_on_path(own.as_deref().ok(), &on_path("journey")));
    findings
}

fn build() -> Finding {
    let version = env!("CARGO_PKG_VERSION");
    let pictures = cfg!(feature = "pictures");
    let features: &[&str] = if pictures { &["pictures"] } else { &[] };
    let optimized = !cfg!(debug_assertions);
    let with = if pictures { "with pictures" } else { "without pictures (SVG and drawings for a terminal)" };
    let message = format!("journey {version} for {}, {with}", target());
    let finding = if optimized {
        Finding::new("version", Mark::Ok, message)
    } else {
        Finding::new("version", Mark::Attention, format!("{message}; built for development"))
            .hint("It is several times slower than it could be. Build it with `cargo install --locked --path crates/journey-cli`.")
    };
    finding.fact("version", version).fact("target", target()).fact("features", features).fact("optimized", optimized)
}

/// What it was built for, as compilers say it.
fn target() -> String {
    let environment = if cfg!(target_env = "gnu") {
        "-gnu"
    } else if cfg!(target_env = "musl") {
        "-musl"
    } else if cfg!(target_env = "msvc") {
        "-msvc"
    } else {
        ""
    };
    format!("{}-{}{environment}", env::consts::ARCH, env::consts::OS)
}

/// Which program an editor gets that starts `journey`. What lies on the PATH is `found`.
fn programs_on_path(own: Option<&Path>, found: &[PathBuf]) -> Finding {
    let is_own = |path: &Path| path.canonicalize().is_ok_and(|path| own == Some(path.as_path()));
    let version = |path: &Path| {
        if is_own(path) { Ok(format!("journey {}", env!("CARGO_PKG_VERSION"))) } else { ask(path, &["--version"]) }
    };
    let say = |path: &Path| match version(path) {
        Ok(version) => version.lines().next().unwrap_or_default().to_owned(),
        Err(Silence::TooSlow) => "does not answer".to_owned(),
        Err(Silence::NotStarted | Silence::Failed) => "does not say its version".to_owned(),
    };
    // All at once: one that hangs may take the whole limit.
    let said: Vec<(String, String)> = thread::scope(|scope| {
        let asked: Vec<_> = found.iter().map(|path| (path, scope.spawn(|| say(path)))).collect();
        let said = asked.into_iter().map(|(path, version)| {
            (path.display().to_string(), version.join().unwrap_or_else(|_| "does not say its version".to_owned()))
        });
        said.collect()
    });
    let all = said.iter().map(|(path, version)| format!("\n{path} ({version})")).collect::<String>();
    let finding = match found {
        [] => Finding::new("on-path", Mark::Attention, "There is no `journey` on the PATH")
            .hint("Editors that are not told where it is will not find it. Add its folder to the PATH."),
        [only] if is_own(only) => Finding::new("on-path", Mark::Ok, "It is the one `journey` on the PATH"),
        [first, ..] if is_own(first) => {
            Finding::new("on-path", Mark::Ok, format!("It is the first `journey` on the PATH, before others:{all}"))
        }
        [..] => Finding::new("on-path", Mark::Attention, format!("`journey` on the PATH is another program:{all}"))
            .hint("Whoever starts `journey` gets the first of these. Remove it, or change the order of the PATH."),
    };
    let programs = said.into_iter().map(|(path, version)| serde_json::json!({ "path": path, "version": version }));
    finding.fact("programs", programs.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_program_on_the_path_counts() {
        let own = env::current_exe().unwrap().canonicalize().unwrap();
        let other = PathBuf::from("/no/such/journey");
        let mark = |found: &[PathBuf]| programs_on_path(Some(&own), found).mark;
        assert_eq!(mark(&[]), Mark::Attention);
        assert_eq!(mark(std::slice::from_ref(&own)), Mark::Ok);
        assert_eq!(mark(&[own.clone(), other.clone()]), Mark::Ok);
        assert_eq!(mark(&[other, own.clone()]), Mark::Attention);
    }
}
