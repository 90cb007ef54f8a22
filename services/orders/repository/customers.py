"""SQL for customers' profiles."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.actors import Category
from contracts.message import Language
from contracts.orders import CustomerFields
from services.orders.tables import customers


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
    this = (customers.c.partner_id == partner_id) & (customers.c.id == customer_id)
    row = (await connection.execute(select(customers).where(this))).one_or_none()
    if row is None:
        return None
    return Customer(
        id=row.id,
        partner_id=row.partner_id,
        name=row.name,
        email=row.email,
        location=row.location,
        category=row.category,
        labels=row.labels,
        language=row.language,
    )


async def put_customer(
    connection: AsyncConnection, customer_id: str, fields: CustomerFields, by: str
) -> None:
    """Create or replace; another partner's customer of the same id is somebody else."""
    kept = fields.model_dump() | {"changed_by": by}
    row = insert(customers).values(id=customer_id, **kept)
    put = row.on_conflict_do_update(
        index_elements=["partner_id", "id"],
        set_={**{name: row.excluded[name] for name in kept}, "changed_at": func.now()},
    )
    await connection.execute(put)
