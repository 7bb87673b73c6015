"""For a terminal: grouped by position, each change a line or two, what changed inside a text marked word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from shutil import get_terminal_size

from iki.characters import printable, wrapped
from iki.compare.words import pieces
from iki.entries import Entry
from iki.impact import NONE_SUSPECTED, SUSPECTED, Suspect, advice, in_words
from iki.life import Life, Moment
from iki.review import Review
from iki.template.filters import tanggal
from iki.texts import CAME, CHANGED, MOVED, RENAMED, WENT

_SIGNS = {CAME: "+", WENT: "-", CHANGED: "~", MOVED: ">", RENAMED: ">"}
_BOLD, _RED, _GREEN, _YELLOW, _PLAIN = (f"\x1b[{code}m" for code in (1, 31, 32, 33, 0))
_OF_SIGNS = {"+": _GREEN, "-": _RED, "~": _YELLOW, ">": _YELLOW}
_SIGN = re.compile(r"^((?:  )+)([-+~>])(?= )", re.MULTILINE)
_NAME = re.compile(r"^(?!\S+\.yaml:\d)\S.*$", re.MULTILINE)
_MARK = re.compile(r"\[-.*?-\]|\{\+.*?\+\}", re.DOTALL)
_NARROWEST = 20
_INDENT = "    "
_WHY = "Alasan: "


def told(review: Review) -> str:
    """Return the changes as lines; without any, a line that says so."""
    return "\n".join(_lines(review)) + "\n"


def _lines(review: Review) -> Iterator[str]:
    if not review.entries:
        yield "Tidak ada yang berubah."
        return
    yield from _positions(review.entries, "")
    yield f"{review.counted.in_words()}."
    if review.suspects:
        yield from ("", SUSPECTED, *_suspects(review.suspects))


def suspected(suspects: Sequence[Suspect]) -> str:
    """Return the items to be looked at as lines; without any, a line that says so."""
    return "".join(f"{line}\n" for line in _suspects(suspects)) or f"{NONE_SUSPECTED}\n"


def _suspects(suspects: Iterable[Suspect]) -> Iterator[str]:
    """Yield two lines for each, as the report of `iki validate` has them: editors find the place by the first."""
    for each in suspects:
        path, line, column = each.location
        yield f"{printable(path)}:{line}:{column}: {in_words(each)}"
        yield f"  saran: {advice(each)}"


def _positions(every: Iterable[Entry], indent: str) -> Iterator[str]:
    for (identity, name), of_one in groupby(every, key=lambda entry: (entry.jabatan, entry.name)):
        yield from _wrapped(f"{name} ({identity})" if identity else name, indent, f"{indent}  ")
        for _, of_item in groupby(of_one, key=lambda entry: (entry.item, entry.reason)):
            same = list(of_item)
            for entry in same:
                yield from _of(entry, indent)
            if same[0].reason:
                yield from _wrapped(f"{_WHY}{same[0].reason}", f"{indent}{_INDENT}", f"{indent}{_INDENT}")
        yield ""


def _of(entry: Entry, indent: str) -> Iterator[str]:
    what = ", ".join(filter(None, (entry.item, entry.field.replace("fungsi.", "fungsi ")))) or "Jabatan ini"
    note = f" ({entry.note})" if entry.note else ""
    start, below = f"{indent}  {_SIGNS[entry.kind]} ", f"{indent}{_INDENT}"
    yield from _wrapped(f"{what} {entry.kind}{note}", start, below)
    yield from _wrapped(_texts(entry), below, below)


def _texts(entry: Entry) -> str:
    if entry.kind == CHANGED:
        return marked(entry.old, entry.new)
    return f"{entry.old} → {entry.new}" if entry.kind == RENAMED else entry.new or entry.old


def marked(old: str, new: str) -> str:
    """Return a text with what went in [-…-] and what came in {+…+}."""
    made = ""
    for piece in pieces(old, new):
        went = f"[-{piece.old}-]" if piece.old and not piece.is_same else ""
        came = f"{{+{piece.new}+}}" if piece.new and not piece.is_same else ""
        made += piece.old if piece.is_same else went + came
    return made


def _wrapped(text: str, first: str, others: str) -> Iterator[str]:
    width = max(get_terminal_size().columns, _NARROWEST)
    for line in text.split("\n"):
        yield from wrapped(printable(line), width, first, others)


def recounted(life: Life) -> str:
    """Return what commits did as lines, the newest first."""
    return "\n".join(line for moment in life.moments for line in _moment(moment)) + "\n"


def _moment(moment: Moment) -> Iterator[str]:
    yield from _wrapped(f"{tanggal(moment.day)} {moment.author} ({moment.commit[:10]})", "", "  ")
    if moment.subject:
        yield from _wrapped(moment.subject, "  ", "  ")
    for reason in moment.reasons:
        yield from _wrapped(f"{_WHY}{reason}", "  ", "  ")
    yield ""
    yield from _positions(moment.entries, "  ")
    for each in moment.unread:
        yield from _wrapped(each, "  ! ", _INDENT)
        yield ""


def coloured(text: str) -> str:
    """Return the lines as a terminal shows them: names bold, what came green, what went red."""
    made = _SIGN.sub(lambda found: f"{found[1]}{_OF_SIGNS[found[2]]}{found[2]}{_PLAIN}", text)
    made = _NAME.sub(lambda found: f"{_BOLD}{found[0]}{_PLAIN}", made)
    return _MARK.sub(lambda found: f"{_RED if found[0].startswith('[') else _GREEN}{found[0]}{_PLAIN}", made)
