"""What a reviewer's worksheet shows: every indikator with what the rules say of it, by the letters of SMART."""

from collections.abc import Iterable, Mapping, Sequence

from iki.characters import shortened
from iki.lint import Told, every_rule
from iki.model import Indikator, Jabatan, Sasaran
from iki.quality import Quality
from iki.rule import Rule
from iki.source import Trail
from iki.views import BarisReviu, Reviu, Temuan

_CALLED = {"uraian": "Sasaran", "nama": "Indikator", "formulasi": "Formulasi"}
"""What messages call the texts that a row shows."""


def every_reviu(every_jabatan: Iterable[Jabatan], quality: Quality) -> tuple[Reviu, ...]:
    """Return what the worksheet shows of each position; what the office has put off is shown too."""
    rules = {rule.name: rule for rule in every_rule()}
    by_id: dict[str, list[Told]] = {}
    for told in sorted((*quality.told, *quality.known), key=_place):
        by_id.setdefault(told.jabatan.id, []).append(told)
    return tuple(_reviu(jabatan, by_id.get(jabatan.id, ()), rules) for jabatan in every_jabatan)


def _place(told: Told) -> tuple[int, int]:
    return told.start.line, told.start.column


def _reviu(jabatan: Jabatan, every_told: Sequence[Told], rules: Mapping[str, Rule]) -> Reviu:
    of_contents = [told for told in every_told if not rules[told.rule].is_of_language]
    by_row: dict[Trail | None, list[Temuan]] = {}
    rows = _rows(jabatan)
    for told in of_contents:
        letter = told.finding.smart or rules[told.rule].smart
        row = _row_of(told.finding.trail, rows) if letter else None
        by_row.setdefault(row, []).append(_temuan(told, letter, is_in_a_row=row is not None))
    pairs = [(sasaran, indikator) for sasaran in jabatan.sasaran for indikator in sasaran.indikator]
    return Reviu(
        jabatan=jabatan,
        temuan=tuple(by_row.get(None, ())),
        bahasa=len(every_told) - len(of_contents),
        baris=tuple(
            _baris(number, sasaran, indikator, by_row.get(indikator.trail, ()))
            for number, (sasaran, indikator) in enumerate(pairs, start=1)
        ),
    )


def _rows(jabatan: Jabatan) -> dict[Trail, Trail]:
    """Return where findings about an item stand: an indikator's in its row, a sasaran's in that of its first one."""
    first = {sasaran.trail: sasaran.indikator[0].trail for sasaran in jabatan.sasaran if sasaran.indikator}
    return first | {each.trail: each.trail for sasaran in jabatan.sasaran for each in sasaran.indikator}


def _row_of(trail: Trail, rows: Mapping[Trail, Trail]) -> Trail | None:
    """Return the row of the innermost item that a finding is in; None for one that is in none of them."""
    return next((rows[trail[:end]] for end in range(len(trail), 0, -1) if trail[:end] in rows), None)


def _temuan(told: Told, letter: str, *, is_in_a_row: bool) -> Temuan:
    message = _beside_its_texts(told) if is_in_a_row else told.finding.message
    return Temuan(aturan=told.rule, huruf=letter or None, pesan=message, saran=told.finding.hint or None)


def _beside_its_texts(told: Told) -> str:
    """Return a message that need not begin with a quote of the very text that stands in its row."""
    trail, message = told.finding.trail, told.finding.message
    called, text = _CALLED.get(str(trail[-1]), ""), told.source.at(trail)
    quote = f"'{shortened(text)}'" if called and isinstance(text, str) else ""
    for start in (f"{called} {quote}", quote) if quote else ():
        if message.startswith(start):
            return f"{called} ini{message.removeprefix(start)}"
    return message


def _baris(number: int, sasaran: Sasaran, indikator: Indikator, every_temuan: Sequence[Temuan]) -> BarisReviu:
    of = {letter: tuple(each for each in every_temuan if each.huruf == letter) for letter in "SMART"}
    return BarisReviu(
        nomor=number, sasaran=sasaran, indikator=indikator, s=of["S"], m=of["M"], a=of["A"], r=of["R"], t=of["T"]
    )
