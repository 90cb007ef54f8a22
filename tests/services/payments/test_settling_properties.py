"""Whatever dates an admin tries, and whatever is paid, refunded or comes back in between: of one
order item never more goes out than came in, and nothing is due beside what is owed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from contracts.refunds import SettleRefundByHand
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from services.payments.use_cases.refunding.take_back_refund import take_back_refund
from tests.services.payments.billing import invoiced, moved, rejected
from tests.services.payments.item_chain import ADMIN, ItemChain, chain_of, give, pay
from tests.services.payments.refunding import key, until
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines

Step = tuple[str, int]
FIRST_DAY = date(2023, 1, 1)
STEPS = some.lists(
    some.one_of(
        # Moves are most of it, and often to the same few days.
        some.tuples(some.just("move"), some.sampled_from([0, 1, 9, 13, 19, 31, 40])),
        some.tuples(some.just("move"), some.integers(0, 35)),
        some.tuples(some.sampled_from(["refund", "pay"]), some.integers(1, 100)),
        some.tuples(some.sampled_from(["reject", "comes_back", "by_hand"]), some.just(0)),
    ),
    max_size=12,
)
OUT_AND_BACK: list[Step] = [("move", 13), ("refund", 100), ("move", 0), ("move", 13)]
VOIDED_AFTER_IT_SETTLED: list[Step] = [
    *OUT_AND_BACK[:3],
    ("pay", 40),
    *OUT_AND_BACK[3:],
    ("move", 19),
    ("refund", 100),
    ("move", 0),
]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@example(is_paid=True, steps=[*OUT_AND_BACK, ("refund", 100)])
@example(is_paid=False, steps=[("move", 40), ("move", 0), ("move", 40), ("refund", 100)])
@example(is_paid=True, steps=VOIDED_AFTER_IT_SETTLED)
@given(is_paid=some.booleans(), steps=STEPS)
async def test_never_more_goes_out_than_came_in(
    world: World, is_paid: bool, steps: list[Step]
) -> None:
    item = await _Item.of(world, is_paid)
    for name, value in steps:
        await item.acts[name](value)
        await chain_of(world, item.order_id)
    async with world.context.database.autocommit() as connection:
        assert (await audit_page(connection, None)).findings == []


@dataclass
class _Item:
    """Of 30.00, paid by card or invoiced on request."""

    world: World
    order_id: str
    item_id: str
    revision: int = 0

    @classmethod
    async def of(cls, world: World, is_paid: bool) -> "_Item":
        if not is_paid:
            invoice = await invoiced(world)
            return cls(world, invoice.order_id, invoice.items[0].order_item_id)
        order = payment_order(3_000)
        await world.paid(order)
        return cls(world, order.order_id, order.lines[0].item_id)

    @property
    def acts(self) -> dict[str, Callable[[int], Awaitable[None]]]:
        return {
            "move": self.move,
            "reject": self.reject,
            "refund": self.refund,
            "pay": self.pay,
            "comes_back": self.comes_back,
            "by_hand": self.by_hand,
        }

    async def move(self, day: int) -> None:
        self.revision += 1
        start = (FIRST_DAY + timedelta(days=day)).isoformat()
        await self.world.system.issue_credit(moved(self.item_id, start, self.revision))

    async def reject(self, _: int) -> None:
        self.revision += 1
        command = rejected(self.item_id, self.revision, refund_to="card")
        await self.world.system.issue_credit(command)

    async def refund(self, percent: int) -> None:
        """So much of the newest note that owes something, as far as the card's payment goes."""
        chain = await self._chain()
        card = [payment for payment in chain.payments if payment.intent_id is not None]
        left_minor = sum(payment.amount_minor for payment in card) - chain.given_minor
        owing = [note for note in chain.live if chain.rest_of(note) > 0]
        if not owing or left_minor <= 0:
            return
        wanted = -(-chain.rest_of(owing[0]) * percent // 100)
        made = await give(self.world, owing[0].id, min(wanted, left_minor))
        await until(self.world, made, "succeeded")

    async def pay(self, percent: int) -> None:
        """So much of the newest invoice that is due."""
        due = [invoice for invoice in (await self._chain()).invoices if invoice.due_minor > 0]
        if due:
            await pay(self.world, due[0].id, -(-due[0].due_minor * percent // 100))

    async def comes_back(self, _: int) -> None:
        chain = await self._chain()
        for refund in chain.refunds[:1]:
            if refund.state == "succeeded" and refund.by_hand is None:
                gateway_id = await self._gateway_id(refund.id)
                await take_back_refund(self.world.context, refund.id, gateway_id, None)

    async def by_hand(self, _: int) -> None:
        for refund in (await self._chain()).refunds:
            if refund.state == "failed":
                given_ = SettleRefundByHand(
                    method="cash", reference="R-1", given_back_on=date(2023, 1, 20)
                )
                admin = self.world.acting(ADMIN)
                await admin.settle_refund_by_hand(refund.id, given_, key=key())

    async def _chain(self) -> ItemChain:
        return await chain_of(self.world, self.order_id)

    async def _gateway_id(self, refund_id: str) -> str:
        async with self.world.context.database.autocommit() as connection:
            found = await connection.exec_driver_sql(
                "SELECT gateway_refund_id FROM refunds WHERE id = %s", (refund_id,)
            )
        return str(found.scalar_one())
