//! Fixing all: makes every fix that can be made without asking, in any number of files, and only those that mend.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;
use std::sync::Arc;

use journey_model::{FileId, Project};
use journey_plugin::{Applicability, Diagnostic, Fix, TextEdit};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::code_action::touch;
use crate::draft::Draft;
use crate::{Cancellable, Snapshot};

/// Which fixes are made.
#[derive(Clone, Copy, Debug, Default)]
pub struct FixRequest<'a> {
    /// The rule whose findings are mended; all rules where nothing is said.
    pub code: Option<&'a str>,
    /// Whether the first suggestion is made where a finding has no safe fix. Not where it only removes what somebody
    /// wrote: that is for a person to decide.
    pub suggestions: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct FixedAll {
    /// What to change, in the order of files and text. Edits of one file do not overlap.
    pub edits: Vec<TextEdit>,
    /// How many fixes were made, by the file that the first edit of each is in.
    pub fixed: BTreeMap<FileId, usize>,
    /// The project with all of them made.
    pub project: Arc<Project>,
    /// What is left in the files that could be changed.
    pub left: BTreeMap<FileId, Vec<Diagnostic>>,
}

/// Makes fixes until there is none left that mends. `found` is what [`journey_plugin::Registry::check`] finds in the
/// files that may be changed: a fix that would change another one is not made, nor is half of it.
///
/// Fixes of one file that do not touch each other are made at once. A fix mends if it takes its finding away and leaves
/// no more findings of its own rule than there were; other rules may see more then, as they do where a syntax error hid
/// something. Whatever would make more of a text unreadable is not made, and no text that a file had comes back, so it
/// ends.
///
/// # Errors
/// Where nobody waits for the answer any more.
pub fn fix_all(
    snapshot: &Snapshot,
    found: BTreeMap<FileId, Vec<Diagnostic>>,
    request: FixRequest<'_>,
) -> Cancellable<FixedAll> {
    let rounds = found.iter().map(|(file, found)| (*file, MOST_ROUNDS + found.len())).collect();
    let seen = FxHashSet::default();
    let safe = FixRequest { suggestions: false, ..request };
    let draft = Draft::new(snapshot);
    let mut fixing = Fixing { snapshot, request: safe, draft, found, fixed: BTreeMap::new(), rounds, seen };
    fixing.all()?;
    // Afterwards, because a suggestion may be about what is only there while something else is wrong.
    if request.suggestions {
        fixing.request = request;
        fixing.all()?;
    }
    let Fixing { draft, found: left, fixed, .. } = fixing;
    let project = Arc::clone(draft.project());
    Ok(FixedAll { edits: draft.into_edits(), fixed, project, left })
}

/// The first fix of a finding that can be made without asking.
pub(crate) fn safe_fix(diagnostic: &Diagnostic) -> Option<&Fix> {
    diagnostic.fixes.iter().find(|fix| fix.applicability == Applicability::Safe)
}

/// The suggestion that [`fix_all`] makes about a finding that has no safe fix, where it is asked to.
pub fn suggestion(diagnostic: &Diagnostic) -> Option<&Fix> {
    diagnostic.fixes.first().filter(|fix| safe_fix(diagnostic).is_none() && !only_removes(fix))
}

/// Whether nothing comes in the place of what a fix takes away.
fn only_removes(fix: &Fix) -> bool {
    let is_blank = |edit: &TextEdit| edit.replacement.trim().is_empty();
    fix.edits.iter().all(is_blank) && fix.edits.iter().any(|edit| !edit.place.range.is_empty())
}

/// How often fixes are made in one file, beside once for each of its findings. What is left then waits for the next time.
const MOST_ROUNDS: usize = 32;

struct Fixing<'s> {
    snapshot: &'s Snapshot,
    request: FixRequest<'s>,
    draft: Draft<'s>,
    found: BTreeMap<FileId, Vec<Diagnostic>>,
    fixed: BTreeMap<FileId, usize>,
    rounds: BTreeMap<FileId, usize>,
    /// The texts that files had, as hashes.
    seen: FxHashSet<(FileId, u64)>,
}

