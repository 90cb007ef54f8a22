"""The money of one order, as staff reads it and asks the gateway about it."""

from html import unescape

import pytest

from tests.portal.admin.test_refunds import owed
from tests.portal.cashier import Cashier
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines


async def test_every_attempt_is_there_and_what_the_gateway_has_of_it(
    pages: PortalWorld, cashier: Cashier
) -> None:
    customer = await pages.customer()
    order = (await pages.upfront(customer)).order
    await cashier.pay(await cashier.open(order.id), card="decline")
    await cashier.bring(order.id)
    await customer.try_payment_again(order.id, key="another-try-0123456789")
    page_url = await cashier.open(order.id)
    browser, here = await pages.signed_in_staff(), f"/orders/{order.id}/money"
    page = (await browser.get(here)).text
    assert page.count("Ask the gateway<") == 2
    for words in (">open<", ">failed<", "No invoice and no credit note is issued"):
        assert words in page
    second, first = [one.id for one in (await cashier.payments.intents_of_order(order.id)).items]
    for intent_id, words in ((first, "the payment failed"), (second, "nobody has paid it")):
        asked = await browser.post(f"/orders/{order.id}/payments/{intent_id}/ask")
        assert words in (await browser.follow(asked)).text
    await cashier.pay(page_url)
    asked = await browser.post(f"/orders/{order.id}/payments/{second}/ask")
    page = (await browser.follow(asked)).text
    assert "€31.00 were captured on" in page
    for words in (">captured<", "Money received", "Invoice 20"):
        assert words in page


async def test_documents_lead_to_why_they_have_their_amount(
    pages: PortalWorld, cashier: Cashier
) -> None:
    refund = await owed(pages, cashier)
    browser = await pages.signed_in_staff()
    page = (await browser.get(f"/orders/{refund.order_id}/money")).text
    documents = (await cashier.payments.documents(order_id=refund.order_id)).items
    assert {one.kind for one in documents} == {"invoice", "credit_note"}
    for one in documents:
        address = f"/documents/{one.kind}/{one.id}"
        assert f'href="{address}"' in page
        whole = unescape((await browser.get(address)).text)
        is_invoice, payments = one.kind == "invoice", cashier.payments
        explain = payments.explain_invoice if is_invoice else payments.explain_credit_note
        why = await explain(one.id)
        assert why.lines
        for line in why.lines:
            assert line.sentence.text in whole
        assert f'href="{address}/pdf"' in whole
    stranger = await pages.signed_in_staff(partner_id=9)
    assert (await stranger.get(address)).status_code == 404


async def test_a_failed_refund_is_tried_again_from_there(
    pages: PortalWorld, cashier: Cashier
) -> None:
    refund = await owed(pages, cashier)
    browser, here = await pages.signed_in_staff(), f"/orders/{refund.order_id}/money"
    await browser.get("/refunds")
    await browser.post(f"/refunds/{refund.id}/end", {"reason": "Lost at the bank"})
    page = (await browser.get(here)).text
    assert f'action="/refunds/{refund.id}/retry"' in page
    answer = await browser.post(f"/refunds/{refund.id}/retry")
    assert answer.headers["location"] == here
    assert (await cashier.payments.refund(refund.id)).state == "pending"


async def test_with_payments_away_the_page_says_what_is_missing(pages: PortalWorld) -> None:
    order = (await pages.upfront(await pages.customer())).order
    browser = await pages.signed_in_staff()
    pages.network.blocked.add("payments.test")
    page = await browser.get(f"/orders/{order.id}/money")
    assert page.status_code == 200
    assert "cannot be shown at the moment" in page.text
