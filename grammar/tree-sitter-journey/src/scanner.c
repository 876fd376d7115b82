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

#include "property.h"
#include "symbols.h"
#include "texts.h"
#include "words.h"

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
