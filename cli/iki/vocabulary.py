"""What the field's words mean to rules: measures, shares, operations, outcomes; what is to stand instead of words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from iki.lists import rows, terms
from iki.rule import Case, Office
from iki.wording import first_word, small_words, texts_of_words, vocabulary_of, words_of

_PARTS = {row[0]: (row[1], row[2]) for row in rows("pembagi")}

MEASURES = terms("ukuran")
"""Words with which the name of a measure begins."""

SHARES = terms("bagian")
"""Measures that are one number divided by another."""

ACTIVITIES = terms("kegiatan")
"""Words with which what is done begins, not what comes of it: *Pelaksanaan*, *Program*, *Menyusun*."""

OUTCOME = re.compile(r"(?:me|ter|ber)\w+nya$|\w{4,}nya$")
"""A word with which an outcome begins: *Meningkatnya*, *Terwujudnya*, *Optimalnya*."""

_VALUE = re.compile(r"\s*(?:[<>≤≥=±~]|rp\.?|min\.?|maks\.?|minimal|maksimal)*\s*(\d+(?:[.,]\d+)*)[^\d]*", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")

_OPERATION = re.compile(
    r"\bpembilang\b.*\b(?:penyebut|pembagi)\b|\bdibagi\b"
    r"|\bdikali(?:kan)?\b|\bdikurangi\b|\bditambah\b|\bselisih\b|\bdibanding(?:kan)? dengan\b|\bper seratus\b"
    r"|\s[/÷:x\N{MULTIPLICATION SIGN}*+=]\s|÷|(?:(?<![^\W\d_])x|[*\N{MULTIPLICATION SIGN}])\s?100\b|100\s?%|[Σ∑]|\)\s?/"
    r"|/\s?(?:\(|jumlah|total|seluruh|target)|[_─—]{3}|\brata-rata\b|\bper\s\d{1,3}[.,]?000\b"
)
_SIGNS = frozenset("/÷:\N{MULTIPLICATION SIGN}*+=%Σ∑_─—-")
_OPERATING = frozenset((
    "pembilang", "dibagi", "dikali", "dikalikan", "dikurangi", "ditambah", "selisih", "dibanding", "dibandingkan",
    "seratus", "x", "per",
))  # fmt: skip
"""A text with none of these signs and words reckons nothing: most have none, and that is known at once."""

_ENGLISH, _FIRST = frozenset(("rate", "ratio", "index")), 4
"""What ends the English name of a measure: *Bed Occupancy Rate*, *Case Fatality Rate*."""
_ABSTRACT = re.compile(r"(?:ke|pe)\w+an$|\w+nya$|tingkat$|partisipasi$|capaian$|kualitas$")


@lru_cache(maxsize=5_000)
def has_operation(formulasi: str) -> bool:
    """Tell whether a formula says how something is reckoned; `kecamatan/kelurahan` divides nothing."""
    small = formulasi.lower()
    if " dibagi " in small or " dikali " in small:  # nearly every formula that reckons does it so
        return True
    may_have = not (_SIGNS.isdisjoint(formulasi) and _OPERATING.isdisjoint(vocabulary_of(formulasi)))
    return may_have and _OPERATION.search(small) is not None


def is_measure(nama: str) -> bool:
    """Tell whether a name begins with a measure: *tingkat kota* in its middle is a level, not one."""
    if nama.lstrip().startswith("%") or first_word(nama) in MEASURES:
        return True
    return not _ENGLISH.isdisjoint(small_words(nama)[:_FIRST])


def is_share(nama: str) -> bool:
    """Tell whether a name begins with a measure that is one number divided by another."""
    return nama.lstrip().startswith("%") or first_word(nama) in SHARES


def share_formula(text: str) -> str:
    """Return how a share could be reckoned that is named *Persentase arsip yang tertata*; dots where that is unsaid."""
    words = words_of(text)
    first, about = (words[1].lower, text[words[1].start :]) if words[1:] else ("", "")
    if first in _PARTS and words[2:]:
        part, whole = _PARTS[first]
        return f"{part.replace('{}', text[words[2].start :])} dibagi {whole} dikali 100%"
    if not first or _ABSTRACT.match(first):
        about, whole = "… yang …", "…"
    else:
        whole, condition, _ = about.partition(" yang ")
        whole = whole if condition else "…"
    return f"Jumlah {about} dibagi jumlah seluruh {whole} dikali 100%"


class Replacement(NamedTuple):
    """What is to stand instead of some words, how sure that is (`tinggi`, `sedang`, `rendah`), and what more to say."""

    instead: str
    certainty: str
    note: str


class Phrases(NamedTuple):
    """Sequences of words, found by their first one: each with what it stands for."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], Replacement], ...]]
    by_longest: Mapping[str, tuple[frozenset[str], ...]]
    """The words of each by the longest of them."""
    longest: frozenset[str]

    def told_by(self, words: frozenset[str]) -> frozenset[str]:
        """Return the longest words of those sequences all of whose words are among some: a text without has none."""
        some, by_longest = self.longest & words, self.by_longest
        return frozenset([each for each in some if any(map(words.issuperset, by_longest[each]))]) if some else some

    def found_in(self, words: Sequence[str]) -> Iterator[tuple[int, int, Replacement]]:
        """Yield from which word (in small letters) to which a sequence stands, the longest at each place."""
        done, known = 0, self.by_first
        for place in [place for place, word in enumerate(words) if word in known]:
            for sequence, replacement in known[words[place]] if place >= done else ():
                end = place + len(sequence)
                if tuple(words[place:end]) == sequence:
                    yield place, end, replacement
                    done = end
                    break

    def in_text(self, text: str) -> Iterator[tuple[int, int, Replacement]]:
        """Yield the same of a whole text; most texts have not all words of any, and that is known at once."""
        return self.found_in(small_words(text)) if self.told_by(vocabulary_of(text)) else iter(())


