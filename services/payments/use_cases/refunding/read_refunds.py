"""Reads refunds: one, or a list."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.listing import Listing
from chassis.problems import not_found
from services.payments.context import Context
from services.payments.domain.refunding.refunds import Refund
from services.payments.repository.refunding import refunds


async def read_refund(context: Context, refund_id: str) -> Refund:
    """Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        return await known_refund(connection, refund_id)


async def known_refund(
    connection: AsyncConnection, refund_id: str, *, lock: bool = False
) -> Refund:
    """The same within a transaction, which with `lock` is the only one to change it."""
    refund = await refunds.refund_by_id(connection, refund_id, lock=lock)
    if refund is None:
        raise not_found("refund")
    return refund


async def list_refunds(context: Context, listing: Listing) -> list[Refund]:
    """Newest first."""
    async with context.database.autocommit() as connection:
        return await refunds.list_refunds(connection, listing)
