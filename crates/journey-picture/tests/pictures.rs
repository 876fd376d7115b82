//! Pictures of every kind of diagram, read back by an independent reader of XML.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeSet, HashMap};

use journey_model::{Keyword, Project};
use journey_picture::{PictureError, SvgOptions, can_draw, svg};
use journey_plugin::{LegendEntry, Place};
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
        let letters: String =
            node.descendants().filter(Node::is_text).filter_map(|text| text.text().map(solid)).collect();
        // What nobody sees: it says from where a number is read.
        letters.replace('\u{200e}', "")
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
        let view = view_box(&document);
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

/// The text in which some letters stand.
fn text_with<'d>(document: &'d Document<'d>, letters: &str) -> Node<'d, 'd> {
    let mut texts = document.descendants().filter(|node| node.has_tag_name((SVG, "text")));
    let says = |node: &Node<'_, '_>| {
        node.descendants()
            .filter_map(|node| node.text().filter(|_| node.is_text()))
            .collect::<String>()
            .contains(letters)
    };
    texts.rfind(says).unwrap_or_else(|| panic!("no text says {letters}"))
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap_or_else(|| panic!("{node:?} has no {name}")).parse().unwrap()
}

/// The left and the top of what a picture shows, its width and its height.
fn view_box(picture: &Document<'_>) -> Vec<f64> {
    let shown = picture.root_element().attribute("viewBox").unwrap();
    shown.split(' ').map(|number| number.parse().unwrap()).collect()
}

/// A legend of so many entries.
fn legend(entries: &[(&str, &str, Option<&str>)]) -> Vec<LegendEntry> {
    let project = Project::of_text("a.journey", "journey a { stage s { touchpoint t } }");
    let (journey, declaration) = project.declarations_of(Keyword::Journey).next().unwrap();
    let place = Place { file: journey.file, range: declaration.range() };
    let entry = |(short, meaning, heading): &(&str, &str, Option<&str>)| LegendEntry {
        short: (*short).to_owned(),
        meaning: (*meaning).to_owned(),
        heading: heading.map(str::to_owned),
        place,
    };
    entries.iter().map(entry).collect()
}

/// A picture with a legend: the entries that are drawn, each with the place of its first line.
fn listed(mermaid: &str, legend: Vec<LegendEntry>) -> (f64, f64, Vec<(String, f64, f64)>, String) {
    let mut options = SvgOptions::new("picture");
    options.legend = legend;
    let picture = svg(mermaid, &options).unwrap();
    let document = Document::parse(&picture).unwrap();
    let root = document.root_element();
    let entries = document.descendants().filter(|node| node.attribute("class") == Some("legend-entry")).map(|text| {
        let lines: Vec<&str> = text.children().filter_map(|line| line.text()).collect();
        let first = text.first_element_child().unwrap();
        (lines.join(" "), number(first, "x"), number(first, "y"))
    });
    let entries = entries.collect();
    (number(root, "width"), number(root, "height"), entries, picture.clone())
}

const CHART: &str = "---\nconfig:\n  theme: base\n  themeVariables: {background: '#14202b', quadrant1TextFill: '#f0f4f8', quadrantTitleFill: '#f0f4f8', textColor: '#f0f4f8'}\n---\nquadrantChart\n  title T\n  x-axis a --> b\n  y-axis c --> d\n  quadrant-1 One\n  \"O1\": [0.4, 0.6]\n";

#[test]
fn a_legend_stands_below_the_diagram_in_columns() {
    let (wide, high, none, _) = listed(CHART, Vec::new());
    assert_eq!(none, []);
    let (same, higher, entries, picture) = listed(
        CHART,
        legend(&[
            ("1", "Searches for dinner", Some("Discover")),
            ("2", "Reads what all the others say of the shop and of its prices, and of the way there", None),
            ("3", "Pays", Some("Pay & go")),
            ("4", "Opens the door", None),
        ]),
    );
    assert!((same - wide).abs() < 0.01 && higher > high + 60.0);
    let said: Vec<&str> = entries.iter().map(|(text, _, _)| text.as_str()).collect();
    assert_eq!(
        said,
        [
            "Discover",
            "1",
            "Searches for dinner",
            "2",
            "Reads what all the others say of the shop and of its prices, and of the way there",
            "Pay & go",
            "3",
            "Pays",
            "4",
            "Opens the door"
        ]
    );
    for (text, x, y) in &entries {
        assert!(*x >= 10.0 && *x < wide - 50.0 && *y > high && *y < higher - 10.0, "{text} stands at {x}, {y}");
    }
    let at = |text: &str| entries.iter().find(|(own, _, _)| own == text).map(|(_, x, y)| (*x, *y)).unwrap();
    assert!((at("1").1 - at("Searches for dinner").1).abs() < 0.01 && at("1").0 < at("Searches for dinner").0);
    assert!((at("Discover").0 - at("1").0).abs() < 0.01 && at("Discover").1 < at("1").1);
    assert!(at("Pay & go").0 > at("Discover").0, "the second stage has a column of its own");
    // As bright as the other texts, for the ground is dark.
    assert!(
        picture
            .contains("class=\"legend-entry\" text-anchor=\"start\" style=\"font-size:14px;stroke:none;fill:#f0f4f8")
    );
}

