"""How a journey stands in what is built: as Mermaid in HTML, elsewhere as a picture or a table."""

from __future__ import annotations

import hashlib
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.transforms.post_transforms.images import ImageConverter
from sphinx.util import logging
from sphinxcontrib.mermaid import mermaid

from .program import JourneyError, render
from .table import table_of

logger = logging.getLogger(__name__)
SVG = "image/svg+xml"


class Journey(nodes.General, nodes.Element):
    """A journey that waits for what is built: pages are read once for all builders."""


class PlaceJourneys(SphinxPostTransform):
    """Puts in the place of each journey what the builder can show."""

    default_priority = 5  # before Sphinx collects and converts images

    def run(self, **kwargs):
        for journey in list(self.document.findall(Journey)):
            try:
                placed = self._placed(journey)
            except JourneyError as error:
                logger.error("%s", error, location=journey)
                placed = nodes.literal_block(journey["mermaid"], journey["mermaid"])
            if "align" in journey:
                placed["align"] = journey["align"]
            placed["ids"] += journey["ids"]
            placed["names"] += journey["names"]
            journey.replace_self(placed)

    def _placed(self, journey):
        if self.app.builder.format == "html" and journey["format"] == "mermaid" and self.app.builder.name != "epub":
            drawn = mermaid(code=journey["mermaid"], options={}, alt=journey["alt"])
            drawn.source, drawn.line = journey.source, journey.line
            return drawn
        if self._shows_svg():
            return self._picture(journey)
        drawing = {**journey["drawing"], "view": "table"}
        return table_of(self._render(journey, drawing, "mermaid"))

    def _shows_svg(self):
        """Whether the builder takes SVG, or one of the site's extensions makes of it what it takes."""
        kinds = self.app.builder.supported_image_types
        if SVG in kinds:
            return True
        converters = [kind for kind in self.app.registry.get_post_transforms() if issubclass(kind, ImageConverter)]
        return any((SVG, kind) in converter.conversion_rules for converter in converters for kind in kinds)

    def _picture(self, journey):
        svg = self._render(journey, journey["drawing"], "svg")
        name = f"journey-{hashlib.sha256(svg.encode()).hexdigest()[:16]}.svg"
        # Below the folder of read pages, where Sphinx keeps what it made.
        file = Path(self.app.doctreedir, "journeys", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(svg, encoding="utf-8")
        uri = str(file)
        self.env.images.add_file(self.env.docname, uri)
        return nodes.image(uri=uri, candidates={SVG: uri}, alt=journey["alt"])

    def _render(self, journey, drawing, kind):
        return render(self.config.journey_command, journey["source_file"], drawing, kind)
