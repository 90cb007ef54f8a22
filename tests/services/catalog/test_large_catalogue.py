"""Ten thousand offerings: an index finds each page of them, however far in, and what is searched
for."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import insert, text

from chassis.database import Database
from chassis.migrations import migrate
from contracts.actors import Audience
from contracts.catalog import KIND_ORDER, Availability, BillingCycle, OfferingFields
from services.catalog.app import MIGRATIONS
from services.catalog.domain.availability import Buyer, Viewer
from services.catalog.domain.searching import Wanted
from services.catalog.repository.offerings import _columns, page_of_offerings
from services.catalog.tables import offerings
from tests.services.catalog.world import OPERATOR, admin, plan, price
from tests.services.orders.large_inbox import explained

pytestmark = pytest.mark.engines
OFFERINGS, PARTNERS, A_PAGE = 10_000, 50, 20
ONE_OF_FIVE_HUNDRED = 500
"""Is disabled."""


def offering(number: int) -> OfferingFields:
    kind = KIND_ORDER[1 + number % 4]
    once = {"price": price(cycle=BillingCycle(kind="once"))} if kind == "one_time" else {}
    return plan(
        1,
        f"Plan {number:05} of {number * 7919 % 104_729:06}",
        kind=kind,
        description="As fast as light in glass, for homes and small offices",
        availability=Availability(partner_ids=[1 + number % PARTNERS]),
        enabled=number % ONE_OF_FIVE_HUNDRED > 0,
        **once,
    )


def row(number: int) -> dict[str, Any]:
    known = {"id": f"off_{number:05}", "request_key": f"key_{number}", "revision": 1}
    return {**known, "changed_by": "operator/olga", **_columns(offering(number))}


@pytest.fixture(scope="module")
async def database(new_database: Callable[[str], str]) -> AsyncIterator[Database]:
    url = new_database("large_catalogue")
    migrate(url, "catalog", MIGRATIONS)
    filled = Database(url, "catalog")
    try:
        async with filled.begin() as connection:
            await connection.execute(insert(offerings), [row(n) for n in range(OFFERINGS)])
        async with filled.autocommit() as connection:
            await connection.execute(text("VACUUM ANALYZE"))
        yield filled
    finally:
        await filled.close()


IN_ORDER = "offerings_in_portal_order"
READ: dict[str, tuple[Viewer, Wanted, str, int]] = {
    "the first page": (OPERATOR, Wanted(), IN_ORDER, A_PAGE),
    "a kind": (OPERATOR, Wanted(kinds=("voice",)), IN_ORDER, A_PAGE),
    "a partner's": (OPERATOR, Wanted(partner_id=3), "offerings_by_partner", A_PAGE),
    "a partner's admin's": (admin(3), Wanted(), "offerings_by_partner", A_PAGE),
    "a customer's": (Buyer("carl", 3, Audience()), Wanted(), "offerings_by_partner", A_PAGE),
    "what is enabled": (OPERATOR, Wanted(enabled=True), IN_ORDER, A_PAGE),
    "what is not": (OPERATOR, Wanted(enabled=False), "offerings_not_on_portal", A_PAGE),
    "what is hidden": (OPERATOR, Wanted(show_on_portal=False), "offerings_not_on_portal", 0),
    "a title that one has": (OPERATOR, Wanted(("PLAN", "04711 OF")), "offerings_by_words", 1),
    "what nobody has": (OPERATOR, Wanted(("copper",)), "offerings_by_words", 0),
    "a word that all have": (OPERATOR, Wanted(("light",)), IN_ORDER, A_PAGE),
}


@pytest.mark.parametrize("asked", READ)
async def test_a_page_is_found_by_an_index(asked: str, database: Database) -> None:
    viewer, wanted, index, count = READ[asked]
    async with database.autocommit() as connection:
        with explained(database) as plans:
            found = await page_of_offerings(connection, viewer, wanted, after_id=None, limit=A_PAGE)
    assert index in plans[0], plans[0]
    assert "Seq Scan" not in plans[0], plans[0]
    assert len(found) == count


async def test_the_hundredth_page_reads_no_more_than_the_first(database: Database) -> None:
    """By the index from its place on: nothing of the pages before is gone through."""
    async with database.autocommit() as connection:
        everything = await page_of_offerings(
            connection, OPERATOR, Wanted(), after_id=None, limit=101 * A_PAGE
        )
        after_id = everything[100 * A_PAGE - 1].id
        with explained(database) as plans:
            found = await page_of_offerings(
                connection, OPERATOR, Wanted(), after_id=after_id, limit=A_PAGE
            )
    assert found == everything[-A_PAGE:]
    assert "Index Cond: (ROW(kind_position, lower(title), id) >" in plans[0], plans[0]
    assert "Rows Removed" not in plans[0], plans[0]
