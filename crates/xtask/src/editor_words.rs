//! The lists of words in the files of `editors/`, between marker lines: the language says which words they hold.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use journey_model::Schema;

use crate::generate::Derived;

/// Every file with lists, as it should be.
pub(crate) fn derived(root: &Path) -> Result<Vec<Derived>> {
    let words = [("keywords", keywords(Schema::standard())), ("values", values(Schema::standard()))];
    let mut files = Vec::new();
    for (path, write) in FILES {
        let mut text = fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {path}"))?;
        for (list, words) in &words {
            text = with_list(&text, list, &write(list, words))
                .with_context(|| format!("{path} has lost a marker line of its {list}: {BEGIN}{list}, {END}"))?;
        }
        files.push(Derived { path: path.to_owned(), text });
    }
    Ok(files)
}

/// A line that says this and the list's name stands before a list, in a comment of whatever kind the file has.
const BEGIN: &str = "Written by `cargo xtask generate` from here on: ";
const END: &str = "The end of what is written.";

pub(crate) type Write = fn(&str, &[&str]) -> String;

pub(crate) const FILES: [(&str, Write); 5] = [
    ("editors/emacs/journey-mode.el", lisp),
    ("editors/kakoune/journey.kak", kakoune),
    ("editors/kate/journey.xml", xml),
    ("editors/sublime/Journey.sublime-syntax", yaml),
    ("editors/vim/autoload/journey.vim", vim),
];

/// What a declaration begins with.
fn keywords(schema: &Schema) -> Vec<&str> {
    sorted(schema.keywords().map(|keyword| keyword.keyword.name()))
}

/// The words that a key takes where it takes no others.
fn values(schema: &Schema) -> Vec<&str> {
    let keys = schema.keywords().flat_map(|keyword| keyword.keys.iter());
    sorted(keys.flat_map(|key| key.value.enumeration()).map(|value| value.name.as_ref()))
}

fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The text with that list between its marker lines; `None` where one is missing.
fn with_list(text: &str, list: &str, lines: &str) -> Option<String> {
    let (before, rest) = text.split_once(&format!("{BEGIN}{list}"))?;
    let (rest_of_line, rest) = rest.split_once('\n')?;
    let old = rest.lines().position(|line| line.contains(END))?;
    let after: String = rest.split_inclusive('\n').skip(old).collect();
    Some(format!("{before}{BEGIN}{list}{rest_of_line}\n{lines}{after}"))
}

/// Words in lines that are not too long.
fn wrapped(words: impl Iterator<Item = String>, separator: &str, indentation: &str) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(&word),
            Some(line) if line.len() + word.len() < 72 => *line = format!("{line}{separator}{word}"),
            _ => lines.push(word),
        }
    }
    lines.join(&format!("{}\n{indentation}", separator.trim_end()))
}

fn lisp(list: &str, words: &[&str]) -> String {
    let words = wrapped(words.iter().map(|word| format!("{word:?}")), " ", "    ");
    format!("(defconst journey-mode--{list}\n  '({words}))\n")
}

fn vim(list: &str, words: &[&str]) -> String {
    format!("let journey#{list} = '\\%({}\\)'\n", words.join("\\|"))
}

fn kakoune(list: &str, words: &[&str]) -> String {
    format!("declare-option -hidden str journey_{list} '{}'\n", words.join("|"))
}

fn yaml(list: &str, words: &[&str]) -> String {
    format!("  {list}: '{}'\n", words.join("|"))
}

fn xml(list: &str, words: &[&str]) -> String {
    let items: String = words.iter().map(|word| format!("      <item>{word}</item>\n")).collect();
    format!("    <list name=\"{list}\">\n{items}    </list>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_the_schema() {
        assert!(keywords(Schema::standard()).contains(&"touchpoint"));
        let values = values(Schema::standard());
        assert!(values.contains(&"as-is") && values.contains(&"survey"), "{values:?}");
    }

    #[test]
    fn a_list_goes_between_its_own_markers() {
        let text = format!("a\n# {BEGIN}keywords\nold\n# {END}\nb\n# {BEGIN}values.\n# {END}\nc\n");
        let text = with_list(&text, "keywords", "x\n").unwrap();
        let text = with_list(&text, "values", "y\n").unwrap();
        assert_eq!(text, format!("a\n# {BEGIN}keywords\nx\n# {END}\nb\n# {BEGIN}values.\ny\n# {END}\nc\n"));
        assert_eq!(with_list(&text.replace(END, ""), "keywords", "x\n"), None);
    }

    #[test]
    fn long_lists_are_cut_into_lines() {
        let words = ["a".repeat(50), "b".repeat(30), "c".to_owned()];
        assert_eq!(wrapped(words.into_iter(), "|", "  "), format!("{}|\n  {}|c", "a".repeat(50), "b".repeat(30)));
    }
}
