"""SQL for customers' profiles."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.orders import CustomerFields, CustomerView
from services.orders.tables import customers

KEPT = ("partner_id", "name", "email", "location", "category", "labels")


async def find_customer(connection: AsyncConnection, customer_id: str) -> CustomerView | None:
    columns = [customers.c.id, *(customers.c[name] for name in KEPT)]
    found = await connection.execute(select(*columns).where(customers.c.id == customer_id))
    row = found.mappings().one_or_none()
    return CustomerView.model_validate(dict(row)) if row else None


async def put_customer(
    connection: AsyncConnection,
    customer_id: str,
    fields: CustomerFields,
    by: str,
    only_of_partner: int | None,
) -> bool:
    """Create or replace; False when the customer belongs to another partner than allowed."""
    row = insert(customers).values(id=customer_id, changed_by=by, **fields.model_dump())
    kept = {name: row.excluded[name] for name in (*KEPT, "changed_by")}
    put = row.on_conflict_do_update(
        index_elements=["id"],
        set_={**kept, "changed_at": func.now()},
        where=None if only_of_partner is None else customers.c.partner_id == only_of_partner,
    )
    return (await connection.execute(put.returning(customers.c.id))).first() is not None
