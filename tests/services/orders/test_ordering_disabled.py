"""Where a partner has switched ordering off, all that leads to an order refuses its customers in
the same words, and what was ordered before goes on."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from clients.catalog import CatalogClient
from contracts.actors import Actor
from contracts.carts import AddCartLine, ChangeCartLine
from contracts.catalog import OfferingFields, QuoteView, RequestQuote, RequestQuoteLine
from contracts.decisions import Decide
from contracts.orders import PlaceOrder
from contracts.problems import ActionIsNotAllowed
from contracts.settings import ChangePartnerSettings, ClosedPartners, OrderingIsDisabled
from tests.patience import eventually
from tests.services.orders.world import OPERATOR, PAID_ON, World, key

pytestmark = pytest.mark.engines
OFF, ON = (ChangePartnerSettings(ordering_enabled=one) for one in (False, True))
BACK = ChangePartnerSettings(reset=["ordering_enabled"])


@pytest.fixture
async def default(world: World) -> AsyncIterator[None]:
    yield
    await world.acting(OPERATOR).change_settings("default", BACK)


def shop(world: World) -> CatalogClient:
    return world.catalog(Actor(kind="customer", id="mia", partner_id=world.partner_id))


async def is_open(world: World) -> bool:
    """As the catalog knows it."""
    try:
        await shop(world).offerings()
    except OrderingIsDisabled:
        return False
    return True


async def stale_quote(world: World) -> QuoteView:
    """Of an offering that was changed since: to confirm it would make a new one."""
    offering_id = await world.plan(title="Voice")
    wanted = RequestQuote(lines=[RequestQuoteLine(offering_id=offering_id)])
    quote = await shop(world).request_quote(wanted, key=key())
    catalog = world.catalog(OPERATOR)
    view = await catalog.offering(offering_id)
    fields = view.model_dump(include=set(OfferingFields.model_fields))
    fields["price"]["amount_minor"] += 100
    changed = OfferingFields.model_validate(fields)
    await catalog.change_offering(offering_id, changed, revision=view.revision)
    return quote


async def test_everything_refuses_in_the_same_words(world: World) -> None:
    customer, plan = await world.customer("mia"), await world.plan()
    quote_id = await world.quote(customer, plan)
    stale = await stale_quote(world)
    [line] = (await customer.cart()).lines
    await world.admin().change_settings(str(world.partner_id), OFF)
    wanted = RequestQuote(lines=[RequestQuoteLine(offering_id=plan)])
    place = PlaceOrder(quote_id=quote_id, pay="on_request")
    tries: list[Callable[[], Awaitable[object]]] = [
        lambda: shop(world).offerings(),
        lambda: shop(world).catalogue(),
        lambda: shop(world).offering(plan),
        lambda: shop(world).request_quote(wanted, key=key()),
        lambda: shop(world).prices(wanted),
        lambda: shop(world).confirm_quote(stale.id),
        lambda: customer.cart(),
        lambda: customer.add_cart_line(AddCartLine(offering_id=plan), key=key()),
        lambda: customer.change_cart_line(line.id, ChangeCartLine(quantity=2)),
        lambda: customer.quote_cart(key=key()),
        lambda: customer.place_order(place, key=key()),
    ]
    told = set()
    for attempt in tries:
        with pytest.raises(OrderingIsDisabled) as refused:
            await attempt()
        told.add(refused.value.detail)
    assert len(told) == 1
    await customer.delete_cart_line(line.id)
    await world.admin().change_settings(str(world.partner_id), ON)
    assert (await customer.cart()).lines == []
    assert (await customer.place_order(place, key=key())).outcome == "sent_for_approval"


async def test_staff_still_see_the_catalogue_and_open_orders_go_on(world: World) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    unpaid = (await world.upfront(customer)).order
    await world.admin().change_settings(str(world.partner_id), OFF)
    admin = Actor(kind="admin", id="ada", partner_id=world.partner_id)
    assert (await world.catalog(admin).offerings()).items != []
    assert (await customer.order(order.id)).status == "waiting_for_approval"
    approve = Decide(verdict="approve", start_on=PAID_ON)
    decided = await world.admin().decide(order.id, order.items[0].id, approve, key=key())
    assert decided.decision.verdict == "approve"
    await world.failed(unpaid.id)
    assert (await customer.try_payment_again(unpaid.id, key=key())).order.payment_attempt == 2


@pytest.mark.usefixtures("default")
async def test_what_default_switches_off_is_off_for_all_who_inherit(world: World) -> None:
    operator = world.acting(OPERATOR)
    first = world.partner_id
    await operator.change_settings("default", OFF)
    assert not await is_open(world)
    await operator.change_settings(str(first), ON)
    assert await is_open(world)
    await world.turn_to_another_partner()
    assert not await is_open(world)
    await operator.change_settings("default", BACK)
    assert await is_open(world)


async def test_while_the_catalog_is_away_orders_refuses_and_the_catalog_follows(
    world: World,
) -> None:
    customer, partner = await world.customer(), str(world.partner_id)
    quote_id = await world.quote(customer)
    world.network.blocked.add("catalog.test")
    await world.admin().change_settings(partner, OFF)
    with pytest.raises(OrderingIsDisabled):
        await customer.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    world.network.blocked.clear()

    async def closed() -> bool:
        return not await is_open(world)

    await eventually(closed)


async def test_an_old_message_never_overwrites_a_newer_one(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    off = await admin.change_settings(partner, OFF)
    await admin.change_settings(partner, ON)
    late = ClosedPartners(version=off.version, partner_ids=[world.partner_id])
    older = late.model_copy(update={"version": off.version - 1})
    system = world.catalog(Actor(kind="system", id="orders"))
    for told in (late, older):
        await system.close_partners(told)
        assert await is_open(world)


async def test_only_systems_say_whose_customers_cannot_order(world: World) -> None:
    told = ClosedPartners(version=10**12, partner_ids=[world.partner_id])
    for kind in ("customer", "admin", "operator"):
        partner_id = None if kind == "operator" else world.partner_id
        actor = Actor(kind=kind, id="ada", partner_id=partner_id)
        with pytest.raises(ActionIsNotAllowed):
            await world.catalog(actor).close_partners(told)
