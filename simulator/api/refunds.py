"""Refunds, and the book of all that moved money."""

from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query

from chassis.pages import Cursor
from chassis.problems import not_found
from simulator.clock import moment_of
from simulator.context import Context
from simulator.dependencies import ContextDep
from simulator.merchant_requests import Key
from simulator.messages import (
    BookView,
    MakeRefund,
    RefundMade,
    RefundsFound,
)
from simulator.refunds import make_refund, settle_refund
from simulator.statement import read_book

ONE = "SELECT * FROM refunds WHERE id = ?"
OF_REFERENCE = "SELECT * FROM refunds WHERE reference = ? ORDER BY id DESC LIMIT 20"


router = APIRouter(prefix="/v1", tags=["refunds"])


@router.post("/refunds", summary="Give money back, once per Idempotency-Key")
async def make(context: ContextDep, wanted: MakeRefund, key: Key) -> RefundMade:
    after = context.settle_seconds
    act = partial(make_refund, wanted=wanted, key=key, now=context.clock(), settle_seconds=after)
    return await _refund(context, await context.requests.once(key, wanted, act))


@router.get("/refunds", summary="The refunds that were asked for with a reference")
async def find(
    context: ContextDep,
    reference: Annotated[str, Query(min_length=1, max_length=200)],
) -> RefundsFound:
    await context.requests.look_up(f"find-refund/{reference}")
    rows = await context.book.rows(OF_REFERENCE, reference)
    return RefundsFound(items=[RefundMade.model_validate(dict(row)) for row in rows])


@router.get("/refunds/{refund_id}", summary="What became of a refund")
async def read_one(context: ContextDep, refund_id: str) -> RefundMade:
    found = await _refund(context, refund_id)
    await context.requests.look_up(f"refund/{found.reference}")
    return found


@router.post("/refunds/{refund_id}/settle", summary="Let a pending refund settle now")
async def settle(context: ContextDep, refund_id: str) -> RefundMade:
    await context.book.write(partial(settle_refund, refund_id=refund_id))
    return await _refund(context, refund_id)


@router.get("/book", summary="What was captured and given back in a time, oldest first")
async def read_part(
    context: ContextDep,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 500,
) -> BookView:
    await context.requests.look_up("book")
    start = moment_of(since) if since else None
    return await read_book(context.book, start, moment_of(until) if until else None, cursor, limit)


async def _refund(context: Context, refund_id: str) -> RefundMade:
    found = await context.book.rows(ONE, refund_id)
    if not found:
        raise not_found("refund")
    return RefundMade.model_validate(dict(found[0]))
