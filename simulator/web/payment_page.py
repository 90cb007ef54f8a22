"""The hosted payment page: where the customer pays by the linked method or by a test card."""

import sqlite3
from datetime import datetime
from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from simulator.card_list import GROUPS, card_ending_in, card_of
from simulator.cards import RequestFault, TestCard
from simulator.charges import pay
from simulator.clock import moment_of
from simulator.context import Context
from simulator.dependencies import ContextDep
from simulator.events import checkout_row
from simulator.faults import REQUEST_FAULTS, count
from simulator.linked_methods import method_of
from simulator.merchant_requests import DOES_NOTHING
from simulator.messages import CheckoutView, Pay
from simulator.problems import (
    CaptureCannotBeDated,
    CardIsNoTestCard,
    MethodIsNotLinked,
)
from simulator.web.rendering import is_json, read_body, render

LINKED = "linked"


router = APIRouter(prefix="/pay", tags=["payment page"])


@router.get("/{checkout_id}", summary="The payment page", response_class=HTMLResponse)
async def show(context: ContextDep, request: Request, checkout_id: str) -> Response:
    return _page(context, request, await context.checkouts.read(checkout_id, str(request.base_url)))


@router.post("/{checkout_id}", summary="Pay with a test card (a form, or JSON)")
async def press(context: ContextDep, request: Request, checkout_id: str) -> Response:
    wanted = await read_body(request, Pay)
    dated = moment_of(wanted.captured_at) if wanted.captured_at else None
    if dated is not None and context.profile == "production":
        raise CaptureCannotBeDated(
            detail="A payment is captured when it is captured: in production it takes no date."
            " Nothing was charged; leave `captured_at` out."
        )
    fault = await context.book.write(partial(_press, context, checkout_id, wanted.card, dated))
    await context.webhooks.send_first(checkout_id)
    if fault is not None:
        await context.requests.misbehave(fault)
    view = await context.checkouts.read(checkout_id, str(request.base_url))
    if is_json(request):
        return JSONResponse(view.model_dump(mode="json"))
    return RedirectResponse(view.return_url or checkout_id, 303)


def _press(
    context: Context,
    checkout_id: str,
    card_text: str,
    dated: datetime | None,
    connection: sqlite3.Connection,
) -> RequestFault | None:
    """Pay, unless the card keeps this press from it; the fault of the answer."""
    checkout = checkout_row(connection, checkout_id)
    card = _linked(connection, checkout) if card_text == LINKED else card_of(card_text)
    if card is None:
        raise CardIsNoTestCard(detail="This is no test card. Nothing was charged; pick one listed.")
    fault = next((one for one in REQUEST_FAULTS if one == card.fault), None)
    if checkout["presses"] > 0 and fault != "error_500_stored":
        fault = None
    if fault is not None:
        count(connection, fault)
    connection.execute("UPDATE checkouts SET presses = presses + 1 WHERE id = ?", (checkout_id,))
    if fault not in DOES_NOTHING:
        pay(connection, checkout_id, card, dated, context.publisher, context.settle_seconds)
    return fault


def _linked(connection: sqlite3.Connection, checkout: sqlite3.Row) -> TestCard | None:
    if checkout["method_id"] is None:
        raise MethodIsNotLinked(
            detail="No method is linked here. Nothing was charged; pick a card."
        )
    method = method_of(connection, checkout["customer_id"], checkout["method_id"])
    return card_ending_in(method["last_four"])


def _page(context: Context, request: Request, view: CheckoutView) -> HTMLResponse:
    return render(
        request,
        "payment.html",
        return_url=view.return_url,
        checkout=view,
        groups=GROUPS,
        may_date=context.profile != "production",
    )
