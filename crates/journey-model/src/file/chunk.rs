//! Lowering: what one top-level declaration, with everything in it, declares and refers to.

use journey_syntax::{Entry, Node, NodeIndex, Property, SharedDeclaration, SyntaxKind, entries};
use smol_str::SmolStr;

use super::scope::{OwnScope, ScopeNames};
use super::{IdSource, KeywordSet, Role};
use crate::schema::{KeyId, KeySchema, Keyword, Place, Schema, ValueType};
use crate::value::{Text, slug, words};

/// The meaning of one chunk of a file, without its place.
#[derive(Debug)]
pub(crate) struct ChunkModel {
    /// Outer ones before those nested in them.
    pub(crate) declarations: Vec<DeclarationData>,
    /// Those of one declaration stand side by side.
    pub(super) properties: Vec<PropertyData>,
    pub(crate) references: Vec<ReferenceData>,
    pub(super) missing_colons: Vec<MissingColonData>,
    /// The documentation that stood before the chunk.
    pub(super) documentation: Option<Box<str>>,
    /// The documentation at the chunk's end: it belongs to the next.
    pub(super) carried: Option<Box<str>>,
    /// Sorted, each once, as are those below.
    pub(crate) broken_words: Vec<SmolStr>,
    pub(crate) unread_words: Vec<SmolStr>,
    /// The kinds that something missing or unreadable should have named.
    pub(crate) unnamed_kinds: KeywordSet,
    /// Something in it is broken, or no value of its key, so that what is said about it may depend on any name.
    pub(crate) is_troubled: bool,
    pub(super) names: ScopeNames,
}

#[derive(Debug)]
pub(crate) struct DeclarationData {
    pub(super) syntax: SharedDeclaration,
    /// Bytes from the chunk's start.
    pub(super) start: u32,
    pub(crate) keyword: Option<Keyword>,
    pub(crate) id: SmolStr,
    pub(crate) id_source: IdSource,
    pub(crate) parent: Option<u32>,
    /// The declaration in whose scope the names inside this one are looked up: the journey around them, else the
    /// outermost declaration.
    pub(crate) scope_inside: u32,
    /// Others of its name and kind can be duplicates of it. What is wrong with a label that is not a sound text is told
    /// already, and so is a property without its colon, which looks like a declaration: `persona maya` in a journey.
    pub(crate) is_sound: bool,
    /// The index behind the last declaration nested in it.
    pub(super) end: u32,
    pub(super) first_property: u32,
    pub(super) last_property: u32,
    pub(super) documentation: Option<Box<str>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct PropertyData {
    pub(super) node: NodeIndex,
    pub(super) key: Option<KeyId>,
}

#[derive(Debug)]
pub(crate) struct ReferenceData {
    pub(crate) declaration: u32,
    pub(super) property: u32,
    pub(super) node: NodeIndex,
    pub(crate) wanted: KeywordSet,
    pub(crate) role: Role,
    /// What its own scope says about it.
    pub(crate) own: OwnScope,
}

/// See [`super::MissingColon`].
#[derive(Debug)]
pub(super) struct MissingColonData {
    /// The declaration in whose body the line stands.
    pub(super) declaration: u32,
    pub(super) line: SharedDeclaration,
    /// Bytes from the chunk's start.
    pub(super) start: u32,
}

impl ChunkModel {
    /// Lowers a chunk; `documentation` stood at the end of the one before it.
    pub(super) fn lower(chunk: Node<'_>, documentation: Option<&str>, schema: &Schema) -> Self {
        let mut lowering = Lowering {
            schema,
            citation: KeywordSet::of(&schema.citation().names),
            base: chunk.range().start,
            model: Self {
                declarations: Vec::new(),
                properties: Vec::new(),
                references: Vec::new(),
                missing_colons: Vec::new(),
                documentation: documentation.map(Into::into),
                carried: None,
                broken_words: Vec::new(),
                unread_words: Vec::new(),
                unnamed_kinds: KeywordSet::default(),
                is_troubled: chunk.may_have_errors(),
                names: ScopeNames::default(),
            },
        };
        let mut carried = documentation.map(Box::from);
        let mut top_level = entries(chunk.children());
        for entry in &mut top_level {
            match entry {
                Entry::Declaration(declaration) => {
                    let own = join(carried.take(), text_of(declaration.documentation()));
                    lowering.declaration(&declaration, None, own);
                }
                // A property of nothing, as where a brace too many closes a declaration early.
                Entry::Property(property) => {
                    let is_name =
                        |node: &Node<'_>| matches!(node.kind(), SyntaxKind::Reference | SyntaxKind::Qualifier);
                    property.node().descendants().filter(is_name).for_each(|name| lowering.unread_word(name.text()));
                    lowering.head_with_colon(&property);
                }
                Entry::Other(_) => {}
            }
        }
        lowering.model.carried = join(carried, text_of(&top_level.into_documentation()));
        if chunk.may_have_errors() {
            lowering.broken_words(chunk);
        }
        let mut model = lowering.model;
        for words in [&mut model.broken_words, &mut model.unread_words] {
            words.sort_unstable();
            words.dedup();
        }
        model.names = ScopeNames::of(&model.declarations);
        model.is_troubled |= model.names.has_duplicates();
        for index in 0..model.references.len() {
            let own = OwnScope::of(&model, &model.references[index]);
            model.references[index].own = own;
        }
        model
    }

