/**
 * @file The journey language for tree-sitter.
 *
 * The grammar of record is ../journey.pest. This one takes the same words for the same things: the scanner
 * (src/scanner.c) decides what each word is, as the grammar of record does, and the rules here give the words their
 * places. Every text has a tree without an ERROR, because what is broken has rules of its own, as it has there.
 *
 * A part of a tree is used again after an edit elsewhere, whatever comes behind it. So no rule may end, or go on, by what
 * comes next: a token of its own decides that, which the scanner gives after it has looked ahead (`_head_opens_body`,
 * `_comma_that_goes_on`, `_property_end`).
 *
 * Every body and the file itself hold the same entries. So a brace too few or too many moves what follows to another
 * depth, and never costs it its colours.
 */

/// <reference types="tree-sitter-cli/dsl" />

const { keywords } = require("./keywords.json");

module.exports = grammar({
  name: "journey",

  // The order is the scanner's: the keywords, then its `enum Symbol`.
  externals: $ => [
    ...keywords,
    $.unknown_keyword,
    $.id,
    $.head_junk,
    $._head_end,
    $._head_opens_body,
    $.key,
    $.qualifier,
    ":",
    $._property_end,
    ",",
    $._comma_that_goes_on,
    $._list_comment,
    $._list_break,
    "from",
    $.wrong_citation,
    $._text_open,
    $._text_content,
    $._block_text_open,
    $._block_text_content,
    $._unterminated_text_open,
    $._unterminated_text_rest,
    $._unterminated_label_rest,
    $._unterminated_block_text_open,
    $._unterminated_block_text_rest,
    $.wrong_quotes,
    $.reference,
    $.unquoted_text,
    $.number,
    $.percentage,
    $.duration,
    $.date,
    $.range,
    $.handle,
    $.unreadable_value,
    "{",
    "}",
    $.stray_close,
    $.unclosed,
    $._not_the_top_level,
    ";",
    $.comment,
    $.doc_comment,
    $._junk_line,
    $._junk_word,
    $._junk_rest,
    $._error_sentinel,
  ],

  // For the end of the file alone: everywhere else the scanner passes over space.
  extras: _ => [/[\s\u00A0\u202F\u3000\u2000-\u200B\u205F\uFEFF]/],

  supertypes: $ => [$.value],

  rules: {
    source_file: $ => repeat(choice($._entry, $.stray_close)),

    _entry: $ => choice(
      $.declaration,
      $.property,
      $.comment,
      $.doc_comment,
      ";",
      $.unknown_declaration,
      $.headless_block,
      $.junk,
    ),

    declaration: $ => seq(field("keyword", $.keyword), $._head),

    /** A declaration with a keyword that the language does not know. */
    unknown_declaration: $ => seq(field("keyword", $.unknown_keyword), $._head),

    /** A block without a keyword before it. */
    headless_block: $ => field("body", $.body),

    keyword: _ => choice(...keywords),

    _head: $ => seq(
      optional(field("id", $.id)),
      optional(field("label", $.label)),
      optional($.head_junk),
      choice($._head_end, seq($._head_opens_body, field("body", $.body))),
    ),

    label: $ => choice(
      $.text,
      $.block_text,
      $.wrong_quotes,
      alias($._unterminated_label, $.unterminated_text),
      $.unterminated_block_text,
    ),

    body: $ => seq(
      "{",
      // A line without indentation may look like the start of a top-level declaration: the scanner says when it is none.
      repeat(choice($._entry, seq($._not_the_top_level, $._entry))),
      choice("}", $.unclosed),
    ),

    property: $ => seq(
      field("key", $.key),
      optional(field("qualifier", $.qualifier)),
      ":",
      repeat(choice(field("value", $.value), $._list_comma)),
      optional(field("from", $.from_clause)),
      $._property_end,
    ),

    from_clause: $ => seq(
      "from",
      repeat(choice(field("source", $.reference), $.wrong_citation, $._list_comma)),
    ),

    /** A line that ends in a comma goes on in the next. */
    _list_comma: $ => choice(
      ",",
      seq(
        alias($._comma_that_goes_on, ","),
        optional(alias($._list_comment, $.comment)),
        repeat1(seq($._list_break, optional(alias($._list_comment, $.comment)))),
      ),
    ),

    value: $ => choice(
      $.text,
      $.block_text,
      $.reference,
      $.number,
      $.percentage,
      $.duration,
      $.date,
      $.range,
      $.handle,
      $.unterminated_text,
      $.unterminated_block_text,
      $.wrong_quotes,
      $.unquoted_text,
      $.unreadable_value,
    ),

    text: $ => seq(
      alias($._text_open, "\""),
      repeat(choice(alias($._text_content, $.text_content), $.escape_sequence)),
      alias(token.immediate("\""), "\""),
    ),

    block_text: $ => seq(
      alias($._block_text_open, "\"\"\""),
      repeat(choice(alias($._block_text_content, $.text_content), $.escape_sequence)),
      alias(token.immediate("\"\"\""), "\"\"\""),
    ),

    escape_sequence: _ => token.immediate(/\\(["\\nt]|u\{[0-9A-Fa-f]+\})/),

    unterminated_text: $ => seq($._unterminated_text_open, $._unterminated_text_rest),
    _unterminated_label: $ => seq($._unterminated_text_open, $._unterminated_label_rest),
    unterminated_block_text: $ => seq($._unterminated_block_text_open, $._unterminated_block_text_rest),

    /** Characters that make no sense where they stand. */
    junk: $ => choice($._junk_line, seq($._junk_word, $._junk_rest)),
  },
});
