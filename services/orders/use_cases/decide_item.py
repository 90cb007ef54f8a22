"""Decide one item, or correct its start date: recorded under the order's row lock, the first
decision wins, then carried out at once if the engine answers in time."""

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from billing.days import local_date
from chassis.failpoints import failpoint
from chassis.tokens import Caller
from contracts.decisions import Decide, MoveStart
from contracts.orders import DecisionOutcome
from contracts.recording import RecordedDecision, RecordOperatorDecision
from services.orders.context import Context
from services.orders.domain.decisions import (
    require_allowed_start,
    require_complete,
    require_movable,
    require_open,
    require_unchanged,
)
from services.orders.domain.order import Decision, Item, Order
from services.orders.repository.changes import By
from services.orders.repository.decisions import find_decision_of_message
from services.orders.use_cases.load_order import item_of, load_order, read_order
from services.orders.use_cases.record_decisions import Ruling, record, send_decisions
from services.orders.views import decision_view, order_view, recorded

Rule = Callable[[Order, Item, By], Ruling]


async def decide_item(
    context: Context, caller: Caller, order_id: str, item_id: str, command: Decide, key: str
) -> DecisionOutcome:
    """Raises `ItemIsAlreadyDecided`, `ItemIsNotOpenForDecision`, `OrderHasChanged`,
    `DecisionIsIncomplete`, `StartDateIsRefused`. A retry with the same key finds its own decision
    again."""

    def rule(order: Order, item: Item, by: By) -> Ruling:
        return ruling_on(order, item, command, by, by.message_id)

    return await _record_and_deliver(context, caller, (order_id, item_id), rule, key)


async def move_start(
    context: Context, caller: Caller, order_id: str, item_id: str, command: MoveStart, key: str
) -> DecisionOutcome:
    """A correction is a decision of its own with the next revision, superseding the former. Raises
    `OrderHasChanged`, `ItemIsNotOpenForDecision`, `StartDateIsRefused`, `StartWouldGoUnbilled`,
    `OfflinePaymentIsNotBookedYet`."""

    def rule(order: Order, item: Item, by: By) -> Ruling:
        require_unchanged(order, command.expected_revision)
        require_movable(item)
        require_allowed_start(order, command.start_on, local_date(by.at, order.policy.time_zone))
        return Ruling(
            item,
            "approve",
            command.reason,
            command.start_on,
            message_id=by.message_id,
            preview=command.preview,
        )

    return await _record_and_deliver(context, caller, (order_id, item_id), rule, key)


async def record_operator_decision(
    context: Context, caller: Caller, order_id: str, command: RecordOperatorDecision
) -> RecordedDecision:
    """What an operator signalled to the workflow; that one carries it out itself. Idempotent per
    `message_id`. Raises as `decide_item` does."""
    by = By(f"operator/{command.by}", context.now(), f"{order_id}/message/{command.message_id}")
    wish = Decide.model_validate(command.model_dump(exclude={"message_id", "item_id", "by"}))

    def rule(order: Order, item: Item, by: By) -> Ruling:
        return ruling_on(order, item, wish, by, by.message_id)

    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        decision = await _record_once(connection, order, command.item_id, rule, by)
    return recorded(decision)


async def _record_and_deliver(
    context: Context, caller: Caller, at: tuple[str, str], rule: Rule, key: str
) -> DecisionOutcome:
    order_id, item_id = at
    by = By(caller.actor.label, context.now(), key)
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        decision = await _record_once(connection, order, item_id, rule, by)
        messages = await send_decisions(context, connection, order_id, [decision])
    failpoint("orders.decided")
    await context.inline.deliver(messages, context.settings.deciding_wait_seconds)
    now = await read_order(context, caller, order_id)
    in_force = item_of(now, item_id).decision
    if in_force is not None and in_force.id == decision.id:
        decision = in_force
    return DecisionOutcome(
        decision=decision_view(decision, caller.actor),
        applied=decision.applied_at is not None,
        order=order_view(now, caller.actor),
    )


async def _record_once(
    connection: AsyncConnection, order: Order, item_id: str, rule: Rule, by: By
) -> Decision:
    """The same message records a decision only once."""
    if by.message_id is not None:
        known = await find_decision_of_message(connection, order.id, by.message_id)
        if known is not None:
            return known
    ruling = rule(order, item_of(order, item_id), by)
    return (await record(connection, order, by, [ruling]))[0]


def ruling_on(order: Order, item: Item, command: Decide, by: By, message_id: str | None) -> Ruling:
    """Raises as `decide_item` does."""
    require_open(order, item)
    require_unchanged(order, command.expected_revision)
    require_complete(command.verdict, command.start_on, command.reason)
    approved = command.verdict == "approve"
    if approved and command.start_on is not None:
        require_allowed_start(order, command.start_on, local_date(by.at, order.policy.time_zone))
    return Ruling(
        item=item,
        verdict=command.verdict,
        reason=command.reason,
        start_on=command.start_on if approved else None,
        refund_to=None if approved else command.refund_to,
        message_id=message_id,
        preview=command.preview,
    )
