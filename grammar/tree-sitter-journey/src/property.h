// What stands behind the colon of a property.

#ifndef JOURNEY_PROPERTY_H_
#define JOURNEY_PROPERTY_H_

#include "texts.h"

enum Tail { NO_TAIL, ADJACENT_TAIL, SPACED_TAIL };

/// `unquoted_tail`: what follows a bare word when the writer forgot the quotes around a sentence.
static enum Tail pass_tail(TSLexer *lexer) {
  bool spaced = pass_spaces(lexer);
  if (spaced && lexer->lookahead == '/') {
    next(lexer);
    return lexer->lookahead == '/' ? NO_TAIL : SPACED_TAIL;
  }
  for (; is_space(lexer->lookahead) || is_unusual_space(lexer->lookahead); next(lexer)) {
    spaced = spaced || is_space(lexer->lookahead);
  }
  enum Tail tail = spaced ? SPACED_TAIL : ADJACENT_TAIL;
  if (at_line_end(lexer)) return NO_TAIL;
  switch (lexer->lookahead) {
    case ',': case ';': case '}': case '"':
      return NO_TAIL;
    case 'f':
      return passes_from(lexer) ? NO_TAIL : tail;
    default:
      return tail;
  }
}

/// `unreadable_value` and `wrong_citation` from where the scanner is.
static void take_unreadable(TSLexer *lexer, int32_t stop) {
  while (!at_line_end(lexer)) {
    int32_t c = lexer->lookahead;
    if (c == ',' || c == ';' || c == '}' || c == stop || is_space(c)) break;
    next(lexer);
  }
  lexer->mark_end(lexer);
}

/// `unquoted_text` from where the scanner is.
static void take_unquoted(TSLexer *lexer) {
  lexer->mark_end(lexer);
  while (!at_line_end(lexer)) {
    int32_t c = lexer->lookahead;
    if (c == ';' || c == '}' || c == '"') return;
    if (c == 'f') {
      if (passes_from(lexer)) return;
      lexer->mark_end(lexer);
    } else {
      take(lexer);
    }
  }
}

/// A bare word: `reference`, `from`, or something that is neither, by the place where it stands.
static enum Symbol scan_word(TSLexer *lexer, bool cited) {
  struct Word word = pass_word(lexer);
  lexer->mark_end(lexer);
  if (equals(&word, "from")) {
    if (!cited) return FROM;
    take_unreadable(lexer, '{');
    return WRONG_CITATION;
  }
  enum Tail tail = NO_TAIL;
  while (lexer->lookahead == '.' && tail == NO_TAIL) {
    next(lexer);
    if (is_identifier_start(lexer->lookahead)) {
      pass_word(lexer);
      lexer->mark_end(lexer);
    } else {
      tail = ADJACENT_TAIL;
    }
  }
  if (tail == NO_TAIL) tail = pass_tail(lexer);
  if (tail == NO_TAIL) return REFERENCE;
  if (!cited) {
    take_unquoted(lexer);
    return UNQUOTED_TEXT;
  }
  if (tail == ADJACENT_TAIL) take_unreadable(lexer, '{');
  return WRONG_CITATION;
}

static int pass_digits(TSLexer *lexer) {
  int count = 0;
  for (; is_digit(lexer->lookahead); count++) next(lexer);
  return count;
}

/// `amount` without a sign, or with one. Stops behind a point that is not its own, which `point` tells.
static bool pass_amount(TSLexer *lexer, bool *point) {
  *point = false;
  if (lexer->lookahead == '-' || lexer->lookahead == '+') next(lexer);
  if (pass_digits(lexer) == 0) return false;
  if (lexer->lookahead != '.') return true;
  next(lexer);
  if (pass_digits(lexer) == 0) *point = true;
  return true;
}

/// `date` behind its year.
static bool pass_month_and_day(TSLexer *lexer) {
  for (int part = 0; part < 2; part++) {
    if (lexer->lookahead != '-') return false;
    next(lexer);
    int digits = pass_digits(lexer);
    if (digits < 1 || digits > 2) return false;
  }
  return !is_unit_character(lexer->lookahead);
}

/// `range` behind its first number and its first point.
static bool pass_end_of_range(TSLexer *lexer) {
  if (lexer->lookahead != '.') return false;
  next(lexer);
  bool point;
  return pass_amount(lexer, &point) && !point && !is_unit_character(lexer->lookahead);
}

/// `numeric`, or `UNREADABLE_VALUE` where it is none of them.
static enum Symbol pass_numeric(TSLexer *lexer) {
  bool point = false;
  if (is_digit(lexer->lookahead)) {
    int digits = pass_digits(lexer);
    if (digits == 4 && lexer->lookahead == '-') return pass_month_and_day(lexer) ? DATE : UNREADABLE_VALUE;
    if (lexer->lookahead == '.') {
      next(lexer);
      point = pass_digits(lexer) == 0;
    }
  } else if (!pass_amount(lexer, &point)) {
    return UNREADABLE_VALUE;
  }
  if (point) return pass_end_of_range(lexer) ? RANGE : UNREADABLE_VALUE;
  switch (lexer->lookahead) {
    case '.':
      next(lexer);
      return pass_end_of_range(lexer) ? RANGE : UNREADABLE_VALUE;
    case '%':
      next(lexer);
      return PERCENTAGE;
    case 'm':
      for (const char *letter = "min"; *letter; letter++) {
        if (lexer->lookahead != *letter) return UNREADABLE_VALUE;
        next(lexer);
      }
      return is_identifier_character(lexer->lookahead) ? UNREADABLE_VALUE : DURATION;
    case 's': case 'h': case 'd': case 'w':
      next(lexer);
      return is_identifier_character(lexer->lookahead) ? UNREADABLE_VALUE : DURATION;
    default:
      return is_unit_character(lexer->lookahead) ? UNREADABLE_VALUE : NUMBER;
  }
}

