// Texts: between quotes, without their end, and between quotes that are none.

#ifndef JOURNEY_TEXTS_H_
#define JOURNEY_TEXTS_H_

#include "lines.h"
#include "symbols.h"

/// Whether a block text whose opening quotes are passed comes to its end. Passes over all of it if it does.
static bool passes_block_text(TSLexer *lexer) {
  while (!at_end(lexer)) {
    int32_t c = lexer->lookahead;
    if (is_newline(c)) {
      pass_newline(lexer);
      if (passes_top_level_head(lexer)) return false;
      continue;
    }
    next(lexer);
    if (c == '\\') {
      if (!at_line_end(lexer)) next(lexer);
    } else if (c == '"' && lexer->lookahead == '"') {
      next(lexer);
      if (lexer->lookahead == '"') {
        next(lexer);
        return true;
      }
    }
  }
  return false;
}

enum Quoted { TERMINATED, UNTERMINATED, BLOCK, UNTERMINATED_BLOCK };

/// What the quote opens that stands here. Passes over it if it ends. The token is made of the opening quotes.
static enum Quoted pass_quoted(TSLexer *lexer, bool token) {
  next(lexer);
  if (token) lexer->mark_end(lexer);
  bool empty = true;
  while (lexer->lookahead != '"') {
    if (at_line_end(lexer)) return UNTERMINATED;
    if (lexer->lookahead == '\\') {
      next(lexer);
      if (at_line_end(lexer)) return UNTERMINATED;
    }
    next(lexer);
    empty = false;
  }
  next(lexer);
  if (lexer->lookahead != '"') return TERMINATED;
  if (!empty) return UNTERMINATED;
  next(lexer);
  if (token) lexer->mark_end(lexer);
  return passes_block_text(lexer) ? BLOCK : UNTERMINATED_BLOCK;
}

static enum Symbol scan_quoted(TSLexer *lexer) {
  switch (pass_quoted(lexer, true)) {
    case TERMINATED:
      return TEXT_OPEN;
    case BLOCK:
      return BLOCK_TEXT_OPEN;
    case UNTERMINATED_BLOCK:
      return UNTERMINATED_BLOCK_TEXT_OPEN;
    default:
      return UNTERMINATED_TEXT_OPEN;
  }
}

/// Whether an escape that means something starts here, where a backslash stands. Passes over it as far as it is one.
static bool passes_escape(TSLexer *lexer) {
  next(lexer);
  switch (lexer->lookahead) {
    case '"': case '\\': case 'n': case 't':
      return true;
    case 'u':
      next(lexer);
      if (lexer->lookahead != '{') return false;
      next(lexer);
      if (lexer->lookahead == '}') return false;
      while (is_digit(lexer->lookahead) || (lexer->lookahead >= 'a' && lexer->lookahead <= 'f') ||
             (lexer->lookahead >= 'A' && lexer->lookahead <= 'F')) {
        next(lexer);
      }
      return lexer->lookahead == '}';
    default:
      return false;
  }
}

/// What stands in a text that has its end, up to an escape or the end. Whether there is any.
static bool scan_content(TSLexer *lexer, bool block) {
  lexer->mark_end(lexer);
  bool any = false;
  for (; !at_end(lexer); any = true) {
    if (lexer->lookahead == '\\') {
      if (passes_escape(lexer)) return any;
      // What follows the backslash is neither a quote nor a backslash, so it can be looked at again.
    } else if (lexer->lookahead != '"') {
      next(lexer);
    } else {
      if (!block) return any;
      next(lexer);
      if (lexer->lookahead == '"') {
        next(lexer);
        if (lexer->lookahead == '"') return any;
      }
    }
    lexer->mark_end(lexer);
  }
  return any;
}

/// `unterminated_text` and `unterminated_label` behind their quote. A brace that ends the line is the block's.
static void scan_unterminated_rest(TSLexer *lexer, bool label) {
  lexer->mark_end(lexer);
  while (!at_line_end(lexer) && lexer->lookahead != '{' && lexer->lookahead != '}') take(lexer);
  if (label) return;
  while (lexer->lookahead == '{' || lexer->lookahead == '}' || is_space(lexer->lookahead)) next(lexer);
  if (at_line_end(lexer)) return;
  take_rest_of_line(lexer);
}

/// `unterminated_block_text` behind its quotes: it stops before the first line that is clearly something of its own.
static void scan_unterminated_block_rest(TSLexer *lexer) {
  lexer->mark_end(lexer);
  take_rest_of_line(lexer);
  while (!at_end(lexer)) {
    pass_newline(lexer);
    bool indented = pass_spaces(lexer);
    if (lexer->lookahead == '}') return;
    if (is_identifier_start(lexer->lookahead)) {
      struct Word word = pass_word(lexer);
      int keyword = keyword_of(&word);
      struct Ahead ahead = look_ahead(lexer);
      if (ahead.property || is_clear_head(lexer, keyword, ahead)) return;
      if (!indented && is_top_level_head(lexer, keyword, ahead)) return;
      lexer->mark_end(lexer);
    }
    take_rest_of_line(lexer);
  }
}

/// `wrong_quotes`, as a token or on the way to what comes behind them.
static void pass_wrong_quotes(TSLexer *lexer, bool token) {
  bool single = lexer->lookahead == '\'' || lexer->lookahead == 0x2018 || lexer->lookahead == 0x2019;
  next(lexer);
  while (!at_line_end(lexer) && lexer->lookahead != '{' && lexer->lookahead != '}') {
    int32_t c = lexer->lookahead;
    next(lexer);
    if (!single) {
      if (c == 0x201C || c == 0x201D || c == 0xBB) break;
    } else if (c == '\'' || c == 0x2019) {
      // It closes where a value may end, so that an apostrophe does not.
      if (token) lexer->mark_end(lexer);
      pass_spaces(lexer);
      c = lexer->lookahead;
      if (at_line_end(lexer) || c == ',' || c == ';' || c == '}') return;
    }
  }
  if (token) lexer->mark_end(lexer);
}

#endif
