"""The same sources for whatever is counted, in one position after the other."""

from collections import Counter
from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.model import Jabatan
from iki.rule import Case, Finding, Office, Rule

_FEW = 3


def _judge(case: Case) -> Iterator[Finding]:
    sumber = _only_list(case.jabatan)
    times = case.office.shared(_times)[sumber] if sumber else 0
    if times >= _FEW and case.jabatan.sumber_data is not None:
        yield Finding(
            ("sumber_data",),
            f"Sumber data semua indikator di sini sama dengan di {times - 1} jabatan lain "
            f"({shortened(', '.join(sumber))}).",
            "Satu sel gabungan boleh saja; bila angkanya berasal dari catatan yang berbeda, isi 'sumber_data' "
            "pada indikatornya.",
        )


def _times(office: Office) -> Counter[tuple[str, ...]]:
    """Return how many positions know only one list of sources, by that list."""
    return Counter(filter(None, map(_only_list, office.every_jabatan)))


def _only_list(jabatan: Jabatan) -> tuple[str, ...]:
    """Return the sources that all rows of a position have; nothing where they differ."""
    every = {indikator.sumber_data for sasaran in jabatan.sasaran for indikator in sasaran.indikator}
    return every.pop() if len(every) == 1 else ()


RULE = Rule(
    name="sumber-seragam",
    level=Level.INFO,
    judge=_judge,
    what="Satu daftar sumber data yang sama untuk semua indikator di tiga jabatan atau lebih.",
    why="Jabatan yang berbeda biasanya mencatat pekerjaannya di tempat yang berbeda. Satu sel gabungan adalah bentuk "
    "yang lazim, jadi ini hanya catatan; sumber bawaan di iki.yaml tidak dihitung.",
    basis="LKE AKIP 2.a.3",
    before="""
    sumber_data: [Renstra, Laporan kegiatan]
    # kasi-a.yaml
    sumber_data: [Renstra, Laporan kegiatan]
    # kasi-b.yaml
    sumber_data: [Renstra, Laporan kegiatan]
    """,
    after="""
    sumber_data: [Renstra, Daftar arsip]
    # kasi-a.yaml
    sumber_data: [Renstra, Laporan kegiatan]
    # kasi-b.yaml
    sumber_data: [Renstra, Register pelayanan]
    """,
)
