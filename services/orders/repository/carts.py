"""SQL for carts. A cart is the set of a customer's lines; it needs no row of its own."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.orders.tables import cart_lines

LOCK = text("SELECT pg_advisory_xact_lock(hashtext('turnup-orders-cart/' || :owner))")


@dataclass(frozen=True)
class Owner:
    """Whose cart: another partner may have a customer of the same id."""

    partner_id: int
    customer_id: str

    @property
    def lines(self) -> ColumnElement[bool]:
        t = cart_lines.c
        return (t.partner_id == self.partner_id) & (t.customer_id == self.customer_id)


@dataclass(frozen=True)
class CartLine:
    id: str
    offering_id: str
    quantity: int
    period_count: int


async def lock_cart(connection: AsyncConnection, owner: Owner) -> None:
    """Let one line at a time be added, so that the limit holds with two tabs open."""
    await connection.execute(LOCK, {"owner": f"{owner.partner_id}/{owner.customer_id}"})


async def read_cart(connection: AsyncConnection, owner: Owner) -> list[CartLine]:
    mine = select(cart_lines).where(owner.lines).order_by(cart_lines.c.id)
    return [
        CartLine(row.id, row.offering_id, row.quantity, row.period_count)
        for row in await connection.execute(mine)
    ]


async def insert_line(
    connection: AsyncConnection, owner: Owner, line: CartLine, request_key: str
) -> None:
    """Once per request key."""
    row = insert(cart_lines).values(
        id=line.id,
        request_key=request_key,
        partner_id=owner.partner_id,
        customer_id=owner.customer_id,
        offering_id=line.offering_id,
        quantity=line.quantity,
        period_count=line.period_count,
    )
    await connection.execute(row.on_conflict_do_nothing())


async def delete_line(connection: AsyncConnection, owner: Owner, line_id: str) -> bool:
    """False when the customer has no such line."""
    mine = owner.lines & (cart_lines.c.id == line_id)
    gone = await connection.execute(delete(cart_lines).where(mine).returning(cart_lines.c.id))
    return gone.first() is not None


async def delete_ordered(
    connection: AsyncConnection, owner: Owner, offering_ids: list[str]
) -> None:
    """Remove what was just ordered; other lines stay."""
    ordered = cart_lines.c.offering_id.in_(offering_ids)
    await connection.execute(delete(cart_lines).where(owner.lines, ordered))
