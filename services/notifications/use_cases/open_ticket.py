"""Open a ticket for a customer, by itself or by staff. Who it is, and whether an order is its own,
is asked of the orders service: nobody says it of himself."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.auth import partner_of_customer
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.problems import RequestIsMalformed
from contracts.said import said
from contracts.tickets import MOST_OPEN_TICKETS, OpenTicket, TicketView, TooManyTicketsAreOpen
from services.notifications.context import Context
from services.notifications.domain.attachments import attached
from services.notifications.domain.tickets import state_of_opened
from services.notifications.repository.tickets import (
    NewTicket,
    add_ticket,
    count_open_tickets,
    find_opened_ticket,
    hold_customer,
)
from services.notifications.use_cases.read_tickets import read_ticket
from services.notifications.use_cases.write_message import mail_soon, write_message


async def open_ticket(
    context: Context, caller: Caller, command: OpenTicket, request_key: str
) -> TicketView:
    """Once by its key. Raises `ObjectIsNotFound` for a foreign customer or order,
    `TooManyTicketsAreOpen`, and `ServiceIsUnavailable` while orders cannot be asked."""
    files = attached(command.files)
    new = await _asked_of_orders(context, caller, command)
    written = None
    async with context.database.begin() as connection:
        await hold_customer(connection, new.partner_id, new.customer_id)
        ticket_id = await find_opened_ticket(connection, request_key)
        if ticket_id is None:
            await _refuse_too_many(connection, caller, new)
            ticket_id = await add_ticket(connection, new)
            written = await write_message(
                context, connection, caller, ticket_id, command.body, files, request_key
            )
    await mail_soon(context, written)
    return await read_ticket(context, caller, ticket_id)


async def _asked_of_orders(context: Context, caller: Caller, command: OpenTicket) -> NewTicket:
    partner_id, customer_id = _whose(caller, command)
    customer, partner, _ = await asyncio.gather(
        context.orders.customer(customer_id, partner_id=partner_id),
        context.orders.settings(str(partner_id)),
        _require_own_order(context, partner_id, customer_id, command.order_id),
    )
    settings = partner.settings
    return NewTicket(
        opened_by=caller.actor.label,
        order_id=command.order_id,
        partner_id=partner_id,
        customer_id=customer_id,
        customer_name=customer.name,
        customer_portal_url=settings.customer_portal_url or None,
        staff_portal_url=settings.admin_portal_url or None,
        subject=said("others.words", words=command.subject),
        state=state_of_opened(caller.actor.kind),
        group_name=settings.ticket_group,
        priority=settings.ticket_priority,
        assignee=settings.ticket_assignee,
    )


def _whose(caller: Caller, command: OpenTicket) -> tuple[int, str]:
    actor = caller.actor
    partner_id = partner_of_customer(caller, command.partner_id)
    customer_id = command.customer_id or (actor.id if actor.kind == "customer" else None)
    if customer_id is None:
        raise RequestIsMalformed("no_customer")
    if actor.kind == "customer" and customer_id != actor.id:
        raise not_found("customer")
    return partner_id, customer_id


async def _require_own_order(
    context: Context, partner_id: int, customer_id: str, order_id: str | None
) -> None:
    if order_id is None:
        return
    order = await context.orders.order(order_id)
    if (order.partner_id, order.customer_id) != (partner_id, customer_id):
        raise not_found("order")


async def _refuse_too_many(connection: AsyncConnection, caller: Caller, new: NewTicket) -> None:
    if caller.actor.kind != "customer":
        return
    whose = (new.partner_id, new.customer_id, new.opened_by)
    if await count_open_tickets(connection, *whose) >= MOST_OPEN_TICKETS:
        raise TooManyTicketsAreOpen(most=MOST_OPEN_TICKETS)
