"""Word files for tests: made in memory from a body's XML, rendered, read back as texts, tables and faults."""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from iki.diagnostics import Diagnostic
from iki.model import Indikator, Jabatan, Kantor, Sasaran
from iki.render import Rendered, Rendering, Whole, all_of
from iki.render.docx import compile_template

MAIN = "word/document.xml"
CORE = "docProps/core.xml"
NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
W = f"{{{NS['w']}}}"
DECLARED = " ".join(f'xmlns:{name}="{NS[name]}"' for name in ("w", "r", "wp", "wps", "mc"))
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PAPER = '<w:pgSz w:w="11906" w:h="16838"/>'
OFFICE = Kantor(perangkat_daerah="Kecamatan Bontang Barat")

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


# The model in one line.


def indikator(nama: str, *sumber_data: str, formulasi: str | None = "Hasil survei") -> Indikator:
    return Indikator(trail=(), nama=nama, formulasi=formulasi, sumber_data=sumber_data or ("IKU",))


def sasaran(nomor: int, uraian: str | None, *every_indikator: Indikator | str) -> Sasaran:
    made = tuple(indikator(one) if isinstance(one, str) else one for one in every_indikator)
    return Sasaran(trail=(), nomor=nomor, uraian=uraian, indikator=made)


def jabatan(nama: str = "Camat", *every_sasaran: Sasaran, **more: Any) -> Jabatan:
    about: dict[str, Any] = {"id": nama.lower().replace(" ", "-"), "atasan": None, "tugas": "Memimpin", "fungsi": ()}
    return Jabatan(nama=nama, sasaran=every_sasaran, **(about | more))


# Building: XML of a body, and the package around it.


def run(text: str, look: str = "") -> str:
    """A run of text as Word saves it; `look` names its formatting, as in `b` or `i`."""
    keep = "" if text == text.strip() else ' xml:space="preserve"'
    formatting = f"<w:rPr><w:{look}/></w:rPr>" if look else ""
    return f"<w:r>{formatting}<w:t{keep}>{escape(text)}</w:t></w:r>"


