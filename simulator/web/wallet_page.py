"""The hosted page where a customer links test cards and takes them away again."""

from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from simulator.card_list import GROUPS, card_of
from simulator.context import Context
from simulator.dependencies import ContextDep
from simulator.linked_methods import (
    Wallet,
    link_card,
    methods_of,
    remove_method,
    wallet_of,
)
from simulator.messages import LinkCard, MethodsFound, RemoveMethod
from simulator.problems import CardIsNoTestCard
from simulator.web.rendering import is_json, read_body, render

router = APIRouter(prefix="/wallet", tags=["wallet page"])


@router.get("/{token}", summary="What is linked", response_class=HTMLResponse)
async def show(context: ContextDep, request: Request, token: str) -> Response:
    wallet = await wallet_of(context.book, token, context.clock())
    methods = await methods_of(context.book, wallet.customer_id)
    return render(
        request,
        "wallet.html",
        return_url=wallet.return_url,
        token=token,
        methods=methods,
        groups=GROUPS,
    )


@router.post("/{token}", summary="Link a test card (a form, or JSON)")
async def link(context: ContextDep, request: Request, token: str) -> Response:
    wallet = await wallet_of(context.book, token, context.clock())
    card = card_of((await read_body(request, LinkCard)).card)
    if card is None:
        raise CardIsNoTestCard(detail="This is no test card. Nothing was linked; pick one listed.")
    act = partial(link_card, customer_id=wallet.customer_id, card=card, now=context.clock())
    await context.book.write(act)
    return await _answer(context, request, wallet, wallet.return_url or token)


@router.post("/{token}/remove", summary="Take a method away (a form, or JSON)")
async def remove(context: ContextDep, request: Request, token: str) -> Response:
    wallet = await wallet_of(context.book, token, context.clock())
    method_id = (await read_body(request, RemoveMethod)).method_id
    customer_id = wallet.customer_id
    act = partial(remove_method, customer_id=customer_id, method_id=method_id, now=context.clock())
    await context.book.write(act)
    return await _answer(context, request, wallet, f"../{token}")


async def _answer(context: Context, request: Request, wallet: Wallet, leads_to: str) -> Response:
    """`leads_to` is where a browser goes on, seen from the address that it asked."""
    if not is_json(request):
        return RedirectResponse(leads_to, 303)
    methods = await methods_of(context.book, wallet.customer_id)
    return JSONResponse(MethodsFound(items=methods).model_dump(mode="json"))
