"""Journeys that a page shows as they are written: fences that begin with ` ```journey show `."""

from __future__ import annotations

import re

FENCE = re.compile(r"^(?P<before>[ \t>]*)(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*)$")
SHOW = re.compile(r"[ \t]*journey[ \t]+show\b")


def plain_source(markdown: str) -> str:
    """The page with `journey` alone at those fences: Python-Markdown takes one word behind the mark, or no code block."""
    lines, around = markdown.split("\n"), ""
    for number, line in enumerate(lines):
        fence = FENCE.match(line)
        if fence is None:
            continue
        mark, info = fence["mark"], fence["info"]
        if not around:
            around = mark
            if SHOW.match(info):
                lines[number] = f"{fence['before']}{mark}journey"
        elif not info.strip() and mark.startswith(around):
            around = ""
    return "\n".join(lines)
