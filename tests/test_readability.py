"""The measure of plainness itself, on texts counted by hand."""

import pytest
from tests.readability import grade, huerta, sentences


def test_grade_rises_with_long_words_and_long_sentences():
    plain, hard = "The cat sat on the mat.", "Neuromuscular hyperexcitability necessitates care."
    assert grade(plain) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert grade(plain) < 6 < grade(hard)
    assert grade("One two. " * 9) == pytest.approx(grade("One two."))


def test_huerta_counts_spanish_syllables_by_the_spelling():
    said = {"ciudad": 2, "país": 2, "muy": 1, "oído": 3, "guía": 2, "vergüenza": 3, "quinina": 3}
    said |= {"orina": 3, "y": 1, "ahora": 3, "caída": 3, "leyes": 2, "ayuda": 3, "reina": 2}
    for word, syllables in said.items():
        assert huerta(word) == pytest.approx(206.84 - 1.02 - 60 * syllables), word


def test_sentences_end_at_a_stop_a_quote_or_a_line():
    assert sentences('He said "stop." Then?\nNo 3.5 here') == [
        'He said "stop.',
        "Then?",
        "No 3.5 here",
    ]


def test_a_text_without_words_is_refused_by_name():
    with pytest.raises(ValueError, match="text must hold a word"):
        grade("...")
