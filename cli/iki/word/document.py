"""A compiled template and the model → the bytes of a .docx: one document, or the book of all of them."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from iki.model import Jabatan, Kantor
from iki.template.merging import Merging
from iki.word import properties, relationships
from iki.word.compiler import MAIN, Compiled
from iki.word.numbers import Numbers
from iki.word.package import Part, stored, write_package


@dataclass(frozen=True, slots=True)
class Seen:
    """What a template sees while it renders one copy of its body; `jabatan` is None where it is about no position."""

    kantor: Kantor
    every_jabatan: Sequence[Jabatan]
    jabatan: Jabatan | None = None


def document(compiled: Compiled, copies: Sequence[Seen], about: str) -> bytes:
    """Return a document of one or more copies of the template's body: a section each, each with its own headers.

    `about` follows the template's title in the document's properties.
    """
    made = _Made(compiled, len(copies))
    for seen in copies:
        made.add(seen)
    return made.pack(" \N{EN DASH} ".join(filter(None, (compiled.title, about))), copies[0].kantor)


class _Made:
    """A document while it is made, copy by copy."""

    def __init__(self, compiled: Compiled, count: int) -> None:
        self._compiled = compiled
        self._count = count
        self._numbers = Numbers()
        self._memory = {**Merging().seen(), **self._numbers.seen()}
        self._bodies: list[str] = []
        self._own: dict[str, bytes] = {}
        self._added: list[Part] = []
        self._announced: dict[str, dict[str, str]] = {identity: {} for identity in compiled.headers}

    def add(self, seen: Seen) -> None:
        """Render the next copy of the body and of the headers and footers that differ."""
        number = len(self._bodies) + 1
        self._numbers.begin_copy()
        renamed = {identity: _copy_id(identity, number) for identity in self._compiled.headers}
        variables = {
            **self._memory,
            **{field.name: getattr(seen, field.name) for field in fields(seen)},
            "_relations": renamed,
            "_first": number == 1,
            "_last": number == self._count,
        }
        self._bodies.append(self._compiled.parts[MAIN].render(variables))
        for name, template in self._compiled.parts.items():
            if name != MAIN:
                self._take(name, template.render(variables).encode(), number)
        for identity, name in self._compiled.headers.items():
            if number > 1:
                self._announced[identity][renamed[identity]] = _copy_name(name, number)

    def _take(self, name: str, content: bytes, number: int) -> None:
        if number == 1:
            self._own[name] = content
        elif name in self._compiled.headers.values():
            copy = _copy_name(name, number)
            self._added += [stored(copy, content), *_own_relationships(self._compiled, name, copy)]

    def pack(self, title: str, kantor: Kantor) -> bytes:
        """Return the package: the template's parts in order, then those that only this document has."""
        compiled = self._compiled
        self._own[MAIN] = "".join((compiled.before, *self._bodies, compiled.after)).encode()
        self._own[properties.name_of(compiled.xml)] = properties.core_xml(title, kantor)
        if self._added:
            self._own.update(relationships.with_copies(compiled.xml, MAIN, self._announced))
        return write_package((*_parts(compiled, self._own), *self._added))


def _parts(compiled: Compiled, own: Mapping[str, bytes]) -> Iterator[Part]:
    """Yield the template's parts in order, those that this document has of its own in their place."""
    left = dict(own)
    for part in compiled.package:
        yield stored(part.name, left.pop(part.name)) if part.name in left else part
    for name, content in left.items():
        yield stored(name, content)


def _copy_id(identity: str, number: int) -> str:
    return identity if number == 1 else f"{identity}-{number}"


def _copy_name(part: str, number: int) -> str:
    stem, suffix = posixpath.splitext(part)
    return f"{stem}-{number}{suffix}"


def _own_relationships(compiled: Compiled, part: str, copy: str) -> Iterator[Part]:
    content = compiled.xml.get(relationships.of(part))
    if content is not None:
        yield stored(relationships.of(copy), content)
