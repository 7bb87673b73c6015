"""The report for people: a line a finding that terminals and editors can jump to, its hint below, a closing line."""

from collections.abc import Iterator

from iki.characters import printable
from iki.diagnostics import Diagnostic
from iki.report import Outcome, closing_line


def render(outcome: Outcome) -> str:
    """Return `path:line:column: level: message [rule]` and a hint line for each finding, then the closing line."""
    lines = [line for diagnostic in outcome.diagnostics for line in lines_of(diagnostic)]
    return "".join(f"{line}\n" for line in (*lines, closing_line(outcome)))


def lines_of(diagnostic: Diagnostic) -> Iterator[str]:
    """Yield the lines that tell one finding; nothing in them can steer a terminal."""
    place = diagnostic.location
    where = f"{printable(place.path)}:{place.line}:{place.column}"
    yield f"{where}: {diagnostic.level}: {printable(diagnostic.message)} [{diagnostic.rule}]"
    if diagnostic.hint:
        yield f"  saran: {printable(diagnostic.hint)}"
