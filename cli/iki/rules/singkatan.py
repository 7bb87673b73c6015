"""An abbreviation that nobody explains anywhere in the office's documents."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from iki.diagnostics import Level
from iki.lists import rows
from iki.rule import Case, Finding, Office, Rule, Text
from iki.vocabulary import every_text
from iki.wording import FUNCTION_WORDS, is_known, normal, texts_of_words, words_of

_SHORT = re.compile(r"[A-Z](?<![\w-].)[A-Z]+(?:-[A-Z]+)?(?![\w-]|/[A-Z](?!\w))")
_EXPLAINED = re.compile(r"\w \(([^()\s]+)\)|(?<![\w(])([^\W\d_]+) ?\((?=[^\W\d_]+ [^()]+\))")
_LONG = {short: long for short, long, _ in rows("singkatan")}
_COMMON = frozenset(short for short, _, is_common in rows("singkatan") if is_common)
_MEANS = re.compile(r"(?<![\w-])([A-Z]{2,}) ?(?:=|adalah|yaitu)")
_TITLES = ("Permen", "Kepmen", "Perpres", "Kementerian", "Menteri", "Perban", "Badan")
_TITLED = re.compile(rf"(?:{'|'.join(_TITLES)})\w*(?: [A-Z]\w*)?$")
"""What stands before an abbreviation that is part of an official title: *Permenpan RB*."""
_LONGEST_TITLE = 40
_ROMAN = re.compile(r"[IVXLC]+")


def _judge(case: Case) -> Iterator[Finding]:
    if not _SHORT.search(case.whole):  # as in most, which is known sooner of all texts at once
        return
    explained, told = case.office.shared(_explained), set[str]()
    first = case.office.shared(_first_users)
    for text in case.texts:
        for place, short in _shorts(text.text):
            is_elsewhere = text.field == "sumber_data" and first[short] != case.jabatan.id
            is_known_here = short in told or short.lower() in explained
            if not is_known_here and not is_elsewhere and not _is_spelt_out(short, text, case):
                told.add(short)
                message = f"Singkatan '{short}' tidak dijelaskan di dokumen mana pun."
                yield Finding(text.trail, message, _hint(short, case), (place, place + len(short)))


def _hint(short: str, case: Case) -> str:
    long = _LONG.get(short) or _words_for(short, case)
    what = f"Tulis '{long} ({short})'" if long else f"Tulis kepanjangannya dan '({short})'"
    return f"{what} di tempat pertama; bila pembaca sudah mengenalnya, daftarkan di 'periksa: singkatan:'."


@lru_cache(maxsize=100_000)  # most have none, and each text is asked twice: by the office, and by its position
def _shorts(text: str) -> tuple[tuple[int, str], ...]:
    """Return where abbreviations stand in a text; where all is in capitals, nobody can tell."""
    if text.isupper() and " " in text:
        return ()
    may_have_titles = any(map(text.__contains__, _TITLES))
    return tuple(
        (found.start(), found[0])
        for found in _SHORT.finditer(text)
        if _may_be_short(found[0]) and not (may_have_titles and _is_of_a_title(text, found.start()))
    )


@lru_cache(maxsize=10_000)
def _may_be_short(short: str) -> bool:
    """Tell whether capitals are no Roman number, and no word that somebody shouts."""
    return not _ROMAN.fullmatch(short) and (short in _LONG or not is_known(short.lower()))


def _is_of_a_title(text: str, place: int) -> bool:
    before = text[max(0, place - _LONGEST_TITLE) : place].rstrip()
    return _TITLED.search(before) is not None


def _explained(office: Office) -> frozenset[str]:
    """Return the abbreviations that somebody explains, in small letters, and those that every reader knows."""
    texts = (text for text in office.shared(every_text) if "(" in text)
    found = (inside or before for text in texts for inside, before in _EXPLAINED.findall(text))
    meaning = (text for text in office.shared(every_text) if "=" in text or "adalah" in text or "yaitu" in text)
    equal = (each for text in meaning for each in _MEANS.findall(text))
    every = (*found, *equal, *_COMMON, *office.periksa.singkatan, *office.periksa.benar)
    return frozenset(each.lower() for each in every)


def _is_spelt_out(short: str, text: Text, case: Case) -> bool:
    """Tell whether its words stand in the same text, or in what the office is called."""
    kantor, long = case.office.kantor, normal(_LONG.get(short, ""))
    places = (text.text, kantor.pemda or "", kantor.perangkat_daerah or "")
    return bool(long) and any(long in normal(each) for each in places)


def _first_users(office: Office) -> Mapping[str, str]:
    """Return which position is the first to use each abbreviation of a source: one that all have is spoken of once."""
    every_case = [Case(jabatan, office) for jabatan in office.every_jabatan]
    lists = {case.jabatan.sumber_data or () for case in every_case}
    lists |= {row.indikator.sumber_data for case in every_case for row in case.rows}
    wanted = {short for sumber in lists for text in sumber for _, short in _shorts(text)}
    found: dict[str, str] = {}
    for case in every_case:
        if not wanted:  # which is soon
            break
        here = {short for text in case.texts for _, short in _shorts(text.text)} & wanted
        found |= dict.fromkeys(here, case.jabatan.id)
        wanted -= here
    return found


def _words_for(short: str, case: Case) -> str:
    """Return words of the position that an abbreviation is made of: in capitals, with its letters in front."""
    for text in case.texts if short in "".join(_initials(each.text) for each in case.texts) else ():
        start = _initials(text.text).find(short)
        if start >= 0:
            words = [word for word in words_of(text.text) if word.lower not in FUNCTION_WORDS]
            return text.text[words[start].start : words[start + len(short) - 1].end]
    return ""


@lru_cache(maxsize=200)
def _initials(text: str) -> str:
    return "".join(word[0] for word in texts_of_words(text) if word.lower() not in FUNCTION_WORDS)


RULE = Rule(
    name="singkatan",
    level=Level.INFO,
    is_of_language=True,
    judge=_judge,
    what="Singkatan yang kepanjangannya tidak ditulis di dokumen mana pun.",
    why="Pembaca di luar kantor, termasuk penilai, tidak selalu mengenalnya. Singkatan umum seperti ASN, KTP, RT dan "
    "APBD tidak dipersoalkan; yang lain didaftar di 'periksa: singkatan:'.",
    basis="EYD Edisi V",
    before="""
    fungsi:
      - Sosialisasi GSI
    """,
    after="""
    fungsi:
      - Sosialisasi Gerakan Sayang Ibu (GSI)
    """,
)
