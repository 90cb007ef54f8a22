"""One order, told to its customer and to the staff, each in a language of their own."""

from collections.abc import Callable
from typing import Any

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from contracts.message import Language
from contracts.orders import CustomerFields
from contracts.tickets import ReplyToTicket
from tests.callers import signed_for
from tests.services.notifications.orders import OrdersBook
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
AS_CUSTOMER = {
    "en": ["Your payment has arrived", "Your payment of €62.00 has arrived.", "without a decision"],
    "de": ["Ihre Zahlung ist eingegangen", "Ihre Zahlung von 62,00 €", "gern erneut bestellen"],
    "fr": ["Votre paiement est arrivé", "Votre paiement de 62,00 €", "commander à nouveau"],
}
AS_STAFF = {
    "en": ["waits for confirmation", "Customer: Carl Corner (carl)", "€62.00"],
    "de": ["wartet auf Bestätigung", "Kunde: Carl Corner (carl)", "62,00 €"],
    "fr": ["en attente de confirmation", "Client : Carl Corner (carl)", "62,00 €"],
}
FOR_STAFF_ALONE = ("onfirm", "Bestätigung", "Check the line", "refund", "(carl)")


@pytest.fixture
async def ticket_id(acting: As, partner_id: int) -> str:
    """Of an order that was paid, had trouble, and of which an item expired."""
    paid = happened("payment_succeeded", partner_id, path="upfront", language="fr")
    trouble = happened("attention_needed", partner_id, order_id=paid.order_id, reason="No refund")
    expired = happened("item_expired", partner_id, order_id=paid.order_id)
    await acting(WORKER).notify(paid, trouble, expired)
    ticket = await ticket_of(acting(OPERATOR), paid.order_id)
    assert ticket is not None
    note = ReplyToTicket(body="Check the line first.", visibility="internal")
    await acting(admin(partner_id)).reply(ticket.id, note, key=key())
    return ticket.id


@pytest.fixture
def read(
    raw: httpx.AsyncClient, token_keys: dict[str, SecretStr]
) -> Callable[[Actor, str, str], Any]:
    async def answer(actor: Actor, ticket_id: str, language: str) -> Any:
        bearer = f"Bearer {signed_for(token_keys, 'notifications', actor)}"
        headers = {"Authorization": bearer, "Accept-Language": language}
        return (await raw.get(f"/v1/tickets/{ticket_id}", headers=headers)).json()

    return answer


@pytest.mark.parametrize("language", AS_CUSTOMER)
async def test_a_ticket_speaks_the_readers_language_and_to_the_reader(
    read: Callable[[Actor, str, str], Any], partner_id: int, ticket_id: str, language: str
) -> None:
    theirs = shown(await read(customer(partner_id), ticket_id, language))
    assert [one for one in AS_CUSTOMER[language] if one not in theirs] == []
    assert [one for one in FOR_STAFF_ALONE if one in theirs] == []
    ours = shown(await read(admin(partner_id), ticket_id, language))
    assert [one for one in AS_STAFF[language] if one not in ours] == []
    assert "Check the line first." in ours


async def test_a_program_reads_what_was_said_as_a_code_with_facts(
    read: Callable[[Actor, str, str], Any], partner_id: int, ticket_id: str
) -> None:
    messages = (await read(admin(partner_id), ticket_id, "de"))["messages"]
    opening, trouble, expired, note = (message["said"] for message in messages)
    assert opening["facts"]["story"]["code"] == "notice.payment_succeeded"
    assert trouble["facts"]["story"]["facts"]["reason"] == "No refund"
    assert (expired["code"], expired["facts"]["titles"]) == ("notice.item_expired", ["Fibre 100"])
    assert note is None


@pytest.mark.parametrize(
    ("language", "staff_language", "subjects"),
    [
        (
            "de",
            "fr",
            [
                "Fibre 100 : en attente d’approbation (commande {})",
                "Ihre Bestellung ist eingegangen: Fibre 100",
            ],
        ),
        (
            "en",
            "de",
            [
                "Fibre 100: wartet auf Genehmigung (Bestellung {})",
                "We received your order: Fibre 100",
            ],
        ),
    ],
)
async def test_mail_is_written_in_the_language_of_whoever_gets_it(
    acting: As,
    partner_id: int,
    language: Language,
    staff_language: Language,
    subjects: list[str],
) -> None:
    event = happened(
        "order_received",
        partner_id,
        channel="email",
        mail_recipients=["ada@example.org"],
        language=language,
        staff_language=staff_language,
    )
    await acting(WORKER).notify(event)
    told = [mail.subject for mail in await sent_mails(acting(OPERATOR), event.order_id)]
    assert told == [subject.format(event.order_id) for subject in subjects]


async def test_an_answer_is_mailed_in_the_customers_language(
    acting: As, orders: OrdersBook, partner_id: int, ticket_id: str
) -> None:
    carl = CustomerFields(
        partner_id=partner_id, name="Carl Corner", email="carl@example.org", language="fr"
    )
    orders.customers[partner_id, "carl"] = carl
    answer = ReplyToTicket(body="Lundi.")
    ticket = await acting(admin(partner_id)).reply(ticket_id, answer, key=key())
    mail = (await sent_mails(acting(customer(partner_id)), ticket.order_id))[-1]
    assert mail.subject == f"Re : [{ticket_id}] Votre paiement est arrivé : Fibre 100"
    assert mail.body.startswith(f"Bonjour Carl Corner,\n\nLundi.\n\nTicket : {ticket_id}, commande")
    assert "Pour répondre, écrivez-nous sous Tickets" in mail.body


def shown(ticket: Any) -> str:
    texts = [ticket["subject"], *(message["body"] for message in ticket["messages"])]
    return "\n".join(texts).replace("\xa0", " ")
