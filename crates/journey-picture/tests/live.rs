//! What a live preview relies on, in every view of every example: elements lead to what they show.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../../../grammar/examples.rs"]
mod examples;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use journey_mermaid::{Options, Request, View};
use journey_model::syntax::{TextRange, parse};
use journey_model::{Configuration, File, FileModel, Keyword, Project, Schema};
use journey_picture::{LivePicture, Stop, live};
use roxmltree::{Document, Node};

use examples::example_projects;

/// Every example; the files of a folder are one project.
fn examples() -> Vec<(String, Project)> {
    let schema = Arc::new(Schema::standard().clone());
    let project = |files: Vec<(String, String)>| {
        let name = files[0].0.split(['/', '.']).next().unwrap().to_owned();
        let files = files
            .into_iter()
            .map(|(path, text)| File { path: path.into(), model: Arc::new(FileModel::lower(&parse(&text), &schema)) });
        (name, Project::new(files.collect(), Arc::clone(&schema), Configuration::default()))
    };
    let mut examples: Vec<(String, Project)> = example_projects().into_iter().map(project).collect();
    for (name, text) in HOSTILE {
        examples.push((name.to_owned(), Project::of_text("text", text)));
    }
    examples
}

/// Journeys that a diagram could take for something else.
const HOSTILE: [(&str, &str); 5] = [
    (
        "odd-labels",
        r##"persona maya "Maya; [busy] \"parent\" – #1 & <b>"
persona tom "end"
channel app "App: p1 as x"
actor team "rect rgb(1,2,3)"
journey odd "Odd; [labels] \"quoted\" #35; <b>bold</b> ü漢字 😀" {
  persona: maya, tom
  stage s "section Stage; [1] \"x\" %% y: z" {
    touchpoint t "title: x; [1] \"x\" {y} `z` ü漢字 😀" {
      channel: app
      actor: team
      emotion maya: -1 "sad; [x] \"y\"", +2 "accTitle: glad"
      emotion tom: -1
      does: "Note over p0: does", "p0->>p1: does #35;"
      thinks: "line \"Thinks\" [1, 2]"
      says: "x-axis [1]"
      frontstage: team "c1[\"x\"]", app, "r1c --> r2c"
      backstage: app "end"
      pain p "o1[\"Pain\"]@{ x }"
      gain g "subgraph a"
      next: u "if |x| --> y", v
    }
    touchpoint u "accDescr: u" { emotion: +2 }
    touchpoint v "title: x; [1] \"x\" {y} `z` ü漢字 😀" { emotion: +2; thinks: "line \"Thinks\" [1, 2]" }
  }
  stage s2 "section Stage; [1] \"x\" %% y: z" { touchpoint w "end" }
  stage none "Nothing here"
  touchpoint outside "Outside; of all" { next: t; emotion tom: 0 "kanban" }
  opportunity o1 "Idea; one" { addresses: p; impact: 8; effort: 3; status: idea }
  opportunity o2 "Idea \"two\": [0.1, 0.2]" { addresses: p; impact: 3; effort: 8; status: idea; owner: @me; ticket: A-1 }
  opportunity o3 "Idea [three] {x} (y)" { impact: 2; effort: 2; status: planned }
  opportunity o4 "Idée ü漢字 😀 четыре" { impact: 9; effort: 9; status: done }
  opportunity o5 "title #35; %% five: <b>x</b> & y" { impact: 5; effort: 5 }
  opportunity o6 "Idea; one" { impact: 8; effort: 3; status: doing }
}
"##,
    ),
    (
        "windows",
        "\u{feff}persona maya \"𝒵 Maya\"\r\njourney a \"𝒵 A\" {\r\n  persona: maya\r\n  stage s \"𝒵 S\" {\r\n    touchpoint t \"𝒵 T\" { emotion: -1 \"𝒵\"; thinks: \"𝒵\" }\r\n    touchpoint u \"𝒵 T\"\r\n  }\r\n}\r\n",
    ),
    (
        "namesakes",
        "channel x \"X\"\nactor x2 \"X\"\njourney a \"A\" { stage s \"A\" { touchpoint t \"A\" { channel: x; frontstage: x2 \"A\" }\n touchpoint t \"A\" { emotion: 0 }\n touchpoint \"A\" } stage s \"A\" { touchpoint t \"A\" } }\njourney a \"A\" { touchpoint t \"A\" }",
    ),
    (
        "broken",
        "journey a \"A {\n  stage s \"S\" {\n    touchpoint t \"T\" { emotion: \n thinks: \"no end\n }\n    touchpint x \"X\"\n    touchpoint u \"U\"\n  }\n  pain\n  touchpoint",
    ),
    ("nothing", "journey\njourney a\njourney b { stage s }\njourney {"),
];

