"""The report for people: each finding where terminals and editors can jump to, with the line it is about."""

import re
from collections.abc import Sequence

from iki.characters import printable, width_of
from iki.diagnostics import Diagnostic, Level
from iki.report import Outcome, closing_line, counts

_WORD = re.compile(r"[\w-]+")
_FEW = 10
"""So many findings are seen at a glance; of more there is a summary."""
_WIDEST = 100
_BEFORE = 60
"""How many letters of a long line are shown before what a finding is about."""

_BOLD, _PLAIN, _DIM = "\x1b[1m", "\x1b[0m", "\x1b[2m"
_COLOURS = {Level.ERROR: "\x1b[1;31m", Level.WARNING: "\x1b[1;33m", Level.INFO: "\x1b[1;36m"}


def render(outcome: Outcome) -> str:
    """Return `path:line:column: level: message [rule]`, the line and a hint for each finding, and a closing line."""
    return _report(outcome, in_colour=False)


def coloured(outcome: Outcome) -> str:
    """Return the same report for a terminal."""
    return _report(outcome, in_colour=True)


def _report(outcome: Outcome, *, in_colour: bool) -> str:
    lines: list[str] = []
    before = ""
    for each in outcome.diagnostics:
        if before not in {"", each.location.path}:
            lines.append("")
        before = each.location.path
        head, *others = lines_of(each)
        lines.append(_painted(head, each.level) if in_colour else head)
        lines += _excerpt(outcome, each, _COLOURS[each.level] if in_colour else "")
        lines += others
    if len(outcome.diagnostics) > _FEW:
        lines += ("", *counts(outcome), "")
    return "\n".join((*lines, closing_line(outcome), ""))


def _painted(head: str, level: Level) -> str:
    where, _, rest = head.partition(": ")
    said, _, rule = rest.removeprefix(f"{level}: ").rpartition(" [")
    return f"{_BOLD}{where}:{_PLAIN} {_COLOURS[level]}{level}{_PLAIN}: {said} {_DIM}[{rule}{_PLAIN}"


def lines_of(diagnostic: Diagnostic) -> list[str]:
    """Return the lines that tell one finding; nothing in them can steer a terminal."""
    (path, line, column), level, rule, message, hint, *_ = diagnostic
    head = f"{printable(path)}:{line}:{column}: {level}: {printable(message)} [{rule}]"
    return [head, f"  saran: {printable(hint)}"] if hint else [head]


def _end(each: Diagnostic, line: str) -> int:
    """Return where in its first line what a finding is about ends: the word there, where no more is known."""
    if each.end is None:
        word = _WORD.match(line, each.location.column - 1)
        return word.end() if word else each.location.column
    return each.end[1] - 1 if each.end[0] == each.location.line else len(line)


def _excerpt(outcome: Outcome, each: Diagnostic, colour: str) -> Sequence[str]:
    """Return the line that a finding is about, and below it what of it is meant."""
    line, start = outcome.line_of(each.location.path, each.location.line), each.location.column - 1
    if not line.strip() or start >= len(line):
        return ()
    end = _end(each, line)
    if len(line) <= _WIDEST and line.isascii() and line.isprintable():  # nearly every line
        return f"  | {line.rstrip()}", f"  | {' ' * start}{colour}{'^' * max(1, end - start)}{_PLAIN if colour else ''}"
    first = max(0, start - _BEFORE) if len(line) > _WIDEST else 0
    cut = line[first : first + _WIDEST]
    shown = f"{'…' if first else ''}{printable(cut)}{'…' if first + _WIDEST < len(line) else ''}"
    before = (first > 0) + width_of(printable(line[first:start]))
    marks = "^" * max(1, width_of(printable(line[start : min(end, first + _WIDEST)])))
    return f"  | {shown.rstrip()}", f"  | {' ' * before}{colour}{marks}{_PLAIN if colour else ''}"
