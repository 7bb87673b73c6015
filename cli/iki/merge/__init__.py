"""Three versions of a position's file → one that holds what both sides did, item by item; pure, bytes to bytes.

What both sides changed otherwise stays in the file, in the field that it is about, between the signs that git uses: a
text like others to YAML, and to `iki validate` a conflict that somebody has to settle.
"""

from dataclasses import dataclass

from iki.careful import CONFLICT
from iki.diagnostics import has_errors
from iki.dialect import parse
from iki.merge.layout import Layout, UnlaidError
from iki.merge.pieces import BASE, OURS, THEIRS, Kept, Piece, Sides, below, data_of
from iki.merge.table import merged_table
from iki.merge.values import BOTH, Meeting, merged, merged_fields, taken_whole
from iki.merge.writing import plainly, written
from iki.source import Source

_LARGEST = 500_000
"""So many bytes no position has whose items anybody could tell apart; it would only keep git waiting."""
_BASE = "dasar"
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged file, and what of it somebody has to settle: what it is about, for people."""

    content: bytes
    unsettled: tuple[str, ...]


def merge(base: bytes, ours: bytes, theirs: bytes, labels: tuple[str, str]) -> Merged | None:
    """Return the merged file; None where one of the three cannot be read by items.

    `labels` are what the two sides are called; line ends and the byte order mark are ours.
    """
    if max(map(len, (base, ours, theirs))) > _LARGEST:
        return None
    sources = [parse(content, name) for content, name in ((base, _BASE), (ours, ""), (theirs, ""))]
    if any(not isinstance(source.data, dict) for source in sources[OURS:]) or any(map(_is_broken, sources)):
        return None
    try:
        layouts = [_layout(source) for source in sources]
    except UnlaidError:
        return None
    sides = tuple(_root(side, source) for side, source in enumerate(sources))
    meeting = Meeting(labels, layouts)
    piece = _position((sides[BASE], sides[OURS], sides[THEIRS]), meeting)
    text = _text(piece, meeting)
    if text is None:
        text = plainly(data_of(piece))
        meeting.unsettled.append("seluruh berkas ditulis ulang; periksa keterangan (#) di dalamnya")
    if parse(text.encode(), "").data != data_of(piece):
        return None
    content = text.encode()
    if b"\r\n" in ours:
        content = content.replace(b"\n", b"\r\n")
    return Merged((_MARK if ours.startswith(_MARK) else b"") + content, tuple(dict.fromkeys(meeting.unsettled)))


def _is_broken(source: Source) -> bool:
    """Tell whether a file has errors; a base of which git made one of several may hold conflicts."""
    return any(has_errors((each,)) and (each.rule != CONFLICT or source.path != _BASE) for each in source.diagnostics)


def _root(side: int, source: Source) -> Kept | None:
    return Kept(side, (), source.data) if isinstance(source.data, dict) else None


def _layout(source: Source) -> Layout:
    return Layout(source.text if isinstance(source.data, dict) else "{}")


def _position(sides: Sides, meeting: Meeting) -> Piece:
    taken = taken_whole(sides, meeting)
    if taken is not BOTH and taken is not None:
        return taken
    tables: Sides = (below(sides[BASE], "sasaran"), below(sides[OURS], "sasaran"), below(sides[THEIRS], "sasaran"))
    table = taken_whole(tables, meeting)
    if table is BOTH:
        are_lists = all(each is not None and isinstance(each.data, list) for each in tables[OURS:])
        table = merged_table(tables, meeting) if are_lists else merged(tables, meeting, "sasaran")
    return merged_fields(sides, meeting, "", {"sasaran": table})


def _text(piece: Piece, meeting: Meeting) -> str | None:
    """Return the file as the sides wrote it; None where that cannot be followed, or would not say what it is to say."""
    try:
        text = written(piece, meeting.layouts, meeting.remarks)
    except UnlaidError:
        return None
    return text if parse(text.encode(), "").data == data_of(piece) else None
