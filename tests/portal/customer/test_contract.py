"""What was agreed with an order, where its customer looks for it."""

import pytest

from contracts.orders import PlaceOrder
from tests.portal.world import PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines


async def test_an_order_leads_to_what_was_agreed_with_it(pages: PortalWorld) -> None:
    await pages.settle_partner(terms_text="Fibre is shared.\n\nSecond <b>part.")
    customer = await pages.customer()
    terms = await customer.terms()
    quote_id = await pages.quote(customer, await pages.plan(title="Fibre <i>100"))
    wanted = PlaceOrder(quote_id=quote_id, pay="on_request", agreed_terms=terms.version)
    order = (await customer.place_order(wanted, key=key())).order
    await pages.settle_partner(terms_text="Other terms, since.")
    browser = await pages.signed_in(customer)
    path = f"/orders/{order.id}/contract"
    assert f'href="{path}"' in (await browser.get(f"/orders/{order.id}")).text
    page = (await browser.get(path)).text
    for words in (
        f"Contract summary of order {order.id}",
        "1 × Fibre &lt;i&gt;100",
        "Price: €31.00 per month",
        "Total: €31.00",
        f"version {terms.version}",
        "Fibre is shared.",
        "Second &lt;b&gt;part.",
    ):
        assert words in page, words
    assert "Other terms" not in page
    assert f'href="{path}.txt" download' in page


async def test_it_can_be_kept_as_the_file_that_was_mailed(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = (await pages.request(customer)).order
    browser = await pages.signed_in(customer, "de")
    answer = await browser.get(f"/orders/{order.id}/contract.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    disposition = f'attachment; filename="contract-{order.id}.txt"'
    assert answer.headers["content-disposition"] == disposition
    assert answer.text.startswith(f"Contract summary of order {order.id}\r\n")
    assert answer.text.rstrip().endswith("No terms had to be agreed to.")
    page = (await browser.get(f"/orders/{order.id}/contract")).text
    assert f"Vertragszusammenfassung der Bestellung {order.id}" in page
    assert "Terms as" not in page


async def test_another_customers_contract_is_not_found(pages: PortalWorld) -> None:
    order = (await pages.request(await pages.customer())).order
    other = await pages.signed_in(await pages.customer())
    for path in ("contract", "contract.txt"):
        assert (await other.get(f"/orders/{order.id}/{path}")).status_code == 404
