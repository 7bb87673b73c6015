"""Each position's file read and judged by itself, by one process or by several: what is known of it afterwards."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from iki import content, lint, load, project, quality, tree
from iki.diagnostics import Diagnostic, has_errors, limited
from iki.dialect import parse
from iki.model import Jabatan
from iki.positions import Head, digest_of, held_of
from iki.project import Project
from iki.quality import Heard
from iki.rule import Case, Office, Rule
from iki.schema import Schema, judge, read_schema
from iki.silence import has_remarks
from iki.source import Source
from iki.tree import Ties
from iki.workers import spread

_MANY, _PART = 200, 20
"""From how many positions on helpers are worth while, and how many each reads at a time."""


class Reading(NamedTuple):
    """What is known of one position's file.

    `head` is None where the file has errors; `source` is left out where nothing more is to be said of it, `jabatan`
    where there are too many to be held, or where it was let go with its source.
    """

    identity: str
    digest: bytes
    ties: Ties
    found: tuple[Diagnostic, ...]
    head: Head | None
    jabatan: Jabatan | None = None
    source: Source | None = None


class Known:
    """What is known of files in which nothing was found, as it was when they were judged by the same."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        """Take the lines of an earlier `line`, each with the digest of a file and the id of its position."""
        self._by_id: dict[str, tuple[str, str]] = {}
        for line in lines:
            digest, identity, told = line.split(" ", 2)
            self._by_id[identity] = digest, told

    def __len__(self) -> int:
        return len(self._by_id)

    def reading(self, identity: str, digest: bytes) -> Reading | None:
        """Return what is known of a position's file, if it is that of the digest."""
        known, told = self._by_id.get(identity, ("", ""))
        if known != digest.hex():
            return None
        nama, atasan, is_top, ids, links = json.loads(told)
        every_link = tuple((tuple(trail), link) for trail, link in links)
        ties = Ties(nama, atasan, is_top, frozenset(ids) or (), every_link)
        return Reading(identity, digest, ties, (), Head(identity, nama, atasan))


def line(reading: Reading) -> str | None:
    """Return a line by which a file need not be judged again; None where there is something to be said of it."""
    ties = reading.ties
    if reading.found or ties.ids is None or reading.head != (reading.identity, ties.nama, ties.atasan):
        return None
    told = json.dumps([ties.nama, ties.atasan, ties.is_top, sorted(ties.ids), ties.links], ensure_ascii=False)
    return f"{reading.digest.hex()} {reading.identity} {told}"


