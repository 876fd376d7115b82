//! What every rule's tests go through: a text with marks in it is checked, and so is every promise of a finding.

use std::sync::Arc;

use journey_plugin::model::configuration::OptionValue;
use journey_plugin::model::syntax::{TextRange, parse};
use journey_plugin::model::value::Date;
use journey_plugin::model::{File, FileModel, Project, configuration};
use journey_plugin::{Applicability, Diagnostic, Environment, Fix, Folders, Plugin, Registry, Rule};

use crate::examples::example_projects;
use crate::language::Language;

/// Checks a text with one rule. The places that the rule must find, and no others, stand between `⟦` and `⟧`.
/// Gives the findings in the order of the text. Every finding is also held to what all of them promise: a message
/// without a full stop, a help line with one, places on character boundaries, and fixes that mend.
pub(crate) fn findings(rule: &dyn Rule, marked: &str) -> Vec<Diagnostic> {
    Case::of(marked).findings(rule)
}

/// The same for the first of several files of one project.
pub(crate) fn findings_among(rule: &dyn Rule, files: &[(&str, &str)]) -> Vec<Diagnostic> {
    Case { files, ..Case::of("") }.findings(rule)
}

/// A rule, one of its options, and the value.
pub(crate) type SetOption = (&'static str, &'static str, OptionValue);

/// What a rule looks at in a test.
#[derive(Clone, Debug)]
pub(crate) struct Case<'t> {
    marked: &'t str,
    /// Path and text of each; empty for the marked text alone.
    files: &'t [(&'t str, &'t str)],
    settings: &'t str,
    option: Option<SetOption>,
    /// Files that are there beside those of the project; `None` where nothing is known about the disk.
    there: Option<&'t [&'t str]>,
}

impl<'t> Case<'t> {
    /// A marked text in a file of its own.
    pub(crate) fn of(marked: &'t str) -> Self {
        Self { marked, files: &[], settings: "", option: None, there: None }
    }

    /// The same with a `journey.toml`.
    pub(crate) fn with_settings(self, settings: &'t str) -> Self {
        Self { settings, ..self }
    }

    /// The same with an option of a rule set: the ids of both, and its value.
    pub(crate) fn with_option(self, option: SetOption) -> Self {
        Self { option: Some(option), ..self }
    }

    /// The same where these files are there, and no others.
    pub(crate) fn where_there_are(self, there: &'t [&'t str]) -> Self {
        Self { there: Some(there), ..self }
    }

    /// What the rule finds; see [`findings`].
    pub(crate) fn findings(self, rule: &dyn Rule) -> Vec<Diagnostic> {
        let (own, others) = match (self.marked, self.files) {
            ("", [(path, marked), others @ ..]) => ((*path, *marked), others),
            (marked, others) => (("test.journey", marked), others),
        };
        let (text, marks) = unmark(own.1);
        let mut texts: Vec<(String, String)> = vec![(own.0.to_owned(), text)];
        texts.extend(others.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
        let world = World { texts, settings: self.settings, option: self.option, there: self.there };
        let found = world.check(rule);
        let ranges: Vec<TextRange> = found.iter().map(|diagnostic| diagnostic.place.range).collect();
        let shown = |ranges: &[TextRange]| -> Vec<String> {
            ranges.iter().map(|range| format!("{range} {:?}", &world.texts[0].1[range.to_usize()])).collect()
        };
        assert_eq!(shown(&ranges), shown(&marks), "found against marked: {found:#?}");
        for diagnostic in &found {
            assert!(!diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'), "{diagnostic:#?}");
            assert!(diagnostic.help.ends_with(['.', '?', ':', '`']), "{diagnostic:#?}");
            keeps_its_word(rule, diagnostic);
            for fix in &diagnostic.fixes {
                world.mends(rule, diagnostic, fix);
            }
        }
        found
    }
}

/// Texts with the settings and the disk around them.
struct World<'t> {
    texts: Vec<(String, String)>,
    settings: &'t str,
    option: Option<SetOption>,
    there: Option<&'t [&'t str]>,
}

struct There<'t>(&'t [&'t str]);

impl Folders for There<'_> {
    fn entries(&self, _file: &str, folder: &str) -> Vec<String> {
        let inside = |path: &&str| path.strip_prefix(folder)?.strip_prefix('/').map(str::to_owned);
        let here = |path: &&str| (folder == ".").then(|| (*path).to_owned());
        let names = self.0.iter().filter_map(|path| inside(path).or_else(|| here(path)));
        names.filter(|name| !name.contains('/')).collect()
    }

    fn is_file(&self, _file: &str, path: &str) -> bool {
        self.0.contains(&path)
    }
}

