"""The letters by which offerings are found."""

import pytest

from services.catalog.domain.searching import folded, grams, searchable


def test_each_three_letters_in_a_row_are_kept_once() -> None:
    assert grams("banana") == ["ana", "ban", "nan"]
    assert grams("ab") == []


@pytest.mark.parametrize(
    ("title", "word"),
    [("Straße", "STRASSE"), ("ΟΔΟΣ", "οδοσ"), ("İstanbul", "i̇stan"), ("FIBRE", "ibr")],
)
def test_a_word_in_any_case_of_letters_is_a_part_with_all_its_grams(title: str, word: str) -> None:
    text = searchable(title, "")
    assert folded(word) in text
    assert set(grams(folded(word))) <= set(grams(text))


def test_nothing_is_found_over_the_end_of_the_title() -> None:
    assert "abcd" not in searchable("ab", "cd")
