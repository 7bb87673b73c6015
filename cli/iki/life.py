"""The life of an office, of one of its positions or of one indikator: commit by commit, in the office's own words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from iki.commits import Commit
from iki.entries import Entry
from iki.trace import Step


@dataclass(frozen=True, slots=True)
class Moment:
    """What one commit did, by whom, on which day (an ISO date, as its author's calendar had it), and why.

    `unread` says in Indonesian which files it left in a state that cannot be understood.
    """

    commit: str
    author: str
    day: str
    time: str
    subject: str
    reasons: tuple[str, ...]
    entries: tuple[Entry, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """All moments, the newest first; `about` says whose life it is, `is_cut` that older commits are not at hand."""

    about: str
    moments: Sequence[Moment]
    is_cut: bool


def moments(steps: Iterable[Step]) -> Iterator[Moment]:
    """Yield what commits did; those that did nothing to what is followed are left out."""
    for step in steps:
        if step.told or step.unread:
            yield _moment(step.commit, step)


def _moment(commit: Commit, step: Step) -> Moment:
    entries = tuple(entry for entry, _ in step.told)
    unread = tuple(
        f"{each.location.path}:{each.location.line}: tidak dapat dipahami: {each.message}" for each in step.unread
    )
    date = commit.date
    return Moment(
        commit.number,
        commit.author,
        date.date().isoformat(),
        date.isoformat(),
        commit.subject,
        commit.reasons,
        entries,
        unread,
    )
