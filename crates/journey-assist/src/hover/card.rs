//! What the cards of all declarations have in common: a head, the documentation, and facts one a line.

use journey_plugin::model::schema::EnumerationValue;
use journey_plugin::model::syntax::Keyword;
use journey_plugin::model::value::Handle;
use journey_plugin::model::{Declaration, DeclarationId, Project, Role};
use journey_plugin::{HoverContext, Subject};

use crate::markdown::{code, escaped, escaped_line, list, quoted};

/// How many facts a card shows.
const MOST_FACTS: usize = 10;
/// How many lines of documentation a card shows.
const MOST_DOCUMENTATION: usize = 4;

/// A card about a declaration.
pub(super) struct Card<'p> {
    pub(super) project: &'p Project,
    pub(super) id: DeclarationId,
    pub(super) declaration: Declaration<'p>,
    head: String,
    facts: Vec<String>,
}

impl<'p> Card<'p> {
    /// The card's head, if the hover is about a declaration of that keyword.
    pub(super) fn of(context: &HoverContext<'p>, keyword: Keyword) -> Option<Self> {
        let Subject::Declaration(id) = context.subject else { return None };
        let project = context.file.project;
        let declaration = project.declaration(id);
        if declaration.keyword() != Some(keyword) {
            return None;
        }
        let head = format!("**{}** · {keyword} {}", escaped(&label(declaration)), code(declaration.id()));
        Some(Self { project, id, declaration, head, facts: Vec::new() })
    }

    /// Adds something to the head.
    pub(super) fn also(&mut self, what: &str) {
        if !what.is_empty() {
            self.head.push_str(" · ");
            self.head.push_str(what);
        }
    }

    /// Adds a fact in Markdown; nothing where it is empty.
    pub(super) fn fact(&mut self, name: &str, fact: &str) {
        if !fact.is_empty() {
            self.facts.push(format!("- **{name}:** {fact}"));
        }
    }

    /// Adds a fact without a name.
    pub(super) fn note(&mut self, note: &str) {
        if !note.is_empty() {
            self.facts.push(format!("- {note}"));
        }
    }

    /// Adds what a key says, as texts.
    pub(super) fn texts(&mut self, name: &str, key: &str) {
        let texts: Vec<String> = self.plain(key).iter().map(|text| escaped(text)).collect();
        self.fact(name, &list(&texts));
    }

    /// Adds what a key says, as quotations.
    pub(super) fn quotes(&mut self, name: &str, key: &str) {
        let texts: Vec<String> = self.plain(key).iter().map(|text| quoted(text)).collect();
        self.fact(name, &list(&texts));
    }

    /// Adds where it stands, from the outside in.
    pub(super) fn around(&mut self) {
        let mut around: Vec<String> = self.declaration.ancestors().map(|around| escaped(&label(around))).collect();
        around.reverse();
        self.fact("In", &around.join(" › "));
    }

    /// Adds the teams and persons that `owner` names.
    pub(super) fn owner(&mut self) {
        let values = self.declaration.properties_of("owner").flat_map(|property| property.values());
        let owners: Vec<String> =
            values.filter_map(|value| value.handle()).map(|handle: Handle| escaped(&handle.to_string())).collect();
        self.fact("Owner", &list(&owners));
    }

    /// Adds the labels of what a key names.
    pub(super) fn names(&mut self, name: &str, key: &str) {
        let labels: Vec<String> = self.targets(key).map(|(_, target)| escaped(&label(target))).collect();
        self.fact(name, &list(&labels));
    }

    /// What a key names, as far as the names mean something.
    pub(super) fn targets(&self, key: &str) -> impl Iterator<Item = (DeclarationId, Declaration<'p>)> {
        targets(self.project, self.id, key)
    }

    /// What a key says, value for value; what cannot be read is left out.
    pub(super) fn plain(&self, key: &str) -> Vec<String> {
        let values = self.declaration.properties_of(key).flat_map(|property| property.values());
        let sound = values.filter(|value| !value.is_broken());
        sound.map(|value| value.plain().into_owned()).filter(|text| !text.trim().is_empty()).collect()
    }

