"""Orders the cart, once: whoever sends the same cart at the same prices, by two clicks or in two
windows, gets the same quote and with it the same order."""

from dataclasses import dataclass

from chassis.digests import digest_of
from contracts.catalog import QuotedPriceHasChanged, QuoteIsExpired, QuoteView
from contracts.orders import PlacedOrder, PlaceOrder
from portal.customer.checkout.forms import CheckoutForm
from portal.customer.checkout.prices_seen import prices_seen
from portal.web.page import Page

MOST_QUOTES = 5
"""One after the other, each in place of one that does not hold any more."""


@dataclass(frozen=True)
class PricesHaveChanged:
    """Nothing was ordered: this is what it costs now."""

    quote: QuoteView


async def order_cart(page: Page, form: CheckoutForm) -> PlacedOrder | PricesHaveChanged:
    """Raises `CartHasChanged`, and what quoting and placing refuse."""
    wanted = form.agreed or form.seen
    key = digest_of("cart", form.revision, wanted)
    for _ in range(MOST_QUOTES):
        quote = await _quote(page, form.revision, key)
        if prices_seen(quote.lines) != wanted:
            break
        try:
            return await _place(page, form, quote)
        except (QuoteIsExpired, QuotedPriceHasChanged):
            # Its refusal holds a fresh quote, but another one for each window.
            key = digest_of("in place of", quote.id)
    return PricesHaveChanged(quote)


async def _quote(page: Page, revision: int, key: str) -> QuoteView:
    orders = page.services.orders
    return await page.do_once(lambda _: orders.quote_cart(key=key, expected_revision=revision))


async def _place(page: Page, form: CheckoutForm, quote: QuoteView) -> PlacedOrder:
    command = PlaceOrder(
        quote_id=quote.id,
        pay=form.pay,
        payment_method=form.payment_method if form.pay == "upfront" else None,
        agreed_terms=form.agreed_terms,
        return_url=page.context.settings.portal_url + "/orders/{order_id}/return",
    )
    orders = page.services.orders
    return await page.do_once(lambda key: orders.place_order(command, key=f"{key}/{quote.id}"))
