//! What rendering costs: every view of a journey of 1,000 touchpoints; 2,000 journeys to a folder; and the whole way from a
//! file to SVG, side by side with `mermaid-cli`, which needs a browser for it.
//!
//! Run with `cargo build --release && cargo bench -p journey-tests --bench render`. The last part needs npm and Chromium, and
//! installs mermaid-cli into a folder of its own; what is missing there is told and ends the benchmark with an error.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use journey_mermaid::{Options, View, render, render_all};
use journey_model::{Keyword, Project};

const TOUCHPOINTS: usize = 1_000;
const JOURNEYS: usize = 2_000;
const ROUNDS: usize = 7;
const MERMAID_CLI: &str = "12.2.0";

/// As in the program, so that the same work costs the same.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    views();
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/journey");
    assert!(program.exists(), "first run: cargo build --release (no {})", program.display());
    let folder = tempfile::tempdir().expect("a temporary folder");
    many(&program, folder.path());
    beside_mermaid_cli(&program, folder.path());
}

/// The median of each view by itself, and of all together as `render_all` gives them, which reads the journey once.
fn views() {
    let text = journey("large", 20, TOUCHPOINTS / 20);
    let project = Project::of_text("large.journey", &text);
    let (journey, _) = project.declarations_of(Keyword::Journey).next().expect("there is one");
    println!(
        "a journey of {TOUCHPOINTS} touchpoints, {} lines; milliseconds, median of {ROUNDS}",
        text.lines().count()
    );
    let options = Options::default();
    for view in View::ALL {
        let mut bytes = 0;
        let time = median(|| bytes = render(&project, journey, view, &options).text.len());
        println!("{:>14} {:7.2}  ({bytes} bytes)", view.id(), milliseconds(time));
    }
    let time = median(|| drop(render_all(&project, journey, &View::ALL, &options)));
    println!("{:>14} {:7.2}  (target 10)", "all", milliseconds(time));
}

/// 2,000 files of one journey each, to a folder of 2,000 diagrams.
fn many(program: &Path, folder: &Path) {
    let maps = folder.join("maps");
    fs::create_dir_all(&maps).expect("a folder in a temporary folder");
    for number in 0..JOURNEYS {
        let file = maps.join(format!("map-{number}.journey"));
        fs::write(file, journey(&format!("map_{number}"), 4, 5)).expect("a file in a temporary folder");
    }
    fs::write(maps.join("journey.toml"), "").expect("a file in a temporary folder");
    for view in ["journey", "map"] {
        let mut round = 0;
        let time = median(|| {
            round += 1;
            let out = folder.join(format!("out-{view}-{round}"));
            let mut command = Command::new(program);
            command.args(["render", "--view", view, "-o"]).arg(&out).arg(&maps);
            let done = command.output().expect("the program starts");
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            assert_eq!(fs::read_dir(&out).expect("the folder is there").count(), JOURNEYS);
        });
        println!(
            "{JOURNEYS} journeys of 20 touchpoints, view {view}, to a folder: {:.0} ms (target 2000)",
            milliseconds(time)
        );
    }
}

