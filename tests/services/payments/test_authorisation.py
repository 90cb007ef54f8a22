"""Who may see and do what; foreign money does not exist."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from clients.system.payments import SystemPayments
from contracts.actors import Actor, Audience
from contracts.credits import CreditRequest
from contracts.payments import ClosePayment
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from tests.services.payments.billing import moved, preview_and_issue
from tests.services.payments.world import World, party, payment_order, request_invoice

pytestmark = pytest.mark.engines

OPERATOR = Actor(kind="operator", id="olga")


def _customer(customer_id: str, partner_id: int = 1) -> Actor:
    return Actor(kind="customer", id=customer_id, partner_id=partner_id, audience=Audience())


def _admin(partner_id: int) -> Actor:
    return Actor(kind="admin", id="ada", partner_id=partner_id)


async def test_customers_and_their_admins_see_their_own(world: World) -> None:
    order = payment_order()
    captured = await world.paid(order)
    customer_id = order.party.customer_id
    for actor in (_customer(customer_id), _admin(1), OPERATOR):
        client = world.acting(actor)
        assert (await client.intent(captured.id)).id == captured.id
        assert (await client.invoice(captured.invoice_id)).state == "paid"
        assert len((await client.account(customer_id, partner_id=1)).entries) == 2
        listed = await client.invoices(order_id=order.order_id)
        assert [invoice.id for invoice in listed.items] == [captured.invoice_id]


@pytest.mark.parametrize(
    "actor",
    [_customer("cus_other"), _customer("cus_other", 2), _admin(2), Actor(kind="admin", id="x")],
    ids=["another customer", "of another partner", "another partner's admin", "unbound admin"],
)
async def test_what_is_foreign_is_not_there(world: World, actor: Actor) -> None:
    order = payment_order()
    captured = await world.paid(order)
    client = world.acting(actor)
    reads: list[Callable[[], Awaitable[object]]] = [
        lambda: client.intent(captured.id),
        lambda: client.intents_of_order(order.order_id),
        lambda: client.attempt(order.order_id, 1),
        lambda: client.invoice(captured.invoice_id),
        lambda: client.account(order.party.customer_id),
    ]
    for read in reads:
        with pytest.raises(ObjectIsNotFound):
            await read()


async def test_lists_hold_nothing_foreign(world: World) -> None:
    order = payment_order(payer=party(partner_id=3))
    await world.paid(order)
    for actor in (_customer("cus_other"), _admin(2)):
        client = world.acting(actor)
        assert (await client.invoices(order_id=order.order_id)).items == []
        assert (await client.credit_notes(order_id=order.order_id)).items == []
        assert (await client.refunds(order_id=order.order_id)).items == []
        assert (await client.payments(order_id=order.order_id)).items == []


async def test_a_foreign_item_cannot_be_previewed(world: World) -> None:
    order = payment_order()
    await world.paid(order)
    item_id = order.lines[0].item_id
    request = CreditRequest(order_item_id=item_id, new_start_on=date(2023, 1, 14))
    assert (await world.acting(_admin(1)).preview_credit(request)).difference_minor == 1_300
    unbilled = request.model_copy(update={"new_start_on": date(2022, 1, 1)})
    for asked in (request, unbilled):
        with pytest.raises(ObjectIsNotFound):
            await world.acting(_admin(2)).preview_credit(asked)


@pytest.mark.parametrize("actor", [_customer("cus_1"), _admin(1), OPERATOR])
async def test_only_the_workflow_moves_money(world: World, actor: Actor) -> None:
    client: SystemPayments = world.acting(actor)
    order = payment_order()
    writes: list[Callable[[], Awaitable[object]]] = [
        lambda: client.open_payment(order),
        lambda: client.look_up(order.order_id, 1),
        lambda: client.close_payment(ClosePayment(order_id=order.order_id)),
        lambda: client.issue_invoice(request_invoice()),
    ]
    for write in writes:
        with pytest.raises(ActionIsNotAllowed):
            await write()


async def test_without_a_token_there_is_nothing_to_see(world: World) -> None:
    assert (await world.raw.get("/v1/invoices")).status_code == 401


async def test_lists_come_in_pages(world: World) -> None:
    payer = party(partner_id=5)
    made = [await world.system.issue_invoice(request_invoice(payer=payer)) for _ in range(3)]
    client = world.acting(_customer(payer.customer_id, 5))
    first = await client.invoices(limit=2)
    rest = await client.invoices(limit=2, cursor=first.next_cursor)
    listed = [invoice.id for invoice in (*first.items, *rest.items)]
    assert listed == sorted((invoice.id for invoice in made), reverse=True)
    assert rest.next_cursor is None


async def test_one_credit_note_is_for_its_customer_alone(world: World) -> None:
    order = payment_order()
    await world.paid(order)
    [item] = order.lines
    note = (await preview_and_issue(world, moved(item.item_id, "2023-01-14"))).credit_note
    assert note is not None
    mine = world.acting(_customer(order.party.customer_id))
    assert (await mine.credit_note(note.id)).number == note.number
    with pytest.raises(ObjectIsNotFound):
        await world.acting(_customer("cus_other")).credit_note(note.id)
