"""How a ticket's state follows the talk in it, and what staff changes is told."""

from typing import Any, get_args

import pytest

from contracts.tickets import ChangeTicket, InternalNoteIsForStaff, TicketState
from services.notifications.domain.reading import words_that_begin
from services.notifications.domain.tickets import (
    Handling,
    changed,
    changes_between,
    check_may_write,
    page_on,
    portal_of,
    state_after_answer,
)
from wording.telling import words

STATES: tuple[TicketState, ...] = get_args(TicketState)
BEFORE = Handling("new", "Orders", "medium", "ada", hidden=False)


def test_an_answer_waits_for_the_other_side() -> None:
    assert state_after_answer("admin") == "waiting_on_customer"
    assert state_after_answer("customer") == "waiting_on_agent"


def test_a_customer_writes_no_internal_notes() -> None:
    check_may_write("customer", "public")
    check_may_write("admin", "internal")
    with pytest.raises(InternalNoteIsForStaff):
        check_may_write("customer", "internal")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"state": "resolved"}, "State changed from new to resolved."),
        ({"group": "Field"}, "Group changed from Orders to Field."),
        ({"priority": "urgent"}, "Priority changed from medium to urgent."),
        ({"assignee": "olga"}, "Assigned to olga."),
        ({"assignee": ""}, "No longer assigned to ada."),
        ({"hidden": True}, "Hidden from the customer."),
    ],
)
def test_a_change_is_told_in_words(change: dict[str, Any], told: str) -> None:
    after = changed(BEFORE, ChangeTicket.model_validate(change))
    assert [words(one) for one in changes_between(BEFORE, after)] == [told]


def test_what_is_as_wanted_already_is_no_change() -> None:
    same = ChangeTicket(state="new", group="Orders", priority="medium", assignee="ada")
    assert changes_between(BEFORE, changed(BEFORE, same)) == []
    nobodys = changed(BEFORE, ChangeTicket(assignee=""))
    assert changes_between(nobodys, changed(nobodys, ChangeTicket(assignee=""))) == []
    hidden = changed(BEFORE, ChangeTicket(hidden=True))
    shown = changed(hidden, ChangeTicket(hidden=False))
    assert [words(one) for one in changes_between(hidden, shown)] == [
        "Shown to the customer again."
    ]


def test_a_page_is_found_from_the_orders_page() -> None:
    portal = portal_of("https://my.example/shop/orders/ord_1", "ord_1")
    assert page_on(portal, "tickets", "tic_1") == "https://my.example/shop/tickets/tic_1"
    assert portal_of(None, "ord_1") is None
    assert portal_of("https://my.example/elsewhere", "ord_1") is None
    assert page_on(None, "tickets", "tic_1") is None
    assert page_on("https://my.example", "orders", None) is None


@pytest.mark.parametrize(
    ("search", "query"),
    [
        ("Leitung gestört", "Leitung:* & gestört:*"),
        ("'; DROP TABLE & | ! ( <-> :*", "DROP:* & TABLE:*"),
        ("ord_01k", "ord:* & 01k:*"),
        ("%&'", ""),
        (" ".join("abcdefghijklmno"), " & ".join(f"{one}:*" for one in "abcdefghij")),
    ],
)
def test_a_search_asks_for_words_whatever_is_typed(search: str, query: str) -> None:
    assert words_that_begin(search) == query
