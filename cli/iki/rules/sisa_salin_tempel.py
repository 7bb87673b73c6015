"""What is left of another agency's document: its kind of agency, or the name of its district."""

import re
from collections.abc import Collection, Iterator

from iki.diagnostics import Level
from iki.lists import rows, terms
from iki.rule import Case, Finding, Rule, Text
from iki.wording import vocabulary_of, words_of

_OWN = terms("milik-sendiri")
_OTHERS = terms("bukan-instansi")
_PAIRS = frozenset((own, other) for own, other in rows("salin_tempel"))
_DISTRICT = re.compile(r"\b(?:Camat|Kecamatan) ([A-Z]\w+)((?: [A-Z]\w+)?)")


def _judge(case: Case) -> Iterator[Finding]:
    office = case.office.kantor.perangkat_daerah or ""
    kind = "rsud" if office.lower().startswith("rumah sakit") else office.lower().split(" ")[0]
    foreign = {other for own, other in _PAIRS if own == kind}
    has_other = any(other in case.whole for other in foreign)
    for text in case.texts if has_other or kind == "kecamatan" else ():
        for start, end in _foreign_kinds(text, foreign) if has_other else ():
            message = f"'{text.text[start:end]}' terdengar seperti dari instansi lain; ini {office}."
            yield Finding(text.trail, message, f"Bila tersalin, ganti dengan '{kind}'.", (start, end))
        if kind == "kecamatan" and "amat" in text.text:
            yield from _foreign_districts(text, office)


def _foreign_kinds(text: Text, foreign: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where another kind of agency is spoken of as one's own: *aparatur dinas*, not *kendaraan dinas*."""
    every = vocabulary_of(text.text)
    words = () if every.isdisjoint(foreign) or every.isdisjoint(_OWN) else words_of(text.text)
    for before, word, after in zip(words, words[1:], (*words[2:], None), strict=False):
        if word.lower in foreign and before.lower in _OWN:
            is_one_of_many = "/" in text.text[word.start - 1 : word.end + 1]
            is_another = after is not None and (after.lower in _OTHERS or after.text[0].isupper())
            if not is_one_of_many and not is_another:
                yield before.start, word.end


def _foreign_districts(text: Text, office: str) -> Iterator[Finding]:
    """Yield where a neighbouring district is named: in a position's name any, elsewhere one that begins alike."""
    first, *rest = office.split()[1:] or [""]
    for found in _DISTRICT.finditer(text.text) if first else ():
        is_alike, is_same = found[1] == first, f"{found[1]}{found[2]}" == " ".join((first, *rest[:1]))
        if not is_same and ((is_alike and bool(found[2])) or text.field == "jabatan"):
            message = f"'{found[0]}' bukan {office}."
            yield Finding(text.trail, message, "Bila tersalin dari kecamatan lain, ganti namanya.", found.span())


RULE = Rule(
    name="sisa-salin-tempel",
    level=Level.WARNING,
    is_of_language=True,
    judge=_judge,
    what="Kata yang tertinggal dari dokumen instansi lain: 'aparatur dinas' di kecamatan, nama kecamatan tetangga.",
    why="Dokumen yang tersalin dari instansi lain mudah dikenali pembaca. Jenis instansi diambil dari "
    "'perangkat_daerah' di iki.yaml; 'kendaraan dinas' dan sebutan bagi instansi lain tidak dipersoalkan.",
    before="""
    fungsi:
      - Peningkatan kapasitas aparatur dinas
    # iki.yaml
    perangkat_daerah: Kecamatan Sukamaju
    """,
    after="""
    fungsi:
      - Peningkatan kapasitas aparatur kecamatan
    # iki.yaml
    perangkat_daerah: Kecamatan Sukamaju
    """,
)
