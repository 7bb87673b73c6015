"""A field that changed, as texts: of a group each key, of a list of functions each letter by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from iki.compare.changes import Field
from iki.compare.order import moved
from iki.compare.similar import Likeness, alike, paired
from iki.template.filters import huruf
from iki.template.values import in_words

CAME, WENT, CHANGED, MOVED, RENAMED = "baru", "dihapus", "diubah", "dipindahkan", "diganti namanya"
_IN_LINE = frozenset(("sumber_data", "mendukung", "mencakup", "urutan"))
"""Lists that the sheet prints in one line."""
OF_TEXTS: Likeness[str] = Likeness(alike, lambda _: None, lambda text: text)
"""How functions are told to be the same."""
LEAST = 0.45
"""From so alike on, two functions are one that was reworded."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a field, called as in `target_periode.2026` or `fungsi.b`: its text before and after, or empty."""

    name: str
    kind: str
    old: str = ""
    new: str = ""
    note: str = ""


RECORD = "tinjauan"
"""The field in which an office records that it looked at what an item supports."""


def parts_of(field: Field) -> Iterator[Part]:
    """Yield the parts of a field that differ."""
    if field.name == "fungsi":
        yield from _lines(field)
    elif field.name == RECORD:  # which link was looked at is said, not the letters that record it
        for link in dict.fromkeys((*field.old, *field.new)):
            if field.old.get(link) != field.new.get(link):
                yield _part(RECORD, link if link in field.old else "", link if link in field.new else "")
    elif isinstance(field.old, Mapping) or isinstance(field.new, Mapping):
        old, new = field.old or {}, field.new or {}
        for key in (*old, *(each for each in new if each not in old)):
            if old.get(key) != new.get(key):
                yield _part(f"{field.name}.{key}", words(old.get(key)), words(new.get(key)))
    else:
        yield _part(field.name, field_in_words(field.name, field.old), field_in_words(field.name, field.new))


def _lines(field: Field) -> Iterator[Part]:
    """Yield the texts of a lettered list that came, went, moved or were reworded."""
    pairs = paired(field.old, field.new, OF_TEXTS, LEAST)
    kept = sorted(pairs)
    elsewhere = {kept[index] for index in moved([pairs[i] for i in kept])}
    was = {j: i for i, j in pairs.items()}
    for place, text in enumerate(field.old):
        if place not in pairs:
            yield _part(f"{field.name}.{huruf(place + 1)}", text, "")
    for place, text in enumerate(field.new):
        name, before = f"{field.name}.{huruf(place + 1)}", was.get(place, -1)
        if before in elsewhere:
            yield Part(name, MOVED, field.old[before], text, f"dari huruf {huruf(before + 1)}")
        if before < 0 or field.old[before] != text:
            yield _part(name, "" if before < 0 else field.old[before], text)


def _part(name: str, old: str, new: str) -> Part:
    return Part(name, CAME if not old else WENT if not new else CHANGED, old, new)


def words(value: Any, between: str = "\n") -> str:
    """Return a value as plain text, `between` each of several."""
    if is_dataclass(value):
        named = {each.name: getattr(value, each.name) for each in fields(value)}
        return words({name: each for name, each in named.items() if each is not None}, between) or "ada"
    return in_words(value, between)


def field_in_words(name: str, value: Any) -> str:
    """Return the value of a field as plain text, its list as the sheet prints it."""
    if name == "fungsi":
        return "\n".join(f"{huruf(number)}. {text}" for number, text in enumerate(value, start=1))
    return words(value, ", " if name in _IN_LINE else "; " if isinstance(value, Mapping) else "\n")
