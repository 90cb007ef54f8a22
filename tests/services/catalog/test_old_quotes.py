"""Old quotes go in the background; what may still be confirmed stays, however old."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import select, update

from chassis import housekeeping
from chassis.housekeeping import ROWS_AT_ONCE, Housekeeping
from clients.catalog import CatalogClient
from contracts.actors import Actor
from contracts.problems import ObjectIsNotFound
from services.catalog.app import build_app
from services.catalog.repository.quotes import quotes_sweep
from services.catalog.settings import CatalogSettings
from services.catalog.tables import quotes
from tests.services.catalog.world import OPERATOR, customer, key, plan, want

pytestmark = pytest.mark.engines
As = Callable[[Actor], CatalogClient]
NOW = datetime.now(UTC)
OLD, YOUNG = NOW - timedelta(days=31), NOW - timedelta(days=29)


async def quoted(
    acting: As, app: FastAPI, partner_id: int, made_at: datetime, expires_at: datetime
) -> str:
    """The id of a quote that was made then, for the customer carl."""
    offering = await acting(OPERATOR).create_offering(plan(partner_id), key=key())
    shop = acting(customer(partner_id))
    quote_id = (await shop.request_quote(want(offering.id), key=key())).id
    row = update(quotes).where(quotes.c.id == quote_id)
    async with app.state.context.database.autocommit() as connection:
        await connection.execute(row.values(created_at=made_at, expires_at=expires_at))
    return quote_id


async def test_only_old_quotes_whose_time_is_over_go(
    acting: As, app: FastAPI, partner_id: int
) -> None:
    gone = await quoted(acting, app, partner_id, OLD, OLD + timedelta(minutes=30))
    young = await quoted(acting, app, partner_id, YOUNG, YOUNG)
    holds = await quoted(acting, app, partner_id, OLD, NOW + timedelta(hours=1))

    await Housekeeping(app.state.context.database, 30, [quotes_sweep()]).sweep()

    shop = acting(customer(partner_id))
    with pytest.raises(ObjectIsNotFound):
        await shop.confirm_quote(gone)
    assert [(await shop.quote(one)).id for one in (young, holds)] == [young, holds]


async def test_a_round_deletes_no_more_than_its_share(
    acting: As, app: FastAPI, partner_id: int
) -> None:
    first = await quoted(acting, app, partner_id, OLD, OLD)
    async with app.state.context.database.autocommit() as connection:
        row = (await connection.execute(select(quotes).where(quotes.c.id == first))).one()
        same = row._asdict()
        names = [f"{first}/{number}" for number in range(ROWS_AT_ONCE + 6)]
        rows = [{**same, "id": name, "request_key": name} for name in names]
        await connection.execute(quotes.insert(), rows)
    sweeping = Housekeeping(app.state.context.database, 30, [quotes_sweep()])
    assert await sweeping.sweep() is True
    assert await sweeping.sweep() is False


async def test_they_go_by_themselves_while_the_service_runs(
    acting: As,
    app: FastAPI,
    partner_id: int,
    token_keys: dict[str, SecretStr],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = await quoted(acting, app, partner_id, OLD, OLD)
    monkeypatch.setattr(housekeeping, "PAUSE_SECONDS", 0.01)
    another = build_app(
        CatalogSettings(
            profile="test", database_url=app.state.context.database.url, token_keys=token_keys
        )
    )
    async with another.router.lifespan_context(another), asyncio.timeout(20):
        while await _is_there(app, gone):
            await asyncio.sleep(0.01)


async def _is_there(app: FastAPI, quote_id: str) -> bool:
    async with app.state.context.database.autocommit() as connection:
        found = await connection.execute(select(quotes.c.id).where(quotes.c.id == quote_id))
    return found.first() is not None