/// A view of a journey of an example.
struct Drawn {
    /// For messages.
    name: String,
    view: View,
    target: &'static str,
    picture: LivePicture,
    /// The touchpoints of the journey.
    touchpoints: Vec<(String, TextRange)>,
}

/// Every view of every journey, as it is drawn for some targets and directions. Drawing takes long, so all tests share it.
static DRAWN: LazyLock<Vec<Drawn>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for (example, project) in examples() {
        for (id, journey) in project.declarations_of(Keyword::Journey) {
            let inner = journey.descendants().filter(|inner| inner.keyword() == Some(Keyword::Touchpoint));
            let touchpoints: Vec<_> = inner.map(|inner| (inner.id().to_owned(), inner.range())).collect();
            for (view, (target, direction)) in View::ALL
                .into_iter()
                .flat_map(|view| [("latest", "ltr"), ("11.4", "rtl"), ("gitlab", "ltr")].map(|how| (view, how)))
            {
                let mut request = Request::default();
                request.set("target", target).unwrap();
                request.set("direction", direction).unwrap();
                let (_, picture) = live(&project, id, view.id(), &request, &Stop::default()).unwrap();
                let name = format!("{view:?} of {example}#{} for {target}, {direction}", journey.id());
                all.push(Drawn { name, view, target, picture, touchpoints: touchpoints.clone() });
            }
        }
    }
    all
});

/// The elements of each place, by its name.
fn elements<'d>(document: &'d Document<'d>) -> BTreeMap<String, Vec<Node<'d, 'd>>> {
    let mut elements: BTreeMap<String, Vec<Node<'d, 'd>>> = BTreeMap::new();
    for node in document.descendants() {
        for name in node.attribute("data-place").into_iter().flat_map(|names| names.split(' ')) {
            elements.entry(name.to_owned()).or_default().push(node);
        }
    }
    elements
}

/// Letters and digits only, for texts are broken into lines.
fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).collect()
}

fn drawn(nodes: &[Node<'_, '_>]) -> String {
    let texts = nodes.iter().flat_map(|node| node.descendants()).filter(Node::is_text);
    letters(&texts.filter_map(|text| text.text()).collect::<String>())
}

#[test]
fn every_element_leads_to_a_place_and_every_place_to_an_element() {
    for Drawn { name, picture, .. } in DRAWN.iter() {
        let Ok(svg) = &picture.svg else { continue };
        let document = Document::parse(svg).unwrap();
        let drawn: BTreeSet<String> = elements(&document).into_keys().collect();
        let listed: BTreeSet<String> = picture.places.iter().map(|shown| shown.element.clone()).collect();
        assert_eq!(drawn, listed, "{name}");
        assert_eq!(listed.len(), picture.places.len(), "{name}");
        assert!(picture.places.is_sorted_by_key(|shown| shown.lines.first().copied()), "{name}");
    }
}

