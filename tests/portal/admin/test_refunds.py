"""Refunds, as staff gives them up and has them tried again."""

import pytest

from contracts.refunds import RefundView
from tests.portal.cashier import Cashier
from tests.portal.world import PortalWorld
from tests.services.payments.billing import rejected

pytestmark = pytest.mark.engines


async def owed(pages: PortalWorld, cashier: Cashier) -> RefundView:
    """Of an order that was paid by card and rejected; nobody works on it."""
    order = (await pages.upfront(await pages.customer())).order
    await cashier.pay(await cashier.open(order.id))
    await cashier.bring(order.id)
    await cashier.payments.issue_credit(rejected(order.items[0].id, refund_to="card"))
    (refund,) = (await cashier.payments.refunds(order_id=order.id)).items
    return refund


async def test_one_is_given_up_with_a_reason_and_tried_again(
    pages: PortalWorld, cashier: Cashier
) -> None:
    refund = await owed(pages, cashier)
    browser = await pages.signed_in_staff()
    here, list_ = f"/refunds/{refund.id}", f"/refunds?q={refund.order_id}"
    page = await browser.get(list_)
    assert f'action="{here}/end"' in page.text
    assert f'action="{here}/retry"' not in page.text
    assert (await browser.post(f"{here}/end", {"reason": " "})).status_code == 422
    assert (await cashier.payments.refund(refund.id)).state == "pending"
    answer = await browser.post(f"{here}/end", {"reason": "Lost at the bank"})
    page = await browser.follow(answer)
    assert "The refund was given up." in page.text
    assert "Lost at the bank" in page.text
    assert (await cashier.payments.refund(refund.id)).state == "failed"
    answer = await browser.post(f"{here}/retry")
    assert "The refund is tried again." in (await browser.follow(answer)).text
    assert (await cashier.payments.refund(refund.id)).state == "pending"
    answer = await browser.post(f"{here}/retry", {"once": "another-click-0123456789"})
    assert "Only a refund that has failed is tried again" in (await browser.follow(answer)).text


async def test_the_export_has_it_and_another_partners_admin_has_not(
    pages: PortalWorld, cashier: Cashier
) -> None:
    refund = await owed(pages, cashier)
    table = await (await pages.signed_in_staff()).get(f"/refunds.csv?q={refund.order_id}")
    assert f"{refund.order_id},pending,31.00,EUR" in table.text
    stranger = await pages.signed_in_staff(partner_id=9)
    assert refund.id not in (await stranger.get(f"/refunds?q={refund.order_id}")).text
    for action in ("retry", "end"):
        answer = await stranger.post(f"/refunds/{refund.id}/{action}", {"reason": "Mine"})
        assert answer.status_code == 404
