//! What a journey is written as.

use std::path::Path;

use journey_mermaid::{Flavour, Parts, markdown};
use journey_plugin::{Language, Rendered};

use crate::failure::Failure;

/// What a journey is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, clap::ValueEnum)]
pub(super) enum Format {
    /// A diagram of Mermaid
    #[default]
    Mermaid,
    /// A piece of a page: the diagram in its fence, the same as a table, and what was left out
    Markdown,
    /// A picture that stands alone
    Svg,
    /// A drawing for a terminal
    Txt,
    /// Data for programs: the whole project, or with #ID one journey with all that it uses
    Json,
}

impl Format {
    /// The format of files with the extension of that path; `None` where it has none.
    ///
    /// # Errors
    /// Where nothing is written to files of that kind.
    pub(super) fn of(path: &Path) -> Result<Option<Self>, Failure> {
        let Some(extension) = path.extension() else { return Ok(None) };
        let extension = extension.to_string_lossy().to_ascii_lowercase();
        Ok(Some(match extension.as_str() {
            "mmd" | "mermaid" => Self::Mermaid,
            "md" | "mdx" | "markdown" => Self::Markdown,
            "svg" => Self::Svg,
            "txt" => Self::Txt,
            "json" => Self::Json,
            _ => {
                let message = format!("nothing is written to files that end in `.{extension}`");
                return Err(Failure::new(message)
                    .help("Name a file that ends in .mmd, .md, .mdx, .svg, .txt or .json, or say what to write with --format."));
            }
        }))
    }

    /// The extension of files that are named here.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Mermaid => "mmd",
            Self::Markdown => "md",
            Self::Svg => "svg",
            Self::Txt => "txt",
            Self::Json => "json",
        }
    }
}

/// A rendering as text in that format. `flavour` is that of Markdown, `width` the columns of a drawing, `name` tells
/// pictures on one page apart, and `title` names one that has no name itself.
pub(super) fn written(
    rendered: &Rendered,
    format: Format,
    flavour: Flavour,
    width: usize,
    name: &str,
    title: &str,
) -> Result<String, Failure> {
    match format {
        Format::Markdown => Ok(markdown(rendered, flavour, Parts::default())),
        Format::Svg => svg(rendered, name, title),
        Format::Txt => txt(rendered, width),
        // What stands in for a diagram says why.
        Format::Mermaid if rendered.fallback.is_some() && rendered.language == Language::Markdown => {
            Ok(markdown(rendered, flavour, Parts { table: false, notes: false }))
        }
        Format::Mermaid | Format::Json => Ok(rendered.text.clone()),
    }
}

#[cfg(feature = "pictures")]
fn svg(rendered: &Rendered, name: &str, title: &str) -> Result<String, Failure> {
    if rendered.language == Language::Markdown {
        let why = rendered.fallback.clone().unwrap_or_else(|| "This view is a text.".to_owned());
        return Err(Failure::new("there is nothing to draw")
            .help(format!("{why} Take --format markdown or txt, or another view.",)));
    }
    let mut options = journey_picture::SvgOptions::new(name);
    options.title = Some(title.to_owned());
    options.legend.clone_from(&rendered.legend);
    let picture = journey_picture::svg(&rendered.text, &options).map(|picture| picture + "\n");
    picture.map_err(|error| undrawn("the picture", &error))
}

#[cfg(feature = "pictures")]
fn txt(rendered: &Rendered, width: usize) -> Result<String, Failure> {
    let options = journey_picture::TerminalOptions::new(width);
    journey_picture::terminal_view(rendered, &options).map_err(|error| undrawn("it", &error))
}

/// Why something is not drawn. What is too large here is so for Mermaid, too.
#[cfg(feature = "pictures")]
fn undrawn(what: &str, error: &journey_picture::PictureError) -> Failure {
    Failure::new(format!("{what} cannot be drawn: {error}")).help(match error {
        journey_picture::PictureError::TooLarge => {
            "Choose some stages with --stages FROM..TO, or take --view table --format markdown (or txt)."
        }
        _ => "Take --format mermaid, and draw that with Mermaid itself.",
    })
}

#[cfg(not(feature = "pictures"))]
fn svg(_rendered: &Rendered, _name: &str, _title: &str) -> Result<String, Failure> {
    Err(without_pictures())
}

#[cfg(not(feature = "pictures"))]
fn txt(_rendered: &Rendered, _width: usize) -> Result<String, Failure> {
    Err(without_pictures())
}

#[cfg(not(feature = "pictures"))]
fn without_pictures() -> Failure {
    Failure::new("this copy of journey was built without pictures").help(
        "Build it with the feature `pictures`, which is on unless somebody switches it off; or take --format mermaid.",
    )
}

#[cfg(test)]
#[cfg(feature = "pictures")]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    #[test]
    fn what_is_too_large_is_not_sent_to_mermaid_which_refuses_it_too() {
        let mermaid = format!("timeline\n{}", "  a : b\n".repeat(70_000));
        let error = journey_picture::svg(&mermaid, &journey_picture::SvgOptions::new("a")).unwrap_err();
        let failure = undrawn("the picture", &error);
        assert_eq!(
            failure.message,
            "the picture cannot be drawn: the diagram is too large; the view `table`, which is a text, takes any number of touchpoints"
        );
        let help = failure.help.unwrap();
        assert_eq!(help, "Choose some stages with --stages FROM..TO, or take --view table --format markdown (or txt).");
        // What it names has to be written: a text is no picture.
        let table = Rendered::markdown("| a |\n|---|\n| 1 |\n".to_owned());
        let write = |format| written(&table, format, Flavour::Markdown, 80, "a", "A");
        assert!(write(Format::Svg).is_err());
        for format in [Format::Markdown, Format::Txt] {
            let value = format.to_possible_value().unwrap();
            assert!(help.contains(value.get_name()) && write(format).is_ok(), "{help}");
        }
    }
}
