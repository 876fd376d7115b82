//! What the streams of the process can show: colours, and how wide.

use std::io::{self, IsTerminal, Write};

use annotate_snippets::{Group, Level, Renderer};
use anstream::{AutoStream, ColorChoice};

use crate::failure::Failure;
use crate::report::human::lines;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set; `CLICOLOR_FORCE` asks for them everywhere
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The streams of the process.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    out: ColorChoice,
    error: ColorChoice,
    width: usize,
}

/// How wide pictures are where nobody says how wide the terminal is, in columns.
const WIDTH: usize = 140;
/// A terminal that is narrower gets lines that it has to wrap: cutting them any shorter tells nothing any more.
const NARROWEST: usize = 60;

impl Terminal {
    /// The streams, with the colours that were asked for.
    pub(crate) fn new(color: Color) -> Self {
        let choose = |auto| match color {
            Color::Auto => auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let width = terminal_size::terminal_size_of(io::stdout()).map_or(WIDTH, |(width, _)| usize::from(width.0));
        Self {
            out: choose(AutoStream::choice(&io::stdout())),
            error: choose(AutoStream::choice(&io::stderr())),
            width: width.max(NARROWEST),
        }
    }

    /// Standard output: buffered, and with colours only where they are wanted.
    pub(crate) fn out(&self) -> impl Write + use<> {
        io::BufWriter::with_capacity(1 << 16, AutoStream::new(io::stdout().lock(), self.out))
    }

    /// Draws for standard output.
    pub(crate) fn out_renderer(&self) -> Renderer {
        renderer(self.out).term_width(self.width)
    }

    /// Draws for standard error.
    pub(crate) fn error_renderer(&self) -> Renderer {
        renderer(self.error).term_width(self.width)
    }

    /// Clears the screen, where standard output is one.
    pub(crate) fn clear(&self) {
        let mut out = io::stdout();
        if out.is_terminal() {
            // Whatever keeps this from being shown keeps what follows too, and is told there.
            let _ = out.write_all(b"\x1b[2J\x1b[3J\x1b[H").and_then(|()| out.flush());
        }
    }

    /// How wide a text on standard output may be, in columns: no wider than one likes to read.
    pub(crate) fn out_text_width(&self) -> usize {
        self.width.min(100)
    }

    /// Whether standard output shows colours.
    pub(crate) fn out_has_colors(&self) -> bool {
        self.out != ColorChoice::Never
    }

    /// Writes to standard error. Where that is closed, there is nobody left to tell.
    pub(crate) fn write_error(&self, text: &str) {
        let mut stream = AutoStream::new(io::stderr().lock(), self.error);
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    /// Tells why something could not be done.
    pub(crate) fn tell(&self, failure: &Failure) {
        self.tell_as(Level::ERROR, failure);
    }

    /// Tells something that did not stop the program.
    pub(crate) fn warn(&self, message: impl Into<String>) {
        self.tell_as(Level::WARNING, &Failure::new(message));
    }

    /// The same of something with what to do.
    #[cfg(feature = "pictures")]
    pub(crate) fn warn_of(&self, failure: &Failure) {
        self.tell_as(Level::WARNING, failure);
    }

    /// Tells something worth knowing.
    pub(crate) fn note(&self, message: impl Into<String>) {
        self.tell_as(Level::NOTE, &Failure::new(message));
    }

    fn tell_as(&self, level: Level<'_>, failure: &Failure) {
        let renderer = self.error_renderer();
        let mut text = format!("{}\n", renderer.render(&[Group::with_title(level.primary_title(&*failure.message))]));
        if let Some(help) = &failure.help {
            let help = Group::with_title(Level::HELP.secondary_title(lines(help)));
            text.push_str(&format!("{}\n", renderer.render(&[help])));
        }
        self.write_error(&text);
    }

    /// Says that the program waits, where a person would otherwise wait for the program.
    pub(crate) fn say_that_input_is_awaited(&self) {
        if io::stdin().is_terminal() {
            self.note("reading from the keyboard; end with Ctrl-D (Ctrl-Z and Enter on Windows)");
        }
    }
}

fn renderer(choice: ColorChoice) -> Renderer {
    if choice == ColorChoice::Never { Renderer::plain() } else { Renderer::styled() }
}