    /// The word that an enumeration's key says, if the language knows it.
    pub(super) fn word(&self, key: &str) -> Option<&'p EnumerationValue> {
        word(self.project, self.declaration, key)
    }

    /// The card in Markdown.
    pub(super) fn finish(self) -> String {
        let mut text = self.head;
        if let Some(documentation) = self.declaration.documentation() {
            text.push_str("\n\n");
            text.push_str(&documentation_of(documentation));
        }
        if self.project.is_duplicate(self.id) {
            let keyword = self.declaration.keyword().map_or("declarations", Keyword::plural);
            let id = code(self.declaration.id());
            text.push_str(&format!("\n\nSeveral {keyword} are called {id}; this is one of them."));
        }
        if !self.facts.is_empty() {
            text.push_str("\n\n");
            text.push_str(&self.facts.get(..MOST_FACTS).unwrap_or(&self.facts).join("\n"));
        }
        text
    }
}

/// Documentation as Markdown: paragraphs and list items, and everything else as plain text.
fn documentation_of(documentation: &str) -> String {
    let mut text = String::new();
    let lines = || documentation.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut in_a_list = false;
    for (number, line) in lines().take(MOST_DOCUMENTATION).enumerate() {
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        if number > 0 {
            text.push_str(if item.is_some() == in_a_list { "\n" } else { "\n\n" });
        }
        match item {
            // Another bullet than that of the facts, or Markdown would make one list of both.
            Some(item) => text.push_str(&format!("* {}", escaped(item))),
            None => text.push_str(&escaped_line(line)),
        }
        in_a_list = item.is_some();
    }
    if lines().count() > MOST_DOCUMENTATION {
        text.push_str(" …");
    }
    text
}

/// What people call it; never empty.
pub(super) fn label(declaration: Declaration<'_>) -> String {
    let label = declaration.label();
    if !label.trim().is_empty() {
        return label.into_owned();
    }
    let keyword = declaration.keyword().map_or("declaration", Keyword::name);
    if declaration.id().is_empty() { format!("Unnamed {keyword}") } else { declaration.id().to_owned() }
}

/// The declarations that a key of a declaration names.
pub(super) fn targets<'p>(
    project: &'p Project,
    id: DeclarationId,
    key: &str,
) -> impl Iterator<Item = (DeclarationId, Declaration<'p>)> {
    let references = project.declaration(id).references();
    let named = references.filter(move |reference| reference.role == Role::Value && reference.property.key() == key);
    named.filter_map(move |reference| project.target(id.file, &reference)).collect::<Vec<_>>().into_iter()
}

/// The word that an enumeration's key says, if the language knows it.
pub(super) fn word<'p>(project: &'p Project, declaration: Declaration<'p>, key: &str) -> Option<&'p EnumerationValue> {
    let property = declaration.property(key)?;
    let written = property.value()?.reference()?;
    let words = property.schema(project.schema())?.value.enumeration();
    words.iter().find(|word| word.name == written)
}

/// Those who use a declaration, each once, in the order of files and text.
pub(super) fn users(project: &Project, id: DeclarationId) -> Vec<(DeclarationId, Declaration<'_>)> {
    let mut users: Vec<DeclarationId> = project.uses_of(id).iter().map(|used| used.user).collect();
    users.dedup();
    let mut once: Vec<(DeclarationId, Declaration<'_>)> = Vec::new();
    for user in users {
        if once.iter().all(|(known, _)| *known != user) {
            once.push((user, project.declaration(user)));
        }
    }
    once
}

/// The labels of those users that have a keyword.
pub(super) fn labels_of(users: &[(DeclarationId, Declaration<'_>)], keyword: Keyword) -> Vec<String> {
    let of_keyword = users.iter().filter(|(_, user)| user.keyword() == Some(keyword));
    of_keyword.map(|(_, user)| escaped(&label(*user))).collect()
}
