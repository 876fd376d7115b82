//! The editors whose ways of speaking are kept in `tests/lsp/clients`.

use std::path::Path;

use serde_json::{Value, json};

use super::uri;

/// An editor of which we know what it says in `initialize`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editor {
    /// Pulls diagnostics, registers nearly everything later.
    VsCode,
    /// Prefers UTF-8, pulls diagnostics, has no versioned edits.
    Neovim,
    /// Eglot: prefers UTF-32, wants diagnostics pushed, no snippets, plain text.
    Emacs,
    /// Prefers UTF-8, pulls diagnostics, flat outline, Markdown only.
    Helix,
}

impl Editor {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::VsCode, Self::Neovim, Self::Emacs, Self::Helix];

    /// What it says in `initialize` when a folder is open.
    pub fn params(self, root: &Path) -> Value {
        let template = match self {
            Self::VsCode => include_str!("../../lsp/clients/vscode.json"),
            Self::Neovim => include_str!("../../lsp/clients/neovim.json"),
            Self::Emacs => include_str!("../../lsp/clients/emacs.json"),
            Self::Helix => include_str!("../../lsp/clients/helix.json"),
        };
        let address = uri::of(root);
        let path = root.to_str().expect("test folders have plain names");
        let said = template.replace("file://${root}", &address).replace("${root}", path);
        let mut said: Value = serde_json::from_str(&said).expect("tests/lsp/clients holds JSON");
        said["processId"] = json!(std::process::id());
        said
    }
}

/// The same parameters with another value at a place (a JSON pointer); objects on the way are made.
#[must_use]
pub fn with(mut params: Value, pointer: &str, value: Value) -> Value {
    let mut at = &mut params;
    for key in pointer.split('/').skip(1) {
        at = &mut at[key];
    }
    *at = value;
    params
}

/// The same parameters without what stands at a place.
#[must_use]
pub fn without(mut params: Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    if let Some(parent) = params.pointer_mut(parent).and_then(Value::as_object_mut) {
        parent.remove(key);
    }
    params
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_names_the_folder_and_itself() {
        for editor in Editor::ALL {
            let params = editor.params(Path::new("/some folder"));
            assert_eq!(params["rootUri"], "file:///some%20folder", "{editor:?}");
            assert!(params["processId"].is_u64() && !params.to_string().contains("${"), "{editor:?}");
        }
    }

    #[test]
    fn parameters_are_changed_at_a_place() {
        let params = json!({ "a": { "b": 1 } });
        assert_eq!(with(params.clone(), "/a/c/d", json!(2)), json!({ "a": { "b": 1, "c": { "d": 2 } } }));
        assert_eq!(without(params.clone(), "/a/b"), json!({ "a": {} }));
        assert_eq!(without(params.clone(), "/x/b"), params);
    }
}
