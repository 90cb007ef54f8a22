"""Why a payment failed is told in the customer's language; what only the gateway has words for is
quoted as its own."""

import pytest

from contracts.recording import RecordPaymentResult
from contracts.said import Said
from services.payments.domain.collecting.intents import gateway_says
from tests.portal.cashier import Cashier
from tests.portal.customer.ordering import without_tags
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines


@pytest.mark.parametrize(
    ("card", "language", "why"),
    [
        ("decline", "de", "Die Karte wurde abgelehnt."),
        ("expired", "fr", "La carte a expiré."),
        ("insufficient_funds", "de", "Auf dem Konto war nicht genug Geld."),
    ],
)
async def test_what_is_known_has_words_of_ours(
    pages: PortalWorld, cashier: Cashier, card: str, language: str, why: str
) -> None:
    customer = await pages.customer()
    order_id = (await pages.upfront(customer)).order.id
    await cashier.pay(await cashier.open(order_id), card)
    await cashier.bring(order_id)
    page = (await (await pages.signed_in(customer, language)).get(f"/orders/{order_id}")).text
    assert why in without_tags(page)
    assert '<bdi lang="' not in page


@pytest.mark.parametrize(
    ("failure", "shown"),
    [
        (
            gateway_says("Do not <b>honour</b>."),
            'Der Zahlungsdienst meldet: „<bdi lang="en">Do not &lt;b&gt;honour&lt;/b&gt;.</bdi>“',
        ),
        (gateway_says("Nein.", "de"), '„<bdi lang="de">Nein.</bdi>“'),
    ],
)
async def test_what_is_not_is_quoted_in_the_gateways_language(
    pages: PortalWorld, failure: Said, shown: str
) -> None:
    customer = await pages.customer()
    order_id = (await pages.upfront(customer)).order.id
    failed = RecordPaymentResult(attempt=1, outcome="failed", detail=failure)
    await pages.system.record_payment_result(order_id, failed)
    page = (await (await pages.signed_in(customer, "de")).get(f"/orders/{order_id}")).text
    assert shown in page
