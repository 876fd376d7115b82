// What a line is, by its first words.

#ifndef JOURNEY_LINES_H_
#define JOURNEY_LINES_H_

#include "words.h"

/// What follows the first word of a line.
struct Ahead {
  /// A colon, so that it is a property.
  bool property;
  bool spaced;
  bool second_word;
  bool dotted;
};

/// Looks behind the first word, up to what comes after the second, and the spaces behind it.
static struct Ahead look_ahead(TSLexer *lexer) {
  struct Ahead ahead = {.spaced = pass_spaces(lexer)};
  if (is_identifier_start(lexer->lookahead)) {
    ahead.second_word = true;
    pass_word(lexer);
    while (lexer->lookahead == '.') {
      ahead.dotted = true;
      next(lexer);
      if (!is_identifier_start(lexer->lookahead)) return ahead;
      pass_word(lexer);
    }
    pass_spaces(lexer);
  }
  ahead.property = lexer->lookahead == ':';
  return ahead;
}

/// `top_level_head`, behind what `look_ahead` has seen.
static bool is_top_level_head(TSLexer *lexer, int keyword, struct Ahead ahead) {
  if (keyword < 0 || !IS_TOP_LEVEL[keyword] || ahead.property || ahead.dotted) return false;
  if (lexer->lookahead == '"' || lexer->lookahead == '{') return true;
  if (!ahead.second_word) return false;
  if (at_line_end(lexer)) return true;
  if (lexer->lookahead != '/') return false;
  next(lexer);
  return lexer->lookahead == '/';
}

/// Whether a top-level declaration starts here, where a line starts. Passes over words and spaces.
static bool passes_top_level_head(TSLexer *lexer) {
  if (!is_identifier_start(lexer->lookahead)) return false;
  struct Word word = pass_word(lexer);
  return is_top_level_head(lexer, keyword_of(&word), look_ahead(lexer));
}

/// A keyword, then a label, or an id with a label or a block behind it.
static bool is_clear_head(TSLexer *lexer, int keyword, struct Ahead ahead) {
  if (keyword < 0 || !ahead.spaced || ahead.dotted) return false;
  return lexer->lookahead == '"' || (ahead.second_word && lexer->lookahead == '{');
}

#endif
