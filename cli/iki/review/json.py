"""For programs: one JSON object, its version first."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from iki.impact import Suspect, advice, in_words
from iki.life import Life
from iki.review import Review

_VERSION = 1


def told(review: Review) -> str:
    """Return the changes as a JSON text."""
    return _text(
        summary=asdict(review.counted),
        changes=[asdict(entry) for entry in review.entries],
        suspects=[_suspect(each) for each in review.suspects],
    )


def suspected(suspects: Sequence[Suspect]) -> str:
    """Return the items to be looked at as a JSON text."""
    return _text(suspects=[_suspect(each) for each in suspects])


def _suspect(suspect: Suspect) -> dict[str, Any]:
    """Return one with its place as reports have it, and under `review` what `iki review` calls it."""
    what = asdict(suspect)
    del what["location"]
    words = {"message": in_words(suspect), "hint": advice(suspect)}
    return {**suspect.location._asdict(), **what, "review": suspect.called, **words}


def recounted(life: Life) -> str:
    """Return what commits did as a JSON text, the newest first."""
    return _text(about=life.about, is_cut=life.is_cut, commits=[asdict(moment) for moment in life.moments])


def _text(**content: Any) -> str:
    return json.dumps({"version": _VERSION, **content}, ensure_ascii=False, indent=2) + "\n"
