//! What a node of the tree is.

use crate::grammar::Rule;

/// The kind of a node. Bytes between the nodes are space, line ends and punctuation (`: , ; { }` and `from`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum SyntaxKind {
    /// A row of top-level entries, up to the next top-level declaration at the start of a line.
    Chunk,
    /// The whole of a declaration: keyword, id, label, body.
    Declaration,
    /// The same with a keyword that the language does not know.
    UnknownDeclaration,
    /// A block that no keyword opens.
    HeadlessBlock,

    /// From the brace that opens to the brace that closes.
    Body,
    /// `key qualifier: values from sources`.
    Property,
    /// `from` and the sources after it.
    Citation,

    /// One of the words in [`crate::Keyword`].
    Keyword,
    /// The first word of an unknown declaration.
    UnknownKeyword,
    /// The id of a declaration.
    Name,
    /// The word before the colon.
    Key,
    /// The name between key and colon.
    Qualifier,

    /// `"..."`.
    Text,
    /// `"""..."""`.
    BlockText,
    /// `8`, `-1`, `3.5`.
    Number,
    /// `85%`.
    Percentage,
    /// `10min`.
    Duration,
    /// `2026-11-01`.
    Date,
    /// `1..5`.
    Range,
    /// `@growth`.
    Handle,
    /// `app`, `weekly_shop.search`; also the values of enumerations.
    Reference,

    /// `// ...`.
    Comment,
    /// `/// ...`.
    Documentation,
    /// The byte-order mark at the start of a file.
    ByteOrderMark,

    /// Characters that make no sense where they stand.
    Junk,
    /// Words in a head that are neither id nor label.
    HeadJunk,
    /// A `}` that closes nothing.
    StrayClose,
    /// Where the `}` of the block is missing. Empty.
    Unclosed,
    /// Where the `{` of the block is missing. Empty.
    MissingOpen,
    /// Where id and label are missing. Empty.
    MissingName,
    /// Where the value is missing. Empty.
    MissingValue,
    /// Where the source after `from` is missing. Empty.
    MissingSource,
    /// A comma too many.
    ExtraComma,
    /// A text without its closing quote.
    UnterminatedText,
    /// A block text without its closing quotes.
    UnterminatedBlockText,
    /// A text in quotes that the language does not use.
    WrongQuotes,
    /// A sentence without quotes.
    UnquotedText,
    /// A value that is none of the kinds of value.
    UnreadableValue,
    /// Something after `from` that is no reference.
    WrongCitation,
    /// A block inside too many others.
    NestedTooDeep,
}

impl SyntaxKind {
    /// Whether a node of this kind stands for something that the grammar had to recover from.
    pub fn is_error(self) -> bool {
        self as u8 >= Self::Junk as u8
    }

    /// Whether it is a value of a property (a sound one or a broken one).
    pub fn is_value(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::BlockText
                | Self::Number
                | Self::Percentage
                | Self::Duration
                | Self::Date
                | Self::Range
                | Self::Handle
                | Self::Reference
                | Self::UnterminatedText
                | Self::UnterminatedBlockText
                | Self::WrongQuotes
                | Self::UnquotedText
                | Self::UnreadableValue
        )
    }

    /// Whether a node of this kind can be the label of a declaration.
    pub fn is_label(self) -> bool {
        matches!(
            self,
            Self::Text | Self::BlockText | Self::WrongQuotes | Self::UnterminatedText | Self::UnterminatedBlockText
        )
    }

    /// Whether it may hold nested declarations and so is stored, and shared between trees, by itself.
    pub(crate) fn is_branch(self) -> bool {
        matches!(self, Self::Declaration | Self::UnknownDeclaration | Self::HeadlessBlock)
    }

    /// Whether the grammar takes everything up to the line's end, so that space at the end is not meant.
    pub(crate) fn takes_the_rest_of_the_line(self) -> bool {
        matches!(
            self,
            Self::Comment
                | Self::Documentation
                | Self::Junk
                | Self::HeadJunk
                | Self::UnquotedText
                | Self::UnterminatedText
                | Self::UnterminatedBlockText
        )
    }

    /// The kind that a rule of the grammar makes; `None` for rules that make no node of their own.
    pub(crate) fn of(rule: Rule) -> Option<Self> {
        Some(match rule {
            Rule::declaration | Rule::declaration_laid_out => Self::Declaration,
            Rule::unknown_declaration | Rule::unknown_declaration_laid_out => Self::UnknownDeclaration,
            Rule::headless_body | Rule::headless_body_laid_out => Self::HeadlessBlock,
            Rule::body | Rule::body_laid_out | Rule::body_without_opening => Self::Body,
            Rule::property => Self::Property,
            Rule::citation => Self::Citation,
            Rule::touchpoint
            | Rule::pain
            | Rule::stage
            | Rule::opportunity
            | Rule::gain
            | Rule::persona
            | Rule::channel
            | Rule::source
            | Rule::actor
            | Rule::metric
            | Rule::journey => Self::Keyword,
            Rule::unknown_keyword => Self::UnknownKeyword,
            Rule::name => Self::Name,
            Rule::key => Self::Key,
            Rule::qualifier => Self::Qualifier,
            Rule::text => Self::Text,
            Rule::block_text => Self::BlockText,
            Rule::number => Self::Number,
            Rule::percentage => Self::Percentage,
            Rule::duration => Self::Duration,
            Rule::date => Self::Date,
            Rule::range => Self::Range,
            Rule::handle => Self::Handle,
            Rule::reference => Self::Reference,
            Rule::comment => Self::Comment,
            Rule::documentation => Self::Documentation,
            Rule::byte_order_mark => Self::ByteOrderMark,
            Rule::junk => Self::Junk,
            Rule::head_junk => Self::HeadJunk,
            Rule::stray_close => Self::StrayClose,
            Rule::unclosed => Self::Unclosed,
            Rule::missing_open => Self::MissingOpen,
            Rule::missing_name => Self::MissingName,
            Rule::missing_value => Self::MissingValue,
            Rule::missing_source => Self::MissingSource,
            Rule::extra_comma => Self::ExtraComma,
            Rule::unterminated_text | Rule::unterminated_label => Self::UnterminatedText,
            Rule::unterminated_block_text => Self::UnterminatedBlockText,
            Rule::wrong_quotes => Self::WrongQuotes,
            Rule::unquoted_text => Self::UnquotedText,
            Rule::unreadable_value => Self::UnreadableValue,
            Rule::wrong_citation => Self::WrongCitation,
            Rule::nested_too_deep | Rule::lines_too_deep => Self::NestedTooDeep,
            _ => return None,
        })
    }
}