#[test]
fn a_legend_of_any_length_has_no_text_over_another() {
    let labels: Vec<String> = (1..=60).map(|number| "word ".repeat(1 + number % 17)).collect();
    let numbers: Vec<String> = (1..=60).map(|number| format!("O{number}")).collect();
    for count in [1, 2, 3, 5, 30, 60] {
        let all: Vec<(&str, &str, Option<&str>)> = (0..count)
            .map(|at| (numbers[at].as_str(), labels[at].as_str(), (at % 7 == 3).then_some("A stage")))
            .collect();
        let (_, height, entries, _) = listed(CHART, legend(&all));
        let places: BTreeSet<(i64, i64)> = entries.iter().map(|(_, x, y)| (*x as i64, *y as i64)).collect();
        assert_eq!(places.len(), entries.len(), "{count} entries");
        assert!(entries.iter().all(|(_, _, y)| *y < height), "{count} entries");
        let meanings = entries.iter().filter(|(text, _, _)| text.starts_with("word")).count();
        assert_eq!(meanings, count);
    }
}

#[test]
fn a_legend_in_hebrew_begins_at_the_right() {
    let (wide, _, entries, picture) = listed(CHART, legend(&[("O1", "מחפשת ארוחת ערב!", None), ("O2", "משלמת", None)]));
    let x = |text: &str| entries.iter().find(|(own, _, _)| own == text).unwrap().1;
    assert!(x("O1") > wide - 40.0 && x("O1") > x("מחפשת ארוחת ערב!") && x("מחפשת ארוחת ערב!") > x("O2"));
    let document = Document::parse(&picture).unwrap();
    let anchor = |text: &str| {
        let text = text_with(&document, text);
        (text.attribute("direction"), text.attribute("text-anchor").unwrap())
    };
    // Both end at their places, seen from the left.
    assert_eq!((anchor("מחפשת"), anchor("O2")), ((Some("rtl"), "start"), (None, "end")));
}

#[test]
fn one_entry_from_the_right_does_not_turn_a_legend() {
    let german = "Die Maske vergisst alles";
    let arabic = "اتصال كل ساعة";
    let (wide, _, entries, picture) = listed(
        CHART,
        legend(&[("O1", arabic, None), ("O2", german, None), ("O3", "Anrufen", None), ("O4", "3", None)]),
    );
    let at = |text: &str| entries.iter().find(|(own, _, _)| own == text).unwrap();
    assert!(at("O1").1 < wide / 2.0 && at("O1").1 < at(arabic).1);
    let document = Document::parse(&picture).unwrap();
    let anchor = |text: &str| {
        let text = text_with(&document, text);
        (text.attribute("direction"), text.attribute("text-anchor").unwrap())
    };
    // Each begins behind its number, and is read in its own direction.
    assert_eq!((anchor(arabic), anchor(german)), ((Some("rtl"), "end"), (None, "start")));
}

#[test]
fn the_sign_of_a_number_stands_at_its_left_whatever_is_around_it() {
    for mermaid in [
        "timeline TD\n  section s\n    a : غاضب<br>(-2)\n",
        "kanban\n  a[\"Ideas\"]\n    b[\"غاضب -2\"]\n",
        "sequenceDiagram\n  participant a as A\n  a->>a: غاضب (-2)\n",
    ] {
        let picture = draw(mermaid);
        let document = Document::parse(&picture).unwrap();
        let text = text_with(&document, "-2");
        assert_eq!(text.attribute("direction"), Some("rtl"), "{mermaid}");
        let letters: String = text.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        assert!(letters.contains("\u{200e}-2"), "{mermaid}: {letters:?}");
    }
    assert!(!draw("timeline\n  a : angry (-2)\n").contains('\u{200e}'), "nothing to tell apart");
}

