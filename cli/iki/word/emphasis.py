"""Words that went or came, shown as such: struck out, or bold and underlined, in the looks of the run around them."""

import re
from collections.abc import Iterator
from copy import deepcopy

from iki.characters import GAINED, LOST
from iki.word.ooxml import R_PR, VAL, Element, R, T, w
from iki.word.runs import said

_MARKED = re.compile(f"([{''.join((*LOST, *GAINED))}])")
_NAMES = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
    *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position"),
    *("sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
    *("eastAsianLayout", "specVanish", "oMath"),
)
_ORDER = tuple(map(w, _NAMES))
"""The order in which a run's properties have to stand."""


def emphasise(root: Element) -> None:
    """Let every run that holds marked words become several, the marked ones with a look of their own."""
    for run in list(root.iter(R)):
        if any(_MARKED.search(text.text or "") for text in run.iter(T)):
            for made in _cut(run):
                run.addprevious(made)
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)


def _cut(run: Element) -> Iterator[Element]:
    """Yield the runs that a run is cut into: marks may be opened in one text of it and closed in another."""
    look = run.find(R_PR)
    now = _like(run, look, "")
    state = ""
    for child in run:
        if child.tag == R_PR:
            continue
        if child.tag != T:
            now.append(deepcopy(child))
            continue
        for piece in _MARKED.split(child.text or ""):
            if _MARKED.fullmatch(piece):
                yield now
                state = piece if piece in {LOST[0], GAINED[0]} else ""
                now = _like(run, look, state)
            elif piece:
                now.append(said(now, piece))
    yield now


def _like(run: Element, look: Element | None, state: str) -> Element:
    made = run.makeelement(R, {})
    own = deepcopy(look) if look is not None else made.makeelement(R_PR, {})
    if state == LOST[0]:
        _set(own, "strike")
    elif state == GAINED[0]:
        _set(own, "b")
        _set(own, "u", "single")
    if len(own):
        made.append(own)
    return made


def _set(look: Element, name: str, value: str = "") -> None:
    """Set one property of a run in its place among the others."""
    tag = w(name)
    for old in look.findall(tag):
        look.remove(old)
    made = look.makeelement(tag, {VAL: value} if value else {})
    after = [child for child in look if child.tag in _ORDER and _ORDER.index(str(child.tag)) > _ORDER.index(tag)]
    if after:
        after[0].addprevious(made)
    else:
        look.append(made)
