//! What messages are made of: reads `tests/lsp/shapes.txt`, and judges JSON by it.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::Value;

/// Whether a value has the shape that comes with a method: `<-` parameters, `->` answer, `@` options of registration.
///
/// # Errors
/// Says where the value is not as it should be.
pub(super) fn judge(method: &str, arrow: &str, value: &Value) -> Result<(), String> {
    let Some(shape) = SHAPES.methods.get(&(method.to_owned(), arrow.to_owned())) else {
        return Err(format!("the protocol has no `{method} {arrow}`"));
    };
    SHAPES.check(shape, value, method)
}

/// Whether a value has a shape with a name.
///
/// # Errors
/// Says where the value is not as it should be.
pub(super) fn judge_named(name: &str, value: &Value) -> Result<(), String> {
    SHAPES.check(&Shape::Named(name.to_owned()), value, name)
}

#[derive(Debug)]
enum Shape {
    Any,
    Null,
    Boolean,
    Text,
    Integer,
    Natural,
    Number,
    Exactly(Value),
    List(Box<Shape>),
    Map(Box<Shape>),
    Tuple(Vec<Shape>),
    Object(Vec<(String, bool, Shape)>),
    OneOf(Vec<Shape>),
    Named(String),
}

#[derive(Debug, Default)]
struct Shapes {
    methods: HashMap<(String, String), Shape>,
    names: HashMap<String, Shape>,
}

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| Shapes::read(include_str!("../../lsp/shapes.txt")));

impl Shapes {
    fn read(table: &str) -> Self {
        let mut shapes = Self::default();
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, rest) = line.split_once(' ').expect("a name and its shape");
            let (sign, shape) = rest.split_once(' ').expect("a sign and a shape");
            match sign {
                "<-" | "->" | "@" => {
                    shapes.methods.insert((name.to_owned(), sign.to_owned()), Reader::shape_of(shape));
                }
                "=" => {
                    shapes.names.insert(name.to_owned(), Reader::shape_of(shape));
                }
                _ => {
                    shapes.names.insert(name.to_owned(), Reader::shape_of(rest));
                }
            }
        }
        shapes
    }

    fn check(&self, shape: &Shape, value: &Value, place: &str) -> Result<(), String> {
        let wrong = |what: &str| Err(format!("{place} should be {what}, but is {value}"));
        match shape {
            Shape::Any => Ok(()),
            Shape::Null if value.is_null() => Ok(()),
            Shape::Null => wrong("null"),
            Shape::Boolean if value.is_boolean() => Ok(()),
            Shape::Boolean => wrong("true or false"),
            Shape::Text if value.is_string() => Ok(()),
            Shape::Text => wrong("a text"),
            Shape::Integer if value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()) => Ok(()),
            Shape::Integer => wrong("a whole number"),
            Shape::Natural if value.as_u64().is_some_and(|number| i32::try_from(number).is_ok()) => Ok(()),
            Shape::Natural => wrong("a whole number from 0"),
            Shape::Number if value.is_number() => Ok(()),
            Shape::Number => wrong("a number"),
            Shape::Exactly(expected) if value == expected => Ok(()),
            Shape::Exactly(expected) => wrong(&expected.to_string()),
            Shape::Named(name) => match self.names.get(name) {
                Some(shape) => self.check(shape, value, place),
                None => Err(format!("{place}: the table does not say what {name} is")),
            },
            Shape::List(inner) => {
                let Some(items) = value.as_array() else { return wrong("a list") };
                let items = items.iter().enumerate();
                items.into_iter().try_for_each(|(at, item)| self.check(inner, item, &format!("{place}[{at}]")))
            }
            Shape::Tuple(inner) => match value.as_array() {
                Some(items) if items.len() == inner.len() => {
                    inner.iter().zip(items).try_for_each(|(shape, item)| self.check(shape, item, place))
                }
                _ => wrong("a list of fixed length"),
            },
            Shape::Map(inner) => {
                let Some(entries) = value.as_object() else { return wrong("an object") };
                entries.iter().try_for_each(|(key, entry)| self.check(inner, entry, &format!("{place}[{key}]")))
            }
            Shape::Object(keys) => self.check_object(keys, value, place),
            Shape::OneOf(shapes) => {
                let complaints: Vec<String> =
                    shapes.iter().map_while(|shape| self.check(shape, value, place).err()).collect();
                if complaints.len() < shapes.len() {
                    return Ok(());
                }
                Err(format!("{place} fits nothing:\n  {}", complaints.join("\n").replace('\n', "\n  ")))
            }
        }
    }

    fn check_object(&self, keys: &[(String, bool, Shape)], value: &Value, place: &str) -> Result<(), String> {
        let Some(entries) = value.as_object() else {
            return Err(format!("{place} should be an object, but is {value}"));
        };
        for (key, is_optional, shape) in keys {
            match entries.get(key) {
                Some(entry) => self.check(shape, entry, &format!("{place}.{key}"))?,
                None if *is_optional => {}
                None => return Err(format!("{place} has no `{key}`: {value}")),
            }
        }
        match entries.keys().find(|key| !keys.iter().any(|(known, _, _)| known == *key)) {
            Some(unknown) => Err(format!("{place} has `{unknown}`, which the protocol does not know: {value}")),
            None => Ok(()),
        }
    }
}

