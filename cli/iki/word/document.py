"""A compiled template and the model → the bytes of a .docx: one document, or the book of all of them."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from iki.characters import GAINED, LOST
from iki.model import Kantor
from iki.template.merging import Merging
from iki.word import notes, properties, relationships
from iki.word.assemble import IN_BOOK
from iki.word.compiler import Compiled
from iki.word.emphasis import emphasise
from iki.word.numbers import Numbers
from iki.word.ooxml import Element, parse, serialise
from iki.word.package import Archive, Part, stored, stored_in_pieces, write_package
from iki.word.pictures import Pictures, ReadFile
from iki.word.relationships import Addition
from iki.word.repeatable import MAIN


@dataclass(frozen=True, slots=True)
class Seen:
    """What a template sees while it renders one copy of its body: the names of `kinds.SEEN`.

    `sheets` are the numbers of the positions in the order of printing, `buku` tells whether this is the book.
    """

    names: Mapping[str, Any]
    sheets: Mapping[str, int]
    buku: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A document in pieces, and what is wrong with it though its template is right: pictures, the number of columns."""

    content: Iterable[bytes]
    troubles: tuple[str, ...]


def document(
    compiled: Compiled, copies: Sequence[Seen], about: str, read: ReadFile, *, is_marked: bool = False
) -> Made:
    """Return a document of one or more copies of the template's body: a section each, each with its own headers.

    `about` follows the template's title in the document's properties; `read` reads the files of pictures. In the one
    copy of one that `is_marked`, words may be marked as gone or come.
    """
    made = Document(compiled, len(copies), read)
    for seen in copies:
        made.add(seen)
    if is_marked:
        made.emphasise()
    return made.made(about, copies[0].names["kantor"])


@dataclass(frozen=True, slots=True)
class _Body:
    """The body of a document, each copy as the texts it was rendered in.

    Most of them are the template's own and the same in every copy, so that the book of a thousand positions takes a
    fraction of its length: it is joined copy by copy, each time it is gone through.
    """

    before: str
    copies: tuple[tuple[str, ...], ...]
    after: str

    def __iter__(self) -> Iterator[bytes]:
        yield self.before.encode()
        for texts in self.copies:
            yield "".join(texts).encode()
        yield self.after.encode()


@dataclass(frozen=True, slots=True)
class At:
    """Where a copy stands: the how-manieth it is, whether before it there is another, and behind it."""

    number: int
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class View:
    """What the template sees in one rendering, the numbers that this gives, and the how-manieth copy it is for."""

    variables: Mapping[str, Any]
    numbers: Numbers
    copy: int


@dataclass(frozen=True, slots=True)
class Copy:
    """One rendering of the body: its texts, and the notes that it prints by their kind, each with its number."""

    body: tuple[str, ...]
    notes: Mapping[str, Sequence[tuple[int, str]]]


