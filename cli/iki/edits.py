"""Edits made in a file at the very letters: its byte order mark and the end of each of its lines stay."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from iki.letters import Place

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_MARK = "\ufeff"


class Edit(NamedTuple):
    """What stands in a file from one place up to another, and what is to stand there instead."""

    start: Place
    end: Place
    instead: str


def edited(content: bytes, edits: Sequence[Edit]) -> bytes:
    """Return a file with edits made; a line that comes with one ends as the line does that it follows."""
    text = content.decode("utf-8")
    mark = _MARK if text.startswith(_MARK) else ""
    pieces = _LINE_END.split(text.removeprefix(_MARK))
    lines, ends = pieces[::2], [*pieces[1::2], ""]
    for (line, column), (last, end), instead in sorted(edits, reverse=True):
        new = instead.replace("\n", ends[line] or ends[line - 1] or "\n")
        lines[line : last + 1] = [lines[line][:column] + new + lines[last][end:]]
        del ends[line:last]
    return (mark + "".join(line + end for line, end in zip(lines, ends, strict=True))).encode()
