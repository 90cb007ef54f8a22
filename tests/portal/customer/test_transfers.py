"""How to pay without a page: the account field by field, or the provider's words alone."""

from datetime import date
from html import escape

import pytest

from contracts.orders import PlaceOrder
from portal.web.templates import environment
from tests.portal.cashier import Cashier
from tests.portal.world import PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines


async def test_an_account_is_shown_field_by_field(pages: PortalWorld, cashier: Cashier) -> None:
    await pages.settle_partner(payment_methods=["page", "instructions"])
    customer = await pages.customer()
    command = PlaceOrder(
        quote_id=await pages.quote(customer), pay="upfront", payment_method="offline"
    )
    order = (await customer.place_order(command, key=key())).order
    await cashier.open(order.id)
    transfer = (await customer.payment_page(order.id)).payment_transfer
    assert transfer is not None
    page = (await (await pages.signed_in(customer)).get(f"/orders/{order.id}/pay")).text
    assert "<bdi>AT61 1904 3002 3457 3201</bdi>" in page
    assert "<bdi>Example &lt;b&gt;Telecom</bdi>" in page
    for copied in (transfer.recipient, transfer.iban, transfer.reference):
        assert f'data-copy="{escape(copied)}"' in page
    assert "<dt>To be paid by</dt>" in page


def test_without_an_account_there_are_the_providers_words_alone() -> None:
    page = environment().from_string(
        '{% import "customer/orders/transfers.html" as transfers %}'
        "{{ transfers.instructions('Pay <here>', none, due_on) }}"
    )
    found = page.render(due_on=date(2023, 1, 31))
    assert "Pay &lt;here&gt;</bdi>" in found
    assert "To be paid by 31 January 2023." in found
    assert "<dl" not in found
