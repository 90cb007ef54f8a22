"""Quotes in SQL. A stored quote is never changed; long after its time it goes."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.housekeeping import Sweep
from contracts.catalog import QuoteView
from services.catalog.tables import quotes

t = quotes


async def insert_quote(
    connection: AsyncConnection, quote: QuoteView, request_key: str
) -> QuoteView:
    """Store the quote; a repeated request gives back what its first run stored."""
    row = insert(t).values(
        id=quote.id,
        request_key=request_key,
        partner_id=quote.partner_id,
        customer_id=quote.customer_id,
        view=quote.model_dump(mode="json"),
        expires_at=quote.expires_at,
    )
    once = row.on_conflict_do_nothing(index_elements=[t.c.request_key]).returning(t.c.id)
    if (await connection.execute(once)).first():
        return quote
    same = select(t.c.view).where(t.c.request_key == request_key)
    return QuoteView.model_validate((await connection.execute(same)).scalar_one())


async def find_quote(connection: AsyncConnection, quote_id: str) -> QuoteView | None:
    statement = select(t.c.view).where(t.c.id == quote_id)
    view = (await connection.execute(statement)).scalar_one_or_none()
    return QuoteView.model_validate(view) if view is not None else None


def quotes_sweep() -> Sweep:
    """Quotes whose time is over, long enough ago that nobody confirms them any more. One that was
    ordered goes too: its order keeps every line and all amounts, and its id."""
    return Sweep(t, t.c.created_at, t.c.expires_at < func.now())
