"""A word that looks like another one mistyped: nobody else writes it, and many write its neighbour."""

from collections.abc import Iterable, Iterator, Mapping

from iki.diagnostics import Level
from iki.lists import rows
from iki.rule import Case, Finding, Office, Rule, Text
from iki.vocabulary import every_word, spellings
from iki.wording import Word, is_known, neighbours, words_of

_LONGEST = 40
"""No word of Indonesian is longer: what is, nobody mistyped."""
_SHORTEST = 5
_MOST_OF_A_RARE_WORD = 3
_TIMES_AS_FREQUENT = 3
_SURE_BY_LENGTH = 8


def _judge(case: Case) -> Iterator[Finding]:
    meant = case.office.shared(_meant)
    for text in case.texts_with(meant.keys()):
        for index, word in enumerate(words_of(text.text)):
            if word.lower in meant and not _is_a_name(text, index, word):
                instead, often = meant[word.lower]
                yield Finding(
                    text.trail,
                    f"'{word.text}' barangkali salah ketik.",
                    f"Bila maksudnya '{instead}' (ditulis {often} kali), perbaiki; bila memang begitu, "
                    "tambahkan ke 'periksa: benar:' di iki.yaml.",
                    (word.start, word.end),
                )


def _is_a_name(text: Text, index: int, word: Word) -> bool:
    """Tell whether a word stands in capitals, or begins with one behind a word that does not."""
    if word.text.isupper():
        return True
    return word.text[0].isupper() and index > 0 and words_of(text.text)[index - 1].text.islower()


def _meant(office: Office) -> Mapping[str, tuple[str, int]]:
    """Return what each rare word was probably meant to be, and how often that is written."""
    every = office.shared(every_word).items()
    often = {word: forms.total() for word, forms in every if _SHORTEST <= len(word) <= _LONGEST and word.isalpha()}
    right = {word.lower for each in _right(office) for word in words_of(each)}
    told = {**spellings(), **office.periksa.ejaan}
    right |= told.keys()
    rare = [word for word, times in often.items() if times <= _MOST_OF_A_RARE_WORD and word not in right]
    found: dict[str, tuple[str, int]] = {}
    for word, instead in neighbours(rare, often):
        is_better = often[instead] > found.get(word, ("", 0))[1] and instead not in told
        if is_better and not is_known(word) and _is_likely(word, instead, often):
            found[word] = (instead, often[instead])
    return found


def _is_likely(word: str, instead: str, often: Mapping[str, int]) -> bool:
    """Tell whether a word was meant to be its neighbour: that is far more frequent, or both long and a common word."""
    if often[instead] >= _TIMES_AS_FREQUENT * often[word]:
        return True
    return len(word) >= _SURE_BY_LENGTH and often[instead] >= often[word] and is_known(instead)


def _right(office: Office) -> Iterable[str]:
    return (*(row[0] for row in rows("pengecualian")), *office.periksa.benar, *office.periksa.singkatan)


RULE = Rule(
    name="saltik",
    level=Level.WARNING,
    is_of_language=True,
    judge=_judge,
    what="Kata yang jarang ditulis dan berbeda satu huruf dari kata yang sering ditulis di kantor ini.",
    why="Kata seperti itu hampir selalu salah ketik, dan pembaca melihatnya lebih dulu daripada isinya. "
    "Aturan ini hanya menduga, jadi tidak memperbaiki sendiri; kata yang memang benar didaftar di 'periksa: benar:'.",
    before="""
    fungsi:
      - Penataan arsip masuk
      - Penataan arsip keluar
      - Penataan arsip statis
      - Penatan arsip vital
    """,
    after="""
    fungsi:
      - Penataan arsip masuk
      - Penataan arsip keluar
      - Penataan arsip statis
      - Penataan arsip vital
    """,
)
