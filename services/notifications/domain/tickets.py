"""How a ticket's state follows the talk in it. Nothing here touches the order."""

from contracts.tickets import InternalNoteIsForStaff, TicketState, Visibility


def check_may_write(author_kind: str, visibility: Visibility) -> None:
    """Refuse a customer's internal note."""
    if author_kind == "customer" and visibility == "internal":
        raise InternalNoteIsForStaff


def state_after_message(
    state: TicketState, author_kind: str, visibility: Visibility
) -> TicketState:
    """An answer waits for the other side, also on a resolved ticket; a note changes nothing."""
    if visibility == "internal":
        return state
    return "waiting_on_agent" if author_kind == "customer" else "waiting_on_customer"
