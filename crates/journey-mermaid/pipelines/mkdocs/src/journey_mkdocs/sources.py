"""Which folders hold the journeys that a page shows, so that `mkdocs serve` builds again when one changes."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = re.compile(r"""\bsrc=(?P<quote>["'])(?P<path>[^"'#\n]+\.journey)(?:#[^"'\n]*)?(?P=quote)""")


def folders_to_watch(markdown: str, folder: str) -> set[str]:
    """The folders of all journeys that a page in `folder` names, and of those in the same projects."""
    folders: set[str] = set()
    for source in SOURCE.finditer(markdown):
        journey = Path(folder, source["path"]).resolve()
        if not journey.parent.is_dir():
            continue
        folders.add(str(journey.parent))
        root = next((parent for parent in journey.parents if (parent / "journey.toml").is_file()), None)
        if root is not None:
            folders.add(str(root))
            folders.update(str(path.parent) for path in root.rglob("*.journey") if not _is_hidden(path, root))
    return folders


def _is_hidden(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(part.startswith(".") or part == "node_modules" for part in parts)
