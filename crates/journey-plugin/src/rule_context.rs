//! What a rule looks at: a file of a project, with the questions that many rules ask about it answered once.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fmt;

use journey_model::configuration::{OptionDescription, OptionValue};
use journey_model::syntax::TextRange;
use journey_model::{Declaration, EmotionCurve, File, FileId, Keyword, Project, Reference, Resolution, RuleSetting};

use crate::diagnostic::Place;
use crate::environment::Environment;
use crate::suppression::Suppressions;

/// The file that a rule looks at, with the project around it and the rule's own options.
#[derive(Clone, Copy)]
pub struct RuleContext<'c> {
    /// The project.
    pub project: &'c Project,
    /// The file's number in it.
    pub id: FileId,
    /// The day, and which files there are.
    pub environment: Environment<'c>,
    facts: &'c FileFacts<'c>,
    options: Options<'c>,
}

/// What rules share about one file, found out when the first one asks.
#[derive(Default)]
pub struct FileFacts<'c> {
    suppressions: RefCell<Suppressions>,
    declarations: OnceCell<Vec<Vec<Declaration<'c>>>>,
    journeys: OnceCell<Vec<JourneyFacts<'c>>>,
    unresolved: OnceCell<Vec<(Reference<'c>, Resolution)>>,
}

/// A journey with what is in it, each in the order of the text.
pub struct JourneyFacts<'c> {
    /// The journey.
    pub declaration: Declaration<'c>,
    /// Its stages.
    pub stages: Vec<Declaration<'c>>,
    /// Its touchpoints, of all stages.
    pub touchpoints: Vec<Declaration<'c>>,
    /// The pains anywhere in it.
    pub pains: Vec<Declaration<'c>>,
    /// The gains anywhere in it.
    pub gains: Vec<Declaration<'c>>,
    /// The opportunities anywhere in it.
    pub opportunities: Vec<Declaration<'c>>,
    curve: OnceCell<EmotionCurve<'c>>,
}

/// The options of a rule: what it takes, and what the settings say that concern the file, what counts most first.
#[derive(Clone, Copy)]
struct Options<'c> {
    rule: &'static str,
    described: &'static [OptionDescription],
    layers: &'c [&'c BTreeMap<String, RuleSetting>],
}

impl<'c> RuleContext<'c> {
    /// A file with nothing set. `facts` are those of this file, or new.
    pub fn new(project: &'c Project, id: FileId, environment: Environment<'c>, facts: &'c FileFacts<'c>) -> Self {
        Self { project, id, environment, facts, options: Options { rule: "", described: &[], layers: &[] } }
    }

