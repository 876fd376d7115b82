//! Paths: the one form in which files are compared, and the form in which people see them.

use std::io;
use std::path::{Component, Path, PathBuf};

/// The absolute path of what somebody named, so that two names of one file are one. Links stay links, except where
/// `..` leads out of one.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    if absolute.components().any(|component| component == Component::ParentDir) {
        return absolute.canonicalize();
    }
    // Collecting the components drops a separator at the end, and doubled ones.
    Ok(absolute.components().collect())
}

/// A path with its `..` taken back, as it is written: nothing is looked up, so links count for nothing.
pub fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// An absolute path as people see it: relative to the current folder (absolute as well) where the two have a folder in
/// common, with `/` between folders.
pub fn shown(path: &Path, current: &Path) -> String {
    let shared = path.components().zip(current.components()).take_while(|(one, other)| one == other);
    let common = shared.clone().count();
    let meet = shared.into_iter().any(|(component, _)| matches!(component, Component::Normal(_)));
    if !meet && path != current {
        return with_slashes(path.components());
    }
    let up = current.components().skip(common).map(|_| Component::ParentDir);
    let relative = with_slashes(up.chain(path.components().skip(common)));
    if relative.is_empty() { ".".to_owned() } else { relative }
}

fn with_slashes<'p>(components: impl Iterator<Item = Component<'p>>) -> String {
    let mut text = String::new();
    for component in components {
        match component {
            Component::RootDir => text.push('/'),
            other => {
                if !text.is_empty() && !text.ends_with('/') {
                    text.push('/');
                }
                text.push_str(&other.as_os_str().to_string_lossy());
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn paths_are_shown_as_seen_from_the_current_folder() {
        let shown = |path: &str, current: &str| shown(Path::new(path), Path::new(current));
        assert_eq!(shown("/home/maya/maps/a.journey", "/home/maya/maps"), "a.journey");
        assert_eq!(shown("/home/maya/maps/b/a.journey", "/home/maya"), "maps/b/a.journey");
        assert_eq!(shown("/home/maya/maps/a.journey", "/home/maya/maps/b/c"), "../../a.journey");
        assert_eq!(shown("/tmp/a.journey", "/home/maya"), "/tmp/a.journey");
        assert_eq!(shown("/a.journey", "/"), "/a.journey");
        assert_eq!(shown("/home/maya", "/home/maya"), ".");
        assert_eq!(shown("/", "/"), ".");
    }

    #[cfg(unix)]
    #[test]
    fn two_names_of_one_file_are_one() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        std::fs::create_dir(folder.join("b")).unwrap();
        std::fs::write(folder.join("a.journey"), "").unwrap();
        let plain = absolute(&folder.join("a.journey")).unwrap();
        assert_eq!(absolute(&folder.join("./a.journey")).unwrap(), plain);
        assert_eq!(absolute(&folder.join("b/../a.journey")).unwrap(), plain);
        assert_eq!(absolute(&folder.join("b//")).unwrap(), folder.join("b"));
    }
}
