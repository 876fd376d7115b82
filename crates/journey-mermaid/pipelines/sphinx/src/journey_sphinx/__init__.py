"""Customer journeys in the pages of a Sphinx site: the program `journey` makes diagrams of them."""

from __future__ import annotations

from .directive import JourneyDirective
from .placing import Journey, PlaceJourneys

__version__ = "0.1.0"


def setup(app):
    app.setup_extension("sphinxcontrib.mermaid")
    app.add_config_value("journey_command", "journey", "env", (str,))
    app.add_config_value("journey_target", None, "env", (str, type(None)))
    app.add_config_value("journey_theme", None, "env", (str, type(None)))
    app.add_node(Journey)
    app.add_directive("journey", JourneyDirective)
    app.add_post_transform(PlaceJourneys)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
