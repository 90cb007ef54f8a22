"""What a method's id stands for, and that no label carries a number."""

import pytest

from services.payments.domain.collecting.methods import (
    LONGEST_LABEL,
    Choice,
    read_choice,
    safe_label,
)


@pytest.mark.parametrize(
    ("method_id", "choice"),
    [
        (None, Choice("simulator")),
        ("", Choice("simulator")),
        ("stripe", Choice("stripe")),
        ("stripe:pm_1", Choice("stripe", "pm_1")),
        ("stripe:pm:1", Choice("stripe", "pm:1")),
        ("stripe:", Choice("stripe")),
    ],
)
def test_an_id_names_a_gateway_and_perhaps_a_method_there(
    method_id: str | None, choice: Choice
) -> None:
    assert read_choice(method_id, "simulator") == choice


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Visa ending in 4242", "Visa ending in 4242"),
        ("Visa 4242424242424242", "Visa …4242"),
        ("Visa 4242 4242 4242 4242 (12/27)", "Visa … 4242 (12/27)"),
        ("AT61 1904 3002 3457 3201", "AT… 3201"),
        ("378282246310005", "…0005"),
    ],
)
def test_a_label_shows_the_end_of_a_long_number_only(told: str, shown: str) -> None:
    assert safe_label(told) == shown


def test_a_label_has_an_end() -> None:
    assert len(safe_label("x" * 10_000)) == LONGEST_LABEL


@pytest.mark.parametrize("spaces", range(LONGEST_LABEL - 30, LONGEST_LABEL + 1))
def test_a_label_shows_no_part_of_a_number_that_goes_on_behind_its_end(spaces: int) -> None:
    shown = safe_label("x" * spaces + "4242 4242 4242 4242" + "y" * 30)
    assert len(shown) <= LONGEST_LABEL
    assert sum(letter.isdigit() for letter in shown) <= 4
