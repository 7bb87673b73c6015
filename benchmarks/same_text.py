"""Whether two documents say the same: the texts of all paragraphs that are not empty, the footer's too."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def texts(path: Path) -> list[str]:
    """Return the texts of a document; a merged cell counts once for every row it covers, as if nothing were merged."""
    document = Document(str(path))
    blocks = [*document.iter_inner_content(), *document.sections[0].footer.paragraphs]
    return [text for text in _texts(blocks) if text.strip()]


def _texts(blocks: Iterable[Paragraph | Table]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
            continue
        for row in block.rows:
            for cell in row.cells:  # python-docx repeats a merged cell here
                yield from _texts(cell.iter_inner_content())


def differing(ours: Path, theirs: Path, ids: Sequence[str]) -> list[str]:
    """Return the ids whose documents in the two folders do not say the same."""
    return [identity for identity in ids if texts(ours / f"{identity}.docx") != texts(theirs / f"{identity}.docx")]
