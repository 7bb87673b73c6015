"""What an item says, however it is written, and a fingerprint of that: as offices record it, so it stays for ever."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from iki.model import Indikator, Jabatan, Sasaran

Content = tuple[Any, ...]
"""What an item says: names of fields, each with its value in normal form; a sasaran's also holds its indikator's."""

_OF_SASARAN = ("uraian", "program")
_OF_INDIKATOR = (
    *("nama", "formulasi", "satuan", "target", "target_periode", "kondisi_awal", "polaritas", "tipe", "jenis"),
    *("definisi", "periode", "sumber_data"),
)
_LETTERS = "bcdfghjklmnpqrstvwxz"
"""No vowels: what is written with them is no word, neither of YAML nor of anyone else."""
_LENGTH = 8
_PART = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[%‰<>=≠+±*/^√]|(?<![^\W\d_])-|-(?![^\W\d_])")
"""A number, a word, or a sign that a formula or a target would say something else without; a hyphen joins words."""
_SAME = str.maketrans(
    {"≤": "<=", "≥": ">=", "\N{MULTIPLICATION SIGN}": "x", "÷": "/", "\N{FRACTION SLASH}": "/"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
"""Signs that are written in several ways, and what nobody sees."""


def normal(text: str) -> str:
    """Return a text as it is compared: case, punctuation and spaces do not count, numbers and signs do.

    That depends on nothing but the text; whatever is changed here makes every recorded fingerprint out of date.
    """
    return " ".join(_PART.findall(unicodedata.normalize("NFKC", text).translate(_SAME).lower()))


def fields_of(item: Sasaran | Indikator) -> tuple[str, ...]:
    """Return the fields that make up what an item says by itself, as the model names them."""
    return _OF_SASARAN if isinstance(item, Sasaran) else _OF_INDIKATOR


def value_of(item: Sasaran | Indikator, field: str) -> Any:
    """Return the value of one of these fields; sources that an indikator only inherits are not its own."""
    if field == "sumber_data" and isinstance(item, Indikator) and not item.has_own_sumber_data:
        return ()
    return getattr(item, field)


def said_by(item: Sasaran | Indikator, field: str) -> Any:
    """Return what one of these fields says: the normal form of a text; of a list or a group, of each part, sorted."""
    value = value_of(item, field)
    if isinstance(value, dict):
        return tuple(sorted((normal(key), normal(each)) for key, each in value.items()))
    if isinstance(value, tuple):
        return tuple(sorted(map(normal, value)))
    return normal(value or "")


def content(item: Sasaran | Indikator) -> Content:
    """Return what an item says; two that say the same have the same."""
    own = tuple((field, said) for field in fields_of(item) if (said := said_by(item, field)) not in ("", ()))
    rows = item.indikator if isinstance(item, Sasaran) else ()
    return (*own, *sorted((content(each) for each in rows), key=repr))


def fingerprint(item: Sasaran | Indikator) -> str:
    """Return eight letters that are those of no other content, as far as anyone will ever see."""
    from hashlib import sha256  # which most runs do without

    said = json.dumps(content(item), ensure_ascii=True, separators=(",", ":"))
    number = int.from_bytes(sha256(said.encode("ascii")).digest())
    letters = []
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    return "".join(letters)


def is_fingerprint(text: str) -> bool:
    """Tell whether a text looks like a fingerprint."""
    return len(text) == _LENGTH and set(text) <= set(_LETTERS)


def items_of(jabatan: Jabatan) -> Iterator[Sasaran | Indikator]:
    """Yield every sasaran of a position, each before its indikator."""
    for sasaran in jabatan.sasaran:
        yield sasaran
        yield from sasaran.indikator


def by_link(every_jabatan: Iterable[Jabatan]) -> dict[str, Sasaran | Indikator]:
    """Return every item that has an id by the link that names it, as in `camat/kepuasan`."""
    return {f"{jabatan.id}/{item.id}": item for jabatan in every_jabatan for item in items_of(jabatan) if item.id}
