"""Refuse customers whose partner has switched ordering off, as the orders service says."""

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.settings import ClosedPartners, OrderingIsDisabled
from services.catalog.context import Context
from services.catalog.domain.availability import Buyer
from services.catalog.repository.closed_partners import insert_closed, is_closed


async def close_partners(context: Context, told: ClosedPartners) -> None:
    """Idempotent by its version; what is older than what is known changes nothing."""
    async with context.database.autocommit() as connection:
        await insert_closed(connection, told.version, told.partner_ids)


async def require_ordering(context: Context, buyer: Buyer) -> None:
    """Raises `OrderingIsDisabled`."""
    async with context.database.autocommit() as connection:
        await require_open(connection, buyer)


async def require_open(connection: AsyncConnection, buyer: Buyer) -> None:
    """The same for whoever reads anyway."""
    if await is_closed(connection, buyer.partner_id):
        raise OrderingIsDisabled
