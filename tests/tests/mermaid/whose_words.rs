//! Personas who feel the same and say it in other words keep their own words, in what real Mermaid draws.

use journey_model::Keyword;
use journey_plugin::{Options, Registry};
use journey_tests::mermaid::MermaidVersion;

use crate::drawn::Drawn;
use crate::examples::project;
use crate::facts::JourneyFacts;
use crate::views;

const SOURCE: &str = r#"
persona zoe "Zoe, buyer" {}
persona xan "Xan, seller" {}
persona quy "Quy (agent)" {}
journey sale "A sale" {
  persona: zoe, xan, quy
  stage s "Sign" {
    touchpoint t "Uploads papers" { emotion zoe: -2 "stuck"; emotion xan: -2 "insulted"; emotion quy: -2 "stuck" }
    touchpoint u "Gets the offer" { emotion zoe: +2; emotion xan: +2 "believed"; emotion quy: -1 "passed over" }
    touchpoint v "Signs" { emotion: +1 "done"; emotion quy: +1 "paid" }
    touchpoint w "Moves in" { emotion: +2 "at home" }
    touchpoint x "Gets the keys" { emotion: 0; emotion xan: 0 "sentimental" }
  }
}
"#;

#[test]
fn personas_who_feel_the_same_keep_their_own_words_in_every_version() {
    let registry = Registry::new(journey_mermaid::plugins()).unwrap();
    let project = project(&[("sale.journey".to_owned(), SOURCE.to_owned())]);
    let (id, journey) = project.declarations_of(Keyword::Journey).next().unwrap();
    let facts = JourneyFacts::of(&project, journey);
    for version in MermaidVersion::ALL {
        for name in ["story", "conversation", "map", "table"] {
            let view = registry.views().find(|view| view.description().id == name).unwrap();
            let drawn = Drawn::of(view, &project, id, version, Options::default()).unwrap();
            let problems = views::problems(name, &facts, &drawn);
            assert!(problems.is_empty(), "{name} on {}:\n{}", version.name(), problems.join("\n"));
        }
    }
}
