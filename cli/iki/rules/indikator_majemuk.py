"""An indikator that measures two things at once: which of them was reached cannot be seen from one number."""

import re
from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.rule import Case, Finding, Rule
from iki.vocabulary import MEASURES, listed
from iki.wording import Word, vocabulary_of, words_of

_ONE_NUMBER = terms("satu-angka")
_AND = frozenset(("dan", "serta"))
_OR_NOT = frozenset(("bukan", "non", "tidak"))
_ENDS_THE_HEAD = terms("akhir-pokok")
_COMPARES, _UNITS = terms("banding-dua"), terms("nama-unit")
_SLASHES = re.compile(r"[^\W\d_]{3,}(?:\s?/\s?[^\W\d_]{3,}){2,}")


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        nama = row.indikator.nama
        if _AND.isdisjoint(vocabulary_of(nama)) and "/" not in nama:
            continue
        head = _head(nama)
        place = _joint(nama, head)
        if place is not None:
            yield Finding(
                (*row.indikator.trail, "nama"),
                f"Indikator '{shortened(nama)}' tampaknya mengukur lebih dari satu hal.",
                _hint(nama[head[0].start : place[0]].strip(), nama[place[1] : head[-1].end].strip()),
                place,
            )


def _hint(left: str, right: str) -> str:
    if not left or not right or "," in left:
        return "Pisahkan menjadi satu indikator untuk masing-masing."
    return f"Pisahkan menjadi satu indikator untuk '{shortened(left)}' dan satu untuk '{shortened(right)}'."


def _head(nama: str) -> tuple[Word, ...]:
    """Return the words of a name that say what is measured: after the measure, before what narrows it down."""
    words = words_of(nama.partition("(")[0])
    if words and words[0].lower in MEASURES:
        words = () if words[0].lower in _ONE_NUMBER else words[1:]
    end = next((place for place, word in enumerate(words) if word.lower in _ENDS_THE_HEAD), len(words))
    return words[:end]


def _joint(nama: str, head: tuple[Word, ...]) -> tuple[int, int] | None:
    """Return where two things are joined, unless both are one, are compared, or name an office."""
    if not head or any(word.lower in _UNITS for word in head):
        return None
    if any(word.lower in _COMPARES for word in words_of(nama[: head[-1].end])):
        return None
    pairs = listed("satu_hal").found_in([word.lower for word in head])
    one = {place for start, end, _ in pairs for place in range(start, end)}
    for place, word in enumerate(head[1:-1], start=1):
        if word.lower in _AND and place not in one and not _is_one(head, place) and nama[word.end] != "/":
            return word.start, word.end
    slashes = _SLASHES.search(nama, head[0].start, head[-1].end)
    return None if slashes is None or slashes[0].isupper() else slashes.span()


def _is_one(head: tuple[Word, ...], place: int) -> bool:
    """Tell whether a name in capitals is joined amid small words, or abbreviations, or a word and its denial."""
    before, after = head[place - 1].text, head[place + 1].text
    if (before.isupper() and after.isupper()) or after.lower() in _OR_NOT:
        return True
    others = [word.text for word in head if word.start and word.lower not in _AND]
    return before[0].isupper() and after[0].isupper() and any(text[0].islower() for text in others)


RULE = Rule(
    name="indikator-majemuk",
    level=Level.INFO,
    smart="S",
    judge=_judge,
    what="Satu indikator yang menggabungkan dua hal dengan 'dan', 'serta', atau garis miring. Pasangan yang memang "
    "satu hal, seperti 'sarana dan prasarana', tidak disebut.",
    why="Bila satu tercapai dan yang lain tidak, satu angka tidak dapat menunjukkannya.",
    basis="LKE AKIP 1.b.5",
    before="""
    sasaran:
      - uraian: Meningkatnya mutu aparatur
        indikator:
          - nama: Persentase kehadiran dan kompetensi pegawai
            formulasi: Jumlah pegawai yang hadir dan kompeten dibagi jumlah pegawai dikali 100%
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya mutu aparatur
        indikator:
          - nama: Persentase kehadiran pegawai
            formulasi: Jumlah hari hadir dibagi jumlah hari kerja dikali 100%
          - nama: Persentase pegawai yang lulus uji kompetensi
            formulasi: Jumlah pegawai yang lulus dibagi jumlah pegawai yang diuji dikali 100%
    """,
)
