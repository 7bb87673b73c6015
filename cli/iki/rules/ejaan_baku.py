"""A word that is not written as the standard has it."""

import re
from collections.abc import Iterator

from iki.diagnostics import Level
from iki.lists import rows
from iki.rule import Case, Finding, Office, Rule, Text
from iki.vocabulary import Phrases, Replacement, phrases, spellings
from iki.wording import Word, small_words, words_of

_SURE = "tinggi"
_ADDRESS = re.compile(r"[@:\\]|//|/\w+/|\w\.\w|^\.\w|\w\.$|^/\d")
_QUOTES = ('"', "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
_APART = re.compile(r"[^\w\s'\N{RIGHT SINGLE QUOTATION MARK}-]")
"""What keeps two words from being one expression: *di, bagi*."""


def _judge(case: Case) -> Iterator[Finding]:
    wrong, right = case.office.shared(_lists)
    for text in case.texts_with(wrong.told_by(case.words)):
        found = list(wrong.found_in(small_words(text.text)))
        words = words_of(text.text) if found else ()
        kept = {place for start, end, _ in right.in_text(text.text) for place in range(start, end)} if found else set()
        for start, end, replacement in found:
            written = text.text[words[start].start : words[end - 1].end]
            if kept.isdisjoint(range(start, end)) and not _APART.search(written):
                yield from _told(text, words[start:end], replacement)


def _lists(office: Office) -> tuple[Phrases, Phrases]:
    """Return what is wrong with what is right instead, and what is right as it stands."""
    own = {wrong: Replacement(right, _SURE, "") for wrong, right in office.periksa.ejaan.items()}
    as_it_stands = [row[0] for row in rows("pengecualian")] + list(office.periksa.benar)
    none = Replacement("", "", "")
    return phrases({**spellings(), **own}), phrases({each: none for each in as_it_stands if each.lower() not in own})


def _told(text: Text, words: tuple[Word, ...], replacement: Replacement) -> Iterator[Finding]:
    start, end = words[0].start, words[-1].end
    written = text.text[start:end]
    better = _in_case_of(written, replacement.instead, is_first=start == 0)
    if better != written and not _stands_there(text.text, start, written, better):
        is_sure = replacement.certainty == _SURE
        note = f" ({replacement.note})" if replacement.note else ""
        yield Finding(
            text.trail,
            f"'{written}' bukan ejaan baku." if is_sure else f"'{written}' lebih baik diganti.",
            f"Tulis '{better}'{note}.",
            (start, end),
            better if is_sure and _may_be_mended(text, start, end) else None,
            None if is_sure else Level.INFO,
        )


def _stands_there(text: str, start: int, written: str, better: str) -> bool:
    """Tell whether the better words stand there already, of which what is written is a part: *rapat koordinasi*."""
    whole = better.lower()
    places = (start - each for each in range(len(whole)) if whole.startswith(written.lower(), each))
    return any(begin >= 0 and text[begin : begin + len(whole)].lower() == whole for begin in places)


def _may_be_mended(text: Text, start: int, end: int) -> bool:
    """Tell whether nothing says that it is meant so: a name between quotation marks, an address, a position's name."""
    before, after = text.text[:start], text.text[end:]
    token = before[before.rfind(" ") + 1 :] + after.partition(" ")[0]
    is_quoted = sum(map(before.count, _QUOTES)) % 2 == 1
    return text.field != "jabatan" and not is_quoted and not _ADDRESS.search(token)


def _in_case_of(written: str, better: str, *, is_first: bool) -> str:
    """Return a word in capitals where the one it replaces is, or begun with them; a text's first is no name."""
    begun = better[:1].upper() + better[1:]
    if better != better.lower():
        return begun if is_first and written[:1].isupper() else better
    if written.isupper() and len(written) > 1:
        return better.upper() if " " not in better else better.title()
    if not written[:1].isupper():
        return better
    is_name = written.istitle() and (" " in written or (" " in better and not is_first))
    return better.title() if is_name else begun


RULE = Rule(
    name="ejaan-baku",
    level=Level.WARNING,
    is_of_language=True,
    judge=_judge,
    what="Kata yang tidak ditulis menurut ejaan baku.",
    why="Naskah dinas memakai bahasa Indonesia baku (KBBI dan EYD). Kantor dapat menambah kata di iki.yaml: "
    "'periksa: ejaan:' untuk yang salah, 'periksa: benar:' untuk nama yang memang ditulis begitu.",
    basis="EYD Edisi V; KBBI",
    before="""
    sasaran:
      - uraian: Meningkatnya kwalitas arsip
        indikator:
          - nama: Prosentase arsip yang tertata
            formulasi: Jumlah arsip yang tertata dibagi jumlah seluruh arsip dikali 100%
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya kualitas arsip
        indikator:
          - nama: Persentase arsip yang tertata
            formulasi: Jumlah arsip yang tertata dibagi jumlah seluruh arsip dikali 100%
    """,
)
