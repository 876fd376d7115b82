"""Every message that the server sent to the client in Rust is what the types of lsprotocol ask for."""

import json
import os
from pathlib import Path

import pytest
from strict import check_message

FOLDER = os.environ.get("JOURNEY_LSP_TRANSCRIPTS")
TRANSCRIPTS = sorted(Path(FOLDER).glob("*.jsonl")) if FOLDER else []


def test_there_are_transcripts():
    assert len(TRANSCRIPTS) > 50, "set JOURNEY_LSP_TRANSCRIPTS, as `cargo xtask test clients` does"


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_everything_that_the_server_said_is_well_formed(transcript):
    asked = {}
    lines = transcript.read_text(encoding="utf-8").split("\n")
    for line in filter(None, lines):
        said = json.loads(line)
        message = said["message"]
        # An id may be a text or a number: what JSON makes of it tells 1 from "1".
        id = json.dumps(message.get("id"))
        if said["from"] == "client":
            if "method" in message and "id" in message:
                asked[id] = message["method"]
        else:
            check_message(message, None if "method" in message else asked.get(id))
