"""What is not for somebody's eyes stays away from them on every route and by every way to narrow a
list. A new route or way that is in no table fails."""

from typing import Any

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from chassis.ids import new_id
from contracts.attachments import WrittenFile
from contracts.tickets import ChangeTicket, ReplyToTicket, TicketView
from tests.services.namesakes import OPEN, routes_of
from tests.services.notifications.eyes import GUARDED, LISTS, NARROWED, Reader, Things
from tests.services.notifications.orders import SETTINGS, OrdersBook
from tests.services.notifications.talking import As, opened_by_carl
from tests.services.notifications.world import OPERATOR, admin, customer, key, sent_mails

pytestmark = pytest.mark.engines


def reply(body: str, visibility: Any = "public") -> ReplyToTicket:
    file = WrittenFile(name=f"{body}.txt", content=b"Of Carl")
    return ReplyToTicket(body=f"The {body} looks on", files=[file], visibility=visibility)


@pytest.fixture
def ask_as(app: FastAPI, raw: httpx.AsyncClient, token_keys: dict[str, SecretStr]) -> Any:
    return lambda actor, things: Reader(app, raw, token_keys, actor, things)


async def carls_ticket(acting: As, orders: OrdersBook, partner_id: int) -> TicketView:
    """About an order, of which the staff is mailed."""
    by_mail = {"channel": "email", "mail_recipients": ["boss@example.org"]}
    orders.settings[str(partner_id)] = SETTINGS.model_copy(update=by_mail)
    order_id = new_id("ord")
    orders.owners[order_id] = (partner_id, "carl")
    first = reply("wombat")
    return await opened_by_carl(
        acting, partner_id, subject="quokka", body=first.body, files=first.files, order_id=order_id
    )


async def things_of(acting: As, ticket: TicketView, audience: str, written: str) -> Things:
    """The ticket's, with its mail to the audience, and the message that has these words."""
    mails = await sent_mails(acting(OPERATOR), ticket.order_id)
    [mail] = [one for one in mails if one.audience == audience]
    [message] = [one for one in ticket.messages if written in one.body]
    ids = {
        "order_id": ticket.order_id or "",
        "ticket_id": ticket.id,
        "written_id": message.id,
        "attachment_id": message.attachments[0].id,
        "mail_id": mail.id,
    }
    return Things(ticket.partner_id, ids, ("quokka", "wombat", "boss@", mail.message_id))


async def test_each_route_and_each_narrowing_is_in_a_table(app: FastAPI) -> None:
    assert GUARDED.keys() | LISTS | OPEN == routes_of(app)
    ways = {
        parameter["name"]
        for route in LISTS
        for parameter in app.openapi()["paths"][route.partition(" ")[2]]["get"]["parameters"]
        if parameter["in"] == "query"
    }
    assert ways == NARROWED.keys()


@pytest.mark.parametrize("audience", ["customer", "staff"])
async def test_a_strangers_ticket_is_nowhere(
    acting: As, orders: OrdersBook, partner_id: int, ask_as: Any, audience: str
) -> None:
    opened = await carls_ticket(acting, orders, partner_id)
    ticket = await acting(admin(partner_id)).reply(opened.id, reply("wombat two"), key=key())
    things = await things_of(acting, ticket, audience, "wombat two")
    for q in ("quokka", "wombat", "Carl", ticket.id):
        assert len((await acting(admin(partner_id)).tickets(q=q)).items) == 1
    for stranger in (customer(partner_id, "cora"), customer(5), admin(5)):
        await ask_as(stranger, things).is_shown_nothing()
    assert await acting(admin(partner_id)).ticket(ticket.id) == ticket


async def test_a_hidden_ticket_is_nowhere_for_its_customer(
    acting: As, orders: OrdersBook, partner_id: int, ask_as: Any
) -> None:
    opened = await carls_ticket(acting, orders, partner_id)
    staff = acting(admin(partner_id))
    await staff.change_ticket(opened.id, ChangeTicket(hidden=True))
    ticket = await staff.reply(opened.id, reply("wombat two"), key=key())
    things = await things_of(acting, ticket, "staff", "wombat two")
    await ask_as(customer(partner_id), things).is_shown_nothing(opens=201)
    assert await staff.ticket(ticket.id) == ticket


async def test_an_internal_note_changes_no_answer_to_the_customer(
    acting: As, orders: OrdersBook, partner_id: int, ask_as: Any
) -> None:
    ticket = await carls_ticket(acting, orders, partner_id)
    carl, staff = customer(partner_id), acting(admin(partner_id))
    noted = await staff.reply(ticket.id, reply("wombat note", "internal"), key=key())
    of_note = await things_of(acting, noted, "staff", "wombat note")
    before = await ask_as(carl, of_note).all_answers()
    more = await staff.reply(ticket.id, reply("boss@ Carl wombat", "internal"), key=key())
    of_more = await things_of(acting, more, "staff", "boss@")
    assert await ask_as(carl, of_note).all_answers() == before
    assert not [answer for _, answer in before.values() if b"note" in answer]
    for things in (of_note, of_more):
        for route in (
            "PUT /v1/tickets/{ticket_id}/read",
            "GET /v1/tickets/{ticket_id}/attachments/{attachment_id}",
            "GET /v1/mails/{mail_id}",
        ):
            assert (await ask_as(carl, things).ask(route, GUARDED[route])).status_code == 404
    assert (await acting(carl).unread_tickets()).count == 0
