"""Runs `journey render`."""

from __future__ import annotations

import subprocess


class JourneyError(Exception):
    """What the program has to say, or that it does not start."""


def render(program: str, source: str, drawing: dict[str, str], kind: str = "mermaid") -> str:
    """A journey in one of the formats of the program. `source` is a file, with `#ID` where it has several journeys."""
    command = [program, "render", source, "--format", kind]
    for name, value in drawing.items():
        command += [f"--{name}", value]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError as error:
        raise JourneyError(
            f"The program `{program}` does not start: {error.strerror}. Install Journey, or say in conf.py where it is: "
            "`journey_command`."
        ) from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()
        raise JourneyError(said or f"`{program} render` ended with {done.returncode}")
    return done.stdout.decode()
