//! Names documents the same way, however a client spells them.

use std::path::{Component, Path, PathBuf, Prefix};
use std::str::FromStr;
use std::sync::Arc;

use ls_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode, utf8_percent_encode};

/// A document's or folder's URI in its one normal spelling, so that equal places are equal values.
///
/// The transport rewrites every URI of an incoming message into this spelling before anything decodes it, and back into
/// the client's own spelling in outgoing ones, for documents that the client opened. So everything between sees normal
/// spellings only. Bare texts (arguments of commands, `data`) are not rewritten: make a `DocumentUri` of them.
///
/// A `file` URI has no host unless it is another machine's, a drive letter in lower case with a plain colon, no `.`,
/// `..`, empty segment or slash at the end, and everything but letters, digits, `-._~` and `/` percent-encoded. `?` and
/// `#` belong to its path: they would be nothing else in the name of a document, and there are clients that do not
/// encode them. URIs of other schemes are normalised as RFC 3986 says. What is no URI gets the scheme `unknown`.
///
/// Not normalised, because the disk would have to be asked: letter case of paths, Unicode composition, symbolic links.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DocumentUri(Arc<str>);

impl DocumentUri {
    /// Normalises any text, a plain absolute path among them.
    pub(crate) fn new(text: &str) -> Self {
        Self(normalize(text, cfg!(windows)).into())
    }

    /// The URI of an absolute path, or `None` if the path is relative.
    pub(crate) fn from_path(path: &Path) -> Option<Self> {
        let mut host = String::new();
        let mut segments = Vec::new();
        for component in path.components() {
            match component {
                Component::Prefix(prefix) => match prefix.kind() {
                    Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => segments.push(vec![letter, b':']),
                    Prefix::UNC(server, share) | Prefix::VerbatimUNC(server, share) => {
                        host = server.to_string_lossy().into_owned();
                        segments.push(share.to_string_lossy().into_owned().into_bytes());
                    }
                    Prefix::Verbatim(_) | Prefix::DeviceNS(_) => return None,
                },
                Component::Normal(name) => segments.push(name.as_encoded_bytes().to_vec()),
                Component::ParentDir => segments.push(b"..".to_vec()),
                Component::RootDir | Component::CurDir => {}
            }
        }
        path.is_absolute().then(|| Self(file_uri(&host, &segments.join(&b'/')).into()))
    }

    /// The path of a `file` URI; `None` for all other schemes and for other machines, which have no place on this
    /// disk (Windows reaches other machines by paths).
    pub(crate) fn to_path(&self) -> Option<PathBuf> {
        let (host, path) = self.0.strip_prefix("file://")?.split_once('/')?;
        let path: Vec<u8> = percent_decode_str(path).collect();
        if cfg!(windows) {
            let path = String::from_utf8(path).ok()?.replace('/', "\\");
            let host = percent_decode_str(host).decode_utf8().ok()?;
            match (host.is_empty(), path.as_bytes().get(1)) {
                (false, _) => Some(PathBuf::from(format!("\\\\{host}\\{path}"))),
                (true, Some(b':')) => Some(PathBuf::from(path)),
                (true, _) => None,
            }
        } else {
            host.is_empty().then(|| unix_path(&path)).flatten()
        }
    }

    /// The normal spelling.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The type of which the protocol's messages are made.
    pub(crate) fn to_uri(&self) -> Uri {
        Uri::from_str(&self.0).expect("a normal spelling is a URI: that is what a property test asks")
    }
}

impl From<&Uri> for DocumentUri {
    fn from(uri: &Uri) -> Self {
        Self::new(uri.as_str())
    }
}

/// What stands in the path of a `file` URI as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What no URI has anywhere: everything but letters, digits and the marks of RFC 3986.
const ILLEGAL: &AsciiSet = &PLAIN
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'%');