def p(*content: str, style: str = "") -> str:
    """A paragraph of texts; what begins with `<` is XML already."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(one if one.startswith('<w:') else run(one) for one in content)}</w:p>"


def tc(*content: str, span: int = 1) -> str:
    """A cell of paragraphs, `span` grid columns wide; what begins with `<` is XML already."""
    wide = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
    return f"<w:tc>{wide}{''.join(one if one.startswith('<w:') else p(one) for one in content)}</w:tc>"


def tr(*cells: str) -> str:
    """A row of cells; a plain text is a cell of its own."""
    return f"<w:tr>{''.join(cell if cell.startswith('<w:tc') else tc(cell) for cell in cells)}</w:tr>"


def tbl(columns: int, *rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def text_box(*paragraphs: str) -> str:
    """A run with a text box, drawing number 1."""
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></wps:txbx></wps:wsp>"
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Kotak"/>{shape}</wp:inline></w:drawing></w:r>'


def bookmark(name: str, content: str, number: int = 0) -> str:
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def docx(
    body: str,
    *,
    section: str | None = "",
    more: Mapping[str, str | bytes] | None = None,
    level: int = 6,
    **header_footer: str,
) -> bytes:
    """A template with this body; `header=` and `footer=` give the content of those, `section=None` leaves sectPr out.

    `more` adds parts or replaces those that are made here; an empty text takes one out.
    """
    references = "".join(f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in header_footer)
    last = "" if section is None else f"<w:sectPr>{references}{section or PAPER}</w:sectPr>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(header_footer),
        "_rels/.rels": relationships({"main": ("officeDocument", MAIN)}),
        MAIN: f"{DECLARATION}<w:document {DECLARED}><w:body>{body}{last}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(
            {"styles": ("styles", "styles.xml"), **{kind: (kind, f"{kind}1.xml") for kind in header_footer}}
        ),
        "word/styles.xml": f"{DECLARATION}<w:styles {DECLARED}>{'<w:style/>' * 40}</w:styles>",
        **{f"word/{kind}1.xml": header(content, kind) for kind, content in header_footer.items()},
        **(more or {}),
    }
    return zipped({name: content for name, content in parts.items() if content}, level=level)


def header(content: str, kind: str = "header") -> str:
    root = {"header": "hdr", "footer": "ftr"}[kind]
    return f"{DECLARATION}<w:{root} {DECLARED}>{content}</w:{root}>"


def content_types(kinds: Iterable[str] = (), more: str = "") -> str:
    overrides = {MAIN: "document.main", "word/styles.xml": "styles", **{f"word/{kind}1.xml": kind for kind in kinds}}
    return (
        f'{DECLARATION}<Types xmlns="{NS["ct"]}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/{name}" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in overrides.items()
        )
        + f"{more}</Types>"
    )


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """Relationships by id: the last word of their type, and their target."""
    return (
        f'{DECLARATION}<Relationships xmlns="{NS["rel"]}">'
        + "".join(
            f'<Relationship Id="{identity}" Type="{NS["r"]}/{kind}" Target="{target}"/>'
            for identity, (kind, target) in targets.items()
        )
        + "</Relationships>"
    )


def with_core(core: str) -> dict[str, str | bytes]:
    """The parts of a template that has properties of its own, for `docx(more=...)`."""
    announced = f'<Override PartName="/{CORE}" ContentType="{_CORE_TYPE}"/>'
    own = relationships({"main": ("officeDocument", MAIN), "core": ("core", CORE)})
    own = own.replace(f"{NS['r']}/core", _CORE_RELATION)
    return {"[Content_Types].xml": content_types(more=announced), "_rels/.rels": own, CORE: core}


def zipped(parts: Mapping[str, str | bytes], level: int = 6) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, level)
    return made.getvalue()


# Rendering.


def compiled(template: bytes) -> Rendering:
    made = compile_template(template, "templates/iki.docx")
    assert isinstance(made, Rendering), [diagnostic.message for diagnostic in made]
    return made


def faults(template: bytes) -> tuple[Diagnostic, ...]:
    made = compile_template(template, "templates/iki.docx")
    assert not isinstance(made, Rendering), "the template was taken as sound"
    return made


def whole(*every_jabatan: Jabatan, office: Kantor = OFFICE, files: Mapping[str, bytes] | None = None) -> Whole:
    """Positions, their office, and the files of its project."""
    return all_of(every_jabatan, office, lambda name: (files or {}).get(name, "berkas itu tidak ada"))


def document(template: bytes, about: Jabatan, office: Kantor = OFFICE) -> bytes:
    """The document of one position."""
    return sound(compiled(template).document(about, whole(about, office=office)))


def book(template: bytes, *every_jabatan: Jabatan, office: Kantor = OFFICE) -> bytes:
    return sound(compiled(template).book(whole(*every_jabatan, office=office)))


def sound(made: Rendered) -> bytes:
    assert made.troubles == ()
    return b"".join(made.content)


# Reading.


def parts(built: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(built)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(built: bytes, name: str = MAIN) -> etree._Element:
    return etree.fromstring(parts(built)[name])


def find(built: bytes, path: str, name: str = MAIN) -> list[etree._Element]:
    """What an XPath finds in a part, as in `find(built, "//w:sectPr")`."""
    found = root(built, name).xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, etree._Element)]


def paragraphs(built: bytes, name: str = MAIN) -> list[str]:
    """The text of every paragraph of a part, those in tables and text boxes at their place."""
    return [text_of(paragraph) for paragraph in find(built, "//w:p", name)]


def text_of(paragraph: etree._Element) -> str:
    """A paragraph's own text: a line break is a newline, what a text box says is its own paragraphs' text."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    own = (
        element
        for element in paragraph.iter(f"{W}t", *signs)
        if next(element.iterancestors(f"{W}p")) is paragraph and next(element.iterancestors()).tag == f"{W}r"
    )
    return "".join(signs.get(str(element.tag)) or element.text or "" for element in own)


