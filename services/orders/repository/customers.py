"""SQL for customers' profiles."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.actors import Category
from contracts.decisions import UNFINISHED
from contracts.message import Language
from contracts.orders import CustomerFields
from services.orders.domain.inbox import customer_words
from services.orders.tables import customers, orders


@dataclass(frozen=True)
class Customer:
    """A profile, as the portal's backend put it last."""

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
        (row.partner_id, row.id): Customer(
            id=row.id,
            partner_id=row.partner_id,
            name=row.name,
            email=row.email,
            location=row.location,
            category=row.category,
            labels=row.labels,
            language=row.language,
        )
        for row in await connection.execute(select(customers).where(these))
    }


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
