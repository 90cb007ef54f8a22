"""Shows a customer's account at a glance: balances, and the newest invoices that are to be paid."""

from contracts.overviews import MOST_SHOWN, AccountOverview, CurrencyOverview
from services.payments.context import Context
from services.payments.domain.invoicing.finding import WantedDocuments
from services.payments.repository.bookkeeping.accounts import balances_of
from services.payments.repository.invoicing.finance import page_of_documents, unpaid_totals


async def show_overview(context: Context, partner_id: int, customer_id: str) -> AccountOverview:
    """In three statements."""
    unpaid = WantedDocuments(
        partner_id=partner_id,
        customer_id=customer_id,
        kind="invoice",
        only_open=True,
        limit=MOST_SHOWN,
    )
    async with context.database.autocommit() as connection:
        balances = await balances_of(connection, partner_id, customer_id)
        totals = await unpaid_totals(connection, partner_id, customer_id)
        newest = await page_of_documents(connection, unpaid, context.now())
    currencies = []
    for currency in sorted({*balances, *totals}):
        count, minor = totals.get(currency, (0, 0))
        currencies.append(
            CurrencyOverview(
                currency=currency,
                balance_minor=balances.get(currency, 0),
                unpaid_count=count,
                unpaid_minor=minor,
            )
        )
    return AccountOverview(customer_id=customer_id, currencies=currencies, unpaid=newest)
