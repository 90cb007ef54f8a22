"""What the pages of ordering read: the customer's cart, or that nothing can be ordered."""

from fastapi.responses import Response

from contracts.carts import CartView
from contracts.catalog import RequestQuote, RequestQuoteLine
from contracts.problems import Problem
from portal.customer.order.cart_view import Cart, cart_of
from portal.web.page import Page
from portal.web.templates import t


async def cart_for(page: Page) -> Cart:
    """Counted on the page's cart icon too. Raises `OrderingIsDisabled`."""
    return await cart_shown(page, await page.services.orders.cart())


async def cart_shown(page: Page, cart: CartView) -> Cart:
    titles = await _titles(page, cart) if cart.no_prices_reason else {}
    usual_currency = page.partner.currency if page.partner else "EUR"
    shown = cart_of(cart, usual_currency, titles)
    await page.count_cart(shown.count)
    return shown


async def _titles(page: Page, cart: CartView) -> dict[str, str]:
    """Of lines that come to too much together to have prices: one of each does not."""
    offering_ids = dict.fromkeys(line.offering_id for line in cart.lines)
    one_of_each = [RequestQuoteLine(offering_id=one) for one in offering_ids]
    try:
        priced = await page.services.catalog.prices(RequestQuote(lines=one_of_each))
    except Problem:
        return {}
    return {line.offering_id: line.title for line in priced.lines}


def show_disabled(page: Page) -> Response:
    return page.show("customer/order/disabled.html", why=t("checkout.no_ordering"))
