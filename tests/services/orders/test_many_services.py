"""Twenty thousand services of ten thousand orders: the newest are found without sorting all."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from chassis.database import Database
from chassis.listing import Listing
from services.orders.domain.narrowing import WantedServices
from services.orders.repository.subscriptions import list_subscriptions
from tests.services.orders.large_inbox import explained, large_inbox

pytestmark = pytest.mark.engines
ORDERS, A_PAGE = 10_000, 50
SERVICES = """
INSERT INTO subscriptions (id, item_id, order_id, partner_id, customer_id, title, kind, state)
SELECT 'sub_' || md5(i.id), i.id, i.order_id, o.partner_id,
       CASE WHEN o.partner_id = 3 THEN 'cus_many' ELSE o.customer_id END,
       'Plan', 'internet', CASE WHEN i.position = 1 THEN 'active' ELSE 'archived' END
FROM order_items i JOIN orders o ON o.id = i.order_id
"""


@pytest.fixture(scope="module")
async def database(new_database: Callable[[str], str]) -> AsyncIterator[Database]:
    async with large_inbox(new_database("services"), waiting=ORDERS, count=ORDERS) as filled:
        async with filled.autocommit() as connection:
            await connection.execute(text(SERVICES))
            await connection.execute(text("VACUUM ANALYZE subscriptions"))
        yield filled


ALL = Listing(limit=A_PAGE)
READ: dict[str, tuple[Listing, WantedServices]] = {
    "a customer's": (replace(ALL, partner_id=3, customer_id="cus_many"), WantedServices()),
    "a partner's": (replace(ALL, partner_id=4), WantedServices()),
    "what a partner has active": (replace(ALL, partner_id=4), WantedServices(state="active")),
    "all": (ALL, WantedServices()),
}


@pytest.mark.parametrize("asked", READ)
async def test_a_page_of_the_newest_is_found_in_their_order(asked: str, database: Database) -> None:
    listing, wanted = READ[asked]
    async with database.autocommit() as connection:
        with explained(database) as plans:
            first = await list_subscriptions(connection, listing, wanted)
            behind = replace(listing, before_id=first[-1].id)
            second = await list_subscriptions(connection, behind, wanted)
    for plan in plans:
        assert "subscriptions_by_" in plan, plan
        assert "Seq Scan on subscriptions" not in plan, plan
        if listing.customer_id is None:  # few enough to be sorted
            assert "Presorted Key: subscriptions.order_id" in plan, plan
    found = [(one.order_id, -one.position) for one in first + second]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 2 * A_PAGE
