"""Runs of letters: what they say, and runs that look like another and say something else."""

from collections.abc import Iterator
from copy import deepcopy
from re import compile as pattern

from lxml import etree

from iki.word.ooxml import R_PR, SPACE, Element, R, T, w

_AS_TEXT = {w("tab"): "\t", w("br"): "\n", w("cr"): "\r", w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad"}
_AS_ELEMENT = {text: tag for tag, text in _AS_TEXT.items()}
_WORDS = pattern("([" + "".join(_AS_ELEMENT) + "])")
_DELETED = {T: w("delText"), w("instrText"): w("delInstrText")}
_NUMBERED = pattern(rb' (?:w:|o:sp)?id="[^"]*"| name="Gambar \d+"')
"""What differs in each rendering of the same: the numbers of drawings, notes and shapes."""


def text_of(run: Element) -> str | None:
    """Return what a run says, its breaks and tabs as characters; None where it holds something else."""
    text = ""
    for child in run:
        if child.tag == T:
            text += child.text or ""
        elif child.tag in _AS_TEXT and not child.attrib:
            text += _AS_TEXT[child.tag]
        elif child.tag != R_PR:
            return None
    return text


def holds_the_same(old: Element, new: Element) -> bool:
    """Tell whether two runs hold the same pictures, fields and notes, however these are numbered."""
    return _content(old) == _content(new)


def _content(run: Element) -> list[bytes]:
    return [_NUMBERED.sub(b"", etree.tostring(child, with_tail=False)) for child in run if child.tag != R_PR]


def with_text(like: Element, text: str) -> Element:
    """Return a run that looks like another and says something else."""
    run = like.makeelement(R, {})
    look = like.find(R_PR)
    if look is not None:
        run.append(deepcopy(look))
    run.extend(_said(run, text))
    return run


def _said(run: Element, text: str) -> Iterator[Element]:
    for piece in filter(None, _WORDS.split(text)):
        if piece in _AS_ELEMENT:
            yield run.makeelement(_AS_ELEMENT[piece], {})
        else:
            yield said(run, piece)


def said(like: Element, text: str) -> Element:
    """Return what says a text in a run, to be put into one like another."""
    made = like.makeelement(T, {SPACE: "preserve"})
    made.text = text
    return made


def delete(run: Element) -> None:
    """Let a run say what it says as deleted text."""
    for child in run:
        child.tag = _DELETED.get(str(child.tag), child.tag)
