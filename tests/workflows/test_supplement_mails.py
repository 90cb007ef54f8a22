"""A start that moves back charges again for days that were credited and used up: the customer is
mailed the invoice for them, each once."""

from datetime import timedelta

import pytest

from contracts.mails import MailView
from scenarios.journey import Journey
from scenarios.stories import today
from tests.patience import eventually
from tests.workflows.house import House

pytestmark = [pytest.mark.engines, pytest.mark.timeout(120)]


async def test_each_supplementary_invoice_is_mailed_once_with_its_document(house: House) -> None:
    system = house.system
    first = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    journey = await Journey.at_once(system, system.offerings.fibre, pay=False)
    await journey.is_requested()
    await journey.approve(first)
    await journey.ends()

    async def mailed(event: str, count: int) -> list[MailView]:
        async def are_there() -> list[MailView] | None:
            page = await system.operator.notifications.mails(order_id=journey.id)
            found = [mail for mail in page.items if mail.event == event]
            return found if len(found) >= count else None

        return await eventually(are_there)

    approved = await mailed("item_approved", 1)
    assert "please pay the invoice within 14 days of its date" in approved[0].body
    for day in (14, 10, 5):
        await journey.move(first.replace(day=day))
    await mailed("start_moved", 3)
    mails = await mailed("supplement_issued", 2)
    await house.is_quiet()
    invoices = (await system.operator.payments.invoices(order_id=journey.id)).items
    charged_back = {
        invoice.id: invoice.number for invoice in invoices if invoice.items[0].kind == "supplement"
    }
    assert len(charged_back) == 2
    assert len(mails) == 2
    for mail in mails:
        assert mail.document is not None
        assert mail.document.id in charged_back
        assert mail.subject == f"Invoice {charged_back.pop(mail.document.id)}"
        assert mail.audience == "customer"
        is_due = (await system.operator.payments.invoice(mail.document.id)).due_minor > 0
        assert ("please pay the invoice by" in mail.body) == is_due
    assert len(await mailed("credit_note_issued", 1)) == 1
