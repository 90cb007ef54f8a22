"""A quantity that was typed in the cart when the session had ended is there again after signing in,
at its own line."""

import re

import pytest

from portal.identity.domain.sessions import Session
from tests.portal.customer.ordering import selected
from tests.portal.world import COOKIE, PortalWorld

pytestmark = pytest.mark.engines


async def test_a_quantity_typed_as_the_session_ended_is_not_lost(pages: PortalWorld) -> None:
    customer = await pages.customer()
    browser = await pages.signed_in(customer)
    plans = [await pages.plan(), await pages.plan()]
    await selected(browser, *plans)
    window = f"/order?window={plans[1]}"
    [first, second] = changes((await browser.get(window)).text)
    identity = pages.portal.state.context.identity
    session = await identity.session(browser._http.cookies.get(COOKIE) or "")
    assert isinstance(session, Session)
    await identity.sign_out(session.id)
    typed = {"line_id": second, "quantity": "7", "form_page": window}
    answer = await browser.post(f"/order/lines/{second}", typed)
    assert answer.headers["location"].startswith("/sign-in?next=%2Forder")
    again = await pages.signed_in(customer)
    page = (await again.get(window)).text
    assert (quantity(page, first), quantity(page, second)) == ("1", "7")
    assert f'name="line_id" value="{second}"' in page
    assert {line.quantity for line in (await customer.cart()).lines} == {1}
    assert quantity((await again.get(window)).text, second) == "1", "a draft is shown once"


def changes(page: str) -> list[str]:
    """The lines that can be changed."""
    return re.findall(r'action="/order/lines/([^"/]+)"', page)


def quantity(page: str, line_id: str) -> str:
    [found] = re.findall(rf'id="quantity-{line_id}"[^>]* value="([^"]*)"', page)
    return str(found)
