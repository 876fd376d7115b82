// Decides what each word of a journey is, as ../../journey.pest does, whose rules are named here.
//
// Everything that stands in a file comes from this scanner, but for what is inside of texts. The parser's state says
// what may come; the scanner looks ahead as far as the grammar of record does, mostly within the line, and always finds
// something. So the parser never has to guess, and what is broken costs no more than it costs there.
//
// Looking ahead cannot be taken back, and a token can only be made longer. So where something must be known before it is
// clear how long the token is, there are two tokens: an empty or a short one that says it, and the rest.
//
// The scanner has no memory of its own.

#include "tree_sitter/parser.h"

#include "identifiers.h"
#include "keywords.h"

#include <string.h>

// In the order of `externals` in grammar.js, behind the keywords.
enum Symbol {
  UNKNOWN_KEYWORD = KEYWORD_COUNT,
  ID,
  HEAD_JUNK,
  HEAD_END,
  HEAD_OPENS_BODY,
  KEY,
  QUALIFIER,
  COLON,
  PROPERTY_END,
  COMMA,
  COMMA_THAT_GOES_ON,
  LIST_COMMENT,
  LIST_BREAK,
  FROM,
  WRONG_CITATION,
  TEXT_OPEN,
  TEXT_CONTENT,
  BLOCK_TEXT_OPEN,
  BLOCK_TEXT_CONTENT,
  UNTERMINATED_TEXT_OPEN,
  UNTERMINATED_TEXT_REST,
  UNTERMINATED_LABEL_REST,
  UNTERMINATED_BLOCK_TEXT_OPEN,
  UNTERMINATED_BLOCK_TEXT_REST,
  WRONG_QUOTES,
  REFERENCE,
  UNQUOTED_TEXT,
  NUMBER,
  PERCENTAGE,
  DURATION,
  DATE,
  RANGE,
  HANDLE,
  UNREADABLE_VALUE,
  OPEN,
  CLOSE,
  STRAY_CLOSE,
  UNCLOSED,
  NOT_THE_TOP_LEVEL,
  SEMICOLON,
  COMMENT,
  DOC_COMMENT,
  JUNK_LINE,
  JUNK_WORD,
  JUNK_REST,
  ERROR_SENTINEL,
};

// ---------------------------------------------------------------------------------------------- characters

static bool in_ranges(int32_t c, const struct CharacterRange *ranges, size_t count) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (c < ranges[middle].first) {
      high = middle;
    } else if (c > ranges[middle].last) {
      low = middle + 1;
    } else {
      return true;
    }
  }
  return false;
}

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

static bool is_identifier_start(int32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  return in_ranges(c, IDENTIFIER_START, IDENTIFIER_START_COUNT);
}

static bool is_identifier_character(int32_t c) {
  if (c < 0x80) return is_identifier_start(c) || is_digit(c) || c == '-';
  return in_ranges(c, IDENTIFIER_CONTINUE, IDENTIFIER_CONTINUE_COUNT);
}

static bool is_unit_character(int32_t c) {
  return is_identifier_character(c) || c == '%' || c == '.' || c == ':' || c == '/';
}

static bool is_newline(int32_t c) { return c == '\n' || c == '\r'; }

static bool is_space(int32_t c) { return c == ' ' || c == '\t'; }

static bool is_unusual_space(int32_t c) {
  return c == 0xA0 || c == 0x202F || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0x205F || c == 0xFEFF ||
         c == 0x0B || c == 0x0C;
}

