"""Takes back the attempts to pay an invoice that ask for another amount than is due by now."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.context import Context
from services.payments.messages import ATTEMPT_REPLACED, AttemptReplaced
from services.payments.repository.collecting.intents import live_attempts
from services.payments.repository.invoicing.settlements import dues_of


async def replace_attempts(
    context: Context, connection: AsyncConnection, invoice_ids: Sequence[str]
) -> list[int]:
    """In the transaction that changed what is due on these invoices, which it has locked; the
    messages to deliver after it. What is captured all the same pays what is due, and the rest of it
    goes back."""
    live = await live_attempts(connection, invoice_ids) if invoice_ids else []
    if not live:
        return []
    due_minor = {due.invoice_id: due.due_minor for due in await dues_of(connection, invoice_ids)}
    return [
        await ATTEMPT_REPLACED.add(
            context.outbox, connection, one.id, AttemptReplaced(intent_id=one.id)
        )
        for one in live
        if one.amount_minor != due_minor[one.invoice_id]
    ]