    /// The label of a declaration for people: as written, or the id in words.
    pub(crate) fn label(&self, declaration: u32) -> String {
        let data = &self.declarations[declaration as usize];
        let tree = journey_syntax::Declaration::cast(data.syntax.at(0));
        tree.and_then(|tree| tree.label()).map_or_else(|| words(&data.id), label_text)
    }

    /// A name that refers to something, as it is written, perhaps dotted.
    pub(crate) fn written(&self, reference: &ReferenceData) -> &str {
        self.declarations[reference.declaration as usize].syntax.node(0, reference.node).text()
    }
}

struct Lowering<'schema> {
    schema: &'schema Schema,
    citation: KeywordSet,
    base: u32,
    model: ChunkModel,
}

impl Lowering<'_> {
    fn declaration(
        &mut self,
        declaration: &journey_syntax::Declaration<'_>,
        parent: Option<u32>,
        documentation: Option<Box<str>>,
    ) {
        let Some(syntax) = SharedDeclaration::of(declaration.node()) else { return };
        let (id, id_source) = id_of(declaration);
        let keyword = declaration.keyword();
        // A property without its colon looks like a declaration: `persona maya` in a journey.
        if parent.is_some() && keyword.is_none_or(|keyword| self.schema.places(keyword) == [Place::File]) {
            self.unread_word(&id);
        }
        let index = to_u32(self.model.declarations.len());
        let first_property = to_u32(self.model.properties.len());
        let scope_inside = match parent {
            Some(parent) if keyword != Some(Keyword::Journey) => self.model.declarations[parent as usize].scope_inside,
            _ => index,
        };
        let has_sound_name =
            id_source == IdSource::Written || declaration.label().is_some_and(|label| !label.kind().is_error());
        let may_be_nested = || keyword.is_some_and(|keyword| self.schema.places(keyword) != [Place::File]);
        let is_sound = has_sound_name && (parent.is_none() || may_be_nested());
        self.model.declarations.push(DeclarationData {
            syntax,
            start: declaration.range().start - self.base,
            keyword,
            id,
            id_source,
            parent,
            scope_inside,
            is_sound,
            end: 0,
            first_property,
            last_property: 0,
            documentation,
        });
        for property in declaration.properties() {
            self.property(property, keyword, index);
        }
        let last_property = to_u32(self.model.properties.len());
        for nested in declaration.declarations() {
            if self.misses_its_colon(&nested, keyword) {
                self.missing_colon(&nested, index);
                continue;
            }
            self.declaration(&nested, Some(index), text_of(nested.documentation()));
        }
        let end = to_u32(self.model.declarations.len());
        let data = &mut self.model.declarations[index as usize];
        data.last_property = last_property;
        data.end = end;
    }

    /// Whether a declaration in the body of `keyword` can only be meant as a property: its first word is a key there, it
    /// has no block, and, where that word is a keyword as well, it has no label of its own.
    fn misses_its_colon(&self, line: &journey_syntax::Declaration<'_>, keyword: Option<Keyword>) -> bool {
        let Some(around) = keyword else { return false };
        if line.body().is_some() {
            return false;
        }
        if line.keyword().is_some_and(|own| line.label().is_some() || self.schema.may_stand(own, Place::In(around))) {
            return false;
        }
        line.keyword_node().is_some_and(|word| self.schema.key_id(around, word.text()).is_some())
    }

    fn missing_colon(&mut self, line: &journey_syntax::Declaration<'_>, declaration: u32) {
        let Some(shared) = SharedDeclaration::of(line.node()) else { return };
        let start = line.range().start - self.base;
        self.model.missing_colons.push(MissingColonData { declaration, line: shared, start });
        self.words_of(&line.node().to_text());
    }

    fn property(&mut self, property: Property<'_>, keyword: Option<Keyword>, declaration: u32) {
        let key = keyword.and_then(|keyword| self.schema.key_id(keyword, property.key().text()));
        let schema = key.and_then(|key| self.schema.key_by_id(key));
        let Some(node) = property.node().index() else { return };
        let index = to_u32(self.model.properties.len());
        self.model.properties.push(PropertyData { node, key });
        let named = schema.map_or_else(KeywordSet::default, |key| KeywordSet::of(key.value.references()));
        let names_nothing = named == KeywordSet::default();
        // Where a key takes nothing but names, any other value stands for one.
        let names_only = schema
            .is_some_and(|key| matches!(key.value, ValueType::Reference(_) | ValueType::ReferenceThenText { .. }));
        self.model.is_troubled |= schema.is_some_and(|key| asks_for_names(property, key));
        let lacks_qualifier = property.node().child(SyntaxKind::Qualifier).is_none();
        if let Some(qualifier) =
            schema.and_then(|key| key.qualifier.as_ref()).filter(|one| one.required && lacks_qualifier)
        {
            self.model.unnamed_kinds.add(KeywordSet::of(&qualifier.names));
        }
        let mut has_name = false;
        for node in property.node().children() {
            match node.kind() {
                SyntaxKind::Qualifier => match schema.and_then(qualifier_kinds) {
                    Some(wanted) => self.reference(declaration, index, node, wanted, Role::Qualifier),
                    None => self.unread_word(node.text()),
                },
                SyntaxKind::Citation if node.child(SyntaxKind::WrongCitation).is_some() => {
                    // Words of one name that is no name, such as a label.
                    self.words_of(node.text());
                }
                SyntaxKind::Citation if node.child(SyntaxKind::MissingSource).is_some() => {
                    self.model.unnamed_kinds.add(self.citation);
                }
                SyntaxKind::Citation => {
                    for source in node.children().filter(|node| node.kind() == SyntaxKind::Reference) {
                        self.reference(declaration, index, source, self.citation, Role::Citation);
                    }
                }
                SyntaxKind::Reference if !names_nothing => {
                    has_name = true;
                    self.reference(declaration, index, node, named, Role::Value);
                }
                SyntaxKind::Reference if schema.is_none() => self.unread_word(node.text()),
                kind if kind.is_error() => self.model.unnamed_kinds.add(named),
                SyntaxKind::Text if !names_nothing && !has_name => {
                    let text = Text::decode(node.text()).value;
                    self.unread_word(&slug(&text));
                    self.unread_word(&text);
                    if names_only {
                        self.model.unnamed_kinds.add(named);
                    }
                }
                SyntaxKind::Number
                | SyntaxKind::Percentage
                | SyntaxKind::Duration
                | SyntaxKind::Range
                | SyntaxKind::Date
                | SyntaxKind::Handle
                    if names_only && !has_name =>
                {
                    self.model.unnamed_kinds.add(named);
                }
                _ => {}
            }
        }
    }

    fn unread_word(&mut self, word: &str) {
        self.model.unread_words.push(SmolStr::new(word));
    }

    fn reference(&mut self, declaration: u32, property: u32, node: Node<'_>, wanted: KeywordSet, role: Role) {
        let Some(node) = node.index() else { return };
        self.model.references.push(ReferenceData { declaration, property, node, wanted, role, own: OwnScope::Found });
    }

    /// The name, or the label that gives one, of what reads as a property at the top of a file and is meant as a declaration,
    /// as in `persona: lia "Lia"`.
    fn head_with_colon(&mut self, property: &Property<'_>) {
        let keyword = Keyword::from_name(property.key().text());
        if !keyword.is_some_and(|keyword| self.schema.may_stand(keyword, Place::File)) {
            return;
        }
        let mut parts = property.node().children().skip(1);
        let name = match parts.next() {
            Some(name) if matches!(name.kind(), SyntaxKind::Reference | SyntaxKind::Qualifier) => {
                parts.next().filter(|label| label.kind() == SyntaxKind::Text).map(|_| SmolStr::new(name.text()))
            }
            Some(label) if label.kind() == SyntaxKind::Text => {
                Some(SmolStr::new(slug(&Text::decode(label.text()).value)))
            }
            _ => None,
        };
        if parts.next().is_none() {
            self.model.broken_words.extend(name);
        }
    }

    /// Collects the words that stand in what the grammar could not read.
    fn broken_words(&mut self, chunk: Node<'_>) {
        for node in chunk.descendants().filter(|node| is_broken(*node)) {
            self.words_of(node.text());
        }
    }

    fn words_of(&mut self, broken: &str) {
        let words = broken.split(|character: char| !character.is_alphanumeric() && !"_-".contains(character));
        let words = words.map(|word| word.trim_end_matches('-')).filter(|word| !word.is_empty());
        self.model.broken_words.extend(words.map(SmolStr::new));
    }
}

