"""The quality of an office's positions: what the rules say of them, without what the office passes over."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from iki import baseline, lint
from iki.baseline import Known
from iki.diagnostics import Diagnostic, limited
from iki.lint import Linted, Told
from iki.model import Periksa
from iki.project import BASELINE, Project, odd_kind, read_text
from iki.rule import Rule
from iki.silence import Silences
from iki.source import Source


class Quality(NamedTuple):
    """What is said of the positions, and what of the settings and remarks that silence something.

    `known` is not said again: the office has put it off. What silences `in_vain` is known for sure only where every
    position could be judged.
    """

    told: tuple[Told, ...] = ()
    known: tuple[Told, ...] = ()
    of_silences: tuple[Diagnostic, ...] = ()
    in_vain: tuple[Diagnostic, ...] = ()

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Yield all of it as it is reported, of each file no more than anyone would read."""
        by_file: dict[str, list[Told]] = {}
        for each in self.told:
            by_file.setdefault(each.source.path, []).append(each)
        for every_told in by_file.values():
            yield from limited(told.diagnostic() for told in every_told)
        yield from self.of_silences


Heard = Callable[[Source, Iterable[Told]], Iterator[Diagnostic]]
"""Yields what is heard of one file, of all that rules say of it."""


def heard_of_print(here: Project, periksa: Periksa, asked: Collection[Rule]) -> Heard:
    """Return what hears what whoever builds has to know; what is wrong with silences is for `iki validate` to say."""
    passed = _passed(here, periksa, asked)

    def heard(source: Source, every_told: Iterable[Told]) -> Iterator[Diagnostic]:
        return limited(each.diagnostic() for each in _heard([(source, iter(every_told))], passed))

    return heard


def judge(here: Project, settings: Source, periksa: Periksa, asked: Collection[Rule], linted: Linted) -> Quality:
    """Return what is heard of what the rules that were asked say of each file."""
    passed = _passed(here, periksa, asked)
    every_told = tuple(_heard(linted, passed))
    in_vain = (*passed.silences.in_vain(settings), *passed.known.gone(passed.silences.asked))
    of_silences = (*passed.said, *lint.judge_settings(settings, periksa))
    return Quality(every_told, tuple(passed.known.seen), of_silences, in_vain)


def _heard(linted: Iterable[tuple[Source, Iterable[Told]]], passed: "_Passed") -> Iterator[Told]:
    """Yield what is not passed over."""
    for source, every_told in linted:
        for each in passed.silences.heard(source, every_told):
            if isinstance(each, Diagnostic):
                passed.said.append(each)
            elif not passed.known.has(each):
                yield each


class _Passed(NamedTuple):
    """What is passed over, and what is to be said of that on the way."""

    silences: Silences
    known: Known
    said: list[Diagnostic]


def _passed(here: Project, periksa: Periksa, asked: Collection[Rule]) -> _Passed:
    path = here.root / BASELINE
    known, faults = baseline.read(read_text(path) if path.is_file() and not odd_kind(path) else "", BASELINE)
    return _Passed(Silences(periksa.abaikan, {rule.name for rule in asked}), known, list(faults))
