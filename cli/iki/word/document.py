"""A compiled template and the model → the bytes of a .docx: one document, or the book of all of them."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iki.compare.words import GAINED, LOST
from iki.model import Kantor
from iki.template.merging import Merging
from iki.word import notes, properties, relationships
from iki.word.assemble import IN_BOOK
from iki.word.compiler import Compiled
from iki.word.emphasis import emphasise
from iki.word.numbers import Numbers
from iki.word.ooxml import BODY, Element, parse, serialise
from iki.word.package import Archive, Part, stored, stored_in_pieces, write_package
from iki.word.pictures import Pictures, ReadFile
from iki.word.redline import Redline
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


def document(compiled: Compiled, copies: Sequence[Seen], about: str, read: ReadFile) -> Made:
    """Return a document of one or more copies of the template's body: a section each, each with its own headers.

    `about` follows the template's title in the document's properties; `read` reads the files of pictures.
    """
    made = _Document(compiled, len(copies), read)
    for seen in copies:
        made.add(seen)
    made.emphasise()
    content = made.pack(" \N{EN DASH} ".join(filter(None, (compiled.title, about))), copies[0].names["kantor"])
    return Made(content, tuple(dict.fromkeys(made.troubles)))


def redlined(compiled: Compiled, sides: tuple[Seen, Seen], about: str, read: ReadFile, redline: Redline) -> Made:
    """Return the document of the new side with what the old one had as tracked changes.

    The template was compiled with origins; both sides carry the same identities.
    """
    new = _Document(compiled, 1, read)
    old = _Document(compiled, 1, read, new)
    old.add(sides[0])
    new.add(sides[1])
    new.redline(old, redline)
    content = new.pack(" \N{EN DASH} ".join(filter(None, (compiled.title, about))), sides[1].names["kantor"])
    return Made(content, tuple(dict.fromkeys((*old.troubles, *new.troubles))))


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
        for copy in self.copies:
            yield "".join(copy).encode()
        yield self.after.encode()


class _Document:
    """A document while it is made, copy by copy."""

    def __init__(self, compiled: Compiled, count: int, read: ReadFile, like: "_Document | None" = None) -> None:
        """Begin a document; one that is `like` another shows the same pictures under the same names."""
        self.troubles: list[str] = []
        self._compiled = compiled
        self._count = count
        first_note = max((notes_of.first for notes_of in compiled.notes.values()), default=1)
        self._numbers = Numbers(compiled.lists.first if compiled.lists else 1, first_note)
        self._pictures: Pictures = (
            like._pictures if like else Pictures(read, self._numbers, self.troubles, compiled.own)
        )
        self._memory = {**Merging().seen(), **self._numbers.seen(), "_troubles": self.troubles}
        self._copies: list[tuple[str, ...]] = []
        self._notes: dict[str, list[str]] = {kind: [] for kind in compiled.notes}
        self._own: dict[str, bytes] = {}
        self._added: list[Part] = []
        self._additions: list[Addition] = []

    def add(self, seen: Seen) -> None:
        """Render the next copy of the body, its notes, and the headers and footers that differ."""
        number = len(self._copies) + 1
        self._numbers.begin_copy()
        variables = {**self._memory, **self._about_copy(seen, number)}
        self._copies.append(tuple(self._texts(MAIN, MAIN, variables)))
        for kind, old, new in self._numbers.take_notes():
            note = self._compiled.notes[kind]
            pictures = self._pictures.of(note.part).seen()
            self._notes[kind].append(note.notes[old].render({**variables, **pictures, notes.NUMBER: new}))
        for part in self._compiled.parts:
            if part != MAIN:
                self._add_part(part, number, variables)
        for identity, part in self._compiled.headers.items():
            if number > 1:
                self._announce(identity, part, number)

    def redline(self, old: "_Document", redline: Redline) -> None:
        """Put into the parts of this document what those of an older one say otherwise, as tracked changes."""
        ours, theirs = (_parsed(document._whole()) for document in (old, self))
        for before, after in zip(ours.iter(BODY), theirs.iter(BODY), strict=True):
            redline.merged(before, after)
        self._copies = [(_inner(theirs),)]
        for name in self._own.keys() & old._own.keys():
            before, after = _parsed(old._own[name].decode()), _parsed(self._own[name].decode())
            self._own[name] = serialise(redline.merged(before, after)).encode()

    def emphasise(self) -> None:
        """Show the words that were marked as gone or come, where there are any."""
        if any(LOST[0] in text or GAINED[0] in text for copy in self._copies for text in copy):
            root = _parsed(self._whole())
            emphasise(root)
            self._copies = [(_inner(root),)]

    def _whole(self) -> str:
        return "".join((self._compiled.before, *self._copies[0], self._compiled.after))

    def _about_copy(self, seen: Seen, number: int) -> dict[str, Any]:
        return {
            **seen.names,
            "_relations": {identity: self._copy_id(identity, number) for identity in self._compiled.headers},
            "_sheets": seen.sheets,
            "_first": number == 1,
            "_last": number == self._count,
            "_contents": seen.buku and number == 1,
            IN_BOOK: seen.buku,
        }

    def _texts(self, part: str, copy: str, variables: Mapping[str, Any]) -> Iterator[str]:
        template = self._compiled.parts[part]
        return template.root_render_func(template.new_context({**variables, **self._pictures.of(copy).seen()}))

    def _add_part(self, part: str, number: int, variables: Mapping[str, Any]) -> None:
        """Render a header or footer: the first copy stands in the place of the template's, the others beside it."""
        copy = part if number == 1 else self._copy_name(part, number)
        content = "".join(self._texts(part, copy, variables)).encode()
        if number == 1:
            self._own[part] = content
            return
        self._added.append(stored(copy, content))
        own = self._compiled.xml.get(relationships.of(part))
        if own is not None:
            self._own[relationships.of(copy)] = own

    def _announce(self, identity: str, part: str, number: int) -> None:
        kind, content_type = self._compiled.announced[identity]
        copy = self._copy_name(part, number)
        self._additions.append(Addition(MAIN, self._copy_id(identity, number), kind, copy, content_type))

    def _copy_id(self, identity: str, number: int) -> str:
        return identity if number == 1 else f"{identity}-{self._compiled.own}{number}"

    def _copy_name(self, part: str, number: int) -> str:
        stem, suffix = posixpath.splitext(part)
        return f"{stem}-{self._compiled.own}{number}{suffix}"

    def pack(self, title: str, kantor: Kantor) -> Archive:
        """Return the package: the template's parts in order, then those that only this document has."""
        compiled = self._compiled
        self._own[compiled.core_part] = properties.core_xml(title, kantor)
        for kind, note in compiled.notes.items():
            self._own[note.part] = "".join((note.before, *self._notes[kind], note.after)).encode()
        if compiled.lists is not None and self._numbers.started:
            self._own[compiled.lists_part] = compiled.lists.part(self._numbers.started)
        self._additions += self._pictures.additions()
        if self._additions:
            self._own.update(relationships.with_additions({**compiled.xml, **self._own}, self._additions))
        main = stored_in_pieces(MAIN, _Body(compiled.before, tuple(self._copies), compiled.after))
        own = {MAIN: main, **{name: stored(name, content) for name, content in self._own.items()}}
        return write_package((*_parts(compiled, own), *self._added, *self._pictures.parts()))


_BODY_START, _BODY_END = "<w:body>", "</w:body>"


def _inner(root: Element) -> str:
    return serialise(root).partition(_BODY_START)[2].rpartition(_BODY_END)[0]


def _parsed(xml: str) -> Element:
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
