"""Customer journeys in the pages of an MkDocs site: the program `journey` makes diagrams of them."""

from __future__ import annotations

import os
import re
import subprocess

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger

from .escapes import Escapes
from .shown import plain_source
from .sources import folders_to_watch

log = get_plugin_logger(__name__)

# A page without one of these has nothing for the program. What is close to a marker goes there too: the program knows
# what to say about a marker that is mistyped.
MENTION = re.compile(r"journey:|(?:```|~~~)[ \t]*journey", re.IGNORECASE)

# Python-Markdown leaves what stands in an HTML element alone, unless it is told otherwise (extension `md_in_html`).
TABLE = re.compile(r"^(?P<indent>[ \t]*)<details>(?=\n[ \t]*<summary>The same as text</summary>$)", re.MULTILINE)


class JourneyConfig(Config):
    """What stands below `journey:` in mkdocs.yml."""

    command = config_options.Type(str, default="journey")
    target = config_options.Optional(config_options.Type(str))
    theme = config_options.Optional(config_options.Type(str))
    strict = config_options.Type(bool, default=True)


class JourneyPlugin(BasePlugin[JourneyConfig]):
    """Gives pages with journeys to `journey embed --expand`."""

    def __init__(self):
        super().__init__()
        self.mistakes: list[str] = []
        self.folders: set[str] = set()
        self.server = None

    def on_startup(self, *, command, dirty):
        """Tells MkDocs that this object stays the same while it serves."""

    def on_config(self, config):
        self.mistakes = []
        if "md_in_html" not in config.markdown_extensions:
            config.markdown_extensions.append("md_in_html")
        config.markdown_extensions.append(Escapes())
        return config

    def on_page_markdown(self, markdown, /, *, page, config, files):
        if not MENTION.search(markdown):
            return None
        root = os.path.dirname(config.config_file_path or "") or os.getcwd()
        path = os.path.join(config.docs_dir, page.file.src_uri)
        self._watch(folders_to_watch(markdown, os.path.dirname(path)))

        # MkDocs has taken the front matter away; blank lines in its place keep the line numbers right.
        above = _lines_above(markdown, page.file)
        command = [self.config.command, "embed", "--expand"]
        for option in ("target", "theme"):
            if self.config[option]:
                command += [f"--{option}", self.config[option]]
        command += ["--stdin-filepath", _relative(path, root), "-"]
        text = ("\n" * above + markdown).encode()
        try:
            done = subprocess.run(command, input=text, capture_output=True, cwd=root, check=False)
        except OSError as error:
            raise PluginError(
                f"The program `{self.config.command}` does not start: {error.strerror}. Install Journey, or say in "
                "mkdocs.yml where it is: `command` of the plugin `journey`."
            ) from error
        said = done.stderr.decode(errors="replace").strip()
        if done.returncode != 0:
            self.mistakes.append(said or f"{_relative(path, root)}: `journey` ended with {done.returncode}")
            return None
        if said:
            log.warning("%s", said)
        return TABLE.sub(r'\g<indent><details markdown="1">', plain_source(done.stdout.decode()[above:]))

    def on_env(self, env, /, *, config, files):
        """After all pages were read, so that all mistakes are told at once."""
        if not self.mistakes:
            return None
        said, self.mistakes = "\n".join(self.mistakes), []
        if self.config.strict:
            raise PluginError(said)
        log.warning("%s", said)
        return None

    def on_serve(self, server, /, *, config, builder):
        self.server = server
        for folder in self.folders:
            server.watch(folder, recursive=False)
        return server

    def _watch(self, folders):
        for folder in folders - self.folders:
            self.folders.add(folder)
            if self.server is not None:
                self.server.watch(folder, recursive=False)


def _lines_above(markdown, file):
    """How many lines of the file stand above this text."""
    written = file.content_string.replace("\r\n", "\n").removeprefix("\ufeff")
    return written.count("\n", 0, len(written) - len(markdown)) if written.endswith(markdown) else 0


def _relative(path, root):
    try:
        return os.path.relpath(path, root)
    except ValueError:  # another drive of Windows
        return path
