"""Tickets that people open: who they are is asked of orders, once by key, and not without end."""

import asyncio

import pytest

from contracts.problems import (
    ActionIsNotAllowed,
    ObjectIsNotFound,
    PartnerIsNotNamed,
    RequestIsMalformed,
    ServiceIsUnavailable,
)
from contracts.tickets import (
    MOST_OPEN_TICKETS,
    ChangeTicket,
    OpenTicket,
    TooManyTicketsAreOpen,
)
from tests.services.notifications.orders import OrdersBook
from tests.services.notifications.talking import HELLO, LINE_IS_DOWN, As, opened, opened_by_carl
from tests.services.notifications.world import (
    OPERATOR,
    WORKER,
    admin,
    customer,
    key,
    new_partner,
    sent_mails,
)

pytestmark = pytest.mark.engines


async def test_a_customer_opens_one_about_anything(acting: As, partner_id: int) -> None:
    ticket = await opened_by_carl(acting, partner_id)
    assert (ticket.subject, ticket.state) == ("The line is down", "new")
    assert (ticket.order_id, ticket.order_url) == (None, None)
    assert [message.body for message in ticket.messages] == ["Since this morning."]
    assert (ticket.group, ticket.priority, ticket.assignee) == (None, None, None)
    seen = await acting(admin(partner_id)).ticket(ticket.id)
    assert (seen.customer_name, seen.opened_by) == ("Carl Corner", "customer/carl")
    assert (seen.group, seen.priority) == ("Helpdesk", "high")
    assert await sent_mails(acting(customer(partner_id)), None) == []


async def test_an_answer_to_it_is_mailed_with_the_way_to_the_ticket(
    acting: As, partner_id: int
) -> None:
    ticket = await opened_by_carl(acting, partner_id)
    await acting(admin(partner_id)).reply(ticket.id, HELLO, key=key())
    [mail] = await sent_mails(acting(customer(partner_id)), None)
    assert (mail.subject, mail.order_id) == (f"Re: [{ticket.id}] The line is down", None)
    about = f"Ticket: {ticket.id}\nhttps://portal.example.org/tickets/{ticket.id}\n"
    assert about in mail.body


async def test_one_about_an_order_stands_beside_the_orders_own(
    acting: As, partner_id: int, orders: OrdersBook
) -> None:
    own_id, order_id = await opened(acting, partner_id)
    orders.owners[order_id] = (partner_id, "carl")
    ticket = await opened_by_carl(acting, partner_id, order_id=order_id)
    assert ticket.order_url == f"https://portal.example.org/orders/{order_id}"
    staff = acting(admin(partner_id))
    seen = await staff.ticket(ticket.id)
    assert seen.order_url == f"https://admin.example.org/orders/{order_id}"
    both = (await staff.tickets(order_id=order_id)).items
    assert [one.id for one in both] == [ticket.id, own_id]
    assert [one.opened_by for one in both] == ["customer/carl", "system"]


@pytest.mark.parametrize("owner", [None, ("own partner", "cora"), (9, "carl")])
async def test_a_foreign_order_is_not_there(
    acting: As, partner_id: int, orders: OrdersBook, owner: tuple[int | str, str] | None
) -> None:
    order_id = key()
    if owner is not None:
        whose = partner_id if owner[0] == "own partner" else 9
        orders.owners[order_id] = (whose, owner[1])
    with pytest.raises(ObjectIsNotFound) as refused:
        await opened_by_carl(acting, partner_id, order_id=order_id)
    assert refused.value.facts == {"what": "order"}
    assert (await acting(customer(partner_id)).tickets()).items == []


async def test_staff_opens_one_for_a_customer_who_is_mailed(acting: As, partner_id: int) -> None:
    command = OpenTicket(subject="Your visit", body="We come on Monday.", customer_id="carl")
    ticket = await acting(admin(partner_id)).open_ticket(command, key=key())
    assert ticket.state == "waiting_on_customer"
    seen = await acting(customer(partner_id)).ticket(ticket.id)
    assert (seen.opened_by, seen.messages[0].author) == ("admin", "admin")
    [mail] = await sent_mails(acting(customer(partner_id)), None)
    assert "We come on Monday." in mail.body


async def test_nobody_opens_one_for_whom_it_may_not_see(acting: As, partner_id: int) -> None:
    carl, ada = acting(customer(partner_id)), acting(admin(partner_id))
    foreign_customer = LINE_IS_DOWN.model_copy(update={"customer_id": "cora"})
    foreign_partner = LINE_IS_DOWN.model_copy(update={"customer_id": "carl", "partner_id": 9})
    nobody = LINE_IS_DOWN.model_copy(update={"customer_id": "nobody"})
    for client, command in (
        (carl, foreign_customer),
        (carl, foreign_partner),
        (ada, foreign_partner),
        (ada, nobody),
    ):
        with pytest.raises(ObjectIsNotFound):
            await client.open_ticket(command, key=key())
    with pytest.raises(RequestIsMalformed):
        await ada.open_ticket(LINE_IS_DOWN, key=key())
    with pytest.raises(PartnerIsNotNamed):
        await acting(OPERATOR).open_ticket(foreign_customer, key=key())
    with pytest.raises(ActionIsNotAllowed):
        await acting(WORKER).open_ticket(foreign_partner, key=key())
    assert (await ada.tickets()).items == []


async def test_the_same_key_opens_one(acting: As, partner_id: int) -> None:
    carl, same = acting(customer(partner_id)), key()
    first = await carl.open_ticket(LINE_IS_DOWN, key=same)
    assert await carl.open_ticket(LINE_IS_DOWN, key=same) == first
    assert len((await carl.tickets()).items) == 1


async def test_nothing_is_opened_while_orders_is_away(
    acting: As, partner_id: int, orders: OrdersBook
) -> None:
    carl, same = acting(customer(partner_id)), key()
    orders.away = True
    try:
        with pytest.raises(ServiceIsUnavailable):
            await carl.open_ticket(LINE_IS_DOWN, key=same)
        assert (await carl.tickets()).items == []
    finally:
        orders.away = False
    assert (await carl.open_ticket(LINE_IS_DOWN, key=same)).state == "new"


async def test_a_customer_has_so_many_open_and_no_more_however_fast(
    acting: As, partner_id: int
) -> None:
    carl = acting(customer(partner_id))
    tries = [carl.open_ticket(LINE_IS_DOWN, key=key()) for _ in range(MOST_OPEN_TICKETS + 5)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    refused = [one for one in answers if isinstance(one, TooManyTicketsAreOpen)]
    assert len(refused) == 5
    assert refused[0].facts == {"most": MOST_OPEN_TICKETS}
    mine = (await carl.tickets(limit=200)).items
    assert len(mine) == MOST_OPEN_TICKETS
    cora = acting(customer(partner_id, "cora"))
    await cora.open_ticket(LINE_IS_DOWN, key=key())
    command = LINE_IS_DOWN.model_copy(update={"customer_id": "carl"})
    await acting(admin(partner_id)).open_ticket(command, key=key())
    resolved = ChangeTicket(state="resolved")
    await acting(admin(partner_id)).change_ticket(mine[0].id, resolved)
    await carl.open_ticket(LINE_IS_DOWN, key=key())


async def test_a_name_that_a_customer_has_elsewhere_counts_by_itself(
    acting: As, partner_id: int
) -> None:
    await opened_by_carl(acting, partner_id)
    elsewhere = new_partner()
    await opened_by_carl(acting, elsewhere)
    for each in (partner_id, elsewhere):
        assert len((await acting(customer(each)).tickets()).items) == 1
