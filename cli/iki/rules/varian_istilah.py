"""A term that is written in several ways: capitals here, small letters there; two names for one thing."""

import re
from collections.abc import Iterator, Mapping

from iki.diagnostics import Level
from iki.lists import rows
from iki.rule import Case, Finding, Office, Rule, Text
from iki.vocabulary import every_text, every_word
from iki.wording import Word, is_known, words_of

_SAME = {other: (term, note) for term, other, note in rows("seistilah")}
_IN_BRACKETS = re.compile(r"\(([^\W\d_][\w-]+)\)")
_SHORTEST = 3


def _judge(case: Case) -> Iterator[Finding]:
    kept = case.office.shared(_kept)
    for text in case.texts_with(kept.keys()):
        for word in () if text.text.isupper() else words_of(text.text):
            written = kept.get(word.lower)
            if written is not None and word.text not in (written, *_begun(word, written)):
                yield _told(
                    text, word, f"'{word.text}' di tempat lain ditulis '{written}'.", f"Tulis '{written}' saja."
                )
    for other, (term, note) in _SAME.items():
        if other in case.words and term not in case.words and term in case.office.shared(every_word):
            yield _of_two_names(case, other, term, note)


def _of_two_names(case: Case, other: str, term: str, note: str) -> Finding:
    places = ((text, word) for text in case.texts_with({other}) for word in words_of(text.text) if word.lower == other)
    text, word = next(places)
    written = case.office.shared(every_word)[term].most_common(1)[0][0]
    hint = f"Bila maksudnya sama, pilih satu istilah ({note})."
    return _told(text, word, f"Di sini '{word.text}', di jabatan lain '{written}'.", hint)


def _told(text: Text, word: Word, message: str, hint: str) -> Finding:
    return Finding(text.trail, message, hint, (word.start, word.end))


def _begun(word: Word, kept: str) -> tuple[str, ...]:
    """Return how a term that is kept in small letters may stand at the beginning of a text."""
    return (kept[:1].upper() + kept[1:],) if word.start == 0 else ()


def _kept(office: Office) -> Mapping[str, str]:
    """Return how each term that is written in several ways is to be written: as it was explained, else as mostly."""
    explained = {form.lower(): form for text in office.shared(every_text) for form in _IN_BRACKETS.findall(text)}
    found = {}
    for lower, forms in office.shared(every_word).items():
        is_term = lower in explained or any(form[1:] != form[1:].lower() for form in forms)
        if len(forms) > 1 and len(lower) >= _SHORTEST and is_term and not (lower in forms and is_known(lower)):
            form = explained.get(lower, "")
            found[lower] = form if form.isupper() else forms.most_common(1)[0][0]
    return found


RULE = Rule(
    name="varian-istilah",
    level=Level.INFO,
    is_of_language=True,
    judge=_judge,
    what="Istilah atau singkatan yang ditulis dengan beberapa cara: PATEN dan Paten, e-KTP dan E-KTP, SKM dan IKM.",
    why="Pembaca mengira ada dua hal yang berbeda, dan pencarian hanya menemukan sebagian.",
    before="""
    fungsi:
      - Fasilitasi Forum Kota Sehat (Forkohat)
      - Pembinaan forkohat
    """,
    after="""
    fungsi:
      - Fasilitasi Forum Kota Sehat (Forkohat)
      - Pembinaan Forkohat
    """,
)
