//! Pictures of every kind of diagram, read back by an independent reader of XML.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeSet, HashMap};

use journey_picture::{PictureError, SvgOptions, can_draw, svg};
use proptest::prelude::*;
use roxmltree::{Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Every kind, with its labels.
const SAMPLES: [(&str, &str, &[&str]); 9] = [
    (
        "journey",
        include_str!("samples/journey.mmd"),
        &[
            "Weekly groceries",
            "Discover",
            "Wait for the bank to confirm the payment",
            "Read reviews #1 and compare",
            "Maya",
            "Tom",
        ],
    ),
    (
        "block-beta",
        include_str!("samples/block.mmd"),
        &[
            "Choose products",
            "\"Where is the oat milk?\"",
            "See an ad on the bus",
            "Fill the basket with everything",
            "+2",
        ],
    ),
    (
        "xychart-beta",
        include_str!("samples/xychart.mmd"),
        &["Emotion: Maya as is and to be", "See an ad", "Courier", "Emotion", "-2", "2"],
    ),
    (
        "quadrantChart",
        include_str!("samples/quadrant.mmd"),
        &["Opportunities of weekly groceries", "O2 Hide what is sold out", "Low effort", "High impact", "Do first"],
    ),
    (
        "kanban",
        include_str!("samples/kanban.mmd"),
        &["Idea", "Remember the card for the next order", "Offer delivery windows of one hour #3", "Maya"],
    ),
    ("flowchart", include_str!("samples/flowchart.mmd"), &["Customer", "See an ad on the bus", "Courier is sent"]),
    ("swimlane-beta", include_str!("samples/swimlane.mmd"), &["Front stage", "Search for oat milk", "Picking list"]),
    (
        "sequenceDiagram",
        include_str!("samples/sequence.mmd"),
        &["Web shop", "Enter the card number, the name and the date again", "Three kinds # 1 to 3", "Discover"],
    ),
    (
        "timeline",
        include_str!("samples/timeline.mmd"),
        &["Weekly groceries as a story", "She compares #1 with the shop at the corner", "Friendly, on time"],
    ),
];

fn draw(mermaid: &str) -> String {
    svg(mermaid, &SvgOptions::new("picture")).unwrap()
}

fn solid(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

/// All texts that a reader sees, one for each `text` element, without space: lines of a label are broken anywhere.
fn texts(document: &Document<'_>) -> Vec<String> {
    let letters = |node: Node<'_, '_>| {
        node.descendants().filter(Node::is_text).filter_map(|text| text.text().map(solid)).collect()
    };
    document.descendants().filter(|node| node.has_tag_name((SVG, "text"))).map(letters).collect()
}

#[test]
fn every_label_is_text_that_any_viewer_shows() {
    for (kind, mermaid, labels) in SAMPLES {
        let picture = draw(mermaid);
        let texts = texts(&Document::parse(&picture).unwrap());
        for label in labels {
            assert!(texts.iter().any(|text| text.contains(&solid(label))), "{kind}: {label:?} is not in {texts:?}");
        }
    }
}

#[test]
fn nothing_is_left_that_only_browsers_show() {
    for (kind, mermaid, _) in SAMPLES {
        let picture = draw(mermaid);
        let document = Document::parse(&picture).unwrap();
        for node in document.descendants().filter(Node::is_element) {
            let name = node.tag_name();
            assert_eq!(name.namespace(), Some(SVG), "{kind}: {}", name.name());
            assert!(
                !["foreignObject", "switch", "filter", "script", "image", "use"].contains(&name.name()),
                "{kind}: {}",
                name.name()
            );
            assert!(!node.has_attribute("dominant-baseline"), "{kind}");
        }
        for reserved in ["ﬂ°", "¶ß", "filter:url", "@import", "http://", "https://"] {
            let without_namespaces = picture.replace(SVG, "").replace("http://www.w3.org/1999/xlink", "");
            assert!(!without_namespaces.contains(reserved), "{kind}: {reserved}");
        }
    }
}

#[test]
fn a_picture_has_a_size_of_its_own() {
    for (kind, mermaid, _) in SAMPLES {
        let picture = draw(mermaid);
        let document = Document::parse(&picture).unwrap();
        let root = document.root_element();
        let view: Vec<f64> =
            root.attribute("viewBox").unwrap().split(' ').map(|number| number.parse().unwrap()).collect();
        for (name, wanted) in [("width", view[2]), ("height", view[3])] {
            let size: f64 = root.attribute(name).unwrap().parse().unwrap();
            assert!(size > 0.0 && (size - wanted).abs() < 0.01, "{kind}: {name} is {size}, the picture {wanted}");
        }
    }
}

#[test]
fn ids_are_the_pictures_own_and_lead_somewhere() {
    for (kind, mermaid, _) in SAMPLES {
        let picture = svg(mermaid, &SvgOptions::new("page-1")).unwrap();
        let document = Document::parse(&picture).unwrap();
        let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{kind}: an id stands twice");
        for id in &unique {
            assert!(id.starts_with("page-1"), "{kind}: {id}");
        }
        for attribute in document.descendants().flat_map(|node| node.attributes()) {
            let value = attribute.value();
            let referred = match attribute.name() {
                "aria-labelledby" | "aria-describedby" => value.split(' ').collect(),
                _ => value
                    .split_once("url(#")
                    .and_then(|(_, id)| id.split_once(')'))
                    .map(|(id, _)| id)
                    .into_iter()
                    .collect::<Vec<_>>(),
            };
            for id in referred {
                assert!(unique.contains(id), "{kind}: {}=\"{value}\" leads nowhere", attribute.name());
            }
        }
    }
}

#[test]
fn readers_who_cannot_see_a_picture_hear_its_title_and_description() {
    let read = |picture: &str| {
        let document = Document::parse(picture).unwrap();
        let root = document.root_element();
        let named = |attribute| {
            let id = root.attribute(attribute)?;
            let node = document.descendants().find(|node| node.attribute("id") == Some(id))?;
            node.text().map(str::to_owned)
        };
        (named("aria-labelledby"), named("aria-describedby"))
    };
    let (title, description) = read(&draw(include_str!("samples/xychart.mmd")));
    assert_eq!(title.unwrap(), "Emotion of Maya");
    assert!(description.unwrap().starts_with("The curve falls"));

    let mut options = SvgOptions::new("board");
    options.title = Some("Board & <ideas>".to_owned());
    options.description = Some("Four ideas.".to_owned());
    let (title, description) = read(&svg(include_str!("samples/kanban.mmd"), &options).unwrap());
    assert_eq!((title.unwrap().as_str(), description.unwrap().as_str()), ("Board & <ideas>", "Four ideas."));

    let (title, _) = read(&svg(include_str!("samples/xychart.mmd"), &options).unwrap());
    assert_eq!(title.unwrap(), "Emotion of Maya", "what the diagram says of itself counts");
}

#[test]
fn the_ground_is_the_themes_background() {
    let ground = |mermaid: &str| {
        let picture = draw(mermaid);
        let document = Document::parse(&picture).unwrap();
        let first = document.root_element().children().find(|node| node.has_tag_name((SVG, "rect")));
        first.and_then(|rect| rect.attribute("style")).map(str::to_owned)
    };
    assert_eq!(ground(include_str!("samples/journey.mmd")).unwrap(), "fill:#fbfaf7;stroke:none");
    assert_eq!(ground(include_str!("samples/timeline.mmd")), None);
    let hostile =
        "---\nconfig:\n  themeVariables:\n    background: \"red;} url(x)\"\n---\ntimeline\n  title a\n  b : c\n";
    assert_eq!(ground(hostile), None);
}

#[test]
fn classes_colour_labels_in_any_viewer() {
    let picture = draw(include_str!("samples/block.mmd"));
    // White on the headings' blue: the rule is for the lines of a label, and the label itself must not say otherwise.
    assert!(picture.contains(".head tspan{fill:#fff!important;}"));
    let themed =
        "---\nconfig:\n  themeCSS: \".nodeLabel p { color: #123456 !important; }\"\n---\nflowchart LR\n  a[\"One\"]\n";
    assert!(draw(themed).contains("fill:#123456"));
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    for (kind, mermaid, _) in SAMPLES {
        assert_eq!(draw(mermaid), draw(mermaid), "{kind}");
        assert_eq!(draw(mermaid), draw(&mermaid.replace('\n', "\r\n")), "{kind} with CRLF");
    }
}

#[test]
fn long_labels_stay_inside_of_their_boxes() {
    // 90 letters in a box that is 150 wide and 50 high.
    let picture = draw(
        "journey\n  section One\n    Wait until the bank has confirmed that the payment was made and the courier may leave now: 3: Maya\n",
    );
    let document = Document::parse(&picture).unwrap();
    let label = document
        .descendants()
        .find(|node| {
            node.has_tag_name((SVG, "text"))
                && node.descendants().any(|node| node.text().is_some_and(|text| text.starts_with("Wait until")))
        })
        .unwrap();
    let lines: Vec<f64> = label.children().map(|line| line.attribute("y").unwrap().parse().unwrap()).collect();
    assert!(lines.len() > 2);
    assert!(*lines.first().unwrap() > 110.0 + 6.0 && *lines.last().unwrap() < 160.0, "{lines:?}");
}

#[test]
fn rows_of_a_grid_are_as_high_as_their_labels_and_blocks_span_their_columns() {
    let picture = draw(
        "---\nconfig:\n  block:\n    padding: 0\n---\nblock-beta\n  columns 1\n  block:g1\n    columns 3\n    a[\"Title\"]:3\n    b[\"Stages\"]\n    c[\"Pay\"]:2\n  end\n  block:g2\n    columns 3\n    d[\"Pains\"]\n    e[\"One<br/>two<br/>three<br/>four\"]\n    space\n  end\n",
    );
    let document = Document::parse(&picture).unwrap();
    let place = |id: &str| {
        let node = document.descendants().find(|node| node.attribute("id") == Some(&format!("picture-{id}"))).unwrap();
        let numbers = node.attribute("transform").unwrap().trim_start_matches("translate(").trim_end_matches(')');
        let middle: Vec<f64> = numbers.split(", ").map(|number| number.parse().unwrap()).collect();
        let rect = node.children().find(|child| child.has_tag_name((SVG, "rect"))).unwrap();
        let size = |name| rect.attribute(name).unwrap().parse::<f64>().unwrap();
        (middle[0] - size("width") / 2.0, middle[1] - size("height") / 2.0, size("width"), size("height"))
    };
    let [title, stages, pay, pains, four] = ["a", "b", "c", "d", "e"].map(place);
    assert!((title.2 - 3.0 * stages.2).abs() < 0.1 && (pay.2 - 2.0 * stages.2).abs() < 0.1);
    assert!((title.0 - stages.0).abs() < 0.1 && (pay.0 - (stages.0 + stages.2)).abs() < 0.1);
    assert!((four.3 - pains.3).abs() < 0.1 && four.3 > title.3 + 40.0, "four lines are higher than one");
    assert!((stages.1 - (title.1 + title.3)).abs() < 0.1 && (pains.1 - (stages.1 + stages.3)).abs() < 0.1, "no gaps");
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let error = |mermaid: &str| svg(mermaid, &SvgOptions::new("x")).unwrap_err();
    assert_eq!(error(""), PictureError::NoDiagram);
    assert_eq!(error("---\ntitle: x\n---\n"), PictureError::NoDiagram);
    assert_eq!(error("pie\n  \"a\": 1\n"), PictureError::UnknownKind { kind: "pie".to_owned() });
    assert!(matches!(error("quadrantChart\n  a: [1.2, .5]\n"), PictureError::Rejected(_)));
    assert!(matches!(error(&format!("timeline\n{}", "  a : b\n".repeat(70_000))), PictureError::TooLarge));
    assert!(can_draw("journey") && !can_draw("pie") && !can_draw(""));
}

#[test]
fn hostile_text_ends_no_program() {
    let deep = format!("flowchart LR\n{}a\n{}", "subgraph x\n".repeat(3_000), "end\n".repeat(3_000));
    let brackets = format!("flowchart LR\n  a{}\n", "[".repeat(20_000));
    let blocks = format!("block-beta\n{}a\n{}", "block\n".repeat(2_000), "end\n".repeat(2_000));
    let wide = "block-beta\n  columns 4000000000\n  a[\"x\"]\n".to_owned();
    let front = format!("---\n{}\n---\ntimeline\n  a : b\n", "a: [".repeat(5_000));
    let css = "---\nconfig:\n  themeCSS: \"}}}{{{@media{ .a{ /* ;;; :not(((\"\n---\ntimeline\n  a : b\n";
    for text in [&deep, &brackets, &blocks, &wide, &front, css] {
        let _ = svg(text, &SvgOptions::new("x"));
    }
    for (_, mermaid, _) in SAMPLES {
        for (at, _) in mermaid.char_indices().step_by(61) {
            let _ = svg(&mermaid[..at], &SvgOptions::new("x"));
            let _ = svg(&format!("{}\u{0}<![CDATA[{}", &mermaid[..at], &mermaid[at..]), &SvgOptions::new("x"));
        }
    }
}

/// A label as the references of Mermaid write it: nothing but letters and digits as they are.
fn written(label: &str) -> String {
    let plain = |char: char| char.is_ascii_alphanumeric() || char == ' ';
    label.chars().map(|char| if plain(char) { char.to_string() } else { format!("#{};", u32::from(char)) }).collect()
}

/// A diagram of a kind with one label.
fn diagram(kind: usize, label: &str) -> String {
    let label = written(label);
    match kind {
        0 => format!("journey\n  title T\n  section X{label}\n    Y{label}: 3: Z{label}\n"),
        1 => format!("block-beta\n  columns 1\n  a[\"X{label}\"]\n"),
        2 => format!(
            "xychart-beta\n  title \"X{label}\"\n  x-axis [\"Y{label}\", \"b\"]\n  y-axis \"e\" -2 --> 2\n  line [0, 1]\n"
        ),
        3 => format!("quadrantChart\n  title X{label}\n  x-axis Low --> High\n  \"Y{label}\": [0.4, 0.6]\n"),
        4 => format!("kanban\n  a[\"X{label}\"]\n    b[\"Y{label}\"]\n"),
        5 => format!("flowchart LR\n  subgraph a[\"X{label}\"]\n    b[\"Y{label}\"]\n  end\n"),
        6 => format!("swimlane-beta LR\n  subgraph a[\"X{label}\"]\n    b[\"Y{label}\"]\n  end\n"),
        7 => format!("sequenceDiagram\n  participant a as X{label}\n  a->>a: Y{label}\n"),
        _ => format!("timeline\n  title T\n  section X{label}\n    Y{label} : Z{label}\n"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn labels_of_any_characters_survive(label in "[\\PC&&[^\u{200b}-\u{206f}]]{1,30}", kind in 0..9_usize) {
        let mermaid = diagram(kind, &label);
        let picture = svg(&mermaid, &SvgOptions::new("x")).unwrap();
        // A name in the legend is broken over several texts, with hyphens.
        let seen = |text: &str| if kind == 0 { text.replace('-', "") } else { text.to_owned() };
        let texts = seen(&texts(&Document::parse(&picture).unwrap()).concat());
        let expected = ["X", "Y", "Z"].map(|first| solid(&format!("{first}{label}")));
        let wanted = if kind == 1 { 1 } else if kind == 0 || kind == 8 { 3 } else { 2 };
        for label in &expected[..wanted] {
            prop_assert!(texts.contains(&seen(label)), "{label:?} of {mermaid:?} is not in {texts:?}");
        }
    }

    #[test]
    fn any_text_gives_a_picture_or_an_error(kind in 0..9_usize, body in "[ -~\n\u{e9}\u{1f600}]{0,120}") {
        let (_, sample, _) = SAMPLES[kind];
        let head = sample.lines().find(|line| !line.is_empty() && !line.starts_with("---") && can_draw(line.split(' ').next().unwrap())).unwrap();
        if let Ok(picture) = svg(&format!("{head}\n{body}\n"), &SvgOptions::new("x")) {
            prop_assert!(Document::parse(&picture).is_ok());
        }
    }
}

#[test]
fn pictures_in_one_page_share_no_id() {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (kind, mermaid, _) in SAMPLES {
        let picture = svg(mermaid, &SvgOptions::new(&format!("view {kind}"))).unwrap();
        let document = Document::parse(&picture).unwrap();
        for id in document.descendants().filter_map(|node| node.attribute("id")) {
            assert_eq!(seen.insert(id.to_owned(), kind), None, "{id} is in two pictures");
        }
    }
}
