"""A .docx with tags → a compiled template: every fault of it found at once, nothing left to find while rendering."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jinja2 import Template
from jinja2.sandbox import SandboxedEnvironment

from iki.template import merging
from iki.template.check import Checker, Key
from iki.template.environment import environment
from iki.template.filters import FILTERS
from iki.template.kinds import SEEN, Kind
from iki.word import columns, numbers, ooxml, origins, pictures, properties, relationships, repair
from iki.word.assemble import Assembler
from iki.word.lists import Lists, read_lists, start_lists_anew
from iki.word.marks import EDGE, Mark, Marks
from iki.word.merged import merge_cells
from iki.word.notes import KINDS, Notes, cut_notes, first_free, number_references
from iki.word.ooxml import BODY, Element, parse, serialise
from iki.word.origins import Origins
from iki.word.package import Package, Part, Refusal, read_package, stored
from iki.word.place import part_in_words, parts_in_words, places
from iki.word.ranges import mend_ranges
from iki.word.relationships import Addition
from iki.word.repeatable import MAIN, blank_headers, make_sections, name_sheets, renew_numbers
from iki.word.safety import Danger, of_fields
from iki.word.settled import settle, spell
from iki.word.sound import (
    NOWHERE,
    SAVE_AGAIN,
    broken_parts,
    dangerous_parts,
    fault_of_danger,
    fault_of_part,
    roles_of,
    without_remarks,
)
from iki.word.tagged import CONTENTS, Fault, mark_tags
from iki.word.unread import drawn_tags, said_tags, unread_tags

_BODY_EDGE = f"{EDGE}body{EDGE}"
_STYLES, _NUMBERING = "styles", "numbering"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled template: its package, and the parts that differ from document to document.

    `own` is a word that no name in the package holds, for the names of what is added; `core_part` is the name of the
    part of the document's properties; `before` and `after` are what stands around the content of the body; `headers`
    maps the relationship id of each header or footer that has tags to its part, `announced` to its relationship's type
    and its content type; `parts` are the compiled parts by name, `MAIN` the body's content; `notes` the footnotes and
    endnotes by what they are called. `lists` is the part named `lists_part`.
    """

    package: tuple[Part, ...]
    xml: dict[str, bytes]
    own: str
    core_part: str
    title: str
    before: str
    after: str
    parts: dict[str, Template]
    headers: dict[str, str]
    announced: dict[str, tuple[str, str]]
    notes: dict[str, Notes]
    lists: Lists | None
    lists_part: str
    uses: frozenset[str]
    keys: frozenset[Key]
    may_fail: bool
    """Whether a document can be impossible though the template is right: a picture is missing, a table too wide."""

    @property
    def per_jabatan(self) -> bool:
        """Tell whether its documents are about one position each."""
        return "jabatan" in self.uses


def compile_template(
    content: bytes, seen: Mapping[str, Kind] = SEEN, *, origins: Origins | None = None
) -> Compiled | tuple[Fault, ...]:
    """Compile a .docx, or return everything that is wrong with it; `seen` are the names that it sees.

    With origins, what it renders says where each piece of it comes from, so that two renderings can be compared.
    """
    package = read_package(content)
    if isinstance(package, Refusal):
        return (Fault(NOWHERE, f"Templat ini tidak dapat dipakai: {package.reason}.", SAVE_AGAIN),)
    broken = tuple(broken_parts(package)) or tuple(dangerous_parts(package))
    return broken or _Compilation(without_remarks(package), seen, origins).compile()


def escape(text: str) -> str:
    """Return a value as it stands inside `w:t`: escaped, a line end as a line break of Word."""
    return ooxml.escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')


def _environment() -> SandboxedEnvironment:
    made = environment(escape)
    made.filters.update(merging.FILTERS | numbers.FILTERS | origins.FILTERS | repair.FILTERS | columns.FILTERS)
    made.filters[pictures.NAME] = pictures.FILTER.apply
    return made


def _own_word(names: Iterable[str]) -> str:
    """Return a word for the names of what iki adds, also to a template that was made from a document of iki."""
    word, taken = "iki", " ".join(names).lower()
    while word in taken:
        word += "x"
    return word


