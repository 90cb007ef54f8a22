"""Quotes over HTTP: a promised price, and what breaks the promise."""

from collections.abc import Callable
from datetime import date

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import func, select, update

from clients.catalog import CatalogClient
from contracts.actors import Actor
from contracts.catalog import (
    BillingCycle,
    Discount,
    OfferingFields,
    OfferingIsNotAvailable,
    PricingDay,
    QuotedPriceHasChanged,
    QuoteIsExpired,
    QuoteMixesCurrencies,
    QuoteView,
    RequestQuote,
    RequestQuoteLine,
)
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from services.catalog.tables import quotes
from tests.services.catalog.world import OPERATOR, admin, customer, key, plan, price, want

pytestmark = pytest.mark.engines
As = Callable[[Actor], CatalogClient]


async def offer(acting: As, fields: OfferingFields) -> str:
    return (await acting(OPERATOR).create_offering(fields, key=key())).id


async def expire(app: FastAPI, quote: QuoteView) -> None:
    """As if the quote had been made long ago."""
    past = quote.model_copy(update={"expires_at": quote.expires_at.replace(year=2020)})
    async with app.state.context.database.autocommit() as connection:
        row = update(quotes).where(quotes.c.id == quote.id)
        await connection.execute(row.values(view=past.model_dump(mode="json")))


async def test_a_quote_snapshots_the_price(acting: As, partner_id: int) -> None:
    shop = acting(customer(partner_id))
    offering_id = await offer(acting, plan(partner_id))
    quote = await shop.request_quote(want(offering_id, quantity=2), key=key())
    assert (quote.total_minor, quote.currency, quote.customer_id) == (6_200, "EUR", "carl")
    dearer = plan(partner_id, price=price(9_900))
    await acting(OPERATOR).change_offering(offering_id, dearer, revision=1)
    assert await shop.quote(quote.id) == quote


async def test_a_quote_that_still_holds_is_confirmed_as_it_is(acting: As, partner_id: int) -> None:
    shop = acting(customer(partner_id))
    offering_id = await offer(acting, plan(partner_id))
    quote = await shop.request_quote(want(offering_id), key=key())
    assert await shop.confirm_quote(quote.id) == quote
    renamed = plan(partner_id, "New name", description="New words")
    await acting(OPERATOR).change_offering(offering_id, renamed, revision=1)
    assert await shop.confirm_quote(quote.id) == quote


async def test_a_changed_price_asks_the_customer_with_a_fresh_quote(
    acting: As, partner_id: int
) -> None:
    shop = acting(customer(partner_id))
    offering_id = await offer(acting, plan(partner_id))
    quote = await shop.request_quote(want(offering_id, quantity=2), key=key())
    dearer = plan(partner_id, price=price(3_200))
    await acting(OPERATOR).change_offering(offering_id, dearer, revision=1)
    await acting(OPERATOR).change_offering(offering_id, dearer, revision=2)
    with pytest.raises(QuotedPriceHasChanged) as refusal:
        await shop.confirm_quote(quote.id)
    fresh = QuoteView.model_validate(refusal.value.facts["quote"])
    assert fresh.total_minor == 6_400
    assert await shop.confirm_quote(fresh.id) == fresh


async def test_a_price_that_went_back_needs_no_question(acting: As, partner_id: int) -> None:
    shop = acting(customer(partner_id))
    offering_id = await offer(acting, plan(partner_id))
    quote = await shop.request_quote(want(offering_id), key=key())
    staff = acting(OPERATOR)
    await staff.change_offering(offering_id, plan(partner_id, price=price(1)), revision=1)
    await staff.change_offering(offering_id, plan(partner_id), revision=2)
    assert await shop.confirm_quote(quote.id) == quote


async def test_an_expired_quote_is_replaced_by_a_fresh_one(
    acting: As, app: FastAPI, partner_id: int
) -> None:
    shop = acting(customer(partner_id))
    quote = await shop.request_quote(want(await offer(acting, plan(partner_id))), key=key())
    await expire(app, quote)
    with pytest.raises(QuoteIsExpired) as refusal:
        await shop.confirm_quote(quote.id)
    fresh = QuoteView.model_validate(refusal.value.facts["quote"])
    assert fresh.id != quote.id
    assert await shop.confirm_quote(fresh.id) == fresh


async def test_a_quote_for_a_day_holds_the_amounts_that_are_charged(
    acting: As, partner_id: int
) -> None:
    by_calendar = price(3_000, cycle=BillingCycle(kind="calendar_month"))
    offering_id = await offer(acting, plan(partner_id, price=by_calendar))
    line = RequestQuoteLine(offering_id=offering_id, period_count=2)
    wanted = RequestQuote(lines=[line], start_on=date(2023, 1, 10))
    quote = await acting(customer(partner_id)).request_quote(wanted, key=key())
    assert quote.total_minor == 2_129 + 3_000
    assert quote.lines[0].start_on == date(2023, 1, 10)
    assert [s.amount.gross_minor for s in quote.lines[0].segments] == [2_129, 3_000]


async def test_a_page_can_show_old_and_new_prices_line_by_line(acting: As, partner_id: int) -> None:
    shop = acting(customer(partner_id))
    same, dearer = [await offer(acting, plan(partner_id)) for _ in range(2)]
    lines = [RequestQuoteLine(offering_id=one) for one in (dearer, same)]
    quote = await shop.request_quote(RequestQuote(lines=lines), key=key())
    now = plan(partner_id, price=price(3_200))
    await acting(OPERATOR).change_offering(dearer, now, revision=1)
    with pytest.raises(QuotedPriceHasChanged) as refusal:
        await shop.confirm_quote(quote.id)
    old, new = await shop.quote(quote.id), refusal.value.facts["quote"]["lines"]
    assert [
        (one.offering_id, one.period.gross_minor, other["period"]["gross_minor"])
        for one, other in zip(old.lines, new, strict=True)
    ] == [(dearer, 3_100, 3_200), (same, 3_100, 3_100)]


