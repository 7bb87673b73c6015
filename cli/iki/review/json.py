"""For programs: one JSON object, its version first."""

import json
from dataclasses import asdict
from typing import Any

from iki.life import Life
from iki.review import Review

_VERSION = 1


def told(review: Review) -> str:
    """Return the changes as a JSON text."""
    return _text(summary=asdict(review.counted), changes=[asdict(entry) for entry in review.entries])


def recounted(life: Life) -> str:
    """Return what commits did as a JSON text, the newest first."""
    return _text(about=life.about, is_cut=life.is_cut, commits=[asdict(moment) for moment in life.moments])


def _text(**content: Any) -> str:
    return json.dumps({"version": _VERSION, **content}, ensure_ascii=False, indent=2) + "\n"
