"""A gateway may say weeks later that a refund which succeeded has failed after all, as when the
card's account is closed. The money is back at the gateway, so the customer is owed it again."""

from contracts.problems import Problem
from contracts.said import Said, said
from services.payments.context import Context
from services.payments.domain.bookkeeping.ledger import refund_return_entry
from services.payments.domain.refunding.refunds import end_of_try
from services.payments.repository.bookkeeping.ledger import book
from services.payments.repository.invoicing.credit_notes import lock_note, reopen_note
from services.payments.repository.refunding.refunds import change_refund, known_refund
from services.payments.use_cases.refunding.flag_refund import ask_for_a_look, flag_refund
from services.payments.use_cases.refunding.read_refunds import read_refund
from wording.refusals import said_of


async def look_at_made_refund(context: Context, refund_id: str) -> None:
    """Ask the gateway whether a refund that it made has come back. One that it does not know asks
    for a person's look, once, and keeps nothing else waiting."""
    made = await read_refund(context, refund_id)
    if made.made_at_gateway is None:
        return
    try:
        at_gateway = await context.gateways.of(made.gateway).read_refund(made.made_at_gateway)
    except Problem as problem:
        if problem.passes:
            raise
        await ask_for_a_look(context, made, f"unread/{made.made_at_gateway}", said_of(problem))
        return
    if at_gateway.state == "failed":
        await take_back_refund(context, refund_id, made.made_at_gateway, at_gateway.failure)


async def take_back_refund(
    context: Context, refund_id: str, gateway_refund_id: str, failure: Said | None
) -> bool:
    """Book it back, once. It has failed then, and its order needs attention. False when it is
    booked as something else than what the gateway made under that id."""
    why = failure or said("refund.unexplained")
    async with context.database.begin() as connection:
        made = await known_refund(connection, refund_id, lock=True)
        if made.state == "failed":
            return True  # somebody else did, a moment ago
        if made.made_at_gateway != gateway_refund_id:
            return False
        failed = end_of_try(said("refund.came_back", why=why), made.tries + 1)
        failed |= {"state": "failed", "settled_at": None, "returns": made.returns + 1}
        await change_refund(connection, made, failed)
        if made.credit_note_id is not None:
            await lock_note(connection, made.credit_note_id)
            await reopen_note(connection, made.credit_note_id)
        customer, amount_minor = made.customer_id, made.amount_minor
        entry = refund_return_entry(made.id, customer, made.gateway, amount_minor, made.returns)
        await book(connection, made.account, [entry], context.now())
        message = await flag_refund(
            context, connection, made, f"came-back/{made.returns}", "came_back", why
        )
    context.inline.deliver_soon([message])
    return True