async def test_a_quote_is_confirmed_for_a_day_only_at_its_amount(
    acting: As, partner_id: int
) -> None:
    shop = acting(customer(partner_id))
    by_calendar = price(3_000, cycle=BillingCycle(kind="calendar_month"))
    offering_id = await offer(acting, plan(partner_id, price=by_calendar))
    asked = want(offering_id).model_copy(update={"start_on": date(2023, 1, 10)})
    quote = await shop.request_quote(asked, key=key())
    same_day = PricingDay(start_on=date(2023, 1, 10))
    assert await shop.confirm_quote(quote.id, same_day) == quote
    with pytest.raises(QuotedPriceHasChanged) as refusal:
        await shop.confirm_quote(quote.id, PricingDay(start_on=date(2023, 1, 11)))
    fresh = QuoteView.model_validate(refusal.value.facts["quote"])
    assert fresh.total_minor == 2_032


async def test_a_quote_that_costs_the_same_on_another_day_gets_its_days(
    acting: As, partner_id: int
) -> None:
    shop = acting(customer(partner_id))
    quote = await shop.request_quote(want(await offer(acting, plan(partner_id))), key=key())
    assert quote.lines[0].segments == []
    held = await shop.confirm_quote(quote.id, PricingDay(start_on=date(2023, 1, 31)))
    assert (held.id, held.total_minor) == (quote.id, quote.total_minor)
    [segment] = held.lines[0].segments
    assert (segment.first_day, segment.last_day) == (date(2023, 1, 31), date(2023, 2, 27))


async def test_a_discount_counts_on_its_days_and_its_end_is_a_changed_price(
    acting: As, partner_id: int
) -> None:
    shop = acting(customer(partner_id))
    january = Discount(basis_points=2_000, first_day=date(2023, 1, 1), last_day=date(2023, 1, 31))
    offering_id = await offer(acting, plan(partner_id, price=price(discounts=[january])))
    asked = want(offering_id).model_copy(update={"start_on": date(2023, 1, 1)})
    quote = await shop.request_quote(asked, key=key())
    assert quote.total_minor == 2_480
    await acting(OPERATOR).change_offering(offering_id, plan(partner_id), revision=1)
    with pytest.raises(QuotedPriceHasChanged):
        await shop.confirm_quote(quote.id, PricingDay(start_on=date(2023, 1, 1)))


async def test_a_product_hidden_since_cannot_be_confirmed(acting: As, partner_id: int) -> None:
    shop = acting(customer(partner_id))
    offering_id = await offer(acting, plan(partner_id))
    quote = await shop.request_quote(want(offering_id), key=key())
    hidden = plan(partner_id, show_on_portal=False)
    await acting(OPERATOR).change_offering(offering_id, hidden, revision=1)
    with pytest.raises(OfferingIsNotAvailable) as refusal:
        await shop.confirm_quote(quote.id)
    assert refusal.value.facts == {"offering_id": offering_id}
    with pytest.raises(OfferingIsNotAvailable):
        await shop.request_quote(want(offering_id), key=key())


async def test_currencies_do_not_mix(acting: As, partner_id: int) -> None:
    euros = await offer(acting, plan(partner_id))
    dollars = await offer(acting, plan(partner_id, price=price(currency="USD")))
    with pytest.raises(QuoteMixesCurrencies):
        await acting(customer(partner_id)).request_quote(want(euros, dollars), key=key())


async def test_prices_are_of_now_and_store_nothing(
    acting: As, app: FastAPI, partner_id: int
) -> None:
    offering_id = await offer(acting, plan(partner_id))
    hidden_id = await offer(acting, plan(partner_id, enabled=False))
    priced = await acting(customer(partner_id)).prices(want(hidden_id, offering_id))
    assert [line.period.gross_minor for line in priced.lines] == [3_100]
    assert priced.unavailable_offering_ids == [hidden_id]
    stored = select(func.count()).select_from(quotes).where(quotes.c.partner_id == partner_id)
    async with app.state.context.database.autocommit() as connection:
        assert (await connection.execute(stored)).scalar_one() == 0


async def test_a_quote_is_seen_by_its_customer_and_staff_and_confirmed_by_its_customer(
    acting: As, partner_id: int
) -> None:
    wanted = want(await offer(acting, plan(partner_id)))
    quote = await acting(customer(partner_id)).request_quote(wanted, key=key())
    for actor in (admin(partner_id), OPERATOR, Actor(kind="system", id="worker")):
        assert await acting(actor).quote(quote.id) == quote
        with pytest.raises(ActionIsNotAllowed):
            await acting(actor).confirm_quote(quote.id)
    for stranger in (customer(partner_id, "cora"), customer(9), admin(9)):
        with pytest.raises(ObjectIsNotFound):
            await acting(stranger).quote(quote.id)
    for stranger in (customer(partner_id, "cora"), customer(9)):
        with pytest.raises(ObjectIsNotFound):
            await acting(stranger).confirm_quote(quote.id)


async def test_only_a_customer_of_a_partner_gets_prices(
    acting: As, token_keys: dict[str, SecretStr]
) -> None:
    for actor in (OPERATOR, admin(1), Actor(kind="customer", id="carl")):
        with pytest.raises(ActionIsNotAllowed):
            await acting(actor).prices(want("off_1"))
        with pytest.raises(ActionIsNotAllowed):
            await acting(actor).request_quote(want("off_1"), key=key())
