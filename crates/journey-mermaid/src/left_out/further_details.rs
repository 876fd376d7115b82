//! The note on what is no lane: documentation, and what is said of the things that a view shows.

use std::borrow::Cow;

use journey_model::Keyword;
use journey_model::value::words;
use journey_plugin::Lane;

use super::Shown;
use crate::experience::Experience;
use crate::view::{report_documents, report_shows};

/// How the note starts.
pub(crate) const FURTHER_DETAILS: &str = "Further details are";

/// Which details the journey has and the view does not show, and where they are. What is said of things that the view leaves
/// out is not told: that they are left out is told already.
pub(super) fn further_details(experience: &Experience, shown: &Shown<'_>) -> Option<String> {
    let details = &experience.details;
    let (mut on_page, mut in_text) = (Groups::default(), Groups::default());
    let (mut is_documented, mut has_sources) = (false, details.has_sources);
    for kind in &details.kinds {
        let Some(keys) = shown.keys_of(kind.keyword) else { continue };
        let (mut page, mut text): (Vec<Cow<'_, str>>, Vec<Cow<'_, str>>) = Default::default();
        if kind.is_documented && report_documents(kind.keyword) {
            is_documented = true;
        } else if kind.is_documented {
            text.push(DOCUMENTATION.into());
        }
        for key in kind.keys.iter().map(String::as_str) {
            let is_shown_goal =
                (kind.keyword, key) == (Keyword::Touchpoint, "goal") && shown.lanes.contains(&Lane::Goal);
            if keys.contains(&key) || is_shown_goal || is_counted(kind.keyword, key) {
                continue;
            }
            match key {
                // The report has the sources that there are.
                "source"
                    if kind.keyword != Keyword::Metric && (details.has_sources || report_shows(kind.keyword, key)) =>
                {
                    has_sources = true;
                }
                _ if report_shows(kind.keyword, key) => page.push(noun(key)),
                _ => text.push(noun(key)),
            }
        }
        on_page.add(page, plural(kind.keyword));
        in_text.add(text, plural(kind.keyword));
    }
    let whole = [is_documented.then_some(DOCUMENTATION), has_sources.then_some("sources")];
    let whole: Vec<&str> = whole.into_iter().flatten().collect();
    let whole = (!whole.is_empty()).then(|| whole.join(" and "));
    let on_page: Vec<String> = whole.into_iter().chain(on_page.told()).collect();
    let in_text: Vec<String> = in_text.told().collect();
    match (on_page.is_empty(), in_text.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("{FURTHER_DETAILS} only in the text itself: {}.", in_text.join("; "))),
        (false, true) => Some(format!("{FURTHER_DETAILS} in the view `report`: {}.", on_page.join("; "))),
        (false, false) => Some(format!(
            "{FURTHER_DETAILS} in the view `report`: {}. Only the text itself has: {}.",
            on_page.join("; "),
            in_text.join("; ")
        )),
    }
}

/// What documentation comments are called.
pub(crate) const DOCUMENTATION: &str = "documentation";

/// What a key is called in a sentence.
pub(crate) fn noun(key: &str) -> Cow<'_, str> {
    Cow::Borrowed(match key {
        "addresses" => "pains addressed",
        "cause" => "causes",
        "channel" => "channels",
        "detail" => "detailed journey",
        "due" => "due dates",
        "ends" => "end",
        "goal" => "goals",
        "how" => "how-might-we questions",
        "job" => "jobs to be done",
        "link" => "links",
        "of" => "original",
        "persona" => "personas",
        "question" => "questions",
        "quote" => "quotes",
        "reviewed" => "review date",
        "solution" => "solutions",
        "source" => "sources",
        "starts" => "start",
        "tag" => "tags",
        "ticket" => "tickets",
        _ => return Cow::Owned(words(key).to_lowercase()),
    })
}

/// Keys with the kinds that have them: kinds that have the same are told together.
#[derive(Default)]
struct Groups<'k>(Vec<(Vec<Cow<'k, str>>, Vec<&'static str>)>);

impl<'k> Groups<'k> {
    fn add(&mut self, keys: Vec<Cow<'k, str>>, kind: &'static str) {
        match self.0.iter_mut().find(|(known, _)| *known == keys) {
            _ if keys.is_empty() => {}
            Some((_, kinds)) => kinds.push(kind),
            None => self.0.push((keys, vec![kind])),
        }
    }

    /// `severity, frequency and causes of pains`.
    fn told(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(keys, kinds)| format!("{} of {}", some(keys), some(kinds)))
    }
}

/// All of a few, the first of many: nobody reads more.
fn some<T: AsRef<str>>(all: &[T]) -> String {
    let named = if all.len() > MOST_NAMED { MOST_NAMED - 1 } else { all.len() };
    let mut told: Vec<Cow<'_, str>> = all.iter().take(named).map(|one| Cow::Borrowed(one.as_ref())).collect();
    if all.len() > named {
        told.push(Cow::Owned(format!("{} more", all.len() - named)));
    }
    match told.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => told.concat(),
    }
}

const MOST_NAMED: usize = 4;

