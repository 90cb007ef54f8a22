"""Account statements: what was owed before, each entry, and what is owed after."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.ids import new_id
from contracts.actors import Actor
from contracts.bookkeeping import RecordPayment
from contracts.payments import BillingParty
from contracts.problems import ObjectIsNotFound, RequestIsMalformed
from services.payments.domain.days import day_of
from tests.services.payments.world import World, party, request_invoice

pytestmark = pytest.mark.engines
ADMIN = Actor(kind="admin", id="ada", partner_id=1)
LONG_AGO, FAR_AHEAD = date(2000, 1, 1), date(2999, 12, 31)


async def test_every_line_tells_the_balance_after_it(world: World) -> None:
    payer = party()
    await _two_invoices_and_a_payment(world, payer)
    statement = await world.acting(ADMIN).statement(payer.customer_id, LONG_AGO, FAR_AHEAD)
    assert (statement.opening_balance_minor, statement.closing_balance_minor) == (0, 5_200)
    told = [(line.kind, line.debit_minor, line.credit_minor) for line in statement.lines]
    assert told == [("invoice", 3_100, 0), ("payment", 0, 1_000), ("invoice", 3_100, 0)]
    assert [line.balance_minor for line in statement.lines] == [3_100, 2_100, 5_200]
    account = await world.acting(ADMIN).account(payer.customer_id)
    assert account.balance_minor == statement.closing_balance_minor


async def test_what_was_booked_before_is_the_opening_balance(world: World) -> None:
    payer = party()
    await _two_invoices_and_a_payment(world, payer)
    tomorrow = day_of(datetime.now(UTC), payer) + timedelta(days=1)
    statement = await world.acting(ADMIN).statement(payer.customer_id, tomorrow, FAR_AHEAD)
    assert statement.lines == []
    assert statement.opening_balance_minor == statement.closing_balance_minor == 5_200


@pytest.mark.parametrize(
    ("time_zone", "booked_on"),
    [("Pacific/Kiritimati", date(2023, 1, 2)), ("Etc/GMT+12", date(2022, 12, 31))],
)
async def test_an_entry_is_of_the_partners_day(
    world: World, time_zone: str, booked_on: date
) -> None:
    payer = party().model_copy(update={"time_zone": time_zone})
    with world.clock.later(datetime(2023, 1, 1, 11, tzinfo=UTC) - world.clock()):
        await world.system.issue_invoice(request_invoice(payer=payer))
    books = world.acting(ADMIN)
    [line] = (await books.statement(payer.customer_id, booked_on, booked_on)).lines
    assert line.booked_on == booked_on
    for days in (-1, 1):
        other = booked_on + timedelta(days=days)
        assert (await books.statement(payer.customer_id, other, other)).lines == []


async def test_customers_read_their_own_statement_and_nobody_elses(world: World) -> None:
    payer = party()
    await world.system.issue_invoice(request_invoice(payer=payer))
    own = world.acting(Actor(kind="customer", id=payer.customer_id, partner_id=1))
    assert len((await own.statement(payer.customer_id, LONG_AGO, FAR_AHEAD)).lines) == 1
    for actor in (
        Actor(kind="customer", id="cus_other", partner_id=1),
        Actor(kind="admin", id="eve", partner_id=2),
    ):
        with pytest.raises(ObjectIsNotFound):
            await world.acting(actor).statement(payer.customer_id, LONG_AGO, FAR_AHEAD)


async def test_days_in_the_wrong_order_are_refused(world: World) -> None:
    with pytest.raises(RequestIsMalformed):
        await world.acting(ADMIN).statement("cus_1", FAR_AHEAD, LONG_AGO)


async def _two_invoices_and_a_payment(world: World, payer: BillingParty) -> None:
    first = await world.system.issue_invoice(request_invoice(payer=payer))
    received = RecordPayment(
        amount_minor=1_000,
        currency="EUR",
        method="cash",
        received_on=date(2023, 1, 2),
        reference="receipt 1",
    )
    await world.acting(ADMIN).record_payment(first.id, received, key=new_id("key"))
    await world.system.issue_invoice(request_invoice(payer=payer))