def runs(built: bytes, name: str = MAIN) -> list[tuple[str, str]]:
    """The text and formatting of every run that shows any text, neighbours of one formatting as one."""
    found: list[tuple[str, str]] = []
    for one in find(built, "//w:r[w:t]", name):
        text = "".join(piece.text or "" for piece in one.iter(f"{W}t"))
        look = " ".join(etree.QName(sign).localname for sign in one.iterfind("w:rPr/*", NS))
        if text and found and found[-1][1] == look:
            found[-1] = (found[-1][0] + text, look)
        elif text:
            found.append((text, look))
    return found


def grid(built: bytes, number: int = 1, name: str = MAIN) -> list[list[tuple[str, str]]]:
    """The rows of the part's table `number`: of each cell its text and `restart`, `continue` or nothing."""
    table = find(built, "//w:tbl", name)[number - 1]
    return [
        [
            ("\n".join(text_of(paragraph) for paragraph in cell.iterfind("w:p", NS)), merge_of(cell))
            for cell in row.iterfind("w:tc", NS)
        ]
        for row in table.iterfind("w:tr", NS)
    ]


def merge_of(cell: etree._Element) -> str:
    merge = cell.find("w:tcPr/w:vMerge", NS)
    return "" if merge is None else merge.get(f"{W}val", "continue")


# The structural check.


def structure_faults(built: bytes) -> list[str]:
    """All that would make Word repair or refuse this file, as far as this project knows it."""
    with zipfile.ZipFile(io.BytesIO(built)) as archive:
        infos = archive.infolist()
        contents = {info.filename: archive.read(info) for info in infos}
    found = [f"{info.filename}: time stamp" for info in infos if info.date_time != (1980, 1, 1, 0, 0, 0)]
    found += [f"part twice: {name}" for name in _repeated(info.filename.lower() for info in infos)]
    trees: dict[str, etree._Element] = {}
    for name, content in contents.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(content)
            except etree.XMLSyntaxError:
                found.append(f"{name}: not well-formed")
    found += _type_faults(trees, contents)
    for name, tree in trees.items():
        found += _relation_faults(name, tree, trees, contents) if name.endswith(".rels") else _shape_faults(name, tree)
    return [*found, *_reference_faults(trees), *_identity_faults(trees)]


def _repeated(values: Iterable[str | None]) -> list[str]:
    return [str(value) for value, count in Counter(values).items() if count > 1]


def _type_faults(trees: Mapping[str, etree._Element], names: Iterable[str]) -> Iterator[str]:
    types = trees.get("[Content_Types].xml")
    if types is None:
        yield "no content types"
        return
    announced = [str(one.get("PartName")).lstrip("/") for one in types.iterfind("ct:Override", NS)]
    suffixes = {one.get("Extension") for one in types.iterfind("ct:Default", NS)}
    yield from (f"{name}: two content types" for name in _repeated(announced))
    yield from (f"{name}: announced but missing" for name in announced if name not in names)
    for name in names:
        needs_own = name.startswith(("word/", "docProps/")) and name.endswith(".xml")
        if name not in announced and (needs_own or name.rpartition(".")[2] not in suffixes):
            yield f"{name}: no content type"


def _relation_faults(
    name: str, tree: etree._Element, trees: Mapping[str, etree._Element], names: Iterable[str]
) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    yield from (f"{name}: relationship {identity} twice" for identity in _repeated(one.get("Id") for one in tree))
    for one in tree:
        target = str(one.get("Target"))
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if one.get("TargetMode") != "External" and path not in names:
            yield f"{name}: {target} is missing"
    if len([one for one in tree if one.get("Type") == _CORE_RELATION]) > 1:
        yield f"{name}: core properties twice"


