//! Reads what a declaration says about itself, key by key, each in the form of its type.

use journey_model::syntax::{Node, SyntaxKind, TextRange};
use journey_model::value::{Measurement as Measured, Score, Text};
use journey_model::{
    Declaration as Declared, DeclarationId, IdSource, KeySchema, Keyword, Project, Property as Given, Schema,
    Value as GivenValue, ValueType,
};

use crate::builder::{At, Builder, addressed_by, full_name};
use crate::declaration::{Line, Named, Property, Written};
use crate::journey::{Emotion, Measure, Next, Work};
use crate::reference::Reference;
use crate::unread::Reason;
use crate::value::{DataFile, Duration, Measurement, Number, Range, Value};

/// The keys of a declaration. What nobody has read when [`Keys::written`] is called goes to its `properties`, and
/// what cannot be read is told to the builder.
#[derive(Debug)]
pub(crate) struct Keys<'b, 'p> {
    builder: &'b mut Builder<'p>,
    at: At<'p>,
    entries: Vec<Entry<'p>>,
    references: Vec<(TextRange, Reference)>,
}

#[derive(Debug)]
struct Entry<'p> {
    property: Given<'p>,
    key: &'p str,
    /// `None` for a key that nobody knows.
    schema: Option<&'p KeySchema>,
    is_read: bool,
}

/// A value, and the number of the entry that it stands in.
struct Reading {
    value: Value,
    entry: usize,
}

impl<'b, 'p> Keys<'b, 'p> {
    pub(crate) fn of(builder: &'b mut Builder<'p>, at: At<'p>) -> Self {
        let schema: &'p Schema = builder.project.schema();
        let entries = at.declaration.properties().map(|property| Entry {
            property,
            key: property.key(),
            schema: property.schema(schema),
            is_read: false,
        });
        let entries = entries.collect();
        let references = at.declaration.references().map(|one| (one.range, builder.reference(at.file, &one))).collect();
        Self { builder, at, entries, references }
    }

