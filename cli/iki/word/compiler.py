"""A .docx with tags → a compiled template: every fault of it found at once, nothing left to find while rendering."""

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import Template, nodes
from jinja2.sandbox import SandboxedEnvironment

from iki.diagnostics import Diagnostic, Level, Location
from iki.template import merging
from iki.template.check import Checker
from iki.template.environment import environment
from iki.word import numbers, properties, repair
from iki.word.assemble import Assembler
from iki.word.marks import EDGE, Mark, Marks
from iki.word.ooxml import BODY, Element, parse, serialise
from iki.word.package import Package, Part, Refusal, read_package, stored
from iki.word.place import part_in_words
from iki.word.relationships import targets
from iki.word.repeatable import make_sections, renew_numbers
from iki.word.tagged import Fault, mark_tags, merge_cells

MAIN = "word/document.xml"
_TEMPLATED = ("word/header", "word/footer", "word/footnotes", "word/endnotes")
_BODY_EDGE = f"{EDGE}body{EDGE}"
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
        return (_diagnostic(path, Fault("", f"Templat ini tidak dapat dipakai: {package.reason}.", _SAVE_AGAIN)),)
    roots, faults = _parse_parts(package)
    if faults:
        return tuple(_diagnostic(path, fault) for fault in faults)
    compiled = _Compilation(package, roots).compile()
    return compiled if isinstance(compiled, Compiled) else tuple(_diagnostic(path, fault) for fault in compiled)


_SAVE_AGAIN = "Simpan ulang dari Word sebagai 'Word Document (*.docx)'."


def _diagnostic(path: str, fault: Fault) -> Diagnostic:
    where = f"{fault.place}: " if fault.place else ""
    return Diagnostic(Location(path, 1, 1), Level.ERROR, "templat-rusak", f"{where}{fault.message}", fault.hint)


def _parse_parts(package: Package) -> tuple[dict[str, Element], list[Fault]]:
    """Parse the parts that may hold tags, and refuse what would not come out as it went in."""
    roots, faults = {}, []
    for name, content in package.xml.items():
        if name != MAIN and not name.startswith(_TEMPLATED):
            continue
        root = parse(content)
        if root is None or EDGE.encode() in content:
            faults.append(Fault(part_in_words(name), "XML bagian ini rusak.", _SAVE_AGAIN))
        elif root.nsmap.get("w") in {None, _STRICT}:
            faults.append(Fault(part_in_words(name), "Dokumen ini bukan dokumen Word biasa.", _SAVE_AGAIN))
        elif root.find(BODY) is None and name == MAIN:
            faults.append(Fault(part_in_words(name), "Dokumen ini tidak punya isi.", _SAVE_AGAIN))
        else:
            roots[name] = root
    return roots, faults


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
        return self._faults or self._compiled(parts, before, after)

    def _headers(self, parts: Iterable[str]) -> dict[str, str]:
        """Return the compiled headers and footers by the relationship id under which the body names them."""
        return {identity: part for identity, part in targets(self._package.xml, MAIN).items() if part in parts}

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
            properties.title_of(self._package.xml.get(properties.NAME)),
            before,
            after,
            parts,
            self._headers(parts),
            "jabatan" in self._checker.used,
        )
