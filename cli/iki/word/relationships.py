"""Which part names which other part, and how a document announces the parts that only it has."""

import posixpath
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from iki.word.ooxml import CONTENT_TYPES, RELATIONSHIPS, Element, parse, serialise

_OVERRIDE = f"{{{CONTENT_TYPES}}}Override"
_RELATIONSHIP = f"{{{RELATIONSHIPS}}}Relationship"
TYPES = "[Content_Types].xml"


def of(part: str) -> str:
    """Return the name of the part that holds another part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def targets(xml: Mapping[str, bytes], part: str, kind: str = "") -> dict[str, str]:
    """Return the parts that `part` (the package itself: `""`) names, by relationship id; links out of it are left out.

    `kind` is the end of the relationship's type: producers disagree on how it begins.
    """
    root = parse(xml.get(of(part), b""))
    return {
        relationship.get("Id", ""): _resolve(part, relationship.get("Target", ""))
        for relationship in (root.iter(_RELATIONSHIP) if root is not None else ())
        if relationship.get("TargetMode") != "External" and relationship.get("Type", "").endswith(kind)
    }


def _resolve(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


@dataclass(frozen=True, slots=True)
class Addition:
    """A part that only one document has, and the relationship by which another part names it.

    `kind` is the relationship's type, `content_type` what the package announces the part as.
    """

    owner: str
    identity: str
    kind: str
    part: str
    content_type: str


def type_of(xml: Mapping[str, bytes], part: str) -> str:
    """Return the content type that a package announces for a part by name; empty where it goes by its suffix."""
    types = parse(xml[TYPES])
    every = types.iter(_OVERRIDE) if types is not None else ()
    return next((each.get("ContentType", "") for each in every if each.get("PartName") == f"/{part}"), "")


def kind_of(xml: Mapping[str, bytes], part: str, identity: str) -> str:
    """Return the type of one of a part's relationships."""
    root = parse(xml.get(of(part), b""))
    every = root.iter(_RELATIONSHIP) if root is not None else ()
    return next((each.get("Type", "") for each in every if each.get("Id") == identity), "")


def with_additions(xml: Mapping[str, bytes], additions: Iterable[Addition]) -> dict[str, bytes]:
    """Return the parts that have to change so that a package announces additions and other parts name them."""
    by_owner: dict[str, list[Addition]] = {}
    types = parse(xml[TYPES])
    if types is None:
        raise ValueError("a package that was compiled has lost its content types")
    announced = {each.get("PartName", "") for each in types.iter(_OVERRIDE)}
    for addition in additions:
        by_owner.setdefault(addition.owner, []).append(addition)
        name = f"/{addition.part}"
        if addition.content_type and name not in announced:
            announced.add(name)
            etree.SubElement(types, _OVERRIDE, PartName=name, ContentType=addition.content_type)
    changed = {of(owner): _with_relationships(xml.get(of(owner)), named) for owner, named in by_owner.items()}
    return {TYPES: serialise(types).encode(), **changed}


def _with_relationships(content: bytes | None, additions: Iterable[Addition]) -> bytes:
    root = parse(content) if content else None
    if root is None:
        root = etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})  # type: ignore[dict-item] # the stubs know no default namespace
    for each in additions:
        about = {"Id": each.identity, "Type": each.kind, "Target": f"/{each.part}"}
        etree.SubElement(root, _RELATIONSHIP, about)
    return serialise(root).encode()


def without(xml: Mapping[str, bytes], gone: Collection[str]) -> dict[str, bytes]:
    """Return the parts that have to change so that nothing announces or names the parts that are `gone`."""
    changed = {}
    for name in xml:
        root = parse(xml[name]) if name == TYPES or name.endswith(".rels") else None
        if root is None:
            continue
        found = [each for each in root if _named(each, _owner(name)) in gone]
        for each in found:
            root.remove(each)
        if found:
            changed[name] = serialise(root).encode()
    return changed


def _owner(name: str) -> str:
    """Return the part whose relationships a part named `…/_rels/….rels` holds."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _named(element: Element, owner: str) -> str:
    """Return which part an announcement or a relationship of `owner` is about."""
    if element.tag == _RELATIONSHIP:
        return "" if element.get("TargetMode") == "External" else _resolve(owner, element.get("Target", ""))
    return element.get("PartName", "").lstrip("/")
