"""A table of Markdown, as the program writes it, as a table of Sphinx."""

from __future__ import annotations

import re

from docutils import nodes

CELL = re.compile(r"(?:\\.|[^|\\])+|(?<=\|)(?=\|)")
BREAK = re.compile(r"<br ?/?>")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def table_of(markdown: str) -> nodes.container:
    """All of a text that holds tables and paragraphs."""
    whole = nodes.container(classes=["journey"])
    for block in re.split(r"\n(?:[ \t]*\n)+", markdown.strip()):
        lines = block.splitlines()
        if len(lines) > 2 and all(line.startswith("|") for line in lines):
            whole += _table([_cells(line) for line in lines])
        elif not block.startswith("<!--"):
            whole += nodes.paragraph("", _plain(block))
    return whole


def _cells(line):
    return [cell.strip() for cell in CELL.findall(line.strip()[1:-1])]


def _plain(text):
    return ESCAPED.sub(r"\1", text)


def _table(rows):
    head, _, *body = rows
    table, group = nodes.table(), nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    group += nodes.thead("", _row(head, len(head)))
    group += nodes.tbody("", *[_row(row, len(head)) for row in body])
    table += group
    return table


def _row(cells, columns):
    cells = [*cells, *[""] * (columns - len(cells))][:columns]
    row = nodes.row()
    for cell in cells:
        row += nodes.entry("", *[nodes.paragraph("", _plain(text)) for text in BREAK.split(cell) if text])
    return row
