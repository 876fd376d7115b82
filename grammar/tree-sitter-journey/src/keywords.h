// Written by `cargo xtask generate`. Do not edit.

#ifndef JOURNEY_KEYWORDS_H_
#define JOURNEY_KEYWORDS_H_

#include <stdbool.h>

enum { KEYWORD_COUNT = 11 };

static const char *const KEYWORDS[KEYWORD_COUNT] = {
  "persona",
  "channel",
  "actor",
  "source",
  "metric",
  "journey",
  "stage",
  "touchpoint",
  "pain",
  "gain",
  "opportunity",
};

// The keywords that stand only at the top of a file.
static const bool IS_TOP_LEVEL[KEYWORD_COUNT] = {
  true,
  true,
  true,
  true,
  true,
  true,
  false,
  false,
  false,
  false,
  false,
};

#endif
