//! What a marker or a fence asks for.

use journey_model::nearest;

use super::attributes::{self, Attribute};
use super::mistake::Reason;
use crate::{Flavour, Parts};

/// What a marker or a fence asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The line in which it starts, from 1.
    pub line: usize,
    /// How what is given for it must be written.
    pub flavour: Flavour,
    /// The journey that stands in a fence; `None` where `src` says which file has it.
    pub text: Option<String>,
    attributes: Vec<(&'static str, String)>,
}

/// All attributes, as they are listed to people.
const ATTRIBUTES: [&str; 11] =
    ["src", "view", "target", "theme", "persona", "stages", "lanes", "direction", "title", "table", "notes"];
/// Those that do not say how the journey is drawn.
const ABOUT_THE_PAGE: [&str; 3] = ["src", "table", "notes"];
/// The word behind the language of a fence that is source code to show.
const SHOW: &str = "show";
/// What messages call a fence.
const A_FENCE: &str = "a fence";

impl Wanted {
    /// The value of an attribute, as it is written.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The attributes that say how the journey is drawn, as they are written: all but `src`, `table` and `notes`.
    pub fn drawing(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let drawing = self.attributes.iter().filter(|(name, _)| !ABOUT_THE_PAGE.contains(name));
        drawing.map(|(name, value)| (*name, value.as_str()))
    }

    /// What is wanted beside the diagram: all, without `table="no"` and `notes="no"`.
    pub fn parts(&self) -> Parts {
        Parts { table: self.get("table") != Some("no"), notes: self.get("notes") != Some("no") }
    }

    /// What a marker asks for with `written` behind its word. Mistakes have their places in `written`.
    pub(super) fn of_marker(written: &str, line: usize, flavour: Flavour) -> (Self, Vec<(usize, Reason)>) {
        let (read, mut mistakes) = attributes::read(written);
        let mut wanted = Self { line, flavour, text: None, attributes: Vec::new() };
        wanted.take(read, "a marker", &mut mistakes);
        // What could not be read may have been just that.
        if mistakes.is_empty() && wanted.get("src").is_none_or(|src| src.trim().is_empty() || src.starts_with('#')) {
            let help = "Add src=\"FILE.journey\", or src=\"FILE.journey#ID\" where the file has several journeys. Its path \
                        starts at the folder of this page.";
            mistakes.push((0, Reason::new("the marker does not say which file to draw").help(help)));
        }
        (wanted, mistakes)
    }

    /// What a fence asks for with `info` behind its mark and `body` in it. `None` where it is not for us.
    pub(super) fn of_fence(
        info: &str,
        body: &str,
        line: usize,
        flavour: Flavour,
    ) -> Option<(Self, Vec<(usize, Reason)>)> {
        let written = info.trim_start().strip_prefix("journey")?;
        if !written.is_empty() && !written.starts_with(char::is_whitespace) {
            return None;
        }
        let (read, mut mistakes) = attributes::read(written);
        if read.iter().any(|attribute| attribute.name == SHOW && attribute.value.is_none()) {
            return None;
        }
        let mut wanted = Self { line, flavour, text: None, attributes: Vec::new() };
        wanted.take(read, A_FENCE, &mut mistakes);
        let has_body = !body.trim().is_empty();
        let names_file = wanted.get("src").is_some_and(|src| !src.trim().is_empty() && !src.starts_with('#'));
        let wrong = match (has_body, names_file) {
            (true, true) => Some(
                Reason::new("the fence has a journey in it and names another one with `src`")
                    .help("Take one of the two away. Of several journeys in the fence, src=\"#ID\" chooses one."),
            ),
            (false, false) => Some(
                Reason::new("the fence is empty")
                    .help("Write a journey in it, or name a file with src=\"FILE.journey\" behind the word `journey`."),
            ),
            _ => None,
        };
        if mistakes.is_empty() {
            mistakes.extend(wrong.map(|reason| (0, reason)));
        }
        wanted.text = (has_body && !names_file).then(|| body.to_owned());
        Some((wanted, mistakes))
    }

    fn take(&mut self, read: Vec<Attribute<'_>>, whose: &str, mistakes: &mut Vec<(usize, Reason)>) {
        for Attribute { offset, name, value } in read {
            let reason = match (ATTRIBUTES.into_iter().find(|known| *known == name), value) {
                (None, _) => unknown(name, value.is_some(), whose),
                (Some(known), _) if self.get(known).is_some() => {
                    Reason::new(format!("`{known}` is given twice")).help("Take one of the two away.")
                }
                (Some(known), None) => {
                    Reason::new(format!("`{known}` has no value")).help(format!("Write {known}=\"...\"."))
                }
                (Some(known @ ("table" | "notes")), Some(value)) if !matches!(value, "yes" | "no") => {
                    Reason::new(format!("`{value}` is not what `{known}` can be"))
                        .help(format!("Write {known}=\"no\" to leave it out, or take the attribute away."))
                }
                (Some(known), Some(value)) => {
                    self.attributes.push((known, value.to_owned()));
                    continue;
                }
            };
            mistakes.push((offset, reason));
        }
    }
}

