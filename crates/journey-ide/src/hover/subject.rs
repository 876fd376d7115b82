//! What stands at a place, as plugins are asked about it.

use journey_model::schema::{EnumerationValue, ValueType};
use journey_model::syntax::{Node, SyntaxKind, TextRange};
use journey_model::{Declaration, DeclarationId, FileModel, Reference, Resolution};
use journey_plugin::{FileContext, Subject};

/// What stands at `offset` (bytes), and where it stands; `None` for space, punctuation, comments, what is broken, and
/// what the language does not know.
pub(super) fn at<'p>(context: &FileContext<'p>, offset: u32) -> Option<(TextRange, Subject<'p>)> {
    let model: &'p FileModel = &context.file().model;
    let path = model.parse().path_to(offset);
    let node = *path.last()?;
    match node.kind() {
        SyntaxKind::Keyword | SyntaxKind::Name | SyntaxKind::Text | SyntaxKind::BlockText
            if path.iter().all(|around| around.kind() != SyntaxKind::Property) =>
        {
            let declaration = declaration(model, &path, offset)?;
            Some(match node.kind() {
                SyntaxKind::Keyword => (node.range(), Subject::Keyword(declaration.keyword()?)),
                _ => (node.range(), Subject::Declaration(id(context, declaration))),
            })
        }
        _ => in_property(context, model, &path, offset),
    }
}

fn in_property<'p>(
    context: &FileContext<'p>,
    model: &'p FileModel,
    path: &[Node<'p>],
    offset: u32,
) -> Option<(TextRange, Subject<'p>)> {
    let node = *path.last()?;
    let around = path.iter().find(|around| around.kind() == SyntaxKind::Property)?;
    let declaration = declaration(model, path, offset)?;
    let property = declaration.properties().find(|property| property.range() == around.range())?;
    let schema = context.project.schema();
    let key = property.schema(schema);
    match node.kind() {
        SyntaxKind::Key => Some((node.range(), Subject::Key { property, key: key? })),
        SyntaxKind::Citation => {
            let citation = schema.citation();
            let word = node.range().start + u32::try_from(node.text().find(&*citation.word)?).ok()?;
            let range = TextRange::new(word, word + u32::try_from(citation.word.len()).ok()?);
            range.touches(offset).then_some((range, Subject::Citation(citation)))
        }
        kind if kind.is_error() => None,
        _ => {
            if let Some(reference) = declaration.references().find(|reference| reference.range == node.range()) {
                return Some(named(context, reference, offset));
            }
            let values = property.values();
            let value = values.into_iter().find(|value| value.range().covers(node.range()))?;
            let written = value.reference().filter(|_| value.first().range() == node.range());
            if let (Some(key), Some(written)) = (key, written) {
                let word = words(&key.value).into_iter().find(|word| word.name == written)?;
                return Some((node.range(), Subject::Word { property, key, word }));
            }
            let is_emotion = key.is_some_and(|key| key.value == ValueType::Emotion);
            let range = if is_emotion { value.range() } else { node.range() };
            Some((range, Subject::Value { property, key, value, part: node }))
        }
    }
}

/// A name in use: what it means, or of a dotted one the step at `offset`.
fn named<'p>(context: &FileContext<'p>, reference: Reference<'p>, offset: u32) -> (TextRange, Subject<'p>) {
    let range = reference.range;
    let resolution = context.project.resolve(context.id, &reference);
    let Resolution::Found(found) = resolution else {
        return (range, Subject::Unresolved { reference, resolution });
    };
    // From the last step on, each step names a declaration around the one before; steps may have been left out.
    let mut end = range.end;
    let mut around = context.project.declaration(found).ancestors();
    for (number, step) in reference.text.rsplit('.').enumerate() {
        let start = end.saturating_sub(u32::try_from(step.len()).unwrap_or(0));
        let meant = match number {
            0 => Some(found),
            _ => around
                .find(|around| around.id() == step)
                .map(|around| DeclarationId { file: found.file, local: around.local_id() }),
        };
        let Some(meant) = meant else { break };
        if offset >= start {
            return (TextRange::new(start, end), Subject::Declaration(meant));
        }
        end = start.saturating_sub(1);
    }
    (range, Subject::Declaration(found))
}

/// The declaration that the path leads into; `None` for one that the model does not have.
fn declaration<'p>(model: &'p FileModel, path: &[Node<'p>], offset: u32) -> Option<Declaration<'p>> {
    let node = path.iter().rfind(|around| {
        matches!(around.kind(), SyntaxKind::Declaration | SyntaxKind::UnknownDeclaration | SyntaxKind::HeadlessBlock)
    })?;
    let innermost = model.declaration_at(offset)?;
    std::iter::once(innermost).chain(innermost.ancestors()).find(|around| around.range() == node.range())
}

fn id(context: &FileContext<'_>, declaration: Declaration<'_>) -> DeclarationId {
    DeclarationId { file: context.id, local: declaration.local_id() }
}

/// The words that a type of value knows.
fn words(value: &ValueType) -> Vec<&EnumerationValue> {
    match value {
        ValueType::OneOf(types) => types.iter().flat_map(words).collect(),
        other => other.enumeration().iter().collect(),
    }
}
