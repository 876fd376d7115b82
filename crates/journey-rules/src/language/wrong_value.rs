//! `wrong-value`: a value that its key does not take.

use crate::group::LANGUAGE;
use journey_plugin::model::syntax::{SyntaxKind, TextRange};
use journey_plugin::model::value::{Number, quote};
use journey_plugin::model::{KeySchema, Keyword, Property, Schema, Value, ValueType};
use journey_plugin::{Applicability, Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::fit::{explain, first_fits, fits, is_text, quotes_are_meant, takes_text, value_fits};
use super::mending::{is_sound_value, with_too_many_quotes};
use super::one_line::DeclarationBehind;
use crate::wording::{listed, shown};

/// Finds values that their key does not take.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrongValue;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "wrong-value",
    summary: "A value that its key does not take",
    documentation: r#"
## What it does
Finds values that are not what their key takes: a word that is not in its list, a number outside its range, a day that the
calendar does not have, a sentence where a name belongs, several values where one makes sense. It also finds a name before
the colon where none may stand, and the place where one is missing.

## Why it matters
Maps, checks and exports compute with values: they draw the curve of emotions, sort pains by severity, compare a reading
with its target. A value that cannot be read is left out of all of them.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      emotion: +3 "delighted"
    }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      emotion: +2 "delighted"
    }
  }
}
```

## Source
The language reference, "How things are written", for the forms of values, and the tables below "Keywords" for what each
key takes.
"#,
    group: &LANGUAGE,
    severity: Severity::Error,
    reach: Reach::File,
    fixes: Some(Applicability::Safe),
    options: &[],
};

impl Rule for WrongValue {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        for declaration in context.file().model.declarations() {
            let Some(keyword) = declaration.keyword() else { continue };
            for property in declaration.properties() {
                if let Some(key) = property.schema(schema)
                    && !fits(property, key)
                {
                    Wrong { context, keyword, property, key, schema }.report(report);
                }
            }
        }
    }
}

/// A property with something wrong about its values or its qualifier.
struct Wrong<'a, 'p> {
    context: &'a RuleContext<'p>,
    keyword: Keyword,
    property: Property<'p>,
    key: &'p KeySchema,
    schema: &'p Schema,
}

impl Wrong<'_, '_> {
    fn report(&self, report: &mut Report) {
        if let Some(finding) = self.qualifier() {
            report.add(finding);
        }
        if let Some(behind) = DeclarationBehind::of(self.schema, self.property) {
            report.add(behind.finding(self.context, self.property));
            return;
        }
        let values = self.property.values();
        if let Some(finding) = self.too_many_quotes(&values) {
            report.add(finding);
            return;
        }
        if !self.key.many && values.len() > 1 {
            report.add(self.too_many(&values));
            return;
        }
        let mut values = values.iter().peekable();
        while let Some(value) = values.next() {
            if self.value_fits(value) {
                continue;
            }
            if let Some(text) = values.next_if(|next| self.is_text_behind_a_comma(value, next)) {
                report.add(self.comma_before_text(value, text));
                continue;
            }
            report.add(self.wrong(value));
        }
    }

    fn value_fits(&self, value: &Value<'_>) -> bool {
        value_fits(&self.key.value, value.first(), value.parts().get(1).copied(), value.parts().len())
    }

    /// The text of a range inside the property, as it is written.
    fn written(&self, range: TextRange) -> &str {
        let start = self.property.range().start;
        let text = self.property.syntax().text();
        text.get((range.start - start) as usize..(range.end - start) as usize).unwrap_or_default()
    }

    fn finding(&self, range: TextRange, message: String, help: String) -> Diagnostic {
        Diagnostic::new(self.context.place(range), message, help)
    }

    fn qualifier(&self) -> Option<Diagnostic> {
        let name = &self.key.name;
        match (self.property.qualifier(), &self.key.qualifier) {
            (Some((written, range)), None) => {
                let end_of_key = self.property.key_range().end;
                let message = format!("`{name}` takes no name before its colon, and here stands `{written}`");
                let help = format!("Remove it, or say it in the value: `{name}` takes {}.", self.key.value.expected());
                let taken_out = self.context.place(TextRange::new(end_of_key, range.end));
                Some(self.finding(range, message, help).fix(
                    format!("Remove `{written}`"),
                    Applicability::Suggestion,
                    taken_out,
                    "",
                ))
            }
            (None, Some(qualifier)) if qualifier.required => {
                let kinds: Vec<&str> = qualifier.names.iter().map(|kind| kind.name()).collect();
                let message = format!("`{name}` does not say for which {}", listed(&kinds, "or"));
                let help = format!("Write its name before the colon, as in `{}`.", self.key.example);
                let range = self.property.key_range();
                let finding = self.finding(range, message, help);
                // Where there is only one, it is clear which one is meant.
                let project = self.context.project;
                Some(match project.only_one_of(&qualifier.names).map(|only| project.declaration(only).id()) {
                    Some(only) => finding.fix(
                        format!("Write `{name} {only}`"),
                        Applicability::Suggestion,
                        self.context.place(TextRange::empty(range.end)),
                        format!(" {only}"),
                    ),
                    None => finding,
                })
            }
            _ => None,
        }
    }

    /// `""Student""`, or quotes inside of a text.
    fn too_many_quotes(&self, values: &[Value<'_>]) -> Option<Diagnostic> {
        let range = values.iter().map(Value::range).reduce(TextRange::joined)?;
        let quotes = with_too_many_quotes(self.written(range))?;
        if !is_sound_value(self.schema, self.keyword, self.key, &quotes.mended) {
            return None;
        }
        let place = self.context.place(range);
        let finding = Diagnostic::new(place, quotes.message, quotes.help);
        Some(finding.fix(quotes.title, Applicability::Safe, place, quotes.mended))
    }

    /// `1,200` as `1200`, where that is a value of the key.
    fn number_with_thousands(&self, values: &[Value<'_>]) -> Option<Diagnostic> {
        let [first, others @ ..] = values else { return None };
        let range = others.iter().fold(first.range(), |range, value| range.joined(value.range()));
        let written = self.written(range);
        let mut groups = written.trim_start_matches(['-', '+']).split(',');
        let are_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
        let leads = |first: &str| (1..=3).contains(&first.len()) && are_digits(first) && !first.starts_with('0');
        if !groups.next().is_some_and(leads) || !groups.all(|group| group.len() == 3 && are_digits(group)) {
            return None;
        }
        let number = written.replace(',', "");
        if !is_sound_value(self.schema, self.keyword, self.key, &number) {
            return None;
        }
        // In many countries the comma stands before a fraction: where that makes sense too, the writer chooses.
        let fraction = match others {
            [second] => self.number_with_a_comma(first, second),
            _ => None,
        };
        let message =
            format!("{} is read as {} values, and `{}` takes one", shown(written), values.len(), self.key.name);
        let help = match &fraction {
            Some(fraction) => format!("A comma parts two values. Write `{number}`, or `{fraction}` for a fraction."),
            None => format!("A comma parts two values. Write thousands without a mark: `{number}`."),
        };
        let sure = if fraction.is_some() { Applicability::Suggestion } else { Applicability::Safe };
        let place = self.context.place(range);
        let finding = self.finding(range, message, help).fix(format!("Write `{number}`"), sure, place, number);
        Some(match fraction {
            Some(fraction) => finding.fix(format!("Write `{fraction}`"), sure, place, fraction),
            None => finding,
        })
    }

    fn too_many(&self, values: &[Value<'_>]) -> Diagnostic {
        let name = &self.key.name;
        let [first, others @ ..] = values else { unreachable!("too many are more than one") };
        if let Some(finding) = self.number_with_thousands(values) {
            return finding;
        }
        if let [second] = others {
            if let Some(number) = self.number_with_a_comma(first, second) {
                let range = first.range().joined(second.range());
                let message = format!("{} is read as two values, and `{name}` takes one", shown(self.written(range)));
                let help = format!("A comma parts two values. Write the fraction with a point: `{number}`.");
                let place = self.context.place(range);
                return Diagnostic::new(place, message, help).fix(
                    format!("Write `{number}`"),
                    Applicability::Safe,
                    place,
                    number,
                );
            }
            if self.is_text_behind_a_comma(first, second) {
                return self.comma_before_text(first, second);
            }
        }
        let rest = others
            .iter()
            .fold(others.first().map_or(first.range(), Value::range), |range, value| range.joined(value.range()));
        let message = format!("`{name}` takes one value, and here are {}", values.len());
        let finding =
            self.finding(rest, message, "Keep the one that holds. Two at once would say that both do.".into());
        if !values.iter().all(|value| self.value_fits(value)) {
            return finding;
        }
        let all = self.context.place(first.range().joined(rest));
        let finding = if self.key.value.is_text() {
            let texts: Vec<_> = values.iter().map(Value::plain).collect();
            finding.fix("Make it one text", Applicability::Suggestion, all, quote(&texts.join(", ")))
        } else {
            finding
        };
        if !self.key.value.references().is_empty() {
            // What is named there is said nowhere else, perhaps.
            return finding;
        }
        let kept = self.written(first.range()).to_owned();
        finding.fix(format!("Keep {} only", shown(&kept)), Applicability::Suggestion, all, kept)
    }

    /// `8,5` as `8.5`, where that is a value of the key.
    fn number_with_a_comma(&self, first: &Value<'_>, second: &Value<'_>) -> Option<String> {
        let (whole, fraction) = (first.first().text(), self.written(second.range()));
        let is_number = first.parts().len() == 1 && first.first().kind() == SyntaxKind::Number;
        let beside = second.range().start == first.range().end + 1;
        let number = format!("{whole}.{fraction}");
        let digits = fraction.trim_end_matches('%');
        let is_fraction = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && beside && is_fraction && Number::parse(whole).is_ok_and(|number| number.value.fract() == 0.0))
            .then_some(number)
            .filter(|number| is_sound_value(self.schema, self.keyword, self.key, number))
    }

    fn takes_text_behind(&self) -> bool {
        matches!(self.key.value, ValueType::Emotion | ValueType::ReferenceThenText { .. })
    }

    /// Whether a comma parts a value from the text that belongs to it: `app, "Shows results"`.
    fn is_text_behind_a_comma(&self, value: &Value<'_>, next: &Value<'_>) -> bool {
        let is_lone_text = matches!(next.parts(), [text] if is_text(*text));
        self.takes_text_behind()
            && is_lone_text
            && value.parts().len() == 1
            && first_fits(&self.key.value, value.first())
    }

    fn comma_before_text(&self, value: &Value<'_>, text: &Value<'_>) -> Diagnostic {
        let written = self.written(value.range());
        let message = format!("A comma parts `{written}` from its text");
        let help = format!("The text belongs to `{written}`. Write it right behind, as in `{}`.", self.key.example);
        let between = self.context.place(TextRange::new(value.range().end, text.range().start));
        self.finding(value.range().joined(text.range()), message, help).fix(
            "Remove the comma",
            Applicability::Safe,
            between,
            " ",
        )
    }

    fn wrong(&self, value: &Value<'_>) -> Diagnostic {
        if first_fits(&self.key.value, value.first()) {
            return self.wrong_behind_the_first(value);
        }
        let text_behind = self.takes_text_behind() && value.parts().get(1).is_some_and(|part| is_text(*part));
        let range = if text_behind { value.first().range() } else { value.range() };
        self.misfit(range)
    }

    /// A value whose first part is right, and what stands behind it is not.
    fn wrong_behind_the_first(&self, value: &Value<'_>) -> Diagnostic {
        let name = &self.key.name;
        let first = self.written(value.first().range());
        let Some(second) = value.parts().get(1) else {
            let message = format!("`{name}` names `{first}` and does not say what it does");
            let help = format!("Say it in double quotes behind the name, as in `{}`.", self.key.example);
            return self.finding(value.range(), message, help);
        };
        let rest = TextRange::new(second.range().start, value.range().end);
        let written = self.written(rest);
        if self.takes_text_behind() && !is_text(*second) {
            let quoted = quote(written);
            let message = format!("{} has no quotes around it", shown(written));
            let help = format!("What stands behind `{first}` is a text. Write {}.", shown(&quoted));
            let sure = quotes_are_meant(self.context, self.property.declaration(), self.key, written);
            return self.finding(rest, message, help).fix(
                "Put quotes around it",
                sure,
                self.context.place(rest),
                quoted,
            );
        }
        let all_fit = value.parts().iter().all(|part| value_fits(&self.key.value, *part, None, 1));
        if self.key.many && all_fit {
            let message = format!("A comma is missing between {} and {}", shown(first), shown(second.text()));
            let help = format!("Several values of `{name}` are parted by commas.");
            let gaps = value
                .parts()
                .windows(2)
                .filter_map(|pair| Some((pair.first()?.range().end, pair.last()?.range().start)));
            let edits = gaps.map(|(end, start)| journey_plugin::TextEdit {
                place: self.context.place(TextRange::new(end, start)),
                replacement: ", ".to_owned(),
            });
            let title = "Put a comma between them".to_owned();
            let fix = journey_plugin::Fix { title, applicability: Applicability::Safe, edits: edits.collect() };
            return self.finding(value.range(), message, help).fix_with(fix);
        }
        if !is_text(*second) && !takes_text(&self.key.value) {
            let whole = explain(self.context, self.property.declaration(), self.key, self.written(value.range()));
            if whole.correction.is_some() {
                return self.misfit(value.range());
            }
        }
        // The last part that may stand there, and the first that may not.
        let kept = usize::from(self.takes_text_behind());
        let (Some(last), Some(next)) = (value.parts().get(kept), value.parts().get(kept + 1)) else {
            return self.misfit(value.range());
        };
        let rest = TextRange::new(next.range().start, rest.end);
        let shown_rest = shown(self.written(rest));
        let message = format!("{shown_rest} is more than `{name}` takes");
        let help = format!(
            "It takes {}. Nothing stands behind that: remove the rest, or say it elsewhere.",
            self.key.value.expected()
        );
        let rest_with_space = TextRange::new(last.range().end, rest.end);
        self.finding(rest, message, help).fix(
            format!("Remove {shown_rest}"),
            Applicability::Suggestion,
            self.context.place(rest_with_space),
            "",
        )
    }

    /// What stands in the range is not what the key takes.
    fn misfit(&self, range: TextRange) -> Diagnostic {
        let written = self.written(range);
        let misfit = explain(self.context, self.property.declaration(), self.key, written);
        let place = self.context.place(range);
        let finding = Diagnostic::new(place, misfit.message, misfit.help);
        match misfit.correction {
            Some((correction, sure)) if self.is_sound_first(&correction) => {
                finding.fix(format!("Change to {}", shown(&correction)), sure, place, correction)
            }
            _ => finding,
        }
    }

    /// Whether a correction is a value of the key, or the first part of one.
    fn is_sound_first(&self, correction: &str) -> bool {
        let sound = |value: &str| is_sound_value(self.schema, self.keyword, self.key, value);
        sound(correction) || self.takes_text_behind() && sound(&format!("{correction} \"it\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    /// Findings in a line of a touchpoint, with a persona, a channel and an actor around it that can be named.
    fn in_touchpoint(line: &str) -> Vec<Diagnostic> {
        findings(
            &WrongValue,
            &format!(
                "{AROUND}journey w \"W\" {{\n  persona: maya\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n      channel: app\n      frontstage: stock \"x\"\n      {line}\n    }}\n  }}\n}}\n"
            ),
        )
    }

    const AROUND: &str =
        "persona maya \"Maya, busy parent\"\nchannel app \"Mobile app\"\nactor stock \"Stock system\"\n";

    fn only(found: &[Diagnostic]) -> (&str, &str, Vec<&str>) {
        let [only] = found else { panic!("{found:#?}") };
        let fixes = only.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.replacement.as_str());
        (&only.message, &only.help, fixes.collect())
    }

    #[test]
    fn an_emotion_is_a_score_from_minus_two_to_plus_two_with_a_word() {
        let found = in_touchpoint("emotion: ⟦+3⟧ \"delighted\"");
        assert_eq!(only(&found).0, "`+3` is beyond the scale; the most positive emotion is +2");
        assert_eq!(only(&found).2, ["+2"]);
        let found = in_touchpoint("emotion: ⟦sad⟧");
        assert_eq!(only(&found).0, "`sad` is not an emotion's score");
        let found = in_touchpoint("emotion: -1 ⟦irritated⟧");
        assert_eq!(
            only(&found),
            (
                "`irritated` has no quotes around it",
                "What stands behind `-1` is a text. Write `\"irritated\"`.",
                vec!["\"irritated\""]
            )
        );
        let found = in_touchpoint("emotion: ⟦-1, \"irritated\"⟧");
        assert_eq!(only(&found).0, "A comma parts `-1` from its text");
        in_touchpoint("emotion maya: ⟦1.5⟧");
        in_touchpoint("emotion: ⟦\"-1\"⟧");
        in_touchpoint("emotion: -1 \"a\" ⟦\"b\"⟧");
    }

    #[test]
    fn a_lane_is_a_name_and_a_text() {
        let found = in_touchpoint("backstage: ⟦stock⟧");
        assert_eq!(only(&found).0, "`backstage` names `stock` and does not say what it does");
        let found = in_touchpoint("backstage: ⟦stock, \"Answers\"⟧");
        assert_eq!(only(&found).2, [" "]);
        let found = in_touchpoint("backstage: ⟦\"Answers\"⟧");
        assert_eq!(only(&found).0, "`\"Answers\"` is a text, and `backstage` takes the name of an actor or a channel");
        let found = in_touchpoint("backstage: ⟦\"Stock system\"⟧ \"Answers\"");
        assert_eq!(only(&found).2, ["stock"]);
    }

    #[test]
    fn a_name_has_no_text_behind_it_where_none_may_stand() {
        let found = in_touchpoint("actor: stock ⟦\"Answers\"⟧");
        assert_eq!(only(&found).0, "`\"Answers\"` is more than `actor` takes");
        let found = in_touchpoint("actor: ⟦\"Stock system\"⟧");
        assert_eq!(only(&found).1, "Write `stock`, without quotes.");
    }

    #[test]
    fn texts_stand_in_quotes_and_are_parted_by_commas() {
        let found = in_touchpoint("does: ⟦Types⟧, \"b\"");
        assert_eq!(
            only(&found),
            (
                "`Types` has no quotes around it",
                "`does` takes a text in double quotes. Write `\"Types\"`.",
                vec!["\"Types\""]
            )
        );
        in_touchpoint("does: ⟦5 minutes⟧");
        let found = in_touchpoint("does: ⟦\"a\" \"b\"⟧");
        assert_eq!(only(&found).0, "A comma is missing between `\"a\"` and `\"b\"`");
        let found = in_touchpoint("moment: \"a\", ⟦\"b\"⟧");
        assert_eq!(only(&found).0, "`moment` takes one value, and here are 2");
        assert_eq!(only(&found).2, ["\"a, b\"", "\"a\""]);
        in_touchpoint("moment: \"a\" ⟦b⟧");
    }

    #[test]
    fn a_number_where_a_text_belongs_is_put_into_quotes_by_no_safe_fix() {
        use Applicability::{Safe, Suggestion};
        let sure = |line| in_touchpoint(line)[0].fixes[0].applicability;
        assert_eq!((sure("feels: ⟦-1⟧"), sure("feels: ⟦Rushed⟧")), (Suggestion, Safe));
        let found = in_touchpoint("feels: ⟦-1⟧");
        assert!(only(&found).1.contains("A score belongs in `emotion`, as in `emotion"), "{found:#?}");
    }

    #[test]
    fn a_pain_behind_a_property_is_parted_from_it() {
        let found = in_touchpoint("does: \"Types\" ⟦pain \"Slow\"⟧");
        assert_eq!(only(&found).0, "`does` and `pain` stand on one line with no `;` between them");
        assert_eq!(only(&found).2, ["; "]);
    }

    #[test]
    fn words_come_from_their_list() {
        let found = in_touchpoint("control: ⟦our⟧");
        assert_eq!(only(&found).1, "Did you mean `ours`? There is `ours`, `shared` and `none` to choose from.");
        let found = in_touchpoint("control: ⟦theirs⟧");
        assert_eq!(only(&found).2, [""; 0]);
        let found = in_touchpoint("control: ⟦\"ours\"⟧");
        assert_eq!(only(&found).0, "`control` is written without quotes");
        let found = in_touchpoint("emotion: ⟦\"good\"⟧");
        assert_eq!(only(&found).0, "`good` is not an emotion's score");
        let found = findings(&WrongValue, "journey w \"W\" {\n  state: ⟦as_is⟧\n}\n");
        assert_eq!(only(&found).2, ["as-is"]);
    }

    #[test]
    fn durations_say_their_unit() {
        let found = in_touchpoint("duration: ⟦10 minutes⟧");
        assert_eq!(only(&found), ("`10 minutes` is not a duration", "Write `10min`.", vec!["10min"]));
        assert_eq!(only(&in_touchpoint("duration: ⟦10⟧")).2, [""; 0]);
        assert_eq!(only(&in_touchpoint("duration: ⟦1h 30min⟧")).2, ["90min"]);
        assert_eq!(only(&in_touchpoint("duration: ⟦\"10min\"⟧")).2, ["10min"]);
        assert_eq!(only(&in_touchpoint("duration: 5min, ⟦10min⟧")).2, ["5min"]);
    }

    #[test]
    fn numbers_keep_to_their_range_and_write_fractions_with_a_point() {
        let pain = "pain p \"P\"\nopportunity o \"O\" {\n  ";
        let in_opportunity = |line: &str| findings(&WrongValue, &format!("{pain}{line}\n}}\n"));
        let found = in_opportunity("impact: ⟦11⟧");
        assert_eq!(only(&found).0, "11 is too large; the largest number here is 10");
        let found = in_opportunity("impact: ⟦8,5⟧");
        assert_eq!(only(&found).0, "`8,5` is read as two values, and `impact` takes one");
        assert_eq!(only(&found).2, ["8.5"]);
        assert_eq!(
            only(&in_opportunity("due: ⟦2026-02-30⟧")).0,
            "`2026-02-30` is not a date: February 2026 has 28 days"
        );
        assert_eq!(only(&in_opportunity("due: ⟦2026-2-3⟧")).2, ["2026-02-03"]);
        assert_eq!(only(&in_opportunity("owner: ⟦growth⟧")).2, ["@growth"]);
        assert_eq!(only(&in_opportunity("impact: ⟦high⟧")).2, [""; 0]);
        in_opportunity("ticket: SHOP-123, 17, \"#5\"");
    }

    #[test]
    fn thousands_are_written_without_a_comma() {
        let found = findings(&WrongValue, "source q \"Q\" {\n  kind: survey\n  sample: ⟦1,200⟧\n}\n");
        assert_eq!(
            only(&found),
            (
                "`1,200` is read as 2 values, and `sample` takes one",
                "A comma parts two values. Write thousands without a mark: `1200`.",
                vec!["1200"]
            )
        );
        let found = findings(&WrongValue, "source q \"Q\" {\n  kind: survey\n  sample: ⟦1,200,000⟧\n}\n");
        assert_eq!(only(&found).2, ["1200000"]);
        let metric = "metric m \"M\" {\n  kind: nps\n}\njourney w \"W\" {\n  measure m: ⟦1,200⟧\n}\n";
        assert_eq!(only(&findings(&WrongValue, metric)).2, ["1200", "1.200"]);
    }

    #[test]
    fn quotes_around_quotes_and_inside_of_a_text_are_told_as_such() {
        let found = findings(&WrongValue, "persona p \"P\" {\n  role: ⟦\"\"Student\"\"⟧\n}\n");
        assert_eq!(only(&found).2, ["\"Student\""]);
        let found = in_touchpoint("does: ⟦\"Says \"no\" and goes\"⟧");
        assert_eq!(only(&found).0, "A quote inside of a text is written `\\\"`");
        assert_eq!(only(&found).2, ["\"Says \\\"no\\\" and goes\""]);
    }

    #[test]
    fn a_score_of_another_scale_is_not_guessed() {
        let found = in_touchpoint("emotion: ⟦5⟧ \"glad\"");
        assert_eq!(only(&found).2, [""; 0]);
        assert!(only(&found).1.starts_with("`5` probably comes from a scale of 1 to 5."), "{found:#?}");
        assert_eq!(only(&in_touchpoint("emotion: ⟦\"4\"⟧")).2, [""; 0]);
    }

    #[test]
    fn a_qualifier_stands_where_one_may_and_where_one_must() {
        let found = in_touchpoint("does ⟦maya⟧: \"a\"");
        assert_eq!(only(&found).0, "`does` takes no name before its colon, and here stands `maya`");
        let found = findings(&WrongValue, "metric nps \"NPS\" { kind: nps }\njourney w \"W\" {\n  ⟦measure⟧: 40\n}\n");
        assert_eq!(
            only(&found),
            (
                "`measure` does not say for which metric",
                "Write its name before the colon, as in `measure delivery_csat: 78% from q3_survey`.",
                vec![" nps"]
            )
        );
    }

    #[test]
    fn what_the_grammar_could_not_read_is_not_told_again() {
        in_touchpoint("emotion: ??? \"sad\"");
        in_touchpoint("duration: “10min”");
        in_touchpoint("control: our-");
        in_touchpoint("colour: 5");
    }
}
