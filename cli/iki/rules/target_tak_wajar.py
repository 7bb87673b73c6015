"""A target that cannot be meant so: over a hundred percent, no better than what is already there, or not given."""

import re
from collections.abc import Iterator
from itertools import pairwise

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.model import Indikator
from iki.rule import Case, Finding, Office, Rule
from iki.source import Trail
from iki.vocabulary import is_share, number_of
from iki.wording import vocabulary_of

_IS_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST = "target-persen"
_MAY_BE_MORE, _TOPS = terms("boleh-lebih"), terms("puncak")
_BEST = {"naik": 100.0, "turun": 0.0}
_WRONG_WAY = {"naik": "lebih rendah", "turun": "lebih tinggi"}


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        yield from _missing(row.indikator, case.office)
        if row.indikator.target or row.indikator.target_periode:
            yield from _too_much(row.indikator, case.office.limit(_MOST, 100))
            yield from _against(row.indikator)
            yield from _equal(row.indikator)
    if case.office.asks_for("target") and _has_no_year(case):
        hint = "Tulis 'tahun: 2026' di iki.yaml, atau 'periode' di jabatan ini."
        yield Finding(("jabatan",), "Tahun berlakunya target belum disebut.", hint, smart="T")


def _missing(indikator: Indikator, office: Office) -> Iterator[Finding]:
    targets = [text for _, text in _targets(indikator)]
    lacks = ["target"] if office.asks_for("target") and not targets else []
    if office.asks_for("satuan") and not indikator.satuan and not any("%" in text for text in targets):
        lacks.append("satuan")
    if lacks:
        message = f"Indikator '{shortened(indikator.nama)}' belum punya {' dan '.join(lacks)}."
        unit = "'persen'" if is_share(indikator.nama) else "'persen', 'orang', 'dokumen', 'hari', atau 'indeks'"
        hint = "Tulis 'target', atau 'target_periode' untuk beberapa tahun." if "target" in lacks else ""
        more = f"Tulis 'satuan', misalnya {unit}." if "satuan" in lacks else ""
        yield Finding((*indikator.trail, "nama"), message, f"{hint} {more}".strip())


def _has_no_year(case: Case) -> bool:
    """Tell whether nothing says of what year the targets are; that is said at the first position alone."""
    kantor, jabatan = case.office.kantor, case.jabatan
    dated = kantor.tahun or kantor.periode or jabatan.periode or any(r.indikator.target_periode for r in case.rows)
    return not dated and jabatan is case.office.every_jabatan[0]


def _targets(indikator: Indikator) -> Iterator[tuple[Trail, str]]:
    if indikator.target:
        yield (*indikator.trail, "target"), indikator.target
    for key, text in indikator.target_periode.items():
        yield (*indikator.trail, "target_periode", key), text


def _too_much(indikator: Indikator, most: int) -> Iterator[Finding]:
    where = f"{indikator.nama} {indikator.formulasi or ''} {indikator.definisi or ''}"
    if not _MAY_BE_MORE.isdisjoint(vocabulary_of(where)):
        return
    is_percent = (indikator.satuan or "").strip().lower() in {"%", "persen", "persentase"}
    for trail, text in _targets(indikator):
        value = number_of(text)
        if value is not None and value > most and (is_percent or "%" in text or "persen" in text.lower()):
            hint = "Periksa angkanya; bila memang dapat lebih, jelaskan di 'definisi' mengapa capaian bisa sebesar itu."
            yield Finding(trail, f"Target '{shortened(text)}' lebih dari {most}%.", hint, (0, len(text)))


def _against(indikator: Indikator) -> Iterator[Finding]:
    """Compare with where it began, and each year with the one before."""
    polaritas = indikator.polaritas or ""
    if polaritas not in _WRONG_WAY:
        return
    for (_, earlier), (trail, later) in _steps(indikator):
        before, after = number_of(earlier), number_of(later)
        if before is not None and after is not None and (after < before if polaritas == "naik" else after > before):
            message = (
                f"Target '{shortened(later)}' {_WRONG_WAY[polaritas]} daripada '{shortened(earlier)}' sebelumnya, "
            )
            hint = "Periksa angka atau 'polaritas'; bila memang direncanakan begitu, diamkan dengan alasannya."
            yield Finding(trail, f"{message}padahal yang baik {polaritas}.", hint, (0, len(later)))


def _steps(indikator: Indikator) -> Iterator[tuple[tuple[Trail, str], tuple[Trail, str]]]:
    begun = [((*indikator.trail, "kondisi_awal"), indikator.kondisi_awal)] if indikator.kondisi_awal else []
    yearly = all(map(_IS_YEAR.fullmatch, indikator.target_periode))
    targets = list(_targets(indikator))
    if indikator.target:
        yield from ((each, targets[0]) for each in begun)
        targets = targets[1:]
    if yearly:
        yield from pairwise([*begun, *targets])


def _equal(indikator: Indikator) -> Iterator[Finding]:
    """Tell of a target that asks for no more than there is; the best there can be may only be kept."""
    awal, polaritas = indikator.kondisi_awal, indikator.polaritas
    trail, text = list(_targets(indikator))[0 if indikator.target else -1]
    if not awal or polaritas == "tetap":
        return
    before, after = number_of(awal), number_of(text)
    if before is None or after is None:
        is_best = text.lower().strip() in _TOPS or text.lower().startswith("sangat")
        is_equal, level = awal.strip().lower() == text.strip().lower() and not is_best, Level.INFO
    else:
        is_best = after == _BEST.get(polaritas or "naik") or after == 0
        is_equal = before == after and not is_best and (polaritas is not None or is_share(indikator.nama))
        level = Level.WARNING if polaritas else Level.INFO
    if is_equal:
        hint = "Naikkan targetnya, atau tulis 'polaritas: tetap' bila memang cukup dipertahankan."
        yield Finding(trail, f"Target '{shortened(text)}' sama dengan kondisi awal.", hint, (0, len(text)), level=level)


RULE = Rule(
    name="target-tak-wajar",
    level=Level.WARNING,
    smart="A",
    judge=_judge,
    what="Target lebih dari 100 persen, sama dengan kondisi awal, atau berlawanan dengan polaritasnya. Target, satuan "
    "atau tahun yang tidak ada disebut hanya bila kantor mewajibkannya ('periksa: wajib: [target, satuan]').",
    why="Target harus dapat dicapai, tetapi menantang. Pertumbuhan, rasio, dan realisasi terhadap target "
    "boleh melebihi 100 persen; capaian terbaik (100 persen, nol, WTP) boleh dipertahankan.",
    basis="LKE AKIP 1.b.7",
    limits=((_MOST, 100, "target persen paling tinggi yang wajar"),),
    before="""
    sasaran:
      - uraian: Meningkatnya kelengkapan arsip
        indikator:
          - nama: Persentase arsip yang lengkap
            formulasi: Jumlah arsip yang lengkap dibagi jumlah seluruh arsip dikali 100%
            target: 120%
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya kelengkapan arsip
        indikator:
          - nama: Persentase arsip yang lengkap
            formulasi: Jumlah arsip yang lengkap dibagi jumlah seluruh arsip dikali 100%
            target: 95%
    """,
)
