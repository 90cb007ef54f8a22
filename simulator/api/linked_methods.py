"""Linked methods of a customer, as a merchant sees them."""

from functools import partial

from fastapi import APIRouter, Request

from simulator.dependencies import ContextDep
from simulator.linked_methods import methods_of, open_wallet
from simulator.messages import MethodsFound, OpenWallet, WalletView

router = APIRouter(prefix="/v1", tags=["linked methods"])


@router.post("/wallets", summary="Ask for a page on which a customer links a method")
async def open_one(context: ContextDep, request: Request, wanted: OpenWallet) -> WalletView:
    token = await context.book.write(partial(open_wallet, wanted=wanted, now=context.clock()))
    page_url = context.checkouts.page_url(f"/wallet/{token}", str(request.base_url))
    return WalletView(page_url=page_url)


@router.get("/customers/{customer_id}/methods", summary="What a customer has linked")
async def read(context: ContextDep, customer_id: str) -> MethodsFound:
    return MethodsFound(items=await methods_of(context.book, customer_id))
