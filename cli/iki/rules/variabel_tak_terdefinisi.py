"""A formula with variables of which one is explained nowhere, or none is used, or with a bracket left open."""

import re
from collections.abc import Iterator, Mapping

from iki.characters import shortened
from iki.diagnostics import Level
from iki.expressions import Name, explained_in, expression, formulas_in, is_explained, is_left_open, is_variable
from iki.model import Indikator
from iki.rule import Case, Finding, Rule
from iki.source import Data, Trail
from iki.vocabulary import has_operation

_UNIVERSAL = frozenset("n")


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        yield from _structured(row.indikator)
        if row.indikator.formulasi:
            yield from _written(row.indikator, row.indikator.formulasi, case.office.periksa.singkatan)


def _written(indikator: Indikator, formulasi: str, known: tuple[str, ...]) -> Iterator[Finding]:
    """Judge a formula whose variables, if any, are explained in its own text, in `definisi` or in `tambahan`."""
    trail, every = (*indikator.trail, "formulasi"), formulas_in(formulasi)
    if any(each.is_open for each in every) or (is_left_open(formulasi) and has_operation(formulasi)):
        yield _open(trail, formulasi)
    elif every:
        where = "\n".join((formulasi, indikator.definisi or "", *_texts(indikator.tambahan)))
        explained, names = explained_in(where), [name for each in every for name in each.names]
        given = {name for each in every for name in each.defines}
        right = {*known, *re.findall(r"\w+", indikator.nama), *_UNIVERSAL, *given}
        judged = [name for name in names if name.text not in right and (explained or is_variable(name.text))]
        yield from _told(trail, [name for name in judged if not is_explained(name.text, where)])
        yield from _unused(trail, sorted(explained - {name.text for name in names} - right))


def _structured(indikator: Indikator) -> Iterator[Finding]:
    """Judge `rumus` and `variabel` that an office keeps in `tambahan`: there every name is a variable."""
    rumus, variabel = indikator.tambahan.get("rumus"), indikator.tambahan.get("variabel")
    if isinstance(rumus, str) and isinstance(variabel, dict):
        trail, found = (*indikator.trail, "tambahan", "rumus"), expression(rumus)
        if found is None or found.is_open:
            yield _open(trail, rumus)
        else:
            yield from _told(trail, [name for name in found.names if name.text not in variabel])
            yield from _unused(trail, [each for each in variabel if each not in {name.text for name in found.names}])


def _texts(data: Data | Mapping[str, Data]) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from (f"{key}: {text}" for text in _texts(value))


def _told(trail: Trail, unknown: list[Name]) -> Iterator[Finding]:
    if unknown:
        every = list(dict.fromkeys(f"'{name.text}'" for name in unknown))
        hint = f"Tambahkan artinya, misalnya '{unknown[0].text} = jumlah …'."
        yield Finding(
            trail, f"{_joined(every)} dalam rumus belum dijelaskan.", hint, (unknown[0].start, unknown[0].end)
        )


def _unused(trail: Trail, unused: list[str]) -> Iterator[Finding]:
    if unused:
        every = _joined([f"'{each}'" for each in unused])
        yield Finding(trail, f"{every} dijelaskan, tetapi tidak dipakai dalam rumus.", "Pakai dalam rumus, atau hapus.")


def _open(trail: Trail, text: str) -> Finding:
    message = f"Rumus '{shortened(text)}' tidak dapat dihitung: kurung atau tanda hitungnya tidak lengkap."
    return Finding(trail, message, "Lengkapi kurung dan tanda hitungnya, misalnya '(A - B) / B x 100%'.")


def _joined(every: list[str]) -> str:
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} dan {every[-1]}"


RULE = Rule(
    name="variabel-tak-terdefinisi",
    level=Level.WARNING,
    smart="M",
    judge=_judge,
    what="Rumus dengan variabel (A, B, x) yang artinya tidak disebut, variabel yang dijelaskan tetapi tidak dipakai, "
    "atau kurung yang tidak ditutup. Rumus berupa kalimat biasa tidak diperiksa.",
    why="Orang lain harus dapat menghitung dengan rumus yang sama. Arti variabel boleh ditulis di 'formulasi', "
    "'definisi' atau 'tambahan': 'A = jumlah peserta', 'A: …', 'A adalah …', atau 'jumlah peserta (A)'.",
    basis="LKE AKIP 2.a.2",
    before="""
    sasaran:
      - uraian: Meningkatnya partisipasi masyarakat
        indikator:
          - nama: Persentase peserta Musrenbang yang hadir
            formulasi: "A / B x 100%, A = jumlah peserta yang hadir"
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya partisipasi masyarakat
        indikator:
          - nama: Persentase peserta Musrenbang yang hadir
            formulasi: "A / B x 100%, A = jumlah peserta yang hadir, B = jumlah undangan"
    """,
)
