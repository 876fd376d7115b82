//! Reads what a declaration says about itself, key by key, each in the form of its type.

use journey_model::syntax::TextRange;
use journey_model::{
    Declaration as Declared, DeclarationId, IdSource, KeySchema, Keyword, Project, Property as Given, Schema,
    Value as GivenValue,
};

use crate::builder::{At, Builder, addressed_by, full_name};
use crate::declaration::{Line, Named, Property, Written};
use crate::journey::{Emotion, Measure, Next, Work};
use crate::reading::{of_form, of_type};
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
            Value::Duration { written, milliseconds } => Some(Duration { written, milliseconds }),
            _ => None,
        }
    }

    pub(crate) fn range(&mut self, key: &str) -> Option<Range> {
        match self.value(key)? {
            Value::Range { low, high } => Some(Range { low, high }),
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
            let Some(schema) = schema else {
                for part in value.parts().iter().filter(|part| !part.kind().is_error()) {
                    match of_form(*part) {
                        Some(value) => readings.push(Reading { value, entry: number }),
                        None => self.leave_out(part.range(), Reason::WrongValue, key),
                    }
                }
                continue;
            };
            let read = of_type(&schema.value, &value, &|name| self.meant(name.text(), name.range()));
            let Some((read, parts)) = read else {
                if value.is_broken() {
                    // What the grammar could not read is told as its error; what stands beside it is not.
                    self.leave_out_parts(&value, 0, key);
                } else {
                    self.leave_out(value.range(), Reason::WrongValue, key);
                }
                continue;
            };
            if !readings.is_empty() && !schema.many {
                self.leave_out(value.range(), Reason::TooManyValues, key);
                continue;
            }
            readings.push(Reading { value: read, entry: number });
            self.leave_out_parts(&value, parts, key);
        }
        readings
    }

    /// Leaves the parts of a value out from one on, but for those that the grammar could not read: they are told already.
    fn leave_out_parts(&mut self, value: &GivenValue<'_>, from: usize, key: &str) {
        for part in value.parts().iter().skip(from).filter(|part| !part.kind().is_error()) {
            self.leave_out(part.range(), Reason::WrongValue, key);
        }
    }

    fn leave_out(&mut self, range: TextRange, reason: Reason, key: &str) {
        self.builder.leave_out(self.at.file, range, reason, Some(self.at.declaration), Some(key));
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
