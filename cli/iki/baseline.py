"""Findings that an office knows of and has put off: a file of them, each by its item and not by its line."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from zlib import crc32

from iki.characters import shortened
from iki.diagnostics import Diagnostic, Level, Location
from iki.lint import Told, names_of_rules
from iki.model import Jabatan
from iki.silence import IN_VAIN
from iki.source import Source, Trail

_HEADING = (
    "# Temuan yang sudah diketahui dan tidak lagi disebut 'iki validate'. Perbarui dengan 'iki validate --baseline'.",
    "# jabatan\taturan\tisian\tbutir\tkutipan",
)
_CELLS, _LEAST = 5, 3
_LINE_END = re.compile("\r\n|\r|\n")
"""What ends a line for an editor; Python knows more that do."""

Key = tuple[str, ...]
"""A finding whatever its line is: position, rule, field, the item by its id or wording, the words that it is about."""


def key_of(told: Told) -> Key:
    """Return by what a finding is known again."""
    field, item = _item(told.jabatan, told.finding.trail, told.source)
    value = told.source.at(told.finding.trail) if told.finding.trail in told.source.values else None
    quote = value[slice(*told.finding.span)] if told.finding.span and isinstance(value, str) else ""
    return (told.jabatan.id, told.rule, field, _cell(item), _cell(quote))


def _item(jabatan: Jabatan, trail: Trail, source: Source) -> tuple[str, str]:
    """Return the path of the field below its item without numbers, and the item by its id or its wording."""
    for sasaran in jabatan.sasaran:
        for indikator in sasaran.indikator:
            if trail[: len(indikator.trail)] == indikator.trail:
                return _field("indikator", trail[len(indikator.trail) :]), indikator.id or indikator.nama
        if trail[: len(sasaran.trail)] == sasaran.trail:
            return _field("sasaran", trail[len(sasaran.trail) :]), sasaran.id or sasaran.uraian or ""
    last = source.at(trail) if trail in source.values else None
    is_item = bool(trail) and isinstance(trail[-1], int) and isinstance(last, str)
    return _field("", trail), str(last) if is_item else ""


def _field(start: str, trail: Trail) -> str:
    return ".".join(filter(None, (start, *(step for step in trail if isinstance(step, str)))))


def _cell(text: str) -> str:
    whole = " ".join(text.split())
    short = shortened(whole)
    return short if short == whole else f"{short}{crc32(whole.encode('utf-8', 'surrogatepass')):08x}"


def written(every_told: Iterable[Told]) -> str:
    """Return the file of these findings: a line each, in an order that git can merge."""
    return "".join(f"{line}\n" for line in (*_HEADING, *sorted("\t".join(key_of(told)) for told in every_told)))


@dataclass(slots=True)
class Known:
    """The findings of the file: the first line of each, how often it is yet to be passed over, which were."""

    path: str
    lines: dict[Key, int]
    left: Counter[Key]
    seen: list[Told] = field(default_factory=list)

    def has(self, told: Told) -> bool:
        """Tell whether a finding is known, once for each of its lines."""
        if not self.lines:
            return False
        key = key_of(told)
        is_known = self.left[key] > 0
        if is_known:
            self.left[key] -= 1
            self.seen.append(told)
        return is_known

    def gone(self, asked: Collection[str]) -> Iterator[Diagnostic]:
        """Say how many of the file's findings are no longer there, of the rules that were asked."""
        known = names_of_rules()
        every = [key for key, count in self.left.items() if count > 0 and (key[1] in asked or key[1] not in known)]
        if every:
            first = Location(self.path, min(self.lines[key] for key in every), 1)
            count = sum(self.left[key] for key in every)
            message = f"{count} temuan yang dicatat di sini sudah tidak ada."
            yield Diagnostic(first, Level.WARNING, IN_VAIN, message, "Perbarui: iki validate --baseline")


def read(text: str, path: str) -> tuple[Known, tuple[Diagnostic, ...]]:
    """Return what a file of known findings says, and which of its lines say nothing."""
    known, faults = Known(path, {}, Counter()), []
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if line.strip() and not line.startswith("#"):
            cells = line.split("\t")  # an editor may have cut what is blank at the end
            key = (*cells, *[""] * (_CELLS - len(cells)))
            if _LEAST <= len(cells) <= _CELLS:
                known.lines.setdefault(key, number)
                known.left[key] += 1
            else:
                hint = "Perbarui berkas ini: iki validate --baseline"
                message = "Baris ini tidak dapat dibaca sebagai temuan lama."
                faults.append(Diagnostic(Location(path, number, 1), Level.WARNING, "abaikan-salah", message, hint))
    return known, tuple(faults)