def phrases(every: Mapping[str, Replacement]) -> Phrases:
    """Return sequences of words by the first word of each, longer ones first."""
    found: dict[str, list[tuple[tuple[str, ...], Replacement]]] = {}
    for written, replacement in every.items():
        sequence = tuple(texts_of_words(written.lower()))
        if sequence:
            found.setdefault(sequence[0], []).append((sequence, replacement))
    by_longest: dict[str, list[frozenset[str]]] = {}
    for sequence, _ in chain.from_iterable(found.values()):
        by_longest.setdefault(max(sequence, key=len), []).append(frozenset(sequence))
    by_first = {first: tuple(sorted(some, key=lambda each: -len(each[0]))) for first, some in found.items()}
    return Phrases(by_first, {each: tuple(some) for each, some in by_longest.items()}, frozenset(by_longest))


@cache
def listed(name: str) -> Phrases:
    """Return the words of one of iki's lists, each with its group as what it stands for, and a note if it has one."""
    return phrases({words: Replacement(group, "", note) for words, group, note, *_ in map(_filled, rows(name))})


def number_of(text: str) -> float | None:
    """Return the number that a value such as *≥ 85,5 %*, *Rp1.500.000* or *12 dokumen* is; None for other texts."""
    found = _VALUE.fullmatch(text)
    if found is None:
        return None
    whole, _, part = found[1].partition(",")
    if not part and not _THOUSANDS.fullmatch(whole):
        whole, _, part = whole.partition(".")
    return float(f"{whole.replace('.', '')}.{part or 0}")


def share_of(nama: str) -> str | None:
    """Return the formula that a name such as *kendaraan yang laik jalan* asks for; None for one of another form."""
    words = words_of(nama)
    thing, _, state = nama[words[1].start if len(words) > 1 and words[0].lower in MEASURES else 0 :].partition(" yang ")
    if not state or not thing:
        return None
    thing = thing[:1].lower() + thing[1:] if thing[1:2].islower() else thing
    return f"Jumlah {thing} yang {state} dibagi jumlah seluruh {thing} dikali 100%"


@cache
def spellings() -> Mapping[str, Replacement]:
    """Return iki's own list of what is not written as the standard has it."""
    return {
        wrong: Replacement(right, certainty, note) for wrong, right, _, certainty, note in map(_filled, rows("baku"))
    }


def _filled(row: list[str]) -> list[str]:
    return (row + [""] * 5)[:5]


_PLANS = terms("rencana-laporan")
_UNITS = terms("satuan-kerja")
_LONGEST_PLAN = max(len(plan.split()) for plan in _PLANS)
_YEAR_OR_SO = re.compile(r"[\d/\N{EN DASH}-]+|tahun(?:an)?|perubahan|murni|awal|akhir")


@lru_cache(maxsize=1000)
def is_plan_or_report(sumber: str) -> bool:
    """Tell whether a source is nothing but plans and reports: `Renja Dinas Kesehatan 2025`, `DPA/RKA`."""
    return _is_one_plan(sumber) or all(map(_is_one_plan, re.split(r"[,;/&]| dan ", sumber)))


def _is_one_plan(sumber: str) -> bool:
    words = re.findall(r"[\w-]+", sumber.lower())
    longest = next((end for end in range(_LONGEST_PLAN, 0, -1) if " ".join(words[:end]) in _PLANS), 0)
    if not longest and words[:1] == ["dokumen"]:
        return _is_one_plan(" ".join(words[1:]))
    rest = [word for word in words[longest:] if not _YEAR_OR_SO.fullmatch(word)]
    return longest > 0 and (not rest or rest[0] in _UNITS)


def every_text(office: Office) -> Counter[str]:
    """Return how often each text stands in the positions of an office; ask for it through `Office.shared`."""
    return office.shared(_texts_and_forms)[0]


def _texts_and_forms(office: Office) -> tuple[Counter[str], Counter[str]]:
    every, forms = Counter[str](), Counter[str]()
    for jabatan in office.every_jabatan:
        texts = [text.text for text in Case(jabatan, office).texts]
        every.update(texts)
        forms.update(chain.from_iterable(texts_of_words(text) for text in texts if not text.isupper()))
    return every, forms


def every_word(office: Office) -> Mapping[str, Counter[str]]:
    """Return how often each word is written in which way, by itself in small letters; not what is all in capitals."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in office.shared(_texts_and_forms)[1].items():
        found[form.lower()][form] += count
    return dict(found)
