//! The card of a key.

use journey_plugin::model::schema::{KeySchema, Qualifier, Requirement};
use journey_plugin::{HoverContext, HoverProvider, Subject};

/// What a key is for, what it takes, and an example.
pub(super) struct KeyCard;

impl HoverProvider for KeyCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let Subject::Key { property, key } = &context.subject else { return None };
        let keyword = property.declaration().keyword();
        let of = keyword.map(|keyword| format!(" · key of {}", keyword.with_article())).unwrap_or_default();
        let mut lines =
            vec![format!("- **Takes:** {}{}", key.value.expected(), if key.many { "; several are fine" } else { "" })];
        lines.extend(key.qualifier.as_ref().map(qualifier));
        lines.extend(requirement(key));
        Some(format!(
            "**{}**{of}\n\n{}\n\n{}\n\n```journey\n{}\n```",
            key.name,
            key.documentation,
            lines.join("\n"),
            key.example
        ))
    }
}

fn qualifier(qualifier: &Qualifier) -> String {
    let kinds: Vec<&str> = qualifier.names.iter().map(|keyword| keyword.with_article()).collect();
    let kinds = kinds.join(" or ");
    if qualifier.required {
        format!("- **Before the colon:** the name of {kinds}")
    } else {
        format!("- **Before the colon:** optionally the name of {kinds}")
    }
}

fn requirement(key: &KeySchema) -> Option<String> {
    match &key.requirement {
        Requirement::Optional => None,
        Requirement::Required => Some("- **Required:** yes".to_owned()),
        Requirement::ExpectedOutside(keywords) => {
            let kinds: Vec<&str> = keywords.iter().map(|keyword| keyword.with_article()).collect();
            Some(format!("- **Expected:** yes, except directly in {}", kinds.join(" or ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use journey_plugin::model::Project;
    use journey_plugin::model::syntax::Keyword;

    use super::super::testing::cards_of;
    use super::*;

    fn told(text: &str, keyword: Keyword) -> String {
        let project = Project::of_text("test.journey", text);
        let (id, declaration) = project.declarations_of(keyword).next().unwrap();
        let property = declaration.properties().next().unwrap();
        let key = property.schema(project.schema()).unwrap();
        cards_of(&project, id, Subject::Key { property, key }).unwrap()
    }

    #[test]
    fn a_key_is_explained_with_its_type_and_an_example() {
        insta::assert_snapshot!(told("touchpoint t { emotion: 1 }", Keyword::Touchpoint), @r#"
        **emotion** · key of a touchpoint

        How it feels, from -2 (very negative) through 0 (neither) to +2 (very positive), then an optional word for the feeling. With a persona's name it is that persona's, without it everybody's. The curve of these is the heart of the map.

        - **Takes:** a whole number from -2 (very negative) to +2 (very positive), then optionally a word in double quotes
        - **Before the colon:** optionally the name of a persona

        ```journey
        emotion maya: -1 "irritated" from interviews
        ```
        "#);
        insta::assert_snapshot!(told("opportunity o { addresses: p }", Keyword::Opportunity), @r"
        **addresses** · key of an opportunity

        The pains that this would ease. Inside a pain it can be left out; elsewhere an opportunity that addresses nothing is a wish.

        - **Takes:** the name of a pain; several are fine
        - **Expected:** yes, except directly in a pain

        ```journey
        addresses: stale_stock
        ```
        ");
        insta::assert_snapshot!(told("stage s { measure m: 1 }", Keyword::Stage), @r"
        **measure** · key of a stage

        A reading of a metric for this stage. One line for each metric.

        - **Takes:** a number or a percentage, such as `4.2` or `85%`
        - **Before the colon:** the name of a metric

        ```journey
        measure delivery_csat: 78% from q3_survey
        ```
        ");
    }
}
