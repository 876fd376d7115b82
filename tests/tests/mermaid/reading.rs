//! The judge itself: each type of diagram, written by hand, is read back as it was written, in every version that has it.

use journey_tests::mermaid::{
    Board, Drawing, Edge, Flow, LinePoint, MermaidVersion, Period, QuadrantPoint, Reading, Sequence, Step,
};

use crate::judge_of;

/// A diagram, the first version that knows its type, and what has to be seen in it.
struct Sample {
    text: &'static str,
    since: MermaidVersion,
    check: fn(&Drawing),
}

const SAMPLES: [Sample; 9] = [
    Sample { text: JOURNEY, since: MermaidVersion::V10_7, check: journey },
    Sample { text: GRID, since: MermaidVersion::V10_9, check: grid },
    Sample { text: CHART, since: MermaidVersion::V10_7, check: chart },
    Sample { text: QUADRANTS, since: MermaidVersion::V10_7, check: quadrants },
    Sample { text: BOARD, since: MermaidVersion::V11_4, check: board },
    Sample { text: FLOW, since: MermaidVersion::V10_7, check: flow },
    Sample { text: SWIMLANES, since: MermaidVersion::V11_17, check: swimlanes },
    Sample { text: SEQUENCE, since: MermaidVersion::V10_7, check: sequence },
    Sample { text: TIMELINE, since: MermaidVersion::V10_7, check: timeline },
];

#[test]
fn every_type_is_read_back_as_it_was_written_in_every_version_that_has_it() {
    for version in MermaidVersion::ALL {
        for Sample { text, since, check } in SAMPLES {
            let verdict = judge_of(version).draw(text).unwrap_or_else(|error| panic!("{error}"));
            match verdict {
                Ok(drawing) if version >= since => {
                    assert_eq!(drawing.clipped, [], "{} {text}", version.name());
                    assert_eq!(drawing.overlapping, [], "{} {text}", version.name());
                    assert_eq!(drawing.covered, [], "{} {text}", version.name());
                    check(&drawing);
                }
                Err(error) if version < since => {
                    assert!(
                        error.starts_with("parse: No diagram type detected"),
                        "{}: {error}\n{text}",
                        version.name()
                    );
                }
                other => panic!("Mermaid {}: {other:?}\n{text}", version.name()),
            }
        }
    }
}

const JOURNEY: &str = "journey
  title Weekly shop
  accTitle: A title
  accDescr: A description
  section Discover
    Searches: 2: Maya, Tom
  section Receive
    Opens: 5: Maya
";

fn journey(drawing: &Drawing) {
    let journey = drawing.journey();
    let tasks: Vec<_> = journey.tasks.iter().map(|task| (task.text.as_str(), task.score, task.actors.len())).collect();
    assert_eq!(tasks, [("Searches", Some(2.0), 2), ("Opens", Some(5.0), 1)]);
    assert_eq!(
        (drawing.acc_title.as_deref(), drawing.acc_description.as_deref()),
        (Some("A title"), Some("A description"))
    );
}

