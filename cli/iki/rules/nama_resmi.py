"""A name of an institution or a document that is not the one in force."""

from collections.abc import Iterator

from iki.diagnostics import Level
from iki.lists import rows
from iki.rule import Case, Finding, Office, Rule, Text
from iki.vocabulary import Phrases, Replacement, phrases
from iki.wording import Word, small_words, words_of

_SURE, _UNSURE = "tinggi", "rendah"


def _judge(case: Case) -> Iterator[Finding]:
    names = case.office.shared(_names)
    for text in case.texts_with(names.told_by(case.words)):
        for start, end, replacement in names.found_in(small_words(text.text)):
            words = words_of(text.text)
            if _is_a_name(words[start:end]) and not _is_right(text.text[words[start].start :], replacement):
                yield _told(text, words[start:end], replacement)


def _names(office: Office) -> Phrases:
    """Return the names that are not in force any more, iki's own and the office's, each with the one that is."""
    shipped = {wrong: Replacement(right, sure, basis) for wrong, right, sure, basis in rows("nama_resmi")}
    own = {wrong: Replacement(right, _SURE, "") for wrong, right in office.periksa.nama_resmi.items()}
    return phrases({**shipped, **own})


def _is_a_name(words: tuple[Word, ...]) -> bool:
    """Tell whether words are written as a name; in small letters they may just describe something."""
    return words[0].text[0].isupper() and words[-1].text[0].isupper()


def _is_right(text: str, replacement: Replacement) -> bool:
    return text.lower().startswith(replacement.instead.lower())


def _told(text: Text, words: tuple[Word, ...], replacement: Replacement) -> Finding:
    start, end = words[0].start, words[-1].end
    written, is_sure = text.text[start:end], replacement.certainty == _SURE
    better = replacement.instead.upper() if written.isupper() else replacement.instead
    note = f" ({replacement.note})" if replacement.note else ""
    return Finding(
        text.trail,
        f"'{written}' bukan nama resmi." if is_sure else f"'{written}' barangkali bukan nama yang berlaku.",
        f"Tulis '{better}'{note}." if is_sure else f"Yang berlaku: {better}{note}.",
        (start, end),
        better if is_sure else None,
        Level.INFO if replacement.certainty == _UNSURE else None,
    )


RULE = Rule(
    name="nama-resmi",
    level=Level.WARNING,
    is_of_language=True,
    judge=_judge,
    what="Nama lembaga, forum, dokumen atau sistem yang tidak ditulis seperti nama resminya.",
    why="Nama yang keliru membuat dokumen tampak disalin dari aturan lama. Kantor dapat menambah nama di iki.yaml: "
    "'periksa: nama_resmi:'.",
    before="""
    fungsi:
      - Pembinaan Forum Pembaruan Kebangsaan
    """,
    after="""
    fungsi:
      - Pembinaan Forum Pembauran Kebangsaan
    """,
)
