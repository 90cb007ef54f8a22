"""Identifiers are unique and say what they name."""

import time_machine

from chassis.ids import ALPHABET, new_id, new_short_id


def test_ids_of_one_millisecond_differ() -> None:
    assert len({new_id("ord") for _ in range(10_000)}) == 10_000
    assert len({new_short_id("itm") for _ in range(10_000)}) == 10_000


def test_an_id_is_its_prefix_and_26_characters_a_short_one_16() -> None:
    for made, length in ((new_id("ord"), 26), (new_short_id("ord"), 16)):
        prefix, _, rest = made.partition("_")
        assert (prefix, len(rest), set(rest) - set(ALPHABET)) == ("ord", length, set())


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = []
    with time_machine.travel(0, tick=False) as clock:
        for _ in range(100):
            made.append(new_id("ord"))
            clock.shift(0.001)
    assert made == sorted(made)
