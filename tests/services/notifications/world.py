"""The orders and people that notification tests talk about."""

import itertools
from typing import Any

from chassis.ids import new_id
from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from contracts.mails import MailView
from contracts.notifications import Event, MailedDocument, NotifiedLine, Notify
from contracts.tickets import TicketView
from tests.patience import eventually

OPERATOR = Actor(kind="operator", id="olga")
WORKER = Actor(kind="system", id="worker")
CROWDED = 8
"""A partner for tests that look at one ticket alone: there are few numbers."""
_partner_ids = itertools.cycle(range(10, 100))


def new_partner() -> int:
    """A partner that no other test's orders are of."""
    return next(_partner_ids)


def customer(partner_id: int, name: str = "carl") -> Actor:
    return Actor(kind="customer", id=name, partner_id=partner_id)


def admin(partner_id: int) -> Actor:
    return Actor(kind="admin", id=f"ada{partner_id}", partner_id=partner_id)


def key() -> str:
    """A new Idempotency-Key."""
    return new_id("key")


def happened(event: Event, partner_id: int = 1, **more: Any) -> Notify:
    """One event of a new order, or of `order_id`."""
    order_id = more.pop("order_id", None) or new_id("ord")
    given: dict[str, Any] = {
        "key": f"order/{order_id}/{event}",
        "customer_id": "carl",
        "customer_name": "Carl Corner",
        "customer_email": "carl@example.org",
        "channel": "tickets",
        "path": "request",
        "currency": "EUR",
        "total_minor": 6_200,
        "lines": [NotifiedLine(item_id="itm_1", title="Fibre 100", quantity=2, gross_minor=6_200)],
        "customer_order_url": "https://portal.example.org/orders/1",
        "staff_order_url": "https://admin.example.org/orders/1",
    }
    return Notify(event=event, order_id=order_id, partner_id=partner_id, **{**given, **more})


def note(number: str) -> MailedDocument:
    """A credit note."""
    return MailedDocument(kind="credit_note", id="crn_1", number=number)


async def ticket_of(client: SystemNotifications, order_id: str) -> TicketView | None:
    """The one about the order, if there is one."""
    page = await client.tickets(order_id=order_id)
    assert len(page.items) <= 1
    return await client.ticket(page.items[0].id) if page.items else None


async def sent_mails(client: SystemNotifications, order_id: str | None) -> list[MailView]:
    """Oldest first, once none of them is on its way any more."""
    mails: list[MailView] = []

    async def none_is_queued() -> bool:
        mails[:] = (await client.mails(order_id=order_id)).items[::-1]
        return all(mail.state != "queued" for mail in mails)

    await eventually(none_is_queued)
    return mails
