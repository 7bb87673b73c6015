"""A cell that prints blank, or what a new file says instead: whoever signs should know it."""

from collections.abc import Collection, Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.form import printed_names
from iki.model import Jabatan, Sasaran
from iki.rule import Case, Finding, Rule
from iki.source import Trail

_PLACEHOLDER = "(tuliskan nama indikator di sini)"
"""What a new position's file says instead of the name that every indikator has to have."""


def _judge(case: Case) -> Iterator[Finding]:
    jabatan, printed = case.jabatan, printed_names(case.office.bentuk)
    if not jabatan.tugas and "tugas" in printed:
        yield _empty(("tugas",), "Tugas")
    if not jabatan.fungsi and "fungsi" in printed:
        yield _empty(("fungsi",), "Fungsi")
    for sasaran in jabatan.sasaran:
        yield from _judge_sasaran(sasaran, printed)
    if "sumber_data" not in printed:
        return
    if jabatan.sumber_data == ():
        yield _empty(("sumber_data",), "Sumber data jabatan ini")
    else:
        yield from _judge_sumber_data(jabatan)


def _judge_sasaran(sasaran: Sasaran, printed: Collection[str]) -> Iterator[Finding]:
    if not sasaran.uraian and "sasaran" in printed:
        yield _empty((*sasaran.trail, "uraian"), f"Sasaran nomor {sasaran.nomor}", "R")
    for indikator in sasaran.indikator:
        if _PLACEHOLDER in indikator.nama:
            yield Finding(
                (*indikator.trail, "nama"),
                f"Nama indikator (sasaran nomor {sasaran.nomor}) masih petunjuk dari 'iki new'; akan tercetak begitu.",
                "Ganti dengan nama indikatornya.",
                (0, len(indikator.nama)),
                smart="S",
            )
    for indikator in sasaran.indikator if "formulasi" in printed else ():
        if not indikator.formulasi:
            what = f"Formulasi indikator '{shortened(indikator.nama)}' (sasaran nomor {sasaran.nomor})"
            yield _empty((*indikator.trail, "formulasi"), what, "M")


def _judge_sumber_data(jabatan: Jabatan) -> Iterator[Finding]:
    for sasaran in jabatan.sasaran:
        for indikator in sasaran.indikator:
            if not indikator.sumber_data:
                what = f"Sumber data indikator '{shortened(indikator.nama)}'"
                yield _empty((*indikator.trail, "sumber_data"), what, "R")


def _empty(trail: Trail, what: str, smart: str = "") -> Finding:
    message = f"{what} kosong; selnya akan tercetak kosong."
    return Finding(trail, message, "Isi teksnya bila sudah ada.", smart=smart)


RULE = Rule(
    name="sel-kosong",
    level=Level.WARNING,
    judge=_judge,
    what="Tugas, fungsi, sasaran, formulasi atau sumber data yang dikosongkan; nama indikator yang masih petunjuk dari "
    "'iki new'.",
    why="Sel itu tercetak kosong. Indikator tanpa formulasi atau sumber data tidak dapat dihitung oleh orang lain.",
    basis="PermenPANRB 53/2014; LKE AKIP 2.a.2",
    before="""
    sasaran:
      - uraian: Meningkatnya kualitas pelayanan
        indikator:
          - nama: Indeks kepuasan masyarakat
            formulasi:
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya kualitas pelayanan
        indikator:
          - nama: Indeks kepuasan masyarakat
            formulasi: Nilai rata-rata unsur pelayanan dalam survei, dikali 25
    """,
    is_of_the_print=True,
)
