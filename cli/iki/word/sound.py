"""What a package must be before it is compiled: whole, harmless, without the remarks of whoever edits it."""

import re
from collections.abc import Iterator, Mapping

from iki.word import relationships
from iki.word.ooxml import BODY, is_named_as_usual, parse, serialise, w
from iki.word.package import Package, stored
from iki.word.place import Place, part_in_words
from iki.word.repeatable import MAIN
from iki.word.safety import Danger, dangers
from iki.word.tagged import Fault

SAVE_AGAIN = "Simpan ulang dari Word sebagai 'Word Document (*.docx)'."
NOWHERE = Place("", -1, "")
"""The place of what is wrong with a file as a whole."""
_ROLES = ("header", "footer", "footnotes", "endnotes")
"""What parts with tags are to the body, as the end of their relationship's type says."""
_ROOTS = {"body": "document", "header": "hdr", "footer": "ftr"}
"""How the root of such a part is called; those of notes are called as their part is."""
_REMARKS = ("word/comments", "word/people.xml")
_NEVER_IN_A_TEXT = re.compile("[\ufdd0-\ufdef]")


def broken_parts(package: Package) -> Iterator[Fault]:
    """Yield which parts would not come out as they went in, or would not open."""
    roles = roles_of(package.xml)
    for name, content in package.xml.items():
        why = _why_broken(name, content, roles.get(name, ""))
        if why:
            yield fault_of_part(name, why, SAVE_AGAIN)
    if relationships.type_of(package.xml, MAIN).endswith("template.main+xml"):
        yield fault_of_part(MAIN, "Ini templat Word (.dotx) yang diganti namanya.", SAVE_AGAIN)
    for name in _missing_parts(package):
        yield fault_of_part(name, "Bagian ini disebut tetapi tidak ada.", SAVE_AGAIN)


def _why_broken(name: str, content: bytes, role: str) -> str:
    root = parse(content)
    is_read = role or name.startswith("word/numbering")
    if root is None or (is_read and _NEVER_IN_A_TEXT.search(serialise(root))):
        return "XML bagian ini rusak."
    if not role:
        return ""
    if not is_named_as_usual(root) or root.tag != w(_ROOTS.get(role, role)):
        return "Dokumen ini bukan dokumen Word biasa."
    if name == MAIN and [root.find(BODY)] != list(root.iter(BODY)):
        return "Dokumen ini tidak punya isi."
    return ""


def roles_of(xml: Mapping[str, bytes]) -> dict[str, str]:
    """Return the parts that may hold tags, each with what it is to the body; the body is last."""
    named = {part: role for role in _ROLES for part in relationships.targets(xml, MAIN, f"/{role}").values()}
    return {**dict(sorted(named.items())), MAIN: "body"}


def dangerous_parts(package: Package) -> Iterator[Fault]:
    """Yield what would run, fetch or embed something."""
    return map(fault_of_danger, dangers(package.xml))


def fault_of_danger(danger: Danger) -> Fault:
    """Return a danger as a fault of the part it stands in."""
    message = f"Templat ini memuat {danger.what}; iki tidak memakainya demi keamanan pembacanya."
    return fault_of_part(danger.part, message, danger.hint)


def fault_of_part(name: str, message: str, hint: str) -> Fault:
    """Return a fault of a part as a whole."""
    return Fault(Place("" if name == MAIN else name, -1, part_in_words(name)), message, hint)


def without_remarks(package: Package) -> Package:
    """Leave out the remarks in the margin: they are for whoever edits the template, not for who reads its documents."""
    gone = {part.name for part in package.parts if part.name.startswith(_REMARKS)}
    gone |= {relationships.of(name) for name in gone}
    changed = relationships.without(package.xml, gone) if gone else {}
    kept = (part for part in package.parts if part.name not in gone)
    parts = tuple(stored(part.name, changed[part.name]) if part.name in changed else part for part in kept)
    xml = {name: content for name, content in (package.xml | changed).items() if name not in gone}
    return Package(parts, xml)


def _missing_parts(package: Package) -> list[str]:
    """Return the parts that others name but the package lacks; Word would not open it."""
    there = {part.name for part in package.parts}
    named = (relationships.targets(package.xml, part) for part in ("", *there) if relationships.of(part) in there)
    return sorted({target for parts in named for target in parts.values() if "#" not in target} - there)