/// Whether a key is a lane, or names things, of which the journey tells how many there are.
fn is_counted(keyword: Keyword, key: &str) -> bool {
    match keyword {
        Keyword::Journey => ["measure", "persona"].contains(&key),
        Keyword::Stage => ["goal", "duration", "measure"].contains(&key),
        Keyword::Touchpoint => Lane::NAMES.iter().any(|(name, lane)| {
            *name == key && !matches!(lane, Lane::Goal | Lane::Pain | Lane::Gain | Lane::Opportunity)
        }),
        _ => false,
    }
}

pub(super) fn plural(keyword: Keyword) -> &'static str {
    match keyword {
        Keyword::Journey => "the journey",
        Keyword::Persona => "personas",
        Keyword::Stage => "stages",
        Keyword::Touchpoint => "touchpoints",
        Keyword::Pain => "pains",
        Keyword::Gain => "gains",
        Keyword::Opportunity => "opportunities",
        Keyword::Channel => "channels",
        Keyword::Actor => "actors",
        Keyword::Metric => "metrics",
        Keyword::Source => "sources",
    }
}

#[cfg(test)]
mod tests {
    use super::FURTHER_DETAILS;
    use crate::{Options, Request, View, model, render, render_all, render_text};

    fn note(source: &str, view: View) -> Option<String> {
        let rendered = render_text(source, None, view, &Options::default()).unwrap();
        rendered.notes.into_iter().find(|note| note.starts_with(FURTHER_DETAILS))
    }

    fn told(source: &str, view: View) -> String {
        note(source, view).unwrap()
    }

    #[test]
    fn things_of_which_the_same_is_said_are_told_together_and_of_many_keys_the_first() {
        let source = "persona m { role: \"R\"; age: 4; goal: \"G\"; wants: \"W\"; quote: \"Q\" }\n\
                      journey a { persona: m\n stage s { owner: @us\n touchpoint t { owner: @us; emotion: 1 } } }\n";
        assert_eq!(
            told(source, View::Journey),
            "Further details are in the view `report`: role, age, goals and 2 more of personas; owner of stages and touchpoints."
        );
        let four = "/// D\njourney a { segment: \"S\"; starts: \"B\"; ends: \"E\"; tag: x; source: gone\n stage s { touchpoint t } }";
        assert_eq!(
            told(four, View::Story),
            "Further details are in the view `report`: documentation and sources; segment, start, end and tags of the journey."
        );
    }

    #[test]
    fn what_no_view_shows_stands_in_the_text_only() {
        let source = "/// D\nchannel c { kind: digital }\njourney a { stage s { touchpoint t { channel: c; pain p { tag: x } } } }";
        assert_eq!(
            told(source, View::Map),
            "Further details are only in the text itself: tags of pains; documentation and kind of channels."
        );
        assert_eq!(
            told(source, View::Conversation),
            "Further details are only in the text itself: documentation and kind of channels."
        );
        let cited = source.replace("tag: x", "source: gone");
        assert!(told(&cited, View::Map).starts_with("Further details are only in the text itself: sources of pains;"));
        // That it leaves out the channel and the pain is told already.
        assert_eq!(note(source, View::Emotion), None);
        let owned = source.replace("stage s {", "stage s { owner: @us;");
        assert!(told(&owned, View::Map).ends_with(
            ": owner of stages. Only the text itself has: tags of pains; documentation and kind of channels."
        ));
    }

    #[test]
    fn what_says_nothing_is_not_told() {
        for source in [
            "journey a",
            "///\n/// \njourney a { stage s { touchpoint t { emotion: 1 } } }",
            "journey a { owner: \n tag: \"\"; objective:\n stage s { touchpoint t } }",
            "journey {",
            "/// D\npersona unused { role: \"R\" }\nsource gone { kind: survey }\njourney a { stage s { touchpoint t } }",
        ] {
            for view in View::ALL {
                assert_eq!(note(source, view), None, "{view:?} of {source}");
            }
        }
    }

    #[test]
    fn keys_that_the_language_does_not_know_are_told_behind_those_it_knows() {
        let source = "journey a { zeal: 3; MOOD: \"x\"; owner: @us\r\n stage s { touchpoint t { Größe: \"😞\"; pain: \"x\"; channel: } } }\r\n";
        assert_eq!(
            told(source, View::Journey),
            "Further details are in the view `report`: owner, mood and zeal of the journey; größe of touchpoints. Only the text itself \
             has: pain of touchpoints."
        );
    }

    #[test]
    fn what_is_not_chosen_has_no_details() {
        let source = "persona m { role: \"R\" }\npersona n { age: 4 }\njourney a { persona: m, n\n stage s { owner: @us\n touchpoint t }\n stage r { tag: x\n touchpoint u } }";
        let project = model::Project::of_text("a.journey", source);
        let (id, _) = project.declarations_of(model::Keyword::Journey).next().unwrap();
        let mut request = Request::default();
        request.set("stages", "r").unwrap();
        request.set("persona", "n").unwrap();
        let options = request.options(&project, id).unwrap();
        for rendered in render_all(&project, id, &[View::Map, View::Story], &options) {
            let told = "Further details are in the view `report`: age of personas; tags of stages.";
            assert!(rendered.notes.iter().any(|note| note == told), "{:?}", rendered.notes);
        }
        assert_eq!(
            render(&project, id, View::Board, &options).notes[0],
            "The journey says more than this view shows: 1 persona, 1 stage and 1 touchpoint."
        );
    }
}
