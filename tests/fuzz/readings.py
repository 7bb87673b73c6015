"""Texts by chance, read twice: what is read line by line says what a parser of YAML reads there."""

from pathlib import Path
from random import Random

from fuzz.changes import REFUSED, changed
from fuzz.offices import Office, position
from fuzz.promises import hold

from iki import ordinary, parsed
from iki.ordinary import OddError

_TEXTS = 30
_KEYS = ("nama", "satuan", "x1", "null", "é", "\N{HANGUL FILLER}", "a b", '"q"', "?", "-", "<<")
_VALUES = (
    *("teks", "1", "a b", "a - b", "(a)", "a#b", "a # b", "a  # b", "a #b", "a: b", "a:", "~", "null", "é"),
    *("\N{HANGUL FILLER}", "'a'", '"a"', "'a''b'", '"a\\n"', "' '", "'~'", '"a" b', "'a", "[a, b]"),
    *("[a,b ,  c]", "[]", "[ab", "[a, null]", "[a: b]", "[[a]]", "[ a]", "{a: b}", ">-", ">", "|", "|-"),
    *(">+", "|2", "> # x", "&a b", "*a", "!x y", "=", "%a", "...", "---", "- a", "# a", "x" * 150),
)
_FOLDED = (" ", "kata", "kata", "dua kata", "", "", "# x", "ekor ", " menjorok", "a: b", "- a", ">-")
_STARTS = ("-  ", "-", "- - ", "? ", "# ")


def make(chance: Random) -> Office:
    """Return texts: positions that somebody changed, and a few lines of anything."""
    return {f"{number}": _text(chance).encode(errors="surrogatepass") for number in range(_TEXTS)}


def _text(chance: Random) -> str:
    if chance.random() < 0.6:
        lines, indent = list[str](), 0
        for number in range(chance.randint(1, 12)):
            indent = max(0, indent + chance.choice((0, 0, 0, 0, 2, 2, -2, -2, -4, 1, -1) if lines else (0,)))
            line = _line(chance, number)
            lines.append(" " * indent + line)
            if line.endswith((">", "|", "-")) and chance.random() < 0.8:
                deeper = indent + chance.choice((1, 2, 2, 4, 4, 4, 6))
                lines += (each and " " * deeper + each for each in chance.choices(_FOLDED, k=chance.randint(1, 5)))
        return "\n".join(lines) + chance.choice(("\n", "\n", "\n", ""))
    text = position(chance, 0, gently=True).decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    for _ in range(chance.randrange(4)):
        text = changed(text, text, chance, gently=chance.random() < 0.3)
    return text


def _line(chance: Random, number: int) -> str:
    """Return a line that is mostly ordinary: a key, an item, words of a longer text, an empty line."""
    match chance.randrange(12):
        case 0:
            return chance.choice(("", "", "  ", "# x", "kata", "kata lain ", "  menjorok"))
        case 1:
            return chance.choice(_STARTS) + chance.choice(_VALUES)
        case 2:
            return f"{chance.choice(_KEYS)}:{chance.choice((' ', '', '  '))}{chance.choice((*_VALUES, *REFUSED))}"
    start = chance.choice(("", "", "- "))
    key = f"k{number}:" if not start or chance.random() < 0.5 else ""
    value = chance.choice(("", "", "teks", ">-", "|", chance.choice(_VALUES)))
    return f"{start}{key}{' ' if key and value else ''}{value}"


def hold_readings(root: Path, _: Random) -> int:
    """Hold what is promised of each text; return 1 where none was ordinary."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(root.iterdir()))
    return int(not sum(map(_hold, texts)))


def _hold(text: str) -> bool:
    if not text.replace("\n", "").isprintable():
        return False
    try:
        data, noted = ordinary.read(text)
    except OddError:
        return False
    try:
        read, places = parsed.read(text), parsed.places_in(text)
    except OddError:
        read, places = None, None
    hold(repr(data) == repr(read), f"what is ordinary says what a parser reads: {text!r} is {read!r}, not {data!r}")
    hold(repr(ordinary.places_of(data, noted)) == repr(places), f"and where: {text!r} {places!r}")
    return True
