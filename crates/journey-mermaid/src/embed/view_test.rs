//! What views give can stand in pages, whatever a journey says.

use journey_model::{Keyword, Project};
use journey_plugin::{Options, Target, ViewContext};

use super::{Page, Scope};
use crate::examples::example_projects;
use crate::view::VIEWS;
use crate::{Flavour, Parts, markdown};

const PAGES: [(Flavour, &str); 3] = [
    (Flavour::Markdown, "> 1. <!-- journey:begin src=\"a\" -->\n>    <!-- journey:end -->\n>\n> text\n"),
    (Flavour::Markdown, "# A\r\n\r\n<!-- journey:begin src=\"a\" --><!-- journey:end -->\r\n\r\ntext\r\n"),
    (Flavour::Mdx, "<Tabs>\n    {/* journey:begin src=\"a\" */}\n    {/* journey:end */}\n</Tabs>\n"),
];

/// Puts every view of every journey of a text into pages, twice.
fn embed_all(name: &str, text: &str) {
    let project = Project::of_text(name, text);
    let journeys: Vec<_> = project.declarations_of(Keyword::Journey).map(|(id, _)| id).collect();
    assert!(!journeys.is_empty(), "{name}");
    for (journey, view) in journeys.iter().flat_map(|journey| VIEWS.iter().map(move |view| (journey, view))) {
        for target in [Target::GITLAB, Target::LATEST] {
            let mut options = Options::default();
            options.target = target;
            let rendered = view.render(&ViewContext::new(&project, *journey, options.clone()));
            for (flavour, text) in PAGES {
                let made = markdown(&rendered, flavour, Parts::default());
                let about = format!("{name} {} {target} {flavour:?}\n{made}", view.description().id);
                let page = Page::read(text, flavour, Scope::Markers);
                let filled = page.fill(|_| Ok(made.clone())).unwrap_or_else(|mistakes| panic!("{mistakes:?} {about}"));
                let again = Page::read(&filled.text, flavour, Scope::Markers);
                assert_eq!(again.fill(|_| Ok(made.clone())).map(|again| again.text), Ok(filled.text), "{about}");
            }
        }
    }
}

#[test]
fn every_view_of_every_example_can_be_embedded() {
    for files in example_projects() {
        let texts: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
        embed_all(&files[0].0, &texts.join("\n"));
    }
}

#[test]
fn what_looks_like_a_marker_or_like_markdown_can_be_embedded() {
    for label in [
        "<!-- journey:end -->",
        "{/* journey:end */}",
        "a --> b */} c",
        "<!-- {/* <details> </details>",
        "``` ~~~ ````` `",
        "| - # > 1. [a](b) **c** _d_ \\",
        "</summary><script>{x}</script>",
        "---",
        "\u{202e}ü𝄞",
    ] {
        let text = format!(
            "// {label}\npersona maya \"{label}\" {{ goal: \"{label}\" }}\njourney shop \"{label}\" {{\n  persona: maya\n  stage find \"{label}\" \
             {{\n    touchpoint search \"{label}\" {{\n      emotion: -1 \"{label}\"\n      thinks: \"{label}\"\n      channel: \"{label}\"\n      \
             pain \"{label}\" {{ severity: high }}\n      opportunity \"{label}\" {{ impact: high, effort: low }}\n    }}\n  }}\n  stage none \"{label}\"\n}}\n",
        );
        embed_all(label, &text);
    }
}