/// A fix with the finding that it mends.
#[derive(Clone, Copy)]
struct Chosen<'d> {
    diagnostic: &'d Diagnostic,
    fix: &'d Fix,
}

/// What some fixes would make of the project.
struct Attempt<'s> {
    draft: Draft<'s>,
    /// What would be found in the files that they concern.
    left: BTreeMap<FileId, Vec<Diagnostic>>,
    edited: BTreeSet<FileId>,
    fixed: Vec<FileId>,
}

impl<'s> Fixing<'s> {
    /// Makes fixes until there is none left that mends.
    fn all(&mut self) -> Cancellable<()> {
        let mut pending: BTreeSet<FileId> = self.found.keys().copied().collect();
        while let Some(file) = pending.pop_first() {
            let concerned = self.round(file)?;
            if !concerned.is_empty() {
                pending.insert(file);
            }
            pending.extend(concerned.into_iter().filter(|file| self.found.contains_key(file)));
        }
        Ok(())
    }

    /// Makes fixes in one file, once. Gives the files in which other things may be found now.
    fn round(&mut self, file: FileId) -> Cancellable<Vec<FileId>> {
        self.snapshot.cancellation.check()?;
        let candidates = self.candidates(file);
        if candidates.is_empty() || self.rounds.get(&file).is_none_or(|rounds| *rounds == 0) {
            return Ok(Vec::new());
        }
        // Together, fixes may get in each other's way. Alone, each is judged for itself.
        let mut better = self.attempt(&apart(&candidates))?;
        if better.is_none() && candidates.len() > 1 {
            for one in &candidates {
                better = self.attempt(std::slice::from_ref(one))?;
                if better.is_some() {
                    break;
                }
            }
        }
        let Some(Attempt { draft, left, edited, fixed }) = better else { return Ok(Vec::new()) };
        // Rounds that change nothing do not count: they come only after one that does.
        self.rounds.entry(file).and_modify(|rounds| *rounds -= 1);
        self.seen.extend(edited.iter().map(|file| state(self.draft.project(), *file)));
        self.draft = draft;
        for file in fixed {
            *self.fixed.entry(file).or_default() += 1;
        }
        let concerned = left.keys().copied().collect();
        for (file, left) in left {
            if let Some(found) = self.found.get_mut(&file) {
                *found = left;
            }
        }
        Ok(concerned)
    }

