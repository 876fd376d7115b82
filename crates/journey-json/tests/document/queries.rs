//! The queries of our page about the JSON, run by an independent reader of the language of jq.

use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Vars, data, unwrap_valr};
use jaq_json::{Val, read};

use super::examples::{of_text, repository, text};

/// What jq would print, one line for each result.
fn query(filter: &str, input: &str) -> Vec<String> {
    let input = read::parse_single(input.as_bytes()).unwrap();
    let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    let arena = Arena::default();
    let modules = Loader::new(definitions).load(&arena, File { code: filter, path: () }).unwrap();
    let filter = Compiler::default().with_funs(functions).compile(modules).unwrap();
    let context = Ctx::<data::JustLut<Val>>::new(&filter.lut, Vars::new([]));
    filter.id.run((context, input)).map(unwrap_valr).map(|result| result.unwrap().to_string()).collect()
}

/// The blocks of a page that are fenced with a language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("```{language}\n");
    let fenced = page.split(&fence).skip(1);
    fenced.map(|rest| rest.split_once("```").unwrap().0).collect()
}

#[test]
fn each_query_of_the_page_gives_what_stands_below_it() {
    let page = std::fs::read_to_string(repository("crates/journey-json/README.md")).unwrap();
    let input = of_text(&text("weekly-shop.journey")).to_string();
    let (queries, results) = (blocks(&page, "jq"), blocks(&page, "json"));
    assert_eq!((queries.len(), results.len()), (3, 3));
    for (filter, expected) in queries.into_iter().zip(results) {
        let expected: Vec<&str> = expected.lines().collect();
        assert_eq!(query(filter, &input), expected, "{filter}");
    }
}