def _with_edges(root: Element) -> Element:
    """Mark where the body's content begins and ends; it has a section at least."""
    for body in root.iter(BODY):
        body.text = _BODY_EDGE + (body.text or "")
        body[-1].tail = (body[-1].tail or "") + _BODY_EDGE
    return root


class _Compilation:
    """The compilation of one package, part by part, with one memory of what its expressions use."""

    def __init__(self, package: Package, seen: Mapping[str, Kind], origins: Origins | None) -> None:
        self._origins = origins
        self._package = package
        self._environment = _environment()
        self._checker = Checker(FILTERS | {pictures.NAME: pictures.FILTER}, seen)
        self._faults: list[Fault] = []
        self._settled: dict[str, bytes] = {}
        self._notes: dict[str, Notes] = {}
        self._referred: dict[str, set[str]] = {}
        self._words = parts_in_words(package.xml, MAIN)
        self._uses_sheets = self._has_contents = self._may_fail = False
        self._own = _own_word((*(part.name for part in package.parts), *relationships.targets(package.xml, MAIN)))
        self._blank: dict[Addition, bytes] = {}
        self._of_a_position: set[str] = set()
        self._lists_part = self._named(_NUMBERING)
        self._spell_other_parts()
        self._lists = read_lists(self._settled.get(self._lists_part) or package.xml.get(self._lists_part, b""))

    def compile(self) -> Compiled | tuple[Fault, ...]:
        """Compile every part; headers first, so that the body knows which of them differ from copy to copy."""
        parts: dict[str, Template] = {}
        before = after = ""
        for name, role in roles_of(self._package.xml).items():
            if name == MAIN:
                before, after = self._body(parts)
            elif role in KINDS:
                self._notes_part(name, KINDS[role])
            else:
                self._header(name, parts)
        self._judge_whole()
        faults = tuple(sorted(dict.fromkeys(self._faults), key=lambda fault: fault.place))
        return faults or self._compiled(parts, before, after)

    def _spell_other_parts(self) -> None:
        """Write the parts that say how things look, and hold no tags, as every Word reads them."""
        for kind in (_STYLES, _NUMBERING, "fontTable"):
            name = self._named(kind)
            root = parse(self._package.xml.get(name, b""))
            if root is not None:
                as_it_came = serialise(root)
                spell(root)
                if (spelt := serialise(root)) != as_it_came:
                    self._settled[name] = spelt.encode()

    def _named(self, kind: str) -> str:
        """Return the name of the one part that the body names for its styles or lists."""
        return next(iter(relationships.targets(self._package.xml, MAIN, f"{_TYPES}{kind}").values()), "")

    def _marked(self, name: str, root: Element, marks: Marks) -> list[Element]:
        """Put marks into a part for all that differs; return the paragraphs that end a list of contents."""
        where = places(root, name, self._words.get(name) or part_in_words(name))
        as_it_came = serialise(root)
        settle(root)
        self._faults += [fault_of_danger(Danger(name, what)) for what in of_fields(root)]
        tagging = mark_tags(root, where, marks)
        self._faults += tagging.faults
        self._faults += unread_tags(root, where)
        uses_sheets = any(mark.says.startswith("tautan") for mark in marks.statements())
        self._uses_sheets = self._uses_sheets or uses_sheets
        if self._origins is not None:
            self._origins.bear(name, root, marks)
        repair.guard(root, marks)
        self._may_fail = columns.free_columns(marks) or self._may_fail
        merge_cells(root, tagging.merged, where, marks)
        self._faults += mend_ranges(root, where, marks)
        if name == MAIN and (self._uses_sheets or tagging.fronts):
            name_sheets(root, tagging.fronts)
        renew_numbers(root, marks)
        if not marks.marks and (settled := serialise(root)) != as_it_came:
            self._settled[name] = settled.encode()
        return tagging.fronts

    def _header(self, name: str, parts: dict[str, Template]) -> None:
        root, marks = self._root(name), Marks()
        self._marked(name, root, marks)
        if marks.marks:
            self._add(name, marks.split(serialise(root)), parts)

    def _notes_part(self, name: str, kind: str) -> None:
        root, marks = self._root(name), Marks()
        first = first_free(root, kind)
        self._marked(name, root, marks)
        before, every_note, after = cut_notes(root, kind, marks)
        if EDGE in before + after:
            message = "Ada tag atau penanda di garis pemisah catatan."
            self._faults.append(fault_of_part(name, message, "Kembalikan garis pemisah ke bentuk bawaan Word."))
        made: dict[str, Template] = {}
        for old, xml in every_note.items():
            self._add(old, marks.split(xml), made)
        self._notes[kind] = Notes(name, before, after, made, first)

    def _body(self, parts: dict[str, Template]) -> tuple[str, str]:
        """Compile the body's content; return what stands before and after it."""
        root, marks = self._root(MAIN), Marks()
        fronts = self._marked(MAIN, root, marks)
        self._has_contents = bool(fronts)
        self._referred = number_references(root, marks)
        if self._lists is not None:
            start_lists_anew(root, self._package.xml.get(self._named(_STYLES)), self._lists, marks)
        self._blank = blank_headers(root, fronts, self._own)
        make_sections(root, self._headers(parts), self._of_a_position, fronts, marks)
        before, content, after = serialise(_with_edges(root)).split(_BODY_EDGE)
        self._add(MAIN, marks.split(content), parts)
        return before, after

    def _root(self, name: str) -> Element:
        root = parse(self._package.xml[name])
        if root is None:
            raise ValueError("a part that was judged sound is none")
        return root

    def _add(self, name: str, pieces: Iterable[str | Mark], parts: dict[str, Template]) -> None:
        """Assemble a part; where nothing was wrong so far, compile it too."""
        assembler = Assembler(self._environment, self._checker, with_origins=self._origins is not None)
        before, self._checker.used = self._checker.used, set()
        tree = assembler.assemble(pieces)
        if self._checker.used & {"jabatan", "lembar"}:
            self._of_a_position.add(name)
        self._checker.used |= before
        self._faults += assembler.faults
        if not self._faults:
            parts[name] = Template.from_code(self._environment, self._environment.compile(tree), {})

    def _judge_whole(self) -> None:
        """Note what no part alone can tell: notes that are not there, a list of contents of no sheets, drawn tags."""
        self._faults += [fault_of_part(*each) for each in drawn_tags(self._package.xml)]
        title = properties.title_of(self._package.xml.get(properties.name_of(self._package.xml)))
        self._faults += [fault_of_part(*each) for each in said_tags(self._package.xml, title)]
        for kind, numbers_of_notes in self._referred.items():
            there = self._notes[kind].notes if kind in self._notes else {}
            if not self._faults and numbers_of_notes - set(there):
                self._faults.append(fault_of_part(MAIN, "Ada catatan yang disebut tetapi tidak ada.", SAVE_AGAIN))
        if (self._uses_sheets or self._has_contents) and "jabatan" not in self._checker.used and not self._faults:
            message = f"'{CONTENTS}' dan 'tautan' hanya berguna dalam templat yang memakai 'jabatan'."
            self._faults.append(fault_of_part(MAIN, message, "Hapus, atau pakai 'jabatan' di halaman isi."))

    def _headers(self, parts: Iterable[str]) -> dict[str, str]:
        """Return the compiled headers and footers by the relationship id under which the body names them."""
        return {
            identity: part for identity, part in relationships.targets(self._package.xml, MAIN).items() if part in parts
        }

    def _compiled(self, parts: dict[str, Template], before: str, after: str) -> Compiled:
        changed = {**properties.announced(self._package.xml), **self._settled}
        if self._blank:
            changed |= relationships.with_additions({**self._package.xml, **changed}, self._blank)
        package = (
            *(stored(part.name, changed[part.name]) if part.name in changed else part for part in self._package.parts),
            *(stored(addition.part, content) for addition, content in self._blank.items()),
        )
        xml = {**self._package.xml, **changed}
        headers = self._headers(parts)
        return Compiled(
            package,
            xml,
            self._own,
            properties.name_of(xml),
            properties.title_of(self._package.xml.get(properties.name_of(self._package.xml))),
            before,
            after,
            parts,
            headers,
            {
                each: (relationships.kind_of(xml, MAIN, each), relationships.type_of(xml, headers[each]))
                for each in headers
            },
            self._notes,
            self._lists,
            self._lists_part,
            frozenset(self._checker.used),
            self._checker.keys(),
            self._may_fail or f"|{pictures.NAME}" in self._checker.used,
        )
