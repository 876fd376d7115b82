//! Paths as URIs: relative where the path is relative, of the scheme `file` where it is absolute.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a path's part may not hold: all but the characters that a URI never needs to write in another way. `:` is among
/// it, because in the first part of a relative path it would end a scheme.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path as people see it (`/` between folders) as a URI, and whether that is relative.
pub(super) fn of_path(path: &str) -> (String, bool) {
    let encoded = utf8_percent_encode(path, ENCODED).to_string();
    match path.as_bytes() {
        // A computer's name stands before the path: \\server\share.
        [b'/', b'/', ..] | [b'\\', b'\\', ..] => (format!("file:{}", encoded.replace("%5C", "/")), false),
        [b'/', ..] => (format!("file://{encoded}"), false),
        [drive, b':', ..] if cfg!(windows) => {
            let rest = encoded.get("C%3A".len()..).unwrap_or_default();
            (format!("file:///{}:{rest}", char::from(*drive)), false)
        }
        _ if path == "." => ("./".to_owned(), true),
        _ => (encoded, true),
    }
}

/// An absolute folder as a URI: it ends with `/`.
pub(super) fn of_folder(folder: &Path) -> String {
    let path = folder.to_string_lossy();
    let path = if cfg!(windows) { path.replace('\\', "/").into() } else { path };
    let (uri, _) = of_path(&path);
    if uri.ends_with('/') { uri } else { format!("{uri}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_stay_relative_and_nothing_in_them_has_a_meaning() {
        let uri = |path| of_path(path);
        assert_eq!(uri("maps/shop.journey"), ("maps/shop.journey".into(), true));
        assert_eq!(uri("../a b.journey"), ("../a%20b.journey".into(), true));
        assert_eq!(uri("50%/c:d,e#f?g.journey"), ("50%25/c%3Ad%2Ce%23f%3Fg.journey".into(), true));
        assert_eq!(uri("é/😀.journey"), ("%C3%A9/%F0%9F%98%80.journey".into(), true));
        assert_eq!(uri("."), ("./".into(), true));
    }

    #[cfg(unix)]
    #[test]
    fn absolute_paths_have_a_scheme() {
        assert_eq!(of_path("/tmp/a b.journey"), ("file:///tmp/a%20b.journey".into(), false));
        assert_eq!(of_path("C:/a.journey"), ("C%3A/a.journey".into(), true));
        assert_eq!(of_path("a\\b.journey"), ("a%5Cb.journey".into(), true));
        assert_eq!(of_folder(Path::new("/home/maya/50 %")), "file:///home/maya/50%20%25/");
        assert_eq!(of_folder(Path::new("/")), "file:///");
    }

    #[cfg(windows)]
    #[test]
    fn absolute_paths_have_a_scheme() {
        assert_eq!(of_path("C:/a b.journey"), ("file:///C:/a%20b.journey".into(), false));
        assert_eq!(of_folder(Path::new("C:\\maps")), "file:///C:/maps/");
    }
}
