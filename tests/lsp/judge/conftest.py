"""A client of the server made of pytest-lsp, pygls and lsprotocol, strict about what it reads."""

import json
import os
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types as lsp
from lsprotocol.converters import get_converter
from pygls.protocol import default_converter
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, LanguageClient, register_lsp_features
from pytest_lsp.protocol import LanguageClientProtocol
from strict import check_message

CLIENTS = Path(__file__).parent.with_name("clients")


class StrictProtocol(LanguageClientProtocol):
    """Looks at every message before it is converted, and keeps what was wrong."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.asked = {}
        self.wrong = []

    def _send_data(self, data):
        method = getattr(data, "method", None)
        if method and getattr(data, "id", None) is not None:
            self.asked[data.id] = method
        return super()._send_data(data)

    def structure_message(self, data):
        # Called for every object inside of a message, and last for the message.
        if "jsonrpc" not in data:
            return data
        try:
            check_message(data, None if "method" in data else self.asked.get(data.get("id")))
        except AssertionError as wrong:
            self.wrong.append(str(wrong))
        return super().structure_message(data)


class Session:
    """A client that is in conversation with the server, and its folder."""

    def __init__(self, client: LanguageClient, folder: Path):
        self.client = client
        self.folder = folder
        self.capabilities = {}
        self.server: "lsp.ServerCapabilities | None" = None

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def can(self, feature: str) -> bool:
        return feature in self.capabilities["textDocument"]

    def position(self, text: str, words: str, behind: bool = False) -> lsp.Position:
        """Where words start, or end, in what the server and the client agreed to count."""
        before = text[: text.index(words) + (len(words) if behind else 0)]
        line = before.rsplit("\n", 1)[-1]
        units = {"utf-8": len(line.encode()), "utf-32": len(line)}
        utf_16 = len(line.encode("utf-16-le")) // 2
        return lsp.Position(line=before.count("\n"), character=units.get(self.server.position_encoding, utf_16))


def parameters(name: str, folder: Path) -> dict:
    """What an editor says in `initialize`."""
    text = (CLIENTS / f"{name}.json").read_text(encoding="utf-8")
    said = json.loads(text.replace("file://${root}", folder.as_uri()).replace("${root}", str(folder)))
    said["processId"] = os.getpid()
    return said


@pytest_asyncio.fixture(params=["vscode", "neovim", "emacs", "helix"])
async def session(request, tmp_path):
    """A session with the capabilities of an editor, from `initialize` to `exit`."""
    client = LanguageClient(protocol_cls=StrictProtocol, converter_factory=default_converter)
    register_lsp_features(client)
    for method in (lsp.CLIENT_REGISTER_CAPABILITY, lsp.CLIENT_UNREGISTER_CAPABILITY):
        client.feature(method)(lambda *_: None)
    refreshes = (
        lsp.WORKSPACE_CODE_LENS_REFRESH,
        lsp.WORKSPACE_INLAY_HINT_REFRESH,
        lsp.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
        lsp.WORKSPACE_FOLDING_RANGE_REFRESH,
    )
    for method in refreshes:
        client.feature(method)(lambda *_: None)
    assert lsp.WORKSPACE_CONFIGURATION in DEFAULT_CLIENT_FEATURES

    files = {"people.journey": PEOPLE, "shop.journey": SHOP, "next.journey": NEXT, "data/q3.csv": "score\n5\n"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    # These texts are too small to be good maps, and what is said about that is not the server's matter.
    (tmp_path / "journey.toml").write_text('[rules]\ncraft = "off"\nevidence = "off"\n', encoding="utf-8")
    await client.start_io(os.environ["JOURNEY"], "lsp")
    session = Session(client, tmp_path)
    said = parameters(request.param, tmp_path)
    session.capabilities = said["capabilities"]
    result = await client.initialize_session(get_converter().structure(said, lsp.InitializeParams))
    session.server = result.capabilities
    yield session
    await client.shutdown_session()
    assert client._server.returncode == 0
    assert client.error is None, client.error
    assert client.protocol.wrong == []


PEOPLE = """\
/// Works nights, shops from her phone.
persona maya "Maya \U0001f6d2" {
  goal: "Order in ten minutes"
}

channel app "Mobile app" { kind: digital }

source interviews "Interviews" { kind: interview }
"""

SHOP = """\
journey weekly_shop "Weekly shop \U0001f966" {
  persona: maya

  stage discover "Discover" {
    touchpoint search "Searches" {
      channel: app
      emotion maya: -1 "irritated" from interviews
      pain stale "Stale results" {
        severity: high
        source: interviews
      }
    }
    touchpoint pay "Pays" {
      channel: app
      next: search
      emotion: +1
    }
  }

  opportunity live "Live stock" {
    addresses: stale
  }
}
"""

NEXT = """\
journey weekly_shop_next "Weekly shop, next year" {
  state: to-be
  of: weekly_shop
  persona: maya
  source: survey
  stage discover "Discover" {
    touchpoint search "Searches" { emotion: +1 }
  }
}
source survey "Survey" { kind: survey; data: "data/q3.csv" }
"""
