"""SQL that says whose customer somebody is, as far as payments knows."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.tables.invoicing import invoices


async def is_customer_of(connection: AsyncConnection, customer_id: str, partner_id: int) -> bool:
    """Whether the partner has ever invoiced the customer, be it by a draft."""
    mine = (invoices.c.customer_id == customer_id) & (invoices.c.partner_id == partner_id)
    return (
        await connection.execute(select(invoices.c.id).where(mine).limit(1))
    ).first() is not None
