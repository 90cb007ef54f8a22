"""A page ends where it would be too large for whoever asked, and the list goes on from there."""

import pytest

from chassis.page_sizes import LARGEST_PAGE_BYTES, count_that_fits
from chassis.pages import decode_cursor, page_of, shown
from clients.answers import LARGEST_BYTES
from contracts.message import Message, Page


class Note(Message):
    id: str
    text: str


MIB = 1024 * 1024


def notes(*sizes: int, text: str = "x") -> list[Note]:
    return [
        Note(id=f"n{n}", text=text * (size // len(text.encode()))) for n, size in enumerate(sizes)
    ]


def ids(page: Page[Note]) -> list[str]:
    return [note.id for note in page.items]


def test_a_page_of_little_ones_holds_as_many_as_are_asked_for() -> None:
    page = page_of(notes(*[100] * 200), shown, 200)
    assert (len(page.items), decode_cursor(page.next_cursor)) == (200, "n199")
    assert page_of(notes(*[100] * 199), shown, 200).next_cursor is None
    assert page_of([], shown, 200) == Page[Note](items=[])


@pytest.mark.parametrize("text", ["x", "ü", "\x01"])
def test_a_page_ends_before_it_is_too_large(text: str) -> None:
    page = page_of(notes(*[MIB // 8] * 200, text=text), shown, 200)
    assert 0 < len(page.items) < 5 * 8
    assert decode_cursor(page.next_cursor) == page.items[-1].id
    assert len(page.model_dump_json().encode()) < LARGEST_PAGE_BYTES + 200


def test_one_that_is_too_large_alone_is_a_page_of_its_own() -> None:
    page = page_of(notes(5 * MIB, 1, 1), shown, 200)
    assert (ids(page), decode_cursor(page.next_cursor)) == (["n0"], "n0")


def test_a_list_that_was_cut_before_goes_on() -> None:
    page = page_of(notes(1, 1), shown, 200, goes_on=True)
    assert (ids(page), decode_cursor(page.next_cursor)) == (["n0", "n1"], "n1")


def test_any_page_fits_what_a_client_takes_in() -> None:
    between_items = 200
    assert LARGEST_PAGE_BYTES + between_items + 1_000 < LARGEST_BYTES


def test_sizes_are_summed_up_from_the_first() -> None:
    assert count_that_fits([]) == 0
    assert count_that_fits([LARGEST_PAGE_BYTES]) == 1
    assert count_that_fits([1, LARGEST_PAGE_BYTES - 1, 1]) == 2
    assert count_that_fits([LARGEST_PAGE_BYTES + 1, 0]) == 1
