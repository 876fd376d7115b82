//! All plugins of a session: finds rules and views by id, and runs the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use journey_model::configuration::{CatalogRule, RuleCatalog};
use journey_model::schema::{SchemaConflict, SchemaExtension};
use journey_model::{FileId, Project, RuleSetting, RuleSeverity, Schema};

use crate::completion::CompletionProvider;
use crate::diagnostic::{Diagnostic, Severity};
use crate::environment::Environment;
use crate::hint::HintProvider;
use crate::hover::HoverProvider;
use crate::lens::LensProvider;
use crate::plugin::Plugin;
use crate::rule::{Reach, Report, Rule};
use crate::rule_context::{FileFacts, RuleContext};
use crate::suppression::{SuppressionState, Suppressions};
use crate::view::View;

/// The plugins that are in use.
pub struct Registry {
    plugins: Vec<Box<dyn Plugin>>,
    schema: Arc<Schema>,
    /// The only rules that run, by their ids; `None` where all do.
    chosen: Option<BTreeSet<&'static str>>,
}

/// What stands around each rule that runs: it gets the rule's plugin and what runs the rule, and calls that once.
pub type Around<'a> = dyn FnMut(&dyn Plugin, &mut dyn FnMut()) + 'a;

/// Why plugins cannot be used together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegistryConflict {
    /// Two of them, or two things that they bring, have one id.
    #[error("the plugins `{}` and `{}` both bring the {what} `{id}`; one of them has to choose another id", .plugins.0, .plugins.1)]
    SameId {
        /// What has the id: `plugin`, `rule`, `view`, `lens` or `hint`.
        what: &'static str,
        /// The id that both bring.
        id: &'static str,
        /// The ids of the plugins, the earlier first.
        plugins: (&'static str, &'static str),
    },
    /// What one of them adds to the language contradicts what is there.
    #[error(transparent)]
    Schema(#[from] SchemaConflict),
}

impl Registry {
    /// A registry of these plugins. Rules run in their order.
    ///
    /// # Errors
    /// Where two plugins, rules, views, lenses or hints have one id, and where the additions to the schema contradict it or
    /// each other.
    pub fn new(plugins: Vec<Box<dyn Plugin>>) -> Result<Self, RegistryConflict> {
        shared_id(&plugins).map_or(Ok(()), Err)?;
        let extensions: Vec<SchemaExtension> = plugins.iter().filter_map(|plugin| plugin.schema()).collect();
        let (schema, conflicts) = Schema::standard().extended(&extensions);
        match conflicts.into_iter().next() {
            Some(conflict) => Err(conflict.into()),
            None => Ok(Self { plugins, schema: Arc::new(schema), chosen: None }),
        }
    }

    /// The same where only the rules with these ids run: those that settings switch off too, with the severity that they
    /// have where nothing is set. All other rules are still known.
    #[must_use]
    pub fn only(self, rules: BTreeSet<&'static str>) -> Self {
        Self { chosen: Some(rules), ..self }
    }

    /// The plugins, in order.
    pub fn plugins(&self) -> impl Iterator<Item = &dyn Plugin> {
        self.plugins.iter().map(|plugin| &**plugin)
    }

    /// All rules, in the order in which they run.
    pub fn rules(&self) -> impl Iterator<Item = &dyn Rule> {
        self.plugins.iter().flat_map(|plugin| plugin.rules().iter().copied())
    }

    /// All views.
    pub fn views(&self) -> impl Iterator<Item = &dyn View> {
        self.plugins.iter().flat_map(|plugin| plugin.views().iter().copied())
    }

    /// Everything that offers what may be written.
    pub fn completions(&self) -> impl Iterator<Item = &dyn CompletionProvider> {
        self.plugins.iter().flat_map(|plugin| plugin.completions().iter().copied())
    }

    /// Everything that explains.
    pub fn hovers(&self) -> impl Iterator<Item = &dyn HoverProvider> {
        self.plugins.iter().flat_map(|plugin| plugin.hovers().iter().copied())
    }

