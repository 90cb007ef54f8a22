"""Two customers of the same name at two partners never meet in tickets and mail."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from contracts.attachments import WrittenFile
from contracts.tickets import ReplyToTicket
from tests.services.namesakes import NAME, OPERATIONS, Visit, Walk, mia_of
from tests.services.notifications.orders import OrdersBook
from tests.services.notifications.world import (
    OPERATOR,
    WORKER,
    happened,
    key,
    new_partner,
    sent_mails,
    ticket_of,
)

pytestmark = pytest.mark.engines

FOR_CUSTOMERS = [
    Visit("GET /v1/tickets", 200),
    Visit("GET /v1/tickets", 200, query={"order_id": "{order_id}"}),
    Visit("GET /v1/tickets/unread", 200),
    Visit("GET /v1/tickets/{ticket_id}", 404),
    Visit("POST /v1/tickets/{ticket_id}/messages", 404, {"body": "Hello"}),
    Visit("POST /v1/tickets", 404, {"subject": "s", "body": "b", "order_id": "{order_id}"}),
    Visit("GET /v1/tickets/{ticket_id}/messages", 404),
    Visit("PUT /v1/tickets/{ticket_id}/read", 404, {"message_id": "{message_id}"}),
    Visit("GET /v1/tickets/{ticket_id}/attachments/{attachment_id}", 404),
    Visit("GET /v1/mails", 200),
    Visit("GET /v1/mails", 200, query={"order_id": "{order_id}"}),
    Visit("GET /v1/mails/{mail_id}", 404),
]
MAIL_TEXT = "/v1/mail-texts/{partner}/{audience}/{event}/{language}"
FOR_OTHERS = OPERATIONS | {
    "GET /v1/desk",
    "GET /v1/mail-texts/{partner}",
    f"GET {MAIL_TEXT}",
    f"PUT {MAIL_TEXT}",
    f"DELETE {MAIL_TEXT}",
    f"POST {MAIL_TEXT}/preview",
    "POST /v1/mails/{mail_id}/resend",
    "POST /v1/notifications",
    "POST /v1/sign-in-mails",
    "PATCH /v1/tickets/{ticket_id}",
}


async def test_no_route_leads_to_a_namesakes_things(
    app: FastAPI,
    acting: Callable[[Actor], SystemNotifications],
    token_keys: dict[str, SecretStr],
    orders: OrdersBook,
) -> None:
    hers, own_partner = new_partner(), new_partner()
    event = happened("order_received", hers, customer_id=NAME, customer_email="mia@hers.example")
    await acting(WORKER).notify(event)
    ticket = await ticket_of(acting(OPERATOR), event.order_id)
    assert ticket is not None
    mails = await sent_mails(acting(OPERATOR), event.order_id)
    own = happened("order_received", own_partner, customer_id=NAME)
    await acting(WORKER).notify(own)
    orders.owners[event.order_id] = (hers, NAME)
    file = WrittenFile(name="hers.txt", content=b"of the other Mia")
    same, hello = key(), ReplyToTicket(body="Hello from the other Mia", files=[file])
    before = await acting(mia_of(hers)).reply(ticket.id, hello, key=same)
    written = before.messages[-1]
    other = {
        "order_id": event.order_id,
        "ticket_id": ticket.id,
        "message_id": written.id,
        "attachment_id": written.attachments[0].id,
        "mail_id": mails[0].id,
    }
    secrets = ("mia@hers.example", hello.body, *(mail.message_id for mail in mails))
    walk = Walk("notifications", app, token_keys, mia_of(own_partner), other, secrets)
    await walk.everywhere(FOR_CUSTOMERS, FOR_OTHERS)
    assert await acting(mia_of(hers)).ticket(ticket.id) == before
    [mine] = (await acting(mia_of(own_partner)).tickets()).items
    assert mine.order_id == own.order_id
