//! What editors take as it is from elsewhere in the project. A plugin is copied out of its folder, so it cannot lead out of it.

use std::path::Path;

use anyhow::Result;

use crate::editor_queries::QUERIES;
use crate::generate::{Derived, fresh};

/// Every copy, as it should be. What has been derived before counts more than what is written.
pub(crate) fn derived(root: &Path, before: &[Derived]) -> Result<Vec<Derived>> {
    let copies = copies().map(|(from, to)| Ok(Derived { path: to, text: fresh(root, before, &from)? }));
    copies.collect()
}

/// What they are copies of.
#[cfg(test)]
pub(crate) fn sources() -> impl Iterator<Item = String> {
    copies().map(|(from, _)| from)
}

/// The queries that Neovim knows.
const NEOVIM: [&str; 6] = ["folds", "highlights", "indents", "injections", "locals", "textobjects"];

fn copies() -> impl Iterator<Item = (String, String)> {
    let queries =
        NEOVIM.map(|name| (format!("{QUERIES}/{name}.scm"), format!("editors/nvim/queries/journey/{name}.scm")));
    let whole = [
        ("editors/vim/syntax/journey.vim", "editors/nvim/syntax/journey.vim"),
        ("grammar/journey.tmLanguage.json", "editors/jetbrains/bundle/journey.tmLanguage.json"),
    ];
    queries.into_iter().chain(whole.map(|(from, to)| (from.to_owned(), to.to_owned())))
}
