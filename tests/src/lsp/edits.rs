//! What a client does with a `WorkspaceEdit`: it edits open texts, and files on the disk.

use std::fs;

use serde_json::{Value, json};

use super::documents::Documents;
use super::{text, uri};

/// Makes an edit and gives the `textDocument/didChange` notifications that follow from it.
///
/// # Errors
/// Where it cannot be made: places outside of texts, overlaps, files that are there already or are not there.
pub(super) fn apply(edit: &Value, documents: &Documents) -> Result<Vec<Value>, String> {
    let mut told = Vec::new();
    for (uri, edits) in edit["changes"].as_object().into_iter().flatten() {
        told.extend(edit_text(uri, edits, documents)?);
    }
    for change in edit["documentChanges"].as_array().into_iter().flatten() {
        let text = |key: &str| change[key].as_str().unwrap_or_default();
        let path = |key: &str| uri::path(text(key)).ok_or_else(|| format!("{} is no file", change[key]));
        match change["kind"].as_str() {
            None => {
                let uri = change["textDocument"]["uri"].as_str().unwrap_or_default();
                let version = &change["textDocument"]["version"];
                if documents.get(uri).is_some_and(|open| *version != open.version) {
                    return Err(format!("{uri} has another version by now than {version}"));
                }
                told.extend(edit_text(uri, &change["edits"], documents)?);
            }
            Some("create") => {
                let path = path("uri")?;
                if path.exists() && change["options"]["overwrite"] != true {
                    return Err(format!("{} is there already", path.display()));
                }
                fs::write(&path, "").map_err(|error| format!("{}: {error}", path.display()))?;
            }
            Some("rename") => fs::rename(path("oldUri")?, path("newUri")?).map_err(|error| error.to_string())?,
            Some("delete") => fs::remove_file(path("uri")?).map_err(|error| error.to_string())?,
            Some(kind) => return Err(format!("no client knows the operation {kind}")),
        }
    }
    Ok(told)
}

fn edit_text(address: &str, edits: &Value, documents: &Documents) -> Result<Option<Value>, String> {
    let before = documents.text(address).ok_or_else(|| format!("{address} is not there"))?;
    let edits = edits.as_array().cloned().unwrap_or_default();
    let after = text::edited(&before, &edits, documents.encoding)?;
    if let Some(open) = documents.get(address) {
        return Ok(Some(json!({
            "textDocument": { "uri": address, "version": open.version + 1 },
            "contentChanges": [{ "text": after }],
        })));
    }
    let path = uri::path(address).ok_or_else(|| format!("{address} is no file"))?;
    fs::write(&path, after).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(None)
}
