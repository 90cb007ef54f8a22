"""SQL for customers' profiles."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import record_of
from contracts.actors import Category
from contracts.decisions import UNFINISHED
from contracts.message import Language
from contracts.orders import CustomerFields
from contracts.settings import MOST_PARTNERS
from services.orders.domain.customers_wanted import CustomersWanted
from services.orders.domain.inbox import customer_words
from services.orders.tables import customers, orders


@dataclass(frozen=True)
class Customer:
    """A profile, as the portal's backend put it last."""

    number: int
    """Grows with each new one."""
    id: str
    partner_id: int
    name: str
    email: str
    location: str | None
    category: Category
    labels: list[str]
    language: Language | None


async def find_customer(
    connection: AsyncConnection, partner_id: int, customer_id: str
) -> Customer | None:
    key = (partner_id, customer_id)
    return (await find_customers(connection, [key])).get(key)


async def find_customers(
    connection: AsyncConnection, keys: Collection[tuple[int, str]]
) -> dict[tuple[int, str], Customer]:
    """By partner and id, those of them who have a profile."""
    these = tuple_(customers.c.partner_id, customers.c.id).in_(keys)
    return {
        (row.partner_id, row.id): record_of(Customer, row)
        for row in await connection.execute(select(customers).where(these))
    }


async def list_customers(connection: AsyncConnection, wanted: CustomersWanted) -> list[Customer]:
    """The newest first. A text is looked for in every customer that the rest leaves, so what it
    costs grows with their number."""
    t = customers
    given = {name: getattr(wanted, name) for name in ("partner_id", "category", "location")}
    page = select(t).where(*(t.c[name] == v for name, v in given.items() if v is not None))
    if wanted.label is not None:
        page = page.where(t.c.labels.contains([wanted.label]))
    if wanted.email is not None:
        page = page.where(func.lower(t.c.email) == func.lower(wanted.email))
    if wanted.search is not None:
        whole = func.lower(func.concat_ws("\n", t.c.name, t.c.email, t.c.id))
        page = page.where(func.strpos(whole, func.lower(wanted.search)) > 0)
    if wanted.before is not None:
        page = page.where(t.c.number < wanted.before)
    rows = await connection.execute(page.order_by(t.c.number.desc()).limit(wanted.limit))
    return [record_of(Customer, row) for row in rows]


async def partners_with_customers(connection: AsyncConnection) -> list[int]:
    """Asks of each partner that there can be, instead of reading all customers."""
    one = func.generate_series(1, MOST_PARTNERS).column_valued("one")
    has_some = exists().where(customers.c.partner_id == one)
    return list((await connection.execute(select(one).where(has_some))).scalars())


async def add_customer(
    connection: AsyncConnection, customer_id: str, fields: CustomerFields, by: str
) -> bool:
    """False where the partner has one of this id: nothing was written. A new one has no orders."""
    row = insert(customers).values(id=customer_id, **fields.model_dump(), changed_by=by)
    added = row.on_conflict_do_nothing().returning(customers.c.number)
    return await connection.scalar(added) is not None


async def put_customer(
    connection: AsyncConnection, customer_id: str, fields: CustomerFields, by: str
) -> None:
    """Create or replace, and have open orders found by the new name; another partner's customer of
    the same id is somebody else."""
    kept = fields.model_dump() | {"changed_by": by}
    row = insert(customers).values(id=customer_id, **kept)
    put = row.on_conflict_do_update(
        index_elements=["partner_id", "id"],
        set_={**{name: row.excluded[name] for name in kept}, "changed_at": func.now()},
    )
    words = customer_words(fields.name, fields.email)
    found_by_it = (
        update(orders)
        .where(
            orders.c.partner_id == fields.partner_id,
            orders.c.customer_id == customer_id,
            orders.c.status.in_(UNFINISHED),
            orders.c.customer_words != words,
        )
        .values(customer_words=words)
        .cte("found_by_it")
    )
    await connection.execute(put.add_cte(found_by_it))
