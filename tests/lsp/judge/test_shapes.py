"""The table by which the client in Rust judges is that of the protocol."""

from pathlib import Path

import shapes


def test_the_table_is_fresh():
    table = Path(__file__).parent.with_name("shapes.txt").read_text(encoding="utf-8")
    assert table == shapes.table(), "stale; run: python tests/lsp/judge/shapes.py > tests/lsp/shapes.txt"
