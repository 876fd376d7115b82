//! Why the system refused something, in words for people who do not know its numbers.

use std::io;

/// Why the system refused: a part of a sentence, to stand behind a colon.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you are not allowed to".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_told_without_its_number() {
        let error = io::Error::from_raw_os_error(21);
        assert_eq!(reason(&error), "it is a folder");
        assert!(!reason(&io::Error::from_raw_os_error(40)).contains("os error"));
    }
}
