"""A customer whose payment failed is mailed why, in its own language."""

import pytest

from contracts.mails import MailView
from scenarios.journey import Journey
from tests.patience import eventually
from tests.workflows.house import House

pytestmark = [pytest.mark.engines, pytest.mark.timeout(120)]


async def test_the_gateways_code_is_mailed_in_the_customers_words(house: House) -> None:
    system = house.system
    journey = await Journey.at_once(system, system.offerings.fibre, language="de")
    await journey.pay("expired")

    async def mailed() -> MailView | None:
        page = await system.operator.notifications.mails(order_id=journey.id)
        return next((mail for mail in page.items if mail.event == "payment_failed"), None)

    body = (await eventually(mailed)).body
    assert "ist fehlgeschlagen. Die Karte ist abgelaufen. Sie können es noch einmal" in body
    await house.is_quiet()
