"""Which characters iki refuses, which it cannot see, and how a terminal is kept safe from both."""

import re
import unicodedata
from collections.abc import Iterator

_C0_BUT_WHITE_SPACE = r"\x00-\x08\x0b\x0c\x0e-\x1f"
_DEL_AND_C1 = r"\x7f-\x9f"
_LINE_SEPARATORS = r"\u2028\u2029"
_BIDI_OVERRIDES = r"\u202a-\u202e\u2066-\u2069"
_SURROGATES = r"\ud800-\udfff"
_NONCHARACTERS = r"\ufdd0-\ufdef" + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17))

_INVISIBLE = f"{_C0_BUT_WHITE_SPACE}{_DEL_AND_C1}{_LINE_SEPARATORS}{_BIDI_OVERRIDES}{_SURROGATES}"

FORBIDDEN_IN_FILE = f"[{_INVISIBLE}{_NONCHARACTERS}]"
"""The pattern of a character that may stand nowhere in a file, comments included: no reader sees it or what it does."""

FORBIDDEN_IN_TEXT = f"[\\t\\r{_INVISIBLE}{_NONCHARACTERS}]"
"""That of one that no text may hold, however it was written: Word cannot keep it as it is.

Nearly no run meets one: these patterns, which take long to compile, are compiled when they are first needed.
"""

LOST, GAINED = ("\ufdd1", "\ufdd2"), ("\ufdd3", "\ufdd4")
"""What stands around words that went, and around words that came, on their way into a document."""

_UNPRINTABLE = f"[\\t\\r\\n{_INVISIBLE}]"
_LONGEST_QUOTE = 60
_BLANK_THOUGH_NOT_SPACE = frozenset("\u115f\u1160\u2800\u3164\uffa0")

NOT_IN_A_TAG = frozenset("{}%\\'\"\n")
"""What a key may not hold if a template is to name it."""


def is_blank(text: str) -> bool:
    """Tell whether a reader sees nothing: only spaces, no-break and zero-width characters, fillers."""
    begins_plainly = text[:1].isascii() and text[:1].isalnum()  # nearly every text does
    return not begins_plainly and not any(map(_is_visible, text))


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC" and character not in _BLANK_THOUGH_NOT_SPACE


def code_point(character: str) -> str:
    """Name a character that cannot be shown, as in `U+202E`."""
    return f"U+{ord(character):04X}"


def shortened(text: str) -> str:
    """Return a text as a message quotes it: printable, and no longer than a line can bear."""
    return printable(text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…")


def printable(text: str, *, keep_lines: bool = False) -> str:
    r"""Return the text with everything that could steer a terminal written out, as in `\x1b`."""
    if keep_lines:
        return "\n".join(map(printable, text.split("\n")))
    if text.isprintable():  # nearly every text is, and that is known at once
        return text
    return re.sub(_UNPRINTABLE, lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for each wide character, none for those that combine."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def wrapped(text: str, width: int, first: str, others: str) -> Iterator[str]:
    """Yield a text in lines of no more columns, the first one and the others begun as told; a long word is broken."""
    line, is_empty = first, True
    for word in text.split():
        left = word
        if not is_empty and width_of(line) + 1 + width_of(left) > width:
            yield line
            line, is_empty = others, True
        while left and is_empty and width_of(line) + width_of(left) > width:
            cut = _fitting(left, width - width_of(line))
            yield line + left[:cut]
            line, left = others, left[cut:]
        if left:
            line += left if is_empty else f" {left}"
            is_empty = False
    if not is_empty:
        yield line


def _fitting(text: str, width: int) -> int:
    """Return how many characters of a text fit; one at least, so that there is an end."""
    taken = 0
    for count, character in enumerate(text):
        taken += _columns(character)
        if taken > width and count:
            return count
    return len(text)