fn unknown(name: &str, has_value: bool, whose: &str) -> Reason {
    let list = format!("The attributes are {}.", ATTRIBUTES.join(", "));
    let meant = match whose {
        _ if has_value => nearest(name, ATTRIBUTES),
        A_FENCE => nearest(name, [SHOW]),
        _ => None,
    };
    let help = meant.map_or_else(|| list.clone(), |meant| format!("Did you mean `{meant}`? {list}"));
    Reason::new(format!("`{name}` is not an attribute of {whose}")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker(written: &str) -> String {
        let (wanted, mistakes) = Wanted::of_marker(written, 1, Flavour::Markdown);
        told(&wanted, &mistakes)
    }

    fn fence(info: &str, body: &str) -> Option<String> {
        let (wanted, mistakes) = Wanted::of_fence(info, body, 1, Flavour::Markdown)?;
        Some(told(&wanted, &mistakes))
    }

    fn told(wanted: &Wanted, mistakes: &[(usize, Reason)]) -> String {
        if mistakes.is_empty() {
            return format!("{:?} {:?}", wanted.attributes, wanted.text);
        }
        mistakes.iter().map(|(offset, reason)| format!("{offset}: {reason}")).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_marker_names_a_file_and_how_to_draw_it() {
        assert_eq!(marker(" src=\"a.journey#b\" view=map"), r#"[("src", "a.journey#b"), ("view", "map")] None"#);
        let (wanted, _) = Wanted::of_marker("src='a' table=\"no\" title=\"\"", 3, Flavour::Mdx);
        assert_eq!(
            (wanted.parts(), wanted.get("title"), wanted.get("view")),
            (Parts { table: false, notes: true }, Some(""), None)
        );
        assert_eq!(wanted.drawing().collect::<Vec<_>>(), [("title", "")]);
    }

    #[test]
    fn what_is_wrong_with_a_marker_is_told() {
        let all = [
            "src=\"a\" vew=\"map\"",
            "view=\"map\"",
            "src=\"#checkout\"",
            "src=\"a\" view=\"map\" view=\"story\" persona",
            "src=\"a\" table=\"none\" a.journey",
            "src=\"a view=\"map\"",
        ];
        insta::assert_snapshot!(all.map(marker).join("\n"), @r#"
        8: `vew` is not an attribute of a marker. Did you mean `view`? The attributes are src, view, target, theme, persona, stages, lanes, direction, title, table, notes.
        0: the marker does not say which file to draw. Add src="FILE.journey", or src="FILE.journey#ID" where the file has several journeys. Its path starts at the folder of this page.
        0: the marker does not say which file to draw. Add src="FILE.journey", or src="FILE.journey#ID" where the file has several journeys. Its path starts at the folder of this page.
        19: `view` is given twice. Take one of the two away.
        32: `persona` has no value. Write persona="...".
        8: `none` is not what `table` can be. Write table="no" to leave it out, or take the attribute away.
        21: `a.journey` is not an attribute of a marker. The attributes are src, view, target, theme, persona, stages, lanes, direction, title, table, notes.
        0: `map"` stands right behind the value of `src`. Is a quote missing, or a space? A quote inside a value goes into quotes of the other kind, ' or ".
        "#);
    }

    #[test]
    fn a_fence_has_a_journey_or_names_a_file() {
        assert_eq!(fence(" journey", "a\n").as_deref(), Some(r#"[] Some("a\n")"#));
        assert_eq!(fence("journey src=\"#b\"", "a\n").as_deref(), Some(r##"[("src", "#b")] Some("a\n")"##));
        assert_eq!(fence("journey src=\"a\"", " \n").as_deref(), Some(r#"[("src", "a")] None"#));
        for other in
            ["journey show", "journey title=\"a\" show", "journeys", "mermaid", "", "journey-map", "journey{1}"]
        {
            assert_eq!(fence(other, "a\n"), None, "{other}");
        }
        let all = [("journey", ""), ("journey src=\"a\"", "b"), ("journey shw", "b")];
        let all = all.map(|(info, body)| fence(info, body).unwrap()).join("\n");
        insta::assert_snapshot!(all, @r##"
        0: the fence is empty. Write a journey in it, or name a file with src="FILE.journey" behind the word `journey`.
        0: the fence has a journey in it and names another one with `src`. Take one of the two away. Of several journeys in the fence, src="#ID" chooses one.
        1: `shw` is not an attribute of a fence. Did you mean `show`? The attributes are src, view, target, theme, persona, stages, lanes, direction, title, table, notes.
        "##);
    }
}