#[cfg(unix)]
fn unix_path(path: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Some(Path::new("/").join(std::ffi::OsStr::from_bytes(path)))
}

#[cfg(not(unix))]
fn unix_path(path: &[u8]) -> Option<PathBuf> {
    Some(Path::new("/").join(std::str::from_utf8(path).ok()?))
}

fn normalize(text: &str, windows: bool) -> String {
    match scheme(text) {
        Some((scheme, rest)) if scheme == "file" => normalize_file(rest, windows),
        Some((scheme, rest)) => normalize_other(&scheme, rest),
        None if text.starts_with(['/', '\\']) || is_drive(text) => normalize_file(text, windows),
        None => normalize_other("unknown", text),
    }
}

/// The scheme in lower case and what follows its colon. One letter is a drive, not a scheme.
fn scheme(text: &str) -> Option<(String, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let starts = scheme.len() > 1 && scheme.starts_with(|first: char| first.is_ascii_alphabetic());
    let goes_on = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    (starts && goes_on).then(|| (scheme.to_ascii_lowercase(), rest))
}

/// Whether a path starts with a drive, its colon encoded or as `|` in the old spelling.
fn is_drive(path: &str) -> bool {
    let mut bytes = path.bytes();
    let letter = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let rest = path.get(1..).unwrap_or_default();
    letter && (rest.starts_with([':', '|']) || rest.get(..3).is_some_and(|colon| colon.eq_ignore_ascii_case("%3a")))
}

/// Normalises what follows `file:`.
fn normalize_file(rest: &str, windows: bool) -> String {
    let inside = rest.trim_start_matches(['/', '\\']);
    // A backslash separates only where it cannot be part of a name.
    let slashes =
        if windows || is_drive(inside) || rest.starts_with('\\') { rest.replace('\\', "/") } else { rest.to_owned() };
    if is_drive(inside) {
        return file_uri("", &percent_decode_str(slashes.trim_start_matches('/')).collect::<Vec<u8>>());
    }
    let unc = windows && slashes.starts_with("////") || rest.starts_with("\\\\");
    let path = if unc { slashes.trim_start_matches('/') } else { slashes.strip_prefix("//").unwrap_or(&slashes) };
    let has_host = unc || slashes.starts_with("//");
    let (host, path) = if has_host { path.split_once('/').unwrap_or((path, "")) } else { ("", path) };
    let host = percent_decode_str(host).decode_utf8_lossy().to_lowercase();
    let host = if host == "localhost" { "" } else { host.as_str() };
    file_uri(host, &percent_decode_str(path).collect::<Vec<u8>>())
}

/// The normal spelling of a path on a host, both decoded.
fn file_uri(host: &str, path: &[u8]) -> String {
    let mut segments: Vec<String> = Vec::new();
    let mut has_drive = false;
    for segment in path.split(|byte| *byte == b'/') {
        match segment {
            b"" | b"." => {}
            b".." => {
                if segments.len() > usize::from(has_drive) {
                    segments.pop();
                }
            }
            [letter, b':' | b'|'] if letter.is_ascii_alphabetic() && segments.is_empty() && host.is_empty() => {
                has_drive = true;
                segments.push(format!("{}:", letter.to_ascii_lowercase() as char));
            }
            _ => segments.push(percent_encode(segment, PLAIN).to_string()),
        }
    }
    let slash = if has_drive && segments.len() == 1 { "/" } else { "" };
    format!("file://{}/{}{slash}", utf8_percent_encode(&host.to_lowercase(), PLAIN), segments.join("/"))
}