    pub(crate) fn project(&self) -> &'p Project {
        self.builder.project
    }

    pub(crate) fn at(&self) -> At<'p> {
        self.at
    }

    /// Texts, words, handles and dates.
    pub(crate) fn texts(&mut self, key: &str) -> Vec<String> {
        self.read(key).into_iter().filter_map(|reading| reading.value.into_text()).collect()
    }

    /// A text, word or date.
    pub(crate) fn text(&mut self, key: &str) -> Option<String> {
        self.texts(key).into_iter().next()
    }

    pub(crate) fn value(&mut self, key: &str) -> Option<Value> {
        self.read(key).into_iter().next().map(|reading| reading.value)
    }

    pub(crate) fn number(&mut self, key: &str) -> Option<Number> {
        match self.value(key)? {
            Value::Number { number } => Some(number),
            _ => None,
        }
    }

    pub(crate) fn measurement(&mut self, key: &str) -> Option<Measurement> {
        self.value(key)?.into_measurement()
    }

    pub(crate) fn duration(&mut self, key: &str) -> Option<Duration> {
        match self.value(key)? {
            Value::Duration(duration) => Some(duration),
            _ => None,
        }
    }

    pub(crate) fn range(&mut self, key: &str) -> Option<Range> {
        match self.value(key)? {
            Value::Range(range) => Some(range),
            _ => None,
        }
    }

    pub(crate) fn references(&mut self, key: &str) -> Vec<Reference> {
        self.read(key).into_iter().filter_map(|reading| reading.value.into_reference()).map(|(one, _)| one).collect()
    }

    pub(crate) fn reference(&mut self, key: &str) -> Option<Reference> {
        self.references(key).into_iter().next()
    }

    pub(crate) fn files(&mut self, key: &str) -> Vec<DataFile> {
        let own = self.builder.path(self.at.file);
        let files = self.texts(key).into_iter().map(|written| DataFile { path: beside(&own, &written), written });
        files.collect()
    }

    pub(crate) fn works(&mut self, key: &str) -> Vec<Work> {
        let named = self.read(key).into_iter().filter_map(|reading| {
            let (by, text) = reading.value.into_reference()?;
            Some(Work { by, text, from: self.cited(reading.entry) })
        });
        named.collect()
    }

    pub(crate) fn nexts(&mut self, key: &str) -> Vec<Next> {
        let named = self.read(key).into_iter().filter_map(|reading| {
            let (touchpoint, condition) = reading.value.into_reference()?;
            Some(Next { touchpoint, condition, from: self.cited(reading.entry) })
        });
        named.collect()
    }

    pub(crate) fn emotions(&mut self, key: &str) -> Vec<Emotion> {
        let felt = self.read(key).into_iter().filter_map(|reading| {
            let Value::Emotion { score, word } = reading.value else { return None };
            Some(Emotion { persona: self.qualifier(reading.entry), score, word, from: self.cited(reading.entry) })
        });
        felt.collect()
    }

    pub(crate) fn measures(&mut self, key: &str) -> Vec<Measure> {
        let measured = self.read(key).into_iter().filter_map(|reading| {
            let value = reading.value.into_measurement()?;
            Some(Measure { metric: self.qualifier(reading.entry), reading: value, from: self.cited(reading.entry) })
        });
        measured.collect()
    }

    /// The declarations of one keyword that stand directly in it and may.
    pub(crate) fn children<T>(&mut self, keyword: Keyword, of: impl Fn(Keys<'_, 'p>) -> T) -> Vec<T> {
        let At { file, declaration } = self.at;
        let children = declaration.children_of(keyword).filter(|child| self.builder.belongs(*child));
        let children: Vec<Declared<'p>> = children.collect();
        children.into_iter().map(|declaration| of(Keys::of(self.builder, At { file, declaration }))).collect()
    }

    pub(crate) fn addressed_by(&self) -> Vec<String> {
        let opportunities = self.builder.opportunities_for(self.at.id()).iter();
        opportunities.filter_map(|id: &DeclarationId| full_name(self.project().declaration(*id))).collect()
    }

    pub(crate) fn addressed_pains(&self) -> Vec<String> {
        let pains = addressed_by(self.project(), self.at).into_iter();
        pains.filter_map(|pain| full_name(pain.declaration)).collect()
    }

    pub(crate) fn named(&self) -> Named {
        let declaration = self.at.declaration;
        let has_id = declaration.id_source() != IdSource::Missing;
        Named {
            keyword: declaration.keyword().map(Keyword::name),
            id: has_id.then(|| declaration.id().to_owned()),
            id_is_written: declaration.id_source() == IdSource::Written,
            name: full_name(declaration),
            label: declaration.label().into_owned(),
            documentation: declaration.documentation().map(ToOwned::to_owned),
            inside: declaration.parent().and_then(full_name),
        }
    }

    /// How it is written, with all that has not been read.
    pub(crate) fn written(mut self) -> Written {
        let At { file, declaration } = self.at;
        let mut properties = std::collections::BTreeMap::<String, Vec<Property>>::new();
        let unread: Vec<usize> = (0..self.entries.len()).filter(|entry| !self.entries[*entry].is_read).collect();
        for entry in unread {
            let values = self.values_of(entry);
            let property = Property {
                is_known: self.entries[entry].schema.is_some(),
                qualifier: self.qualifier(entry),
                values: values.into_iter().map(|reading| reading.value).collect(),
                from: self.cited(entry),
            };
            properties.entry(self.entries[entry].key.to_owned()).or_default().push(property);
        }
        let misplaced: Vec<Declared<'p>> =
            declaration.children().filter(|child| !self.builder.belongs(*child)).collect();
        let misplaced =
            misplaced.into_iter().filter_map(|child| self.builder.misplaced(At { file, declaration: child }));
        let misplaced = misplaced.collect();
        let mut cites: Vec<String> = Vec::new();
        let sources = self.references.iter().filter(|(_, one)| one.keyword == Some(Keyword::Source.name()));
        for name in sources.filter_map(|(_, source)| source.name.as_ref()) {
            if !cites.contains(name) {
                cites.push(name.clone());
            }
        }
        let lines = (0..self.entries.len()).map(|entry| self.line(entry)).collect();
        Written {
            cites,
            properties,
            misplaced,
            place: self.builder.place(file, declaration.range()),
            name_span: self.builder.text(file).span(declaration.name().range),
            lines,
        }
    }

    fn line(&self, entry: usize) -> Line {
        let Entry { property, key, .. } = &self.entries[entry];
        let span = self.builder.text(self.at.file).span(property.range());
        Line {
            key: (*key).to_owned(),
            qualifier: property.qualifier().map(|(written, _)| written.to_owned()),
            from: self.cited(entry),
            start: span.start,
            end: span.end,
        }
    }

    /// The sources behind `from`.
    fn cited(&self, entry: usize) -> Vec<Reference> {
        let sources = self.entries[entry].property.sources();
        sources.map(|(written, range)| self.meant(written, range)).collect()
    }

    fn qualifier(&self, entry: usize) -> Option<Reference> {
        self.entries[entry].property.qualifier().map(|(written, range)| self.meant(written, range))
    }

    /// What a name means that is written there.
    fn meant(&self, written: &str, range: TextRange) -> Reference {
        let known = self.references.iter().find(|(place, _)| *place == range);
        known.map_or_else(|| Reference::not_asked(written), |(_, reference)| reference.clone())
    }

    /// The values of a key, in the order of the text.
    fn read(&mut self, key: &str) -> Vec<Reading> {
        let mut readings: Vec<Reading> = Vec::new();
        let mut is_given = false;
        for number in 0..self.entries.len() {
            let entry = &mut self.entries[number];
            let Some(schema) = entry.schema.filter(|_| entry.key == key) else { continue };
            entry.is_read = true;
            let is_again = is_given && !schema.many && schema.qualifier.is_none();
            is_given = true;
            if is_again {
                let range = entry.property.range();
                self.leave_out(range, Reason::RepeatedKey, key);
                continue;
            }
            readings.extend(self.values_of(number));
        }
        readings
    }

    /// The values of one property.
    fn values_of(&mut self, number: usize) -> Vec<Reading> {
        let Entry { property, key, schema, .. } = self.entries[number];
        let mut readings = Vec::new();
        if let Some((_, range)) = property.qualifier()
            && schema.is_some_and(|schema| schema.qualifier.is_none())
        {
            self.leave_out(range, Reason::UnexpectedQualifier, key);
        }
        for value in property.values() {
            let read = match schema {
                Some(schema) => self.value_of(&schema.value, &value),
                None => by_form(&value).map(|read| (read, 1)),
            };
            let Some((read, parts)) = read else {
                // Where the grammar could not read it, its error is told.
                if !value.is_broken() {
                    self.leave_out(value.range(), Reason::WrongValue, key);
                }
                continue;
            };
            if !readings.is_empty() && schema.is_some_and(|schema| !schema.many) {
                self.leave_out(value.range(), Reason::TooManyValues, key);
                continue;
            }
            readings.push(Reading { value: read, entry: number });
            for part in value.parts().iter().skip(parts).filter(|part| !part.kind().is_error()) {
                self.leave_out(part.range(), Reason::WrongValue, key);
            }
        }
        readings
    }

    fn leave_out(&mut self, range: TextRange, reason: Reason, key: &str) {
        self.builder.leave_out(self.at.file, range, reason, Some(self.at.declaration), Some(key));
    }

    /// A value in the form of its type, and how many of its parts that takes.
    fn value_of(&self, wanted: &ValueType, value: &GivenValue<'p>) -> Option<(Value, usize)> {
        let first = value.first();
        let alone = |read: Option<Value>| read.map(|read| (read, 1));
        match wanted {
            ValueType::Text | ValueType::File | ValueType::Link => {
                alone(value.text().map(|text| Value::Text { text: text.into_owned() }))
            }
            ValueType::Number { minimum, maximum, whole } => alone(
                value
                    .number()
                    .filter(|number| number.check(*minimum, *maximum, *whole).is_ok())
                    .map(|number| Value::Number { number: Number(number.value) }),
            ),
            ValueType::Percentage | ValueType::Duration | ValueType::Date | ValueType::Range | ValueType::Handle => {
                alone(by_form(value).filter(|read| read.is_of(wanted)))
            }
            ValueType::Measurement => alone(value.measurement().map(|measured| match measured {
                Measured::Number(number) => Value::Number { number: Number(number.value) },
                Measured::Percentage(percentage) => Value::Percentage { percent: Number(percentage.percent) },
            })),
            ValueType::Tag | ValueType::Ticket => {
                let kind = first.kind();
                let is_word = kind.is_value() && !kind.is_error() && kind != SyntaxKind::Handle;
                alone(is_word.then(|| Value::Word { word: value.plain().into_owned() }))
            }
            ValueType::Emotion => {
                let emotion = value.emotion()?;
                let parts = if emotion.word.is_some() { 2 } else { 1 };
                Some((feeling(emotion.score, emotion.word.map(String::from)), parts))
            }
            ValueType::Reference(_) => {
                alone(self.name(first).map(|reference| Value::Reference { reference, text: None }))
            }
            ValueType::ReferenceThenText { .. } => {
                let reference = self.name(first)?;
                let text = value.following_text().map(String::from);
                let parts = if text.is_some() { 2 } else { 1 };
                Some((Value::Reference { reference, text }, parts))
            }
            ValueType::Enumeration(words) => {
                let word = value.reference().filter(|word| words.iter().any(|known| known.name == *word));
                alone(word.map(|word| Value::Word { word: word.to_owned() }))
            }
            ValueType::OneOf(types) => types.iter().find_map(|one| self.value_of(one, value)),
        }
    }

    fn name(&self, node: Node<'_>) -> Option<Reference> {
        (node.kind() == SyntaxKind::Reference).then(|| self.meant(node.text(), node.range()))
    }
}

