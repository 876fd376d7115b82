//! All plugins of a session: finds rules and views by id, and runs the rules.

use std::sync::Arc;

use journey_model::schema::SchemaExtension;
use journey_model::{FileId, Project, Schema};

use crate::Plugin;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rule::{FileContext, Report, Rule};
use crate::view::View;

/// The plugins that are in use.
pub struct Registry {
    plugins: Vec<Box<dyn Plugin>>,
}

/// Two plugins bring something of one id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryConflict {
    /// The id that both bring.
    pub id: &'static str,
    /// The plugins, the earlier first.
    pub plugins: (&'static str, &'static str),
}

impl Registry {
    /// A registry of these plugins. Rules run in their order.
    ///
    /// # Errors
    /// Where two rules or two views have one id.
    pub fn new(plugins: Vec<Box<dyn Plugin>>) -> Result<Self, RegistryConflict> {
        let registry = Self { plugins };
        registry.conflict().map_or(Ok(registry), Err)
    }

    fn conflict(&self) -> Option<RegistryConflict> {
        let mut seen: Vec<(&str, &'static str, &'static str)> = Vec::new();
        for plugin in &self.plugins {
            let owner = plugin.manifest().id;
            let rules = plugin.rules().iter().map(|rule| ("rule", rule.description().id));
            let views = plugin.views().iter().map(|view| ("view", view.description().id));
            for (what, id) in rules.chain(views) {
                if let Some((_, _, first)) = seen.iter().find(|(kind, known, _)| *kind == what && *known == id) {
                    return Some(RegistryConflict { id, plugins: (first, owner) });
                }
                seen.push((what, id, owner));
            }
        }
        None
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

    /// The view with that id.
    pub fn view(&self, id: &str) -> Option<&dyn View> {
        self.views().find(|view| view.description().id == id)
    }

    /// The standard schema with what the plugins add. What cannot be added because two plugins disagree is left out.
    pub fn schema(&self) -> Arc<Schema> {
        let extensions: Vec<SchemaExtension> = self.plugins.iter().filter_map(|plugin| plugin.schema()).collect();
        Arc::new(Schema::standard().extended(&extensions).0)
    }

    /// What all rules find in one file, with the severities that the project's settings ask for, in the order of the
    /// text.
    pub fn check(&self, project: &Project, file: FileId) -> Vec<Diagnostic> {
        let context = FileContext { project, id: file };
        let settings = &project.configuration().rules;
        let mut diagnostics = Vec::new();
        for rule in self.rules() {
            let description = rule.description();
            let setting = settings.get(description.id);
            let severity = setting.map_or(Some(description.severity), |setting| Severity::from_setting(*setting));
            let Some(severity) = severity else { continue };
            let mut report = Report::new(description.id, severity);
            rule.check(&context, &mut report);
            diagnostics.append(&mut report.into_diagnostics());
        }
        diagnostics.sort_by_key(|diagnostic| (diagnostic.place.range, diagnostic.severity));
        diagnostics
    }
}
