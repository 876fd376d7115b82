"""Backslashes before all that Markdown may need them for: Python-Markdown knows only some, and shows the others."""

from __future__ import annotations

from markdown.extensions import Extension


class Escapes(Extension):
    """Adds those that the program writes."""

    def extendMarkdown(self, md):  # noqa: N802, the interface's own name
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, *(character for character in "<&~$|" if character not in md.ESCAPED_CHARS)]
