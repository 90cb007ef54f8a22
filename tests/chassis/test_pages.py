"""Cursors: what a list gave out is understood, and whatever somebody made up is refused."""

from datetime import UTC, date, datetime

import pytest

from chassis.pages import decode_cursor, decode_number, encode_cursor, read_place, write_place
from contracts.problems import CursorIsInvalid


@pytest.mark.parametrize("last_id", ["ord_01k", "7", "ü/1|2", "0" * 18])
def test_a_cursor_holds_the_last_id(last_id: str) -> None:
    assert decode_cursor(encode_cursor(last_id)) == last_id


def test_without_a_cursor_it_is_the_first_page() -> None:
    assert decode_cursor(None) is None
    assert decode_number(None) is None


def test_a_number_is_understood_as_one() -> None:
    assert decode_number(encode_cursor("41")) == 41


@pytest.mark.parametrize("made_up", ["", "-1", "1e3", "٣", "9" * 19, "ord_1"])
def test_what_is_no_number_is_refused_by_a_list_of_numbers(made_up: str) -> None:
    with pytest.raises(CursorIsInvalid):
        decode_number(encode_cursor(made_up))


@pytest.mark.parametrize("made_up", ["a", "gIA"])
def test_what_nobody_gave_out_is_refused(made_up: str) -> None:
    with pytest.raises(CursorIsInvalid):
        decode_cursor(made_up)


def test_a_place_is_a_day_or_a_moment_and_an_id() -> None:
    day, moment = date(2023, 1, 14), datetime(2023, 1, 14, 9, 30, tzinfo=UTC)
    assert read_place(write_place(day, "inv_1"), date) == (day, "inv_1")
    assert read_place(write_place(moment, "ord_1"), datetime) == (moment, "ord_1")
    assert read_place(None, date) is None


@pytest.mark.parametrize("made_up", ["", "ord_1", "2023-01-14", "2023-01-14T09:30:00/ord_1"])
def test_a_place_without_a_moment_in_time_is_refused_by_a_list_of_moments(made_up: str) -> None:
    with pytest.raises(CursorIsInvalid):
        read_place(made_up, datetime)
