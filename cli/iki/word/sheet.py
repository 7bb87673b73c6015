"""The tables of a sheet as WordprocessingML with tags, in the styles of the shipped template."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from iki.form import Form
from iki.form.columns import Column
from iki.form.letterhead import Letterhead
from iki.form.matrix import Matrix
from iki.form.sections import Section
from iki.form.signature import Signature
from iki.word.ooxml import escape

COLON_WIDTH = 284
_LOGO_WIDTH = 1418
_WIDE = 11_000
"""From this width on, in twips, a logo on the left leaves room for as much on the right."""
_SIGNATURE_WIDTH = 4536
"""What a signature needs so that few names run on into a second line, in twips: 8 cm."""
_ROOM = 4
"""Blank lines that a hand needs to sign."""
_TEXT, _LABEL, _FUNGSI = "IKIIsi", "IKILabel", "IKIFungsi"
_HEAD, _CELL, _CENTRED, _GROUP = "IKIKepalaTabel", "IKIIsiTabel", "IKINomorTabel", "IKIKelompok"


def contents(heading: str, widths: Sequence[int]) -> Iterator[str]:
    """Yield the rows of the book's list of contents; `heading` stands above the positions' names."""
    yield _row(_cell(widths[0], paragraph(_HEAD, "LEMBAR")), _cell(widths[1], paragraph(_HEAD, heading)), head=True)
    yield _statement("for lembar in every_jabatan", widths)
    link = "{% tautan lembar %}{{ lembar.nama }}{% endtautan %}"
    yield _row(
        _cell(widths[0], paragraph(_CENTRED, "{{ loop.index }}")), _cell(widths[1], paragraph(_CELL, link)), whole=True
    )
    yield _statement("endfor", widths)


def identity(sections: Sequence[Section], widths: Sequence[int]) -> Iterator[str]:
    """Yield the rows above the table: number and label, a colon, and what the section prints."""
    for number, section in enumerate(sections, start=1):
        label = _cell(widths[0], paragraph(_LABEL, f"{number}.\t{section.label}"))
        yield _row(label, _cell(widths[1], paragraph(_TEXT, ":")), _cell(widths[2], *_content(section)))


def _content(section: Section) -> Iterator[str]:
    match section.kind:
        case "huruf":
            yield paragraph(_FUNGSI, f"{{%p for fungsi in {section.expression} %}}")
            yield paragraph(_FUNGSI, "{{ loop.index | huruf }}.\t{{ fungsi }}")
            yield paragraph(_FUNGSI, "{%p endfor %}")
        case "baris":
            yield paragraph(_TEXT, f"{{%p for baris in {section.expression} | baris %}}")
            yield paragraph(_TEXT, "{{ baris }}")
            yield paragraph(_TEXT, "{%p endfor %}")
        case "atasan":
            yield paragraph(_TEXT, section.expression)
        case _:
            yield paragraph(_TEXT, f"{{{{ {section.expression} }}}}")


def indicators(form: Form, signed: str | None) -> Iterator[str]:
    """Yield the rows of the table: one or two of headings, one of numbers if the form has it, and those of the data.

    Where the condition `signed` holds (empty: always), the last row stays on the page of what follows, so that a
    signature never stands alone on its page; None ties no row to anything.
    """
    widths = [column.width for column in form.columns]
    yield from _head(form.columns, numbers_columns=form.numbers_columns)
    yield from _position(form.columns, widths, signed)


def matrix(of: Matrix, signed: str | None, *, numbers_columns: bool) -> Iterator[str]:
    """Yield the rows of the table of all positions: its head, and each group's heading above its rows."""
    widths = [column.width for column in of.columns]
    yield from _head(of.columns, numbers_columns=numbers_columns)
    for group in of.groups:
        yield _statement(group.opens, widths)
        if group.test:
            yield _statement(f"if {group.test}", widths)
        if group.expression:
            yield _heading_of(f"{group.label}{{{{ {group.expression} }}}}", widths)
        if group.test:
            yield _statement("elif not loop.first or not loop.last", widths)
            yield _heading_of(group.rest, widths)
            yield _statement("endif", widths)
    yield from _position(of.columns, widths, signed)
    yield from (_statement("endfor", widths) for _ in of.groups)


