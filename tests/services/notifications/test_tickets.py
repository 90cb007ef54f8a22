"""Customers and staff talk in a ticket, and see what is theirs."""

import pytest

from contracts.actors import Actor, Agent
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.tickets import (
    ChangeTicket,
    InternalNoteIsForStaff,
    ReplyToTicket,
)
from tests.services.notifications.talking import HELLO, NOTE, As, opened
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
RESOLVED = ChangeTicket(state="resolved")


async def test_an_admins_answer_is_seen_and_mailed(acting: As, partner_id: int) -> None:
    ticket_id, order_id = await opened(acting, partner_id)
    answer = ReplyToTicket(body="We come on Monday.")
    replied = await acting(admin(partner_id)).reply(ticket_id, answer, key=key())
    assert replied.state == "waiting_on_customer"
    seen = await acting(customer(partner_id)).ticket(ticket_id)
    said, named = ("We come on Monday.", "admin"), ("We come on Monday.", f"admin/ada{partner_id}")
    assert (seen.messages[-1].body, seen.messages[-1].author) == said
    seen = await acting(admin(partner_id)).ticket(ticket_id)
    assert (seen.messages[-1].body, seen.messages[-1].author) == named
    newest = (await sent_mails(acting(customer(partner_id)), order_id))[-1]
    assert newest.subject == f"Re: [{ticket_id}] We received your order: Fibre 100"
    assert f"https://portal.example.org/tickets/{ticket_id}" in newest.body
    assert "We come on Monday." in newest.body
    assert (newest.to, newest.state) == (["carl@example.org"], "sent")


async def test_a_customers_answer_waits_for_an_agent_and_mails_nobody(
    acting: As, partner_id: int
) -> None:
    ticket_id, order_id = await opened(acting, partner_id)
    await acting(admin(partner_id)).reply(ticket_id, HELLO, key=key())
    mails_before = await sent_mails(acting(OPERATOR), order_id)
    replied = await acting(customer(partner_id)).reply(ticket_id, HELLO, key=key())
    assert replied.state == "waiting_on_agent"
    mails_after = await sent_mails(acting(OPERATOR), order_id)
    assert [mail.id for mail in mails_after] == [mail.id for mail in mails_before]


async def test_an_internal_note_is_for_staff_changes_nothing_and_mails_nobody(
    acting: As, partner_id: int
) -> None:
    ticket_id, order_id = await opened(acting, partner_id)
    noted = await acting(admin(partner_id)).reply(ticket_id, NOTE, key=key())
    assert noted.state == "waiting_on_agent"
    assert [m.body for m in noted.messages][-1] == NOTE.body
    for seen in (
        await acting(customer(partner_id)).ticket(ticket_id),
        await acting(customer(partner_id)).tickets(order_id=order_id),
        await acting(customer(partner_id)).ticket_messages(ticket_id),
        await acting(customer(partner_id)).reply(ticket_id, HELLO, key=key()),
    ):
        assert NOTE.body not in seen.model_dump_json()
    assert len((await acting(OPERATOR).mails(order_id=order_id)).items) == 1


async def test_a_customer_writes_no_internal_note(acting: As, partner_id: int) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    with pytest.raises(InternalNoteIsForStaff):
        await acting(customer(partner_id)).reply(ticket_id, NOTE, key=key())
    assert len((await acting(OPERATOR).ticket(ticket_id)).messages) == 1


async def test_a_resolved_ticket_opens_again_when_its_customer_answers(
    acting: As, partner_id: int
) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    staff = acting(admin(partner_id))
    resolved = await staff.change_ticket(ticket_id, RESOLVED)
    assert resolved.state == "resolved"
    assert resolved.messages[-1].visibility == "internal"
    assert resolved.messages[-1].body == "State changed from waiting on agent to resolved."
    reopened = await acting(customer(partner_id)).reply(ticket_id, HELLO, key=key())
    assert reopened.state == "waiting_on_agent"


async def test_setting_the_present_state_leaves_no_note(acting: As, partner_id: int) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    same = await acting(admin(partner_id)).change_ticket(
        ticket_id, ChangeTicket(state="waiting_on_agent")
    )
    assert len(same.messages) == 1


async def test_a_repeated_answer_is_written_and_mailed_once(acting: As, partner_id: int) -> None:
    ticket_id, order_id = await opened(acting, partner_id)
    staff, same_key = acting(admin(partner_id)), key()
    first = await staff.reply(ticket_id, HELLO, key=same_key)
    assert await staff.reply(ticket_id, HELLO, key=same_key) == first
    assert len((await acting(OPERATOR).ticket(ticket_id)).messages) == 2
    assert len((await acting(OPERATOR).mails(order_id=order_id)).items) == 2


