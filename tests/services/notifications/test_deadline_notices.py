"""What a deadline that passed undecided leaves behind: notes for the staff, a warning for the
customer."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import pytest

from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from contracts.notifications import Event, Notify
from contracts.tickets import ChangeTicket
from tests.services.notifications.world import (
    OPERATOR,
    WORKER,
    admin,
    customer,
    happened,
    sent_mails,
    ticket_of,
)

pytestmark = pytest.mark.engines
As = Callable[[Actor], SystemNotifications]
COMING = {"since_on": date(2023, 1, 1), "expires_on": date(2023, 1, 31)}


def passed(event: Event, opened: Notify, **more: Any) -> Notify:
    given = {"order_id": opened.order_id, "channel": opened.channel, **COMING, **more}
    return happened(event, opened.partner_id, **given)


async def test_a_reminder_is_a_note_that_the_customer_never_sees(
    acting: As, partner_id: int
) -> None:
    opened = happened("order_received", partner_id)
    reminder = passed("approval_reminder", opened, escalates_on=date(2023, 1, 6))
    await acting(WORKER).notify(opened)
    await acting(WORKER).notify(reminder)

    ticket = await ticket_of(acting(OPERATOR), opened.order_id)
    assert ticket is not None
    assert (ticket.state, ticket.priority, ticket.group) == ("waiting_on_agent", "medium", "Orders")
    read = (await acting(admin(partner_id)).ticket(ticket.id)).messages[-1]
    assert read.visibility == "internal"
    assert "waiting for approval since 1 January 2023" in read.body
    assert "decided by 6 January 2023, it is escalated; on 31 January 2023 it expires" in read.body
    assert len((await acting(customer(partner_id)).ticket(ticket.id)).messages) == 1
    assert len(await sent_mails(acting(OPERATOR), opened.order_id)) == 1, "of the order alone"


@pytest.mark.parametrize(("group", "left_in"), [("Field", "Field"), ("", "Orders")])
async def test_an_escalation_gives_the_ticket_priority_and_perhaps_a_group(
    group: str, left_in: str, acting: As, partner_id: int
) -> None:
    opened = happened("order_received", partner_id)
    escalated = passed(
        "approval_escalated", opened, escalation_priority="urgent", escalation_group=group
    )
    await acting(WORKER).notify(opened)
    await acting(WORKER).notify(escalated)

    ticket = await ticket_of(acting(OPERATOR), opened.order_id)
    assert ticket is not None
    assert (ticket.priority, ticket.group) == ("urgent", left_in)
    assert len((await acting(customer(partner_id)).ticket(ticket.id)).messages) == 1


@pytest.mark.parametrize("given", ["high", "urgent"])
async def test_an_escalation_never_lowers_what_a_person_has_raised(
    given: Literal["high", "urgent"], acting: As, partner_id: int
) -> None:
    opened = happened("order_received", partner_id)
    await acting(WORKER).notify(opened)
    ticket = await ticket_of(acting(OPERATOR), opened.order_id)
    assert ticket is not None
    await acting(OPERATOR).change_ticket(ticket.id, ChangeTicket(priority=given))
    escalated = passed("approval_escalated", opened, escalation_priority="medium")
    await acting(WORKER).notify(escalated)
    assert (await acting(OPERATOR).ticket(ticket.id)).priority == given


async def test_a_paid_order_is_escalated_without_an_expiry(acting: As, partner_id: int) -> None:
    opened = happened("payment_succeeded", partner_id, path="upfront")
    escalated = passed("approval_escalated", opened, path="upfront", expires_on=None)
    await acting(WORKER).notify(opened)
    await acting(WORKER).notify(escalated)

    ticket = await ticket_of(acting(OPERATOR), opened.order_id)
    assert ticket is not None
    assert "stays active and does not expire" in ticket.messages[-1].body


@pytest.mark.parametrize("event", ["approval_reminder", "approval_escalated"])
async def test_by_mail_they_reach_the_recipients_alone(
    event: Event, acting: As, partner_id: int
) -> None:
    staff = ["a@example.org", "b@example.org"]
    opened = happened("order_received", partner_id, channel="email", mail_recipients=staff)
    await acting(WORKER).notify(passed(event, opened, mail_recipients=staff))

    assert await ticket_of(acting(OPERATOR), opened.order_id) is None
    mails = await sent_mails(acting(OPERATOR), opened.order_id)
    assert [mail.to for mail in mails] == [staff]
    assert (await acting(customer(partner_id)).mails(order_id=opened.order_id)).items == []


@pytest.mark.parametrize("channel", ["tickets", "email"])
async def test_the_customer_is_warned_by_mail_and_in_the_ticket_that_is_there(
    channel: str, acting: As, partner_id: int
) -> None:
    opened = happened("order_received", partner_id, channel=channel)
    await acting(WORKER).notify(opened)
    await acting(WORKER).notify(passed("expiry_warning", opened, language="de"))

    mail = (await sent_mails(acting(OPERATOR), opened.order_id))[-1]
    assert (mail.to, mail.subject) == (
        ["carl@example.org"],
        "Ihre Anfrage läuft am 31. Januar 2023 ab",
    )
    assert "berechnet wurde nichts" in mail.body
    ticket = await ticket_of(acting(customer(partner_id)), opened.order_id)
    assert (ticket is not None) == (channel == "tickets")
    if ticket:
        assert "by 31 January 2023, it expires" in ticket.messages[-1].body