    /// Everything that says something above declarations.
    pub fn lenses(&self) -> impl Iterator<Item = &dyn LensProvider> {
        self.plugins.iter().flat_map(|plugin| plugin.lenses().iter().copied())
    }

    /// Everything that says something between the words.
    pub fn hints(&self) -> impl Iterator<Item = &dyn HintProvider> {
        self.plugins.iter().flat_map(|plugin| plugin.hints().iter().copied())
    }

    /// The view with that id.
    pub fn view(&self, id: &str) -> Option<&dyn View> {
        self.views().find(|view| view.description().id == id)
    }

    /// The standard schema with what the plugins add.
    pub fn schema(&self) -> Arc<Schema> {
        Arc::clone(&self.schema)
    }

    /// All rules and groups, as settings need to know them. A plugin is a group too.
    pub fn catalog(&self) -> RuleCatalog {
        let mut catalog = RuleCatalog::default();
        for plugin in &self.plugins {
            let manifest = plugin.manifest();
            for rule in plugin.rules() {
                let description = rule.description();
                let group = (description.group.id, description.group.summary);
                if group.0 != manifest.id && !catalog.groups.contains(&group) {
                    catalog.groups.push(group);
                }
                catalog.rules.push(CatalogRule {
                    id: description.id,
                    summary: description.summary,
                    severity: description.severity.as_setting(),
                    group: description.group.id,
                    plugin: manifest.id,
                    options: description.options,
                });
            }
            if !plugin.rules().is_empty() {
                catalog.groups.push((manifest.id, manifest.documentation));
            }
        }
        catalog
    }

    /// What all rules find in one file, with the severities that the project's settings ask for and without what
    /// comments allow, in the order of the text.
    pub fn check(&self, project: &Project, file: FileId, environment: Environment<'_>) -> Vec<Diagnostic> {
        self.check_observed(project, file, environment, Reach::Project, &mut |_, run| run())
    }

    /// The same for the rules that look no further than `reach`, with somebody around each of them: `around` gets the
    /// rule's plugin and what runs the rule, which it has to call once. It may take the time, and it may contain a
    /// panic: then the rule has found nothing.
    pub fn check_observed(
        &self,
        project: &Project,
        file: FileId,
        environment: Environment<'_>,
        reach: Reach,
        around: &mut Around<'_>,
    ) -> Vec<Diagnostic> {
        let facts = FileFacts::with(Suppressions::of(&project.file(file).model));
        let layers: Vec<_> = project.configuration().layers(&project.file(file).path).collect();
        let context = RuleContext::new(project, file, environment, &facts);
        let running: Vec<Running<'_>> =
            self.plugins.iter().flat_map(|plugin| self.running(&**plugin, &layers, reach)).collect();
        let mut diagnostics = Vec::new();
        for one in &running {
            let context = one.context(context, &layers);
            around(one.plugin, &mut || {
                let mut report = one.report();
                one.rule.check(&context, &mut report);
                diagnostics.append(&mut report.into_diagnostics());
            });
        }
        let mut suppressions = facts.take_suppressions();
        if !suppressions.is_empty() {
            diagnostics.retain(|one: &Diagnostic| !suppressions.allow(one.code, one.place.range.start));
            suppressions.catalog = self.catalog();
            suppressions.settle(&diagnostics, |name| {
                if running.iter().any(|one| one.rule.description().id == name) {
                    SuppressionState::Unused
                } else if self.rules().any(|rule| rule.description().id == name) {
                    SuppressionState::NotRun
                } else {
                    SuppressionState::Unknown
                }
            });
            for one in &running {
                let context = one.context(context, &layers);
                around(one.plugin, &mut || {
                    let mut report = one.report();
                    one.rule.review(&context, &suppressions, &mut report);
                    diagnostics.append(&mut report.into_diagnostics());
                });
            }
        }
        diagnostics.sort_by_key(|diagnostic| (diagnostic.place.range, diagnostic.severity));
        diagnostics
    }
}