    /// The fixes that were asked for and change nothing but files that may be changed, in the order of the text.
    fn candidates(&self, file: FileId) -> Vec<Chosen<'_>> {
        let found = self.found.get(&file).map_or(&[][..], Vec::as_slice);
        let is_asked_for = |diagnostic: &Diagnostic| self.request.code.is_none_or(|code| code == diagnostic.code);
        let chosen = found.iter().filter(|diagnostic| is_asked_for(diagnostic)).filter_map(|diagnostic| {
            let suggestion = || suggestion(diagnostic).filter(|_| self.request.suggestions);
            Some(Chosen { diagnostic, fix: safe_fix(diagnostic).or_else(suggestion)? })
        });
        let is_inside = |fix: &Fix| fix.edits.iter().all(|edit| self.found.contains_key(&edit.place.file));
        chosen.filter(|chosen| is_inside(chosen.fix)).collect()
    }

    /// What becomes of the project with some fixes; `None` where they do not mend.
    fn attempt(&self, fixes: &[Chosen<'_>]) -> Cancellable<Option<Attempt<'s>>> {
        self.snapshot.cancellation.check()?;
        let edits: Vec<TextEdit> = fixes.iter().flat_map(|chosen| chosen.fix.edits.iter().cloned()).collect();
        if edits.is_empty() {
            return Ok(None);
        }
        let mut draft = self.draft.clone();
        let concerned = draft.edit_affecting(&edits);
        let first_files = fixes.iter().filter_map(|chosen| chosen.fix.edits.first());
        let fixed: Vec<FileId> = first_files.map(|edit| edit.place.file).collect();
        let edited: BTreeSet<FileId> = edits.iter().map(|edit| edit.place.file).collect();
        let (before, after) = (self.draft.project(), draft.project());
        if edited.iter().any(|file| reads_worse(before, after, *file) || self.seen.contains(&state(after, *file))) {
            return Ok(None);
        }
        let (registry, environment) = (&self.snapshot.registry, self.snapshot.environment());
        let mut had = BTreeMap::new();
        let mut left = BTreeMap::new();
        for file in concerned {
            if !self.found.contains_key(&file) {
                had.insert(file, registry.check(before, file, environment));
            }
            left.insert(file, registry.check(after, file, environment));
        }
        let known = left.keys().filter_map(|file| self.found.get(file));
        let before: Vec<&Diagnostic> = known.chain(had.values()).flatten().collect();
        let after: Vec<&Diagnostic> = left.values().flatten().collect();
        Ok(mends(fixes, &before, &after).then_some(Attempt { draft, left, edited, fixed }))
    }
}

/// Whether more of a file is unreadable than before.
fn reads_worse(before: &Project, after: &Project, file: FileId) -> bool {
    let errors = |project: &Project| project.file(file).model.parse().errors().len();
    errors(after) > errors(before)
}

/// A file with the hash of its text.
fn state(project: &Project, file: FileId) -> (FileId, u64) {
    (file, FxBuildHasher.hash_one(project.file(file).model.parse().text()))
}

/// As many of the fixes as do not touch each other, the first ones first.
fn apart<'d>(fixes: &[Chosen<'d>]) -> Vec<Chosen<'d>> {
    let mut taken: BTreeMap<FileId, Vec<&TextEdit>> = BTreeMap::new();
    let mut chosen = Vec::new();
    for one in fixes {
        let is_clear = |edit: &TextEdit| {
            let others = taken.get(&edit.place.file).map_or(&[][..], Vec::as_slice);
            others.iter().all(|other| !touch(edit.place.range, other.place.range))
        };
        if one.fix.edits.iter().all(is_clear) {
            for edit in &one.fix.edits {
                taken.entry(edit.place.file).or_default().push(edit);
            }
            chosen.push(*one);
        }
    }
    chosen
}

/// Whether each of the fixes took its finding away. Findings of their rules are counted, and those that say the same:
/// behind what was mended another mistake may come to light, which is a finding of the same rule that says something else.
fn mends(fixes: &[Chosen<'_>], before: &[&Diagnostic], after: &[&Diagnostic]) -> bool {
    let fixed: Vec<&Diagnostic> = fixes.iter().map(|chosen| chosen.diagnostic).collect();
    let (fixed, before, after) = (Tally::of(&fixed), Tally::of(before), Tally::of(after));
    fixed.of_rule.iter().all(|(code, fixes)| {
        let (had, has) = (Tally::get(&before.of_rule, code), Tally::get(&after.of_rule, code));
        let alike = || fixed.alike.iter().filter(|((one, _), _)| one == code);
        let has_gone = |(key, fixes): (&(&str, &str), &usize)| {
            Tally::get(&after.alike, key) + fixes <= Tally::get(&before.alike, key)
        };
        has + fixes <= had || has <= had && alike().all(has_gone)
    })
}

/// How many findings there are of each rule, and how many that say the same.
#[derive(Default)]
struct Tally<'d> {
    of_rule: FxHashMap<&'d str, usize>,
    alike: FxHashMap<(&'d str, &'d str), usize>,
}

