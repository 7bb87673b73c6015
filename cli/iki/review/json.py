"""For programs: one JSON object, its version first."""

import json
from dataclasses import asdict

from iki.compare.changes import Changes
from iki.review import counted, entries

_VERSION = 1


def told(changes: Changes) -> str:
    """Return the changes as a JSON text."""
    document = {
        "version": _VERSION,
        "summary": asdict(counted(changes)),
        "changes": [asdict(entry) for entry in entries(changes)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
