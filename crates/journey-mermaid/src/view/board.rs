//! The view `board`: opportunities by their status, as Mermaid's `kanban`.

mod columns;

use journey_model::Keyword;
use journey_plugin::{
    Direction, Lane, Options, Place, Rendered, SourceLine, Target, Theme, View, ViewContext, ViewDescription,
};

use super::{Draw, experience};
use crate::diagram_text::DiagramText;
use crate::escape::comment::comment;
use crate::escape::kanban::text as escape;
use crate::escape::markdown::text as escaped;
use crate::experience::{Experience, Opportunity};
use crate::left_out::{Shown, left_out};
use crate::markdown_table::MarkdownTable;
use crate::room::{em_width, widest_piece, wrapped};
use crate::sentence::{counted, list, quoted, quoted_list};
use crate::theme::Palette;
use crate::too_long::{is_too_long, table_instead};
use columns::{Column, columns};

/// The view `board`: what could be made better, and how far that is.
///
/// | journey | board |
/// |---|---|
/// | status of an opportunity | a column: idea, planned, doing, done, dropped, and any other by its name |
/// | opportunity | a card, those with more impact above |
/// | impact and effort | a line of the card |
/// | impact | the colour at the side: red from 8 on, orange from 6, blue below 4, light blue below 2 |
/// | owner | at the right below the label |
/// | ticket | at the left below the label |
///
/// - Opportunities without a status stand in a first column of their own. Between two columns with cards, from
///   idea to done, the empty ones are shown too, for a gap tells something; others are left out.
/// - Mermaid draws ticket and owner over each other where both are long. Then they stand in lines of their own.
/// - `kanban` knows no title and no description for screen readers. They stand in the source as comments, and the table
///   beside the diagram begins with them.
///
/// Mermaid before 11.4 has no `kanban`, and a board with more than 50,000 characters is refused: then the table takes its
/// place. All of this was measured on 11.4, 11.17 and 12.3.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BoardView;

static DESCRIPTION: ViewDescription =
    ViewDescription { id: "board", summary: "Opportunities by status: what is an idea, planned, being done and done" };

/// The first Mermaid that draws `kanban`.
const OLDEST: Target = Target::new(11, 4);

impl View for BoardView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, context: &ViewContext<'_>) -> Rendered {
        self.draw(context, &experience(context))
    }
}

impl Draw for BoardView {
    fn draw(&self, context: &ViewContext<'_>, experience: &Experience) -> Rendered {
        let options = context.options();
        let mut columns = columns(&experience.opportunities);
        let notes = notes(experience, options);
        let story = story(experience, &columns);
        let (table, rows) = table(experience, &columns, &story);
        let instead = |reason: String, notes: Vec<String>| {
            Rendered::markdown(table.clone()).instead(reason).with_notes(notes).with_source_map(rows.clone())
        };
        if options.target < OLDEST {
            let reason =
                format!("Mermaid {} has no boards, which came with {OLDEST}, so the board is a table.", options.target);
            return instead(reason, notes);
        }
        if options.direction == Direction::RightToLeft {
            columns.reverse();
        }
        let (text, source_map) = write(experience, &columns, &story, options.theme);
        if is_too_long(&text) {
            return instead(table_instead("board"), notes);
        }
        Rendered::mermaid(text, table).with_notes(notes).with_source_map(source_map)
    }
}

/// What is shown, here or in the table.
const KINDS: [(Keyword, &[&str]); 2] = [
    (Keyword::Journey, &[]),
    (Keyword::Opportunity, &["addresses", "impact", "effort", "owner", "status", "due", "ticket", "how"]),
];

fn notes(experience: &Experience, options: &Options) -> Vec<String> {
    let mut notes = left_out(experience, Shown { lanes: &[Lane::Opportunity], kinds: &KINDS });
    if experience.opportunities.is_empty() {
        notes.push("The journey has no opportunities yet, so the board is empty.".to_owned());
    }
    let silent: Vec<&str> = experience
        .opportunities
        .iter()
        .filter(|opportunity| opportunity.status.is_none())
        .map(|opportunity| opportunity.name.label.as_str())
        .collect();
    if !silent.is_empty() {
        notes.push(format!(
            "Without a status: {}. It is one of idea, planned, doing, done and dropped.",
            quoted_list(&silent)
        ));
    }
    if !options.lanes.is_empty() {
        notes.push("A board has no lanes; its columns are the statuses of the opportunities.".to_owned());
    }
    notes
}

