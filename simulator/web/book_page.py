"""A page that shows the book: what moved money, which webhooks went out, what was made to fail."""

import json
import sqlite3
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from simulator.access import is_key
from simulator.api.faults import faults_view
from simulator.card_list import card_of
from simulator.context import Context
from simulator.dependencies import ContextDep
from simulator.faults import FaultScript
from simulator.web.rendering import render

MOST_ROWS = 50
CHECKOUTS = """
SELECT c.*, h.amount_minor AS captured_minor, h.currency AS captured_currency, h.captured_at
FROM checkouts c LEFT JOIN charges h ON h.checkout_id = c.id ORDER BY c.id DESC LIMIT ?
"""
REFUNDS = "SELECT * FROM refunds ORDER BY id DESC LIMIT ?"
WEBHOOKS = "SELECT * FROM webhooks ORDER BY id DESC LIMIT ?"
TOTALS = """
SELECT currency, sum(charges) AS charges, sum(captured) AS captured, sum(refunds) AS refunds,
    sum(refunded) AS refunded
FROM (
    SELECT currency, 1 AS charges, amount_minor AS captured, 0 AS refunds, 0 AS refunded
    FROM charges
    UNION ALL
    SELECT currency, 0, 0, 1, amount_minor FROM refunds WHERE state = 'succeeded'
) GROUP BY currency ORDER BY currency
"""
Credentials = Annotated[HTTPBasicCredentials | None, Depends(HTTPBasic(auto_error=False))]


router = APIRouter(tags=["book page"])


@router.get("/book", summary="The book, newest first", response_class=HTMLResponse)
async def show(context: ContextDep, request: Request, credentials: Credentials) -> Response:
    given = credentials.password if credentials else ""
    if context.profile == "production" and not is_key(context.api_key, given):
        challenge = {"WWW-Authenticate": 'Basic realm="the API key is the password"'}
        return HTMLResponse("The API key is the password.", 401, headers=challenge)
    return await _page(context, request)


async def _page(context: Context, request: Request) -> HTMLResponse:
    view = await faults_view(context.book, context.faults.script)
    usual = FaultScript()
    script = {name: value for name, value in view.script if value != getattr(usual, name)}
    return render(
        request,
        "book.html",
        language="en",
        most_rows=MOST_ROWS,
        totals=await context.book.rows(TOTALS),
        checkouts=[_with_card(row) for row in await context.book.rows(CHECKOUTS, MOST_ROWS)],
        refunds=await context.book.rows(REFUNDS, MOST_ROWS),
        webhooks=[_with_type(row) for row in await context.book.rows(WEBHOOKS, MOST_ROWS)],
        faults=view,
        script=script,
    )


def _with_card(row: sqlite3.Row) -> dict[str, Any]:
    card = card_of(row["card"] or "")
    return dict(row) | {"card_title": card.title if card else ""}


def _with_type(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row) | {"type": json.loads(row["body"])["type"]}