impl World<'_> {
    fn of(texts: &[(String, String)]) -> Self {
        Self { texts: texts.to_vec(), settings: "", option: None, there: None }
    }

    fn registry() -> Registry {
        Registry::new(crate::plugins()).expect("built-in plugins do not conflict")
    }

    fn project(&self) -> Project {
        let registry = Self::registry();
        let schema = registry.schema();
        let files = self.texts.iter().map(|(path, text)| File {
            path: path.as_str().into(),
            model: Arc::new(FileModel::lower(&parse(text), &schema)),
        });
        let reading = configuration::read(self.settings, &registry.catalog());
        assert_eq!(reading.problems, [], "{}", self.settings);
        let mut configuration = reading.configuration;
        if let Some((rule, option, value)) = &self.option {
            let setting = configuration.rules.entry((*rule).to_owned()).or_default();
            setting.options.insert((*option).to_owned(), value.clone());
        }
        Project::new(files.collect(), Arc::clone(&schema), configuration)
    }

    /// Gives an environment to what is asked.
    fn ask<T>(&self, question: impl FnOnce(Environment<'_>) -> T) -> T {
        let Environment { today, .. } = environment();
        match self.there.map(There) {
            Some(there) => question(Environment { today, folders: Some(&there) }),
            None => question(environment()),
        }
    }

    /// What one rule finds in the first file, in the order of the text: all of them run, for a rule may look at what
    /// comments allow of the others.
    fn check(&self, rule: &dyn Rule) -> Vec<Diagnostic> {
        let (project, registry) = (self.project(), Self::registry());
        let (id, _) = project.files().next().expect("there is a file");
        let mut found = self.ask(|environment| registry.check(&project, id, environment));
        found.retain(|diagnostic| diagnostic.code == rule.description().id);
        found
    }

    /// What all rules find in all files.
    fn all(&self) -> Vec<Diagnostic> {
        let (project, registry) = (self.project(), Self::registry());
        let files: Vec<_> = project.files().map(|(id, _)| id).collect();
        self.ask(|environment| files.iter().flat_map(|id| registry.check(&project, *id, environment)).collect())
    }

    /// A fix removes its finding, and no rule finds anything new afterwards. What a rule about the language mends may
    /// bring to light what others have to say about it.
    fn mends(&self, rule: &dyn Rule, diagnostic: &Diagnostic, fix: &Fix) {
        let is_about_language = is_about_language(rule.description().id);
        let told = |world: &Self| -> Vec<String> {
            let all = world.all().into_iter();
            let all = all.filter(|one| !is_about_language || self::is_about_language(one.code));
            all.map(|one| format!("{}: {}", one.code, one.message)).collect()
        };
        let mended = World { texts: mended(&self.texts, fix), option: self.option.clone(), ..*self };
        let text = &mended.texts[0].1;
        let is_less = mended.check(rule).len() < self.check(rule).len();
        assert!(is_less, "{:?} does not mend {:?}:\n{text}", fix.title, diagnostic.message);
        let before = told(self);
        let after = told(&mended);
        // A finding that names what the fix renamed is no new one.
        let count = |all: &[String], one: &str| {
            let code = one.split(':').next();
            all.iter().filter(|other| other.split(':').next() == code).count()
        };
        let is_new = |one: &&String| !before.contains(one) && count(&after, one) > count(&before, one);
        let new: Vec<&String> = after.iter().filter(is_new).collect();
        assert!(new.is_empty(), "{:?} brings {new:#?}:\n{text}", fix.title);
    }
}

/// The day on which tests look, with nothing known about the disk.
pub(crate) fn environment() -> Environment<'static> {
    Environment::of(Date::parse("2026-11-20").expect("a day of the calendar"))
}

/// The texts after a fix.
fn mended(texts: &[(String, String)], fix: &Fix) -> Vec<(String, String)> {
    let files: Vec<_> = World::of(texts).project().files().map(|(id, _)| id).collect();
    let mut mended = texts.to_vec();
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place));
    for edit in &edits {
        let file = files.iter().position(|id| *id == edit.place.file).expect("an edit of a file of the project");
        mended[file].1.replace_range(edit.place.range.to_usize(), &edit.replacement);
    }
    mended
}

