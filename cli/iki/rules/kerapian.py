"""Small untidiness of spaces, marks and capitals, which a machine can mostly put right."""

import re
from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import rows, terms
from iki.rule import Case, Finding, Rule, Text
from iki.vocabulary import every_word, has_operation, is_measure, spellings
from iki.wording import is_known

_UNTIDY = tuple(rows("kerapian"))
_SLASH = re.compile(r"([^\W\d_])( *)/( *)(?=([^\W\d_]+))")
_VERB = re.compile(r"([Dd]i)(?<!\w[Dd]i) (?=((?!pe|ke)[a-z]{3,})kan\b)")
_SERIES, _SERIES_WITH_COMMA = re.compile(r"\w+(?:, \w+)+(?= dan \w)"), re.compile(r"\w, \w+, dan \w")
_CAPITAL = re.compile(r"[,/] ?([A-Z][a-z]+)(?= ?[,/]? ?[a-z]|$)")
_COMMON = re.compile(r"(?:^[A-Z]|(?<![\w-])[a-z])[a-z]+$")
_FULL_STOP = re.compile(r"\w(?<!\bdll)(?<!\bdsb)(?<!\bdst)\.$")
_NUMBER = re.compile("(?:[\N{BULLET}\N{MIDDLE DOT}\N{EN DASH}\N{EM DASH}*]|[(]?(?:[0-9]{1,2}|[a-z])[.)]) +(?=[^ ])")
_NUMBERED = frozenset(("fungsi", "uraian", "nama"))
_PLACES = frozenset(("desa",))
_ABBREVIATED = re.compile(r"(?:\b\w{1,3}|\w\.\w)\.$")
_INSTITUTIONS, _WHOLE = terms("satuan-kerja"), terms("keseluruhan")


def _judge(case: Case) -> Iterator[Finding]:
    with_comma = ", dan " in case.whole and _SERIES_WITH_COMMA.search(case.whole)
    untidy = [each for each in _UNTIDY if each[0] in case.whole]
    for text in case.texts:
        for sign, pattern, better, why in untidy:
            if sign in text.text:
                for found in re.finditer(pattern, text.text):
                    yield _told(text, found.span(), why, found.expand(better))
        yield from _numbers(text) if text.field in _NUMBERED and _NUMBER.match(text.text) else ()
        yield from _slashes(text) if "/" in text.text else ()
        yield from _verbs(text) if "di " in text.text or "Di " in text.text else ()
        yield from _capitals(text, case) if "," in text.text or "/" in text.text else ()
        for found in _SERIES.finditer(text.text) if with_comma and _may_be_series(text) else ():
            why = "perincian lain di jabatan ini memakai koma sebelum 'dan'"
            yield _told(text, (found.end() - 1, found.end()), why, f"{found[0][-1]},")._replace(fix=None)
    for field in ("fungsi", "uraian", "nama"):
        yield from _full_stops([text for text in case.texts if text.field == field])


def _may_be_series(text: Text) -> bool:
    return ", " in text.text and " dan " in text.text and text.field != "jabatan"


def _told(text: Text, span: tuple[int, int], why: str, better: str) -> Finding:
    start, end = text.text.rfind(" ", 0, span[0]) + 1, text.text.find(" ", span[1])
    before, after = text.text[start : span[0]], text.text[span[1] : end if end >= 0 else None]
    written, tidy = f"{before}{text.text[span[0] : span[1]]}{after}", f"{before}{better}{after}"
    return Finding(text.trail, f"'{shortened(written)}': {why}.", f"Tulis '{shortened(tidy)}'.", span, better)


def _numbers(text: Text) -> Iterator[Finding]:
    """Yield a number or a sign that somebody typed in front of an item, which is printed with one of its own."""
    found = _NUMBER.match(text.text)
    if found is not None:
        why = "nomor dan tanda butir dibuat oleh dokumen, tidak perlu diketik"
        yield _told(text, found.span(), why, "")._replace(fix=None)


def _slashes(text: Text) -> Iterator[Finding]:
    may_divide = text.field == "formulasi"
    for found in _SLASH.finditer(text.text) if not (may_divide and has_operation(text.text)) else ():
        is_whole = may_divide and (is_measure(found[4]) or found[4].lower() in _WHOLE)
        if (found[2] or found[3]) and not is_whole:
            yield _told(text, found.span(), "garis miring seharusnya ditulis tanpa spasi", f"{found[1]}/")


def _verbs(text: Text) -> Iterator[Finding]:
    for found in _VERB.finditer(text.text):
        if is_known(found[2]) and found[2] not in _PLACES and f"di {found[2]}kan" not in spellings():
            yield _told(text, found.span(), "awalan 'di-' seharusnya serangkai dengan kata kerja", found[1])


def _capitals(text: Text, case: Case) -> Iterator[Finding]:
    """Yield common words begun with a capital in the middle of a series; a name nobody writes in small letters."""
    for found in _CAPITAL.finditer(text.text) if text.field not in {"jabatan", "formulasi"} else ():
        word, before = found[1].lower(), text.text[: found.start()]
        is_common = word in case.office.shared(every_word).get(word, ()) and is_known(word)
        if is_common and word not in _INSTITUTIONS and _COMMON.search(before, max(0, before.rfind(" "))):
            message = f"'{found[1]}' di tengah perincian diawali huruf besar."
            yield Finding(text.trail, message, f"Tulis '{word}' bila bukan nama.", found.span(1))


def _full_stops(texts: list[Text]) -> Iterator[Finding]:
    """Yield the texts of a list that end with a full stop where most do not, or the other way round."""
    if any(text.text.endswith(";") for text in texts):
        return
    stopped = [text for text in texts if text.text.endswith(".") and _FULL_STOP.search(text.text)]
    if not stopped:
        return
    others = [text for text in texts if text.text[-1:].isalpha()]
    for text in stopped if len(stopped) <= len(others) else others:
        last, is_stop = len(text.text) - 1, text.text.endswith(".")
        why = "butir lain tidak diakhiri titik" if is_stop else "butir lain diakhiri titik"
        span = (last - 1, last + 1) if is_stop else (last, last + 1)
        if not _ABBREVIATED.search(text.text):
            told = _told(text, span, why, text.text[last - 1] if is_stop else f"{text.text[last]}.")
            yield told._replace(fix=None)  # it may be the end of an abbreviation


RULE = Rule(
    name="kerapian",
    level=Level.INFO,
    is_of_language=True,
    judge=_judge,
    what="Spasi ganda, 'a/ b', 'Rp. 1.000', 's/d', 'di tingkatkan', huruf besar di tengah perincian, titik akhir yang "
    "tidak seragam, nomor yang diketik di depan butir.",
    why="Naskah yang rapi lebih mudah dibaca dan dibandingkan. Garis miring yang membagi di formulasi tidak "
    "dipersoalkan.",
    basis="EYD Edisi V",
    before="""
    fungsi:
      - Pengelolaan arsip/ surat
    """,
    after="""
    fungsi:
      - Pengelolaan arsip/surat
    """,
)
