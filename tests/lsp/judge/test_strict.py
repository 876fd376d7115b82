"""The judge itself."""

import pytest
from lsprotocol import types as lsp
from strict import check, check_message

START = {"line": 0, "character": 0}
RANGE = {"start": START, "end": START}


def test_what_is_right_passes():
    check([{"uri": "a", "range": RANGE}], list[lsp.Location])
    check_message({"jsonrpc": "2.0", "id": 1, "result": None}, "textDocument/hover")
    check_message({"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "x"}}, None)
    check_message({"jsonrpc": "2.0", "id": 2, "method": "workspace/codeLens/refresh"}, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"uri": 5, "range": RANGE},
        {"uri": "a"},
        {"uri": "a", "range": RANGE, "more": 1},
        {"uri": "a", "range": {"start": START, "end": None}},
        {"uri": "a", "range": {"start": START, "end": {"line": True, "character": 0}}},
        {"uri": "a", "range": {"start": START, "end": {"line": 0.5, "character": 0}}},
    ],
)
def test_what_is_wrong_does_not(wrong):
    with pytest.raises(AssertionError):
        check([wrong], list[lsp.Location])


def test_null_is_not_absent():
    with pytest.raises(AssertionError):
        check({"title": "a", "command": "b", "tooltip": None}, lsp.Command)
    with pytest.raises(AssertionError):
        check_message({"jsonrpc": "2.0", "id": 1}, "textDocument/hover")
    # A text that is not open has the version null.
    check({"uri": "a", "version": None}, lsp.OptionalVersionedTextDocumentIdentifier)
    with pytest.raises(AssertionError):
        check({"uri": "a"}, lsp.OptionalVersionedTextDocumentIdentifier)
