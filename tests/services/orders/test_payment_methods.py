"""What a checkout offers, and what placing makes of it: a page, instructions, or a request with an
explanation."""

import asyncio

import pytest
from sqlalchemy import update

from clients.system.orders import SystemOrders
from contracts.message import MOST_ATTEMPTS
from contracts.methods import PaymentMethodIsNotOffered, PaymentMethodIsNotUsable
from contracts.orders import (
    PaymentCannotBeTriedAgain,
    PlacedOrder,
    PlaceOrder,
    QuoteBelongsToAnotherOrder,
)
from contracts.settings import ChangePartnerSettings, SettingsAreInconsistent
from services.orders.settings import OrdersSettings
from services.orders.tables import orders
from tests.services.orders.payments_book import method
from tests.services.orders.world import World, key
from tests.wording.told import in_words

pytestmark = pytest.mark.engines
EVERYTHING = ["page", "linked", "instructions"]
EXPIRED = method("simulator:pm_2", "linked", "It has expired.", label="Visa ending in 0002")
VISA = method("simulator:pm_1", "linked", label="Visa ending in 4242")
WORDS = "Transfer to IBAN AT61.\nAmount: 31.00 EUR\nPayment reference: 482 913 054"


async def test_the_checkout_offers_what_the_partner_wants(world: World) -> None:
    customer = await world.customer()
    world.book.methods += [VISA, EXPIRED]
    options = await customer.checkout_options()
    assert (options.ordering_enabled, options.upfront_possible) == (True, True)
    assert [m.id for m in options.methods] == ["simulator", VISA.id, EXPIRED.id]
    assert options.methods[2].why_not == in_words("It has expired.")
    assert (options.message, options.linked_at) == (None, ["simulator"])
    await _offer(world, "offline")
    options = await customer.checkout_options()
    assert ([m.id for m in options.methods], options.linked_at) == (["offline"], [])