/// One journey from its file to SVG, and the same diagram from Mermaid's text to SVG by mermaid-cli, in turn.
fn beside_mermaid_cli(program: &Path, folder: &Path) {
    let mmdc = mermaid_cli();
    let settings = folder.join("puppeteer.json");
    let chromium = "{\"executablePath\": \"/usr/bin/chromium\", \"args\": [\"--no-sandbox\"]}";
    fs::write(&settings, chromium).expect("a file in a temporary folder");
    let source = folder.join("one.journey");
    fs::write(&source, journey("one", 4, 5)).expect("a file in a temporary folder");
    let diagram = folder.join("one.mmd");
    run(Command::new(program).arg("render").arg(&source).arg("-o").arg(&diagram));
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        let svg = folder.join("ours.svg");
        ours.push(run(Command::new(program).arg("render").arg(&source).arg("-o").arg(&svg)));
        let svg = folder.join("theirs.svg");
        theirs.push(run(Command::new(&mmdc).arg("-p").arg(&settings).arg("-i").arg(&diagram).arg("-o").arg(&svg)));
    }
    // The first round warms the files up.
    let mut ratios: Vec<f64> =
        ours.iter().zip(&theirs).skip(1).map(|(ours, theirs)| theirs.as_secs_f64() / ours.as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    let middle = |times: &[Duration]| {
        let mut times = times[1..].to_vec();
        times.sort();
        milliseconds(times[times.len() / 2])
    };
    println!(
        "from file to SVG: {:.1} ms; mermaid-cli {MERMAID_CLI} from its text to SVG: {:.0} ms; ratio {:.0} ({:.0} to {:.0})",
        middle(&ours),
        middle(&theirs),
        ratios[ratios.len() / 2],
        ratios[0],
        ratios[ratios.len() - 1],
    );
}

/// Where mermaid-cli is; installed if it is not there yet.
fn mermaid_cli() -> PathBuf {
    let home = std::env::home_dir().expect("there is a home folder");
    let folder = home.join(format!(".cache/journey/mermaid-cli-{MERMAID_CLI}"));
    let program = folder.join("node_modules/.bin/mmdc");
    if !program.exists() {
        fs::create_dir_all(&folder).expect("the cache can be written");
        let package = format!("@mermaid-js/mermaid-cli@{MERMAID_CLI}");
        let mut npm = Command::new("npm");
        npm.current_dir(&folder).env("PUPPETEER_SKIP_DOWNLOAD", "1");
        run(npm.args(["install", "--no-audit", "--no-fund", "--loglevel=error", &package]));
    }
    program
}

fn run(command: &mut Command) -> Duration {
    let start = Instant::now();
    let done = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let time = start.elapsed();
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    time
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A journey with all that maps usually say.
fn journey(id: &str, stages: usize, touchpoints: usize) -> String {
    let mut text = format!(
        "persona {id}_maya \"Maya, busy parent\"\npersona {id}_tom \"Tom, first-time buyer\"\n\
         channel {id}_app \"Mobile app\" {{ kind: digital }}\nactor {id}_stock \"Stock system\" {{ line: support }}\n\
         source {id}_talks \"Customer interviews\" {{ kind: interview }}\n\
         journey {id} \"Weekly shop\" {{\n  state: as-is\n  persona: {id}_maya, {id}_tom\n"
    );
    for stage in 0..stages {
        let _ = writeln!(text, "  stage s{stage} \"Stage {stage}\" {{\n    goal: \"Come to an end\"");
        for number in 0..touchpoints {
            let (at, score) = (stage * touchpoints + number, (stage + number) % 5);
            let _ = write!(
                text,
                "    touchpoint t{at} \"Searches for dinner {at}\" {{\n      channel: {id}_app\n      does: \"Types three dish names\"\n      \
                 thinks: \"Only show me what is in stock\"\n      emotion {id}_maya: {} \"irritated\" from {id}_talks\n      \
                 emotion {id}_tom: +1\n      frontstage: {id}_app \"Shows results\"\n      support: {id}_stock \"Answers\"\n",
                score as i64 - 2
            );
            if number % 3 == 0 {
                let _ = writeln!(text, "      pain p{at} \"Out of stock {at}\" {{ severity: high }}");
            }
            text.push_str("    }\n");
        }
        let _ = writeln!(text, "  }}");
    }
    for number in 0..stages {
        let at = number * touchpoints;
        let _ = writeln!(
            text,
            "  opportunity o{number} \"Show live stock {number}\" {{ addresses: p{at}; impact: {}; effort: {}; status: planned }}",
            number % 11,
            (number * 3) % 11
        );
    }
    text.push_str("}\n");
    text
}