class Document:
    """A document while it is made, copy by copy."""

    def __init__(self, compiled: Compiled, count: int, read: ReadFile) -> None:
        """Begin a document of so many copies."""
        self.troubles: list[str] = []
        self.compiled = compiled
        first_note = max((notes_of.first for notes_of in compiled.notes.values()), default=1)
        self.numbers = Numbers(compiled.lists.first if compiled.lists else 1, first_note)
        self._count = count
        self._pictures = Pictures(read, self.numbers, self.troubles, compiled.own)
        self._memory = self._memory_of(self.numbers)
        self._copies: list[tuple[str, ...]] = []
        self._notes: dict[str, list[str]] = {kind: [] for kind in compiled.notes}
        self._own: dict[str, bytes] = {}
        self._added: list[Part] = []
        self._additions: list[Addition] = []

    def add(self, seen: Seen) -> None:
        """Render the next copy of the body, its notes, and the headers and footers that differ."""
        self.numbers.begin_copy()
        number = len(self._copies) + 1
        view = self.view(seen, At(number, is_first=number == 1, is_last=number == self._count))
        self.take(self.copy(view), self.headers(view))

    def of(self, compiled: Compiled, read: ReadFile) -> "Document":
        """Return this document as another template renders its copies, with pictures as they were then."""
        other = copy(self)
        other.compiled = compiled
        other._pictures = self._pictures.beside(read)
        return other

    def view(self, seen: Seen, at: At) -> View:
        """Return what the template sees in the next copy."""
        return View({**self._memory, **self._about(seen, at)}, self.numbers, at.number)

    def view_aside(self, seen: Seen, at: At) -> View:
        """Return what it sees in another rendering of the same copy, whose numbers are none of the document's."""
        numbers = self.numbers.aside()
        return View({**self._memory_of(numbers), **self._about(seen, at)}, numbers, at.number)

    def _memory_of(self, numbers: Numbers) -> Mapping[str, Any]:
        return {**Merging().seen(), **numbers.seen(), "_troubles": self.troubles}

    def copy(self, view: View) -> Copy:
        """Render the body and the notes that it prints, without putting them into the document."""
        body = tuple(self._texts(MAIN, MAIN, view))
        every_note: dict[str, list[tuple[int, str]]] = {kind: [] for kind in self.compiled.notes}
        for kind, old, new in view.numbers.take_notes():
            note = self.compiled.notes[kind]
            pictures = self._pictures.of(note.part).seen()
            text = note.notes[old].render({**view.variables, **pictures, notes.NUMBER: new})
            every_note[kind].append((new, text))
        return Copy(body, every_note)

    def headers(self, view: View) -> dict[str, str]:
        """Render the headers and footers that differ from copy to copy, by the names of the template's."""
        names = (part for part in self.compiled.parts if part != MAIN)
        return {part: "".join(self._texts(part, self._copy_name(part, view.copy), view)) for part in names}

    def take(self, copy: Copy, headers: Mapping[str, str]) -> None:
        """Put the next copy into the document: its own headers stand beside those of the first."""
        self._copies.append(copy.body)
        number = len(self._copies)
        for kind, every_note in copy.notes.items():
            self._notes[kind] += [text for _, text in every_note]
        for part, text in headers.items():
            self._take_part(part, number, text.encode())
        for identity, part in self.compiled.headers.items():
            if number > 1:
                self._announce(identity, part, number)

    def emphasise(self) -> None:
        """Show the words of its one copy that were marked as gone or come, where there are any."""
        if any(LOST[0] in text or GAINED[0] in text for text in self._copies[0]):
            root = parsed(self.whole(self._copies[0]))
            emphasise(root)
            self._copies = [(inner(root),)]

    def whole(self, copy: Iterable[str]) -> str:
        """Return the XML of the document's main part with one copy of the body."""
        return "".join((self.compiled.before, *copy, self.compiled.after))

    def _about(self, seen: Seen, at: At) -> dict[str, Any]:
        return {
            **seen.names,
            "_relations": {identity: self._copy_id(identity, at.number) for identity in self.compiled.headers},
            "_sheets": seen.sheets,
            "_first": at.is_first,
            "_last": at.is_last,
            "_contents": seen.buku and at.is_first,
            IN_BOOK: seen.buku,
        }

    def _texts(self, part: str, copy: str, view: View) -> Iterator[str]:
        template = self.compiled.parts[part]
        return template.root_render_func(template.new_context({**view.variables, **self._pictures.of(copy).seen()}))

    def _take_part(self, part: str, number: int, content: bytes) -> None:
        """Put a header or footer: the first copy's stands in the place of the template's, the others beside it."""
        if number == 1:
            self._own[part] = content
            return
        copy = self._copy_name(part, number)
        self._added.append(stored(copy, content))
        own = self.compiled.xml.get(relationships.of(part))
        if own is not None:
            self._own[relationships.of(copy)] = own

    def _announce(self, identity: str, part: str, number: int) -> None:
        kind, content_type = self.compiled.announced[identity]
        copy = self._copy_name(part, number)
        self._additions.append(Addition(MAIN, self._copy_id(identity, number), kind, copy, content_type))

    def _copy_id(self, identity: str, number: int) -> str:
        return identity if number == 1 else f"{identity}-{self.compiled.own}{number}"

    def _copy_name(self, part: str, number: int) -> str:
        if number == 1:
            return part
        stem, suffix = posixpath.splitext(part)
        return f"{stem}-{self.compiled.own}{number}{suffix}"

    def made(self, about: str, kantor: Kantor) -> Made:
        """Return the document with what is wrong with it."""
        title = " \N{EN DASH} ".join(filter(None, (self.compiled.title, about)))
        return Made(self._packed(title, kantor), tuple(dict.fromkeys(self.troubles)))

    def _packed(self, title: str, kantor: Kantor) -> Archive:
        """Return the package: the template's parts in order, then those that only this document has."""
        compiled = self.compiled
        self._own[compiled.core_part] = properties.core_xml(title, kantor)
        for kind, note in compiled.notes.items():
            self._own[note.part] = "".join((note.before, *self._notes[kind], note.after)).encode()
        if compiled.lists is not None and self.numbers.started:
            self._own[compiled.lists_part] = compiled.lists.part(self.numbers.started)
        self._additions += self._pictures.additions()
        if self._additions:
            self._own.update(relationships.with_additions({**compiled.xml, **self._own}, self._additions))
        # one copy is gone through twice all the same, and is small enough to be one text
        copies = tuple(self._copies) if len(self._copies) > 1 else (("".join(self._copies[0]),),)
        main = stored_in_pieces(MAIN, _Body(compiled.before, copies, compiled.after))
        own = {MAIN: main, **{name: stored(name, content) for name, content in self._own.items()}}
        return write_package((*_parts(compiled, own), *self._added, *self._pictures.parts()))


_BODY_START, _BODY_END = "<w:body>", "</w:body>"


def inner(root: Element) -> str:
    """Return the XML of what stands in the body of a main part."""
    return serialise(root).partition(_BODY_START)[2].rpartition(_BODY_END)[0]


def parsed(xml: str) -> Element:
    """Return the root of a part that was rendered."""
    root = parse(xml.encode())
    if root is None:
        raise ValueError("a part that was rendered is no XML")
    return root


def _parts(compiled: Compiled, own: Mapping[str, Part]) -> Iterator[Part]:
    """Yield the template's parts in order, those that this document has of its own in their place."""
    left = dict(own)
    for part in compiled.package:
        yield left.pop(part.name, part)
    yield from left.values()
