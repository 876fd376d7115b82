//! `journey completions`: a script that makes a shell complete the program's commands and options.

use clap_complete::Shell;

use crate::failure::Failure;
use crate::output::to_standard_output;
use crate::status::Status;
use crate::terminal::Terminal;

/// Print a script that completes commands and options in a shell
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey completions bash > ~/.local/share/bash-completion/completions/journey
  journey completions zsh > \"${fpath[1]}/_journey\"
  journey completions fish > ~/.config/fish/completions/journey.fish
  journey completions powershell >> $PROFILE";

/// Prints the script.
pub(super) fn run(arguments: &Completions, terminal: &Terminal) -> Result<Status, Failure> {
    // The generator takes a failure to write for a bug, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut crate::command(), "journey", &mut script);
    to_standard_output(terminal, |out| out.write_all(&script))?;
    Ok(Status::Clean)
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;
    use clap_complete::Shell;

    #[test]
    fn every_shell_gets_a_script_with_every_command() {
        for shell in Shell::value_variants() {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut crate::command(), "journey", &mut script);
            let script = String::from_utf8(script).unwrap();
            for word in ["check", "explain", "rules", "render", "completions", "man", "--stdin-filepath"] {
                let word = if *shell == Shell::Fish { word.trim_start_matches('-') } else { word };
                assert!(script.contains(word), "{shell}: {word}");
            }
        }
    }
}
