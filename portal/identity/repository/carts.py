"""SQL of what is remembered of a customer's cart, which orders keeps: how many lines it had when a
page last read it."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from portal.identity.tables import accounts as t


async def note_line_count(
    connection: AsyncConnection, account_id: str, line_count: int, changes: int
) -> None:
    """Unless the cart was changed since it was read: `changes` is how often it had been before."""
    as_read = (t.c.id == account_id) & (t.c.cart_changes == changes)
    await connection.execute(update(t).where(as_read).values(cart_line_count=line_count))


async def forget_line_count(connection: AsyncConnection, account_id: str) -> None:
    """Also what a page notes that is reading the cart meanwhile."""
    forgotten = {"cart_line_count": None, "cart_changes": t.c.cart_changes + 1}
    await connection.execute(update(t).where(t.c.id == account_id).values(forgotten))
