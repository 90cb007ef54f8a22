"""Decide many orders by one request: each row in a transaction of its own, as if it came alone."""

import asyncio
from itertools import groupby

from chassis.failpoints import failpoint
from chassis.tokens import Caller
from contracts.approvals import (
    MOST_DECIDED_ITEMS,
    DecidedMany,
    DecidedOrder,
    DecideMany,
    DecideOrder,
    TooManyItemsAtOnce,
)
from contracts.problems import Problem
from services.orders.context import Context
from services.orders.domain.order import Decision, Order
from services.orders.repository.approvals import names_of_customers
from services.orders.repository.changes import By
from services.orders.repository.decisions import find_decisions, find_decisions_of_messages
from services.orders.use_cases.decide_item import ruling_on
from services.orders.use_cases.load_order import item_of, load_order
from services.orders.use_cases.record_decisions import Ruling, record, send_decisions
from services.orders.views import decision_view
from wording.refusals import detail_of

AT_ONCE = 5
"""Orders whose rows are recorded; the other connections are for other requests."""
BROUGHT_AT_ONCE = 16
"""Decisions that are brought to their workflows, so that others are brought between them."""

Made = tuple[list[Decision], list[int]]
"""What a row decided, and the messages that tell of it."""


async def decide_many(
    context: Context, caller: Caller, command: DecideMany, key: str
) -> DecidedMany:
    """A row that is refused stops no other. What passes by itself, such as a database that is away,
    is raised after all were tried: the same key then goes on with what is not decided yet."""
    turns = asyncio.Semaphore(AT_ONCE)
    rows = list(enumerate(command.rows))
    answers: dict[int, Made | Problem] = {}

    async def decide(order_rows: list[tuple[int, DecideOrder]]) -> None:
        """One after the other, as each of them changes the order's revision."""
        own = 0
        for n, row in order_rows:
            by = By(caller.actor.label, at, f"{key}/{n}")
            try:
                async with turns:
                    answers[n] = await _decide_row(context, caller, _since_own(row, own), by)
                own += 1
            except Problem as refusal:
                answers[n] = refusal

    at = context.now()
    by_order = groupby(sorted(rows, key=lambda row: row[1].order_id), lambda row: row[1].order_id)
    await asyncio.gather(*(decide(list(order_rows)) for _, order_rows in by_order))
    for answer in answers.values():
        if isinstance(answer, Problem) and answer.passes:
            raise answer
    failpoint("orders.decided_many")
    return await _carried_out(context, caller, command, answers)


async def _decide_row(context: Context, caller: Caller, row: DecideOrder, by: By) -> Made:
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, row.order_id, lock=True)
        keys = [_message_id(by, item.id) for item in order.items]
        made = await find_decisions_of_messages(connection, order.id, keys)
        if not made:
            made = await record(connection, order, by, _rulings(order, row, by))
        return made, await send_decisions(context, connection, order.id, made)


def _rulings(order: Order, row: DecideOrder, by: By) -> list[Ruling]:
    if row.item_id is not None:
        items = [item_of(order, row.item_id)]
    else:
        # Where none waits, the first says why.
        items = [item for item in order.items if item.awaits_decision] or [order.items[0]]
    if len(items) > MOST_DECIDED_ITEMS:
        raise TooManyItemsAtOnce(count=len(items), most=MOST_DECIDED_ITEMS)
    return [ruling_on(order, item, row, by, _message_id(by, item.id)) for item in items]


def _since_own(row: DecideOrder, own: int) -> DecideOrder:
    """What earlier rows of the same request changed is known to whoever sent it."""
    if row.expected_revision is None:
        return row
    return row.model_copy(update={"expected_revision": row.expected_revision + own})


def _message_id(by: By, item_id: str) -> str:
    return f"{by.message_id}/{item_id}"


async def _carried_out(
    context: Context, caller: Caller, command: DecideMany, answers: dict[int, Made | Problem]
) -> DecidedMany:
    """Wait for the effects of all together as long as for those of one; the rest follows."""
    decided = [answer for answer in answers.values() if not isinstance(answer, Problem)]
    await _bring(context, [message for _, messages in decided for message in messages])
    async with context.database.autocommit() as connection:
        now = await find_decisions(connection, [one.id for made, _ in decided for one in made])
        names = await names_of_customers(
            connection, [row.order_id for row in command.rows], caller.actor.partner_id
        )

    def told(n: int, row: DecideOrder) -> DecidedOrder:
        result, answer = DecidedOrder(order_id=row.order_id, item_id=row.item_id), answers[n]
        result = result.model_copy(update={"customer_name": names.get(row.order_id, "")})
        if isinstance(answer, Problem):
            return result.model_copy(update={"problem": answer.document(detail_of(answer))})
        made = [now[one.id] for one in answer[0]]
        views = [decision_view(one, caller.actor) for one in made]
        applied = all(one.applied_at for one in made)
        return result.model_copy(update={"decisions": views, "applied": applied})

    return DecidedMany(rows=[told(n, row) for n, row in enumerate(command.rows)])


async def _bring(context: Context, messages: list[int]) -> None:
    clock = asyncio.get_running_loop().time
    ends_at = clock() + context.settings.deciding_wait_seconds
    for first in range(0, len(messages), BROUGHT_AT_ONCE):
        if (left_seconds := ends_at - clock()) <= 0:
            return
        await context.inline.deliver(messages[first : first + BROUGHT_AT_ONCE], left_seconds)
