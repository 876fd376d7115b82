//! Reads the files that a `journey.toml` extends, one after the other, and says where the way ends.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_model::configuration::{self, Configuration, ConfigurationProblem, ConfigurationReading, RuleCatalog};

use crate::boundary::{Boundary, real};
use crate::path::{shown, without_dots};
use crate::read::ReadError;
use crate::settings::{SettingsFile, SettingsUnreadable};

/// The text of a file of settings, by its absolute path.
pub(crate) type Texts<'t> = dyn Fn(&Path) -> Result<Arc<str>, SettingsUnreadable> + 't;

/// The files of settings of a project, and what they say together.
pub(crate) struct Chain {
    /// What they say together.
    pub(crate) configuration: Configuration,
    /// The project's own file.
    pub(crate) own: SettingsFile,
    /// Those that are extended, the nearest first.
    pub(crate) bases: Vec<SettingsFile>,
    /// The file at which the way ends because it could not be read.
    pub(crate) missing: Option<PathBuf>,
}

/// Follows `extends` from a project's own file, whose text is read already. `root` is absolute.
pub(crate) fn follow(root: &Path, mut own: SettingsFile, catalog: &RuleCatalog, texts: &Texts<'_>) -> Chain {
    let mut steps = vec![Step { real: real(&own.path), path: own.path.clone() }];
    let ConfigurationReading { configuration, problems, places } = configuration::read(&own.text, catalog);
    own.problems = problems;
    let mut extends = configuration.extends.clone().zip(places.extends);
    let (mut bases, mut base_configurations) = (Vec::<SettingsFile>::new(), Vec::new());
    let (mut boundary, mut missing) = (None, None);
    while let Some((written, place)) = extends {
        let boundary = boundary.get_or_insert_with(|| Boundary::around(root));
        match next(&steps, &written, boundary, root, texts) {
            Ok((step, text)) => {
                let ConfigurationReading { configuration, problems, places } = configuration::read(&text, catalog);
                extends = configuration.extends.clone().zip(places.extends);
                bases.push(SettingsFile { path: step.path.clone(), text, problems, unreadable: None });
                base_configurations.push(configuration);
                steps.push(step);
            }
            Err(refusal) => {
                if let Refusal::Unreadable(path, _) = &refusal {
                    missing = Some(path.clone());
                }
                let problems = &mut bases.last_mut().unwrap_or(&mut own).problems;
                problems.push(refusal.problem(&written, place));
                problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
                extends = None;
            }
        }
    }
    Chain { configuration: configuration.on(base_configurations), own, bases, missing }
}

/// The next file on the way, and its text.
fn next(
    steps: &[Step],
    extends: &str,
    boundary: &Boundary,
    root: &Path,
    texts: &Texts<'_>,
) -> Result<(Step, Arc<str>), Refusal> {
    let last = steps.last().expect("the way begins with the project's own file");
    let next = last.next(extends, boundary)?;
    match round(steps, &next, root) {
        Some(way) => Err(Refusal::Round(way)),
        None => match texts(&next.path) {
            Ok(text) => Ok((next, text)),
            Err(why) => Err(Refusal::Unreadable(next.path, why)),
        },
    }
}

/// A file on the way.
struct Step {
    /// As it is named, without `..`.
    path: PathBuf,
    /// Without links.
    real: PathBuf,
}

impl Step {
    /// The file that this one extends.
    fn next(&self, extends: &str, boundary: &Boundary) -> Result<Self, Refusal> {
        let named = |file: &Path| without_dots(&file.parent().unwrap_or(file).join(extends));
        let (path, expected) = (named(&self.path), named(&self.real));
        // What lies outside is not even looked at.
        let leads_out = |by_link| Refusal::Outside { by_link, is_repository: boundary.is_repository() };
        if !boundary.contains(&expected) {
            return Err(leads_out(false));
        }
        // Past a link `..` may mean two things. What the file system means counts.
        let path = if real(&path) == real(&expected) { path } else { expected };
        let real = real(&path);
        if path.exists() && !boundary.contains(&real) {
            return Err(leads_out(true));
        }
        Ok(Self { path, real })
    }
}

