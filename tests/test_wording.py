"""Texts as rules read them: what is known at once about a text must be what a closer look would find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki import vocabulary
from iki.wording import texts_of_words, words_of

_PIECES = st.sampled_from(
    [
        "Jumlah", "warga", "yang", "dibagi", "DIKALI", "100%", "100", "x", "X100", "fax", "per", "1.000", "100.000",
        "rata-rata", "dibagi-bagi", "pembilang", "penyebut", "selisih", "dibanding", "dengan", "per seratus",
        "seratus", "kecamatan/kelurahan", "/jumlah", "/", "÷", ":", "*", "+", "=", "\N{MULTIPLICATION SIGN}", "___",
        "———", "∑", "Σx", "é", "Jum\N{RIGHT SINGLE QUOTATION MARK}at", "ke-2", "a)", ")/", "-", ",", ".", "5x",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=8).flatmap(lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)]))
_PLAIN_LETTERS = r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]+)*"


@given(_TEXTS)
def test_a_text_without_signs_and_words_of_reckoning_reckons_nothing(text: str) -> None:
    """Hold the quick look against the whole one."""
    assert vocabulary.has_operation(text) == (vocabulary._OPERATION.search(text.lower()) is not None)


@pytest.mark.parametrize(("text", "reckons"), [("Jumlah nomor fax 100 kantor", False), ("Jumlah A x 100", True)])
def test_a_letter_at_the_end_of_a_word_multiplies_nothing(text: str, reckons: bool) -> None:
    """*Fax 100* is no product."""
    assert vocabulary.has_operation(text) is reckons


@given(st.one_of(_TEXTS, st.text(max_size=30)))
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    """Every run of letters is a word, joined by hyphens and apostrophes, in texts of any script."""
    found = [(each[0], *each.span()) for each in re.finditer(_PLAIN_LETTERS, text)]
    assert [(word.text, word.start, word.end) for word in words_of(text)] == found
    assert texts_of_words(text) == [word for word, _, _ in found]
