"""How a ticket's state follows the talk in it, and what staff changes by hand. Nothing here touches
the order."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from contracts.said import Said, said
from contracts.tickets import ChangeTicket, InternalNoteIsForStaff, TicketState, Visibility


@dataclass(frozen=True)
class Handling:
    """What staff changes of a ticket."""

    state: TicketState
    group_name: str
    priority: str
    assignee: str | None
    hidden: bool


def check_may_write(author_kind: str, visibility: Visibility) -> None:
    """Refuse a customer's internal note."""
    if author_kind == "customer" and visibility == "internal":
        raise InternalNoteIsForStaff


def state_of_opened(by_kind: str) -> TicketState:
    """Of one that a person opened."""
    return "new" if by_kind == "customer" else "waiting_on_customer"


def state_after_answer(author_kind: str) -> TicketState:
    """An answer waits for the other side, also on a resolved ticket."""
    return "waiting_on_agent" if author_kind == "customer" else "waiting_on_customer"


def changed(before: Handling, change: ChangeTicket) -> Handling:
    """As it is afterwards; what the change does not name stays."""
    given = change.model_dump(exclude_none=True)
    if "group" in given:
        given["group_name"] = given.pop("group")
    if "assignee" in given:
        given["assignee"] = given["assignee"] or None
    return replace(before, **given)


def changes_between(before: Handling, after: Handling) -> list[Said]:
    """What to note, a sentence a change."""
    return list(_changes(before, after))


def _changes(before: Handling, after: Handling) -> Iterator[Said]:
    old, new = asdict(before), asdict(after)
    for name, code in (
        ("state", "ticket.state_changed"),
        ("group_name", "ticket.group_changed"),
        ("priority", "ticket.priority_changed"),
        ("assignee", "ticket.assigned"),
    ):
        if old[name] != new[name]:
            fact = name.removesuffix("_name")
            yield said(code, **{f"{fact}_before": old[name], f"{fact}_after": new[name]})
    if before.hidden != after.hidden:
        yield said("ticket.hidden" if after.hidden else "ticket.shown")


def portal_of(order_url: str | None, order_id: str) -> str | None:
    """The portal that an order's page is on."""
    page = f"/orders/{order_id}"
    return order_url.removesuffix(page) if order_url and order_url.endswith(page) else None


def page_on(portal: str | None, kind: str, named: str | None) -> str | None:
    """Of an order or a ticket, where there is a portal."""
    return f"{portal.rstrip('/')}/{kind}/{named}" if portal and named else None
