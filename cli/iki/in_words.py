"""A position's file in words, a line a text: what git compares where it shows how a file changed."""

import sys
from collections.abc import Iterator
from pathlib import Path

from iki.careful import CONFLICT
from iki.diagnostics import has_errors
from iki.dialect import parse
from iki.source import Data

_TABLE = frozenset(("sasaran", "indikator"))
_NAMES = {"sasaran": "uraian", "indikator": "nama"}
_JOINED = frozenset(("sumber_data", "mendukung", "mencakup"))
_NOTHING = "(kosong)"


def told(content: bytes) -> bytes:
    """Return what a file says in words, conflicts too; one that cannot be read, as it is."""
    source = parse(content, "")
    others = any(each.rule != CONFLICT for each in source.diagnostics if has_errors((each,)))
    return content if others or not isinstance(source.data, dict) else in_words(source.data).encode()


def in_words(data: Data) -> str:
    """Return what a file says; no line holds a number that changes when something above it comes or goes."""
    return "".join(f"{line}\n" for line in _fields(data if isinstance(data, dict) else {}, ""))


def _fields(data: dict[str, Data], indent: str) -> Iterator[str]:
    for name, value in data.items():
        label = name.replace("_", " ").capitalize()
        if name in _TABLE and isinstance(value, list):
            for item in value:
                yield from _item(label, _NAMES[name], item, indent)
        else:
            yield from _value(label, value, indent, joins=name in _JOINED)


def _item(label: str, naming: str, item: Data, indent: str) -> Iterator[str]:
    """Yield a sasaran or an indikator: its wording first, which is what people know it by."""
    fields = item if isinstance(item, dict) else {naming: item}
    name = fields.get(naming)
    if not indent:
        yield ""
    yield from _text(label, name if isinstance(name, str) else None, indent)
    yield from _fields({key: value for key, value in fields.items() if key != naming}, f"{indent}  ")


def _value(label: str, value: Data, indent: str, *, joins: bool) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _value(f"{label} {key}", below, indent, joins=False)
    elif isinstance(value, list) and joins and all(isinstance(each, str) for each in value):
        yield from _text(label, ", ".join(map(str, value)), indent)
    elif isinstance(value, list):
        for each in value:
            yield from _value(label, each, indent, joins=False)
    else:
        yield from _text(label, value, indent)


def _text(label: str, text: str | None, indent: str) -> Iterator[str]:
    first, *others = (_NOTHING if text is None else text).split("\n")
    yield f"{indent}{label}: {first}"
    yield from (f"{indent}    {line}" for line in others)


if __name__ == "__main__":  # git asks for many files one by one: the command line of iki would be most of the wait
    sys.stdout.buffer.write(told(Path(sys.argv[1]).read_bytes()))