/// Reads the notation of the table.
struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn shape_of(text: &'t str) -> Shape {
        let mut reader = Self { rest: text };
        let shape = reader.alternatives();
        assert!(reader.rest.is_empty(), "shapes.txt: cannot read {:?} of {text:?}", reader.rest);
        shape
    }

    fn alternatives(&mut self) -> Shape {
        let mut shapes = vec![self.single()];
        while self.takes("| ") {
            shapes.push(self.single());
        }
        if shapes.len() == 1 { shapes.remove(0) } else { Shape::OneOf(shapes) }
    }

    fn single(&mut self) -> Shape {
        let mut shape = if self.takes("{ ") {
            self.keys()
        } else if self.takes("{") {
            let inner = self.alternatives();
            assert!(self.takes("}"), "shapes.txt: no `}}` before {:?}", self.rest);
            Shape::Map(Box::new(inner))
        } else if self.takes("(") {
            let inner = self.alternatives();
            assert!(self.takes(")"), "shapes.txt: no `)` before {:?}", self.rest);
            inner
        } else if self.takes("[") {
            let mut inner = vec![self.alternatives()];
            while self.takes(", ") {
                inner.push(self.alternatives());
            }
            assert!(self.takes("]"), "shapes.txt: no `]` before {:?}", self.rest);
            Shape::Tuple(inner)
        } else {
            self.word()
        };
        while self.takes("[]") {
            shape = Shape::List(Box::new(shape));
        }
        self.takes(" ");
        shape
    }

    fn keys(&mut self) -> Shape {
        let mut keys = Vec::new();
        while !self.takes("}") {
            let (key, rest) = self.rest.split_once(": ").expect("shapes.txt: a key and its shape");
            self.rest = rest;
            let shape = self.alternatives();
            keys.push((key.trim_end_matches('?').to_owned(), key.ends_with('?'), shape));
            self.takes(", ");
        }
        Shape::Object(keys)
    }

    fn word(&mut self) -> Shape {
        let end = self.rest.find([' ', ',', ')', ']', '}', '[']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        match word {
            "any" => Shape::Any,
            "null" => Shape::Null,
            "bool" => Shape::Boolean,
            "string" => Shape::Text,
            "int" => Shape::Integer,
            "uint" => Shape::Natural,
            "number" => Shape::Number,
            name if name.starts_with(|first: char| first.is_ascii_uppercase()) => Shape::Named(name.to_owned()),
            literal => Shape::Exactly(serde_json::from_str(literal).expect("shapes.txt: a literal")),
        }
    }

    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_name_in_the_table_is_defined_there() {
        fn names<'s>(shape: &'s Shape, found: &mut Vec<&'s str>) {
            match shape {
                Shape::Named(name) => found.push(name),
                Shape::List(inner) | Shape::Map(inner) => names(inner, found),
                Shape::Tuple(inner) | Shape::OneOf(inner) => inner.iter().for_each(|shape| names(shape, found)),
                Shape::Object(keys) => keys.iter().for_each(|(_, _, shape)| names(shape, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        SHAPES.methods.values().chain(SHAPES.names.values()).for_each(|shape| names(shape, &mut found));
        assert!(found.len() > 300);
        assert_eq!(found.into_iter().find(|name| !SHAPES.names.contains_key(*name)), None);
    }

    #[test]
    fn what_is_missing_unknown_or_of_another_kind_is_found() {
        let start = json!({ "line": 0, "character": 0 });
        let range = json!({ "start": start, "end": start });
        let answer = |value: Value| judge("textDocument/references", "->", &value);
        assert_eq!(answer(json!([{ "uri": "a", "range": range }])), Ok(()));
        assert_eq!(answer(json!(null)), Ok(()));
        assert!(answer(json!([{ "uri": "a" }])).unwrap_err().contains("has no `range`"));
        assert!(answer(json!([{ "uri": 1, "range": range }])).unwrap_err().contains("should be a text"));
        assert!(answer(json!([{ "uri": "a", "range": range, "to": 1 }])).unwrap_err().contains("`to`"));
        let negative = json!({ "start": { "line": -1, "character": 0 }, "end": start });
        assert!(answer(json!([{ "uri": "a", "range": negative }])).unwrap_err().contains("from 0"));
        assert!(judge("textDocument/unheard", "->", &json!(null)).is_err());
    }

    #[test]
    fn an_optional_key_may_be_absent_but_not_null() {
        assert_eq!(judge_named("Command", &json!({ "title": "a", "command": "b" })), Ok(()));
        assert!(judge_named("Command", &json!({ "title": "a", "command": "b", "tooltip": null })).is_err());
    }
}