#[test]
fn what_is_read_from_the_right_says_so_and_stays_where_it_is() {
    let anchor = |mermaid: &str, letters: &str| {
        let picture = draw(mermaid);
        let document = Document::parse(&picture).unwrap();
        let text = text_with(&document, letters);
        let style = text.attribute("style").unwrap_or_default().rsplit_once("text-anchor:");
        let anchor = style.map(|(_, anchor)| anchor.split(';').next().unwrap().trim());
        let anchor = anchor.or(text.attribute("text-anchor")).unwrap_or("start");
        (text.attribute("direction").unwrap_or("ltr").to_owned(), anchor.to_owned())
    };
    let says = |direction: &str, anchor: &str| (direction.to_owned(), anchor.to_owned());
    let board = "kanban\n  a[\"Ideas\"]\n    b[\"מחפשת ערב!<br/>Impact 7\"]\n";
    assert_eq!(anchor(board, "מחפשת"), says("rtl", "end"));
    assert_eq!(anchor(board, "Impact"), says("ltr", "start"));
    assert_eq!(anchor("flowchart LR\n  a[\"أرني ما هو متوفر فقط!\"]\n", "فقط"), says("rtl", "middle"));
    let name = "flowchart LR\n  a[\"Farida Haddad<br/>(فريدة حداد),<br/>new hip\"]\n";
    assert_eq!(anchor(name, "حداد"), says("ltr", "middle"));
    let journey = "journey\n  title קניות!\n  section s\n    Pays: 3: מאיה\n";
    assert_eq!(anchor(journey, "קניות"), says("rtl", "end"));
    assert_eq!(anchor(journey, "Pays"), says("ltr", "middle"));
    let mixed = "sequenceDiagram\n  participant a as A\n  a->>a: Thinks: מחפשת\n";
    assert_eq!(anchor(mixed, "Thinks").0, "ltr");
}

#[test]
fn spaces_that_make_a_column_wide_move_no_label() {
    let place = |label: &str| {
        let picture = draw(&format!("block-beta\n  columns 1\n  block:g\n    columns 1\n    a[\"{label}\"]\n  end\n"));
        let document = Document::parse(&picture).unwrap();
        let node = document.descendants().find(|node| node.attribute("id") == Some("picture-a")).unwrap();
        let label = node.children().find(|child| child.attribute("class") == Some("label")).unwrap();
        let (_, down) = label.attribute("transform").unwrap().split_once(", ").unwrap();
        let lines: Vec<f64> = label
            .descendants()
            .filter(|node| node.has_tag_name((SVG, "tspan")))
            .map(|line| number(line, "y") + down.trim_end_matches(')').parse::<f64>().unwrap())
            .collect();
        lines
    };
    let plain = place("Touchpoints");
    for wide in ["#8195;#8195;#8195;#8195;<br/>Touchpoints", "Touchpoints<br/>#8195;#8195;#8195;#8195;"] {
        let lines = place(wide);
        assert!(lines.len() == 1 && (lines[0] - plain[0]).abs() < 0.5, "{wide}: {lines:?}, not {plain:?}");
    }
}

#[test]
fn the_name_of_a_person_stands_above_the_first_note() {
    let picture = draw(
        "sequenceDiagram\n  actor a as Customer\n  participant b as Shop\n  Note over a,b: Maya and Tom\n  a->>b: Pays\n",
    );
    let document = Document::parse(&picture).unwrap();
    let name = document
        .descendants()
        .find(|node| {
            node.has_tag_name((SVG, "text"))
                && node
                    .ancestors()
                    .any(|around| around.attribute("class").is_some_and(|class| class.contains("actor-top")))
        })
        .unwrap();
    let person = name
        .ancestors()
        .find(|around| around.attribute("class").is_some_and(|class| class.contains("actor-top")))
        .unwrap();
    let up: f64 = person
        .attribute("transform")
        .unwrap()
        .strip_prefix("translate(0, ")
        .unwrap()
        .trim_end_matches(')')
        .parse()
        .unwrap();
    let note = document.descendants().find(|node| node.attribute("class") == Some("note")).unwrap();
    let lowest = number(name, "y") + up + 0.24 * 16.0;
    assert!(lowest + 4.0 <= number(note, "y"), "{lowest} is too near to {}", number(note, "y"));
    let bottom = |node: &Node<'_, '_>| node.attribute("class").is_some_and(|class| class.contains("actor-bottom"));
    assert!(document.descendants().find(bottom).unwrap().attribute("transform").is_none());
}

