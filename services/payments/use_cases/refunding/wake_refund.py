"""Has a refund's workflow ask for it now; it is started if it is not there."""

from contracts.workflow import RefundToStart
from services.payments.context import Context
from services.payments.use_cases.refunding.read_refunds import read_refund


async def wake_refund(context: Context, refund_id: str) -> bool:
    """Whether it was not there. Raises `ServiceIsUnavailable`."""
    owed = await read_refund(context, refund_id)
    facts = RefundToStart.model_validate(owed, from_attributes=True)
    return await context.workflows.wake_refund(facts)