fn feeling(score: Score, word: Option<String>) -> Value {
    Value::Emotion { score: score.value(), word }
}

/// The first part of a value in the form in which it is written.
fn by_form(value: &GivenValue<'_>) -> Option<Value> {
    let first = value.first();
    let written = || first.text().to_owned();
    match first.kind() {
        SyntaxKind::Text | SyntaxKind::BlockText => {
            Some(Value::Text { text: Text::decode(first.text()).value.into_owned() })
        }
        SyntaxKind::Number => value.number().map(|number| Value::Number { number: Number(number.value) }),
        SyntaxKind::Percentage => {
            value.percentage().map(|percentage| Value::Percentage { percent: Number(percentage.percent) })
        }
        SyntaxKind::Duration => value
            .duration()
            .map(|length| Value::Duration(Duration { written: written(), milliseconds: length.milliseconds() })),
        SyntaxKind::Date => value.date().map(|date| Value::Date { date: date.to_string() }),
        SyntaxKind::Range => {
            value.number_range().map(|range| Value::Range(Range { low: Number(range.low), high: Number(range.high) }))
        }
        SyntaxKind::Handle => value.handle().map(|handle| Value::Handle { handle: handle.to_string() }),
        SyntaxKind::Reference => Some(Value::Word { word: written() }),
        _ => None,
    }
}

