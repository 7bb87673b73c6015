"""The quality of an office's positions: what the rules say of them, without what the office passes over."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from iki import baseline, lint
from iki.baseline import Known
from iki.diagnostics import Diagnostic, limited
from iki.lint import Told
from iki.project import Project, odd_kind, read_text
from iki.rule import Office, Rule
from iki.silence import Silences
from iki.source import Source


@dataclass(frozen=True, slots=True)
class Quality:
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


def judge_print(here: Project, office: Office, sources: Mapping[str, Source]) -> Quality:
    """Return what whoever builds has to know; what is wrong with silences is for `iki validate` to say."""
    asked = lint.asked_of(office.periksa, lint.rules_of_the_print())
    passed = _passed(here, office, asked)
    return Quality(tuple(_heard(asked, office, sources, passed)), tuple(passed.known.seen))


def judge(
    here: Project, settings: Source, office: Office, sources: Mapping[str, Source], rules: Collection[Rule]
) -> Quality:
    """Return what rules say of the positions that could be read: `sources` are their files by id."""
    asked = lint.asked_of(office.periksa, rules)
    passed = _passed(here, office, asked)
    every_told = tuple(_heard(asked, office, sources, passed))
    in_vain = (*passed.silences.in_vain(settings), *passed.known.gone(passed.silences.asked))
    return Quality(
        every_told, tuple(passed.known.seen), (*passed.said, *lint.judge_settings(settings, office.periksa)), in_vain
    )


def _heard(asked: Collection[Rule], office: Office, sources: Mapping[str, Source], passed: "_Passed") -> Iterator[Told]:
    """Yield what is not passed over."""
    for source, every_told in lint.lint(office, sources, asked):
        for each in passed.silences.heard(source, every_told):
            if isinstance(each, Diagnostic):
                passed.said.append(each)
            elif not passed.known.has(each):
                yield each


@dataclass(frozen=True, slots=True)
class _Passed:
    """What is passed over, and what is to be said of that on the way."""

    silences: Silences
    known: Known
    said: list[Diagnostic]


def _passed(here: Project, office: Office, asked: Collection[Rule]) -> _Passed:
    path = here.root / baseline.FILE
    known, faults = baseline.read(read_text(path) if path.is_file() and not odd_kind(path) else "", baseline.FILE)
    return _Passed(Silences(office.periksa.abaikan, {rule.name for rule in asked}), known, list(faults))
