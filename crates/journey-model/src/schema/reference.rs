//! Writes the schema down as Markdown: the generated half of the language reference.

use std::borrow::Cow;

use super::{KeySchema, Keyword, KeywordSchema, Place, Repeats, Requirement, Schema};

/// Every keyword and key of the schema as Markdown.
///
/// The text starts with a level-two heading, uses `-` lists and tables with one row for each key, and ends with a line
/// break. The same schema always gives the same text.
pub fn language_reference(schema: &Schema) -> String {
    let mut page = String::new();
    page += "## Keywords\n\n| keyword | stands | what it is |\n|---|---|---|\n";
    for keyword in schema.keywords() {
        page += &format!(
            "| [{name}](#{name}) | {places} | {first} |\n",
            name = keyword.keyword,
            places = places(keyword),
            first = cell(first_sentence(&keyword.documentation)),
        );
    }
    let citation = schema.citation();
    page += &format!(
        "\nAny property can end in a citation, `{word} SOURCE, SOURCE`. {documentation}\n\n```journey\n{example}\n```\n",
        word = citation.word,
        documentation = citation.documentation,
        example = citation.example,
    );
    for keyword in schema.keywords() {
        page.push('\n');
        page += &keyword_section(schema, keyword);
    }
    page
}

fn keyword_section(schema: &Schema, keyword: &KeywordSchema) -> String {
    let name = keyword.keyword;
    let mut section = format!(
        "## {name}\n\n{documentation}\n\nIt stands {places}.",
        documentation = keyword.documentation,
        places = places(keyword),
    );
    let inside: Vec<&str> = schema.children_of(Place::In(name)).map(Keyword::plural).collect();
    if !inside.is_empty() {
        section += &format!(" It can contain {}.", listed(&inside, "and"));
    }
    if !keyword.also_called.is_empty() {
        // A word that is listed with and without its gap (`pain_point`, `painpoint`) is told once, with it.
        let runs_together =
            |word: &str| keyword.also_called.iter().any(|other| other != word && other.replace('_', "") == word);
        let words: Vec<String> =
            keyword.also_called.iter().filter(|word| !runs_together(word)).map(|word| word.replace('_', " ")).collect();
        section += &format!(" Elsewhere it goes by {}.", listed(&words, "or"));
    }
    section += &format!("\n\n```journey\n{}```\n", keyword.example);
    section += "\n| key | value | several | what it says | example |\n|---|---|---|---|---|\n";
    for key in &keyword.keys {
        section += &key_row(key);
    }
    for key in &keyword.keys {
        let words = key.value.enumeration();
        if words.is_empty() {
            continue;
        }
        section += &format!("\nThe words of `{}` in {}:\n\n", key.name, name.with_article());
        for word in words {
            section += &format!("- `{}`: {}\n", word.name, word.documentation);
        }
    }
    section
}

fn key_row(key: &KeySchema) -> String {
    let mut written = key.name.to_string();
    if let Some(qualifier) = &key.qualifier {
        let names: Vec<String> = qualifier.names.iter().map(|name| name.name().to_uppercase()).collect();
        let names = names.join(" or ");
        written += &if qualifier.required { format!(" {names}") } else { format!(" [{names}]") };
    }
    let words = key.value.enumeration();
    let value = if words.is_empty() {
        key.value.short_name()
    } else {
        let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.name)).collect();
        words.join(", ")
    };
    let several = match (key.many, key.repeats) {
        (_, Repeats::Freely) => "yes, and several lines",
        (_, Repeats::OncePerQualifier) => "one line for each name",
        (true, Repeats::Once) => "yes",
        (false, Repeats::Once) => "no",
    };
    let requirement = match &key.requirement {
        Requirement::Optional => String::new(),
        Requirement::Required => " **It has to be there.**".to_owned(),
        Requirement::ExpectedOutside(keywords) => {
            let names: Vec<&str> = keywords.iter().map(|name| name.with_article()).collect();
            format!(" **It should be there, except inside {}.**", listed(&names, "or"))
        }
    };
    format!(
        "| `{written}` | {value} | {several} | {documentation}{requirement} | `{example}` |\n",
        value = cell(&value),
        documentation = cell(&key.documentation),
        example = cell(&key.example),
    )
}

