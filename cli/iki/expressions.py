"""Formulas written with variables, such as (A - B) / B x 100%: the names they hold, and what is said of those."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:[.,]\d+)*)|(?P<sum>[Σ∑])|(?P<name>[^\W\d_][^\WΣ∑]*'?)|(?P<percent>[%‰])|(?P<equals>=)"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<operator>[+*/÷:^·\N{MULTIPLICATION SIGN}\N{MINUS SIGN}\N{EN DASH}-]))"
)
_OPERATOR_WORDS = frozenset(("x", "kali", "dikali", "dikalikan", "bagi", "dibagi", "per", "ditambah", "dikurangi"))
_MULTIPLIES = frozenset("*/÷:^·\N{MULTIPLICATION SIGN}")
_SIGNS = frozenset("+-\N{MINUS SIGN}\N{EN DASH}")

_VARIABLE = r"[A-Za-z]\d{0,2}'?"
_SHORT = rf"(?:{_VARIABLE}|[A-Z]{{2,5}}\d?[tn]?)"
_LETTERS = r"[^\W\d_]{3,}"
_LABEL = r"(?:cara )?(?:rumus|formula|formulasi|perhitungan|penghitungan|menghitung)(?:nya)?\s*[:=]|[^=;:]+="
_CUT = re.compile(
    r"\n|;|,\s|\.(?:\s|$)|\b(?:keterangan|ket|dengan|di ?mana|yaitu)\b\s*:?"
    rf"|\((?=\s*{_VARIABLE}\s*[=:]\s*{_LETTERS})",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(rf"\s*(?:{_LABEL})", re.IGNORECASE)
_IS_VARIABLE, _IS_SHORT = re.compile(_VARIABLE), re.compile(_SHORT)
_MAY_BE = re.compile(
    rf"(?:^|[^\w]|[Σ∑]){_SHORT}\s*[)%\]]*\s*[-+*/÷:xX\N{{MULTIPLICATION SIGN}}\N{{EN DASH}}\N{{MINUS SIGN}}]"
)
_EXPLAINED = re.compile(
    rf"(?:^|[\n;,(.]|\bket(?:erangan)?\b\s*:?|\b(?:dengan|di ?mana|dan)\b)\s*({_VARIABLE})"
    rf"\s*(?:=|:|adalah\b|merupakan\b)\s*{_LETTERS}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<![\w(])\w{1,2}\)")


class Name(NamedTuple):
    """A name in an expression, and where it begins and ends in the text."""

    text: str
    start: int
    end: int


class Expression(NamedTuple):
    """What a formula is made of; `defines` are the names left of an equals sign."""

    names: tuple[Name, ...]
    defines: frozenset[str]
    multiplies: bool
    is_open: bool


class _UnreadableError(Exception):
    """The text is no expression."""


class _Reader:
    """Goes through the tokens of one text, knowing whether a number is to come or an operator."""

    def __init__(self) -> None:
        self.names: list[Name] = []
        self.defines: set[str] = set()
        self.multiplies = self.is_open = False
        self.depth = 0
        self.wants_operand = True

    def take(self, kind: str, text: str, start: int) -> None:
        """Take the next token."""
        if self.wants_operand:
            self._operand(kind, text, start)
        else:
            self._operator(kind, text)

    def _operand(self, kind: str, text: str, start: int) -> None:
        if kind == "open":
            self.depth += 1
        elif kind == "name":
            self.names.append(Name(text, start, start + len(text)))
            self.wants_operand = False
        elif kind == "number":
            self.wants_operand = False
        elif kind != "sum" and text not in _SIGNS:
            raise _UnreadableError

    def _operator(self, kind: str, text: str) -> None:
        if kind == "close":
            self.depth -= 1
            self.is_open |= self.depth < 0
        elif kind == "equals" and not self.depth:
            self.defines |= {name.text for name in self.names}
            self.names.clear()
            self.wants_operand = True
        elif kind == "operator" or text.lower() in _OPERATOR_WORDS:
            self.multiplies |= text in _MULTIPLIES or kind == "name"
            self.wants_operand = True
        elif kind != "percent":
            raise _UnreadableError


def expression(text: str, start: int = 0, end: int | None = None) -> Expression | None:
    """Return what a part of a text reckons; None where it is no expression, but prose."""
    end = len(text) if end is None else end
    reader, place = _Reader(), start
    while text[place:end].strip():
        found = _TOKEN.match(text, place, end)
        if found is None:
            return None
        kind = str(found.lastgroup)
        try:
            reader.take(kind, found[kind], found.start(kind))
        except _UnreadableError:
            return None
        place = found.end()
    if reader.wants_operand:
        return None
    is_open = reader.is_open or reader.depth != 0
    return Expression(tuple(reader.names), frozenset(reader.defines), reader.multiplies, is_open)


def is_variable(name: str) -> bool:
    """Tell a variable, such as *A*, *x1*, from an abbreviation, which may be one too."""
    return _IS_VARIABLE.fullmatch(name) is not None


def formulas_in(text: str) -> list[Expression]:
    """Return what a text reckons with variables and abbreviations, clause by clause; a formula in words is none."""
    found = list(_clauses(text)) if _MAY_BE.search(text) else []
    return found if any(is_variable(name.text) for each in found for name in each.names) else []


def _clauses(text: str) -> Iterator[Expression]:
    start = 0
    for cut in (*_CUT.finditer(text), None):
        end = cut.start() if cut else len(text)
        label = _BEFORE_IT.match(text, start, end)
        for begin in (start, label.end()) if label else (start,):
            found = expression(text, begin, end)
            if found and _is_formula(found):
                yield found
                break
        start = cut.end() if cut else end


def _is_formula(found: Expression) -> bool:
    """Tell variables from words, and a formula from a day such as *H+1*."""
    is_reckoned = found.multiplies or len(found.names) > 1
    return is_reckoned and all(_IS_SHORT.fullmatch(name.text) for name in found.names)


def explained_in(text: str) -> set[str]:
    """Return the variables of which a text says in a clause of its own what they are: *A = jumlah peserta*."""
    return {found[1] for found in _EXPLAINED.finditer(text)}


def is_explained(name: str, text: str) -> bool:
    """Tell whether a text says somewhere what a name is: *A = …*, *A: …*, *A adalah …*, *jumlah peserta (A)*."""
    own = re.escape(name)
    signs = r"(?:\s*(?:=|:|\.|\)|-|\N{EN DASH})|\s+(?:adalah|merupakan|ialah|yaitu))\s*"
    means = rf"(?<!\w){own}(?:{signs}\W*{_LETTERS}|\s+(?:jumlah|banyak|total|nilai|realisasi))"
    return re.search(rf"{means}|\w{{3,}}\)?\s*\({own}\)", text) is not None


def is_left_open(text: str) -> bool:
    """Tell whether brackets of a text, prose too, have no end or no beginning; *a)* and *1)* only number."""
    if text.count("(") == text.count(")"):
        return False
    bare = _NUMBERED.sub("", text)
    return bare.count("(") != bare.count(")")