/// The way round, where a file is on the way already.
fn round(steps: &[Step], next: &Step, root: &Path) -> Option<String> {
    let first = steps.iter().position(|step| step.real == next.real)?;
    let way = steps.iter().skip(first).chain([next]).map(|step| shown(&step.path, root));
    Some(way.collect::<Vec<_>>().join(" → "))
}

/// Why a file is not extended.
enum Refusal {
    Outside {
        by_link: bool,
        is_repository: bool,
    },
    /// The way round.
    Round(String),
    Unreadable(PathBuf, SettingsUnreadable),
}

impl Refusal {
    fn problem(self, extends: &str, range: Range<usize>) -> ConfigurationProblem {
        let mend = "Mend the path, which starts from the folder of this file, or remove the line.";
        let (message, help) = match self {
            Self::Outside { by_link, is_repository } => {
                let leads = if by_link { "is a link that leads" } else { "leads" };
                let (of, help) = if is_repository {
                    ("the repository", "Only files of the same repository can be extended: put a copy into it.")
                } else {
                    (
                        "the project's folder",
                        "There is no repository around the project (a folder with `.git`), so only files below the \
                         folder of its journey.toml can be extended.",
                    )
                };
                (format!("`{extends}` {leads} out of {of}"), help)
            }
            Self::Round(way) => (format!("`extends` goes round in a circle: {way}"), "Remove one of these `extends`."),
            Self::Unreadable(_, SettingsUnreadable::Encoding) => (
                format!("`{extends}` is not written in UTF-8, so its settings do not count"),
                "Save it as UTF-8 in your editor.",
            ),
            Self::Unreadable(_, SettingsUnreadable::File(ReadError::Gone)) => {
                (format!("`{extends}` is not there"), mend)
            }
            Self::Unreadable(_, SettingsUnreadable::File(ReadError::Refused(reason))) => {
                (format!("`{extends}` cannot be read: {reason}"), mend)
            }
            Self::Unreadable(_, SettingsUnreadable::File(error)) => (error.message(&format!("`{extends}`")), mend),
        };
        ConfigurationProblem { range, message, help: help.to_owned(), correction: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Folder;
    use crate::layout::Layout;
    use crate::settings::Settings;

    fn settings(folder: &Folder, root: &str) -> Arc<Settings> {
        Layout::new([], RuleCatalog::default()).settings_of_folder(&folder.path(root)).unwrap()
    }

    /// The problems of all files of settings, each with the file's name and what is underlined.
    fn told(folder: &Folder, root: &str) -> String {
        let settings = settings(folder, root);
        let problems = settings.files().flat_map(|file| {
            let name = folder.names([&file.path]).remove(0);
            file.problems.iter().map(move |problem| {
                format!("{name} {}: {}\n  {}", &file.text[problem.range.clone()], problem.message, problem.help)
            })
        });
        problems.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn settings_of_several_files_count_and_the_nearest_most() {
        let folder = Folder::new()
            .with_file("shops/one/journey.toml", "extends = \"../shop.toml\"\nexclude = [\"!keep.journey\"]\n")
            .with_file(
                "shops/shop.toml",
                "extends = \"../every/base.toml\"\nname = \"Shops\"\nexclude = [\"drafts\"]\n",
            )
            .with_file("every/base.toml", "exclude = [\"*.journey\"]\n");
        let settings = settings(&folder, "shops/one");
        assert_eq!(told(&folder, "shops/one"), "");
        assert_eq!(
            folder.names(settings.files().map(|file| &file.path)).join(" "),
            "shops/one/journey.toml shops/shop.toml every/base.toml"
        );
        assert_eq!(settings.configuration.exclude.written(), ["*.journey", "drafts", "!keep.journey"]);
        assert_eq!(settings.configuration.name, None);
        assert_eq!(settings.configuration.layers("a.journey").count(), 3);
        assert!(settings.leaves_out(&folder.path("shops/one/drafts/a.txt"), false));
        assert!(!settings.leaves_out(&folder.path("shops/one/keep.journey"), false));
    }

    #[test]
    fn a_circle_is_told_where_it_closes_with_the_way_round() {
        let folder = Folder::new()
            .with_file("maps/journey.toml", "extends = \"../a.toml\"\n")
            .with_file("a.toml", "extends = \"b.toml\"\n")
            .with_file("b.toml", "extends = \"./a.toml\"\n")
            .with_file("self/journey.toml", "extends = \"journey.toml\"\n");
        insta::assert_snapshot!(told(&folder, "maps"), @r#"
        b.toml "./a.toml": `extends` goes round in a circle: ../a.toml → ../b.toml → ../a.toml
          Remove one of these `extends`.
        "#);
        insta::assert_snapshot!(told(&folder, "self"), @r#"
        self/journey.toml "journey.toml": `extends` goes round in a circle: journey.toml → journey.toml
          Remove one of these `extends`.
        "#);
    }

    #[test]
    fn what_cannot_be_read_is_told_where_it_is_extended() {
        let folder = Folder::new()
            .with_file("journey.toml", "extends = \"gone.toml\"\n")
            .with_file("a/journey.toml", "extends = \"../latin.toml\"\n")
            .with_file("latin.toml", b"name = \"Caf\xE9\"\n")
            .with_file("b/journey.toml", "extends = \"../base.toml\"\nlangage = 1\n")
            .with_file("base.toml", "nmae = \"x\"\nextends = \"c.toml\"\n")
            .with(&["c.toml/x"]);
        insta::assert_snapshot!(told(&folder, ""), @r#"
        journey.toml "gone.toml": `gone.toml` is not there
          Mend the path, which starts from the folder of this file, or remove the line.
        "#);
        insta::assert_snapshot!(told(&folder, "a"), @r#"
        a/journey.toml "../latin.toml": `../latin.toml` is not written in UTF-8, so its settings do not count
          Save it as UTF-8 in your editor.
        "#);
        insta::assert_snapshot!(told(&folder, "b"), @r#"
        b/journey.toml langage: `langage` is not a setting of journey.toml
          Did you mean `language`? The settings are `language`, `name`, `extends`, `exclude`, `[rules]` and `[[overrides]]`.
        base.toml nmae: `nmae` is not a setting of journey.toml
          Did you mean `name`? The settings are `language`, `name`, `extends`, `exclude`, `[rules]` and `[[overrides]]`.
        base.toml "c.toml": `c.toml` cannot be read: it is a folder
          Mend the path, which starts from the folder of this file, or remove the line.
        "#);
    }

    #[test]
    fn nothing_outside_of_the_repository_is_extended() {
        let folder = Folder::new()
            .with(&["inner/.git/HEAD"])
            .with_file("base.toml", "")
            .with_file("inner/maps/journey.toml", "extends = \"../../base.toml\"\n")
            .with_file("inner/deep/journey.toml", "extends = \"../../inner/base.toml\"\n")
            .with_file("inner/base.toml", "");
        insta::assert_snapshot!(told(&folder, "inner/maps"), @r#"
        inner/maps/journey.toml "../../base.toml": `../../base.toml` leads out of the repository
          Only files of the same repository can be extended: put a copy into it.
        "#);
        assert_eq!(told(&folder, "inner/deep"), "");
        // Where there is no repository, the project's folder is all that there is.
        let alone = tempfile::tempdir().unwrap();
        let root = alone.path().canonicalize().unwrap();
        std::fs::write(root.join("base.toml"), "").unwrap();
        std::fs::create_dir(root.join("maps")).unwrap();
        std::fs::write(root.join("maps/journey.toml"), "extends = \"../base.toml\"\n").unwrap();
        let layout = Layout::new([], RuleCatalog::default());
        let settings = layout.settings_of_folder(&root.join("maps")).unwrap();
        insta::assert_snapshot!(settings.own.problems[0].message, @"`../base.toml` leads out of the project's folder");
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out_of_the_repository() {
        use std::os::unix::fs::symlink;
        let folder = Folder::new()
            .with(&["inner/.git/HEAD", "inner/every/a"])
            .with_file("secret.toml", "name = \"Secret\"\n")
            .with_file("inner/journey.toml", "extends = \"link.toml\"\n")
            .with_file("inner/a/journey.toml", "extends = \"../out/secret.toml\"\n")
            .with_file("inner/b/journey.toml", "extends = \"../nowhere.toml\"\n")
            .with_file("inner/c/journey.toml", "extends = \"../inside.toml\"\n")
            .with_file("inner/every/base.toml", "extends = \"../c/journey.toml\"\n");
        symlink("../secret.toml", folder.path("inner/link.toml")).unwrap();
        symlink(folder.path(""), folder.path("inner/out")).unwrap();
        symlink("gone.toml", folder.path("inner/nowhere.toml")).unwrap();
        symlink("every/base.toml", folder.path("inner/inside.toml")).unwrap();
        insta::assert_snapshot!(told(&folder, "inner"), @r#"
        inner/journey.toml "link.toml": `link.toml` is a link that leads out of the repository
          Only files of the same repository can be extended: put a copy into it.
        "#);
        insta::assert_snapshot!(told(&folder, "inner/a"), @r#"
        inner/a/journey.toml "../out/secret.toml": `../out/secret.toml` is a link that leads out of the repository
          Only files of the same repository can be extended: put a copy into it.
        "#);
        insta::assert_snapshot!(told(&folder, "inner/b"), @r#"
        inner/b/journey.toml "../nowhere.toml": `../nowhere.toml` is a link to a file that is not there
          Mend the path, which starts from the folder of this file, or remove the line.
        "#);
        // A link within is fine, and does not hide a circle.
        insta::assert_snapshot!(told(&folder, "inner/c"), @r#"
        inner/inside.toml "../c/journey.toml": `extends` goes round in a circle: journey.toml → ../inside.toml → journey.toml
          Remove one of these `extends`.
        "#);
    }

    #[test]
    fn what_is_open_in_an_editor_counts_before_the_disk() {
        let folder = Folder::new().with_file("journey.toml", "").with_file("base.toml", "exclude = [\"old\"]\n");
        let layout = Layout::new([], RuleCatalog::default());
        let open = |path: &Path| -> Option<Arc<str>> {
            let text = match path.file_name()?.to_str()? {
                "journey.toml" => "extends = \"base.toml\"\n",
                "base.toml" => "extends = \"new.toml\"\nexclude = [\"b\"]\n",
                "new.toml" => "exclude = [\"a\"]\n",
                _ => return None,
            };
            Some(text.into())
        };
        let settings = layout.settings_with(&folder.path(""), &open);
        assert_eq!(settings.configuration.exclude.written(), ["a", "b"]);
        assert!(settings.files().all(|file| file.problems.is_empty()));
        assert!(!layout.has_asked_for(&folder.path("base.toml")));
        let open = |path: &Path| (path == folder.path("journey.toml")).then(|| "extends = \"base.toml\"\n".into());
        let settings = layout.settings_with(&folder.path(""), &open);
        assert_eq!(settings.configuration.exclude.written(), ["old"]);
        assert!(layout.has_asked_for(&folder.path("base.toml")) && layout.has_asked_for(&folder.path("")));
        assert!(!layout.has_asked_for(&folder.path("other.toml")));
    }
}
