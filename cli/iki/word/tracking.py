"""A document of one or more positions with tracked changes: each copy of the body before and after, made one.

A book is the hardest of them: positions come and go with the breaks between their sections. A break is there after
accepting where its position is still there and another behind it, after rejecting where both were there before.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from iki.word.compiler import Compiled
from iki.word.document import At, Copy, Document, Made, Seen, View, inner, parsed
from iki.word.notes import KINDS
from iki.word.ooxml import BODY, ID, P_PR, Element, P, serialise, w, without_names
from iki.word.pictures import ReadFile
from iki.word.redline import DEL, INS, Authors, Redline

A = TypeVar("A")
B = TypeVar("B")
_BOOKMARKS = (w("bookmarkStart"), w("bookmarkEnd"))


@dataclass(frozen=True, slots=True)
class Pair:
    """A position before and after, at least one of them, and who changed what in it."""

    old: Seen | None
    new: Seen | None
    authors: Authors


def redlined(
    compiled: tuple[Compiled, Compiled], pairs: Sequence[Pair], about: str, read: tuple[ReadFile, ReadFile]
) -> tuple[Made, int]:
    """Return the document of what the pairs hold now, with what they held as tracked changes, and how many there are.

    The template, before and after, was compiled with origins; both sides of a pair carry the same identities. `read`
    reads the files of pictures before and after.
    """
    document = Document(compiled[1], len(pairs), read[1])
    tracking = _Tracking(document, document.of(compiled[0], read[0]), _with_places(pairs))
    for index in range(len(pairs)):
        tracking.add(index)
    newest = next(side for pair in reversed(pairs) for side in (pair.new, pair.old) if side is not None)
    return tracking.document.made(about, newest.names["kantor"]), tracking.count


class _Tracking:
    """A document with tracked changes while it is made, pair by pair."""

    def __init__(self, document: Document, before: Document, pairs: Sequence[Pair]) -> None:
        self.document, self._before, self.count = document, before, 0
        self._pairs = pairs
        self._olds = [index for index, pair in enumerate(pairs) if pair.old is not None]
        self._news = [index for index, pair in enumerate(pairs) if pair.new is not None]

    def add(self, index: int) -> None:
        """Put the next pair into the document."""
        self.document.numbers.begin_copy()
        pair = self._pairs[index]
        new = self._view(pair.new, index, self._news, self.document.view)
        is_gone = pair.new is None
        old = self._view(pair.old, index, self._olds, self._before.view if is_gone else self._before.view_aside)
        redline = Redline(pair.authors, self.count)
        copy = self._copy(_map(self._before.copy, old), _map(self.document.copy, new), redline, self._end(index))
        if index == len(self._pairs) - 1:  # the last section is the last before, and the last after
            last_old = self._pairs[self._olds[-1]].old if self._olds else None
            last_new = self._pairs[self._news[-1]].new if self._news else None
            old = self._view(last_old, index, self._olds, self._before.view_aside)
            new = self._view(last_new, index, self._news, self.document.view_aside)
        headers = self._headers(_map(self._before.headers, old), _map(self.document.headers, new), redline)
        self.document.take(copy, headers)
        self.count = redline.count

    def _view(
        self, seen: Seen | None, index: int, side: Sequence[int], view: Callable[[Seen, At], View]
    ) -> View | None:
        at = At(index + 1, is_first=side[:1] == [index], is_last=index == len(self._pairs) - 1)
        return view(seen, at) if seen is not None else None

    def _end(self, index: int) -> list[str]:
        """Return the marks of the break behind a copy: whether it came, went, or both."""
        if index == len(self._pairs) - 1:
            return []
        came, went = index not in self._olds[:-1], index not in self._news[:-1]
        return [*([INS] if came else []), *([DEL] if went else [])]

    def _copy(self, old: Copy | None, new: Copy | None, redline: Redline, end: Sequence[str]) -> Copy:
        roots = [
            parsed(document.whole(copy.body)) if copy is not None else None
            for document, copy in ((self._before, old), (self.document, new))
        ]
        bodies = [next(root.iter(BODY)) if root is not None else None for root in roots]
        _hold_bookmarks(redline.merged(bodies[0], bodies[1], end))
        whole = next(root for root in reversed(roots) if root is not None)
        return Copy((inner(whole),), self._notes(whole, old, new, redline))

    def _notes(
        self, whole: Element, old: Copy | None, new: Copy | None, redline: Redline
    ) -> dict[str, list[tuple[int, str]]]:
        """Return the notes that a copy refers to, in the order of their numbers, as tracked changes themselves."""
        made: dict[str, list[tuple[int, str]]] = {}
        for kind in KINDS.values():
            reference = w(f"{kind}Reference")
            ours, theirs = (dict(each.notes.get(kind, ())) if each is not None else {} for each in (old, new))
            made[kind] = []
            for number in sorted({int(each.get(ID, "0")) for each in whole.iter(reference)}):
                before = redline.same_notes.get((reference, str(number)))
                was = ours.get(int(before)) if before is not None else ours.get(number)
                merged = redline.merged(_note(self._before, kind, was), _note(self.document, kind, theirs.get(number)))
                merged.set(ID, str(number))
                made[kind].append((number, without_names(merged)))
        return {kind: every for kind, every in made.items() if kind in self.document.compiled.notes}

    def _headers(
        self, old: Mapping[str, str] | None, new: Mapping[str, str] | None, redline: Redline
    ) -> dict[str, str]:
        return dict(self._every_header(old or {}, new or {}, redline))

    def _every_header(
        self, old: Mapping[str, str], new: Mapping[str, str], redline: Redline
    ) -> Iterator[tuple[str, str]]:
        for part in new or old:
            merged = redline.merged(_map(parsed, old.get(part)), _map(parsed, new.get(part)))
            yield part, serialise(merged)


def _with_places(pairs: Sequence[Pair]) -> list[Pair]:
    """Return pairs in which links lead to where a position stands here, those to one that went too."""
    olds, news = (
        {seen.names["jabatan"].id: place for place, seen in enumerate(side, start=1) if seen is not None}
        for side in ([pair.old for pair in pairs], [pair.new for pair in pairs])
    )
    return [
        replace(pair, old=_map(partial(_leading_to, olds), pair.old), new=_map(partial(_leading_to, news), pair.new))
        for pair in pairs
    ]


def _leading_to(places: Mapping[str, int], seen: Seen) -> Seen:
    return replace(seen, sheets={**seen.sheets, **places})


def _note(document: Document, kind: str, text: str | None) -> Element | None:
    """Return a note of a kind that was rendered, below a root of its own."""
    notes = document.compiled.notes.get(kind)
    return list(parsed(f"{notes.before}{text}{notes.after}"))[-1] if text is not None and notes is not None else None


def _hold_bookmarks(body: Element) -> None:
    """Put what stands without width between paragraphs into the next one: a break may go that stands before it."""
    for bookmark in reversed([each for each in body if each.tag in _BOOKMARKS]):
        following = next((each for each in bookmark.itersiblings() if each.tag not in _BOOKMARKS), None)
        if following is not None and following.tag == P:
            following.insert(int(following.find(P_PR) is not None), bookmark)


def _map(function: Callable[[A], B], value: A | None) -> B | None:
    return function(value) if value is not None else None
