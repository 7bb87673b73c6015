"""A subordinate's indikator that is the superior's own, whole: what the subordinate's share of it is stays open."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.model import Indikator, Jabatan
from iki.rule import Case, Finding, Office, Rule
from iki.vocabulary import MEASURES
from iki.wording import content_of, first_word, stem

_EMPTY = frozenset(map(stem, MEASURES | terms("pengisi") | terms("andil-kosong")))
_SHARE = terms("andil")
_ASIDE = re.compile(r"\([^()]*\)")


def _judge(case: Case) -> Iterator[Finding]:
    atasan, jabatan = case.atasan, case.jabatan
    if atasan is None or atasan is jabatan or len(jabatan.mencakup) > 1:
        return
    above = {_core(each.nama): each for sasaran in atasan.sasaran for each in sasaran.indikator}
    for row in case.rows:
        own, core = row.indikator, _core(row.indikator.nama)
        its = above.get(core)
        if core and its is not None and not _is_a_share(own, its) and not _is_shared(core, jabatan, case.office):
            yield Finding(
                (*own.trail, "nama"),
                f"Indikator '{shortened(own.nama)}' sama dengan indikator atasannya, '{shortened(its.nama)}'.",
                "Sebut bagian yang menjadi tanggungan jabatan ini, misalnya wilayah, sasaran warga atau tahapnya.",
                (0, len(own.nama)),
            )


@lru_cache(maxsize=50_000)
def _core(nama: str) -> frozenset[str]:
    """Return what a name is about: without its measure, without what stands in brackets."""
    return content_of(_ASIDE.sub(" ", nama) if "(" in nama else nama) - _EMPTY


def _is_a_share(own: Indikator, its: Indikator) -> bool:
    """Tell whether the subordinate's has a measure, a target or words of its own share."""
    measures = {first_word(own.nama), first_word(its.nama)}
    if (measures <= MEASURES and len(measures) > 1) or own.target != its.target:
        return True
    return not _SHARE.isdisjoint(f"{own.nama} {own.formulasi or ''}".lower().split())


def _is_shared(core: frozenset[str], jabatan: Jabatan, office: Office) -> bool:
    """Tell whether others under the same superior have it too: then each stands for a part of the whole."""
    return office.shared(_holders)[jabatan.atasan or "", core] > 1


def _holders(office: Office) -> Counter[tuple[str, frozenset[str]]]:
    """Return how many positions under each superior have an indikator that is about something."""
    found = Counter[tuple[str, frozenset[str]]]()
    for jabatan in office.every_jabatan:
        cores = {_core(each.nama) for sasaran in jabatan.sasaran for each in sasaran.indikator}
        found.update((jabatan.atasan or "", core) for core in cores)
    return found


_ABOVE = """
    # camat.yaml
    jabatan: Camat
    sasaran:
      - uraian: Meningkatnya partisipasi masyarakat
        indikator:
          - nama: Persentase usulan warga yang didanai
            formulasi: Jumlah usulan yang didanai dibagi jumlah seluruh usulan dikali 100%
    # kasi.yaml
    jabatan: Kepala Seksi Pembangunan
    atasan: camat
    sasaran:
      - uraian: Meningkatnya mutu usulan pembangunan
        indikator:
"""

RULE = Rule(
    name="penerusan-utuh",
    level=Level.INFO,
    smart="R",
    judge=_judge,
    what="Indikator bawahan yang sama dengan indikator atasannya, tanpa menyebut bagian siapa.",
    why="Bila atasan dan bawahan memakai indikator yang sama, keberhasilan satu orang dihitung dua kali dan andil "
    "masing-masing tidak tampak. Diam bila targetnya berbeda, atau bila bawahan lain membaginya juga.",
    before=_ABOVE
    + """
          - nama: Persentase usulan warga yang didanai
            formulasi: Jumlah usulan yang didanai dibagi jumlah seluruh usulan dikali 100%
    """,
    after=_ABOVE
    + """
          - nama: Persentase usulan warga yang lengkap
            formulasi: Jumlah usulan yang lengkap dibagi jumlah seluruh usulan dikali 100%
    """,
)
