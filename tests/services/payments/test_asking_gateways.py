"""Staff asks a gateway what it has of an attempt; what it answers is brought about."""

import asyncio

import pytest

from contracts.actors import Actor
from contracts.payments import GatewayIsUnavailable
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from services.payments.gateways.simulator.adapter import SimulatorGateway
from services.payments.use_cases.collecting import ask_gateway
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


def admin(partner_id: int = 1) -> Actor:
    return Actor(kind="admin", id="ada", partner_id=partner_id)


async def test_what_was_paid_and_never_told_is_captured_by_asking(world: World) -> None:
    order = payment_order()
    intent = await world.open(order)
    staff, app = world.acting(admin()), world.to_payments.app
    waiting = await staff.ask_gateway(intent.id)
    assert (waiting.state, waiting.intent.state, waiting.amount_minor) == ("open", "open", None)
    world.to_payments.app = None  # no webhook arrives
    await world.pay(intent)
    world.to_payments.app = app
    answer = await staff.ask_gateway(intent.id)
    assert (answer.state, answer.intent.state) == ("captured", "captured")
    assert (answer.amount_minor, answer.currency) == (3_100, "EUR")
    assert answer.captured_at is not None
    assert (await world.system.invoice(intent.invoice_id)).state == "paid"
    again = await staff.ask_gateway(intent.id)
    assert (again.state, again.intent) == ("captured", answer.intent)


async def test_a_gateway_that_is_away_or_slow_changes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    intent = await world.open(payment_order())
    staff, app = world.acting(admin()), world.to_simulator.app
    world.to_simulator.app = None
    with pytest.raises(GatewayIsUnavailable):
        await staff.ask_gateway(intent.id)
    world.to_simulator.app = app

    async def silent(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(SimulatorGateway, "read_payment", silent)
    monkeypatch.setattr(ask_gateway, "ASK_SECONDS", 0.01)
    with pytest.raises(GatewayIsUnavailable, match="did not answer within"):
        await staff.ask_gateway(intent.id)
    assert (await world.system.intent(intent.id)).state == "open"


async def test_it_is_for_the_partners_staff(world: World) -> None:
    order = payment_order()
    intent = await world.open(order)
    customer = Actor(kind="customer", id=order.party.customer_id, partner_id=1)
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(customer).ask_gateway(intent.id)
    with pytest.raises(ObjectIsNotFound):
        await world.acting(admin(partner_id=2)).ask_gateway(intent.id)