const GRID: &str = "block-beta
  columns 3
  h[\"Steps\"] a[\"Discover\"] b[\"Receive\"]
  r[\"Pains\"] space p[\"No slot<br/>tonight\"]
  m[\"Both\"]:3
";

fn grid(drawing: &Drawing) {
    let Reading::Block(block) = &drawing.reading else { panic!("{drawing:?}") };
    let cells: Vec<_> = block.cells.iter().map(|cell| (cell.text.as_str(), cell.row, cell.column, cell.span)).collect();
    let expected = [
        ("Steps", 0, 0, 1),
        ("Discover", 0, 1, 1),
        ("Receive", 0, 2, 1),
        ("Pains", 1, 0, 1),
        ("No slot\ntonight", 1, 2, 1),
        ("Both", 2, 0, 3),
    ];
    assert_eq!(cells, expected);
    assert_eq!((block.rows, block.columns), (3, 3));
}

const CHART: &str = "xychart-beta
  title \"Emotion\"
  x-axis \"Step\" [\"Search\", \"Pay\", \"Open\"]
  y-axis \"Score\" -2 --> 2
  line [-1, 0.5, -2]
  line [1, 2, 0]
";

fn chart(drawing: &Drawing) {
    let Reading::Chart(chart) = &drawing.reading else { panic!("{drawing:?}") };
    assert_eq!(chart.title.as_deref(), Some("Emotion"));
    assert_eq!((chart.x.title.as_deref(), chart.y.title.as_deref()), (Some("Step"), Some("Score")));
    assert_eq!(chart.x.labels, ["Search", "Pay", "Open"]);
    assert_eq!((chart.y.labels.first().unwrap().as_str(), chart.y.labels.last().unwrap().as_str()), ("-2", "2"));
    let point = |label: &str, value: f64| LinePoint { label: Some(label.to_owned()), value: Some(value) };
    assert_eq!(chart.lines[0].points, [point("Search", -1.0), point("Pay", 0.5), point("Open", -2.0)]);
    assert_eq!(chart.lines[1].points, [point("Search", 1.0), point("Pay", 2.0), point("Open", 0.0)]);
    assert_eq!(chart.lines.len(), 2);
}

const QUADRANTS: &str = "quadrantChart
  title Impact by effort
  x-axis Low effort --> High effort
  y-axis Low impact --> High impact
  quadrant-1 Big bets
  quadrant-2 Quick wins
  quadrant-3 Fill-ins
  quadrant-4 Think twice
  \"O1\": [0.3, 0.8]
  \"O2\": [0.95, 0.05]
";

fn quadrants(drawing: &Drawing) {
    let Reading::Quadrants(chart) = &drawing.reading else { panic!("{drawing:?}") };
    assert_eq!(chart.title.as_deref(), Some("Impact by effort"));
    assert_eq!(
        (&chart.x[..], &chart.y[..]),
        (&["Low effort", "High effort"].map(str::to_owned)[..], &["Low impact", "High impact"].map(str::to_owned)[..])
    );
    assert_eq!(
        chart.quadrants.each_ref().map(|text| text.as_deref().unwrap()),
        ["Big bets", "Quick wins", "Fill-ins", "Think twice"]
    );
    let mut points: Vec<_> =
        chart.points.iter().map(|QuadrantPoint { text, x, y, .. }| (text.as_str(), *x, *y)).collect();
    points.sort_by_key(|point| point.0);
    assert_eq!(points, [("O1", 0.3, 0.8), ("O2", 0.95, 0.05)]);
}

const BOARD: &str = "kanban
  idea[\"Idea\"]
    a[\"Show live stock in search\"]
    b[\"Let the customer choose\"]@{ ticket: 7, assigned: 'tom' }
  planned[\"Planned\"]
    c[\"Ring twice\"]
  done[\"Done\"]
";

fn board(drawing: &Drawing) {
    let Reading::Board(Board { columns, outside }) = &drawing.reading else { panic!("{drawing:?}") };
    let seen: Vec<(&str, Vec<&str>)> = columns
        .iter()
        .map(|column| (column.text.as_str(), column.items.iter().map(|item| item.text.as_str()).collect()))
        .collect();
    let expected = [
        ("Idea", vec!["Show live stock in search", "Let the customer choose"]),
        ("Planned", vec!["Ring twice"]),
        ("Done", vec![]),
    ];
    assert_eq!(seen, expected);
    assert_eq!(columns[0].items[1].details, ["7", "tom"]);
    assert_eq!(outside.len(), 0);
}

const FLOW: &str = "flowchart LR
  subgraph customer[\"Customer\"]
    direction LR
    a[\"Types dish names\"]
    b[\"Opens the door\"]
  end
  subgraph front[\"Front stage\"]
    c([\"Shows results\"])
  end
  subgraph back[\"Back stage\"]
    d[\"Packs food\"]
  end
  a --> c
  c -->|\"asks\"| b
  d -.-> b
";

const SWIMLANES: &str = "swimlane-beta LR
  subgraph customer[\"Customer\"]
    a[\"Types dish names\"]
    b[\"Opens the door\"]
  end
  subgraph front[\"Front stage\"]
    c[\"Shows results\"]
  end
  subgraph back[\"Back stage\"]
    d[\"Packs food\"]
  end
  a --> c
  c -->|\"asks\"| b
  d -.-> b
";

fn flow(drawing: &Drawing) {
    let Reading::Flow(flow) = &drawing.reading else { panic!("{drawing:?}") };
    lanes_and_edges(flow);
}

fn swimlanes(drawing: &Drawing) {
    let Reading::Flow(flow) = &drawing.reading else { panic!("{drawing:?}") };
    lanes_and_edges(flow);
    let lanes: Vec<&str> = flow.lanes.iter().map(|lane| lane.text.as_str()).collect();
    assert_eq!(lanes, ["Customer", "Front stage", "Back stage"], "one below the other");
}

fn lanes_and_edges(flow: &Flow) {
    let mut nodes: Vec<_> = flow.nodes.iter().map(|node| (node.text.as_str(), node.lanes.join(", "))).collect();
    nodes.sort_unstable();
    let expected = [
        ("Opens the door", "Customer"),
        ("Packs food", "Back stage"),
        ("Shows results", "Front stage"),
        ("Types dish names", "Customer"),
    ];
    assert_eq!(nodes, expected.map(|(text, lane)| (text, lane.to_owned())));
    let edge = |from: &str, to: &str, label: Option<&str>, dotted| Edge {
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        label: label.map(str::to_owned),
        dotted,
    };
    let expected = [
        edge("Types dish names", "Shows results", None, false),
        edge("Shows results", "Opens the door", Some("asks"), false),
        edge("Packs food", "Opens the door", None, true),
    ];
    assert_eq!(flow.edges, expected);
    assert_eq!(flow.labels, ["asks"]);
}

const SEQUENCE: &str = "sequenceDiagram
  title A conversation
  actor maya as Maya
  participant app as Mobile app
  participant stock as Stock system
  note over maya,stock: Discover
  maya->>app: Types three dish names
  app-->>maya: Shows results
  note right of stock: Answers late
  app->>app: waits
  loop every day
  app->>stock: In stock?
  end
";

fn sequence(drawing: &Drawing) {
    let Reading::Sequence(Sequence { title, participants, steps }) = &drawing.reading else { panic!("{drawing:?}") };
    assert_eq!(title.as_deref(), Some("A conversation"));
    let names: Vec<_> = participants.iter().map(|name| (name.text.as_str(), name.person)).collect();
    assert_eq!(names, [("Maya", true), ("Mobile app", false), ("Stock system", false)]);
    let message = |from: &str, to: &str, text: &str, dotted| Step::Message {
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        text: text.to_owned(),
        dotted,
    };
    let note = |over: &[&str], text: &str| Step::Note {
        over: over.iter().map(|name| (*name).to_owned()).collect(),
        text: text.to_owned(),
    };
    let expected = [
        note(&["Maya", "Mobile app", "Stock system"], "Discover"),
        message("Maya", "Mobile app", "Types three dish names", false),
        message("Mobile app", "Maya", "Shows results", true),
        note(&["Stock system"], "Answers late"),
        message("Mobile app", "Mobile app", "waits", false),
        Step::Frame { label: "loop".to_owned(), text: "[every day]".to_owned() },
        message("Mobile app", "Stock system", "In stock?", false),
    ];
    assert_eq!(*steps, expected);
}

const TIMELINE: &str = "timeline
  title The story
  section Discover
    Searches for dinner : Types three dish names : Thinks about it
    Chooses : Picks
  section Receive
    Opens the door : Is it all there
";

fn timeline(drawing: &Drawing) {
    let Reading::Timeline(timeline) = &drawing.reading else { panic!("{drawing:?}") };
    assert_eq!(timeline.title.as_deref(), Some("The story"));
    let [discover, receive] = timeline.sections.as_slice() else { panic!("{timeline:?}") };
    let period = |text: &str, events: &[&str]| Period {
        text: text.to_owned(),
        events: events.iter().map(|event| (*event).to_owned()).collect(),
    };
    assert_eq!(discover.text.as_deref(), Some("Discover"));
    assert_eq!(
        discover.periods,
        [period("Searches for dinner", &["Types three dish names", "Thinks about it"]), period("Chooses", &["Picks"])]
    );
    assert_eq!(receive.text.as_deref(), Some("Receive"));
    assert_eq!(receive.periods, [period("Opens the door", &["Is it all there"])]);
}

/// Diagrams in which something cannot be read, and the word that the judge has to say about it.
const AILING: [(&str, &str); 6] = [
    (
        "journey\n  section s\n    A very long task label that goes on and on and on until it does not fit into the box: 4: Maya\n",
        "beyond its",
    ),
    ("quadrantChart\n  \"Opportunity one\": [0.3, 0.8]\n  \"Opportunity two\": [0.32, 0.8]\n", "lie over each other"),
    ("quadrantChart\n  \"An opportunity at the rim\": [0.99, 0.5]\n", "beyond its picture"),
    (
        "xychart-beta\n  x-axis [\"Searches for dinner in the app\", \"Chooses a slot in the evening\", \"Pays with the card of somebody\", \"Opens the door\"]\n  line [1, 2, 1, 2]\n",
        "lie over each other",
    ),
    ("timeline\n  Lebensmittellieferungsunternehmensmitarbeiterin : b\n", "beyond its shape"),
    ("flowchart LR\n  a[\"dark on dark\"]\n  style a fill:#222,color:#333\n", "has a contrast of"),
];

#[test]
fn what_cannot_be_read_is_told_in_every_version() {
    for version in MermaidVersion::ALL {
        for (text, told) in AILING {
            let drawing = judge_of(version).draw(text).unwrap_or_else(|error| panic!("{error}")).unwrap();
            let ailments = drawing.ailments();
            assert!(ailments.iter().any(|ailment| ailment.contains(told)), "{}: {ailments:?}\n{text}", version.name());
        }
    }
}
