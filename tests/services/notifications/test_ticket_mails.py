"""What is said in a ticket is mailed to its other side, as orders knows both sides now."""

import pytest

from contracts.orders import CustomerFields
from contracts.settings import PartnerSettings
from contracts.tickets import ChangeTicket
from tests.patience import eventually
from tests.services.notifications.orders import SETTINGS, OrdersBook
from tests.services.notifications.talking import (
    HELLO,
    NOTE,
    PICTURE,
    As,
    opened,
    opened_by_carl,
)
from tests.services.notifications.world import admin, customer, key, sent_mails

pytestmark = pytest.mark.engines
ACME = SETTINGS.model_copy(
    update={"display_name": "ACME", "support_phone": "+43 1", "channel": "email"}
)
BY_MAIL: PartnerSettings = ACME.model_copy(
    update={"mail_recipients": ["ada@acme.example"], "language": "de"}
)


async def test_the_first_mail_of_a_partner_says_who_writes(
    acting: As, orders: OrdersBook, partner_id: int
) -> None:
    orders.settings[str(partner_id)] = ACME
    ticket = await opened_by_carl(acting, partner_id)
    await acting(admin(partner_id)).reply(ticket.id, HELLO, key=key())
    [mail] = await sent_mails(acting(customer(partner_id)), None)
    assert "By phone: +43 1\n\nACME\n" in mail.body


async def test_an_answer_goes_to_the_address_that_the_customer_has_now(
    acting: As, orders: OrdersBook, partner_id: int
) -> None:
    ticket_id, order_id = await opened(acting, partner_id)
    moved = CustomerFields(partner_id=partner_id, name="Carla Corner", email="new@example.org")
    orders.customers[partner_id, "carl"] = moved
    await acting(admin(partner_id)).reply(ticket_id, HELLO, key=key())
    newest = (await sent_mails(acting(customer(partner_id)), order_id))[-1]
    assert newest.to == ["new@example.org"]
    assert newest.body.startswith("Hello Carla Corner,")


async def test_admins_who_work_by_mail_hear_of_every_word_of_a_customer(
    acting: As, orders: OrdersBook, partner_id: int
) -> None:
    orders.settings[str(partner_id)] = BY_MAIL
    carl = acting(customer(partner_id))
    ticket = await opened_by_carl(acting, partner_id, files=[PICTURE])
    await acting(admin(partner_id)).reply(ticket.id, NOTE, key=key())
    await carl.reply(ticket.id, HELLO, key=key())
    opening, answer = await sent_mails(acting(admin(partner_id)), None)
    assert (opening.to, opening.audience) == (["ada@acme.example"], "staff")
    assert opening.subject == f"[{ticket.id}] The line is down"
    assert answer.subject == f"AW: [{ticket.id}] The line is down"
    assert opening.body.startswith("Carl Corner schrieb:\n\nSince this morning.\n\n")
    assert "Im Ticket liegt 1 Datei." in opening.body
    assert f"https://admin.example.org/tickets/{ticket.id}" in opening.body
    assert "Hello" in answer.body
    assert (await carl.mails()).items == []


async def test_words_wait_for_orders_and_nobody_for_their_mail(
    acting: As, orders: OrdersBook, partner_id: int
) -> None:
    ticket = await opened_by_carl(acting, partner_id)
    carl = acting(customer(partner_id))
    orders.away = True
    try:
        replied = await acting(admin(partner_id)).reply(ticket.id, HELLO, key=key())
        assert replied.messages[-1].body == "Hello"
        assert (await carl.mails()).items == []
    finally:
        orders.away = False

    async def is_mailed() -> bool:
        return len((await carl.mails()).items) == 1

    await eventually(is_mailed)


async def test_nothing_is_mailed_of_a_ticket_that_is_hidden(acting: As, partner_id: int) -> None:
    ticket = await opened_by_carl(acting, partner_id)
    staff = acting(admin(partner_id))
    await staff.change_ticket(ticket.id, ChangeTicket(hidden=True))
    await staff.reply(ticket.id, HELLO, key=key())
    await staff.change_ticket(ticket.id, ChangeTicket(hidden=False))
    await staff.reply(ticket.id, HELLO.model_copy(update={"body": "Still down?"}), key=key())
    [mail] = await sent_mails(acting(customer(partner_id)), None)
    assert "Still down?" in mail.body


async def test_what_could_be_read_is_mailed_and_what_was_hidden_never(
    acting: As, orders: OrdersBook, partner_id: int
) -> None:
    """Also while orders is away, and whatever becomes of the ticket until it is back."""
    ticket = await opened_by_carl(acting, partner_id)
    staff, carl = acting(admin(partner_id)), acting(customer(partner_id))
    orders.away = True
    try:
        await staff.reply(ticket.id, HELLO, key=key())
        await staff.change_ticket(ticket.id, ChangeTicket(hidden=True))
        secret = HELLO.model_copy(update={"body": "Not for Carl"})
        await staff.reply(ticket.id, secret, key=key())
        await staff.change_ticket(ticket.id, ChangeTicket(hidden=False))
        await staff.reply(ticket.id, HELLO.model_copy(update={"body": "Again"}), key=key())
        await staff.change_ticket(ticket.id, ChangeTicket(hidden=True))
    finally:
        orders.away = False

    async def both_are_mailed() -> bool:
        return len((await carl.mails()).items) >= 2

    await eventually(both_are_mailed)
    bodies = "".join(mail.body for mail in await sent_mails(carl, None))
    assert ("Hello" in bodies, "Again" in bodies, "Not for Carl" in bodies) == (True, True, False)