impl Registry {
    /// The rules of a plugin that run: those that are not off, or those that were chosen.
    fn running<'r>(
        &'r self,
        plugin: &'r dyn Plugin,
        layers: &[&BTreeMap<String, RuleSetting>],
        reach: Reach,
    ) -> impl Iterator<Item = Running<'r>> {
        plugin.rules().iter().filter_map(move |rule| {
            let description = rule.description();
            let is_chosen = self.chosen.as_ref().map(|chosen| chosen.contains(description.id));
            if is_chosen == Some(false) || description.reach > reach {
                return None;
            }
            let setting = setting(layers, [description.id, description.group.id, plugin.manifest().id]);
            let is_on = |setting: &RuleSeverity| is_chosen.is_none() || *setting != RuleSeverity::Off;
            let setting = setting.filter(is_on);
            let severity = setting.map_or(Some(description.severity), Severity::from_setting)?;
            Some(Running { plugin, rule: *rule, severity, is_set: setting.is_some() })
        })
    }
}

/// A rule that runs, with the severity that its findings get.
struct Running<'r> {
    plugin: &'r dyn Plugin,
    rule: &'r dyn Rule,
    severity: Severity,
    is_set: bool,
}

impl<'r> Running<'r> {
    fn context<'c>(
        &self,
        context: RuleContext<'c>,
        layers: &'c [&'c BTreeMap<String, RuleSetting>],
    ) -> RuleContext<'c> {
        let description = self.rule.description();
        context.for_rule(description.id, description.options, layers)
    }

    fn report(&self) -> Report {
        let id = self.rule.description().id;
        if self.is_set { Report::set_to(id, self.severity) } else { Report::new(id, self.severity) }
    }
}

/// The severity that is set by the first layer that names one of these, the first of which counts most.
fn setting(layers: &[&BTreeMap<String, RuleSetting>], names: [&str; 3]) -> Option<RuleSeverity> {
    let in_layer = |layer: &&BTreeMap<String, RuleSetting>| {
        names.iter().find_map(|name| layer.get(*name).and_then(|setting| setting.severity))
    };
    layers.iter().filter(|layer| !layer.is_empty()).find_map(in_layer)
}

