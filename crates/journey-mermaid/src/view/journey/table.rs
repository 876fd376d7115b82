//! The overview as a table: who feels what at each touchpoint.

use crate::experience::{Emotion, Experience};
use crate::markdown_table::MarkdownTable;

/// A row for each touchpoint, a column for each persona.
pub(super) fn table(experience: &Experience) -> String {
    let names = experience.personas.iter().map(|persona| persona.name.label.clone());
    let mut columns: Vec<String> = names.collect();
    // Where nobody is named, it is everybody's.
    let is_everybodys = columns.is_empty();
    if is_everybodys {
        columns.push("Emotion".to_owned());
    }
    let head = ["Stage", "Touchpoint"].map(str::to_owned).into_iter().chain(columns.clone());
    let mut table = MarkdownTable::new(head);
    for stage in &experience.stages {
        let label = stage.name.as_ref().map(|name| &name.label);
        if stage.touchpoints.is_empty() {
            table.row([label]);
            continue;
        }
        for (number, touchpoint) in stage.touchpoints.iter().enumerate() {
            table.row_of(|row| {
                row.cell(label.filter(|_| number == 0));
                row.cell([&touchpoint.name.label]);
                for persona in 0..columns.len() {
                    let felt = touchpoint.emotions.iter().filter(|emotion| is_felt(emotion, persona, is_everybodys));
                    row.cell(felt.map(sentence));
                }
            });
        }
    }
    if table.is_empty() { String::new() } else { table.text() }
}

fn is_felt(emotion: &Emotion, persona: usize, is_everybodys: bool) -> bool {
    is_everybodys || emotion.personas.is_empty() || emotion.personas.contains(&persona)
}

/// `-1 irritated`.
fn sentence(emotion: &Emotion) -> String {
    let mut sentence = emotion.score.written().to_owned();
    for word in &emotion.words {
        sentence.push(' ');
        sentence.push_str(word);
    }
    sentence
}