    /// The same for a rule with these options.
    #[must_use]
    pub fn for_rule(
        self,
        rule: &'static str,
        described: &'static [OptionDescription],
        layers: &'c [&'c BTreeMap<String, RuleSetting>],
    ) -> Self {
        Self { options: Options { rule, described, layers }, ..self }
    }

    /// The same with the options of another rule: for one that is silent where the other finds something.
    #[must_use]
    pub fn with_options_of(self, rule: &'static str, described: &'static [OptionDescription]) -> Self {
        Self { options: Options { rule, described, ..self.options }, ..self }
    }

    /// The file.
    pub fn file(&self) -> &'c File {
        self.project.file(self.id)
    }

    /// A range of this file as a place.
    pub fn place(&self, range: TextRange) -> Place {
        Place { file: self.id, range }
    }

    /// The declarations of a keyword in the file, wherever they stand, in the order of the text.
    pub fn declarations_of(&self, keyword: Keyword) -> &'c [Declaration<'c>] {
        let all = self.facts.declarations.get_or_init(|| {
            let mut all = vec![Vec::new(); Keyword::ALL.len()];
            for declaration in self.file().model.declarations() {
                if let Some(keyword) = declaration.keyword() {
                    all[keyword as usize].push(declaration);
                }
            }
            all
        });
        &all[keyword as usize]
    }

    /// The journeys of the file, in the order of the text.
    pub fn journeys(&self) -> &'c [JourneyFacts<'c>] {
        let journeys = || self.declarations_of(Keyword::Journey).iter().copied().map(JourneyFacts::of).collect();
        self.facts.journeys.get_or_init(journeys)
    }

    /// The names in the file that mean nothing, or not one thing, with what is known about each, in the order of the text.
    pub fn unresolved(&self) -> &'c [(Reference<'c>, Resolution)] {
        self.facts.unresolved.get_or_init(|| self.project.unresolved_in(self.id).collect())
    }

    /// The emotion curve of a journey of the file.
    pub fn curve(&self, journey: &'c JourneyFacts<'c>) -> &'c EmotionCurve<'c> {
        journey.curve.get_or_init(|| EmotionCurve::of(self.project, self.id, journey.declaration))
    }

    /// Whether a comment allows what this rule finds at a place. A rule that sums several places up in one finding asks
    /// for each of them, once it would count it, and leaves out what is allowed. The comment counts as used.
    pub fn allows(&self, place: TextRange) -> bool {
        self.facts.suppressions.borrow_mut().allow(self.options.rule, place.start)
    }

    /// The value of an option that takes a whole number.
    pub fn whole_number(&self, option: &str) -> i64 {
        match self.option(option) {
            OptionValue::WholeNumber(number) => number,
            _ => unreachable!("the option takes a whole number, and settings are checked for that"),
        }
    }

    /// The value of an option that is `true` or `false`.
    pub fn boolean(&self, option: &str) -> bool {
        match self.option(option) {
            OptionValue::Boolean(value) => value,
            _ => unreachable!("the option is true or false, and settings are checked for that"),
        }
    }

    /// The value of an option that takes texts.
    pub fn texts(&self, option: &str) -> Vec<String> {
        match self.option(option) {
            OptionValue::Texts(texts) => texts,
            _ => unreachable!("the option takes texts, and settings are checked for that"),
        }
    }

    fn option(&self, id: &str) -> OptionValue {
        let Options { rule, described, layers } = self.options;
        let described =
            described.iter().find(|option| option.id == id).expect("a rule asks for options that it describes");
        let default = described.kind.default_value();
        let is_set = |layer: &&BTreeMap<String, RuleSetting>| layer.get(rule)?.options.get(id).cloned();
        // What has a wrong type is told where the settings are read; here it does not count.
        let of_its_kind = |value: &OptionValue| std::mem::discriminant(value) == std::mem::discriminant(&default);
        layers.iter().filter_map(is_set).find(of_its_kind).unwrap_or(default)
    }
}

impl FileFacts<'_> {
    /// The facts of a file with these comments in it.
    pub(crate) fn with(suppressions: Suppressions) -> Self {
        Self { suppressions: RefCell::new(suppressions), ..Self::default() }
    }

    /// The comments, as they are after all rules have looked.
    pub(crate) fn take_suppressions(&self) -> Suppressions {
        self.suppressions.take()
    }
}

impl<'c> JourneyFacts<'c> {
    fn of(declaration: Declaration<'c>) -> Self {
        let mut facts = Self {
            declaration,
            stages: Vec::new(),
            touchpoints: Vec::new(),
            pains: Vec::new(),
            gains: Vec::new(),
            opportunities: Vec::new(),
            curve: OnceCell::new(),
        };
        let mut inside = declaration.descendants();
        while let Some(inner) = inside.next() {
            match inner.keyword() {
                Some(Keyword::Stage) => facts.stages.push(inner),
                Some(Keyword::Touchpoint) => facts.touchpoints.push(inner),
                Some(Keyword::Pain) => facts.pains.push(inner),
                Some(Keyword::Gain) => facts.gains.push(inner),
                Some(Keyword::Opportunity) => facts.opportunities.push(inner),
                // A journey in the wrong place has facts of its own.
                Some(Keyword::Journey) => {
                    for _ in inner.descendants() {
                        inside.next();
                    }
                }
                _ => {}
            }
        }
        facts
    }
}

impl fmt::Debug for RuleContext<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RuleContext")
            .field("id", &self.id)
            .field("rule", &self.options.rule)
            .finish_non_exhaustive()
    }
}
