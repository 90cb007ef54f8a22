"""How a ticket's state follows the talk in it."""

from typing import get_args

import pytest

from contracts.tickets import InternalNoteIsForStaff, TicketState
from services.notifications.domain.tickets import check_may_write, state_after_message

STATES: tuple[TicketState, ...] = get_args(TicketState)


@pytest.mark.parametrize("state", STATES)
def test_an_answer_waits_for_the_other_side_and_a_note_for_nobody(state: TicketState) -> None:
    assert state_after_message(state, "admin", "public") == "waiting_on_customer"
    assert state_after_message(state, "customer", "public") == "waiting_on_agent"
    assert state_after_message(state, "admin", "internal") == state


def test_a_customer_writes_no_internal_notes() -> None:
    check_may_write("customer", "public")
    check_may_write("admin", "internal")
    with pytest.raises(InternalNoteIsForStaff):
        check_may_write("customer", "internal")