#[test]
fn what_is_drawn_says_what_it_leads_to() {
    let mut wrong = Vec::new();
    for Drawn { name, view, picture, .. } in DRAWN.iter() {
        let Ok(svg) = &picture.svg else { continue };
        let document = Document::parse(svg).unwrap();
        let elements = elements(&document);
        for shown in &picture.places {
            let own = &elements[&shown.element];
            let text = drawn(own);
            let is_whole = |text: &str| text.is_empty() || text.contains(&letters(&shown.label));
            // Notes and events say more of a touchpoint than its label; elsewhere each element has it, or has no text at all.
            let each = !matches!(view, View::Conversation | View::Story);
            if is_whole(&text) && (!each || own.iter().all(|node| is_whole(&drawn(&[*node])))) {
                continue;
            }
            let says = match (view, shown.kind.as_str()) {
                // A face and a colour show an emotion, too; and notes have their own sentences about it.
                (View::Journey | View::Conversation, "emotion") => true,
                // Somebody of whom nothing is said but that.
                (View::Conversation, _) if text == "takespart" => true,
                // A legend has room for short names.
                (View::Emotion, "persona") => text.contains(&letters(shown.label.split([' ', ',']).next().unwrap())),
                // Where not all labels fit, the axis has numbers, which the legend explains.
                (View::Emotion, "touchpoint") => is_whole(&text),
                // Points that lie on each other share a label, with their numbers; the legend says which is which.
                (View::Opportunities, "opportunity") => text.starts_with('O') && is_whole(&text),
                // Who does something stands elsewhere than what is done.
                _ => shown.label.split(": ").any(|part| text.contains(&letters(part))),
            };
            if !says {
                wrong.push(format!("{name}: {} {} “{}” is drawn as “{text}”", shown.kind, shown.id, shown.label));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_touchpoint_is_found_in_every_view_that_shows_touchpoints() {
    for Drawn { name, view, picture, touchpoints, .. } in DRAWN.iter() {
        if picture.svg.is_err() || matches!(view, View::Opportunities | View::Board) {
            continue;
        }
        for (id, range) in touchpoints {
            let shown = picture.places.iter().find(|shown| shown.place.range == *range);
            assert_eq!(shown.map(|shown| shown.kind.as_str()), Some("touchpoint"), "{name} does not show {id}");
        }
    }
}

#[test]
fn a_touchpoint_can_be_pointed_at_above_its_number() {
    let text = "persona m \"M\"\njourney a \"A\" { persona: m\n stage s { touchpoint t { emotion: +1 }\n touchpoint u { emotion: -1 }\n touchpoint v { emotion: 0 } } }";
    let project = Project::of_text("a.journey", text);
    let (journey, _) = project.declarations_of(Keyword::Journey).next().unwrap();
    for (direction, order) in [("ltr", ["t", "u", "v"]), ("rtl", ["v", "u", "t"])] {
        let mut request = Request::default();
        request.set("direction", direction).unwrap();
        let (_, picture) = live(&project, journey, "emotion", &request, &Stop::default()).unwrap();
        let svg = picture.svg.unwrap();
        let document = Document::parse(&svg).unwrap();
        let fields: Vec<(f64, f64, &str)> = document
            .descendants()
            .filter(|node| node.attribute("fill") == Some("transparent"))
            .map(|node| {
                let number = |name| node.attribute(name).unwrap().parse::<f64>().unwrap();
                let name = node.attribute("data-place").unwrap();
                let shown = picture.places.iter().find(|shown| shown.element == name).unwrap();
                (number("x"), number("width"), shown.id.as_str())
            })
            .collect();
        assert_eq!(fields.iter().map(|(_, _, id)| *id).collect::<Vec<_>>(), order, "{direction}");
        // Side by side, without a gap.
        assert!(fields.windows(2).all(|pair| (pair[0].0 + pair[0].1 - pair[1].0).abs() < 0.1), "{fields:?}");
    }
}

#[test]
fn a_place_says_whose_it_is_and_what_it_stands_in() {
    let text = "persona m \"Maya, busy\"\njourney a \"A\" { persona: m\n stage s \"Find\" { touchpoint t \"Looks\" { emotion m: -1\n \
                emotion nobody: +2\n thinks: \"Hm\" } } }";
    let project = Project::of_text("a.journey", text);
    let (journey, _) = project.declarations_of(Keyword::Journey).next().unwrap();
    let (_, picture) = live(&project, journey, "map", &Request::default(), &Stop::default()).unwrap();
    let context =
        |label: &str| picture.places.iter().find(|shown| shown.label == label).map(|shown| shown.context.join(" < "));
    assert_eq!(context("-1").as_deref(), Some("Maya, busy < Looks < Find"), "{:?}", picture.places);
    assert_eq!(context("+2").as_deref(), Some("nobody < Looks < Find"));
    assert_eq!(context("Hm").as_deref(), Some("Looks < Find"));
    assert_eq!(context("Looks").as_deref(), Some("Find"));
    assert_eq!(context("Find").as_deref(), Some(""));
}

#[test]
fn only_texts_and_what_a_target_lacks_have_no_picture() {
    for Drawn { name, view, target, picture, .. } in DRAWN.iter() {
        let why = picture.svg.as_ref().err().map(ToString::to_string);
        if !view.is_diagram() {
            assert_eq!(why.as_deref(), Some("This view is a text, so it has no picture."), "{name}");
        } else if let Some(why) = why {
            let is_old = *target == "gitlab" && matches!(view, View::Map | View::Board);
            assert!(is_old && why.contains("Mermaid 10.7 has no "), "{name}: {why}");
        }
    }
}

#[test]
fn a_picture_that_nobody_wants_any_more_is_not_drawn() {
    let project = Project::of_text("a.journey", "journey a { stage s { touchpoint t } }");
    let (journey, _) = project.declarations_of(Keyword::Journey).next().unwrap();
    for view in View::ALL.into_iter().filter(|view| view.is_diagram()) {
        let rendered = journey_mermaid::render(&project, journey, view, &Options::default());
        let stop = Stop::default();
        let waiting = stop.when_dropped();
        assert!(LivePicture::until(&project, journey, &rendered, "a", &stop.clone()).svg.is_ok());
        drop(waiting);
        let stopped = LivePicture::until(&project, journey, &rendered, "a", &stop);
        assert_eq!(stopped.svg.unwrap_err().to_string(), "The drawing was stopped.");
        assert!(stopped.places.is_empty());
    }
}
