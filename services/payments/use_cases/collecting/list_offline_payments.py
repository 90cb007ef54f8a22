"""Lists the payments that were asked for by instructions, for whoever has money in hand."""

from chassis.listing import Listing
from services.payments.context import Context
from services.payments.gateways.offline.instructions import read_payment_reference
from services.payments.gateways.offline.statements import (
    OfflinePayment,
    OfflineState,
    list_offline,
)


async def list_offline_payments(
    context: Context, listing: Listing, state: OfflineState | None, written: str | None
) -> list[OfflinePayment]:
    """Newest first. `written` is a payment reference as it stands on a bank statement; nothing is
    found by what cannot be one."""
    payment_reference = read_payment_reference(written) if written else None
    if written and payment_reference is None:
        return []
    async with context.database.autocommit() as connection:
        return await list_offline(connection, listing, state, payment_reference)
