"""What lists of tickets are narrowed to. A customer can neither ask nor learn by asking who works
on its tickets."""

from typing import Annotated

from fastapi import Depends, Query

from chassis.auth import NamedPartner, partner_of_list, require
from chassis.pages import Cursor, Limit, decode_number, search_words
from contracts.message import Id, Label
from contracts.tickets import TicketState
from services.notifications.api.dependencies import BoundCallerDep
from services.notifications.domain.reading import TicketListing


async def _listing(
    caller: BoundCallerDep,
    partner_id: NamedPartner = None,
    customer_id: Annotated[Id | None, Query(description="Customers get their own.")] = None,
    order_id: Annotated[Id | None, Query(description="About this order only.")] = None,
    state: Annotated[list[TicketState], Query(max_length=5, description="Any of these.")] = [],  # noqa: B006
    group: Annotated[Label | None, Query(description="Of the staff's groups.")] = None,
    priority: Label | None = None,
    assignee: Annotated[Label | None, Query(description="Empty: nobody.")] = None,
    unread: Annotated[bool, Query(description="Only with something unread.")] = False,
    unanswered: Annotated[
        bool, Query(description="Not resolved, and the customer has the last word.")
    ] = False,
    search: Annotated[
        str | None,
        search_words(
            description="Beginnings of words that were written, a part of the subject or the"
            " customer's name, or the id of a ticket or an order.",
        ),
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> TicketListing:
    if (group, priority, assignee) != (None, None, None):
        require(caller, "admin", "operator", "system")
    if caller.actor.kind == "customer":
        customer_id = caller.actor.id
    return TicketListing(
        partner_id=partner_of_list(caller, partner_id, customer_id),
        customer_id=customer_id,
        order_id=order_id,
        states=state,
        group_name=group,
        priority=priority,
        assignee=assignee,
        unread=unread,
        unanswered=unanswered,
        search=search,
        before=decode_number(cursor),
        limit=limit,
    )


TicketListingDep = Annotated[TicketListing, Depends(_listing)]
