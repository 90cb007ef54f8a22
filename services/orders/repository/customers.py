"""SQL for customers' profiles."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.orders import CustomerFields, CustomerView
from services.orders.tables import customers

KEPT = ("partner_id", "name", "email", "location", "category", "labels")


async def find_customer(
    connection: AsyncConnection, partner_id: int, customer_id: str
) -> CustomerView | None:
    columns = [customers.c.id, *(customers.c[name] for name in KEPT)]
    this = (customers.c.partner_id == partner_id) & (customers.c.id == customer_id)
    found = await connection.execute(select(*columns).where(this))
    row = found.mappings().one_or_none()
    return CustomerView.model_validate(dict(row)) if row else None


async def put_customer(
    connection: AsyncConnection, customer_id: str, fields: CustomerFields, by: str
) -> None:
    """Create or replace; another partner's customer of the same id is somebody else."""
    row = insert(customers).values(id=customer_id, changed_by=by, **fields.model_dump())
    kept = {name: row.excluded[name] for name in (*KEPT, "changed_by")}
    put = row.on_conflict_do_update(
        index_elements=["partner_id", "id"], set_={**kept, "changed_at": func.now()}
    )
    await connection.execute(put)