/// Whether a syntax error is about this node.
pub(super) fn is_broken(node: Node<'_>) -> bool {
    let is_name = matches!(node.kind(), SyntaxKind::Name | SyntaxKind::Key | SyntaxKind::Reference);
    node.kind().is_error() || node.kind() == SyntaxKind::HeadlessBlock || is_name && node.text().ends_with('-')
}

/// Whether something that is no name stands where one is wanted, or nothing does: it may be meant as the name of
/// anything that is declared.
fn asks_for_names(property: Property<'_>, key: &KeySchema) -> bool {
    let lacks_qualifier = || {
        let is_required = key.qualifier.as_ref().is_some_and(|qualifier| qualifier.required);
        is_required && property.node().child(SyntaxKind::Qualifier).is_none()
    };
    let is_name = |node: &Node<'_>| node.kind() == SyntaxKind::Reference;
    let is_odd = |value: &Vec<Node<'_>>| match value.as_slice() {
        [only] => !is_name(only),
        [name, text] => !is_name(name) || !matches!(text.kind(), SyntaxKind::Text | SyntaxKind::BlockText),
        _ => true,
    };
    let is_one_name = || {
        let mut values = property.node().children().filter(|node| node.kind().is_value());
        values.next().is_some_and(|value| is_name(&value)) && values.next().is_none()
    };
    names_something(&key.value) && !is_one_name() && property.values().iter().any(is_odd) || lacks_qualifier()
}

