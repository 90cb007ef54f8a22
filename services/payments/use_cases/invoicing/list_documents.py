"""Lists a customer's, a partner's or an order's documents of all kinds."""

from contracts.finance import FinanceDocument
from services.payments.context import Context
from services.payments.domain.invoicing.finding import WantedDocuments
from services.payments.repository.invoicing.finance import page_of_documents


async def list_documents(context: Context, wanted: WantedDocuments) -> list[FinanceDocument]:
    """The newest issued first. A draft is no document."""
    async with context.database.autocommit() as connection:
        return await page_of_documents(connection, wanted, context.now())
