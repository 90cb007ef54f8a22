"""Ten thousand orders that wait, among ten times as many: an index finds each page of them."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from chassis.database import Database
from services.orders.domain.inbox import Inbox
from services.orders.repository.approvals import count_waiting, list_waiting
from tests.services.orders.domain.cases import NOW
from tests.services.orders.large_inbox import explained, large_inbox

pytestmark = pytest.mark.engines
WAITING, ORDERS, A_PAGE = 10_000, 100_000, 50


@pytest.fixture(scope="module")
async def database(new_database: Callable[[str], str]) -> AsyncIterator[Database]:
    async with large_inbox(new_database("inbox"), waiting=WAITING, count=ORDERS) as filled:
        yield filled


HUNDREDTH = (NOW + timedelta(days=5) - timedelta(minutes=WAITING - 99 * A_PAGE), "ord_")
READ: dict[str, Inbox] = {
    "the first page": Inbox(now=NOW, limit=A_PAGE),
    "the hundredth page": Inbox(now=NOW, limit=A_PAGE, behind=HUNDREDTH),
    "a partner's page": Inbox(now=NOW, limit=A_PAGE, partner_id=3),
    "what is overdue": Inbox(now=NOW + timedelta(days=4), limit=A_PAGE, status="overdue"),
    "what is flagged": Inbox(now=NOW, limit=A_PAGE, status="flagged"),
    "a name that one has": Inbox(now=NOW, limit=A_PAGE, words="customer 4711 of"),
    "a title that ten have": Inbox(now=NOW, limit=A_PAGE, words="fibre 777 no. 1"),
    "what has waited longest": Inbox(now=NOW, limit=A_PAGE, sort="age"),
    "what costs most": Inbox(now=NOW, limit=A_PAGE, sort="amount"),
    "by the customers' names": Inbox(now=NOW, limit=A_PAGE, sort="customer"),
    "what nobody has": Inbox(now=NOW, limit=A_PAGE, words="nobody"),
    "what nobody of a partner has": Inbox(now=NOW, limit=A_PAGE, partner_id=3, words="nobody"),
}


@pytest.mark.parametrize("asked", READ)
async def test_a_page_is_found_by_the_index_of_what_waits(asked: str, database: Database) -> None:
    async with database.autocommit() as connection:
        with explained(database) as plans:
            found = await list_waiting(connection, READ[asked])
    assert "orders_waiting" in plans[0], plans[0]
    assert "Seq Scan on orders" not in plans[0], plans[0]
    due = [(order.decision_due_at, order.id) for order in found.rows]
    if READ[asked].sort in ("due", "age"):
        assert due == sorted(due)
    assert len(due) == {"a name that one has": 1, "a title that ten have": 10}.get(
        asked, 0 if "nobody" in asked else A_PAGE
    )


@pytest.mark.parametrize("partner_id", [None, 3])
async def test_they_are_counted_by_the_same_index(
    partner_id: int | None, database: Database
) -> None:
    async with database.autocommit() as connection:
        with explained(database) as plans:
            inbox = Inbox(now=NOW, limit=A_PAGE, partner_id=partner_id)
            counted = await count_waiting(connection, inbox)
    assert "orders_waiting" in plans[0], plans[0]
    assert counted.waiting == (WAITING if partner_id is None else WAITING / 10)
