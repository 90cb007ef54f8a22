"""One story, told in each language by everything that tells it: the API, mail, tickets, documents
and the command line, to the customer and to staff."""

import asyncio
import sys
from dataclasses import dataclass

import pytest

from clients.orders import OrdersClient
from contracts.message import Language
from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.stories import TRUE_START, pay_on_the_first
from scenarios.system import System
from stack.state.layout import CHECKOUT
from tests.e2e.patience import PATIENCE
from tests.e2e.stack_under_test import StackUnderTest

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(180)]


@dataclass(frozen=True)
class Told:
    """What is read, by who reads it where."""

    customer_waits: str
    staff_waits: str
    paid_mail: str
    credit_mail: str
    ticket_for_customer: str
    ticket_for_staff: str
    document: tuple[str, str]
    command_line: str


TELLS: dict[Language, Told] = {
    "en": Told(
        customer_waits="Your service is active; your provider confirms the start date.",
        staff_waits="an admin of the partner can confirm the start date or reject",
        paid_mail="Your payment has arrived",
        credit_mail="of €13.00 for 13 unused days",
        ticket_for_customer="The ticket is closed; a reply opens it again.",
        ticket_for_staff="paid, waits for confirmation",
        document=("Credit note", "1 January 2023"),
        command_line="completed; customer",
    ),
    "de": Told(
        customer_waits="Ihr Dienst ist aktiv; Ihr Anbieter bestätigt noch das Startdatum.",
        staff_waits="ein Admin des Partners kann das Startdatum bestätigen oder ablehnen",
        paid_mail="Ihre Zahlung ist eingegangen",
        credit_mail="13 ungenutzte Tage",
        ticket_for_customer="Das Ticket ist geschlossen",
        ticket_for_staff="bezahlt",
        document=("Rechnungskorrektur", "1. Januar 2023"),
        command_line="abgeschlossen; Kunde",
    ),
    "fr": Told(
        customer_waits="Votre service est actif ; votre fournisseur confirme la date de début.",
        staff_waits="un administrateur du partenaire peut confirmer la date de début ou refuser",
        paid_mail="Votre paiement est arrivé",
        credit_mail="pour 13 jours non utilisés",
        ticket_for_customer="Le ticket est clos",
        ticket_for_staff="payée",
        document=("Avoir", "1er janvier 2023"),
        command_line="terminé ; client",
    ),
}


@pytest.mark.parametrize("language", TELLS)
async def test_an_order_is_told_in_the_language_of_who_reads_it(
    language: Language, system: System, stack: StackUnderTest
) -> None:
    told = TELLS[language]
    journey = await Journey.at_once(system, system.offerings.fibre, language=language)
    await pay_on_the_first(journey)
    customer = journey.customer.services.speaking(language)
    admin = system.people.admin(EAST).speaking(language)
    assert told.customer_waits in await waits_for(customer.orders, journey)
    assert told.staff_waits in await waits_for(admin.orders, journey)

    await journey.approve(TRUE_START)
    await journey.ends()

    mails = await mails_of(system, journey)
    assert any(told.paid_mail in mail for mail in mails), mails
    assert any(told.credit_mail in mail for mail in mails), mails
    [ticket] = (await customer.notifications.tickets(order_id=journey.id)).items
    messages = (await customer.notifications.ticket_messages(ticket.id)).items
    assert any(told.ticket_for_customer in message.body for message in messages)
    [ticket] = (await admin.notifications.tickets(order_id=journey.id)).items
    assert told.ticket_for_staff in ticket.subject
    [note] = (await customer.payments.credit_notes(order_id=journey.id)).items
    document = (await customer.payments.credit_note_document(note.id, "html")).decode()
    assert [words for words in told.document if words not in document] == []
    assert told.command_line in await shown_by_the_command_line(stack, journey, language)


async def waits_for(orders: OrdersClient, journey: Journey) -> str:
    return " ".join(told.text for told in (await orders.order(journey.id)).waits_for)


async def mails_of(system: System, journey: Journey) -> list[str]:
    """Subject and text of what the customer was sent, once the story is at its end."""
    notifications = system.operator.notifications

    async def sent() -> list[str]:
        mails = (await notifications.mails(order_id=journey.id)).items
        return [f"{mail.subject}\n{mail.body}" for mail in mails if mail.state == "sent"]

    return await PATIENCE.until(sent, lambda mails: len(mails) >= 3, "the mails")


async def shown_by_the_command_line(
    stack: StackUnderTest, journey: Journey, language: Language
) -> str:
    command = ["--state-dir", str(stack.folder), "--language", language, "order", "show"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "stack",
        *command,
        journey.id,
        cwd=CHECKOUT,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return output.decode()