/// What is not meant at the end of a line.
static bool is_white_space(int32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_wrong_quote(int32_t c) {
  return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB;
}

// ------------------------------------------------------------------------------------------------ advancing

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

// ----------------------------------------------------------------------------------------- what a line is

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

// ---------------------------------------------------------------------------------------------------- texts

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

// --------------------------------------------------------------------------------------------------- values

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

// -------------------------------------------------------------------------------------- heads and entries

/// Behind a head: whether a body opens, on this line or below blank ones.
static enum Symbol scan_head_end(TSLexer *lexer) {
  while (!at_end(lexer) && (is_newline(lexer->lookahead) || is_space(lexer->lookahead))) next(lexer);
  return !at_end(lexer) && lexer->lookahead == '{' ? HEAD_OPENS_BODY : HEAD_END;
}

/// `head`: what stands behind a keyword on its line.
static enum Symbol scan_head(TSLexer *lexer, const bool *valid) {
  lexer->mark_end(lexer);
  while (is_space(lexer->lookahead)) lexer->advance(lexer, true);
  if (at_line_end(lexer)) return scan_head_end(lexer);
  int32_t c = lexer->lookahead;
  if (c == '{') return HEAD_OPENS_BODY;
  if (c == '}' || c == ';') return HEAD_END;
  if (valid[ID] && is_identifier_start(c)) {
    pass_word(lexer);
    lexer->mark_end(lexer);
    return ID;
  }
  if (valid[TEXT_OPEN]) {
    if (c == '"') return scan_quoted(lexer);
    if (is_wrong_quote(c)) {
      pass_wrong_quotes(lexer, true);
      return WRONG_QUOTES;
    }
  }
  // `head_junk`. A slash is the start of a comment or a part of it.
  bool any = false;
  while (!at_line_end(lexer)) {
    c = lexer->lookahead;
    if (c == '{' || c == '}' || c == ';') break;
    if (c == '/') {
      next(lexer);
      if (lexer->lookahead == '/') break;
      lexer->mark_end(lexer);
    } else {
      take(lexer);
    }
    any = any || !is_white_space(c);
  }
  if (any) return HEAD_JUNK;
  return lexer->lookahead == '/' ? HEAD_END : scan_head_end(lexer);
}

/// What stands behind a word that is neither key nor keyword, where `unknown_declaration` wants a head.
static bool is_unknown_head(TSLexer *lexer, struct Ahead ahead) {
  if (ahead.dotted) return false;
  if (!ahead.second_word && lexer->lookahead == '{') return true;
  if (lexer->lookahead == '"') {
    enum Quoted quoted = pass_quoted(lexer, false);
    if (quoted == UNTERMINATED || quoted == UNTERMINATED_BLOCK) return true;
  } else if (is_wrong_quote(lexer->lookahead)) {
    pass_wrong_quotes(lexer, false);
  } else if (!ahead.second_word) {
    return false;
  }
  pass_spaces(lexer);
  return passes_line_stop(lexer);
}

static enum Symbol scan_comment(TSLexer *lexer) {
  next(lexer);
  bool documentation = false;
  if (lexer->lookahead == '/') {
    next(lexer);
    documentation = lexer->lookahead != '/';
  }
  lexer->mark_end(lexer);
  take_rest_of_line(lexer);
  return documentation ? DOC_COMMENT : COMMENT;
}

/// `junk` from where the scanner is.
static void take_junk(TSLexer *lexer) {
  while (!at_line_end(lexer) && lexer->lookahead != '{' && lexer->lookahead != '}') take(lexer);
}

static bool may_start_top_level_head(int32_t c) {
  for (int i = 0; i < KEYWORD_COUNT; i++) {
    if (IS_TOP_LEVEL[i] && c == KEYWORDS[i][0]) return true;
  }
  return false;
}

/// Key, keyword, or something that is neither.
static int scan_first_word(TSLexer *lexer) {
  struct Word word = pass_word(lexer);
  lexer->mark_end(lexer);
  struct Ahead ahead = look_ahead(lexer);
  if (ahead.property) return KEY;
  int keyword = keyword_of(&word);
  if (keyword >= 0) return keyword;
  return is_unknown_head(lexer, ahead) ? UNKNOWN_KEYWORD : JUNK_WORD;
}

/// What a body or the file holds: `entry`. -1 at the end of the file.
static int scan_entry(TSLexer *lexer, const bool *valid) {
  // The end of a body that is not closed is empty, and stands behind the token before it, so that the bodies around it
  // see the start of the line as well.
  lexer->mark_end(lexer);
  bool line_start = false;
  for (; !at_end(lexer); lexer->advance(lexer, true)) {
    if (is_newline(lexer->lookahead)) {
      line_start = true;
    } else if (is_space(lexer->lookahead) || is_unusual_space(lexer->lookahead)) {
      line_start = false;
    } else {
      break;
    }
  }
  if (at_end(lexer)) return valid[UNCLOSED] ? UNCLOSED : -1;
  int32_t c = lexer->lookahead;
  if (is_identifier_start(c)) {
    if (line_start && valid[UNCLOSED] && may_start_top_level_head(c)) {
      return passes_top_level_head(lexer) ? UNCLOSED : NOT_THE_TOP_LEVEL;
    }
    return scan_first_word(lexer);
  }
  next(lexer);
  lexer->mark_end(lexer);
  switch (c) {
    case '{':
      return OPEN;
    case '}':
      return valid[CLOSE] ? CLOSE : STRAY_CLOSE;
    case ';':
      return SEMICOLON;
    case '/':
      if (lexer->lookahead == '/') return scan_comment(lexer);
      break;
    default:
      break;
  }
  take_junk(lexer);
  return JUNK_LINE;
}

/// The brace that a head has seen.
static enum Symbol scan_open(TSLexer *lexer) {
  while (lexer->lookahead != '{' && !at_end(lexer)) lexer->advance(lexer, true);
  next(lexer);
  lexer->mark_end(lexer);
  return OPEN;
}

/// Colon and qualifier. That they come is known since the key.
static enum Symbol scan_qualifier(TSLexer *lexer) {
  while (is_space(lexer->lookahead)) lexer->advance(lexer, true);
  if (lexer->lookahead == ':') {
    next(lexer);
    lexer->mark_end(lexer);
    return COLON;
  }
  while (is_identifier_character(lexer->lookahead) || lexer->lookahead == '.') next(lexer);
  lexer->mark_end(lexer);
  return QUALIFIER;
}

static int scan(TSLexer *lexer, const bool *valid) {
  // The parser tries this after an error, and there is none: something is always found.
  if (valid[ERROR_SENTINEL]) return -1;
  if (valid[KEY]) return scan_entry(lexer, valid);
  if (valid[LIST_BREAK] || valid[LIST_COMMENT]) return scan_list_gap(lexer, valid);
  if (valid[PROPERTY_END]) return scan_value(lexer, valid);
  if (valid[HEAD_END]) return scan_head(lexer, valid);
  if (valid[OPEN]) return scan_open(lexer);
  if (valid[COLON]) return scan_qualifier(lexer);
  if (valid[TEXT_CONTENT]) return scan_content(lexer, false) ? TEXT_CONTENT : -1;
  if (valid[BLOCK_TEXT_CONTENT]) return scan_content(lexer, true) ? BLOCK_TEXT_CONTENT : -1;
  lexer->mark_end(lexer);
  if (valid[UNTERMINATED_TEXT_REST] || valid[UNTERMINATED_LABEL_REST]) {
    bool label = valid[UNTERMINATED_LABEL_REST];
    scan_unterminated_rest(lexer, label);
    return label ? UNTERMINATED_LABEL_REST : UNTERMINATED_TEXT_REST;
  }
  if (valid[UNTERMINATED_BLOCK_TEXT_REST]) {
    scan_unterminated_block_rest(lexer);
    return UNTERMINATED_BLOCK_TEXT_REST;
  }
  if (valid[JUNK_REST]) {
    take_junk(lexer);
    return JUNK_REST;
  }
  return -1;
}

void *tree_sitter_journey_external_scanner_create(void) { return NULL; }

void tree_sitter_journey_external_scanner_destroy(void *payload) { (void)payload; }

unsigned tree_sitter_journey_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}

void tree_sitter_journey_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

bool tree_sitter_journey_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid_symbols) {
  (void)payload;
  int symbol = scan(lexer, valid_symbols);
  if (symbol < 0) return false;
  lexer->result_symbol = (TSSymbol)symbol;
  return true;
}
