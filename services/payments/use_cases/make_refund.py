"""Gives money back through the gateway, again and again until it is done, visible meanwhile."""

from chassis.auth import not_found
from contracts.payments import GatewayIsUnavailable, RefundFailed
from contracts.problems import ServiceIsUnavailable
from services.payments.domain.ledger import refund_entry
from services.payments.gateways.port import GatewayRefund, RefundOrder
from services.payments.means import Means
from services.payments.repository import credits as notes_table
from services.payments.repository import refunds
from services.payments.repository.ledger import Account, book


async def make_refund(means: Means, refund_id: str) -> None:
    """Raises `ServiceIsUnavailable` while it is not done, so that the outbox brings it again."""
    async with means.database.autocommit() as connection:
        wanted = await refunds.refund_to_make(connection, refund_id)
    if wanted is None:
        raise not_found("refund")
    if wanted.state == "succeeded":
        return
    # A definite failure gets a new key, or the gateway would repeat its answer for ever.
    order = RefundOrder(
        key=f"refund/{refund_id}/{wanted.tries}",
        payment_id=wanted.gateway_payment_id,
        amount_minor=wanted.amount_minor,
        currency=wanted.currency,
    )
    try:
        made = await means.gateway.refund(order)
    except GatewayIsUnavailable as error:
        await _note(means, refund_id, failure=error.detail)
        raise ServiceIsUnavailable(error.detail) from error
    if made.state == "succeeded":
        await _book(means, refund_id)
        return
    await _note_unfinished(means, refund_id, wanted.tries, made)


async def _book(means: Means, refund_id: str) -> None:
    async with means.database.begin() as connection:
        refund = await refunds.refund_to_make(connection, refund_id, lock=True)
        if refund is None or refund.state == "succeeded":
            return
        await refunds.change_refund(connection, refund_id, state="succeeded", failure=None)
        if refund.credit_note_id is not None:
            await notes_table.move_note(connection, refund.credit_note_id, "refunded")
        entry = refund_entry(refund_id, refund.customer_id, refund.gateway, refund.amount_minor)
        account = Account(refund.customer_id, refund.partner_id, refund.currency)
        await book(connection, account, [entry], means.clock())


async def _note_unfinished(means: Means, refund_id: str, tries: int, made: GatewayRefund) -> None:
    if made.state == "failed":
        failure = made.failure or "The gateway refused the refund."
        await _note(means, refund_id, state="failed", failure=failure, tries=tries + 1)
        raise ServiceIsUnavailable(failure) from RefundFailed(failure)
    await _note(means, refund_id, state="pending", failure=None)
    raise ServiceIsUnavailable(f"Refund {refund_id} is on its way at the gateway.")


async def _note(means: Means, refund_id: str, **values: object) -> None:
    async with means.database.autocommit() as connection:
        await refunds.change_refund(connection, refund_id, **values)
