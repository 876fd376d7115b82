// Passing over characters and words, and knowing words.

#ifndef JOURNEY_WORDS_H_
#define JOURNEY_WORDS_H_

#include "tree_sitter/parser.h"

#include "characters.h"
#include "keywords.h"

#include <string.h>

static void next(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool at_end(TSLexer *lexer) { return lexer->eof(lexer); }

static bool at_line_end(TSLexer *lexer) { return at_end(lexer) || is_newline(lexer->lookahead); }

/// Passes over spaces and tabs. Whether there were any.
static bool pass_spaces(TSLexer *lexer) {
  bool any = false;
  for (; is_space(lexer->lookahead); any = true) next(lexer);
  return any;
}

static void pass_newline(TSLexer *lexer) {
  bool carriage_return = lexer->lookahead == '\r';
  next(lexer);
  if (carriage_return && lexer->lookahead == '\n') next(lexer);
}

/// Passes over one character of a token that ends with its last character that is no space.
static void take(TSLexer *lexer) {
  bool space = is_white_space(lexer->lookahead);
  next(lexer);
  if (!space) lexer->mark_end(lexer);
}

static void take_rest_of_line(TSLexer *lexer) {
  while (!at_line_end(lexer)) take(lexer);
}

/// `line_stop`. Looks at a slash and what follows it.
static bool passes_line_stop(TSLexer *lexer) {
  if (at_line_end(lexer)) return true;
  switch (lexer->lookahead) {
    case '{': case '}': case ';':
      return true;
    case '/':
      next(lexer);
      return lexer->lookahead == '/';
    default:
      return false;
  }
}

/// Longer than every word that the scanner has to know.
enum { LONGEST_WORD = 24 };

struct Word {
  char letters[LONGEST_WORD];
  size_t length;
};

static struct Word pass_word(TSLexer *lexer) {
  struct Word word = {.length = 0};
  do {
    // What is too long, or not ASCII, equals no word that is known.
    if (word.length < LONGEST_WORD) word.letters[word.length++] = lexer->lookahead < 0x80 ? (char)lexer->lookahead : '?';
    next(lexer);
  } while (is_identifier_character(lexer->lookahead) && !at_end(lexer));
  return word;
}

static bool equals(const struct Word *word, const char *name) {
  return word->length == strlen(name) && memcmp(word->letters, name, word->length) == 0;
}

/// The place of a keyword in the list, or -1.
static int keyword_of(const struct Word *word) {
  for (int i = 0; i < KEYWORD_COUNT; i++) {
    if (equals(word, KEYWORDS[i])) return i;
  }
  return -1;
}

/// `from`. Stops where the word stops being it.
static bool passes_from(TSLexer *lexer) {
  for (const char *letter = "from"; *letter; letter++) {
    if (lexer->lookahead != *letter) return false;
    next(lexer);
  }
  return !is_identifier_character(lexer->lookahead);
}

#endif