static enum Symbol scan_numeric(TSLexer *lexer) {
  enum Symbol symbol = pass_numeric(lexer);
  if (symbol == UNREADABLE_VALUE) {
    take_unreadable(lexer, '"');
  } else {
    lexer->mark_end(lexer);
  }
  return symbol;
}

static enum Symbol scan_handle(TSLexer *lexer) {
  next(lexer);
  if (is_identifier_start(lexer->lookahead)) {
    pass_word(lexer);
    lexer->mark_end(lexer);
    enum Tail tail = pass_tail(lexer);
    if (tail == NO_TAIL) return HANDLE;
    if (tail == SPACED_TAIL) return UNREADABLE_VALUE;
  }
  take_unreadable(lexer, '"');
  return UNREADABLE_VALUE;
}

/// `continuation`, behind a comma.
static bool list_goes_on(TSLexer *lexer) {
  pass_spaces(lexer);
  if (lexer->lookahead == '/') {
    next(lexer);
    if (lexer->lookahead != '/') return false;
    while (!at_line_end(lexer)) next(lexer);
  }
  while (is_newline(lexer->lookahead) && !at_end(lexer)) {
    pass_newline(lexer);
    bool indented = pass_spaces(lexer);
    if (at_end(lexer)) return false;
    int32_t c = lexer->lookahead;
    if (c == '}') return false;
    if (c == '/') {
      next(lexer);
      if (lexer->lookahead != '/') return true;
      while (!at_line_end(lexer)) next(lexer);
    } else if (!is_newline(c)) {
      if (!is_identifier_start(c)) return true;
      struct Word word = pass_word(lexer);
      int keyword = keyword_of(&word);
      struct Ahead ahead = look_ahead(lexer);
      if (ahead.property || (keyword >= 0 && ahead.spaced)) return false;
      return indented || !is_top_level_head(lexer, keyword, ahead);
    }
  }
  return false;
}

static enum Symbol scan_comma(TSLexer *lexer) {
  next(lexer);
  lexer->mark_end(lexer);
  return list_goes_on(lexer) ? COMMA_THAT_GOES_ON : COMMA;
}

/// What stands behind the colon of a property: values, commas, `from` and sources, up to the property's end.
static enum Symbol scan_value(TSLexer *lexer, const bool *valid) {
  bool cited = valid[WRONG_CITATION];
  // Before it is clear that something follows, the token is empty, and stands behind the one before it.
  lexer->mark_end(lexer);
  while (is_space(lexer->lookahead) || is_unusual_space(lexer->lookahead)) lexer->advance(lexer, true);
  if (at_line_end(lexer)) return PROPERTY_END;
  int32_t c = lexer->lookahead;
  switch (c) {
    case ';': case '{': case '}':
      return PROPERTY_END;
    case ',':
      return scan_comma(lexer);
    case '/':
      next(lexer);
      if (lexer->lookahead == '/') return PROPERTY_END;
      take_unreadable(lexer, cited ? '{' : '"');
      return cited ? WRONG_CITATION : UNREADABLE_VALUE;
    default:
      break;
  }
  if (is_identifier_start(c)) return scan_word(lexer, cited);
  if (cited) {
    take_unreadable(lexer, '{');
    return WRONG_CITATION;
  }
  if (c == '"') return scan_quoted(lexer);
  if (c == '@') return scan_handle(lexer);
  if (is_digit(c) || c == '+' || c == '-') return scan_numeric(lexer);
  if (is_wrong_quote(c)) {
    pass_wrong_quotes(lexer, true);
    return WRONG_QUOTES;
  }
  take_unreadable(lexer, '"');
  return UNREADABLE_VALUE;
}

/// Behind a comma that goes on: comments and line ends, and behind a line end also values.
static int scan_list_gap(TSLexer *lexer, const bool *valid) {
  lexer->mark_end(lexer);
  while (is_space(lexer->lookahead)) lexer->advance(lexer, true);
  if (valid[LIST_BREAK] && is_newline(lexer->lookahead) && !at_end(lexer)) {
    while ((is_newline(lexer->lookahead) && !at_end(lexer)) || is_space(lexer->lookahead)) next(lexer);
    lexer->mark_end(lexer);
    return LIST_BREAK;
  }
  if (valid[LIST_COMMENT] && lexer->lookahead == '/') {
    next(lexer);
    if (lexer->lookahead == '/') {
      take_rest_of_line(lexer);
      return LIST_COMMENT;
    }
    take_unreadable(lexer, valid[WRONG_CITATION] ? '{' : '"');
    return valid[WRONG_CITATION] ? WRONG_CITATION : UNREADABLE_VALUE;
  }
  return valid[PROPERTY_END] ? (int)scan_value(lexer, valid) : -1;
}

#endif
