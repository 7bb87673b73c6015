"""The report that only counts: how many findings each rule has."""

from iki.report import Outcome, closing_line, counts


def render(outcome: Outcome) -> str:
    """Return a line a rule, the most frequent first, and the closing line."""
    return "".join(f"{line}\n" for line in (*counts(outcome), closing_line(outcome)))