async def test_the_offered_methods_are_a_setting_like_all_others(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    assert (await admin.settings(partner)).settings.payment_methods == ["page", "linked"]
    await _offer(world, *EVERYTHING)
    changed = await admin.settings(partner)
    assert changed.settings.payment_methods == EVERYTHING
    assert changed.overridden["payment_methods"].changed_by == "admin/ada"
    with pytest.raises(SettingsAreInconsistent, match="gateway_enabled off"):
        await _offer(world)
    reset = await admin.change_settings(partner, ChangePartnerSettings(reset=["payment_methods"]))
    assert (reset.settings.payment_methods, reset.overridden) == (["page", "linked"], {})


async def test_without_online_payment_there_is_nothing_to_pick(world: World) -> None:
    customer, partner = await world.customer(), str(world.partner_id)
    await world.admin().change_settings(partner, ChangePartnerSettings(gateway_enabled=False))
    options = await customer.checkout_options()
    assert (options.upfront_possible, options.methods) == (False, [])
    assert options.message is not None
    assert "sent as a request" in options.message.text
    await world.admin().change_settings(partner, ChangePartnerSettings(ordering_enabled=False))
    options = await customer.checkout_options()
    assert (options.ordering_enabled, options.upfront_possible) == (False, False)


async def test_the_checkout_works_while_payments_is_away(world: World) -> None:
    customer = await world.customer()
    world.network.blocked.add("payments.test")
    options = await customer.checkout_options()
    assert (options.upfront_possible, options.methods) == (True, [])
    assert options.message is not None
    assert "cannot be shown right now" in options.message.text


async def test_without_a_usable_method_the_order_is_a_request_that_says_why(world: World) -> None:
    customer = await world.customer()
    await _offer(world, "linked")
    world.book.methods.append(EXPIRED)
    options = await customer.checkout_options()
    assert not options.upfront_possible
    quote_id = await world.quote(customer)
    placed = await _place(customer, quote_id)
    assert (placed.outcome, placed.order.path) == ("sent_for_approval", "request")
    assert placed.order.status == "waiting_for_approval"
    assert "Visa ending in 0002: It has expired." in placed.message.text
    assert "sent for approval" in placed.message.text
    assert [started.terms.path for started in world.workflows.opened] == ["request"]
    [why] = [e for e in (await world.admin().audit(placed.order.id)).items if "request" in e.action]
    assert (why.action, why.reason.code) == ("sent_as_request", placed.message.code)
    assert why.reason.text.startswith("None of the customer's payment methods could be used")
    world.book.methods.clear()
    again = await _place(customer, quote_id)
    assert (again.order.id, again.message.text) == (placed.order.id, placed.message.text)


async def test_only_an_order_that_became_a_request_is_answered_as_one(world: World) -> None:
    customer = await world.customer()
    quote_id = await world.quote(customer)
    await customer.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    with pytest.raises(QuoteBelongsToAnotherOrder):
        await _place(customer, quote_id)


async def test_a_method_that_is_not_offered_is_refused_and_nothing_ordered(world: World) -> None:
    customer = await world.customer()
    quote_id = await world.quote(customer)
    with pytest.raises(PaymentMethodIsNotOffered, match="Payment page"):
        await _place(customer, quote_id, "offline")
    world.book.methods.append(EXPIRED)
    with pytest.raises(PaymentMethodIsNotUsable, match="expired"):
        await _place(customer, quote_id, EXPIRED.id)
    assert (await customer.orders()).items == []
    assert (await _place(customer, quote_id, "simulator")).order.path == "upfront"


async def test_the_picked_method_reaches_the_workflows_steps(world: World) -> None:
    customer = await world.customer()
    world.book.methods.append(VISA)
    placed = await _place(customer, await world.quote(customer), VISA.id)
    assert (await world.system.snapshot(placed.order.id)).payment_method == VISA.id
    usual = await _place(customer, await world.quote(customer))
    assert (await world.system.snapshot(usual.order.id)).payment_method == "simulator"
    assert world.book.linked_asked == [True, False]


async def test_a_bank_transfer_answers_instructions_and_has_longer_to_come(world: World) -> None:
    customer = await world.customer()
    await _offer(world, *EVERYTHING)
    world.workflows.on_open = lambda order: world.book.opened(order.order_id, instructions=WORDS)
    placed = await _place(customer, await world.quote(customer), "offline")
    assert (placed.outcome, placed.payment_page_url) == ("pay_as_instructed", None)
    assert placed.payment_instructions == WORDS
    assert world.workflows.opened[0].terms.payment_seconds == 14 * 86_400
    assert (await customer.payment_page(placed.order.id)).payment_instructions == WORDS
    await world.upfront(customer)
    assert world.workflows.opened[1].terms.payment_seconds == 3 * 86_400


@pytest.mark.parametrize("wanted", [None, "simulator:pm_1"])
async def test_an_order_is_accepted_while_payments_is_away(
    world: World, wanted: str | None
) -> None:
    customer = await world.customer()
    quote_id = await world.quote(customer)
    world.network.blocked.add("payments.test")
    placed = await _place(customer, quote_id, wanted)
    assert (placed.outcome, placed.order.path) == ("payment_page_follows", "upfront")
    assert (await world.system.snapshot(placed.order.id)).payment_method == wanted


async def test_what_the_partner_cannot_offer_is_refused_while_payments_is_away(
    world: World,
) -> None:
    customer = await world.customer()
    quote_id = await world.quote(customer)
    await customer.checkout_options()
    world.network.blocked.add("payments.test")
    with pytest.raises(PaymentMethodIsNotOffered):
        await _place(customer, quote_id, "offline")
    assert (await customer.orders()).items == []


async def test_what_may_be_a_transfer_has_longer_to_come_while_payments_is_away(
    world: World,
) -> None:
    customer = await world.customer()
    await _offer(world, *EVERYTHING)
    quote_id = await world.quote(customer)
    world.network.blocked.add("payments.test")
    placed = await _place(customer, quote_id, "bank_of_mine")
    await world.failed(placed.order.id)
    await customer.try_payment_again(placed.order.id, key=key(), payment_method="bank_of_mine")
    assert world.workflows.opened[0].terms.payment_seconds == 14 * 86_400
    assert (await world.system.snapshot(placed.order.id)).payment_seconds == 14 * 86_400


async def test_payments_is_told_to_wait_less_for_a_gateway_than_it_has_itself(
    world: World,
) -> None:
    customer = await world.customer()
    world.book.methods.append(VISA)
    await _place(customer, await world.quote(customer), VISA.id)
    [gateway_seconds] = world.book.linked_waits
    assert 0 < gateway_seconds < OrdersSettings().methods_wait_seconds


async def test_an_order_is_accepted_while_payments_hangs(world: World) -> None:
    customer = await world.customer()
    quote_id = await world.quote(customer)
    world.book.answering.clear()
    async with asyncio.timeout(20):
        placed = await _place(customer, quote_id)
    assert placed.outcome == "payment_page_follows"
    assert [started.order_id for started in world.workflows.opened] == [placed.order.id]
    world.book.answering.set()


async def test_a_linked_method_is_taken_on_trust_while_its_gateway_is_away(world: World) -> None:
    customer = await world.customer()
    away = method("simulator:", "linked", "It does not answer.", is_unknown=True)
    world.book.methods.append(away)
    placed = await _place(customer, await world.quote(customer), "simulator:pm_1")
    assert (await world.system.snapshot(placed.order.id)).payment_method == "simulator:pm_1"


async def test_a_request_asks_nobody_for_methods(world: World) -> None:
    await world.request(await world.customer())
    assert world.book.linked_asked == []


async def test_a_failed_payment_is_tried_again_by_another_method(world: World) -> None:
    customer = await world.customer()
    await _offer(world, *EVERYTHING)
    placed = await world.upfront(customer)
    await world.failed(placed.order.id)
    with pytest.raises(PaymentMethodIsNotOffered):
        await customer.try_payment_again(placed.order.id, key=key(), payment_method="stripe")
    assert (await customer.order(placed.order.id)).payment_attempt == 1
    world.book.opened(placed.order.id, 2, instructions=WORDS)
    again = await customer.try_payment_again(placed.order.id, key=key(), payment_method="offline")
    assert (again.outcome, again.payment_instructions) == ("pay_as_instructed", WORDS)
    snapshot = await world.system.snapshot(placed.order.id)
    assert (snapshot.payment_method, snapshot.payment_seconds) == ("offline", 14 * 86_400)
    assert world.workflows.attempts == [(placed.order.id, 2)]


async def test_trying_again_keeps_the_method_unless_another_is_named(world: World) -> None:
    customer = await world.customer()
    world.book.methods.append(VISA)
    placed = await _place(customer, await world.quote(customer), VISA.id)
    await world.failed(placed.order.id)
    same = key()
    await customer.try_payment_again(placed.order.id, key=same)
    second = await world.system.snapshot(placed.order.id)
    assert (second.payment_method, second.payment_seconds) == (VISA.id, None)
    await world.failed(placed.order.id, attempt=2)
    await customer.try_payment_again(placed.order.id, key=key(), payment_method="simulator")
    third = await world.system.snapshot(placed.order.id)
    assert (third.payment_method, third.payment_seconds) == ("simulator", None)


async def test_after_the_last_attempt_that_payments_counts_none_follows(world: World) -> None:
    customer = await world.customer()
    placed = await world.upfront(customer)
    await world.failed(placed.order.id)
    async with world.database.begin() as connection:
        mine = orders.c.id == placed.order.id
        await connection.execute(update(orders).where(mine).values(payment_attempt=MOST_ATTEMPTS))
    with pytest.raises(PaymentCannotBeTriedAgain, match="1000 times"):
        await customer.try_payment_again(placed.order.id, key=key())


async def test_a_retry_whose_answer_was_lost_is_not_refused(world: World) -> None:
    customer = await world.customer()
    world.book.methods.append(VISA)
    placed = await world.upfront(customer)
    await world.failed(placed.order.id)
    same = key()
    await customer.try_payment_again(placed.order.id, key=same, payment_method=VISA.id)
    await world.lose_answers()
    world.book.methods.remove(VISA)
    again = await customer.try_payment_again(placed.order.id, key=same, payment_method=VISA.id)
    assert again.order.payment_attempt == 2


async def _offer(world: World, *words: str) -> None:
    command = ChangePartnerSettings(payment_methods=list(words))
    await world.admin().change_settings(str(world.partner_id), command)


async def _place(
    customer: SystemOrders, quote_id: str, payment_method: str | None = None
) -> PlacedOrder:
    command = PlaceOrder(quote_id=quote_id, pay="upfront", payment_method=payment_method)
    return await customer.place_order(command, key=key())
