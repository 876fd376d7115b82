// The kinds of characters.

#ifndef JOURNEY_CHARACTERS_H_
#define JOURNEY_CHARACTERS_H_

#include "identifiers.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

#endif
