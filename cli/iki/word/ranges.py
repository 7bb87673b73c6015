"""What Word opens in one place and closes in another, so that no block may cut it: bookmarks, permissions, fields."""

from collections.abc import Iterator, Mapping

from lxml import etree

from iki.word.marks import EDGE, Close, Mark, Marks, Merge, Otherwise, Repaired, Statement, When
from iki.word.numbers import SHEET
from iki.word.ooxml import ID, Element, P, ancestor, remove, w
from iki.word.place import Place
from iki.word.tagged import Fault

_PAIRS = ((w("bookmarkStart"), w("bookmarkEnd")), (w("permStart"), w("permEnd")))
_FIELD_CHAR, _FIELD_KIND = w("fldChar"), w("fldCharType")
_OPENING = ("for ", "if ", "daftar_isi", "tautan ")
_TURNING = ("elif ", "else")
_NOT_OF_A_TEMPLATE = ("_GoBack", SHEET)
"""Where the cursor stood last, and the sheets of a book that a template was made from."""

_Block = tuple[int, ...]
"""The blocks around an element, outermost first, each by the number of the mark that opened it or last turned it."""


def mend_ranges(root: Element, where: Mapping[Element, Place], marks: Marks) -> list[Fault]:
    """Take out bookmarks and permissions that some block would cut in two, and name the fields that one does."""
    blocks, passed = _blocks(root, marks)
    for start, end in _PAIRS:
        _mend_pairs(root, start, end, blocks)
    return [
        Fault(where[paragraph], message, hint)
        for paragraph, message, hint in _cut_fields(root, blocks, passed)
        if paragraph is not None
    ]


def _blocks(root: Element, marks: Marks) -> tuple[dict[Element, _Block], dict[Element, int]]:
    """Return in which blocks each end of a range stands, and how many marks stand before it."""
    names = {_FIELD_CHAR, *(name for pair in _PAIRS for name in pair)}
    found: dict[Element, _Block] = {}
    passed: dict[Element, int] = {}
    now: _Block = ()
    count = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and element.tag in names:
            found[element], passed[element] = now, count
        text = element.text if event == "start" else element.tail
        for number in _numbers(text or ""):
            now = _after(marks.marks[number], number, now)
            count += 1
    return found, passed


def _numbers(text: str) -> Iterator[int]:
    return map(int, text.split(EDGE)[1::2])


def _after(mark: Mark, number: int, now: _Block) -> _Block:
    """Return the blocks that are open behind a mark."""
    says = mark.says if isinstance(mark, Statement) else ""
    if isinstance(mark, (Merge, When, Repaired)) or says.startswith(_OPENING):
        return (*now, number)
    if isinstance(mark, Otherwise) or says.startswith(_TURNING):
        return (*now[:-1], number)
    return now[:-1] if isinstance(mark, Close) or says.startswith("end") else now


def _mend_pairs(root: Element, start: str, end: str, blocks: Mapping[Element, _Block]) -> None:
    """Take out each range whose two ends are not there, once each, in the same block."""
    ends: dict[str, list[Element]] = {}
    for element in root.iter(start, end):
        ends.setdefault(element.get(ID, ""), []).append(element)
    for both in ends.values():
        is_whole = [element.tag for element in both] == [start, end] and len({blocks[each] for each in both}) == 1
        if not is_whole or both[0].get(w("name"), "").startswith(_NOT_OF_A_TEMPLATE):
            for element in both:
                remove(element)


def _cut_fields(
    root: Element, blocks: Mapping[Element, _Block], passed: Mapping[Element, int]
) -> Iterator[tuple[Element | None, str, str]]:
    """Yield the paragraph of each field that is not whole, or not whole in one block, and what to say of it.

    Nor may a tag stand in its code: what Word would be told to do must be seen in the template.
    """
    hint = "Hapus bidang itu di Word lalu sisipkan lagi, atau tutup blok iki sebelum bidang dimulai."
    opened: list[Element] = []
    has_result: set[Element] = set()
    for sign in root.iter(_FIELD_CHAR):
        kind, begin = sign.get(_FIELD_KIND), opened[-1] if opened else None
        if kind == "begin":
            opened.append(sign)
        elif begin is None:
            yield ancestor(sign, P), "Bidang (field) Word di sini tidak punya awal.", hint
        elif blocks[sign] != blocks[begin]:
            yield ancestor(sign, P), "Bidang (field) Word di sini terpotong oleh suatu blok.", hint
        elif begin not in has_result and passed[sign] != passed[begin]:
            yield ancestor(sign, P), "Ada tag di dalam kode bidang (field) Word.", hint
        has_result |= {begin} if kind == "separate" and begin is not None else set()
        del opened[len(opened) - (kind == "end") :]
    for sign in opened:
        yield ancestor(sign, P), "Bidang (field) Word di sini tidak punya akhir.", hint
