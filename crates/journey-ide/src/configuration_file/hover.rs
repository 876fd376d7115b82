//! Hover in `journey.toml`: what a setting, a rule and a severity are.

use journey_model::RuleSeverity;
use journey_model::syntax::TextRange;
use journey_plugin::Registry;

use super::line::{Line, Part};
use super::setting::{RULES, settings, severity_documentation};
use crate::HoverContent;
use crate::completion::rule_documentation;

/// What stands at `offset` (bytes) of the text of a `journey.toml`; `None` where there is nothing to say.
pub fn hover_configuration(text: &str, offset: u32, registry: &Registry) -> Option<HoverContent> {
    let line = Line::at(text, offset)?;
    let word = text.get(line.word.to_usize()).filter(|word| !word.is_empty())?;
    let is_rules = line.table == RULES;
    let markdown = match line.part {
        Part::Table { .. } => setting(word)?,
        Part::Key { .. } if is_rules => rule_documentation(registry, word)?,
        // In front of the dot of `rules.unused-name`, or any other setting.
        Part::Key { .. } if line.table.is_empty() => setting(word)?,
        Part::Value { .. } if is_rules => {
            let severity = RuleSeverity::ALL.into_iter().find(|severity| severity.name() == word)?;
            format!("**{word}**\n\n{}", severity_documentation(severity))
        }
        Part::Key { .. } | Part::Value { .. } => return None,
    };
    Some(HoverContent { range: TextRange::new(line.word.start, line.word.end), markdown })
}

fn setting(name: &str) -> Option<String> {
    let setting = settings().into_iter().find(|setting| setting.name == name)?;
    Some(format!("**{name}**\n\n{}", setting.documentation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::registry;

    /// The word at `|` and the first lines of what is said about it.
    fn told(marked: &str) -> Option<String> {
        let offset = marked.find('|').expect("a cursor");
        let text = marked.replacen('|', "", 1);
        let hover = hover_configuration(&text, u32::try_from(offset).expect("short"), &registry())?;
        let lines: Vec<&str> = hover.markdown.lines().take(3).collect();
        Some(format!("{}: {}", &text[hover.range.to_usize()], lines.join(" / ")))
    }

    #[test]
    fn settings_rules_and_severities_are_explained() {
        insta::assert_snapshot!(told("lang|uage = 1").expect("a hover"), @"language: **language** /  / The version of the journey language that the files are written in. A file keeps its meaning when a later version appears.");
        insta::assert_snapshot!(told("[ru|les]").expect("a hover"), @"rules: **rules** /  / How serious the findings of a rule are, for each rule that differs from its default.");
        insta::assert_snapshot!(told("[rules]\nunused|-name = \"off\"").expect("a hover"), @"unused-name: **unused-name** · warning unless set otherwise /  / Something that is declared and that nobody refers to.");
        insta::assert_snapshot!(told("[rules]\nunused-name = \"o|ff\"").expect("a hover"), @"off: **off** /  / The rule says nothing.");
        insta::assert_snapshot!(told("rules.unused-nam|e = \"off\"").expect("a hover"), @"unused-name: **unused-name** · warning unless set otherwise /  / Something that is declared and that nobody refers to.");
    }

    #[test]
    fn nothing_is_said_about_the_rest() {
        for marked in
            ["language = 1|", "# language|", "name = \"lang|uage\"", "[rules]\nunused = \"of|\"", "|", "colour| = 1"]
        {
            assert_eq!(told(marked), None, "{marked}");
        }
    }
}