def _heading_of(text: str, widths: Sequence[int]) -> str:
    return _row(_cell(sum(widths), paragraph(_GROUP, text), span=len(widths)), whole=True)


def _head(columns: Sequence[Column], *, numbers_columns: bool) -> Iterator[str]:
    yield from _headings(columns)
    if numbers_columns:
        numbers = (_cell(each.width, paragraph(_HEAD, f"({number})")) for number, each in enumerate(columns, start=1))
        yield _row(*numbers, head=True)


def _position(columns: Sequence[Column], widths: Sequence[int], signed: str | None) -> Iterator[str]:
    """Yield the rows of one position: the loops over its sasaran and their indikator."""
    yield _statement("for sasaran in jabatan.sasaran", widths)
    if signed is not None:
        yield _statement(f"if {' and '.join(filter(None, ('loop.last', signed)))}", widths)
        yield _statement("for indikator in sasaran.indikator", widths)
        yield _statement("if loop.last", widths)
        yield _data(columns, keep=True)
        yield _statement("else", widths)
        yield _data(columns)
        yield _statement("endif", widths)
        yield _statement("endfor", widths)
        yield _statement("else", widths)
    yield _statement("for indikator in sasaran.indikator", widths)
    yield _data(columns)
    yield _statement("endfor", widths)
    if signed is not None:
        yield _statement("endif", widths)
    yield _statement("endfor", widths)


def _data(columns: Sequence[Column], *, keep: bool = False) -> str:
    """Return the row of one indikator; `keep` lets it stay on the page of what follows the table."""
    return _row(*(_cell(column.width, *_values(column, keep=keep)) for column in columns), whole=True)


def letterhead(head: Letterhead, width: int) -> Iterator[str]:
    """Yield what stands above the title: the logo on the left, the names in the middle, a double rule.

    On a wide page the names stand in the middle of the page, on a narrow one in that of the room beside the logo.
    """
    logo = _LOGO_WIDTH if head.logo else 0
    right = logo if width >= _WIDE else 0
    widths = [each for each in (logo, width - logo - right, right) if each]
    lines = [
        *(_head_line(line, 28) for line in head.government),
        *(_head_line(line, 36) for line in head.office),
        *(_head_line(line, 20, bold=False) for line in head.address),
    ]
    cells = [_cell(width - logo - right, *(lines or [paragraph(_TEXT, "")]))]
    if logo:
        cells.insert(0, _cell(logo, paragraph(_TEXT, f"{{{{ {head.logo} }}}}")))
    if right:
        cells.append(_cell(right, paragraph(_TEXT, "")))
    yield _borderless(widths, _row(*cells, whole=True))
    rule = '<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="1" w:color="auto"/></w:pBdr>'
    yield f'<w:p><w:pPr><w:pStyle w:val="IKIJarak"/>{rule}</w:pPr></w:p>'
    yield paragraph("IKIJarak", "")


def _head_line(text: str, size: int, *, bold: bool = True) -> str:
    """Return a centred line of the letterhead; its size is in half points."""
    look = f'{"<w:b/><w:bCs/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    shape = f'<w:pPr><w:pStyle w:val="{_TEXT}"/><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr>'
    return f"<w:p>{shape}<w:r><w:rPr>{look}</w:rPr>{_text(text)}</w:r></w:p>"