fn names_something(value: &ValueType) -> bool {
    match value {
        ValueType::OneOf(types) => types.iter().any(names_something),
        value => !value.references().is_empty(),
    }
}

fn qualifier_kinds(key: &KeySchema) -> Option<KeywordSet> {
    key.qualifier.as_ref().map(|qualifier| KeywordSet::of(&qualifier.names))
}

/// The id that a declaration goes by: as written, or made from the label.
fn id_of(declaration: &journey_syntax::Declaration<'_>) -> (SmolStr, IdSource) {
    if let Some(name) = declaration.name() {
        return (SmolStr::new(name.text()), IdSource::Written);
    }
    match declaration.label() {
        Some(label) => (SmolStr::from(slug(&label_text(label))), IdSource::Label),
        None => (SmolStr::default(), IdSource::Missing),
    }
}

/// What a label says, its quotes taken off, whether or not they are the right ones.
fn label_text(label: Node<'_>) -> String {
    match label.kind() {
        SyntaxKind::Text | SyntaxKind::BlockText => Text::decode(label.text()).value.into_owned(),
        _ => label.text().trim_matches(['"', '\'', '“', '”', '„', '«', '»', '‘', '’']).to_owned(),
    }
}

fn text_of(documentation: &[Node<'_>]) -> Option<Box<str>> {
    if documentation.is_empty() {
        return None;
    }
    let lines = documentation.iter().map(|line| {
        let text = line.text().trim_start_matches('/');
        text.strip_prefix(' ').unwrap_or(text)
    });
    Some(lines.collect::<Vec<_>>().join("\n").into())
}

fn join(first: Option<Box<str>>, second: Option<Box<str>>) -> Option<Box<str>> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}\n{second}").into()),
        (first, second) => first.or(second),
    }
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).expect("there are fewer things in a file than bytes")
}
