"""/checkout: the cart, how it is paid, and the button that orders it."""

import asyncio
from collections.abc import Sequence

from fastapi.responses import Response

from contracts.agreements import TermsAreNotAgreed
from contracts.carts import CartHasChanged, CartView
from contracts.methods import CheckoutOptions
from contracts.orders import QuoteBelongsToAnotherOrder
from contracts.settings import OrderingIsDisabled
from portal.customer.checkout.forms import CheckoutForm
from portal.customer.checkout.placing import PricesHaveChanged, order_cart
from portal.customer.checkout.prices_seen import ChangedPrice, changed_prices, prices_seen
from portal.customer.checkout.ways import Ways, ways_to_pay
from portal.customer.order.reading import cart_shown, show_disabled
from portal.web.forms import FormIsWrong, Typed
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t

pages = Pages()


@pages.get("/checkout", permission="customer")
async def show_checkout(page: PageDep) -> Response:
    if page.partner and not page.partner.ordering_enabled:
        return show_disabled(page)
    return await _show(page, page.typed())


@pages.post("/checkout", permission="customer")
async def check_out(page: PageDep) -> Response:
    """Leads to the order's payment, which knows whether there is anything to pay."""
    try:
        form = await page.form(CheckoutForm)
    except FormIsWrong as wrong:
        return await _show(page, wrong.typed, status=422)
    typed = Typed(
        {"payment_method": form.payment_method or "", "agreed_terms": form.agreed_terms or ""}
    )
    try:
        async with page.changing_cart():
            placed = await order_cart(page, form)
    except CartHasChanged:
        return await _show(page, typed, status=409, is_changed=True)
    except TermsAreNotAgreed:
        faults = {"agreed_terms": t("portal.checkout.agree_first")}
        return await _show(page, Typed(typed.values, faults), status=422)
    except QuoteBelongsToAnotherOrder as refusal:
        return page.refuse("/orders", refusal)
    if isinstance(placed, PricesHaveChanged):
        changes = changed_prices(form.seen, placed.quote.lines)
        return await _show(page, typed, status=409, seen=form.seen, changes=changes)
    return page.go(f"/orders/{placed.order.id}/pay")


@pages.get("/terms", permission="customer")
async def show_terms(page: PageDep) -> Response:
    """The partner's, as they are to be agreed to now."""
    return page.show("customer/checkout/terms.html", terms=await page.services.orders.terms())


async def _show(
    page: Page,
    form: Typed,
    *,
    status: int = 200,
    seen: str = "",
    changes: Sequence[ChangedPrice] = (),
    is_changed: bool = False,
) -> Response:
    """`seen`: the prices before they changed."""
    orders = page.services.orders
    try:
        cart, options = await asyncio.gather(
            page.away(orders.cart(), "cart"), page.away(orders.checkout_options(), "options")
        )
    except OrderingIsDisabled:
        return show_disabled(page)
    shown = None if isinstance(cart, Away) else await cart_shown(page, cart)
    prices = "" if isinstance(cart, Away) else prices_seen(cart.quote_lines)
    return page.show(
        "customer/checkout/page.html",
        status=status,
        form=form,
        cart=shown,
        ways=_ways(cart, options),
        seen=seen or prices,
        prices=prices,
        changes=changes,
        is_changed=is_changed,
    )


def _ways(cart: CartView | Away, options: CheckoutOptions | Away) -> Ways | None:
    if isinstance(cart, Away) or isinstance(options, Away):
        return None
    return ways_to_pay(cart.total_minor, options)
