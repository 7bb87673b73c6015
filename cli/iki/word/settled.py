"""What editing leaves in a template and no document should show: tracked changes, remarks, marks of the editor.

Tracked changes are taken as accepted: a document of iki is what the template says, not how it came about.
"""

from iki.word.grid import ROW_PR, columns_of, leave_free, mend_merges, rows_of
from iki.word.ooxml import (
    ID,
    P_PR,
    R_PR,
    SDT,
    SECT_PR,
    TBL,
    TC,
    TC_PR,
    TR,
    VAL,
    Element,
    P,
    ancestor,
    cells_of,
    remove,
    unwrap,
    w,
)

_INSERTED, _DELETED = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
_RANGES = [
    f"{kind}Range{end}"
    for kind in (
        "moveFrom",
        "moveTo",
        "comment",
        "customXmlIns",
        "customXmlDel",
        "customXmlMoveFrom",
        "customXmlMoveTo",
    )
    for end in ("Start", "End")
]
_GONE = tuple(
    map(
        w,
        (
            *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange"),
            *("tblPrExChange", "numberingChange", "cellIns", "cellMerge", *_RANGES),
            *("commentReference", "annotationRef", "proofErr", "lastRenderedPageBreak", "smartTagPr", "customXmlPr"),
        ),
    )
)
_WRAPPERS = (*_INSERTED, w("smartTag"), w("customXml"))
_BOUND = (w("dataBinding"), "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding", w("showingPlcHdr"))
_REVISION_MARKS = ("rsid", "paraId", "textId")
_BEFORE_2013 = {"start": "left", "end": "right"}


def settle(root: Element) -> None:
    """Leave in a part only what its documents should show, each element in the form that every Word reads."""
    _take_out_rows_and_cells(root)
    _take_out_content(root)
    _join_paragraphs(root)
    for element in list(root.iter(*_GONE)):
        remove(element)
    for element in list(root.iter(*_WRAPPERS)):
        unwrap(element)
    for control in root.iter(SDT):
        _unbind(control)
    for section in list(root.iter(SECT_PR)):
        look = section.getparent()
        if look is not None and look.tag == P_PR:
            look.append(section)  # where Word looks for it; LibreOffice puts it first
    for element in root.iter():
        _drop_revision_marks(element)
    spell(root)


def _take_out_rows_and_cells(root: Element) -> None:
    """Take out rows and cells whose deletion is tracked, and let what is left of their tables fit."""
    columns: dict[Element, int] = {}
    for mark in list(root.iter(w("del"), w("cellDel"))):
        look = mark.getparent()
        owner = next(look.iterancestors(TR, TC), None) if look is not None and look.tag in {ROW_PR, TC_PR} else None
        if owner is not None and (table := ancestor(owner, TBL)) is not None:
            columns.setdefault(table, max(map(columns_of, rows_of(table))))
            remove(owner)
    for table, width in columns.items():
        _fit(table, width)


def _fit(table: Element, width: int) -> None:
    """Let a table of so many columns be sound again; without a row it goes."""
    for row in rows_of(table):
        if cells_of(row):
            leave_free(row, width - columns_of(row))
        else:
            remove(row)
    mend_merges(rows_of(table))
    if not rows_of(table) and table.getparent() is not None:
        remove(table)


def _take_out_content(root: Element) -> None:
    for element in list(root.iter(*_DELETED)):
        if not _is_a_mark(element):
            remove(element)


def _is_a_mark(element: Element) -> bool:
    """Tell whether an insertion or deletion stands among properties, and so is about what they belong to."""
    parent = element.getparent()
    return parent is not None and parent.tag in {R_PR, ROW_PR, w("numPr")}


def _join_paragraphs(root: Element) -> None:
    """Join a paragraph whose end is deleted to the one behind it, which keeps its own look, as Word does."""
    for paragraph in reversed(list(root.iter(P))):
        if all(paragraph.find(f"{P_PR}/{R_PR}/{mark}") is None for mark in _DELETED):
            continue
        look, following = paragraph.find(P_PR), paragraph.getnext()
        content = [child for child in paragraph if child is not look]
        if look is not None and look.find(SECT_PR) is not None:
            continue
        if following is not None and following.tag == P:
            at = 1 if following.find(P_PR) is not None else 0
            following[at:at] = content
            remove(paragraph)
        elif not content:
            remove(paragraph)
    for mark in [element for element in root.iter(*_DELETED) if _is_a_mark(element)]:
        remove(mark)


def _unbind(control: Element) -> None:
    """Let a content control keep what is filled in: Word would put bound data, or the next place holder, over it."""
    look = control.find(w("sdtPr"))
    for element in list(look) if look is not None else ():
        if element.tag in {*_BOUND, ID}:
            remove(element)


def _drop_revision_marks(element: Element) -> None:
    """Drop attributes that name an editing session or may stand only once in a document."""
    for name in [name for name in element.attrib if str(name).rpartition("}")[2].startswith(_REVISION_MARKS)]:
        del element.attrib[name]


def spell(root: Element) -> None:
    """Write what LibreOffice spells as later versions of the format do in the way that Word 2007 reads too."""
    for element in root.iter():
        _spell_as_before_2013(element)


def _spell_as_before_2013(element: Element) -> None:
    if element.tag == w("charset"):
        element.attrib.pop(w("characterSet"), "")
    if element.tag in {w("cantSplit"), w("tblHeader")} and element.get(VAL) in {"true", "1"}:
        del element.attrib[VAL]
    elif element.tag in {w("jc"), w("lvlJc"), w("tab")} and (spelt := _BEFORE_2013.get(element.get(VAL, ""))):
        element.set(VAL, spelt)
