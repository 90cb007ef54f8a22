"""Staff says how a ticket is handled, and may hide it from its customer."""

import pytest

from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.tickets import ChangeTicket, ReplyToTicket, TicketView
from tests.services.notifications.talking import HELLO, PICTURE, As, opened, opened_by_carl
from tests.services.notifications.world import (
    OPERATOR,
    WORKER,
    admin,
    customer,
    happened,
    key,
    sent_mails,
)

pytestmark = pytest.mark.engines


def handling_of(ticket: TicketView) -> tuple[str, str | None, str | None, str | None, bool]:
    return ticket.state, ticket.group, ticket.priority, ticket.assignee, ticket.hidden


async def test_each_change_is_made_and_noted_with_who_made_it(acting: As, partner_id: int) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    staff = acting(admin(partner_id))
    change = ChangeTicket(
        state="work_in_progress", group="Field", priority="urgent", assignee="ada", hidden=True
    )
    ticket = await staff.change_ticket(ticket_id, change)
    assert handling_of(ticket) == ("work_in_progress", "Field", "urgent", "ada", True)
    note = ticket.messages[-1]
    assert (note.author, note.visibility) == (f"admin/ada{partner_id}", "internal")
    assert note.body == (
        "State changed from waiting on agent to work in progress. Group changed from Orders to"
        " Field. Priority changed from medium to urgent. Assigned to ada. Hidden from the customer."
    )
    again = await staff.change_ticket(ticket_id, change)
    assert again.message_count == ticket.message_count
    nobodys = await staff.change_ticket(ticket_id, ChangeTicket(assignee=""))
    assert handling_of(nobodys) == ("work_in_progress", "Field", "urgent", None, True)


async def test_a_change_is_neither_seen_by_the_customer_nor_mailed(
    acting: As, partner_id: int
) -> None:
    ticket_id, order_id = await opened(acting, partner_id)
    carl = acting(customer(partner_id))
    before = await carl.ticket(ticket_id)
    change = ChangeTicket(group="Fraud", priority="urgent", assignee="wilhelmine")
    await acting(admin(partner_id)).change_ticket(ticket_id, change)
    assert await carl.ticket(ticket_id) == before
    assert len((await acting(OPERATOR).mails(order_id=order_id)).items) == 1


async def test_only_its_own_staff_changes_a_ticket(acting: As, partner_id: int) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    for stranger in (customer(partner_id), WORKER):
        with pytest.raises(ActionIsNotAllowed):
            await acting(stranger).change_ticket(ticket_id, ChangeTicket(hidden=True))
    with pytest.raises(ObjectIsNotFound):
        await acting(admin(9)).change_ticket(ticket_id, ChangeTicket(hidden=True))
    assert (await acting(OPERATOR).ticket(ticket_id)).message_count == 1


async def test_a_hidden_ticket_is_not_there_for_its_customer(acting: As, partner_id: int) -> None:
    ticket = await opened_by_carl(acting, partner_id, files=[PICTURE])
    message = ticket.messages[0]
    staff, carl = acting(admin(partner_id)), acting(customer(partner_id))
    await staff.change_ticket(ticket.id, ChangeTicket(hidden=True))
    await staff.reply(ticket.id, ReplyToTicket(body="Among us"), key=key())
    for asked in (
        carl.ticket(ticket.id),
        carl.ticket_messages(ticket.id),
        carl.attachment(ticket.id, message.attachments[0].id),
        carl.mark_ticket_read(ticket.id, message.id),
        carl.reply(ticket.id, HELLO, key=key()),
    ):
        with pytest.raises(ObjectIsNotFound):
            await asked
    assert (await carl.tickets()).items == []
    assert (await carl.tickets(q="line")).items == []
    assert await sent_mails(carl, None) == []
    await staff.change_ticket(ticket.id, ChangeTicket(hidden=False))
    assert (await carl.ticket(ticket.id)).messages[-1].body == "Among us"
    await staff.reply(ticket.id, HELLO, key=key())
    assert len(await sent_mails(carl, None)) == 1


async def test_an_order_writes_into_its_hidden_ticket_and_leaves_it_hidden(
    acting: As, partner_id: int
) -> None:
    ticket_id, order_id = await opened(acting, partner_id)
    await acting(admin(partner_id)).change_ticket(ticket_id, ChangeTicket(hidden=True))
    approved = happened("item_approved", partner_id, order_id=order_id, closes_ticket=True)
    await acting(WORKER).notify(approved)
    assert (await acting(customer(partner_id)).tickets()).items == []
    ticket = await acting(OPERATOR).ticket(ticket_id)
    assert (ticket.state, ticket.hidden) == ("resolved", True)