/// What fixes of the rules with these codes do not keep of their promise, one sentence each. A finding that names what a
/// fix renamed is no new one, so findings are counted by their codes here.
pub(crate) fn broken_promises(texts: &[(String, String)], codes: &[&str]) -> Vec<String> {
    let counted = |findings: &[String]| {
        let mut counts = std::collections::BTreeMap::<String, usize>::new();
        for finding in findings {
            *counts.entry(finding.split(':').next().unwrap_or_default().to_owned()).or_default() += 1;
        }
        counts
    };
    let before = counted(&findings_about_language(texts));
    let found = World::of(texts).all();
    let mut broken = Vec::new();
    for diagnostic in found.iter().filter(|diagnostic| codes.contains(&diagnostic.code)) {
        for fix in &diagnostic.fixes {
            let after = counted(&findings_about_language(&mended(texts, fix)));
            // A comment that nothing needs is told only once what is around it is clear, so a fix may bring it to light.
            let is_new = |(code, count): (&String, &usize)| {
                code != "unused-suppression" && count > before.get(code).unwrap_or(&0)
            };
            let is_mended = after.get(diagnostic.code).unwrap_or(&0) < &before[diagnostic.code];
            if !is_mended || after.iter().any(is_new) {
                broken.push(format!("{:?} for {:?}: {before:?} becomes {after:?}", fix.title, diagnostic.message));
            }
        }
    }
    broken
}

/// A text when all safe fixes of a rule are made at once.
pub(crate) fn text_after_safe_fixes(rule: &dyn Rule, text: &str) -> String {
    let mut texts = vec![("test.journey".to_owned(), text.to_owned())];
    let found = World::of(&texts).check(rule);
    let safe = found.iter().flat_map(|one| &one.fixes).filter(|fix| fix.applicability == Applicability::Safe);
    let mut edits: Vec<_> = safe.flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.place.range.start);
    for edit in edits.into_iter().rev() {
        texts[0].1.replace_range(edit.place.range.to_usize(), &edit.replacement);
    }
    texts.swap_remove(0).1
}

pub(crate) fn all_findings(texts: &[(String, String)]) -> Vec<String> {
    World::of(texts).all().into_iter().map(|found| format!("{}: {}", found.code, found.message)).collect()
}

/// What the rules about the language find. The texts of their tests are too small to be good maps.
pub(crate) fn findings_about_language(texts: &[(String, String)]) -> Vec<String> {
    let found = World::of(texts).all().into_iter().filter(|one| is_about_language(one.code));
    found.map(|one| format!("{}: {}", one.code, one.message)).collect()
}

fn is_about_language(code: &str) -> bool {
    Language.rules().iter().any(|rule| rule.description().id == code)
}

/// Takes the marks out of a text; gives the text and the marked ranges in bytes.
fn unmark(marked: &str) -> (String, Vec<TextRange>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut open = Vec::new();
    for character in marked.chars() {
        let at = u32::try_from(text.len()).expect("a short text");
        match character {
            '⟦' => open.push(at),
            '⟧' => marks.push(TextRange::new(open.pop().expect("`⟦` before `⟧`"), at)),
            _ => text.push(character),
        }
    }
    assert!(open.is_empty(), "a mark is not closed");
    marks.sort();
    (text, marks)
}

/// The parts of every rule's page, in this order.
const PARTS: [&str; 5] = ["What it does", "Why it matters", "Example", "Better", "Source"];

/// Texts in which rules offer the best of their fixes, where the example on their page does not.
const MENDED: [(&str, &str); 6] = [
    (
        "ambiguous-name",
        "channel app \"App\"\nactor app \"App team\"\njourney shop \"Shop\" { stage find \"Find\" {\n\
         touchpoint look \"Looks\" { channel: app; frontstage: app \"Shows\" }\n\
         touchpoint pay \"Pays\" { channel: app; actor: app }\n} }\n",
    ),
    (
        "opportunity-without-pain",
        "journey shop \"Shop\" {\n  stage s \"S\" {\n    pain slow \"Slow\"\n    opportunity o \"O\"\n  }\n}\n",
    ),
    ("misplaced-declaration", "persona: tom \"Tom\"\n"),
    ("unused-suppression", "// journey: allow(empty-stage)\nchannel app \"App\"\n"),
    ("wrong-suppression", "// journey: allow(Unused_Name) Known.\nchannel app \"App\"\n"),
    ("wrong-value", "persona tom \"Tom\" { quote: \"\"Never\"\" }\n"),
];

