"""The faults of a template written into a copy of it, as remarks in its margin where each stands."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from iki.word.ooxml import TEXT_BOX, Element, P, R, ancestor, remove, w
from iki.word.package import Refusal, read_package, stored, write_package
from iki.word.tagged import Fault

if TYPE_CHECKING:
    from docx.document import Document

_AUTHOR = "iki"


def marked(content: bytes, faults: Iterable[Fault]) -> bytes | None:
    """Return a copy of a .docx with each fault as a remark; None for a file that cannot be opened to write into it.

    Word has no remarks in headers, footers and notes: what is wrong there stands at the first paragraph of the body.
    """
    document = None if isinstance(read_package(content), Refusal) else _opened(content)
    paragraphs = list(document.element.iter(P)) if document is not None else []
    if document is None or not paragraphs:
        return None
    for fault in faults:
        _remark(document, _anchor(paragraphs, fault), f"{fault.in_words()} {fault.hint}".strip())
    return _saved(document)


def _opened(content: bytes) -> "Document | None":
    import docx

    try:
        docx.Document(io.BytesIO(content)).comments.add_comment()  # a try: some files open but take no remark
    except Exception:  # python-docx has no one way to say that it cannot read a file
        return None
    return docx.Document(io.BytesIO(content))


def _saved(document: "Document") -> bytes:
    """Return a document's bytes, the same every time: python-docx dates its parts by the clock, and compresses them."""
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as archive:
        return b"".join(write_package(stored(name, archive.read(name)) for name in archive.namelist()))


def _anchor(paragraphs: Sequence[Element], fault: Fault) -> Element:
    """Return the paragraph of the body where a fault stands, or the first one for what stands elsewhere."""
    number = fault.place.paragraph
    found = paragraphs[number] if not fault.place.part and 0 <= number < len(paragraphs) else paragraphs[0]
    while (box := ancestor(found, TEXT_BOX)) is not None and (around := ancestor(box, P)) is not None:
        found = around
    return found


def _remark(document: "Document", paragraph: Element, text: str) -> None:
    from docx.text.run import Run

    runs = [run for run in paragraph.iter(R) if ancestor(run, P) is paragraph and ancestor(run, w("del")) is None]
    if not runs:
        runs = [paragraph.makeelement(R, {})]
        paragraph.append(runs[0])
    ends = [Run(run, document) for run in (runs[0], runs[-1])]  # type: ignore[arg-type] # lxml's own element
    comment = document.add_comment(ends, text=text, author=_AUTHOR, initials=_AUTHOR)
    comment._comment_elm.attrib.pop(w("date"), "")  # the clock would make every copy another one
    _drop_styles(comment._comment_elm)
    for reference in paragraph.iter(w("commentReference")):
        _drop_styles(next(reference.iterancestors(R)))


def _drop_styles(element: Element) -> None:
    """Take out the styles that python-docx names: a template need not define them."""
    for style in list(element.iter(w("pStyle"), w("rStyle"))):
        remove(style)