#[test]
fn people_are_whole_with_a_title_and_without() {
    // Heads of the classic look, which our views have, are larger.
    let looks = ["", "---\nconfig:\n  look: classic\n  theme: base\n---\n"];
    let titles = ["", "  title Shopping\n"];
    for (look, title) in looks.into_iter().flat_map(|look| titles.map(|title| (look, title))) {
        let picture = draw(&format!(
            "{look}sequenceDiagram\n{title}  actor a as Customer\n  participant b as Shop\n  actor c as Courier\n  Note over a,b: Maya\n  a->>b: Pays\n"
        ));
        let document = Document::parse(&picture).unwrap();
        let view = view_box(&document);
        let (left, top, right, bottom) = (view[0], view[1], view[0] + view[2], view[1] + view[3]);
        let ground = document.descendants().find(|node| node.has_tag_name((SVG, "rect"))).map(|rect| number(rect, "y"));
        assert!(ground.is_none_or(|y| y >= top));
        let mut seen = 0;
        let shown = |node: &Node<'_, '_>| {
            !node.ancestors().any(|around| ["defs", "symbol", "marker"].contains(&around.tag_name().name()))
        };
        for node in document.descendants().filter(Node::is_element).filter(shown) {
            let up: f64 = node
                .ancestors()
                .filter_map(|around| {
                    around.attribute("transform")?.strip_prefix("translate(0, ")?.strip_suffix(')')?.parse::<f64>().ok()
                })
                .sum();
            let has = |name: &str| node.attribute(name).map_or(0.0, |value| value.parse::<f64>().unwrap());
            // The first and the last point of each, with half of its line and the height of letters, which all stand on their line.
            let (from, to) = match node.tag_name().name() {
                "circle" => {
                    ((has("cx") - has("r"), has("cy") - has("r")), (has("cx") + has("r"), has("cy") + has("r")))
                }
                "rect" => ((has("x"), has("y")), (has("x") + has("width"), has("y") + has("height"))),
                "line" => (
                    (has("x1").min(has("x2")), has("y1").min(has("y2"))),
                    (has("x1").max(has("x2")), has("y1").max(has("y2"))),
                ),
                "text" => ((has("x"), has("y") - 12.0), (has("x"), has("y"))),
                _ => continue,
            };
            seen += 1;
            assert!(from.0 - 1.0 >= left && from.1 + up - 1.0 >= top, "{node:?} begins before {left}, {top}");
            assert!(to.0 + 1.0 <= right && to.1 + up + 1.0 <= bottom, "{node:?} ends behind {right}, {bottom}");
        }
        assert!(seen > 20, "{seen}");
    }
}

#[test]
fn a_line_is_only_where_somebody_said_something() {
    let clip = |from: f64, to: f64| format!("inset(-9px calc({to:.2}% - 2px) -9px calc({from:.2}% - 2px)) fill-box");
    let (middle, dot) = (clip(25.0, 25.0), clip(50.0, 50.0));
    let picture = draw(&format!(
        "---\nconfig:\n  themeCSS: '.line-plot-1 path {{ clip-path: {middle}; }} .line-plot-2 path {{ stroke-linecap: round; clip-path: {dot}; }}'\n---\n\
         xychart-beta\n  x-axis [\"1\", \"2\", \"3\", \"4\", \"5\"]\n  y-axis -2 --> 2\n  line \"a\" [0, 1, 0, 1, 0]\n  line \"b\" [1, 1, 2, 0, 0]\n  line \"c\" [-1, -1, -1, -1, -1]\n"
    ));
    let document = Document::parse(&picture).unwrap();
    let points = |class: &str| -> Vec<(f64, f64)> {
        let plot = document.descendants().find(|node| node.attribute("class") == Some(class)).unwrap();
        let path = plot.first_element_child().unwrap();
        assert_eq!(path.attribute("style").unwrap_or("clip-path:none"), "clip-path:none");
        let line = path.attribute("d").unwrap().strip_prefix('M').unwrap();
        let point = |point: &str| {
            let (x, y) = point.split_once(',').unwrap();
            (x.parse().unwrap(), y.parse().unwrap())
        };
        line.split('L').map(point).collect()
    };
    let (whole, some, one) = (points("line-plot-0"), points("line-plot-1"), points("line-plot-2"));
    assert_eq!((whole.len(), some.len(), one.len()), (5, 3, 2));
    assert!(some.iter().zip(&whole[1..]).all(|(own, place)| (own.0 - place.0).abs() < 0.01), "{some:?}");
    assert!(one.iter().all(|point| (point.0 - whole[2].0).abs() < 0.1) && one[0] != one[1], "{one:?}");
    assert!((some[0].1 - whole[1].1).abs() < 0.01, "as high as the other line there");
}

