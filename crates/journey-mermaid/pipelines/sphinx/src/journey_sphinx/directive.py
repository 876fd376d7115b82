"""The directive `journey`."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from .placing import Journey
from .program import JourneyError, render

# What the program takes; the words are its own.
DRAWING = ("view", "target", "theme", "persona", "stages", "lanes", "direction", "title")


class JourneyDirective(SphinxDirective):
    """``.. journey:: path/to/shop.journey#weekly_shop``, with what the program takes as options."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {
        **dict.fromkeys(DRAWING, directives.unchanged_required),
        "format": lambda value: directives.choice(value, ("mermaid", "svg")),
        "caption": directives.unchanged_required,
        "alt": directives.unchanged_required,
        "align": lambda value: directives.choice(value, ("left", "center", "right")),
        "name": directives.unchanged,
    }

    def run(self):
        path, mark, journey = self.arguments[0].strip().partition("#")
        _, file = self.env.relfn2path(path)
        drawing = {name: self.options[name] for name in DRAWING if name in self.options}
        for name in ("target", "theme"):
            said = getattr(self.config, f"journey_{name}")
            if said is not None:
                drawing.setdefault(name, said)
        for dependency in _project_of(Path(file)):
            self.env.note_dependency(str(dependency))
        try:
            mermaid = render(self.config.journey_command, file + mark + journey, drawing)
        except JourneyError as error:
            raise self.error(str(error)) from error

        alternative = self.options.get("alt") or self.options.get("caption") or f"{Path(path).stem} {journey}".strip()
        drawn = Journey(
            source_file=file + mark + journey,
            drawing=drawing,
            mermaid=mermaid,
            format=self.options.get("format", "mermaid"),
            alt=alternative,
        )
        self.set_source_info(drawn)
        return [self._placed(drawn)]

    def _placed(self, drawn):
        """The diagram alone, or above its caption."""
        if "caption" not in self.options:
            if "align" in self.options:
                drawn["align"] = self.options["align"]
            self.add_name(drawn)
            return drawn
        figure = nodes.figure("", drawn, align=self.options.get("align", "default"))
        inline, messages = self.parse_inline(self.options["caption"], lineno=self.lineno)
        caption = nodes.caption(self.options["caption"], "", *inline)
        self.set_source_info(caption)
        figure += [caption, *messages]
        self.add_name(figure)
        return figure


def _project_of(file: Path):
    """The file, and the others of its project: its personas and channels may stand in them."""
    yield file
    root = next((folder for folder in file.parents if (folder / "journey.toml").is_file()), None)
    if root is not None:
        yield root / "journey.toml"
        for path in root.rglob("*.journey"):
            parts = path.relative_to(root).parts
            if not any(part.startswith(".") or part == "node_modules" for part in parts):
                yield path
