"""Lists the payments that were asked for by instructions, for whoever has money in hand."""

from dataclasses import replace

from chassis.listing import Listing
from services.payments.context import Context
from services.payments.domain.collecting.finding import WantedOffline
from services.payments.gateways.offline.instructions import read_payment_reference
from services.payments.gateways.offline.statements import (
    OfflinePayment,
    list_offline,
)


async def list_offline_payments(
    context: Context, listing: Listing, wanted: WantedOffline
) -> list[OfflinePayment]:
    """Newest first. The payment reference is as it stands on a bank statement; nothing is found by
    what cannot be one."""
    if wanted.payment_reference:
        known = read_payment_reference(wanted.payment_reference)
        if known is None:
            return []
        wanted = replace(wanted, payment_reference=known)
    async with context.database.autocommit() as connection:
        return await list_offline(connection, listing, wanted)
