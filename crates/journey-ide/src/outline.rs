//! The outline of a file: its declarations as a tree.

use journey_model::{Declaration, DeclarationId, FileId};

use crate::{Snapshot, Symbol};

/// A declaration in an outline, with those in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// The declaration.
    pub symbol: Symbol,
    /// The declarations directly in it, in the order of the text.
    pub children: Vec<OutlineEntry>,
}

/// The declarations of a file, in the order of the text. A block that nothing opens has no name to be listed by: what
/// is in it stands in its place.
pub fn outline(snapshot: &Snapshot, file: FileId) -> Vec<OutlineEntry> {
    entries(snapshot, file, snapshot.project.file(file).model.top_level())
}

/// The same for editors that show a list: each entry with the name of the one that it stands in, if any.
pub fn flat_outline(entries: Vec<OutlineEntry>) -> Vec<(Symbol, Option<String>)> {
    let mut flat = Vec::new();
    flatten(entries, None, &mut flat);
    flat
}

fn entries<'m>(
    snapshot: &Snapshot,
    file: FileId,
    declarations: impl Iterator<Item = Declaration<'m>>,
) -> Vec<OutlineEntry> {
    let mut entries = Vec::new();
    for declaration in declarations {
        let children = self::entries(snapshot, file, Box::new(declaration.children()) as Box<dyn Iterator<Item = _>>);
        if declaration.keyword_node().is_none() {
            entries.extend(children);
            continue;
        }
        let symbol = Symbol::of(snapshot, DeclarationId { file, local: declaration.local_id() });
        entries.push(OutlineEntry { symbol, children });
    }
    entries
}

fn flatten(entries: Vec<OutlineEntry>, container: Option<&str>, flat: &mut Vec<(Symbol, Option<String>)>) {
    for OutlineEntry { symbol, children } in entries {
        let name = symbol.name.clone();
        flat.push((symbol, container.map(str::to_owned)));
        flatten(children, Some(&name), flat);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    fn drawn(text: &str) -> String {
        fn draw(entries: &[OutlineEntry], depth: usize, drawing: &mut String) {
            for OutlineEntry { symbol, children } in entries {
                let keyword = symbol.keyword.map_or("?", journey_model::Keyword::name);
                let detail = symbol.detail.as_deref().unwrap_or("-");
                drawing.push_str(&format!("{}{keyword} {} ({detail})\n", "  ".repeat(depth), symbol.name));
                draw(children, depth + 1, drawing);
            }
        }
        let fixture = Fixture::new(text);
        let mut drawing = String::new();
        draw(&outline(&fixture.snapshot, fixture.files[0]), 0, &mut drawing);
        drawing
    }

    #[test]
    fn declarations_stand_in_each_other_as_in_the_text() {
        let text = "\
persona maya \"Maya\"
journey shop \"Weekly shop\" {
  goal: \"Dinner\"
  stage find \"Find\" {
    touchpoint search \"Searches\" { emotion maya: -1; pain stale \"Stale\" { severity: high } }
    touchpoint pay \"Pays\" { emotion: +1 }
  }
  opportunity \"Show stock\" { addresses: stale }
}
";
        let expected = "\
persona Maya (maya)
journey Weekly shop (shop · 1 stage, 2 touchpoints)
  stage Find (find · 2 touchpoints, 1 pain)
    touchpoint Searches (search · maya -1, 1 pain)
      pain Stale (stale · high)
    touchpoint Pays (pay · +1)
  opportunity Show stock (-)
";
        assert_eq!(drawn(text), expected);
    }

    #[test]
    fn broken_text_has_an_outline_too() {
        let text = "\
journey shop \"Shop\" {
  stag find \"Find\" {
    touchpoint search \"Searches\"
  }
  { touchpoint pay \"Pays\" }
  persona maya
  stage
persona tom \"Tom
";
        let expected = "\
journey Shop (shop · 1 stage, 2 touchpoints)
  ? Find (find)
    touchpoint Searches (search)
  touchpoint Pays (pay)
  stage Unnamed stage (-)
persona Tom (tom)
";
        assert_eq!(drawn(text), expected);
        assert_eq!(drawn(""), "");
        assert_eq!(drawn("\u{feff}// nothing\r\n"), "");
    }

    #[test]
    fn the_list_names_what_an_entry_stands_in() {
        let fixture = Fixture::new("journey shop \"Shop\" {\n stage find {\n touchpoint search \"Searches\"\n }\n}\n");
        let flat = flat_outline(outline(&fixture.snapshot, fixture.files[0]));
        let names: Vec<(&str, Option<&str>)> =
            flat.iter().map(|(symbol, container)| (symbol.name.as_str(), container.as_deref())).collect();
        assert_eq!(names, [("Shop", None), ("Find", Some("Shop")), ("Searches", Some("Find"))]);
    }

    #[test]
    fn the_name_lies_in_the_declaration_and_a_declaration_in_the_one_around_it() {
        let fixture = Fixture::new("journey {\n stage \"Ünd\" { pain }\n}\nchannel app \"𝒜\"\r\n");
        let flat = flat_outline(outline(&fixture.snapshot, fixture.files[0]));
        assert_eq!(flat.len(), 4);
        for (symbol, _) in &flat {
            assert!(symbol.target.range.covers(symbol.target.focus), "{symbol:?}");
        }
    }
}
