"""Streams that stay open are bounded, of one account and of all."""

from contextlib import ExitStack

import pytest

from portal.web.places import Places


def test_one_account_takes_its_own_and_not_those_of_others() -> None:
    places = Places(most=5, most_of_account=2)
    with ExitStack() as stack:
        of_one = [stack.enter_context(places.of("acc_1")) for _ in range(3)]
        assert of_one == [True, True, False]
        assert stack.enter_context(places.of("acc_2"))


def test_all_together_are_bounded() -> None:
    places = Places(most=3, most_of_account=2)
    with ExitStack() as stack:
        taken = [stack.enter_context(places.of(f"acc_{number}")) for number in range(4)]
        assert taken == [True, True, True, False]


def test_a_place_is_free_again_however_it_is_left() -> None:
    places = Places(most=1, most_of_account=1)
    with pytest.raises(ZeroDivisionError), places.of("acc_1"):
        raise ZeroDivisionError
    with places.of("acc_2") as has_one:
        assert has_one
        with places.of("acc_1") as another:
            assert not another
    assert not places._taken
