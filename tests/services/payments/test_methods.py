"""What a customer can pay with: every gateway's own way, what is linked, and why something is not
usable."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from fastapi import FastAPI

from chassis.ids import new_id
from contracts.actors import Actor, Agent, Audience
from contracts.methods import LinkMethod, NoMethodCanBeLinked, PaymentMethodView
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound, RequestIsMalformed
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines
BACK = "https://portal.example/back"


def _customer(customer_id: str | None = None) -> Actor:
    return Actor(
        kind="customer", id=customer_id or new_id("cus"), partner_id=1, audience=Audience()
    )


def _admin(partner_id: int = 1) -> Actor:
    return Actor(kind="admin", id="ada", partner_id=partner_id)


async def _link(world: World, customer: Actor, card: str) -> None:
    page = await world.acting(customer).link_method(customer.id, LinkMethod(return_url=BACK))
    answer = await world.simulator.post(page.page_url, json={"card": card})
    answer.raise_for_status()


async def _methods(
    world: World, customer: Actor, currency: str | None = None
) -> list[PaymentMethodView]:
    return (await world.acting(customer).payment_methods(customer.id, currency=currency)).methods


def _silent() -> FastAPI:
    app = FastAPI()

    @app.api_route("/{path:path}")
    async def hang() -> None:
        await asyncio.Event().wait()

    return app


@contextmanager
def _simulator_is(world: World, instead: FastAPI | None) -> Iterator[None]:
    there, world.to_simulator.app = world.to_simulator.app, instead
    try:
        yield
    finally:
        world.to_simulator.app = there


async def test_each_gateway_offers_its_own_way(world: World) -> None:
    mia = _customer()
    offered = await world.acting(mia).payment_methods(mia.id)
    assert [(m.id, m.kind, m.label.text) for m in offered.methods] == [
        ("simulator", "page", "Payment page of Simulator"),
        ("offline", "instructions", "Bank transfer or cash"),
    ]
    assert all(method.usable for method in offered.methods)
    french = await world.acting(mia).speaking("fr").payment_methods(mia.id)
    assert [method.label.text for method in french.methods] == [
        "Page de paiement de Simulator",
        "Virement ou espèces",
    ]
    assert offered.linked_at == ["simulator"]


async def test_linked_methods_come_by_their_label_and_say_why_one_cannot_be_used(
    world: World,
) -> None:
    mia = _customer()
    await _link(world, mia, "success")
    await _link(world, mia, "expired")
    linked = [method for method in await _methods(world, mia) if method.kind == "linked"]
    assert [(m.label.text, m.usable, m.why_not and m.why_not.text) for m in linked] == [
        ("Visa ending in 4242", True, None),
        ("Visa ending in 0069", False, "It has expired; link another one."),
    ]
    assert all(method.id.startswith("simulator:") for method in linked)


async def test_an_order_is_paid_by_a_linked_method(world: World) -> None:
    mia = _customer()
    await _link(world, mia, "success")
    [linked] = [method for method in await _methods(world, mia) if method.kind == "linked"]
    order = payment_order()
    payer = order.party.model_copy(update={"customer_id": mia.id})
    intent = await world.open(
        order.model_copy(update={"party": payer, "payment_method": linked.id})
    )
    await world.pay(intent, "linked")
    assert (await world.settled(intent, "captured")).gateway == "simulator"


@pytest.mark.parametrize("instead", [None, _silent()], ids=["away", "silent"])
async def test_a_gateway_that_does_not_answer_hides_nothing_else(
    world: World, instead: FastAPI | None
) -> None:
    mia = _customer()
    await _link(world, mia, "success")
    with _simulator_is(world, instead):
        methods = await _methods(world, mia)
        without = await world.acting(mia).payment_methods(mia.id, linked=False)
    assert [(m.id, m.usable, m.is_unknown) for m in methods] == [
        ("simulator", True, False),
        ("simulator:", False, True),
        ("offline", True, False),
    ]
    assert [method.id for method in without.methods] == ["simulator", "offline"]


async def test_who_cannot_wait_hears_of_the_rest_in_time(world: World) -> None:
    mia = _customer()
    with _simulator_is(world, _silent()):
        methods = await world.acting(mia).payment_methods(mia.id, linked_wait_seconds=0.01)
    assert [m.id for m in methods.methods] == ["simulator", "simulator:", "offline"]
    with pytest.raises(RequestIsMalformed, match="linked_wait_seconds"):
        await world.acting(mia).payment_methods(mia.id, linked_wait_seconds=60)


async def test_a_currency_that_a_gateway_does_not_take_makes_its_methods_unusable(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia = _customer()
    await _link(world, mia, "success")
    simulator = world.context.gateways.of("simulator")
    only_euros = replace(simulator.capabilities, currencies=frozenset({"EUR"}))
    monkeypatch.setattr(simulator, "capabilities", only_euros)
    for currency, usable in (("EUR", True), ("USD", False), (None, True)):
        ways = [m for m in await _methods(world, mia, currency) if m.gateway == "simulator"]
        assert [method.usable for method in ways] == [usable] * 2
        assert all(("USD" in str(method.why_not)) != usable for method in ways)


async def test_what_cannot_be_linked_is_refused(world: World) -> None:
    mia = _customer()
    for name in ("offline", "nobody"):
        with pytest.raises(NoMethodCanBeLinked) as no:
            await world.acting(mia).link_method(mia.id, LinkMethod(gateway=name))
        assert no.value.facts["gateway"] == name


async def test_methods_are_for_the_customer_and_its_partners_staff(world: World) -> None:
    order = payment_order()
    await world.open(order)
    customer_id = order.party.customer_id
    for actor in (_customer(customer_id), _admin(), Actor(kind="operator", id="olga")):
        assert (await world.acting(actor).payment_methods(customer_id, partner_id=1)).methods
    for stranger in (_customer(), _admin(2), Actor(kind="admin", id="unbound")):
        with pytest.raises(ObjectIsNotFound):
            await world.acting(stranger).payment_methods(customer_id)
    with pytest.raises(ObjectIsNotFound):
        await world.acting(_customer()).link_method(customer_id, LinkMethod())
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(_admin()).link_method(customer_id, LinkMethod())
    for_support = _customer(customer_id).model_copy(update={"by": Agent(kind="admin", id="ada")})
    assert (await world.acting(for_support).payment_methods(customer_id)).methods
    with pytest.raises(ActionIsNotAllowed, match="Only the customer"):
        await world.acting(for_support).link_method(customer_id, LinkMethod())
