//! The card of a word of an enumeration.

use journey_plugin::{HoverContext, HoverProvider, Subject};

/// When to choose a word, and the words beside it.
pub(super) struct WordCard;

impl HoverProvider for WordCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let Subject::Word { property, key, word } = &context.subject else { return None };
        let keyword = property.declaration().keyword();
        let of = keyword.map(|keyword| format!(" of {}", keyword.with_article())).unwrap_or_default();
        let others = key.value.enumeration().iter().filter(|other| other.name != word.name);
        let others: Vec<String> = others.map(|other| format!("`{}`", other.name)).collect();
        let others =
            if others.is_empty() { String::new() } else { format!("\n\n- **Other words:** {}", others.join(", ")) };
        Some(format!("**{}** · {}{of}\n\n{}{others}", word.name, key.name, word.documentation))
    }
}

#[cfg(test)]
mod tests {
    use journey_plugin::model::Project;
    use journey_plugin::model::syntax::Keyword;

    use super::super::testing::cards_of;
    use super::*;

    #[test]
    fn a_word_is_explained_among_the_others() {
        let project = Project::of_text("test.journey", "pain p { severity: high }");
        let (id, pain) = project.declarations_of(Keyword::Pain).next().unwrap();
        let property = pain.properties().next().unwrap();
        let key = property.schema(project.schema()).unwrap();
        let word = key.value.enumeration().iter().find(|word| word.name == "high").unwrap();
        insta::assert_snapshot!(cards_of(&project, id, Subject::Word { property, key, word }).unwrap(), @r"
        **high** · severity of a pain

        Many give up, complain or need help.

        - **Other words:** `low`, `medium`, `critical`
        ");
    }
}