/// The first id that two plugins share, or two things that they bring.
fn shared_id(plugins: &[Box<dyn Plugin>]) -> Option<RegistryConflict> {
    let mut seen: Vec<(&str, &'static str, &'static str)> = Vec::new();
    for plugin in plugins {
        let owner = plugin.manifest().id;
        let rules = plugin.rules().iter().map(|rule| ("rule", rule.description().id));
        let views = plugin.views().iter().map(|view| ("view", view.description().id));
        let lenses = plugin.lenses().iter().map(|lens| ("lens", lens.description().id));
        let hints = plugin.hints().iter().map(|hint| ("hint", hint.description().id));
        for (what, id) in std::iter::once(("plugin", owner)).chain(rules).chain(views).chain(lenses).chain(hints) {
            if let Some((_, _, first)) = seen.iter().find(|(kind, known, _)| *kind == what && *known == id) {
                return Some(RegistryConflict::SameId { what, id, plugins: (first, owner) });
            }
            seen.push((what, id, owner));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use journey_model::configuration::{OptionDescription, OptionKind};
    use journey_model::schema::{EnumerationValue, ValueExtension};
    use journey_model::syntax::TextRange;
    use journey_model::value::Date;
    use journey_model::{Configuration, File, FileModel, Keyword, RuleSeverity};

    use super::*;
    use crate::{Group, Manifest, RuleDescription};

    static GROUP: Group = Group { id: "all", summary: "Everything" };
    static OPTIONS: [OptionDescription; 1] = [OptionDescription {
        id: "most",
        documentation: "How many.",
        kind: OptionKind::WholeNumber { least: 0, most: 9, default: 0 },
    }];

    /// Reports every declaration of one keyword.
    struct EveryOf(Keyword, RuleDescription);

    impl Rule for EveryOf {
        fn description(&self) -> &RuleDescription {
            &self.1
        }

        fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
            for declaration in context.file().model.declarations() {
                if declaration.keyword() == Some(self.0) {
                    report.add(Diagnostic::new(context.place(declaration.name().range), "one more", "no help"));
                }
            }
        }
    }

    const fn rule(keyword: Keyword, id: &'static str, severity: Severity) -> EveryOf {
        EveryOf(
            keyword,
            RuleDescription {
                id,
                summary: "",
                documentation: "",
                group: &GROUP,
                severity,
                reach: Reach::File,
                fixes: None,
                options: &OPTIONS,
            },
        )
    }

    static CHANNELS: EveryOf = rule(Keyword::Channel, "channels", Severity::Hint);
    static PERSONAS: EveryOf = rule(Keyword::Persona, "personas", Severity::Warning);

    struct Bundle {
        manifest: Manifest,
        rules: Vec<&'static dyn Rule>,
        word: Option<&'static str>,
    }

    impl Plugin for Bundle {
        fn manifest(&self) -> &Manifest {
            &self.manifest
        }

        fn rules(&self) -> &[&dyn Rule] {
            &self.rules
        }

        fn schema(&self) -> Option<SchemaExtension> {
            let value = EnumerationValue { name: self.word?.into(), documentation: "A word.".into() };
            Some(SchemaExtension {
                plugin: self.manifest.id.to_owned(),
                keys: Vec::new(),
                values: vec![ValueExtension { keyword: Keyword::Channel, key: "kind".to_owned(), value }],
            })
        }
    }

    fn plugin(id: &'static str, rules: Vec<&'static dyn Rule>, word: Option<&'static str>) -> Box<dyn Plugin> {
        Box::new(Bundle { manifest: Manifest { id, version: "1", documentation: "" }, rules, word })
    }

    fn conflict(plugins: Vec<Box<dyn Plugin>>) -> Option<String> {
        Registry::new(plugins).err().map(|conflict| conflict.to_string())
    }

    #[test]
    fn plugins_that_share_an_id_or_contradict_each_other_are_refused() {
        assert_eq!(
            conflict(vec![plugin("one", vec![&CHANNELS], None), plugin("two", vec![&PERSONAS, &CHANNELS], None)])
                .unwrap(),
            "the plugins `one` and `two` both bring the rule `channels`; one of them has to choose another id"
        );
        let twice = conflict(vec![plugin("one", vec![], None), plugin("one", vec![], None)]).unwrap();
        assert!(twice.contains("both bring the plugin `one`"), "{twice}");
        let words = conflict(vec![plugin("one", vec![], Some("post")), plugin("two", vec![], Some("post"))]).unwrap();
        assert!(words.contains("`two`") && words.contains("`post`"), "{words}");
        assert_eq!(
            conflict(vec![plugin("one", vec![&CHANNELS], Some("post")), plugin("two", vec![&PERSONAS], None)]),
            None
        );
    }

    /// Tells of each comment what became of the rules that it names.
    struct Reviewer(RuleDescription);

    impl Rule for Reviewer {
        fn description(&self) -> &RuleDescription {
            &self.0
        }

        fn check(&self, _context: &RuleContext<'_>, _report: &mut Report) {}

        fn review(&self, context: &RuleContext<'_>, suppressions: &Suppressions, report: &mut Report) {
            assert_eq!(suppressions.catalog.rules.len(), 4);
            for rule in suppressions.sound.iter().flat_map(|suppression| &suppression.rules) {
                let message = format!("{} {:?}", rule.name, rule.state);
                report.add(Diagnostic::new(context.place(rule.range), message, "no help"));
            }
        }
    }

    static STATES: Reviewer = Reviewer(rule(Keyword::Gain, "states", Severity::Info).1);

    /// Reports the end of the file's last declaration, and as less serious than its other findings.
    struct LastEnd(RuleDescription);

    impl Rule for LastEnd {
        fn description(&self) -> &RuleDescription {
            &self.0
        }

        fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
            if let Some(last) = context.file().model.top_level().last() {
                let end = context.place(TextRange::empty(last.range().end));
                report.add_as(Severity::Hint, Diagnostic::new(end, "the end", "no help"));
            }
        }
    }

    static ENDS: LastEnd = LastEnd(rule(Keyword::Gain, "ends", Severity::Error).1);

    /// What is found in a text where `journey.toml` sets these: each with its severity, its place and its message.
    fn told(text: &str, settings: &[(&str, RuleSeverity)]) -> Vec<String> {
        let rules: Vec<&'static dyn Rule> = vec![&PERSONAS, &CHANNELS, &STATES, &ENDS];
        let registry = Registry::new(vec![plugin("one", rules, None)]).unwrap();
        let model = Arc::new(FileModel::lower(&journey_model::syntax::parse(text), &registry.schema()));
        let mut configuration = Configuration::default();
        configuration.rules.extend(settings.iter().map(|(rule, severity)| ((*rule).into(), (*severity).into())));
        let project = Project::new(vec![File { path: "a.journey".into(), model }], registry.schema(), configuration);
        let (file, _) = project.files().next().unwrap();
        let environment = Environment::of(Date::parse("2026-11-20").unwrap());
        let found = registry.check(&project, file, environment);
        let line = |one: &Diagnostic| format!("{} {} {} {}", one.severity, one.code, one.place.range, one.message);
        found.iter().map(line).collect()
    }

    /// The rules of what is found, without what is said about comments.
    fn codes(text: &str) -> Vec<String> {
        let found = told(text, &[("ends", RuleSeverity::Off), ("states", RuleSeverity::Off)]);
        found.iter().filter_map(|one| one.split(' ').nth(1).map(str::to_owned)).collect()
    }

    /// What became of the rules in the comments of a text.
    fn states(text: &str, settings: &[(&str, RuleSeverity)]) -> Vec<String> {
        let found = told(text, settings);
        let states = found.iter().filter_map(|one| one.strip_prefix("info states "));
        states.filter_map(|one| one.split_once(' ').map(|(_, state)| state.to_owned())).collect()
    }

    #[test]
    fn a_comment_allows_findings_of_its_rules_in_what_comes_next_on_its_line_or_in_the_file() {
        assert_eq!(codes("channel a\nchannel b\n"), ["channels", "channels"]);
        assert_eq!(codes("// journey: allow(channels) why\nchannel a\nchannel b\n"), ["channels"]);
        assert_eq!(codes("channel a // journey: allow(channels)\nchannel b\n"), ["channels"]);
        assert_eq!(codes("channel a\nchannel b\n// journey: allow-file(channels)\n"), [""; 0]);
        assert_eq!(codes("// journey: allow(personas)\nchannel a\n"), ["channels"]);
        assert_eq!(codes("// journey: allow(one)\nchannel a\n"), ["channels"]);
        assert_eq!(codes("// journey: alow(channels)\nchannel a\n"), ["channels"]);
        assert_eq!(codes("channel a\n// journey: allow(channels)\n"), ["channels"]);
        assert_eq!(
            codes("// journey: allow(channels)\r\n\r\nchannel a { kind: digital }\r\nchannel b\r\n"),
            ["channels"]
        );
    }

    #[test]
    fn one_comment_may_name_several_rules() {
        let text = "// journey: allow(channels, personas, nobody)\nchannel a\npersona b\n";
        assert_eq!(codes(text), ["personas"]);
        assert_eq!(states(text, &[]), ["channels Used", "personas Unused", "nobody Unknown"]);
        let text = "// journey: allow-file(channels, personas)\nchannel a\npersona b\n";
        assert_eq!(
            (codes(text), states(text, &[])),
            (vec![], vec!["channels Used".to_owned(), "personas Used".to_owned()])
        );
    }

    #[test]
    fn a_finding_at_the_end_of_what_is_allowed_is_in_it() {
        let text = "channel a\n// journey: allow(ends)\nchannel b {\n}\n";
        assert_eq!(states(text, &[]), ["ends Used"]);
        let text = "// journey: allow(ends)\nchannel a\nchannel b {\n}\n";
        assert_eq!(states(text, &[]), ["ends Unused"]);
    }

    #[test]
    fn a_rule_that_did_not_look_is_neither_used_nor_unused() {
        let text = "// journey: allow(channels, personas)\nchannel a\n";
        assert_eq!(states(text, &[("channels", RuleSeverity::Off)]), ["channels NotRun", "personas Unused"]);
    }

    #[test]
    fn a_rule_without_comments_to_look_at_is_not_asked() {
        assert_eq!(states("channel a\n", &[]), [""; 0]);
        assert_eq!(states("// journey: allow()\nchannel a\n", &[]), [""; 0]);
    }

    #[test]
    fn what_is_said_of_a_rule_counts_before_its_group_and_that_before_its_plugin() {
        let severity = |settings: &[(&str, RuleSeverity)]| -> Vec<String> {
            let found = told("channel a\n", settings);
            let of_channels = found.iter().filter(|one| one.contains(" channels "));
            of_channels.filter_map(|one| one.split(' ').next().map(str::to_owned)).collect()
        };
        let (rule, group, plugin) =
            (("channels", RuleSeverity::Error), ("all", RuleSeverity::Warning), ("one", RuleSeverity::Info));
        assert_eq!(severity(&[]), ["hint"]);
        assert_eq!(severity(&[plugin]), ["info"]);
        assert_eq!(severity(&[plugin, group]), ["warning"]);
        assert_eq!(severity(&[plugin, group, rule]), ["error"]);
        assert_eq!(severity(&[rule, ("all", RuleSeverity::Off), ("one", RuleSeverity::Off)]), ["error"]);
        assert_eq!(severity(&[("channels", RuleSeverity::Off), group, plugin]), [""; 0]);
    }

    #[test]
    fn a_severity_that_is_set_is_that_of_all_findings_of_the_rule() {
        let ends = |settings: &[(&str, RuleSeverity)]| told("persona a\n", settings).pop();
        assert_eq!(ends(&[]).as_deref(), Some("hint ends 9..9 the end"));
        assert_eq!(ends(&[("all", RuleSeverity::Warning)]).as_deref(), Some("warning ends 9..9 the end"));
    }

    /// Codes and severities of what is found where `journey.toml` sets these rules.
    fn found(settings: &[(&str, RuleSeverity)]) -> Vec<(&'static str, Severity, u32)> {
        found_by(&Registry::new(vec![plugin("one", vec![&PERSONAS, &CHANNELS], None)]).unwrap(), settings)
    }

    fn found_by(registry: &Registry, settings: &[(&str, RuleSeverity)]) -> Vec<(&'static str, Severity, u32)> {
        let text = "channel a\npersona b\nchannel c\n";
        let model = Arc::new(FileModel::lower(&journey_model::syntax::parse(text), &registry.schema()));
        let mut configuration = Configuration::default();
        configuration.rules.extend(settings.iter().map(|(rule, severity)| ((*rule).into(), (*severity).into())));
        let project = Project::new(vec![File { path: "a.journey".into(), model }], registry.schema(), configuration);
        let (file, _) = project.files().next().unwrap();
        let found = registry.check(&project, file, Environment::of(Date::parse("2026-11-20").unwrap()));
        found.iter().map(|one| (one.code, one.severity, one.place.range.start)).collect()
    }

    #[test]
    fn findings_come_in_the_order_of_the_text_with_the_severity_of_their_rule() {
        assert_eq!(
            found(&[]),
            [("channels", Severity::Hint, 8), ("personas", Severity::Warning, 18), ("channels", Severity::Hint, 28)]
        );
    }

    #[test]
    fn rules_that_were_chosen_run_alone_and_even_where_they_are_off() {
        let chosen = |settings: &[(&str, RuleSeverity)]| {
            let registry = Registry::new(vec![plugin("one", vec![&PERSONAS, &CHANNELS], None)]).unwrap();
            found_by(&registry.only(BTreeSet::from(["channels"])), settings)
        };
        assert_eq!(chosen(&[]), [("channels", Severity::Hint, 8), ("channels", Severity::Hint, 28)]);
        assert_eq!(chosen(&[("channels", RuleSeverity::Off), ("personas", RuleSeverity::Error)]), chosen(&[]));
        assert_eq!(chosen(&[("one", RuleSeverity::Error)])[0].1, Severity::Error);
    }

    #[test]
    fn settings_change_severities_and_switch_rules_off() {
        assert_eq!(
            found(&[("channels", RuleSeverity::Off), ("personas", RuleSeverity::Error)]),
            [("personas", Severity::Error, 18)]
        );
    }
}
