"""The hosted payment page: where the customer picks a test card and pays."""

import asyncio
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader
from pydantic import ValidationError

from contracts.problems import RequestIsMalformed
from services.payments.gateways.simulator.cards import CARDS, card_of
from services.payments.gateways.simulator.checkouts import Checkouts
from services.payments.gateways.simulator.courier import Courier
from services.payments.gateways.simulator.messages import CheckoutView, Pay

MINOR_DIGITS = {"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3}
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True, enable_async=False
)
JSON = "application/json"


def page_router(checkouts: Checkouts, courier: Courier) -> APIRouter:
    router = APIRouter(prefix="/pay", tags=["payment page"])

    @router.get("/{checkout_id}", summary="The payment page", response_class=HTMLResponse)
    async def show(request: Request, checkout_id: str) -> Response:
        view = await asyncio.to_thread(checkouts.read, checkout_id, str(request.base_url))
        return _page(view)

    @router.post("/{checkout_id}", summary="Pay with a test card (a form, or JSON)")
    async def pay(request: Request, checkout_id: str) -> Response:
        as_json = request.headers.get("content-type", "").startswith(JSON)
        wanted = await _body(request, as_json)
        card = card_of(wanted.card)
        if card is None:
            raise RequestIsMalformed("This is no test card. Nothing was charged; pick one listed.")
        await asyncio.to_thread(checkouts.pay, checkout_id, card, wanted.captured_at)
        courier.wake()
        view = await asyncio.to_thread(checkouts.read, checkout_id, str(request.base_url))
        if as_json:
            return JSONResponse(view.model_dump(mode="json"))
        if view.return_url:
            return RedirectResponse(view.return_url, 303)
        return _page(view)

    return router


async def _body(request: Request, as_json: bool) -> Pay:
    try:
        given = await request.json() if as_json else dict(await request.form())
        if isinstance(given, dict):
            given = {name: value for name, value in given.items() if value != ""}
        return Pay.model_validate(given)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error
    except ValueError as error:
        raise RequestIsMalformed("The body is not readable. Nothing was charged.") from error


def _page(view: CheckoutView) -> HTMLResponse:
    template = TEMPLATES.get_template("payment.html")
    amount = printed_amount(view.amount_minor, view.currency)
    return HTMLResponse(template.render(checkout=view, amount=amount, cards=CARDS))


def printed_amount(amount_minor: int, currency: str) -> str:
    """For example `31.00 EUR`."""
    digits = MINOR_DIGITS.get(currency, 2)
    whole, rest = divmod(amount_minor, 10**digits)
    return f"{whole}.{rest:0{digits}} {currency}" if digits else f"{whole} {currency}"