def _reference_faults(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    for name, tree in trees.items():
        folder, base = posixpath.split(name)
        own = trees.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        known = {one.get("Id") for one in own} if own is not None else set()
        for element in tree.iter(f"{W}headerReference", f"{W}footerReference"):
            if element.get(f"{{{NS['r']}}}id") not in known:
                yield f"{name}: reference to nothing"


def _identity_faults(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    """Numbers and names that may stand once in the whole document, whatever part they stand in."""
    for path, attribute in (
        ("w:bookmarkStart", f"{W}id"),
        ("w:bookmarkEnd", f"{W}id"),
        ("w:bookmarkStart", f"{W}name"),
        ("wp:docPr", "id"),
    ):
        values = [one.get(attribute) for tree in trees.values() for one in tree.iterfind(f".//{path}", NS)]
        yield from (f"{path} {value} twice" for value in _repeated(values))
    ends = {one.get(f"{W}id") for tree in trees.values() for one in tree.iter(f"{W}bookmarkEnd")}
    starts = {one.get(f"{W}id") for tree in trees.values() for one in tree.iter(f"{W}bookmarkStart")}
    yield from (f"bookmark {one} without its other end" for one in sorted(map(str, starts ^ ends)))


def _shape_faults(name: str, tree: etree._Element) -> Iterator[str]:
    must_end_with_a_paragraph = (f"{W}tc", f"{W}hdr", f"{W}ftr", f"{W}txbxContent")
    for container in tree.iter(*must_end_with_a_paragraph):
        last = {f"{W}p", f"{W}sdt"} if container.tag == f"{W}tc" else {f"{W}p"}
        if len(container) == 0 or container[-1].tag not in last:
            yield f"{name}: {etree.QName(container).localname} does not end with a paragraph"
    for row in tree.iter(f"{W}tr"):
        if row.find("w:tc", NS) is None:
            yield f"{name}: row without cells"
    for table in tree.iter(f"{W}tbl"):
        yield from (f"{name}: {fault}" for fault in _table_faults(table))
    for text in tree.iter(f"{W}t"):
        yield from (f"{name}: {fault}" for fault in _text_faults(text))


def _text_faults(text: etree._Element) -> Iterator[str]:
    said = text.text or ""
    if "\n" in said:
        yield "raw newline in a text"
    if said.strip(" ") != said and text.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        yield "spaces that Word drops"


def _table_faults(table: etree._Element) -> Iterator[str]:
    rows = table.findall("w:tr", NS)
    width = len(table.findall("w:tblGrid/w:gridCol", NS))
    if not rows or not width:
        yield "table without rows or grid"
    above: dict[int, int] = {}  # the width of the merged cells of the row above, by grid column
    for row in rows:
        placed = list(_placed(row))
        if sum(span for _, _, span in placed) != width:
            yield "row does not span the grid"
        for column, cell, span in placed:
            if merge_of(cell) == "continue" and above.get(column) != span:
                yield f"column {column + 1} continues nothing"
        above = {column: span for column, cell, span in placed if merge_of(cell)}


def _placed(row: etree._Element) -> Iterator[tuple[int, etree._Element, int]]:
    column = 0
    for cell in row.iterfind("w:tc", NS):
        span = cell.find("w:tcPr/w:gridSpan", NS)
        width = int(span.get(f"{W}val", "1")) if span is not None else 1
        yield column, cell, width
        column += width


def merged_groups(rows: Sequence[Sequence[tuple[str, str]]], column: int) -> list[int]:
    """How many rows each merged cell of a column takes, from the top."""
    sizes: list[int] = []
    for row in rows:
        if row[column][1] == "continue":
            sizes[-1] += 1
        else:
            sizes.append(1)
    return sizes
