"""Says whether somebody is a partner's customer, as far as payments knows."""

from chassis.problems import not_found
from services.payments.context import Context
from services.payments.repository.invoicing.invoices import is_customer_of


async def require_invoiced(context: Context, partner_id: int, customer_id: str) -> None:
    """Raises `ObjectIsNotFound` for whom the partner has never invoiced, be it by a draft."""
    async with context.database.autocommit() as connection:
        if not await is_customer_of(connection, customer_id, partner_id):
            raise not_found("customer")
