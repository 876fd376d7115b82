//! `journey mdbook`: draws the journeys in a book of mdBook, as its preprocessor.

use std::path::{Path, PathBuf};

use journey_mermaid::embed::{Mistake, Page, Scope};
use journey_mermaid::{Flavour, Request};
use journey_model::nearest;
use journey_workspace::{Encoding, shown};
use serde_json::Value;

use super::embed::drawing::Drawing;
use super::embed::pages::current_folder;
use super::embed::source::Home;
use super::embed::standard;
use crate::failure::Failure;
use crate::output::data_to_standard_output;
use crate::plugins;
use crate::status::Status;
use crate::terminal::Terminal;
use crate::workspace::read_standard_input;

/// Draw the journeys in a book (mdBook starts this itself)
///
/// Reads a book as mdBook gives it to its preprocessors, and prints it with ```journey fences and markers drawn, as
/// `journey embed --expand` does for a page. `target` and `theme` below [preprocessor.journey] in book.toml count where a
/// fence or a marker names none. A mistake anywhere fails the build.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Mdbook {
    /// What mdBook asks first: whether a renderer can show what is drawn. Every one can
    #[arg(value_parser = ["supports"], requires = "renderer", hide_possible_values = true)]
    supports: Option<String>,
    /// The renderer
    #[arg(value_name = "RENDERER")]
    renderer: Option<String>,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  In book.toml, with mdbook-mermaid, which shows the diagrams:

    [preprocessor.journey]
    command = \"journey mdbook\"
    before = [\"mermaid\"]
    target = \"11.4\"

  journey mdbook supports html          Say with the exit status that HTML can be made

\u{1b}[1m\u{1b}[4mExit status:\u{1b}[0m
  0  the book is drawn and printed
  2  something could not be drawn, and nothing is printed";

/// The name of our table in `book.toml`.
const TABLE: &str = "preprocessor.journey";
/// The keys that it may have: ours, and those of mdBook.
const KEYS: [&str; 7] = ["target", "theme", "command", "renderer", "before", "after", "optional"];

/// Draws a book.
pub(super) fn run(arguments: &Mdbook, terminal: &Terminal) -> Result<Status, Failure> {
    if arguments.supports.is_some() {
        // Diagrams are Markdown, like the rest of the book.
        return Ok(Status::Clean);
    }
    terminal.say_that_input_is_awaited();
    let input = read_standard_input()?;
    let not_a_book = || {
        Failure::new("what stands on standard input is not a book as mdBook gives it to its preprocessors").help(
            "mdBook starts this by itself where book.toml has a table [preprocessor.journey] with command = \"journey \
             mdbook\".",
        )
    };
    let (context, mut book): (Value, Value) = match serde_json::from_str(&input.text) {
        Ok(both) if input.encoding == Encoding::Utf8 => both,
        _ => return Err(not_a_book()),
    };
    let root = context.get("root").and_then(Value::as_str).map(PathBuf::from).ok_or_else(not_a_book)?;
    let config = context.get("config").unwrap_or(&Value::Null);
    // Its name was `sections` before mdBook 0.5.
    let items = ["items", "sections"].into_iter().find(|name| book.get(name).is_some_and(Value::is_array));
    let items = items.and_then(|name| book.get_mut(name)).ok_or_else(not_a_book)?;
    let mut chapters = Vec::new();
    collect(items, &mut chapters);
    let current = current_folder()?;
    let root = current.join(root);
    let source = root.join(config.pointer("/book/src").and_then(Value::as_str).unwrap_or("src"));
    let request = settings(config, terminal)?;
    if !draw(chapters, &source, &root, &current, &request, terminal)? {
        return Ok(Status::CouldNotRun);
    }
    data_to_standard_output(|out| serde_json::to_writer(out, &book).map_err(Into::into))?;
    Ok(Status::Clean)
}

/// A chapter of the book.
struct Chapter<'b> {
    content: &'b mut Value,
    /// Its file, from the folder of the book's pages.
    path: PathBuf,
}

/// Collects chapters in their order. Drafts have no file, and nothing in them.
fn collect<'b>(items: &'b mut Value, chapters: &mut Vec<Chapter<'b>>) {
    for item in items.as_array_mut().into_iter().flatten() {
        let Some(chapter) = item.get_mut("Chapter").and_then(Value::as_object_mut) else { continue };
        let (mut content, mut source_path, mut path, mut sub_items) = (None, None, None, None);
        for (key, value) in chapter {
            match key.as_str() {
                "content" => content = Some(value),
                "source_path" => source_path = value.as_str(),
                "path" => path = value.as_str(),
                "sub_items" => sub_items = Some(value),
                _ => {}
            }
        }
        // `path` is not always where the chapter was read: a README becomes an index.
        if let (Some(content), Some(path)) = (content, source_path.or(path)) {
            chapters.push(Chapter { content, path: PathBuf::from(path) });
        }
        if let Some(sub_items) = sub_items {
            collect(sub_items, chapters);
        }
    }
}

/// Draws all chapters; `false` where something could not be drawn, which is told.
fn draw(
    chapters: Vec<Chapter<'_>>,
    source: &Path,
    root: &Path,
    current: &Path,
    request: &Request,
    terminal: &Terminal,
) -> Result<bool, Failure> {
    let texts: Vec<String> =
        chapters.iter().map(|chapter| chapter.content.as_str().unwrap_or_default().to_owned()).collect();
    let pages: Vec<(String, Home, Page<'_>)> = chapters
        .iter()
        .zip(&texts)
        .map(|(chapter, text)| {
            let path = source.join(&chapter.path);
            let folder = path.parent().unwrap_or(source).to_owned();
            let page = Page::read(text, Flavour::Markdown, Scope::MarkersAndFences);
            (shown(&path, current), Home::new(folder, root), page)
        })
        .collect();
    let plugins = plugins::registry();
    let asked = || pages.iter().flat_map(|(shown, home, page)| page.wanted().map(move |wanted| (shown, home, wanted)));
    let drawing = Drawing::load(&plugins, request, asked().map(|(_, home, wanted)| (home, wanted)))?;
    if !drawing.tell(terminal) {
        return Ok(false);
    }
    for (shown, _, wanted) in asked() {
        drawing.tell_about_text(shown, wanted, terminal);
    }
    let mut complete = true;
    for (chapter, (shown, home, page)) in chapters.into_iter().zip(&pages) {
        match page.fill(|wanted| drawing.draw(home, wanted)) {
            Ok(filled) => *chapter.content = Value::String(filled.text),
            Err(mistakes) => {
                complete = false;
                for Mistake { line, reason } in mistakes {
                    let failure = Failure::new(format!("{shown}:{line}: {}", reason.message));
                    terminal.tell(&Failure { help: reason.help, ..failure });
                }
            }
        }
    }
    Ok(complete)
}

/// What `book.toml` says about how journeys are drawn.
fn settings(config: &Value, terminal: &Terminal) -> Result<Request, Failure> {
    let table = config.pointer("/preprocessor/journey").and_then(Value::as_object);
    for key in table.into_iter().flat_map(|table| table.keys()).filter(|key| !KEYS.contains(&key.as_str())) {
        let meant = nearest(key, KEYS).map(|meant| format!(", did you mean `{meant}`?")).unwrap_or_default();
        terminal.warn(format!("`{key}` in [{TABLE}] of book.toml says nothing here{meant}"));
    }
    let text = |key: &'static str| match table.and_then(|table| table.get(key)) {
        None => Ok((key, None)),
        Some(Value::String(text)) => Ok((key, Some(text.as_str()))),
        // As a number, 11.10 would be 11.1.
        Some(other) => Err(Failure::new(format!("`{key}` in [{TABLE}] of book.toml is not a text"))
            .help(format!("Write it in quotes: {key} = \"{other}\"."))),
    };
    let values = [text("target")?, text("theme")?];
    standard(values)
        .map_err(|failure| Failure { message: format!("[{TABLE}] of book.toml: {}", failure.message), ..failure })
}
