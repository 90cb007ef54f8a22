"""The way to the payment: a page in between that reads how the payment stands, so that nobody pays
twice; and another attempt, if wanted by another method."""

from datetime import date

from fastapi.responses import Response

from billing.days import local_date
from contracts.message import Id, Name
from contracts.orders import PlacedOrder
from contracts.said import said
from portal.customer.orders.returning import Still, forget_return, has_just_returned
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages

pages = Pages()
TO_PAY = {"pay_now", "pay_as_instructed", "payment_page_follows"}


class PayAgainForm(Form):
    payment_method: Name


@pages.get("/orders/{order_id}/pay", permission="customer")
async def pay(page: PageDep, order_id: Id, still: Still = False) -> Response:
    placed = await page.services.orders.payment_page(order_id)
    if placed.outcome in ("paid", "approved"):
        return page.go(f"/orders/{order_id}", said("portal.pay.is_paid"))
    may_have_paid = placed.outcome != "pay_as_instructed" and has_just_returned(page, order_id)
    if placed.outcome not in TO_PAY or may_have_paid:
        return page.go(f"/orders/{order_id}/return")
    due_on = await _due_on(page, placed) if placed.outcome == "pay_as_instructed" else None
    return page.show("customer/orders/pay.html", placed=placed, due_on=due_on, still=still)


async def _due_on(page: Page, placed: PlacedOrder) -> date | None:
    """The last day on which the order waits for its money; not told while that is not known."""
    found = await page.away(page.services.orders.timeline(placed.order.id, limit=1), "")
    if isinstance(found, Away):
        return None
    ends = [step.until for step in found.comes_next if step.until is not None]
    return local_date(ends[0], page.zone) if ends else None


@pages.get("/orders/{order_id}/pay-again", permission="customer")
async def choose_again(page: PageDep, order_id: Id) -> Response:
    return await _choices(page, order_id, page.typed(), is_new=True)


@pages.post("/orders/{order_id}/pay-again", permission="customer")
async def pay_again(page: PageDep, order_id: Id) -> Response:
    try:
        form = await page.form(PayAgainForm)
    except FormIsWrong as wrong:
        return await _choices(page, order_id, wrong.typed, status=422)
    orders, method = page.services.orders, form.payment_method
    await page.do_once(
        lambda key: orders.try_payment_again(order_id, key=key, payment_method=method)
    )
    answer = page.go(f"/orders/{order_id}/pay")
    forget_return(page, answer)
    return answer


async def _choices(
    page: Page, order_id: str, form: Typed, status: int = 200, *, is_new: bool = False
) -> Response:
    """The first way that can be used is chosen at first, as at the checkout."""
    placed = await page.services.orders.payment_page(order_id)
    if placed.outcome != "payment_failed":
        return page.go(f"/orders/{order_id}/pay")
    options = await page.services.orders.checkout_options()
    choices = [(one.id, one.label.text) for one in options.methods if one.usable]
    if is_new and choices:
        form = Typed({"payment_method": choices[0][0], **form.values})
    return page.show(
        "customer/orders/pay_again.html",
        status=status,
        order=placed.order,
        options=options,
        choices=choices,
        form=form,
    )