/// The examples in a rule's documentation: the first must be found, the one after "Better" must not.
#[test]
fn the_examples_in_the_documentation_of_every_rule_say_the_truth() {
    for rule in crate::plugins().iter().flat_map(|plugin| plugin.rules()) {
        let description = rule.description();
        let (id, page) = (description.id, description.documentation);
        let parts: Vec<(&str, &str)> = page.split("\n## ").skip(1).filter_map(|part| part.split_once('\n')).collect();
        assert_eq!(parts.iter().map(|(title, _)| *title).collect::<Vec<_>>(), PARTS, "{id}");
        assert!(parts.iter().all(|(_, text)| text.trim().len() > 20), "{id} has an empty part");
        let summary = description.summary;
        assert!(!summary.is_empty() && !summary.contains('\n') && !summary.ends_with('.'), "{id}: {summary}");
        let (example, better) = (example_in(parts[2].1), example_in(parts[3].1));
        assert!(!documented(*rule, &example).is_empty(), "{id}: the example is not found");
        assert_eq!(documented(*rule, &better), [], "{id}: the better one is found too");
    }
}

/// Which fixes a rule has is what its findings offer: not more (which all tests of rules look at), and not less.
#[test]
fn every_rule_offers_the_fixes_that_it_says() {
    let mut wrong = Vec::new();
    for rule in crate::plugins().iter().flat_map(|plugin| plugin.rules()) {
        let description = rule.description();
        let page = description.documentation.split_once("## Example").expect("every page has one").1;
        let texts = MENDED.iter().filter(|(id, _)| *id == description.id).map(|(_, text)| (*text).to_owned());
        let found: Vec<Diagnostic> =
            texts.chain([example_in(page)]).flat_map(|text| documented(*rule, &text)).collect();
        found.iter().for_each(|diagnostic| keeps_its_word(*rule, diagnostic));
        let offered = found.iter().flat_map(|diagnostic| &diagnostic.fixes).map(|fix| fix.applicability);
        let best = offered.reduce(|one, other| if one == Applicability::Safe { one } else { other });
        if description.fixes != best {
            wrong.push(format!("{}: {:?} against {best:?}", description.id, description.fixes));
        }
    }
    assert_eq!(wrong, [""; 0], "write a text into MENDED, or the truth into the description");
}

/// A finding offers no better fix than its rule says it has.
fn keeps_its_word(rule: &dyn Rule, diagnostic: &Diagnostic) {
    let description = rule.description();
    for fix in &diagnostic.fixes {
        let may = description.fixes == Some(fix.applicability) || description.fixes == Some(Applicability::Safe);
        assert!(may, "{} says that its fixes are {:?}: {fix:#?}", description.id, description.fixes);
    }
}

/// What a rule finds in a text of the documentation.
fn documented(rule: &dyn Rule, text: &str) -> Vec<Diagnostic> {
    let texts = vec![("example.journey".to_owned(), text.to_owned())];
    World { there: Some(&["data/q3.csv"]), ..World::of(&texts) }.check(rule)
}

fn example_in(page: &str) -> String {
    let after = page.split_once("```journey\n").expect("an example in a fence").1;
    after.split_once("```").expect("the fence is closed").0.to_owned()
}

/// The example that shows what is found in the map of a beginner.
const FIRST_DRAFT: &str = "first-draft.journey";

/// The examples of the language that check clean, each file with its path: those that stand alone, then those of one
/// project.
pub(crate) fn examples() -> [Vec<(String, String)>; 2] {
    let mut projects = example_projects();
    projects.iter_mut().for_each(|files| files.retain(|(path, _)| path != FIRST_DRAFT));
    let (single, several): (Vec<_>, Vec<_>) = projects.into_iter().partition(|files| files.len() <= 1);
    assert!(single.len() > 4 && several.len() == 1);
    [single.concat(), several.concat()]
}

/// All rules over all examples but one: they check clean.
#[test]
fn the_examples_of_the_language_are_clean() {
    for texts in examples() {
        assert_eq!(all_findings(&texts), [""; 0]);
    }
}

/// The first draft reads like a review: what is found in it is held word for word.
#[test]
fn the_first_draft_gets_a_review() {
    let (_, text) = example_projects().concat().into_iter().find(|(path, _)| path == FIRST_DRAFT).unwrap();
    let found = World::of(&[(FIRST_DRAFT.to_owned(), text.clone())]).all();
    let review = found.iter().map(|finding| {
        let Diagnostic { severity, code, message, help, place, .. } = finding;
        let line = 1 + text[..place.range.to_usize().start].matches('\n').count();
        format!("{line} {severity} {code}\n{message}.\n{help}\n")
    });
    insta::assert_snapshot!(review.collect::<Vec<_>>().join("\n"));
}