def _borderless(widths: Sequence[int], row: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{row}</w:tbl>"


def signature(block: Signature, width: int, beside: Signature | None = None) -> Iterator[str]:
    """Yield what stands below the table: a distance, and a block on the right that no page's end cuts.

    `beside` is a block on its left.
    """
    if block.under:
        yield paragraph(_TEXT, f"{{%p if {block.under} %}}")
    yield paragraph("IKIJarak", "")
    left = width // 2 if beside else min(width * 3 // 5, width - _SIGNATURE_WIDTH)
    other = _lines_if(beside.under, _lines(beside)) if beside else ()
    row = _row(_cell(left, *other, paragraph(_TEXT, "")), _cell(width - left, *_lines(block)), whole=True)
    yield _borderless((left, width - left), row)
    if block.under:
        yield paragraph(_TEXT, "{%p endif %}")


def _lines(block: Signature) -> Iterator[str]:
    """Yield the lines of a block, with room for the hand that signs."""
    yield from map(_line, block.before)
    yield from (_line(""), _line(block.room), _line("")) if block.room else [_line("")] * _ROOM
    yield _line(block.name, bold=True)
    yield from _lines_if(block.has_rank, [_line(block.rank)])
    yield from _lines_if(block.has_number, [_line(block.number)])


def _lines_if(condition: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, and the condition under which they are printed (empty: always)."""
    if condition:
        yield _line(f"{{%p if {condition} %}}")
    yield from lines
    if condition:
        yield _line("{%p endif %}")


def _line(text: str, *, bold: bool = False) -> str:
    """Return a centred line that stays on the page of the next."""
    tight = '<w:keepNext/><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/>'
    look = f'<w:pPr><w:pStyle w:val="{_TEXT}"/>{tight}</w:pPr>'
    strong = '<w:rPr><w:b/><w:bCs/><w:u w:val="single"/></w:rPr>' if bold else ""
    return f"<w:p>{look}{f'<w:r>{strong}{_text(text)}</w:r>' if text else ''}</w:p>"


def _headings(columns: Sequence[Column]) -> Iterator[str]:
    """Yield one row of headings, or two where some columns stand in a group: then the others reach over both."""
    if not any(column.group for column in columns):
        yield _row(*(_cell(column.width, paragraph(_HEAD, column.heading)) for column in columns), head=True)
        return
    above, below = [], []
    for group, members in groupby(columns, key=lambda column: column.group):
        inside = list(members)
        if group:
            above.append(_cell(sum(each.width for each in inside), paragraph(_HEAD, group), span=len(inside)))
            below += [_cell(each.width, paragraph(_HEAD, each.heading)) for each in inside]
        else:
            above += [_cell(each.width, paragraph(_HEAD, each.heading), merge="restart") for each in inside]
            below += [_cell(each.width, paragraph(_HEAD, ""), merge="continue") for each in inside]
    yield _row(*above, head=True)
    yield _row(*below, head=True)


def _values(column: Column, *, keep: bool) -> Iterator[str]:
    """Yield the paragraphs of a cell: one value, or labelled parts, each only where there is something to print."""
    style = _CENTRED if column.centred else _CELL
    merge = f"{{%gabung {column.key} %}}" if column.key else ""
    if len(column.parts) <= 1:
        says = "".join(f"{{{{ {part.expression} }}}}{column.suffix}" for part in column.parts)
        yield paragraph(style, merge + says, keep=keep)
        return
    for number, part in enumerate(column.parts):
        yield paragraph(style, f"{{%p if {part.expression} %}}")
        yield paragraph(style, f"{'' if number else merge}{part.label}: {{{{ {part.expression} }}}}", keep=keep)
        yield paragraph(style, "{%p endif %}")


def _statement(says: str, widths: Sequence[int]) -> str:
    """Return a row of one cell over all columns, which a statement takes."""
    return _row(_cell(sum(widths), paragraph(_CELL, f"{{%tr {says} %}}"), span=len(widths)))


def _row(*cells: str, head: bool = False, whole: bool = False) -> str:
    """Return a row; one of the head is repeated on every page, a `whole` one is never cut by a page's end."""
    look = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>" if head or whole else ""
    return f"<w:tr>{look}{''.join(cells)}</w:tr>"


def _cell(width: int, *paragraphs: str, span: int = 1, merge: str = "") -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merges = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merges}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def paragraph(style: str, text: str, *, keep: bool = False) -> str:
    """Return a paragraph of one run; tabs and line ends of the text are Word's, `keep` ties it to what follows."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}</w:pPr>'
    texts = "<w:br/>".join("<w:tab/>".join(map(_text, line.split("\t"))) for line in text.split("\n"))
    return f"<w:p>{look}{f'<w:r>{texts}</w:r>' if text else ''}</w:p>"


def _text(text: str) -> str:
    keep = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<w:t{keep}>{escape(text)}</w:t>"
