"""For a terminal: grouped by position, each change a line or two, what changed inside a text marked word by word."""

import re
from collections.abc import Iterator
from itertools import groupby
from shutil import get_terminal_size
from textwrap import wrap

from iki.characters import printable
from iki.compare.changes import Changes
from iki.compare.words import pieces
from iki.review import CAME, CHANGED, MOVED, RENAMED, WENT, Entry, counted, entries

_SIGNS = {CAME: "+", WENT: "-", CHANGED: "~", MOVED: ">", RENAMED: ">"}
_BOLD, _RED, _GREEN, _YELLOW, _PLAIN = (f"\x1b[{code}m" for code in (1, 31, 32, 33, 0))
_OF_SIGNS = {"+": _GREEN, "-": _RED, "~": _YELLOW, ">": _YELLOW}
_SIGN = re.compile(r"^(  )([-+~>])(?= )", re.MULTILINE)
_NAME = re.compile(r"^\S.*$", re.MULTILINE)
_MARK = re.compile(r"\[-.*?-\]|\{\+.*?\+\}", re.DOTALL)
_NARROWEST = 40
_INDENT = "    "


def told(changes: Changes) -> str:
    """Return the changes as lines; without any, a line that says so."""
    return "\n".join(_lines(changes)) + "\n"


def _lines(changes: Changes) -> Iterator[str]:
    if not changes:
        yield "Tidak ada yang berubah."
        return
    for (identity, name), every in groupby(entries(changes), key=lambda entry: (entry.jabatan, entry.name)):
        yield f"{printable(name)} ({identity})" if identity else name
        for entry in every:
            yield from _of(entry)
        yield ""
    yield f"{counted(changes).in_words()}."


def _of(entry: Entry) -> Iterator[str]:
    what = ", ".join(filter(None, (entry.item, entry.field))) or "Jabatan ini"
    note = f" ({entry.note})" if entry.note else ""
    yield f"  {_SIGNS[entry.kind]} {printable(f'{what} {entry.kind}{note}')}"
    yield from _wrapped(_marked(entry.old, entry.new) if entry.kind == CHANGED else entry.new or entry.old)


def _marked(old: str, new: str) -> str:
    """Return a text with what went in [-…-] and what came in {+…+}."""
    marked = ""
    for piece in pieces(old, new):
        went = f"[-{piece.old}-]" if piece.old and not piece.is_same else ""
        came = f"{{+{piece.new}+}}" if piece.new and not piece.is_same else ""
        marked += piece.old if piece.is_same else went + came
    return marked


def _wrapped(text: str) -> Iterator[str]:
    width = max(get_terminal_size().columns, _NARROWEST)
    for line in text.split("\n"):
        yield from wrap(printable(line), width, initial_indent=_INDENT, subsequent_indent=_INDENT)


def coloured(text: str) -> str:
    """Return the lines as a terminal shows them: names bold, what came green, what went red."""
    made = _SIGN.sub(lambda found: f"{found[1]}{_OF_SIGNS[found[2]]}{found[2]}{_PLAIN}", text)
    made = _NAME.sub(lambda found: f"{_BOLD}{found[0]}{_PLAIN}", made)
    return _MARK.sub(lambda found: f"{_RED if found[0].startswith('[') else _GREEN}{found[0]}{_PLAIN}", made)