impl Value {
    fn is_of(&self, wanted: &ValueType) -> bool {
        matches!(
            (self, wanted),
            (Self::Percentage { .. }, ValueType::Percentage)
                | (Self::Duration(_), ValueType::Duration)
                | (Self::Date { .. }, ValueType::Date)
                | (Self::Range(_), ValueType::Range)
                | (Self::Handle { .. }, ValueType::Handle)
        )
    }

    fn into_text(self) -> Option<String> {
        match self {
            Self::Text { text } => Some(text),
            Self::Word { word } => Some(word),
            Self::Handle { handle } => Some(handle),
            Self::Date { date } => Some(date),
            _ => None,
        }
    }

    fn into_measurement(self) -> Option<Measurement> {
        match self {
            Self::Number { number } => Some(Measurement { value: number, is_percentage: false }),
            Self::Percentage { percent } => Some(Measurement { value: percent, is_percentage: true }),
            _ => None,
        }
    }

    fn into_reference(self) -> Option<(Reference, Option<String>)> {
        match self {
            Self::Reference { reference, text } => Some((reference, text)),
            _ => None,
        }
    }
}

/// The path of a file that another names: `written` is relative to the folder of `own`.
fn beside(own: &str, written: &str) -> String {
    let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_absolute = written.starts_with('/') || written.contains(':');
    if is_absolute {
        return written.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in written.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