#[test]
fn a_face_that_nobody_makes_is_pale() {
    let faces = |mermaid: &str| -> Vec<bool> {
        let picture = draw(mermaid);
        let document = Document::parse(&picture).unwrap();
        let faces = document.descendants().filter(|node| node.attribute("class") == Some("face"));
        faces
            .map(|face| {
                let mouth = face.next_sibling_element().unwrap();
                assert_eq!(face.has_attribute("stroke-dasharray"), mouth.has_attribute("opacity"));
                mouth.has_attribute("opacity")
            })
            .collect()
    };
    assert_eq!(faces("journey\n  section s\n    a: 3: Maya\n    b: 3\n    c: 1: Tom, Maya\n"), [false, true, false]);
    assert_eq!(faces("journey\n  section s\n    a: 3\n    b: 5\n"), [false, false], "nobody is named at all");
}

#[test]
fn a_journey_ends_where_its_last_task_ends() {
    let sides = |mermaid: &str| {
        let picture = draw(mermaid);
        let document = Document::parse(&picture).unwrap();
        let rects = document
            .descendants()
            .filter(|node| node.attribute("class").is_some_and(|class| class.starts_with("task ")));
        let right = rects.map(|rect| number(rect, "x") + number(rect, "width")).fold(0.0, f64::max);
        let lines = document.descendants().filter(|node| node.attribute("class") == Some("task-line"));
        let bottom = lines.map(|line| number(line, "y2")).fold(0.0, f64::max);
        let view = view_box(&document);
        (view[0] + view[2] - right, view[1] + view[3] - bottom)
    };
    let (beside, below) = sides(
        "---\nconfig:\n  journey:\n    width: 200\n    taskMargin: 50\n---\njourney\n  title T\n  section s\n    Pays: 3: Maya\n    Waits: 4: Maya\n",
    );
    assert!((10.0..=60.0).contains(&beside) && (10.0..=40.0).contains(&below), "{beside}, {below}");
    let (beside, _) = sides(&format!("journey\n  title {}\n  section s\n    Pays: 3: Maya\n", "wide title ".repeat(4)));
    assert!(beside > 300.0, "the title has room, too: {beside}");
}

#[test]
fn the_last_label_of_an_axis_stands_inside_of_the_picture() {
    let labels = ["\"1\", \"2\", \"3\"", "\"a\", \"b\", \"Types the number of her card again\""];
    for labels in labels {
        let picture = draw(&format!(
            "---\nconfig:\n  xyChart:\n    width: 600\n    showLegend: false\n---\nxychart-beta\n  x-axis [{labels}]\n  y-axis \"e\" -2 --> 2\n  line [0, 1, 2]\n"
        ));
        let document = Document::parse(&picture).unwrap();
        let axis = document.descendants().find(|node| node.attribute("class") == Some("bottom-axis")).unwrap();
        let last = axis.descendants().rfind(|node| node.has_tag_name((SVG, "text"))).unwrap();
        let place = last.attribute("transform").unwrap().strip_prefix("translate(").unwrap();
        let middle: f64 = place.split(',').next().unwrap().parse().unwrap();
        // Letters of DejaVu Sans are 0.55 of their size wide, about.
        let half = last.text().unwrap().trim().chars().count() as f64 * 14.0 * 0.55 / 2.0;
        let width = number(document.root_element(), "width");
        assert!(middle + half + 5.0 < width, "{labels}: ends at {}, the picture at {width}", middle + half);
    }
}

