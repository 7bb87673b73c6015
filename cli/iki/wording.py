"""Texts as words: where each begins and ends, what it is made of, and which words carry what a text says."""

import re
from dataclasses import dataclass
from functools import lru_cache

from iki.lists import terms

_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]+)*")
_REMEMBERED = 50_000

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
_SHORTEST_SLIP = 5


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as it is written, in small letters, and where it begins and ends."""

    text: str
    lower: str
    start: int
    end: int


@lru_cache(maxsize=_REMEMBERED)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text; what is joined by a hyphen or an apostrophe is one."""
    return tuple(Word(found[0], found[0].lower(), found.start(), found.end()) for found in _WORD.finditer(text))


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """Return what is left of a word in small letters without the commonest affixes: enough to compare, no dictionary.

    `pelayanan`, `melayani` and `layanan` come near each other; sounds that a prefix swallows are not restored.
    """
    found = next((each for each in _SUFFIXES if word.endswith(each) and len(word) - len(each) >= _SHORTEST_STEM), "")
    word = word[: len(word) - len(found)]
    for beginnings in (_MORE_PREFIXES, _PREFIXES):
        found = next((e for e in beginnings if word.startswith(e) and len(word) - len(e) >= _SHORTEST_STEM), "")
        word = word[len(found) :]
    return word


@lru_cache(maxsize=_REMEMBERED)
def content_of(text: str) -> frozenset[str]:
    """Return the stems of the words that carry what a text says."""
    return frozenset(stem(word.lower) for word in words_of(text) if word.lower not in FUNCTION_WORDS)


@lru_cache(maxsize=_REMEMBERED)
def normal(text: str) -> str:
    """Return a text as it is compared: its words and numbers in small letters, without marks between them."""
    return " ".join(re.findall(r"\w+", text.lower()))


def first_word(text: str) -> str:
    """Return the first word of a text in small letters; empty where it has none."""
    found = words_of(text)
    return found[0].lower if found else ""


def is_slip(one: str, other: str) -> bool:
    """Tell whether two long words differ by one letter, or by two that changed places."""
    if min(len(one), len(other)) < _SHORTEST_SLIP or abs(len(one) - len(other)) > 1:
        return False
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None or one[start + 1 :] == other[start + 1 :]:
        return True
    swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    return swapped or one[start:] == other[start + 1 :] or one[start + 1 :] == other[start:]