async def test_nobody_sees_or_writes_anothers_ticket(acting: As, partner_id: int) -> None:
    ticket_id, order_id = await opened(acting, partner_id)
    for stranger in (customer(partner_id, "cora"), customer(9), admin(9)):
        client = acting(stranger)
        with pytest.raises(ObjectIsNotFound):
            await client.ticket(ticket_id)
        with pytest.raises(ObjectIsNotFound):
            await client.reply(ticket_id, HELLO, key=key())
        assert (await client.tickets(order_id=order_id)).items == []
        assert (await client.mails(order_id=order_id)).items == []
    with pytest.raises(ObjectIsNotFound):
        await acting(admin(9)).change_ticket(ticket_id, RESOLVED)
    assert len((await acting(OPERATOR).ticket(ticket_id)).messages) == 1


async def test_a_customer_sets_no_state_and_the_worker_writes_no_answer(
    acting: As, partner_id: int
) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    with pytest.raises(ActionIsNotAllowed):
        await acting(customer(partner_id)).change_ticket(ticket_id, RESOLVED)
    with pytest.raises(ActionIsNotAllowed):
        await acting(WORKER).reply(ticket_id, HELLO, key=key())


@pytest.mark.parametrize("kind", ["customer", "admin"])
async def test_a_token_without_a_partner_lists_nothing(acting: As, kind: str) -> None:
    unbound = acting(Actor.model_validate({"kind": kind, "id": "carl"}))
    for listing in (unbound.tickets, unbound.mails):
        with pytest.raises(ActionIsNotAllowed):
            await listing()


async def test_lists_come_in_pages(acting: As, partner_id: int) -> None:
    made = [(await opened(acting, partner_id))[0] for _ in range(5)]
    await opened(acting, partner_id, customer_id="cora")
    client, cursor = acting(customer(partner_id)), None
    pages = []
    while True:
        page = await client.tickets(cursor=cursor, limit=2)
        pages.append([ticket.id for ticket in page.items])
        cursor = page.next_cursor
        if cursor is None:
            break
    assert [len(ids) for ids in pages] == [2, 2, 1]
    assert [ticket_id for ids in pages for ticket_id in ids] == made[::-1]
    assert len((await acting(admin(partner_id)).tickets()).items) == 6
    mails = await client.mails(limit=4)
    rest = await client.mails(limit=4, cursor=mails.next_cursor)
    assert (len(mails.items), len(rest.items)) == (4, 1)


async def test_a_customer_reads_nothing_that_is_for_staff(acting: As, partner_id: int) -> None:
    staff = "wilhelmine"
    ticket_id, order_id = await opened(acting, partner_id, ticket_assignee=staff)
    flagged = happened("attention_needed", partner_id, order_id=order_id, reason=f"Ask {staff}.")
    await acting(WORKER).notify(flagged)
    wilhelmine = Actor(kind="admin", id=staff, partner_id=partner_id)
    note = ReplyToTicket(body=f"{staff} calls back", visibility="internal")
    for reply in (HELLO, note):
        seen = await acting(wilhelmine).reply(ticket_id, reply, key=key())
    assert (seen.assignee, seen.model_dump_json().count(staff)) == (staff, 6)
    carl = acting(customer(partner_id))
    for answer in (
        await carl.ticket(ticket_id),
        await carl.tickets(),
        await carl.mails(),
        await carl.reply(ticket_id, HELLO, key=key()),
    ):
        assert staff not in answer.model_dump_json()
    authors = [message.author for message in (await carl.ticket(ticket_id)).messages]
    assert authors[1:] == ["admin", "customer/carl"]


async def test_what_support_does_as_a_customer_names_both(acting: As, partner_id: int) -> None:
    """To the customer it is another's message, and what support read is not read."""
    ticket_id, _ = await opened(acting, partner_id)
    carl, ada = customer(partner_id), admin(partner_id)
    await acting(ada).reply(ticket_id, HELLO, key=key())
    for_support = acting(carl.model_copy(update={"by": Agent(kind="admin", id=ada.id)}))
    seen = await for_support.ticket(ticket_id)
    unread_count = seen.unread_count
    assert unread_count > 0
    await for_support.mark_ticket_read(ticket_id, seen.messages[-1].id)
    assert (await acting(carl).ticket(ticket_id)).unread_count == unread_count
    replied = await for_support.reply(ticket_id, HELLO, key=key())
    assert replied.state == "waiting_on_agent"
    to_customer = await acting(carl).ticket(ticket_id)
    to_staff = await acting(ada).ticket(ticket_id)
    assert to_customer.messages[-1].author == "customer/carl by support"
    assert to_customer.unread_count == unread_count + 1
    assert to_staff.messages[-1].author == f"customer/carl by admin/{ada.id}"
