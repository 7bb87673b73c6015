"""Texts as words: where each begins and ends, what it is made of, and which words carry what a text says."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from typing import NamedTuple

from iki.lists import rows, terms

_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]+)*")
_PART = re.compile(r"\w+")
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_APART = bytes(sign if sign in _LETTERS or sign in b"-'" else ord(" ") for sign in range(256))
"""What becomes of each sign of a text without foreign letters: what keeps words apart becomes a space."""
_SMALL = _APART.lower()
_PARTS = bytes(sign if sign in _LETTERS or sign in b"_0123456789" else ord(" ") for sign in range(256)).lower()
"""The same where numbers count too, and hyphens keep apart what they join."""
_TEXTS, _WORDS = 5_000, 50_000
"""How many texts and words are remembered: rules ask for those of one position again and again."""

FUNCTION_WORDS = terms("tugas")
"""Words that say nothing by themselves."""

_PREFIXES = (
    "penge",
    "menge",
    "peng",
    "meng",
    "peny",
    "meny",
    "pem",
    "mem",
    "pen",
    "men",
    "per",
    "ber",
    "ter",
    "pe",
    "me",
)
_MORE_PREFIXES = ("di", "ke", "se")
_SUFFIXES = ("kannya", "annya", "inya", "nya", "kan", "lah", "an")
_SHORTEST_STEM = 4
_WHOLE = terms("utuh")
"""Words that say something else than what they come of: *perbaikan* is no *baik*."""
_SHORTEST_SLIP = 5


class Word(NamedTuple):
    """One word of a text: as it is written, in small letters, and where it begins and ends."""

    text: str
    lower: str
    start: int
    end: int


@lru_cache(maxsize=_TEXTS)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text; what is joined by a hyphen or an apostrophe is one."""
    words = []
    end = 0
    for word in texts_of_words(text):
        start = text.index(word, end)  # nothing that is no word holds a letter
        end = start + len(word)
        words.append(_word((word, word.lower(), start, end)))
    return tuple(words)


_word: Callable[[tuple[str, str, int, int]], Word] = partial(tuple.__new__, Word)
"""Makes a word of its parts in a third of the time: there are hundreds in a file."""


