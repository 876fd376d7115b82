//! What the program runs on: the system, the terminal, the locale, and how much can be watched.

use std::env;
use std::fs;
use std::io::{self, IsTerminal};

use super::report::{Finding, Mark};
use crate::terminal::Terminal;

/// What is there to know about it.
pub(super) fn look(terminal: &Terminal) -> Vec<Finding> {
    let mut findings = vec![system(), shown_on(terminal)];
    if cfg!(unix) {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"].map(variable).into_iter().flatten().next();
        findings.push(locale(named.as_deref()));
    }
    let limit = |name: &str| {
        let text = fs::read_to_string(format!("/proc/sys/fs/inotify/{name}")).ok()?;
        text.trim().parse::<u64>().ok()
    };
    findings.extend(
        limit("max_user_watches")
            .zip(limit("max_user_instances"))
            .map(|(watches, instances)| watching(watches, instances)),
    );
    findings
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn system() -> Finding {
    // Linux says there what it is called; others have no such file.
    let name = fs::read_to_string("/etc/os-release").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
        Some(line.trim_matches('"').to_owned())
    });
    let system = name.map_or_else(|| env::consts::OS.to_owned(), |name| format!("{name} ({})", env::consts::OS));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Finding::new("system", Mark::Info, format!("{system}, {cores} {}", if cores == 1 { "core" } else { "cores" }))
        .fact("system", system)
        .fact("cores", cores)
}

fn shown_on(terminal: &Terminal) -> Finding {
    let kind = variable("TERM").unwrap_or_else(|| "no TERM".to_owned());
    let is_terminal = io::stdout().is_terminal();
    let colors = terminal.out_has_colors();
    let what = if is_terminal { format!("a terminal ({kind})") } else { "not a terminal".to_owned() };
    let with = if colors { "with colours" } else { "without colours" };
    let unwanted = is_terminal && variable("NO_COLOR").is_some();
    let why = if unwanted { ", because NO_COLOR is set" } else { "" };
    Finding::new("terminal", Mark::Info, format!("Standard output is {what}, {with}{why}"))
        .fact("terminal", is_terminal)
        .fact("kind", kind)
        .fact("colors", colors)
}

fn locale(named: Option<&str>) -> Finding {
    let Some(named) = named else {
        return Finding::new("locale", Mark::Info, "The environment names no locale");
    };
    let lower = named.to_ascii_lowercase();
    let is_unicode = lower.contains("utf-8") || lower.contains("utf8");
    let is_plain = matches!(named, "C" | "POSIX");
    let mark = if is_unicode {
        Mark::Ok
    } else if is_plain {
        Mark::Info
    } else {
        Mark::Attention
    };
    let finding = Finding::new("locale", mark, format!("The locale is {named}")).fact("locale", named);
    if mark == Mark::Attention {
        return finding.hint(
            "Journey reads and writes UTF-8. Choose a locale that ends in .UTF-8, or letters with accents look wrong.",
        );
    }
    finding
}

/// What Linux lets one user watch: folders, and programs that watch.
fn watching(watches: u64, instances: u64) -> Finding {
    let message = format!("{watches} folders can be watched for changes, by {instances} programs");
    let is_enough = watches >= 8192 && instances >= 64;
    let finding = if is_enough {
        Finding::new("watching", Mark::Ok, message)
    } else {
        Finding::new("watching", Mark::Attention, message).hint(
            "In a large project changes may go unseen. Raise fs.inotify.max_user_watches and fs.inotify.max_user_instances \
             with sysctl.",
        )
    };
    finding.fact("watches", watches).fact("instances", instances)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_without_unicode_needs_attention() {
        let mark = |named| locale(named).mark;
        assert_eq!(mark(None), Mark::Info);
        assert_eq!(mark(Some("de_DE.UTF-8")), Mark::Ok);
        assert_eq!(mark(Some("C.utf8")), Mark::Ok);
        assert_eq!(mark(Some("C")), Mark::Info);
        assert_eq!(mark(Some("de_DE.ISO-8859-1")), Mark::Attention);
    }

    #[test]
    fn few_watches_need_attention() {
        assert_eq!(watching(524_288, 128).mark, Mark::Ok);
        assert_eq!(watching(128, 128).mark, Mark::Attention);
        assert_eq!(watching(524_288, 1).mark, Mark::Attention);
    }
}
