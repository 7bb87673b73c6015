"""A .docx with tags → a compiled template: every fault of it found at once, nothing left to find while rendering."""

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import Template, nodes
from jinja2.sandbox import SandboxedEnvironment

from iki.diagnostics import Diagnostic, Level, Location
from iki.template import merging
from iki.template.check import Checker
from iki.template.environment import environment
from iki.word import numbers, properties, relationships, repair
from iki.word.assemble import Assembler
from iki.word.marks import EDGE, Mark, Marks
from iki.word.merged import merge_cells
from iki.word.ooxml import BODY, Element, parse, serialise
from iki.word.package import Package, Part, Refusal, read_package, stored
from iki.word.place import part_in_words
from iki.word.repeatable import make_sections, renew_numbers
from iki.word.tagged import Fault, mark_tags

MAIN = "word/document.xml"
_TEMPLATED = ("word/header", "word/footer", "word/footnotes", "word/endnotes")
_BODY_EDGE = f"{EDGE}body{EDGE}"
_SAVE_AGAIN = "Simpan ulang dari Word sebagai 'Word Document (*.docx)'."
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled template: its package, and the parts that differ from document to document.

    `before` and `after` are what stands around the content of the body; `headers` maps the relationship id of each
    header or footer that has tags to its part; `parts` are the compiled parts by name, `MAIN` the body's content.
    """

    package: tuple[Part, ...]
    xml: dict[str, bytes]
    title: str
    before: str
    after: str
    parts: dict[str, Template]
    headers: dict[str, str]
    per_jabatan: bool


def compile_template(content: bytes, path: str) -> Compiled | tuple[Diagnostic, ...]:
    """Compile a .docx (`path` is what messages call it), or return everything that is wrong with it."""
    package = read_package(content)
    if isinstance(package, Refusal):
        return (_diagnostic(path, f"Templat ini tidak dapat dipakai: {package.reason}.", _SAVE_AGAIN),)
    roots, broken = _parse_parts(package)
    broken += [(missing, "Bagian ini disebut tetapi tidak ada.") for missing in _missing_parts(package)]
    if broken:
        return tuple(_diagnostic(path, f"{part}: {message}", _SAVE_AGAIN) for part, message in broken)
    compiled = _Compilation(package, roots).compile()
    if isinstance(compiled, Compiled):
        return compiled
    return tuple(_diagnostic(path, f"{each.place.words}: {each.message}", each.hint) for each in compiled)


def _diagnostic(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Location(path, 1, 1), Level.ERROR, "templat-rusak", message, hint)


def _parse_parts(package: Package) -> tuple[dict[str, Element], list[tuple[str, str]]]:
    """Parse the parts that may hold tags; return those, and in words which parts would not come out as they went in."""
    roots, broken = {}, []
    for name, content in package.xml.items():
        holds_tags = name == MAIN or name.startswith(_TEMPLATED)
        root = parse(content)
        if not holds_tags and (root is not None or not name.endswith((".rels", relationships.TYPES))):
            continue
        if root is None or EDGE in serialise(root):
            broken.append((part_in_words(name), "XML bagian ini rusak."))
        elif root.nsmap.get("w") in {None, _STRICT}:
            broken.append((part_in_words(name), "Dokumen ini bukan dokumen Word biasa."))
        elif len(root.findall(BODY)) != 1 and name == MAIN:
            broken.append((part_in_words(name), "Dokumen ini tidak punya isi."))
        else:
            roots[name] = root
    return roots, broken


def _missing_parts(package: Package) -> list[str]:
    """Return the parts that others name but the package lacks; Word would not open it."""
    there = {part.name for part in package.parts}
    named = (relationships.targets(package.xml, part) for part in ("", *there) if relationships.of(part) in there)
    return sorted({target for parts in named for target in parts.values() if "#" not in target} - there)


def escape(text: str) -> str:
    """Return a value as it stands inside `w:t`: escaped, a line end as a line break of Word."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">') if "\n" in text else text


def _environment() -> SandboxedEnvironment:
    made = environment(escape)
    made.filters.update(merging.FILTERS | numbers.FILTERS | repair.FILTERS)
    return made


def _with_edges(root: Element) -> Element:
    """Mark where the body's content begins and ends; it has a section at least."""
    for body in root.iter(BODY):
        body.text = _BODY_EDGE + (body.text or "")
        body[-1].tail = (body[-1].tail or "") + _BODY_EDGE
    return root


class _Compilation:
    """The compilation of one package, part by part, with one memory of what its expressions use."""

    def __init__(self, package: Package, roots: dict[str, Element]) -> None:
        self._package = package
        self._roots = roots
        self._environment = _environment()
        self._checker = Checker()
        self._faults: list[Fault] = []

    def compile(self) -> Compiled | list[Fault]:
        """Compile every part; headers first, so that the body knows which of them differ from copy to copy."""
        parts: dict[str, Template] = {}
        for name in sorted(self._roots, key=lambda name: name == MAIN):
            marks = Marks()
            own = self._headers(parts)
            before, content, after = self._mark(name, marks, own)
            tree = self._assemble(marks.split(content))
            if (marks.marks or name == MAIN) and not self._faults:
                parts[name] = Template.from_code(self._environment, self._environment.compile(tree), {})
        return sorted(self._faults, key=lambda fault: fault.place) or self._compiled(parts, before, after)

    def _headers(self, parts: Iterable[str]) -> dict[str, str]:
        """Return the compiled headers and footers by the relationship id under which the body names them."""
        return {
            identity: part for identity, part in relationships.targets(self._package.xml, MAIN).items() if part in parts
        }

    def _mark(self, name: str, marks: Marks, headers: dict[str, str]) -> tuple[str, str, str]:
        """Return a part's XML with marks for all that differs: what stands before the body's content, it, and after."""
        root = self._roots[name]
        faults, merged = mark_tags(root, name, marks)
        self._faults += faults
        repair.guard(root, marks)
        merge_cells(merged, marks)
        renew_numbers(root, marks)
        if name != MAIN:
            return "", serialise(root), ""
        make_sections(root, headers, marks)
        before, content, after = serialise(_with_edges(root)).split(_BODY_EDGE)
        return before, content, after

    def _assemble(self, pieces: Iterable[str | Mark]) -> nodes.Template:
        assembler = Assembler(self._environment, self._checker)
        tree = assembler.assemble(pieces)
        self._faults += assembler.faults
        return tree

    def _compiled(self, parts: dict[str, Template], before: str, after: str) -> Compiled:
        changed = properties.announced(self._package.xml)
        package = tuple(
            stored(part.name, changed[part.name]) if part.name in changed else part for part in self._package.parts
        )
        return Compiled(
            package,
            {**self._package.xml, **changed},
            properties.title_of(self._package.xml.get(properties.name_of(self._package.xml))),
            before,
            after,
            parts,
            self._headers(parts),
            "jabatan" in self._checker.used,
        )
