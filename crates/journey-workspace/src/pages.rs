//! Lists the pages of documentation below a folder as git sees them.

use std::path::Path;

use ignore::WalkBuilder;

use crate::walk::{Listing, is_file_of, unlisted};

/// The files below an absolute folder whose names end with one of some extensions, written without a dot: without
/// hidden files and without what git ignores. Settings have no say here.
pub fn list_pages(folder: &Path, extensions: &[&str]) -> Listing {
    let mut listing = Listing::default();
    for entry in WalkBuilder::new(folder).build() {
        match entry {
            Ok(entry) if is_file_of(&entry, extensions) => listing.files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => listing.unlisted.push(unlisted(&error, folder)),
        }
    }
    listing.sort();
    listing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Folder;

    #[test]
    fn pages_are_listed_as_git_sees_them() {
        let folder = Folder::new()
            .with(&["README.md", "docs/a.mdx", "docs/b.MD", "docs/c.txt", "docs/.hidden/d.md", "built/e.md", "md"])
            .with_file(".gitignore", "built/\n");
        let listing = list_pages(&folder.path(""), &["md", "mdx"]);
        assert_eq!(folder.names(listing.files), ["README.md", "docs/a.mdx", "docs/b.MD"]);
        assert_eq!(folder.names(list_pages(&folder.path("built"), &["md"]).files), ["built/e.md"]);
        assert_eq!(list_pages(&folder.path("nowhere"), &["md"]).unlisted.len(), 1);
    }
}
