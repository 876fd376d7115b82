//! Addresses of files, as editors write them and back.

use std::path::{Path, PathBuf};

/// The address of a file or folder, with everything percent-encoded that the generic syntax asks for.
pub fn of(path: &Path) -> String {
    let mut uri = "file://".to_owned();
    for byte in path.to_str().expect("test folders have plain names").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// The file that an address means; `None` where it is none on a disk.
pub fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = &rest[rest.find('/')?..];
    let mut bytes = Vec::new();
    let mut left = rest.bytes();
    while let Some(byte) = left.next() {
        if byte == b'%' {
            let digits = [left.next()?, left.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_file() {
        for name in ["/a/b.journey", "/with space/[x]/\u{e9}\u{1F600}%.journey"] {
            assert_eq!(path(&of(Path::new(name))).unwrap(), Path::new(name));
        }
        assert_eq!(of(Path::new("/a b")), "file:///a%20b");
        assert_eq!(path("untitled:Untitled-1"), None);
    }
}