#[test]
fn a_card_has_room_around_its_label() {
    // As wide as the renderer lets one line become.
    let picture = draw(
        "---\nconfig:\n  kanban:\n    sectionWidth: 230\n---\nkanban\n  a[\"Ideas\"]\n    b[\"Show live stock in search\"]\n",
    );
    let document = Document::parse(&picture).unwrap();
    let label = text_with(&document, "Show live");
    let style = label.attribute("style").unwrap();
    let size: f64 = style.strip_prefix("font-size:").unwrap().split("px").next().unwrap().parse().unwrap();
    let card = label
        .ancestors()
        .find_map(|around| {
            around.children().find(|child| child.has_tag_name((SVG, "rect")) && child.has_attribute("width"))
        })
        .unwrap();
    // 202.3 pixels at 16.
    assert!((15.0..16.0).contains(&size), "{size}");
    assert!(202.3 * size / 16.0 <= number(card, "width") - 19.9);
    assert!(
        draw("kanban\n  a[\"Ideas\"]\n    b[\"Pay\"]\n").contains("font-size:16px"),
        "what fits is as large as ever"
    );
}

#[test]
fn the_stripes_of_cards_are_seen_on_paper_and_in_the_dark() {
    let luminance = |colour: &str| {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    };
    let mut seen = BTreeSet::new();
    for priority in ["Very High", "High", "Low", "Very Low"] {
        let picture = draw(&format!("kanban\n  a[\"Ideas\"]\n    b[\"Pay\"]@{{ priority: '{priority}' }}\n"));
        let document = Document::parse(&picture).unwrap();
        let stripe = document.descendants().find(|node| node.has_tag_name((SVG, "line"))).unwrap();
        let colour = stripe.attribute("stroke").unwrap().replace("red", "#ff0000");
        for ground in ["#fbfaf7", "#14202b"] {
            let (one, other) = (luminance(&colour), luminance(ground));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 3.0, "{priority}: {colour} on {ground} has {contrast:.2}");
        }
        seen.insert(colour);
    }
    assert_eq!(seen.len(), 4);
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

/// A project in which one label stands wherever a practitioner writes one.
fn labelled(label: &str) -> String {
    let label = label.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "persona a \"{label} A\"\npersona b \"{label} B\"\nchannel w \"{label} W\"\njourney j \"{label} J\" {{\n persona: a, b\n \
         stage s \"{label} S\" {{\n touchpoint t \"{label} T\" {{\n channel: w\n emotion a: -1 \"{label} E\"\n emotion b: +1\n \
         pain p \"{label} P\"\n opportunity o \"{label} O\" {{ impact: 4; effort: 2; status: idea }}\n }}\n \
         touchpoint u \"{label} U\" {{ emotion: 0 }}\n touchpoint v \"Plain\" {{ emotion: -2 }}\n }}\n}}\n"
    )
}

/// What of it each view tells in its picture: the labels by their last letters.
const TELLS: [(&str, &str); 6] = [
    ("journey", "ABJSTU"),
    ("map", "STUP"),
    ("story", "STU"),
    ("conversation", "STU"),
    ("blueprint", "TU"),
    ("board", "O"),
];

#[test]
fn labels_that_begin_like_statements_survive_in_every_view() {
    let words = [
        "style #1",
        "style x: a, b",
        "linkStyle 0; 2",
        "classDef a fill:#111;",
        "%% x",
        "title a; b",
        "section #",
        "line [1]",
    ];
    for word in words {
        let text = labelled(word);
        let project = Project::of_text("text", &text);
        let (id, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        for (view, told) in TELLS {
            let found = journey_mermaid::View::named(view).unwrap();
            let rendered = journey_mermaid::render(&project, id, found, &journey_plugin::Options::default());
            let picture = svg(&rendered.text, &SvgOptions::new("x"))
                .unwrap_or_else(|error| panic!("{view}: {error}\n{}", rendered.text));
            let document = Document::parse(&picture).unwrap();
            let shown = texts(&document).concat().replace('-', "");
            for last in told.chars() {
                let label = solid(&format!("{word} {last}"));
                assert!(shown.contains(&label), "{view}: {label} is not in {shown}\n{}", rendered.text);
            }
            if view == "journey" {
                let people = document.descendants().filter(|node| node.attribute("class") == Some("legend"));
                assert_eq!(people.count(), 2, "two persons:\n{}", rendered.text);
            }
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