/// "at the top of a file", "in a journey or a stage", or both.
fn places(keyword: &KeywordSchema) -> String {
    let bodies: Vec<&str> = keyword
        .places
        .iter()
        .filter_map(|place| match place {
            Place::File => None,
            Place::In(keyword) => Some(keyword.with_article()),
        })
        .collect();
    let mut phrase = String::new();
    if keyword.places.contains(&Place::File) {
        phrase += "at the top of a file";
    }
    if !bodies.is_empty() {
        if !phrase.is_empty() {
            phrase += ", or ";
        }
        phrase += "in ";
        phrase += &listed(&bodies, "or");
    }
    phrase
}

/// `a`, `a or b`, `a, b or c`.
fn listed<S: AsRef<str>>(parts: &[S], conjunction: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {conjunction} {}", first.join(", "), last.as_ref())
        }
    }
}

/// A text that stays within its cell of a table.
fn cell(text: &str) -> Cow<'_, str> {
    if text.contains(['|', '\n']) {
        Cow::Owned(text.replace('|', "\\|").replace('\n', " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// The first sentence: up to the first full stop that ends a word.
fn first_sentence(text: &str) -> &str {
    match text.find(". ") {
        Some(position) => text.get(..=position).unwrap_or(text),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_key_word_and_example_is_on_the_page() {
        let schema = Schema::standard();
        let page = language_reference(schema);
        for keyword in schema.keywords() {
            let heading = format!("\n## {}\n", keyword.keyword);
            let (_, section) = page.split_once(&heading).expect("a section");
            let section = section.split("\n## ").next().expect("a first part");
            assert!(section.contains(keyword.documentation.as_ref()));
            assert!(section.contains(keyword.example.as_ref()));
            for key in &keyword.keys {
                assert!(section.contains(&format!("| `{}", key.name)));
                assert!(section.contains(&format!("| `{}` |", key.example)), "{}", key.example);
                for word in key.value.enumeration() {
                    assert!(section.contains(&format!("- `{}`: {}\n", word.name, word.documentation)));
                }
            }
        }
    }

    #[test]
    fn every_row_of_a_table_has_as_many_cells_as_its_head() {
        let page = language_reference(Schema::standard());
        let mut width = None;
        for line in page.lines() {
            if line.starts_with('|') {
                let cells = line.replace("\\|", "").matches('|').count();
                assert_eq!(*width.get_or_insert(cells), cells, "{line}");
            } else {
                width = None;
            }
        }
    }

    #[test]
    fn a_section_reads_well() {
        let schema = Schema::standard();
        insta::assert_snapshot!(keyword_section(schema, schema.keyword(Keyword::Gain)), @r#"
        ## gain

        Something that delights the customer or makes life easier. Put it where it happens. Gains show what must not be lost when the journey is redesigned.

        It stands in a journey, a stage or a touchpoint. Elsewhere it goes by delight, benefit, highlight, strength or joy.

        ```journey
        persona maya "Maya, busy parent"

        journey weekly_shop "Weekly shop" {
          persona: maya
          stage receive "Receive" {
            touchpoint doorbell "Opens the door" {
              emotion: +2 "relieved"
              gain friendly "The courier carries bags inside" { persona: maya }
            }
          }
        }
        ```

        | key | value | several | what it says | example |
        |---|---|---|---|---|
        | `persona` | persona | yes | Whom it delights, where it is not everybody. | `persona: maya` |
        | `source` | source | yes | The research that shows this gain. Without one it is a hope. | `source: interviews, q3_survey` |
        | `tag` | word, number or text | yes | Words of your own to find, group and filter by. A tag is a word or a number, or a text where it has spaces. | `tag: mobile, "first order"` |
        "#);
    }

    #[test]
    fn a_bar_in_a_text_does_not_end_its_cell() {
        assert_eq!(cell("a|b\nc"), "a\\|b c");
    }
}
