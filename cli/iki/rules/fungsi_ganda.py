"""A function that stands twice in a position, or word for word with its superior or a colleague."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.model import Jabatan
from iki.rule import Case, Finding, Office, Rule
from iki.vocabulary import spellings
from iki.wording import FUNCTION_WORDS, content_of, normal, small_words, stem

_COMMON = terms("fungsi-umum")
_FEWEST_WORDS = 3
_MANY = 3

_Said = frozenset[str]


def _judge(case: Case) -> Iterator[Finding]:
    jabatan, holders, own = case.jabatan, case.office.shared(_holders), dict[_Said, int]()
    for index, said in enumerate(case.office.shared(_every_said)[jabatan.id]):
        if said in own:
            message = f"Fungsi ini sama dengan fungsi nomor {own[said] + 1}: '{shortened(jabatan.fungsi[index])}'."
            yield Finding(("fungsi", index), message, "Hapus salah satunya.")
        elif 1 < len(holders.get(said, ())) < _MANY:
            other = next(each for each in holders[said] if each != jabatan.id)
            yield from _copied(case, index, case.office.by_id[other])
        own.setdefault(said, index)


def _copied(case: Case, index: int, other: Jabatan) -> Iterator[Finding]:
    """Yield what was copied from the superior, or from a colleague who stands above in the office's order."""
    jabatan = case.jabatan
    is_colleague = other.atasan == jabatan.atasan and jabatan.atasan is not None and not _are_alike(case, other)
    order = case.office.shared(_order)
    if other.id == jabatan.atasan or (is_colleague and order[other.id] < order[jabatan.id]):
        yield Finding(
            ("fungsi", index),
            f"Fungsi ini sama dengan fungsi {other.nama}: '{shortened(jabatan.fungsi[index])}'.",
            "Sebut bagian yang menjadi tugas jabatan ini, supaya jelas siapa mengerjakan apa.",
        )


def _are_alike(case: Case, other: Jabatan) -> bool:
    """Tell whether two positions are of one kind, such as two Lurah: most of their functions are the same."""
    first, second = (frozenset(case.office.shared(_every_said)[each.id]) for each in (case.jabatan, other))
    return 2 * len(first & second) > min(len(first), len(second))


def _holders(office: Office) -> Mapping[_Said, tuple[str, ...]]:
    """Return which positions have each function, by what it says; those that everybody has are left out."""
    found: dict[_Said, list[str]] = defaultdict(list)
    for jabatan in office.every_jabatan:
        for said in set(office.shared(_every_said)[jabatan.id]):
            if len(said) >= _FEWEST_WORDS and len(found[said]) < _MANY:
                found[said].append(jabatan.id)
    return {said: tuple(some) for said, some in found.items()}


def _every_said(office: Office) -> Mapping[str, tuple[_Said, ...]]:
    """Return what the functions of each position say, by its id."""
    return {jabatan.id: tuple(map(_said, jabatan.fungsi)) for jabatan in office.every_jabatan}


def _order(office: Office) -> Mapping[str, int]:
    return {jabatan.id: place for place, jabatan in enumerate(office.every_jabatan)}


@lru_cache(maxsize=5_000)
def _said(fungsi: str) -> _Said:
    """Return what a function says, whatever the spelling and order; of one that everybody has, its whole text."""
    words = small_words(fungsi)
    if not _COMMON.isdisjoint(words):
        return frozenset({normal(fungsi)})
    wrong = spellings()
    if wrong.keys().isdisjoint(words):
        return content_of(fungsi)
    right = frozenset(wrong[word].instead if word in wrong else word for word in words)
    return frozenset(map(stem, right - FUNCTION_WORDS))


RULE = Rule(
    name="fungsi-ganda",
    level=Level.INFO,
    judge=_judge,
    what="Fungsi yang tertulis dua kali, atau sama persis dengan fungsi atasan atau rekan setingkat.",
    why="Dari fungsi harus jelas siapa mengerjakan apa. Fungsi yang memang dimiliki tiga jabatan atau lebih, seperti "
    "pembinaan bawahan, tidak dipersoalkan.",
    before="""
    fungsi:
      - Pengelolaan arsip dan surat
      - Pengelolaan surat dan arsip
    """,
    after="""
    fungsi:
      - Pengelolaan arsip
      - Pengelolaan surat
    """,
)
