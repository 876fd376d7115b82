//! The view `conversation`: who says and does what to whom, as Mermaid's `sequenceDiagram`.

mod drawing;
mod script;

use journey_plugin::{Lane, Options, Rendered, View, ViewContext, ViewDescription};

use super::{Draw, experience};
use crate::experience::Experience;
use crate::left_out::{STEPS_AND_PEOPLE, Shown, left_out, stages_not_drawn};
use crate::markdown_table::MarkdownTable;
use crate::sentence::{list, quoted};
use crate::too_long::too_long;
use script::{Line, Script};

/// The view `conversation`: the journey as a conversation between the customer and all who take part.
///
/// | journey | diagram |
/// |---|---|
/// | personas | one person, who stands for all of them; several are named in a band below |
/// | channels and actors | participants, in the order in which they come up |
/// | stage | a band over all participants |
/// | touchpoint, `does` | message from the person to its first channel, or to its first actor, or to themselves |
/// | more channels and actors of a touchpoint | messages that say “also here”, unless they do something there |
/// | `support`, `backstage` | messages from who does it to whom it helps: back stage, front stage or the channel |
/// | `frontstage` | answer to the person |
/// | `says`, `thinks`, `feels`, `emotion` | note beside the person, with the persona where they differ |
///
/// - Within a touchpoint the order is that of causes: the person acts, support helps the back stage, the back stage
///   helps the front stage, the front stage answers, and the person feels something about it.
/// - A step without an actor comes from the touchpoint's channel.
/// - `lanes` choose which of these are shown; touchpoints and their channels always are.
/// - With `direction` from right to left, the person stands at the right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConversationView;

static DESCRIPTION: ViewDescription = ViewDescription {
    id: "conversation",
    summary: "The journey as a conversation between personas, channels and actors",
};

impl View for ConversationView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, context: &ViewContext<'_>) -> Rendered {
        self.draw(context, &experience(context))
    }
}

impl Draw for ConversationView {
    fn draw(&self, context: &ViewContext<'_>, experience: &Experience) -> Rendered {
        let (project, options) = (context.project(), context.options());
        let script = Script::of(experience, &options.lanes);
        let text = drawing::text(&script, project, experience, options);
        let notes = notes(&script, experience, options, text.text());
        let (text, source_map) = text.finish();
        Rendered::mermaid(text, table(&script)).with_notes(notes).with_source_map(source_map)
    }
}

/// What can be shown beside touchpoints and their channels.
const LANES: [Lane; 9] = [
    Lane::Does,
    Lane::Actor,
    Lane::Thinks,
    Lane::Feels,
    Lane::Says,
    Lane::Emotion,
    Lane::Frontstage,
    Lane::Backstage,
    Lane::Support,
];

/// Above these the picture, shrunk to a page 1200 pixels wide, has letters of six pixels.
const MOST_PARTICIPANTS: usize = 14;

fn notes(script: &Script<'_>, experience: &Experience, options: &Options, text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    if experience.touchpoints().next().is_none() {
        notes.push("The journey has no touchpoints, so the diagram shows one note that says so.".to_owned());
    } else if script.participants.is_empty() {
        notes.push(
            "No touchpoint names a channel or an actor, so the person talks to nobody; the keys `channel` and `actor` say \
             who takes part."
                .to_owned(),
        );
    }
    notes.extend(stages_not_drawn(experience));
    for touchpoint in experience.touchpoints() {
        for written in &touchpoint.unreadable {
            let place = quoted(&touchpoint.name.label);
            notes.push(format!(
                "The emotion `{written}` at {place} is left out: an emotion is a whole number from -2 to +2."
            ));
        }
    }
    let others = options.lanes.iter().filter(|lane| !LANES.contains(lane) && **lane != Lane::Channel);
    let others: Vec<String> = others.map(|lane| format!("`{}`", lane.name())).collect();
    if !others.is_empty() {
        let names = list(others);
        notes.push(format!("A conversation does not show {names}; the views `map` and `table` show such things."));
    }
    if !drawing::title_fits(script, experience) {
        let title = quoted(&experience.title);
        notes.push(format!(
            "The title {title} is wider than the picture, which would cut it off; so the picture has none."
        ));
    }
    if script.participants.len() > MOST_PARTICIPANTS {
        notes.push(format!(
            "The diagram has {} participants. Mermaid shrinks it to the width of the page, so its text becomes hard to read; a \
             range of stages has fewer.",
            script.participants.len(),
        ));
    }
    let mut shown: Vec<Lane> = script.lanes.clone();
    shown.push(Lane::Channel);
    notes.extend(left_out(experience, Shown { lanes: &shown, kinds: &STEPS_AND_PEOPLE }));
    notes.extend(too_long(text));
    notes
}

/// A row for each message and each note.
fn table(script: &Script<'_>) -> String {
    let mut table = MarkdownTable::new(["Stage", "Who", "To whom", "What"]);
    let mut stage: Option<&str> = None;
    for line in &script.lines {
        let (who, to, what) = match line {
            Line::Stage { label, .. } => {
                stage = Some(label);
                continue;
            }
            Line::Message { from, to, texts, .. } => {
                (script.names(*from), if from == to { &[] } else { script.names(*to) }, texts)
            }
            Line::Note { texts, .. } => (script.names(None), [].as_slice(), texts),
        };
        table.row_of(|row| {
            row.cell(stage.take());
            row.cell(who);
            row.cell(to);
            row.cell(what);
        });
    }
    if table.is_empty() { String::new() } else { table.text() }
}

#[cfg(test)]
mod tests;
