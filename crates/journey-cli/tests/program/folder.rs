//! A folder of its own for a test, and the program run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A journey in which nothing is found. Retired, because a living one of this length would be asked for more.
pub(crate) const CLEAN: &str = "persona maya \"Maya\" {\n  goal: \"Cook tonight\"\n}\n\n\
    journey shop \"Weekly shop\" {\n  status: retired\n  persona: maya\n\n  stage find \"Find\" {\n    \
    touchpoint search \"Searches\" {\n      emotion: +1\n    }\n  }\n}\n";

/// What is told where the overview of [`CLEAN`] is rendered.
pub(crate) const CLEAN_IS_MORE: &str =
    "note: Further details are in the view `report`: status of the journey; goals of personas.\n";

/// A folder that goes away with the test.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) error: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The same with a file, whose folders are made.
    pub(crate) fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// The same with a folder.
    pub(crate) fn with_folder(self, path: &str) -> Self {
        fs::create_dir_all(self.path(path)).unwrap();
        self
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// What was said, with `FOLDER` for this folder's place, which is another in every run.
    pub(crate) fn hidden(&self, said: &str) -> String {
        let place = fs::canonicalize(self.folder.path()).unwrap();
        said.replace(place.to_str().unwrap(), "FOLDER")
    }

    /// The program, ready to run here, in an environment that says nothing about colours.
    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_journey"));
        command.args(arguments).current_dir(self.folder.path());
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
            command.env_remove(variable);
        }
        command.stdin(Stdio::null());
        command
    }

    /// The same without the rights of an administrator, who may read everything.
    #[cfg(target_os = "linux")]
    pub(crate) fn program_as_anybody(&self, arguments: &[&str]) -> Command {
        let program = self.program(arguments);
        let id = Command::new("id").arg("-u").output().unwrap().stdout;
        if id != b"0\n" {
            return program;
        }
        let mut command = Command::new("setpriv");
        command.args(["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]).arg(program.get_program());
        command.args(program.get_args()).current_dir(self.folder.path()).stdin(Stdio::null());
        for (variable, value) in program.get_envs() {
            match value {
                Some(value) => command.env(variable, value),
                None => command.env_remove(variable),
            };
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.program(arguments))
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut command = self.program(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that does not read it says why.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        Run::from(child.wait_with_output().unwrap())
    }
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Self {
        Self::from(command.output().unwrap())
    }

    /// The last line on standard output.
    pub(crate) fn summary(&self) -> &str {
        self.out.lines().next_back().unwrap_or_default()
    }

    /// Everything that it said, for snapshots.
    pub(crate) fn told(&self) -> String {
        format!("status {}\n{}{}", self.status, self.out, self.error)
    }

    /// The places that were reported, in order: `path:line:column`.
    pub(crate) fn places(&self) -> Vec<&str> {
        self.out.lines().filter_map(|line| line.trim_start().strip_prefix("--> ")).collect()
    }
}

impl From<std::process::Output> for Run {
    fn from(output: std::process::Output) -> Self {
        Self {
            status: output.status.code().expect("it ended by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            error: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The examples of the language.
pub(crate) fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../grammar/examples")
}
