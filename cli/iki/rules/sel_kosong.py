"""A cell that prints blank: the author left a text empty, and whoever signs should know it."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.model import Indikator, Jabatan, Sasaran
from iki.rule import Finding, Rule
from iki.source import Trail


def _judge(jabatan: Jabatan) -> Iterator[Finding]:
    yield from _empty(jabatan.tugas, ("tugas",), "Tugas")
    yield from _empty(jabatan.fungsi, ("fungsi",), "Fungsi")
    for sasaran in jabatan.sasaran:
        yield from _empty(sasaran.uraian, (*sasaran.trail, "uraian"), f"Sasaran nomor {sasaran.nomor}")
        for indikator in sasaran.indikator:
            yield from _judge_indikator(sasaran, indikator)
    yield from _judge_sumber_data(jabatan)


def _judge_indikator(sasaran: Sasaran, indikator: Indikator) -> Iterator[Finding]:
    what = f"Formulasi indikator '{shortened(indikator.nama)}' (sasaran nomor {sasaran.nomor})"
    yield from _empty(indikator.formulasi, (*indikator.trail, "formulasi"), what)


def _judge_sumber_data(jabatan: Jabatan) -> Iterator[Finding]:
    """Report once where the position's own value is empty, else at each indicator that is left without."""
    if jabatan.sumber_data == ():
        yield from _empty((), ("sumber_data",), "Sumber data jabatan ini")
        return
    for sasaran in jabatan.sasaran:
        for indikator in sasaran.indikator:
            what = f"Sumber data indikator '{shortened(indikator.nama)}'"
            yield from _empty(indikator.sumber_data, (*indikator.trail, "sumber_data"), what)


def _empty(value: str | tuple[str, ...] | None, trail: Trail, what: str) -> Iterator[Finding]:
    if not value:
        yield Finding(trail, f"{what} kosong; selnya akan tercetak kosong.", "Isi teksnya bila sudah ada.")


RULE = Rule("sel-kosong", Level.WARNING, _judge)