def texts_of_words(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return _plain_words(text, _APART) if text.isascii() else _WORD.findall(text)


def _plain_words(text: str, signs: bytes) -> list[str]:
    """Return the words of a text without foreign letters, sooner by far than by a pattern: nearly every text is one."""
    words = _translated(text, signs)
    if "-" in text or "'" in text:
        return [word for each in words for word in ((each,) if each.isalpha() else _WORD.findall(each))]
    return words


def _translated(text: str, signs: bytes) -> list[str]:
    return text.encode().translate(signs).decode().split()


@lru_cache(maxsize=_TEXTS)
def small_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters: much sooner had than words with their places."""
    return tuple(_plain_words(text, _SMALL) if text.isascii() else map(str.lower, _WORD.findall(text)))


@lru_cache(maxsize=_TEXTS)
def vocabulary_of(text: str) -> frozenset[str]:
    """Return which words a text is made of, in small letters."""
    return frozenset(small_words(text))


@lru_cache(maxsize=_WORDS)
def stem(word: str) -> str:
    """Return what is left of a word in small letters without its affixes: enough to compare.

    That is the shortest of iki's common words that it can come of, `selesai` of `penyelesaian`; of an unknown word,
    whatever stands between the commonest affixes.
    """
    if word in _WHOLE:
        return word
    forms = {word}
    known = set[str]()
    for _ in range(_MOST_AFFIXES):
        known |= forms & _stems()
        forms = {shorter for form in forms for shorter in _with_one_affix_less(form) if len(shorter) >= _SHORTEST_STEM}
    known |= forms & _stems()
    return min(known, key=lambda each: (len(each), each)) if known else _without_affixes(word)


def _without_affixes(word: str) -> str:
    found = next((each for each in _SUFFIXES if word.endswith(each) and len(word) - len(each) >= _SHORTEST_STEM), "")
    word = word[: len(word) - len(found)]
    for beginnings in (_MORE_PREFIXES, _PREFIXES):
        found = next((e for e in beginnings if word.startswith(e) and len(word) - len(e) >= _SHORTEST_STEM), "")
        word = word[len(found) :]
    return word


@lru_cache(maxsize=_TEXTS)
def content_of(text: str) -> frozenset[str]:
    """Return the stems of the words that carry what a text says."""
    return frozenset(map(stem, vocabulary_of(text) - FUNCTION_WORDS))


@lru_cache(maxsize=_TEXTS)
def normal(text: str) -> str:
    """Return a text as it is compared: its words and numbers in small letters, without marks between them."""
    return " ".join(_translated(text, _PARTS) if text.isascii() else _PART.findall(text.lower()))


def first_place(text: str) -> tuple[int, int] | None:
    """Return from where to where the first word of a text stands; None where it has none."""
    found = _WORD.search(text)
    return found.span() if found else None


@lru_cache(maxsize=_TEXTS)
def first_word(text: str) -> str:
    """Return the first word of a text in small letters; empty where it has none."""
    found = _WORD.search(text)
    return found[0].lower() if found else ""


@cache
def _stems() -> frozenset[str]:
    return frozenset(row[0] for row in rows("kata"))


_SWALLOWED = (
    ("meny", "s"), ("peny", "s"), ("meng", "k"), ("peng", "k"), ("mem", "p"), ("pem", "p"), ("men", "t"), ("pen", "t"),
)  # fmt: skip
_ENDINGS = ("nya", "kan", "an", "i", "lah", "pun")
_BEGINNINGS = (*_PREFIXES, *_MORE_PREFIXES, "be", "te", "pel", "bel", "non", "sub", "antar", "pra", "swa", "multi")
_MOST_AFFIXES = 4
_SHORTEST_WORD = 3


@lru_cache(maxsize=_WORDS)
def is_known(word: str) -> bool:
    """Tell whether a word in small letters is one of iki's common words, with affixes or without."""
    forms = {word}
    for _ in range(_MOST_AFFIXES):
        if not forms.isdisjoint(_stems()):
            return True
        forms = {shorter for form in forms for shorter in _with_one_affix_less(form) if len(shorter) >= _SHORTEST_WORD}
    return not forms.isdisjoint(_stems())


def _with_one_affix_less(word: str) -> list[str]:
    found = []
    if word.endswith(_ENDINGS):
        found = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)]
    if word.startswith(_BEGINNINGS):
        found += [word[len(beginning) :] for beginning in _BEGINNINGS if word.startswith(beginning)]
        found += [sound + word[len(prefix) :] for prefix, sound in _SWALLOWED if word.startswith(prefix)]
    return found


def neighbours(some: Iterable[str], every: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield words with others of `every` that differ by a letter more, less or other, or by two that changed places.

    Both are looked up by what is left without one letter, so that no pair is compared that cannot be near.
    """
    by_shorter = defaultdict(list)
    for word in some:
        for shorter in _shorter(word):
            by_shorter[shorter].append(word)
    for instead in every:
        near = {word for shorter in _shorter(instead) for word in by_shorter.get(shorter, ())}
        yield from ((word, instead) for word in near if word != instead and _is_one_slip(word, instead))


def _shorter(word: str) -> Iterator[str]:
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _is_one_slip(word: str, instead: str) -> bool:
    start = next((place for place, letter in enumerate(word) if not instead.startswith(letter, place)), len(word))
    left, right = word[start:], instead[start:]
    if len(word) != len(instead):
        return left[1:] == right or left == right[1:]
    return left[1:] == right[1:] or (left[1::-1] == right[:2] and left[2:] == right[2:])


def is_slip(one: str, other: str) -> bool:
    """Tell whether two long words differ by one letter, or by two that changed places."""
    long_enough = min(len(one), len(other)) >= _SHORTEST_SLIP and abs(len(one) - len(other)) <= 1
    return long_enough and _is_one_slip(one, other)
