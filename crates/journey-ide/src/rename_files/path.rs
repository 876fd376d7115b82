//! Paths as names: from a folder to a file and back, without a look at the disk.

/// A path in its steps, without `.` and, as far as that is possible, without `..`. The first step of an absolute path is
/// empty or a drive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path<'t>(Vec<&'t str>);

impl<'t> Path<'t> {
    /// The path that is written so, relative to a folder. `/` parts its steps; `\` does too where there is no `/`.
    pub(super) fn written(folder: &Self, written: &'t str) -> Self {
        let separator = if written.contains('/') { '/' } else { '\\' };
        let mut steps = if is_absolute(written) { Vec::new() } else { folder.0.clone() };
        for (number, step) in written.split(separator).enumerate() {
            let is_root = number == 0 && is_absolute(written);
            match step {
                "" | "." if !is_root => {}
                ".." => match steps.last() {
                    Some(&last) if last != ".." && !(steps.len() == 1 && is_root_step(last)) => {
                        steps.pop();
                    }
                    Some(_) if steps.first().is_some_and(|first| is_root_step(first)) => {}
                    _ => steps.push(".."),
                },
                step => steps.push(step),
            }
        }
        Self(steps)
    }

    /// A path that is relative to nothing.
    pub(super) fn new(path: &'t str) -> Self {
        Self::written(&Self(Vec::new()), path)
    }

    /// The folder it is in.
    pub(super) fn folder(&self) -> Self {
        let mut steps = self.0.clone();
        steps.pop();
        Self(steps)
    }

    /// Where it is after `from` has become `to`, if that moves it.
    pub(super) fn moved(&self, from: &Self, to: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(from.0.as_slice())?;
        Some(Self(to.0.iter().chain(rest).copied().collect()))
    }

    /// How many steps it has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How it is written in a file of that folder, with `/` between the steps; `None` where no path leads there.
    pub(super) fn from(&self, folder: &Self) -> Option<String> {
        let shared = self.0.iter().zip(&folder.0).take_while(|(one, other)| one == other).count();
        let up = folder.0.get(shared..)?;
        let is_rooted = |path: &Self| path.0.first().is_some_and(|first| is_root_step(first));
        if up.contains(&"..") || shared == 0 && (is_rooted(self) || is_rooted(folder)) {
            return None;
        }
        let up = up.iter().map(|_| "..");
        Some(up.chain(self.0.get(shared..)?.iter().copied()).collect::<Vec<_>>().join("/"))
    }

    /// How it is written from nowhere.
    pub(super) fn whole(&self) -> String {
        self.0.join("/")
    }
}

/// Whether a path is the same from every folder.
pub(super) fn is_absolute(written: &str) -> bool {
    written.starts_with(['/', '\\']) || written.split(['/', '\\']).next().is_some_and(is_drive)
}

fn is_root_step(step: &str) -> bool {
    step.is_empty() || is_drive(step)
}

fn is_drive(step: &str) -> bool {
    matches!(step.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(folder: &str, written: &str) -> Option<String> {
        let folder = Path::new(folder);
        Path::written(&folder, written).from(&folder)
    }

    #[test]
    fn a_path_is_written_in_its_shortest_form() {
        assert_eq!(there_and_back("a/b", "../data/q3.csv").unwrap(), "../data/q3.csv");
        assert_eq!(there_and_back("a/b", "../b/./q3.csv").unwrap(), "q3.csv");
        assert_eq!(there_and_back("", "data//q3.csv").unwrap(), "data/q3.csv");
        assert_eq!(there_and_back("a", "../../out.csv").unwrap(), "../../out.csv");
        assert_eq!(there_and_back("/home/x", "..\\data\\q3.csv").unwrap(), "../data/q3.csv");
    }

    #[test]
    fn no_path_leads_to_another_drive_or_out_of_an_unknown_folder() {
        assert_eq!(there_and_back("C:/maps", "D:\\data\\q3.csv"), None);
        assert_eq!(Path::new("q3.csv").from(&Path::new("../maps")), None);
        assert_eq!(Path::new("/q3.csv").from(&Path::new("/maps")).unwrap(), "../q3.csv");
        assert_eq!(Path::new("/q3.csv").from(&Path::new("maps")), None);
        assert_eq!(Path::new("/../../q3.csv").whole(), "/q3.csv");
    }

    #[test]
    fn what_is_in_a_folder_moves_with_it() {
        let moved = |path: &str, from: &str, to: &str| {
            Path::new(path).moved(&Path::new(from), &Path::new(to)).map(|path| path.whole())
        };
        assert_eq!(moved("maps/a/b.journey", "maps/a/", "old").unwrap(), "old/b.journey");
        assert_eq!(moved("maps/ab.journey", "maps/a", "old"), None);
        assert_eq!(moved("/w/a.journey", "/w/a.journey", "/w/b.journey").unwrap(), "/w/b.journey");
    }
}