impl<'d> Tally<'d> {
    fn of(diagnostics: &[&'d Diagnostic]) -> Self {
        let mut tally = Self::default();
        for diagnostic in diagnostics {
            *tally.of_rule.entry(diagnostic.code).or_default() += 1;
            *tally.alike.entry((diagnostic.code, &diagnostic.message)).or_default() += 1;
        }
        tally
    }

    fn get<K: Eq + std::hash::Hash>(counts: &FxHashMap<K, usize>, key: &K) -> usize {
        counts.get(key).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use journey_model::Keyword;
    use journey_plugin::{
        Group, Manifest, Place, Plugin, Reach, Registry, Report, Rule, RuleContext, RuleDescription, Severity,
    };

    use super::*;
    use crate::testing::Fixture;

    fn check(snapshot: &Snapshot, files: &[FileId]) -> BTreeMap<FileId, Vec<Diagnostic>> {
        let found = |file: &FileId| snapshot.registry.check(&snapshot.project, *file, snapshot.environment());
        files.iter().map(|file| (*file, found(file))).collect()
    }

    /// The texts with everything fixed in these files, and how many fixes that took.
    fn fixed(fixture: &Fixture, files: &[FileId], request: FixRequest<'_>) -> (Vec<String>, usize) {
        let all = fix_all(&fixture.snapshot, check(&fixture.snapshot, files), request).unwrap();
        let texts = fixture.edited(&all.edits);
        let after: Vec<String> = all.project.files().map(|(_, file)| file.model.parse().text().to_string()).collect();
        assert_eq!(texts, after, "the edits make the project");
        let now = Snapshot { project: Arc::clone(&all.project), ..fixture.snapshot.clone() };
        assert_eq!(check(&now, files), all.left, "what is left is what a new check finds");
        (texts, all.fixed.values().sum())
    }

    const SUGGESTIONS: FixRequest<'_> = FixRequest { code: None, suggestions: true };

    const APP: &str = "\
//- a.journey
channel app \"App\"
actor app \"Team\"
journey shop \"Shop\" {
  stage find \"Find\" {
    touchpoint search \"Search\" { actor: app; frontstage: app \"Shows\" }
  }
}
//- b.journey
journey pay \"Pay\" {
  stage pay \"Pay\" {
    touchpoint card \"Card\" { channel: app }
  }
}
";

    #[test]
    fn a_fix_of_several_files_is_made_in_all_of_them_or_not_at_all() {
        let fixture = Fixture::new(APP);
        let code = Some("ambiguous-name");
        let (texts, made) = fixed(&fixture, &fixture.files, FixRequest { code, suggestions: true });
        assert_eq!(made, 1);
        assert!(texts[0].contains("channel app_channel \"App\""), "{}", texts[0]);
        assert!(texts[1].contains("channel: app_channel"), "{}", texts[1]);
        let (texts, made) = fixed(&fixture, &fixture.files[..1], FixRequest { code, suggestions: true });
        assert_eq!((texts, made), (fixture.texts.clone(), 0));
    }

    #[test]
    fn suggestions_are_made_only_where_they_are_asked_for_and_nothing_is_safe() {
        let fixture = Fixture::new(
            "persona tom \"Tom\" { priority: \"primary\"; goal: \"Eat\"; gaol: \"Rest\" }\njourney j \"J\" { persona: tom }\n",
        );
        let (texts, _) = fixed(&fixture, &fixture.files, FixRequest::default());
        assert!(texts[0].contains("priority: primary;") && texts[0].contains("gaol"), "{}", texts[0]);
        let found = check(&fixture.snapshot, &fixture.files);
        let has_suggestions = found.values().flatten().any(|one| safe_fix(one).is_none() && !one.fixes.is_empty());
        let (_, made) = fixed(&fixture, &fixture.files, SUGGESTIONS);
        assert_eq!(made > 1, has_suggestions);
    }

    #[test]
    fn safe_fixes_come_first_and_a_suggestion_that_only_removes_is_not_made() {
        let fixture = Fixture::new("channel app \"App\" {\r\n  kind: \"digital\"\r\n}\r\n");
        let found = check(&fixture.snapshot, &fixture.files);
        assert!(found.values().flatten().any(|one| one.fixes.first().is_some_and(only_removes)), "{found:#?}");
        let (texts, _) = fixed(&fixture, &fixture.files, SUGGESTIONS);
        assert_eq!(texts, ["channel app \"App\" {\r\n  kind: digital\r\n}\r\n"]);
    }

    #[test]
    fn mending_the_text_may_let_other_rules_see_more() {
        let fixture = Fixture::new("journey shop \"Shop\" {\n  stage find \"Find\" {\n    goal: “Look”\n  }\n");
        let before = check(&fixture.snapshot, &fixture.files);
        let (texts, made) = fixed(&fixture, &fixture.files, FixRequest::default());
        assert!(made >= 2 && before.values().flatten().count() >= 2, "{before:#?}");
        assert_eq!(texts, ["journey shop \"Shop\" {\n  stage find \"Find\" {\n    goal: \"Look\"\n  }\n}\n"]);
    }

    /// A rule whose fix does what it should not.
    struct Wrong(RuleDescription, fn(&str) -> Option<(&'static str, &'static str)>);

    const fn wrong(id: &'static str, fix: fn(&str) -> Option<(&'static str, &'static str)>) -> Wrong {
        let description = RuleDescription {
            id,
            summary: "",
            documentation: "",
            group: &Group { id: "wrong", summary: "" },
            severity: Severity::Warning,
            reach: Reach::Project,
            fixes: Some(Applicability::Safe),
            options: &[],
        };
        Wrong(description, fix)
    }

    impl Rule for Wrong {
        fn description(&self) -> &RuleDescription {
            &self.0
        }

        fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
            for persona in context.declarations_of(Keyword::Persona) {
                let name = persona.name().range;
                if let Some((message, replacement)) = (self.1)(persona.id()) {
                    let finding = Diagnostic::new(context.place(name), message, "No help.");
                    let place: Place = context.place(name);
                    report.add(finding.fix("Change it", Applicability::Safe, place, replacement));
                }
            }
        }
    }

    static AGAIN: Wrong = wrong("again", |_| Some(("it is there", "other")));
    static BACK_AND_FORTH: Wrong = wrong("back-and-forth", |id| match id {
        "ann" => Some(("it is ann", "bob")),
        "bob" => Some(("it is bob", "ann")),
        _ => None,
    });
    static LONGER: Wrong = wrong("longer", |id| match id.len() % 2 {
        0 => Some(("even", "abc")),
        _ => Some(("odd", "abcd")),
    });
    static BREAKS: Wrong = wrong("breaks", |id| (id != "gone").then_some(("it is there", "gone { {")));
    static MENDS: Wrong = wrong("mends", |id| (id == "ann").then_some(("it is ann", "bob")));

    struct Wrongs(Vec<&'static dyn Rule>);

    static MANIFEST: Manifest = Manifest { id: "wrong", version: "1", documentation: "" };

    impl Plugin for Wrongs {
        fn manifest(&self) -> &Manifest {
            &MANIFEST
        }

        fn rules(&self) -> &[&dyn Rule] {
            &self.0
        }
    }

    fn fixed_by(rules: &[&'static Wrong], text: &str) -> (String, usize) {
        let mut fixture = Fixture::new(text);
        let rules = rules.iter().map(|rule| *rule as &dyn Rule).collect();
        fixture.snapshot.registry = Arc::new(Registry::new(vec![Box::new(Wrongs(rules))]).unwrap());
        let (texts, made) = fixed(&fixture, &fixture.files, FixRequest::default());
        (texts.concat(), made)
    }

    #[test]
    fn a_fix_that_does_not_mend_is_not_made_and_keeps_no_other_from_being_made() {
        assert_eq!(fixed_by(&[&AGAIN], "persona ann\n"), ("persona ann\n".to_owned(), 0));
        assert_eq!(
            fixed_by(&[&AGAIN, &MENDS], "persona ann\n// And one more.\npersona ann\n"),
            ("persona bob\n// And one more.\npersona bob\n".to_owned(), 2)
        );
    }

    #[test]
    fn fixes_that_undo_each_other_end() {
        let (text, made) = fixed_by(&[&BACK_AND_FORTH], "persona ann\n");
        assert_eq!((text.as_str(), made), ("persona bob\n", 1));
        let (text, made) = fixed_by(&[&LONGER], "persona ab\n");
        assert!(made <= 2 && text.starts_with("persona abc"), "{made}: {text}");
    }

    #[test]
    fn a_fix_that_would_make_the_text_unreadable_is_not_made() {
        assert_eq!(fixed_by(&[&BREAKS], "persona ann\n"), ("persona ann\n".to_owned(), 0));
    }

    #[test]
    fn whoever_calls_it_off_gets_nothing() {
        let fixture = Fixture::new(APP);
        let found = check(&fixture.snapshot, &fixture.files);
        fixture.snapshot.cancellation.cancel();
        assert!(fix_all(&fixture.snapshot, found, FixRequest::default()).is_err());
    }
}
