"""Which part names which other part, and how a document announces the parts that only it has."""

import posixpath
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from iki.word.ooxml import CONTENT_TYPES, RELATIONSHIPS, parse, serialise

_OVERRIDE = f"{{{CONTENT_TYPES}}}Override"
_RELATIONSHIP = f"{{{RELATIONSHIPS}}}Relationship"
TYPES = "[Content_Types].xml"


def of(part: str) -> str:
    """Return the name of the part that holds another part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def targets(xml: Mapping[str, bytes], part: str, kind: str = "") -> dict[str, str]:
    """Return the parts that `part` (the package itself: `""`) names, by relationship id; of one type if one is given.

    Links out of the package are left out.
    """
    root = parse(xml.get(of(part), b""))
    return {
        relationship.get("Id", ""): _resolve(part, relationship.get("Target", ""))
        for relationship in (root.iter(_RELATIONSHIP) if root is not None else ())
        if relationship.get("TargetMode") != "External" and relationship.get("Type", "").startswith(kind)
    }


def _resolve(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def with_copies(xml: Mapping[str, bytes], part: str, copies: Mapping[str, Mapping[str, str]]) -> dict[str, bytes]:
    """Return the content types and the relationships of `part` with copies announced.

    `copies` maps the relationship id of an original to its copies: their new relationship id and their part's name.
    """
    types, relationships = parse(xml[TYPES]), parse(xml[of(part)])
    if types is None or relationships is None:
        raise ValueError("a package that was compiled has lost its relationships")
    original = {relationship.get("Id", ""): relationship for relationship in relationships.iter(_RELATIONSHIP)}
    type_of = {override.get("PartName", ""): override.get("ContentType", "") for override in types.iter(_OVERRIDE)}
    for identity, made in copies.items():
        content_type = type_of.get(f"/{_resolve(part, original[identity].get('Target', ''))}")
        for new_identity, name in made.items():
            relationship = deepcopy(original[identity])
            relationship.set("Id", new_identity)
            relationship.set("Target", f"/{name}")
            relationships.append(relationship)
            if content_type is not None and f"/{name}" not in type_of:
                etree.SubElement(types, _OVERRIDE, PartName=f"/{name}", ContentType=content_type)
                type_of[f"/{name}"] = content_type
    return {TYPES: serialise(types).encode(), of(part): serialise(relationships).encode()}
