//! Every view of every example, as a picture and as a drawing.
//!
//! `JOURNEY_PICTURES=FOLDER` has the pictures written there, to be looked at.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../../../grammar/examples.rs"]
mod examples;

use std::path::Path;

use journey_model::{Keyword, Project};
use journey_picture::{SvgOptions, TerminalOptions, can_draw, svg, terminal_view};
use journey_plugin::{Language, Options, Rendered, Target, Theme, ViewContext};
use roxmltree::Document;

use examples::example_projects;

/// The name and the text of every example; the files of a folder are one text.
fn examples() -> Vec<(String, String)> {
    let named = |files: Vec<(String, String)>| {
        let name = files[0].0.split(['/', '.']).next().unwrap().to_owned();
        (name, files.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n"))
    };
    example_projects().into_iter().map(named).collect()
}

/// Calls for every view of every journey of every example, for a target and a theme.
fn for_every_view(target: Target, theme: Theme, mut call: impl FnMut(&str, &Rendered)) {
    let plugins = journey_mermaid::plugins();
    for (example, text) in examples() {
        let project = Project::of_text("text", &text);
        for (id, journey) in project.declarations_of(Keyword::Journey) {
            for view in plugins.iter().flat_map(|plugin| plugin.views()) {
                let mut options = Options::default();
                options.target = target;
                options.theme = theme;
                let name = format!("{example}-{}-{}", journey.id(), view.description().id);
                call(&name, &view.render(&ViewContext::new(&project, id, options)));
            }
        }
    }
}

fn keep(name: &str, text: &str) {
    if let Some(folder) = std::env::var_os("JOURNEY_PICTURES") {
        std::fs::write(Path::new(&folder).join(name), text).unwrap();
    }
}

#[test]
fn every_view_has_a_picture_for_every_target_and_theme() {
    for (number, (target, theme)) in
        [(Target::LATEST, Theme::Calm), (Target::GITHUB, Theme::Dark), (Target::GITLAB, Theme::Plain)]
            .into_iter()
            .enumerate()
    {
        for_every_view(target, theme, |name, rendered| {
            if rendered.language != Language::Mermaid {
                return;
            }
            keep(&format!("{name}-{number}.mmd"), &rendered.text);
            let picture = svg(&rendered.text, &SvgOptions::new(name))
                .unwrap_or_else(|error| panic!("{name}: {error}\n{}", rendered.text));
            keep(&format!("{name}-{number}.svg"), &picture);
            let document = Document::parse(&picture).unwrap();
            let shown: String =
                document.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
            assert!(!shown.contains("ﬂ°") && !shown.contains(char::is_control) || shown.contains('\n'), "{name}");
            for attribute in document.descendants().flat_map(|node| node.attributes()) {
                assert!(!attribute.value().contains("NaN"), "{name}: {}=\"{}\"", attribute.name(), attribute.value());
            }
        });
    }
}

#[test]
fn every_view_can_be_shown_in_a_terminal() {
    for width in [60, 80, 120] {
        for_every_view(Target::LATEST, Theme::Calm, |name, rendered| {
            let shown = terminal_view(rendered, &TerminalOptions::new(width))
                .unwrap_or_else(|error| panic!("{name}: {error}\n{}", rendered.text));
            keep(&format!("{name}-{width}.txt"), &shown);
            assert!(shown.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= width), "{name}:\n{shown}");
            assert!(!shown.trim().is_empty(), "{name}");
        });
    }
}

#[test]
fn every_kind_that_views_are_written_in_can_be_drawn() {
    for_every_view(Target::LATEST, Theme::Calm, |name, rendered| {
        if rendered.language == Language::Mermaid {
            let body = rendered.text.split("---\n").last().unwrap();
            let kind = body.lines().find(|line| !line.starts_with("%%")).unwrap().split(' ').next().unwrap();
            assert!(can_draw(kind), "{name}: {kind}");
        }
    });
}