/// Normalises what follows the colon of any other scheme: as it is if it can be, with brackets and number signs that
/// stand in wrong places encoded, or else with everything encoded.
fn normalize_other(scheme: &str, rest: &str) -> String {
    let legal = utf8_percent_encode(&with_whole_escapes(rest), ILLEGAL).to_string();
    let (before, fragment) = legal.split_once('#').map_or((legal.as_str(), None), |(path, rest)| (path, Some(rest)));
    let encoded = |text: &str| text.replace('[', "%5B").replace(']', "%5D").replace('#', "%23");
    let tame = encoded(before) + &fragment.map_or_else(String::new, |fragment| format!("#{}", encoded(fragment)));
    [legal.as_str(), &tame]
        .into_iter()
        .find_map(|rest| Uri::from_str(&format!("{scheme}:{rest}")).ok().map(|uri| uri.normalize().as_str().to_owned()))
        .unwrap_or_else(|| format!("{scheme}:{}", utf8_percent_encode(rest, PLAIN)))
}

/// Encodes every percent sign that does not start an escape.
fn with_whole_escapes(text: &str) -> String {
    let mut parts = text.split('%');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_escape = part.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        whole.push_str(if is_escape { "%" } else { "%25" });
        whole.push_str(part);
    }
    whole
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn normal(text: &str) -> String {
        normalize(text, false)
    }

    fn all_become(normal_spelling: &str, spellings: &[&str]) {
        for spelling in spellings {
            assert_eq!(normal(spelling), normal_spelling, "{spelling}");
            assert_eq!(normalize(spelling, true), normal_spelling, "{spelling} on Windows");
        }
    }

    #[test]
    fn every_spelling_of_a_file_is_one() {
        all_become(
            "file:///a%20b/%C3%A4.journey",
            &[
                "file:///a b/ä.journey",
                "file:///a%20b/%c3%a4.journey",
                "file:///%61%20b/%C3%A4%2Ejourney",
                "FILE:///a b/ä.journey",
                "file://localhost/a b/ä.journey",
                "file://LocalHost/a b/ä.journey",
                "file:/a b/ä.journey",
                "file:///a b//ä.journey",
                "file:///x/../a b/./y/../ä.journey",
                "file:///../../a b/ä.journey",
                "file:///a b/ä.journey/",
                "/a b/ä.journey",
            ],
        );
    }

    #[test]
    fn every_spelling_of_a_drive_is_one() {
        all_become(
            "file:///c:/a%20b/x.journey",
            &[
                "file:///c%3A/a%20b/x.journey",
                "file:///C%3a/a b/x.journey",
                "file:///C:/a b/x.journey",
                "file:///c:/a b/x.journey",
                "file:///c|/a b/x.journey",
                "file://C:/a b/x.journey",
                "file:C:/a b/x.journey",
                "file:///C:\\a b\\x.journey",
                "C:\\a b\\x.journey",
                "c:/a b/x.journey",
                "file:///c:/../../a b/x.journey",
            ],
        );
        all_become("file:///c:/", &["file:///C:", "file:///c%3A/", "C:\\", "file:///c:/.."]);
    }

    #[test]
    fn other_machines_keep_their_name() {
        all_become(
            "file://server/share/x.journey",
            &[
                "file://server/share/x.journey",
                "file://SERVER/share/x.journey",
                "\\\\Server\\share\\x.journey",
                "file:\\\\Server\\share\\x.journey",
            ],
        );
        assert_eq!(normalize("file:////server/share/x", true), "file://server/share/x");
        assert_eq!(normalize("file:////home/share/x", false), "file:///home/share/x");
        assert_eq!(normal("file://wsl$/Ubuntu/x"), "file://wsl%24/Ubuntu/x");
    }

    #[test]
    fn folders_lose_the_slash_at_their_end_but_the_root_keeps_it() {
        all_become("file:///a/b", &["file:///a/b/", "file:///a/b//", "file:///a/b/."]);
        all_become("file:///", &["file:///", "file://", "file:", "/", "file:///.."]);
    }

    #[test]
    fn marks_that_some_clients_do_not_encode_belong_to_the_path() {
        all_become("file:///a%23b%3Fc%5B1%5D%7B%7C%7D%5E%60.journey", &["file:///a#b?c[1]{|}^`.journey"]);
        all_become("file:///a%25b", &["file:///a%b", "file:///a%25b"]);
        assert_eq!(normal("file:///a\\b"), "file:///a%5Cb");
        assert_eq!(normalize("file:///a\\b", true), "file:///a/b");
    }

    #[test]
    fn other_schemes_are_normalised_as_the_standard_says() {
        for (spelling, expected) in [
            ("untitled:Untitled-1", "untitled:Untitled-1"),
            ("UNTITLED:Untitled-1", "untitled:Untitled-1"),
            ("untitled:My journey.journey", "untitled:My%20journey.journey"),
            ("untitled:c:\\x[1].journey", "untitled:c:%5Cx%5B1%5D.journey"),
            ("vscode-vfs://GitHub/a/../b%7e/%c3%a4", "vscode-vfs://github/b~/%C3%A4"),
            ("git:/a.journey?{\"ref\":\"~\"}", "git:/a.journey?%7B%22ref%22:%22~%22%7D"),
            ("xy://[bad/host", "xy://%5Bbad/host"),
            ("xy://h:port/y", "xy:%2F%2Fh%3Aport%2Fy"),
            ("ab:c#d#e", "ab:c#d%23e"),
        ] {
            assert_eq!(normal(spelling), expected, "{spelling}");
        }
    }

    #[test]
    fn what_is_no_uri_gets_a_scheme_that_no_file_has() {
        for (text, expected) in
            [("", "unknown:"), ("x.journey", "unknown:x.journey"), ("ä b", "unknown:%C3%A4%20b"), ("%", "unknown:%25")]
        {
            assert_eq!(normal(text), expected);
            assert_eq!(DocumentUri::new(text).to_path(), None);
        }
    }

    #[test]
    fn only_files_of_this_machine_have_a_path() {
        for other in ["untitled:/a/b", "git:/a/b", "http://x/a", "unknown:/a", "file:x/../../.."] {
            let path = DocumentUri::new(other).to_path();
            assert!(path.is_none() || other.starts_with("file"), "{other} {path:?}");
        }
        #[cfg(unix)]
        assert_eq!(DocumentUri::new("file://server/share/x").to_path(), None);
    }

    #[cfg(unix)]
    #[test]
    fn paths_go_there_and_back() {
        use std::os::unix::ffi::OsStrExt;
        let odd = std::ffi::OsStr::from_bytes(b"/a/\xff\xfe");
        for path in [Path::new("/"), Path::new("/a b/ä#?%[].journey"), Path::new("/c\\d"), Path::new(odd)] {
            let uri = DocumentUri::from_path(path).unwrap();
            assert_eq!(uri.to_path().as_deref(), Some(path));
            assert_eq!(DocumentUri::from(&uri.to_uri()), uri);
        }
        assert_eq!(DocumentUri::from_path(Path::new("a/b")), None);
        assert_eq!(DocumentUri::from_path(Path::new("/a/../b")).unwrap().as_str(), "file:///b");
    }

    #[cfg(windows)]
    #[test]
    fn paths_go_there_and_back() {
        for path in ["c:\\a b\\ä#.journey", "c:\\", "\\\\server\\share\\x"] {
            let uri = DocumentUri::from_path(Path::new(path)).unwrap();
            assert_eq!(uri.to_path().as_deref(), Some(Path::new(path)));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn any_text_becomes_a_uri_that_stays_as_it_is(
            text in prop_oneof![
                any::<String>(),
                "(file|FILE|untitled|x-y|http|a)?:?[/\\\\]{0,5}[a-cC:|%3A/\\\\.@#?\\[\\] ä😀]{0,30}",
            ],
            windows: bool,
        ) {
            let once = normalize(&text, windows);
            prop_assert!(Uri::from_str(&once).is_ok(), "{once}");
            prop_assert_eq!(normalize(&once, windows), once);
        }
    }
}
