"""Cash for a request: approved, invoiced, active and paid at once, and only once. The payments
service is the real one; the test carries decisions out as the workflow does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.system.payments import SystemPayments
from contracts.bookkeeping import OrderTakesNoOfflinePayment, RecordPayment
from contracts.decisions import MoveStart, OfflinePaymentIsNotBookedYet
from contracts.orders import OrderView
from contracts.payments import BillingParty, InvoiceLine, IssueInvoice
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.recording import ApplyDecision, RecordedDecision
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings
from tests.services.orders.audited import actions
from tests.services.orders.world import OPERATOR, SYSTEM, World, key
from tests.services.payments.world import HeardSignals

pytestmark = pytest.mark.engines
Found = TypeVar("Found")


@pytest.fixture(scope="module")
async def real_payments(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[httpx.AsyncBaseTransport]:
    settings = PaymentsSettings(
        profile="test", database_url=new_database("payments"), token_keys=token_keys
    )
    app = build_app(settings, signals=HeardSignals())
    async with app.router.lifespan_context(app):
        yield httpx.ASGITransport(app=app)


@pytest.fixture
def shop(
    world: World,
    real_payments: httpx.AsyncBaseTransport,
    monkeypatch: pytest.MonkeyPatch,
) -> World:
    """On 14 January 2023, with payments there and decisions carried out as they come."""
    monkeypatch.setitem(world.network.to, "payments.test", real_payments)
    world.clock.at = datetime(2023, 1, 14, 12, tzinfo=UTC)
    world.workflows.effects = _effects(world)
    return world


async def test_it_is_approved_invoiced_and_paid_in_one_round_trip(shop: World) -> None:
    customer = await shop.customer()
    placed = await shop.request(customer, item_count=2)
    view = await shop.admin().record_offline_payment(placed.order.id, _cash(6_200), key=key())
    assert [(item.state, item.start_on) for item in view.items] == [
        ("approved", date(2023, 1, 14))
    ] * 2
    invoices = (await _books(shop).invoices(order_id=placed.order.id)).items
    assert [(invoice.state, invoice.paid_minor) for invoice in invoices] == [("paid", 3_100)] * 2
    account = await _books(shop).account(placed.order.customer_id, partner_id=shop.partner_id)
    assert account.balance_minor == 0
    payments = (await _books(shop).payments(order_id=placed.order.id)).items
    assert {(p.method, p.reference, p.received_on) for p in payments} == {
        ("cash", "receipt 7", date(2023, 1, 14))
    }
    [entry] = [
        one
        for one in (await shop.admin().audit(placed.order.id)).items
        if one.action == "offline_payment_recorded"
    ]
    assert (entry.actor, "€62.00 by cash" in entry.reason.text) == ("admin/ada", True)


async def test_sent_twice_or_by_two_admins_it_is_booked_once(shop: World) -> None:
    placed = await shop.request(await shop.customer())
    same = key()
    first = await shop.admin().record_offline_payment(placed.order.id, _cash(), key=same)
    await shop.lose_answers()
    again = await shop.admin().record_offline_payment(placed.order.id, _cash(), key=same)
    assert [item.decision for item in again.items] == [item.decision for item in first.items]
    with pytest.raises(OrderTakesNoOfflinePayment):
        await shop.admin("bob").record_offline_payment(placed.order.id, _cash(), key=key())
    assert len((await _books(shop).payments(order_id=placed.order.id)).items) == 1


async def test_two_admins_at_the_same_moment_record_one_payment(shop: World) -> None:
    placed = await shop.request(await shop.customer())
    made = await asyncio.gather(
        *(
            shop.admin(name).record_offline_payment(placed.order.id, _cash(), key=key())
            for name in ("ada", "bob", "cyd")
        ),
        return_exceptions=True,
    )
    assert len([one for one in made if isinstance(one, OrderView)]) == 1
    assert len((await _books(shop).payments(order_id=placed.order.id)).items) == 1


async def test_the_money_waits_until_payments_and_the_engine_are_back(shop: World) -> None:
    placed = await shop.request(await shop.customer())
    shop.network.blocked.add("payments.test")
    shop.workflows.away = True
    view = await shop.admin().record_offline_payment(placed.order.id, _cash(), key=key())
    assert view.items[0].decision is not None
    assert view.items[0].state == "awaiting_approval"
    shop.network.blocked.clear()
    await shop.workflows.come_back(placed.order.id)

    async def paid() -> bool | None:
        invoices = (await _books(shop).invoices(order_id=placed.order.id)).items
        return True if [invoice.state for invoice in invoices] == ["paid"] else None

    assert await _eventually(paid)
    assert len((await _books(shop).payments(order_id=placed.order.id)).items) == 1


async def test_no_start_moves_before_the_money_is_booked(shop: World) -> None:
    order_id = (await shop.request(await shop.customer())).order.id
    carry_out = shop.workflows.effects
    assert carry_out

    async def invoice_and_lose_payments(order: str, decision: RecordedDecision) -> None:
        await carry_out(order, decision)
        shop.network.blocked.add("payments.test")

    async def approved() -> OrderView | None:
        order = await shop.admin().order(order_id)
        return order if order.items[0].state == "approved" else None

    shop.workflows.effects = invoice_and_lose_payments
    await shop.admin().record_offline_payment(order_id, _cash(), key=key())
    view = await _eventually(approved)
    shop.workflows.effects = None
    later, item_id = MoveStart(start_on=date(2023, 1, 27)), view.items[0].id
    with pytest.raises(OfflinePaymentIsNotBookedYet):
        await shop.admin().move_start(order_id, item_id, later, key=key())
    shop.network.blocked.clear()

    async def booked() -> bool | None:
        return True if "offline_payment_booked" in await actions(shop, order_id) else None

    assert await _eventually(booked)
    assert len((await _books(shop).payments(order_id=order_id)).items) == 1
    moved = await shop.admin().move_start(order_id, item_id, later, key=key())
    assert moved.decision.documents == "credit"


async def test_money_that_cannot_be_booked_is_shown_to_a_person_once(shop: World) -> None:
    order_id = (await shop.request(await shop.customer(), item_count=2)).order.id
    carry_out = shop.workflows.effects
    assert carry_out

    one_by_one = asyncio.Lock()  # the booking comes once the second invoice is there

    async def pay_something_first(order: str, decision: RecordedDecision) -> None:
        async with one_by_one:
            await carry_out(order, decision)
            invoices = (await _books(shop).invoices(order_id=order)).items
            if len(invoices) == 1:
                part = _cash(1_343).model_copy(update={"reference": "another"})
                await _books(shop).record_payment(invoices[0].id, part, key=key())

    async def flagged() -> OrderView | None:
        order = await shop.admin().order(order_id)
        return order if order.attention else None

    shop.workflows.effects = pay_something_first
    await shop.admin().record_offline_payment(order_id, _cash(6_200), key=key())
    view = await _eventually(flagged)
    assert view.status == "needs_attention"
    [flag] = view.attention
    assert "reference receipt 7 was received and could not be booked. €31.00 for" in flag.why.text
    assert "€17.57 due, less than the €31.00 received" in flag.why.text
    booked = (await _books(shop).payments(order_id=order_id)).items
    assert sorted(one.amount_minor for one in booked) == [1_343, 3_100], "the other item is paid"
    told = await actions(shop, order_id)
    assert [told.count(one) for one in ("offline_payment_not_booked", "needs_attention")] == [1, 1]

    async def looked() -> bool | None:
        return True if order_id in shop.workflows.looks else None

    assert await _eventually(looked)


async def test_nothing_is_approved_when_the_amount_is_not_right(shop: World) -> None:
    placed = await shop.request(await shop.customer())
    with pytest.raises(OrderTakesNoOfflinePayment):
        await shop.admin().record_offline_payment(placed.order.id, _cash(1), key=key())
    order = await shop.admin().order(placed.order.id)
    assert (order.items[0].state, order.items[0].decision) == ("awaiting_approval", None)


async def test_only_the_partners_staff_records_it(shop: World) -> None:
    customer = await shop.customer()
    placed = await shop.request(customer)
    foreign = shop.admin("eve", partner_id=shop.partner_id - 1)
    with pytest.raises(ObjectIsNotFound):
        await foreign.record_offline_payment(placed.order.id, _cash(), key=key())
    with pytest.raises(ActionIsNotAllowed):
        await customer.record_offline_payment(placed.order.id, _cash(), key=key())


def _effects(world: World) -> Callable[[str, RecordedDecision], Awaitable[None]]:
    """Documents before states, as the workflow's steps do it."""

    async def carry_out(order_id: str, decision: RecordedDecision) -> None:
        snapshot = await world.system.snapshot(order_id)
        order = snapshot.order
        item = next(item for item in order.items if item.id == decision.item_id)
        assert (decision.verdict, decision.documents) == ("approve", "invoice")
        assert item.decision is not None
        await _books(world, SYSTEM).issue_invoice(
            IssueInvoice(
                order_id=order_id,
                party=BillingParty(
                    partner_id=order.partner_id,
                    customer_id=order.customer_id,
                    time_zone=order.policy.time_zone,
                ),
                currency=order.currency,
                start_on=item.decision.start_on or date.min,
                line=InvoiceLine(item_id=item.id, line=item.line),
            )
        )
        await world.system.record_applied(order_id, decision.decision_id, ApplyDecision())

    return carry_out


def _books(world: World, actor: Any = OPERATOR) -> SystemPayments:
    return SystemPayments(world.http, "http://payments.test", actor)


def _cash(amount_minor: int = 3_100) -> RecordPayment:
    return RecordPayment(
        amount_minor=amount_minor,
        currency="EUR",
        method="cash",
        received_on=date(2023, 1, 14),
        reference="receipt 7",
    )


async def _eventually(look: Callable[[], Awaitable[Found | None]]) -> Found:
    async with asyncio.timeout(30):
        while (found := await look()) is None:
            await asyncio.sleep(0.02)
    return found
