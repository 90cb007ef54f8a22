"""Reads refunds: one, or a list."""

from chassis.listing import Listing
from contracts.refunds import RefundState
from services.payments.context import Context
from services.payments.domain.refunding.refunds import Refund
from services.payments.repository.refunding import refunds


async def read_refund(context: Context, refund_id: str) -> Refund:
    """Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        return await refunds.known_refund(connection, refund_id)


async def list_refunds(
    context: Context, listing: Listing, state: RefundState | None
) -> list[Refund]:
    """Newest first."""
    async with context.database.autocommit() as connection:
        return await refunds.list_refunds(connection, listing, state)