@dataclass(slots=True)
class Judging:
    """What the files of all positions are read and judged by; what is `known` of one is not asked again.

    For the print, the rules that concern it are asked at once, and sources are not kept; the office has no positions.
    Where only rules will be asked that look at nothing but their position, these are the `sieve`: only the files are
    kept of which they, or remarks, have something to say.
    """

    here: Project
    settings: Source
    office: Office
    is_for_print: bool
    known: "Known | None" = None
    sieve: Sequence[Rule] | None = None
    _names: dict[str, str] = field(default_factory=dict)
    """The names of the files that are not their position's id with `.yaml`."""
    _folder: str = ""
    """What messages call the folder of these files."""
    _data: Path = field(init=False)
    """That folder."""
    _schemas: tuple[Schema, ...] | None = None
    _print: tuple[tuple[Rule, ...], Heard] | None = None

    def __post_init__(self) -> None:
        """Take what is asked for again and again."""
        self._data = self.here.data

    def order(self) -> list[str]:
        """Return the ids of all positions in the order of printing; `x.yml` beside `x.yaml` is kept apart."""
        names, self._folder = project.data_names(self.here), self.here.name(self.here.data)
        stems = [name.rpartition(".")[0] or name for name in names]
        right = {stem for stem, name in zip(stems, names, strict=True) if name == f"{stem}.yaml"}
        ids = [
            stem if name == f"{stem}.yaml" or stem not in right else name
            for stem, name in zip(stems, names, strict=True)
        ]
        self._names = {each: name for each, name in zip(ids, names, strict=True) if name != f"{each}.yaml"}
        return tree.arrange(ids, self.office.kantor)

    def every_reading(self, order: Sequence[str], jobs: int) -> Iterator[Reading]:
        """Yield what is known of each file, in this order."""
        unknown = len(order) - (len(self.known) if self.known is not None else 0)
        keeps_few = self.is_for_print or self.sieve is not None  # sending a position takes as long as reading it
        helpers = jobs if keeps_few and unknown >= _MANY else 1
        if helpers == 1:
            yield from map(self._read, order)
            return
        starts = range(0, len(order), _PART)
        held = held_of(len(order)) if self.is_for_print else len(order)
        parts = [(order[start : start + _PART], start < held) for start in starts]
        for part in spread(_readings, self, parts, helpers):
            yield from part

    def source(self, identity: str) -> Source:
        """Read the file of a position."""
        return project.read_source(self.here, self._path(identity))

    def file(self, identity: str) -> str:
        """Return what messages call the file of a position."""
        return f"{self._folder}/{self._names.get(identity) or f'{identity}.yaml'}"

    def _path(self, identity: str) -> Path:
        return self._data / self._names.get(identity, f"{identity}.yaml")

    def _read(self, identity: str) -> Reading:
        path = self._path(identity)
        content = project.read_content(self.here, path)
        if isinstance(content, Source):
            return self._judged(identity, b"", content)
        digest = digest_of(content)
        known = self.known.reading(identity, digest) if self.known else None
        return known or self._judged(identity, digest, parse(content, self.file(identity)))

    def _judged(self, identity: str, digest: bytes, source: Source) -> Reading:
        found = tuple(limited(self._faults(source)))
        ties = tree.ties(source)
        if has_errors(found):
            return Reading(identity, digest, ties, found, None)
        jabatan = load.jabatan(source, identity, self.office.kantor)
        head = Head(identity, jabatan.nama, jabatan.atasan)
        if self.is_for_print:
            return Reading(identity, digest, ties, (*found, *self._heard(jabatan, source)), head, jabatan)
        is_kept = self.sieve is None or self._has_more(jabatan, source, self.sieve)
        return Reading(identity, digest, ties, found, head, *((jabatan, source) if is_kept else ()))

    def _faults(self, source: Source) -> Iterator[Diagnostic]:
        yield from source.diagnostics
        if source.is_read:
            data = self.settings.data
            is_given = not self.settings.is_read or (isinstance(data, dict) and "sumber_data" in data)
            if self._schemas is None:
                self._schemas = project_schemas(self.here, "jabatan.schema.json")
            yield from schema_faults(self._schemas, source)
            yield from content.judge_jabatan(source, kantor_gives_sumber_data=is_given)

    def _has_more(self, jabatan: Jabatan, source: Source, sieve: Sequence[Rule]) -> bool:
        """Tell whether rules that look at nothing but their position, or remarks, have anything to say."""
        case = Case(jabatan, self.office)
        return has_remarks(source) or any(True for rule in sieve for _ in rule.judge(case))

    def _heard(self, jabatan: Jabatan, source: Source) -> Iterator[Diagnostic]:
        """Yield what the rules of the print say, of what the office does not pass over."""
        if self._print is None:
            periksa = self.office.periksa
            asked = lint.asked_of(periksa, lint.rules_of_the_print())
            self._print = asked, quality.heard_of_print(self.here, periksa, asked)
        asked, heard = self._print
        told = tuple(lint.told(Case(jabatan, self.office), source, asked))
        return heard(source, told) if told else iter(())


def _readings(judging: Judging, part: tuple[Sequence[str], bool]) -> list[Reading]:
    """Read a part of the files in a helping process; what is not held is not sent either."""
    ids, are_held = part
    every = map(judging._read, ids)
    return list(every) if are_held else [reading._replace(jabatan=None) for reading in every]


def project_schemas(here: Project, name: str) -> tuple[Schema, ...]:
    """Return the schemas that judge files of a kind."""
    return tuple(read_schema(text, title) for text, title in project.schemas(here, name))


def schema_faults(schemas: tuple[Schema, ...], source: Source) -> tuple[Diagnostic, ...]:
    """Judge by the project's own schema first; where it is content, by the one that the model relies on."""
    return next(filter(None, (judge(schema, source) for schema in schemas)), ())
