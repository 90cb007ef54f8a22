"""/order: the products, and the cart over them where the address says so."""

import asyncio
from contextlib import suppress

from fastapi.responses import Response

from contracts.carts import AddCartLine, CartHasChanged, CartRevision, CartView, ChangeCartLine
from contracts.catalog import KIND_ORDER, PeriodCount, Quantity
from contracts.message import Id
from contracts.problems import ObjectIsNotFound
from contracts.settings import OrderingIsDisabled
from portal.customer.order.cards import Cards, cards_for
from portal.customer.order.cart_view import Cart
from portal.customer.order.reading import cart_for, show_disabled
from portal.customer.order.search import Search, SearchDep, posted_from
from portal.web.forms import Form
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t

pages = Pages()


class SelectForm(Form):
    offering_id: Id


class ChangeForm(Form):
    """Of one line; a one-time product has no periods."""

    revision: CartRevision
    quantity: Quantity
    period_count: PeriodCount | None = None


@pages.get("/order", permission="customer")
async def show_products(page: PageDep, search: SearchDep) -> Response:
    if page.partner and not page.partner.ordering_enabled:
        return show_disabled(page)
    try:
        cart, cards = await asyncio.gather(
            page.away(cart_for(page), "cart"),
            page.away(cards_for(page, search), "catalogue"),
        )
    except OrderingIsDisabled:
        return show_disabled(page)
    return _show(page, search, cart, cards)


@pages.post("/order", permission="customer")
async def select(page: PageDep) -> Response:
    """Back at the same products, with the cart over them."""
    form = await page.form(SelectForm)
    search = posted_from(page)
    line = AddCartLine(offering_id=form.offering_id)

    async def add(key: str) -> CartView:
        return await page.services.orders.add_cart_line(line, key=f"{key}/{line.offering_id}"[:200])

    async with page.changing_cart():
        await page.do_once(add)
    return page.go(search.with_window(line.offering_id).address)


@pages.post("/order/lines/{line_id}", permission="customer")
async def change_line(page: PageDep, line_id: Id) -> Response:
    form = await page.form(ChangeForm)
    wanted = ChangeCartLine(
        quantity=form.quantity, period_count=form.period_count, expected_revision=form.revision
    )
    async with page.changing_cart():
        try:
            await page.services.orders.change_cart_line(line_id, wanted)
        except CartHasChanged as changed:
            if not _is_done(changed, line_id, wanted):
                raise
    return page.go(page.address)


@pages.post("/order/lines/{line_id}/delete", permission="customer")
async def delete_line(page: PageDep, line_id: Id) -> Response:
    """What the second of two clicks finds gone is gone as wished."""
    async with page.changing_cart():
        with suppress(ObjectIsNotFound):
            await page.services.orders.delete_cart_line(line_id)
    return page.go(page.address)


def _is_done(changed: CartHasChanged, line_id: str, wanted: ChangeCartLine) -> bool:
    """By the first of two clicks."""
    cart = CartView.model_validate(changed.facts["cart"])
    line = next((one for one in cart.lines if one.id == line_id), None)
    return (
        line is not None
        and wanted.quantity in (None, line.quantity)
        and wanted.period_count in (None, line.period_count)
    )


def _show(page: Page, search: Search, cart: Cart | Away, cards: Cards | Away) -> Response:
    return page.show(
        "customer/order/page.html",
        search=search,
        cart=None if isinstance(cart, Away) else cart,
        cards=None if isinstance(cards, Away) else cards,
        kinds=[("", t("portal.order.all_kinds"))]
        + [(kind, t("portal.order.group", kind=kind)) for kind in KIND_ORDER],
    )
