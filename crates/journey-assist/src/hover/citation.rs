//! The card of the word that opens a citation.

use journey_plugin::{HoverContext, HoverProvider, Subject};

/// What `from` is for.
pub(super) struct CitationCard;

impl HoverProvider for CitationCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let Subject::Citation(citation) = context.subject else { return None };
        let kinds: Vec<&str> = citation.names.iter().map(|keyword| keyword.plural()).collect();
        Some(format!(
            "**{}** · citation\n\n{}\n\n- **Takes:** the names of one or more {}\n\n```journey\n{}\n```",
            citation.word,
            citation.documentation,
            kinds.join(" or "),
            citation.example,
        ))
    }
}

#[cfg(test)]
mod tests {
    use journey_plugin::model::Project;
    use journey_plugin::model::syntax::Keyword;

    use super::super::testing::cards_of;
    use super::*;

    #[test]
    fn from_is_explained() {
        let project = Project::of_text("test.journey", "persona p");
        let (id, _) = project.declarations_of(Keyword::Persona).next().unwrap();
        let citation = project.schema().citation();
        insta::assert_snapshot!(cards_of(&project, id, Subject::Citation(citation)).unwrap(), @r#"
        **from** · citation

        It names the sources that this one line rests on. A reader sees at once what was observed and what was guessed, and can go and look.

        - **Takes:** the names of one or more sources

        ```journey
        emotion: -1 "irritated" from interviews, q3_survey
        ```
        "#);
    }
}
