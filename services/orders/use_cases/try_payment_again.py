"""Try an order's payment again, by the same payment method or another."""

from dataclasses import replace

from chassis.failpoints import failpoint
from chassis.tokens import Caller
from contracts.message import MOST_ATTEMPTS
from contracts.methods import PaymentMethodIsNotOffered, PaymentMethodIsNotUsable
from contracts.orders import PaymentCannotBeTriedAgain, PlacedOrder, TryPaymentAgain
from contracts.problems import Problem
from contracts.said import said
from services.orders.context import Context
from services.orders.domain.customer_actions import can_pay_again
from services.orders.domain.item_changes import changes_of_undecided
from services.orders.domain.payment_methods import PaymentChoice, longer_payment_seconds
from services.orders.messages import PAYMENT_TRIED_AGAIN, PaymentTriedAgain, attempt_key
from services.orders.repository.audit import is_audited
from services.orders.repository.changes import By, save_changes
from services.orders.use_cases.load_order import load_order
from services.orders.use_cases.offer_payment_methods import choice_for_retry
from services.orders.use_cases.show_payment_state import LOOK_SECONDS, placed_answer


async def try_payment_again(
    context: Context, caller: Caller, order_id: str, command: TryPaymentAgain, key: str
) -> PlacedOrder:
    """A new attempt, by another method if one is named; older attempts can no longer capture.
    Raises `PaymentCannotBeTriedAgain`, `PaymentMethodIsNotOffered`, `PaymentMethodIsNotUsable`."""
    by = By(caller.actor.label, context.now(), key)
    choice, refusal = await _choice(context, caller, order_id, command)
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        if not await is_audited(connection, order.id, key):
            if not can_pay_again(order):
                raise PaymentCannotBeTriedAgain("none_failed")
            if refusal:
                raise refusal
            if order.payment_attempt >= MOST_ATTEMPTS:
                raise PaymentCannotBeTriedAgain("too_often", most=MOST_ATTEMPTS)
            again = said("audit.payment_tried_again")
            changes = changes_of_undecided(order, "payment_tried_again", again)
            after = replace(
                order,
                payment_attempt=order.payment_attempt + 1,
                payment_method=(choice and choice.method) or order.payment_method,
            )
            why = said(
                "audit.pay_again",
                attempt=after.payment_attempt,
                payment_method=choice.method if choice else None,
            )
            order = await save_changes(
                connection, order, by, changes, after=after, action="pay_again", reason=why
            )
        longer = longer_payment_seconds(order.policy, choice) if choice else None
        tried = PaymentTriedAgain(
            order_id=order.id, attempt=order.payment_attempt, payment_seconds=longer
        )
        message = await PAYMENT_TRIED_AGAIN.add(
            context.outbox, connection, attempt_key(order.id, tried.attempt), tried
        )
    failpoint("orders.payment_tried_again")
    await context.inline.deliver([message], context.settings.placing_wait_seconds)
    return await placed_answer(context, caller, order, LOOK_SECONDS)


async def _choice(
    context: Context, caller: Caller, order_id: str, command: TryPaymentAgain
) -> tuple[PaymentChoice | None, Problem | None]:
    """What the customer chose, or why not; a retry of what was done is never refused."""
    if command.payment_method is None:
        return None, None
    try:
        return await choice_for_retry(context, caller, order_id, command.payment_method), None
    except (PaymentMethodIsNotOffered, PaymentMethodIsNotUsable) as refusal:
        return None, refusal
