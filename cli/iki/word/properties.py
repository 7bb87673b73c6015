"""What a document says of itself: title, author, language and date in `docProps/core.xml`."""

from collections.abc import Mapping

from lxml import etree

from iki.model import Kantor
from iki.word import relationships
from iki.word.ooxml import CONTENT_TYPES, RELATIONSHIPS, escape, parse, serialise

_NAME = "docProps/core.xml"
_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_KIND = "/metadata/core-properties"
CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def name_of(xml: Mapping[str, bytes]) -> str:
    """Return the name of the part that holds a package's core properties, or that they will get."""
    return next(iter(relationships.targets(xml, "", _KIND).values()), _NAME)


def core_xml(title: str, kantor: Kantor) -> bytes:
    """Return the part's bytes; the date is the document's, else the first day of its year, else left out."""
    day = kantor.dokumen.tanggal or (f"{kantor.tahun}-01-01" if kantor.tahun else "")
    dates = "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{kind}>'
        for kind in (("created", "modified") if day else ())
    )
    author = f"<dc:creator>{escape(kantor.perangkat_daerah)}</dc:creator>" if kantor.perangkat_daerah else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>{author}<dc:language>id-ID</dc:language>{dates}</cp:coreProperties>"
    ).encode()


def title_of(core: bytes | None) -> str:
    """Return the title that the template's own properties give, on one line."""
    root = parse(core) if core else None
    return " ".join((root.findtext(CORE_TITLE) or "").split()) if root is not None else ""


def announced(xml: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts that must change so that the package announces its core properties; none if it does."""
    types, package = parse(xml[relationships.TYPES]), parse(xml[relationships.of("")])
    if types is None or package is None or relationships.targets(xml, "", _KIND):
        return {}
    if not relationships.type_of(xml, _NAME):
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{_NAME}", ContentType=_TYPE)
    identity = {"Id": "ikiCore", "Type": _RELATIONSHIP, "Target": _NAME}
    etree.SubElement(package, f"{{{RELATIONSHIPS}}}Relationship", identity)
    return {relationships.TYPES: serialise(types).encode(), relationships.of(""): serialise(package).encode()}
