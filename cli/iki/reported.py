"""What is asked about a project's files, and what is reported: all that is needed where nothing has to be judged."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from iki.diagnostics import Diagnostic, Level
from iki.report import Outcome

if TYPE_CHECKING:
    from iki.rule import Rule


class Chosen(NamedTuple):
    """Which rules of quality are wanted or not, by name: without any wanted, all; no error is left out."""

    select: frozenset[str]
    ignore: frozenset[str]

    @property
    def rules(self) -> "Sequence[Rule]":
        """The rules that are asked."""
        from iki.lint import names_of_rules, rules_of

        return rules_of(tuple(name for name in names_of_rules() if name not in self.ignore and self._wants(name)))

    def has(self, each: Diagnostic) -> bool:
        """Tell whether a finding is to be reported."""
        return (each.rule not in self.ignore and self._wants(each.rule)) or each.level is Level.ERROR

    def _wants(self, rule: str) -> bool:
        return not self.select or rule in self.select


class Asked(NamedTuple):
    """What is to be reported: what of it, what fails, since which revision, of which files of one project.

    What was found before may be said again where nothing changed since, if it `may_recall`.
    """

    chosen: Chosen
    failing: frozenset[Level]
    since: str | None = None
    files: Sequence[Path] = ()
    may_recall: bool = False


class Found(NamedTuple):
    """What is reported of one project, as its messages call its files: what is new, and how many are not.

    `failure` says what kept it from being judged; `pictures` are the names of those that were looked at.
    """

    new: Sequence[Diagnostic] = ()
    names: Sequence[str] = ()
    known: int = 0
    older: int = 0
    failure: str = ""
    pictures: Collection[str] = ()


def outcome(found: Found, asked: Asked, line_of: Callable[[str, int], str], prefix: str) -> Outcome:
    """Return what a report tells of what was found; `line_of` gives lines of the files, `prefix` is the way to them."""
    since = ""
    if found.older and asked.since is not None:
        from iki.since import called

        since = called(asked.since)
    new, names = found.new, found.names
    return Outcome(new, len(names), names, line_of, prefix, asked.failing, found.known, since, found.older)