/// What the board says, in a sentence or two.
fn story(experience: &Experience, columns: &[Column<'_>]) -> String {
    let counts = columns.iter().filter(|column| !column.cards.is_empty()).map(|column| {
        let labels = column.cards.iter().take(MOST_LISTED).map(|card| quoted(&card.name.label));
        let more = column.cards.len().saturating_sub(MOST_LISTED);
        let more = (more > 0).then(|| format!("{more} more"));
        format!("{} ({}): {}.", column.name, column.cards.len(), list(labels.chain(more)))
    });
    let counts: Vec<String> = counts.collect();
    let all = counted(experience.opportunities.len(), "opportunity");
    match counts.as_slice() {
        [] => format!("Board of the journey {}, without opportunities so far.", quoted(&experience.title)),
        counts => format!("Board of the journey {} with {all}. {}", quoted(&experience.title), counts.join(" ")),
    }
}

const MOST_LISTED: usize = 8;

/// In pixels: the column, and what of it is not text.
const COLUMN: u32 = 230;
const WIDEST_COLUMN: u32 = 400;
const AROUND_TEXT: u32 = 30;
/// Of a letter, in pixels.
const FONT_SIZE: u32 = 16;

fn write(experience: &Experience, columns: &[Column<'_>], story: &str, theme: Theme) -> (String, Vec<SourceLine>) {
    let mut text = DiagramText::new(experience.id);
    let cards = columns.iter().flat_map(|column| &column.cards);
    let texts = cards.flat_map(|card| lines(card).into_iter().chain(card.owner.clone()).chain(card.ticket.clone()));
    let texts = texts.chain(columns.iter().map(|column| column.name.clone()));
    let widest = texts.map(|text| widest_piece(&text)).max().unwrap_or(0);
    // Rounded up, so that the widest word just fits.
    let widest = (widest * FONT_SIZE).div_ceil(100) + 1;
    let width = COLUMN.max((widest + AROUND_TEXT).min(WIDEST_COLUMN));
    text.lines(["---", "config:"]);
    if let Some(palette) = Palette::of(theme) {
        text.lines(palette.front_matter(&[], &style(palette)));
    }
    text.lines(["  kanban:".to_owned(), format!("    sectionWidth: {width}"), "---".to_owned()]);
    text.line(0, &format!("%% {}", comment(&experience.title)));
    text.line(0, &format!("%% {}", comment(story)));
    text.line(0, "kanban");
    let mut number = 0;
    for (position, column) in columns.iter().enumerate() {
        text.lines(format!("  s{}[\"{}\"]", position + 1, broken(&column.name, width)).split('\n'));
        for card in &column.cards {
            number += 1;
            let place = Place { file: card.id.file, range: card.range };
            let written = format!("o{number}{}", written(card, width));
            // A label of several lines goes on in the next lines of the source.
            for (number, line) in written.split('\n').enumerate() {
                text.line_of_place(place, if number == 0 { 4 } else { 0 }, line);
            }
        }
    }
    if columns.is_empty() {
        text.line(2, "s1[\"Opportunities\"]");
        text.line(4, "o1[\"None is written down yet\"]");
    }
    text.finish()
}

/// Colours for columns and cards, as CSS, for Mermaid makes the colours of its variables lighter.
fn style(palette: &Palette) -> String {
    let Palette { paper, ink, line, surface, .. } = palette;
    format!(
        ".cluster rect {{ fill: {surface}; stroke: {line}; }} .cluster-label p {{ color: {ink}; font-weight: bold; }} \
         .node rect {{ fill: {paper}; stroke: {line}; }} .node p {{ color: {ink}; }}"
    )
}

/// The label of a card, and a line with its ratings.
fn lines(card: &Opportunity) -> Vec<String> {
    let mut lines = vec![card.name.label.clone()];
    lines.extend(match (card.impact, card.effort) {
        (Some(impact), Some(effort)) => Some(format!("Impact {impact}, effort {effort}")),
        (Some(impact), None) => Some(format!("Impact {impact}")),
        (None, Some(effort)) => Some(format!("Effort {effort}")),
        (None, None) => None,
    });
    lines
}

/// A card as it is written behind its id: `["Label"]@{ assigned: "@search" }`.
fn written(card: &Opportunity, width: u32) -> String {
    let mut lines = lines(card);
    let room = (width - AROUND_TEXT) * 100 / FONT_SIZE;
    let (ticket, owner) = (card.ticket.as_deref(), card.owner.as_deref());
    let below = em_width(ticket.unwrap_or_default()) + em_width(owner.unwrap_or_default());
    let apart = if ticket.is_some() && owner.is_some() { 100 } else { 0 };
    let fits = below + apart <= room;
    let mut known: Vec<String> = Vec::new();
    if fits {
        known.extend(ticket.map(|ticket| format!("ticket: \"{}\"", escape(ticket))));
        known.extend(owner.map(|owner| format!("assigned: \"{}\"", escape(owner))));
    } else {
        lines.extend([ticket, owner].into_iter().flatten().map(str::to_owned));
    }
    known.extend(card.impact.and_then(priority).map(|priority| format!("priority: \"{priority}\"")));
    let lines: Vec<String> = lines.iter().map(|line| broken(line, width)).collect();
    let label = lines.join("\n");
    if known.is_empty() { format!("[\"{label}\"]") } else { format!("[\"{label}\"]@{{ {} }}", known.join(", ")) }
}

/// The text, escaped; with lines of our own where a word is wider than the column, for Mermaid breaks between words only.
fn broken(text: &str, width: u32) -> String {
    let room = (width - AROUND_TEXT) * 100 / FONT_SIZE;
    if widest_piece(text) <= room {
        return escape(text);
    }
    wrapped(text, room).iter().map(|line| escape(line)).collect::<Vec<_>>().join("\n")
}

/// What Mermaid calls an impact. `Medium` has no colour.
fn priority(impact: f64) -> Option<&'static str> {
    match impact {
        8.0.. => Some("Very High"),
        6.0.. => Some("High"),
        4.0.. => None,
        2.0.. => Some("Low"),
        _ => Some("Very Low"),
    }
}

/// What stands in a column of the table.
type Field = fn(&Opportunity) -> Vec<String>;

/// The heading, the story and a row for each opportunity, and what made each row.
fn table(experience: &Experience, columns: &[Column<'_>], story: &str) -> (String, Vec<SourceLine>) {
    let mut text = format!("**{}**\n\n{}\n", escaped(&experience.title), escaped(story));
    if columns.is_empty() {
        return (text, Vec::new());
    }
    let cards = || columns.iter().flat_map(|column| column.cards.iter().map(move |card| (column, *card)));
    let fields: [(&str, Field); 7] = [
        ("Eases", |card| card.addresses.iter().map(|pain| pain.name.label.clone()).collect()),
        ("Impact", |card| card.impact.iter().map(f64::to_string).collect()),
        ("Effort", |card| card.effort.iter().map(f64::to_string).collect()),
        ("Owner", |card| card.owner.iter().cloned().collect()),
        ("Due", |card| card.due.iter().cloned().collect()),
        ("Ticket", |card| card.ticket.iter().cloned().collect()),
        ("How", |card| card.how.clone()),
    ];
    let shown: Vec<_> =
        fields.into_iter().filter(|(_, field)| cards().any(|(_, card)| !field(card).is_empty())).collect();
    let mut table =
        MarkdownTable::new(["Status", "Opportunity"].into_iter().chain(shown.iter().map(|(heading, _)| *heading)));
    let mut source_map = Vec::new();
    // Heading, blank, story, blank, and the two lines of the table's head.
    let head = 6;
    for (column, card) in cards() {
        let place = Place { file: card.id.file, range: card.range };
        source_map.push(SourceLine { line: u32::try_from(head + table.len()).unwrap_or(u32::MAX), place });
        let first = [vec![column.name.clone()], vec![card.name.label.clone()]];
        table.row(first.into_iter().chain(shown.iter().map(|(_, field)| field(card))));
    }
    text.push('\n');
    text.push_str(&table.text());
    (text, source_map)
}

#[cfg(test)]
mod tests {
    use journey_model::{Keyword, Project};
    use journey_plugin::Language;

    use super::*;

    fn rendered(source: &str, change: impl FnOnce(&mut Options)) -> Rendered {
        let project = Project::of_text("test.journey", source);
        let (id, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let mut options = Options::default();
        options.theme = Theme::Plain;
        change(&mut options);
        BoardView.render(&ViewContext::new(&project, id, options))
    }

    /// What stands below the word `kanban`.
    fn board(rendered: &Rendered) -> &str {
        rendered.text.split_once("\nkanban\n").unwrap().1
    }

    fn journey(opportunities: &str) -> String {
        format!("journey a \"A\" {{\n{opportunities}\n}}\n")
    }

    #[test]
    fn cards_stand_under_their_status_those_with_more_impact_above() {
        let source = journey(
            "opportunity a \"Low\" { status: idea; impact: 2; effort: 1 }\nopportunity b \"High\" { status: idea; impact: 9; owner: @search; ticket: \"S-1\" }\n\
             opportunity c \"Now\" { status: doing; impact: 6 }\nopportunity d \"Parked\" { status: parked }\nopportunity e \"Silent\"\n\
             opportunity f \"Away\" { status: dropped; effort: 3 }",
        );
        let rendered = rendered(&source, |_| {});
        insta::assert_snapshot!("cards", rendered.text);
        insta::assert_snapshot!("cards_table", rendered.table.as_deref().unwrap());
        assert_eq!(
            rendered.notes,
            ["Without a status: “Silent”. It is one of idea, planned, doing, done and dropped."]
        );
        let lines: Vec<&str> = rendered.text.lines().collect();
        for source_line in &rendered.source_map {
            let label = source[source_line.place.range.to_usize()].split('"').nth(1).unwrap();
            let line = source_line.line as usize;
            assert!(lines[line].contains(label) || lines[line - 1].contains(label));
        }
    }

    #[test]
    fn the_weekly_shop() {
        let source = include_str!("../../../../grammar/examples/weekly-shop.journey");
        insta::assert_snapshot!(rendered(source, |options| options.theme = Theme::Calm).text);
    }

    #[test]
    fn ticket_and_owner_that_do_not_fit_side_by_side_get_lines_of_their_own() {
        let source = journey("opportunity a \"Low\" { owner: @key-accounts-north; ticket: \"CUSTOMER-12345\" }");
        assert!(board(&rendered(&source, |_| {})).contains("o1[\"Low\nCUSTOMER-12345\n#64;key-accounts-north\"]\n"));
    }

    #[test]
    fn a_word_that_is_wider_than_any_column_is_broken() {
        let source = journey(&format!("opportunity a \"{}\"", "long".repeat(30)));
        assert!(board(&rendered(&source, |_| {})).lines().count() > 3);
    }

    #[test]
    fn a_page_that_is_read_from_the_right_begins_there() {
        let source = journey("opportunity a \"A\" { status: idea }\nopportunity b \"B\" { status: planned }");
        let text = rendered(&source, |options| options.direction = Direction::RightToLeft).text;
        assert!(text.find("Planned\"]").unwrap() < text.find("Idea\"]").unwrap());
    }

    #[test]
    fn versions_without_boards_get_the_table() {
        let source = journey("opportunity a \"A\" { status: idea }");
        let table = rendered(&source, |options| options.target = Target::new(10, 9));
        assert_eq!(table.language, Language::Markdown);
        assert_eq!(
            table.fallback.as_deref(),
            Some("Mermaid 10.9 has no boards, which came with 11.4, so the board is a table.")
        );
        assert!(table.text.ends_with("| Status | Opportunity |\n| --- | --- |\n| Idea | A |\n"), "{}", table.text);
        let line = table.source_map[0].line as usize;
        assert_eq!(table.text.lines().nth(line), Some("| Idea | A |"));
        let many: String =
            (0..2_000).map(|number| format!("opportunity o{number} \"Opportunity {number}\"\n")).collect();
        assert!(rendered(&journey(&many), |_| {}).fallback.unwrap().contains("longer than the 50000 characters"));
    }

    #[test]
    fn a_journey_without_opportunities_has_an_empty_board() {
        let nothing = rendered("journey a \"A\"", |options| options.lanes = vec![Lane::Pain]);
        assert_eq!(board(&nothing), "  s1[\"Opportunities\"]\n    o1[\"None is written down yet\"]\n");
        assert_eq!(
            nothing.notes,
            [
                "The journey has no opportunities yet, so the board is empty.",
                "A board has no lanes; its columns are the statuses of the opportunities.",
            ]
        );
    }
}
