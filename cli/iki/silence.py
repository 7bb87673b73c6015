"""What an office wants passed over, with its reason: by a remark on a line, by its settings, or as known before."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from iki.characters import shortened
from iki.diagnostics import Diagnostic, Level, Location
from iki.letters import ends_of
from iki.lint import UNKNOWN, Told, names_of_rules, unknown
from iki.source import Source, Trail

if TYPE_CHECKING:
    from yaml import ScalarToken

IN_VAIN = "abaikan-percuma"
_REMARK = re.compile(r"#\s*iki\s*:\s*(?P<said>.*)", re.IGNORECASE)
_SAID = re.compile(
    r"abaikan\s+(?P<names>[\w-]+(?:\s*,\s*[\w-]+)*)\s*(?:(?:--|[\N{EN DASH}\N{EM DASH}])\s*(?P<reason>.*\w.*))?\W*$",
    re.IGNORECASE,
)
_FORM = "Tulis: # iki: abaikan nama-aturan -- alasannya"
_OUT_OF_TEXT = "Pindahkan ke baris sendiri di atas kuncinya, atau ke belakang tanda '>-' atau '|'."
_BLOCKS = ("|", ">")


class Remark(NamedTuple):
    """A remark that silences a rule for the text on `line`; it stands at `location`."""

    name: str
    line: int
    location: Location


def has_remarks(source: Source) -> bool:
    """Tell whether anything in a file looks like a remark to iki."""
    return _REMARK.search(source.text) is not None


def remarks_of(source: Source) -> tuple[tuple[Remark, ...], tuple[Diagnostic, ...]]:
    """Return the remarks of a file that silence something, and what is wrong with the others."""
    remarks: list[Remark] = []
    faults: list[Diagnostic] = []
    for line, column, said, is_text in _written(source) if has_remarks(source) else ():
        place = Location(source.path, line, column)
        read = _SAID.match(said)
        if is_text:
            message = "Keterangan untuk iki ini menjadi bagian dari teks, dan ikut tercetak."
            faults += [_fault(place, "abaikan-salah", message, _OUT_OF_TEXT)] if read is not None else []
        elif read is None:
            faults.append(_fault(place, "abaikan-salah", f"'iki: {shortened(said)}' tidak dimengerti.", _FORM))
        elif not read["reason"]:
            message = "Temuan hanya diabaikan bila alasannya ditulis."
            form = f"Tambahkan alasannya: # iki: abaikan {read['names']} -- alasannya"
            faults.append(_fault(place, "abaikan-salah", message, form))
        else:
            about = _line_about(source.lines, line)
            remarks += (Remark(name.strip().lower(), about, place) for name in read["names"].split(","))
    return tuple(remarks), tuple(faults)


def _written(source: Source) -> Iterator[tuple[int, int, str, bool]]:
    """Yield line, column (from 1) and words of each remark to iki, and whether it is none but a part of a text."""
    import yaml  # nearly no file silences anything

    texts = [token for token in yaml.scan(source.text, yaml.CSafeLoader) if isinstance(token, yaml.ScalarToken)]
    for number, line in enumerate(source.lines):
        found = _REMARK.search(line) if "#" in line else None
        if found:
            is_text = any(_holds(text, number, found.start()) for text in texts)
            yield number + 1, found.start() + 1, found["said"].strip(), is_text


def _holds(text: "ScalarToken", line: int, column: int) -> bool:
    """Tell whether a place is inside a text: what follows `>` or `|` on its own line is not."""
    start, end = text.start_mark, text.end_mark
    is_inside = (start.line, start.column) <= (line, column) < (end.line, end.column)
    return is_inside and not (text.style in _BLOCKS and line == start.line)


def _line_about(lines: Sequence[str], line: int) -> int:
    """Return the line that a remark is about: its own, or the next one with data where it stands alone."""
    with_data = (number for number in range(line - 1, len(lines)) if lines[number].lstrip(" -").partition("#")[0])
    return next(with_data, line - 1) + 1


def _fault(place: Location, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place, Level.WARNING, rule, message, hint)


class Silences:
    """All that an office passes over in one run, and what of it was in vain."""

    def __init__(self, abaikan: Sequence[Mapping[str, str]], asked: Collection[str]) -> None:
        """Take what the settings silence; `asked` are the names of the rules that are heard in this run."""
        self._abaikan, self.asked = abaikan, asked
        self._used: set[int] = set()

    def heard(self, source: Source, every_told: Iterable[Told]) -> Iterator[Told | Diagnostic]:
        """Yield what of one file is not passed over, and what is wrong with its remarks."""
        if not self._abaikan and not has_remarks(source):  # nearly no file silences anything
            yield from every_told
            return
        remarks, faults = remarks_of(source)
        yield from faults
        used = set()
        elsewhere: dict[str, Location] = {}
        for told in every_told:
            remark = next((each for each in remarks if _is_about(each, told)), None)
            if remark is not None:
                used.add(remark)
            elif not self._is_silenced(told):
                elsewhere.setdefault(told.rule, told.start)
                yield told
        for remark in remarks:
            if remark.name not in names_of_rules():
                yield _fault(remark.location, UNKNOWN, *unknown(remark.name))
            elif remark not in used and remark.name in self.asked:
                yield _in_vain(remark, remarks, elsewhere.get(remark.name))

    def _is_silenced(self, told: Told) -> bool:
        """Tell whether the settings pass over a finding."""
        for index, each in enumerate(self._abaikan):
            if each.get("aturan") == told.rule and fnmatchcase(told.source.path, _pattern(each)):
                self._used.add(index)
                return True
        return False

    def in_vain(self, settings: Source) -> Iterator[Diagnostic]:
        """Yield which entries of the settings silenced nothing; to be asked when every position was judged."""
        for index, each in enumerate(self._abaikan):
            if index not in self._used and each.get("alasan") and each.get("aturan") in self.asked:
                message = f"Tidak ada temuan '{each['aturan']}' yang diabaikan oleh bagian ini."
                hint = "Periksa ejaan 'berkas', atau hapus bagian ini."
                yield settings.key_warning(("periksa", "abaikan", index), IN_VAIN, message, hint)


def _in_vain(remark: Remark, remarks: Sequence[Remark], elsewhere: Location | None) -> Diagnostic:
    """Say that a remark silences nothing, and where in its file its rule does speak."""
    message = f"Di sini tidak ada temuan '{remark.name}' yang perlu diabaikan."
    if elsewhere is not None:
        what = f"Temuannya di baris {elsewhere.line}: pindahkan ke atas baris itu; untuk seluruh berkas, "
        return _fault(remark.location, IN_VAIN, message, f"{what}tulis 'periksa: abaikan:' di iki.yaml.")
    is_one_of_many = any(each.location == remark.location for each in remarks if each != remark)
    what = f"Hapus '{remark.name}' dari keterangan ini." if is_one_of_many else "Hapus keterangan ini."
    return _fault(remark.location, IN_VAIN, message, what)


def _pattern(each: Mapping[str, str]) -> str:
    """Return which files are meant; on Windows they may be written with its own sign."""
    return (each.get("berkas") or "*").replace("\\", "/")


def _is_about(remark: Remark, told: Told) -> bool:
    """Tell whether a remark stands at a finding's field: at its key, at its first line or at the very letters."""
    if remark.name != told.rule:
        return False
    source, trail = told.source, told.finding.trail
    if remark.line == source.key_place(trail).line:
        return True
    first, last = _lines_of_value(source, trail)
    return first <= remark.line <= last


def _lines_of_value(source: Source, trail: Trail) -> tuple[int, int]:
    """Return the first and the last line of a text, or the first of anything else."""
    first = source.place(trail).line
    value = source.at(trail) if trail in source.values else None
    if not isinstance(value, str):
        return first, first
    line, column = source.values[trail]
    ends = ends_of(source.lines, (line - 1, column - 1), value, (0, len(value)))
    return first, ends[1][0] + 1 if ends else first
