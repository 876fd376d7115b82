//! Completions: what may be written at a place.

mod expected;
mod insertion;
mod likeness;
mod topic;

use journey_model::syntax::TextRange;
use journey_model::value::Date;
use journey_model::{DeclarationId, Keyword, Project, Schema};

use crate::FileContext;

pub use expected::{Expected, GivenKey, Slot, Surroundings};
pub use insertion::{Insertion, Layout};
pub use likeness::Likeness;
pub use topic::{NoTopic, Topic};

/// Offers what may be written at a place.
pub trait CompletionProvider: Send + Sync {
    /// Adds its offers. Their order does not matter: [`Completion::relevance`] ranks them among those of all plugins.
    /// What is typed already need not match: whoever asks compares it with the labels.
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers);
}

/// What is offered at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// The offers, in any order.
    pub list: Vec<Completion>,
    /// There is more that was not looked at: the host asks again when more is typed.
    pub is_cut: bool,
}

impl Offers {
    /// Adds an offer.
    pub fn add(&mut self, offer: Completion) {
        self.list.push(offer);
    }
}

/// The place where something is going to be written.
#[derive(Clone, Copy)]
pub struct CompletionContext<'p> {
    /// The file.
    pub file: FileContext<'p>,
    /// Where the cursor is, in bytes.
    pub offset: u32,
    /// The current day.
    pub today: Date,
    /// What is expected there.
    pub expected: &'p Expected<'p>,
    /// What stands around it.
    pub surroundings: &'p Surroundings,
    /// What an accepted offer replaces, in bytes: the word at the cursor. It contains the cursor and stays on its line.
    pub range: TextRange,
    /// The part of that word in front of the cursor.
    pub word: &'p str,
    /// More of the same entry stands behind the word, so an offer must not bring that as well: the colon behind a key,
    /// the label and block behind a keyword, the text behind a name.
    pub goes_on: bool,
    /// The names in a folder, given relative to that of the file; folders end in `/`.
    pub entries: &'p dyn Fn(&str) -> Vec<String>,
}

impl<'p> CompletionContext<'p> {
    /// The project.
    pub fn project(&self) -> &'p Project {
        self.file.project
    }

    /// The schema of its language.
    pub fn schema(&self) -> &'p Schema {
        self.file.project.schema()
    }

    /// The scope in which names are looked up first.
    pub fn scope(&self) -> Option<DeclarationId> {
        let innermost = self.surroundings.declarations.first().copied();
        innermost.map(|innermost| self.project().scope_around(innermost))
    }

    /// How much what is typed is like the beginning or parts of a label; `None` where it is not.
    pub fn likeness(&self, label: &str) -> Option<Likeness> {
        Likeness::of(self.word, label)
    }

    /// The innermost declaration around the cursor that has this keyword.
    pub fn around(&self, keyword: Keyword) -> Option<DeclarationId> {
        let mut around = self.surroundings.declarations.iter().copied();
        around.find(|id| self.project().declaration(*id).keyword() == Some(keyword))
    }
}

impl std::fmt::Debug for CompletionContext<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CompletionContext")
            .field("offset", &self.offset)
            .field("expected", self.expected)
            .field("surroundings", self.surroundings)
            .finish_non_exhaustive()
    }
}

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What people see and what their typing is compared with.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What it means in a few words: the label of a declaration, the sense of a number.
    pub detail: Option<String>,
    /// What stands there instead.
    pub insertion: Insertion,
    /// How well it fits, higher is better. Offers of different kinds at one place are compared by it too: see the
    /// constants of [`Completion`].
    pub relevance: u32,
    /// Something else is expected behind it: the host asks again at once.
    pub then_complete: bool,
    /// What [`Topic`] its documentation is about.
    pub topic: Option<Topic>,
}

impl Completion {
    /// The relevance of what is hardly ever meant.
    pub const UNLIKELY: u32 = 100;
    /// The relevance of what may be meant as well as anything else.
    pub const POSSIBLE: u32 = 1_000;
    /// The relevance of what fits.
    pub const FITTING: u32 = 2_000;
    /// The relevance of what is very probably meant.
    pub const EXPECTED: u32 = 3_000;

    /// An offer that is written as it is shown.
    pub fn new(label: impl Into<String>, kind: CompletionKind, relevance: u32) -> Self {
        let label = label.into();
        let insertion = Insertion::plain(label.clone());
        Self { label, kind, detail: None, insertion, relevance, then_complete: false, topic: None }
    }

    /// The same with a few words about it.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same with another text to write.
    #[must_use]
    pub fn inserting(mut self, insertion: Insertion) -> Self {
        self.insertion = insertion;
        self
    }

    /// The same, and something else is expected behind it.
    #[must_use]
    pub fn then_complete(mut self) -> Self {
        self.then_complete = true;
        self
    }

    /// The same with what its documentation is about.
    #[must_use]
    pub fn about(mut self, topic: Topic) -> Self {
        self.topic = Some(topic);
        self
    }
}

/// What an offer is, for the sign beside it and for what accepts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A keyword, or the word `from`.
    Keyword,
    /// The key of a property.
    Key,
    /// A word of a fixed list.
    Word,
    /// A number, a date, a duration or a range.
    Number,
    /// The name of a declaration.
    Name(Keyword),
    /// A team or a person.
    Handle,
    /// A tag or a ticket.
    Tag,
    /// A text in quotes.
    Text,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// An address.
    Link,
}
