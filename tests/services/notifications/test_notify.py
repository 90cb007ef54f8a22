"""What an event leaves behind: one ticket, its messages, and each mail once."""

import asyncio
from collections.abc import Callable

import pytest

from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from contracts.mails import MailView
from contracts.notifications import Notify
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.tickets import ReplyToTicket
from tests.services.notifications.world import (
    OPERATOR,
    WORKER,
    admin,
    customer,
    happened,
    key,
    sent_mails,
    ticket_of,
)

pytestmark = pytest.mark.engines
As = Callable[[Actor], SystemNotifications]


async def mails_of(acting: As, order_id: str) -> list[MailView]:
    return await sent_mails(acting(OPERATOR), order_id)


async def test_a_request_opens_a_ticket_and_thanks_the_customer(
    acting: As, partner_id: int
) -> None:
    event = happened("order_received", partner_id, ticket_group="Sales", ticket_priority="high")
    await acting(WORKER).notify(event)
    ticket = await ticket_of(acting(OPERATOR), event.order_id)
    assert ticket is not None
    assert ticket.state == "waiting_on_agent"
    assert (ticket.group, ticket.priority, ticket.assignee) == ("Sales", "high", None)
    assert "Total: €62.00" in ticket.messages[0].body
    mails = await mails_of(acting, event.order_id)
    assert [(mail.to, mail.state) for mail in mails] == [(["carl@example.org"], "sent")]
    assert "sent for approval" in mails[0].body


async def test_channel_email_sends_one_mail_to_all_recipients_and_opens_no_ticket(
    acting: As, partner_id: int
) -> None:
    staff = ["a@example.org", "b@example.org"]
    event = happened("order_received", partner_id, channel="email", mail_recipients=staff)
    await acting(WORKER).notify(event)
    assert await ticket_of(acting(OPERATOR), event.order_id) is None
    readers = [mail.to for mail in await mails_of(acting, event.order_id)]
    assert readers == [staff, ["carl@example.org"]]


async def test_twenty_notifications_at_once_leave_one_ticket_and_one_mail(
    acting: As, partner_id: int
) -> None:
    event = happened("order_received", partner_id)
    worker = acting(WORKER)
    await asyncio.gather(*(worker.notify(event) for _ in range(20)))
    ticket = await ticket_of(acting(OPERATOR), event.order_id)
    assert ticket is not None
    assert len(ticket.messages) == 1
    assert len(await mails_of(acting, event.order_id)) == 1


async def test_different_events_of_one_order_at_once_share_its_ticket(
    acting: As, partner_id: int
) -> None:
    first = happened("order_received", partner_id)
    order_id = first.order_id
    trouble = [
        happened("attention_needed", partner_id, order_id=order_id, key=f"{order_id}/{n}")
        for n in range(5)
    ]
    worker = acting(WORKER)
    await asyncio.gather(*(worker.notify(event) for event in (first, *trouble)))
    ticket = await ticket_of(acting(OPERATOR), order_id)
    assert ticket is not None
    assert len(ticket.messages) == 6


async def test_a_paid_order_asks_for_confirmation(acting: As, partner_id: int) -> None:
    event = happened("payment_succeeded", partner_id, path="upfront", amount_minor=6_200)
    await acting(WORKER).notify(event)
    ticket = await ticket_of(acting(OPERATOR), event.order_id)
    assert ticket is not None
    assert "waits for confirmation" in ticket.subject
    assert [mail.subject for mail in await mails_of(acting, event.order_id)] == [
        "Your payment has arrived: Fibre 100"
    ]


async def test_the_last_decision_resolves_the_ticket(acting: As, partner_id: int) -> None:
    opened = happened("order_received", partner_id)
    await acting(WORKER).notify(opened)
    decided = happened(
        "item_rejected",
        partner_id,
        order_id=opened.order_id,
        reason="No line there",
        closes_ticket=True,
    )
    await acting(WORKER).notify(decided)
    ticket = await ticket_of(acting(OPERATOR), opened.order_id)
    assert ticket is not None
    assert ticket.state == "resolved"
    said = [message.body for message in ticket.messages]
    assert "not approved (No line there)" in said[1]
    assert "The ticket is closed" in said[2]
    assert [m.subject for m in await mails_of(acting, opened.order_id)] == [
        "We received your order: Fibre 100",
        "Not approved: Fibre 100",
    ]


async def test_a_decision_without_a_ticket_only_mails(acting: As, partner_id: int) -> None:
    event = happened("item_approved", partner_id, channel="email", closes_ticket=True)
    await acting(WORKER).notify(event)
    assert await ticket_of(acting(OPERATOR), event.order_id) is None
    assert len(await mails_of(acting, event.order_id)) == 1


async def test_trouble_opens_a_ticket_whose_words_the_customer_never_sees(
    acting: As, partner_id: int
) -> None:
    event = happened("attention_needed", partner_id, reason="The refund failed")
    await acting(WORKER).notify(event)
    ticket = await ticket_of(acting(OPERATOR), event.order_id)
    assert ticket is not None
    staff = await acting(admin(partner_id)).ticket(ticket.id)
    assert "The refund failed" in staff.messages[0].body
    carl = acting(customer(partner_id))
    with pytest.raises(ObjectIsNotFound):
        await carl.ticket(ticket.id)
    assert (await carl.tickets()).items == []
    assert await mails_of(acting, event.order_id) == []
    await acting(admin(partner_id)).reply(ticket.id, ReplyToTicket(body="We look."), key=key())
    assert [message.body for message in (await carl.ticket(ticket.id)).messages] == ["We look."]


async def test_trouble_by_mail_reaches_the_recipients_alone(acting: As, partner_id: int) -> None:
    event = happened(
        "attention_needed", partner_id, channel="email", mail_recipients=["a@example.org"]
    )
    await acting(WORKER).notify(event)
    mails = await mails_of(acting, event.order_id)
    assert [mail.to for mail in mails] == [["a@example.org"]]
    assert (await acting(customer(partner_id)).mails(order_id=event.order_id)).items == []


@pytest.mark.parametrize("kind", ["customer", "admin", "operator"])
async def test_only_the_system_notifies(acting: As, kind: str) -> None:
    actor = Actor.model_validate({"kind": kind, "id": "x", "partner_id": 1})
    event: Notify = happened("order_received")
    with pytest.raises(ActionIsNotAllowed):
        await acting(actor).notify(event)
    assert await mails_of(acting, event.order_id) == []


async def test_keys_that_end_like_a_closing_are_events_of_their_own(
    acting: As, partner_id: int
) -> None:
    first = happened("order_received", partner_id, key=f"order/{partner_id}", closes_ticket=True)
    second = happened("order_received", partner_id, key=f"order/{partner_id}/closing")
    await acting(WORKER).notify(first, second)
    for event in (first, second):
        ticket = await ticket_of(acting(OPERATOR), event.order_id)
        assert ticket is not None, event.key
        assert ticket.messages, event.key
