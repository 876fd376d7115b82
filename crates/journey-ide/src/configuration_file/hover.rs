//! Hover in `journey.toml`: what a setting, a rule, a group, an option and a severity are.

use journey_model::RuleSeverity;
use journey_model::syntax::TextRange;
use journey_plugin::Registry;

use super::cursor::{Cursor, Part};
use super::setting::{Table, key_card, severity_card};
use crate::HoverContent;

/// What stands at `offset` (bytes) of the text of a `journey.toml`; `None` where there is nothing to say.
pub fn hover_configuration(text: &str, offset: u32, registry: &Registry) -> Option<HoverContent> {
    let cursor = Cursor::at(text, offset)?;
    let word = text.get(cursor.word.to_usize()).filter(|word| !word.is_empty())?;
    let markdown = match cursor.part {
        Part::Table { .. } | Part::Key { .. } => key_card(registry, Table::named(&cursor.around)?, word)?,
        Part::Value { .. } => {
            let (key, around) = cursor.around.split_last()?;
            let is_severity = match Table::named(around)? {
                Table::Rules => true,
                Table::Rule(_) => *key == "severity",
                Table::Top | Table::Override => false,
            };
            let severity = RuleSeverity::ALL.into_iter().find(|severity| is_severity && severity.name() == word)?;
            severity_card(severity)
        }
    };
    Some(HoverContent { range: TextRange::new(cursor.word.start, cursor.word.end), markdown })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration_file::testing::registry;

    /// The word at `|` and what is said about it.
    fn told(marked: &str) -> Option<String> {
        let offset = marked.find('|').expect("a cursor");
        let text = marked.replacen('|', "", 1);
        let hover = hover_configuration(&text, u32::try_from(offset).expect("short"), &registry())?;
        Some(format!("{}: {}", &text[hover.range.to_usize()], hover.markdown))
    }

    #[test]
    fn every_key_is_explained_wherever_it_stands() {
        for marked in [
            "lang|uage = 1",
            "ex|tends = \"../a.toml\"",
            "[ru|les]",
            "[[over|rides]]",
            "[overrides.ru|les]",
            "[[overrides]]\nfil|es = [\"a\"]",
            "[[overrides]]\nru|les = { language = \"off\" }",
            "overrides = [{ fi|les = [\"a\"] }]",
            "[rules]\nmany-personas = { sever|ity = \"off\" }",
        ] {
            let name = marked.replace('|', "");
            let told = told(marked).unwrap_or_else(|| panic!("{marked}"));
            let (word, _) = told.split_once(": **").expect("a name");
            assert!(name.contains(word) && told.len() > 40, "{marked}: {told}");
        }
    }

    #[test]
    fn rules_groups_options_and_severities_are_explained() {
        insta::assert_snapshot!(told("[rules]\nmany|-personas = \"off\"").expect("a hover"), @r#"
        many-personas: **many-personas** · info unless set otherwise · group `people`

        More personas than one journey can tell about.

        ## What it does
        Counts.

        ## Why it matters
        Nobody can feel for seven.

        ## Options

        - `most` (a whole number from 1 to 20, 3 unless set otherwise): How many personas a journey may have.
        - `drafts` (`true` or `false`, `false` unless set otherwise): Whether drafts count too.
        - `words` (a list of texts, `["buyer"]` unless set otherwise): Words for personas.
        "#);
        insta::assert_snapshot!(told("[overrides.rules.many-per|sonas]").expect("a hover"), @r#"
        many-personas: **many-personas** · info unless set otherwise · group `people`

        More personas than one journey can tell about.

        ## What it does
        Counts.

        ## Why it matters
        Nobody can feel for seven.

        ## Options

        - `most` (a whole number from 1 to 20, 3 unless set otherwise): How many personas a journey may have.
        - `drafts` (`true` or `false`, `false` unless set otherwise): Whether drafts count too.
        - `words` (a list of texts, `["buyer"]` unless set otherwise): Words for personas.
        "#);
        insta::assert_snapshot!(told("[rules]\nmany-personas = { mo|st = 3 }").expect("a hover"), @r#"
        most: **most** · a whole number from 1 to 20, 3 unless set otherwise

        How many personas a journey may have.
        "#);
        insta::assert_snapshot!(told("rules.many-personas.wor|ds = []").expect("a hover"), @r#"
        words: **words** · a list of texts, `["buyer"]` unless set otherwise

        Words for personas.
        "#);
        insta::assert_snapshot!(told("[rules]\npeo|ple = \"off\"").expect("a hover"), @r#"
        people: **people** · a group of rules

        Personas: whose journey it is.

        - `many-personas`: More personas than one journey can tell about
        "#);
        let off = told("[rules]\npeople = \"o|ff\"").expect("a hover");
        insta::assert_snapshot!(off, @r#"
        off: **off**

        The rule says nothing.
        "#);
        for marked in ["[rules.people]\nseverity = \"of|f\"", "overrides = [{ rules = { people = \"off|\" } }]"] {
            assert_eq!(told(marked).as_ref(), Some(&off), "{marked}");
        }
    }

    #[test]
    fn nothing_is_said_about_the_rest() {
        for marked in [
            "language = 1|",
            "# language|",
            "name = \"lang|uage\"",
            "[rules]\nunused = \"of|\"",
            "|",
            "colour| = 1",
            "[rules.many-personas]\nlea|st = 1",
            "name = \"o|ff\"",
        ] {
            assert_eq!(told(marked), None, "{marked}");
        }
    }
}
