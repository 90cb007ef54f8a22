"""SQL for carts. A cart is the set of a customer's lines; it needs no row of its own."""

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.orders import AddCartLine, CartLineView
from services.orders.tables import cart_lines

LOCK = text("SELECT pg_advisory_xact_lock(hashtext('turnup-orders-cart/' || :customer_id))")
LINE = (
    cart_lines.c.id,
    cart_lines.c.offering_id,
    cart_lines.c.quantity,
    cart_lines.c.period_count,
)


async def lock_cart(connection: AsyncConnection, customer_id: str) -> None:
    """Let one line at a time be added, so that the limit holds with two tabs open."""
    await connection.execute(LOCK, {"customer_id": customer_id})


async def read_cart(
    connection: AsyncConnection, partner_id: int, customer_id: str
) -> list[CartLineView]:
    mine = (cart_lines.c.customer_id == customer_id) & (cart_lines.c.partner_id == partner_id)
    rows = await connection.execute(select(*LINE).where(mine).order_by(cart_lines.c.id))
    return [CartLineView.model_validate(dict(row)) for row in rows.mappings()]


async def insert_line(
    connection: AsyncConnection,
    line_id: str,
    request_key: str,
    partner_id: int,
    customer_id: str,
    line: AddCartLine,
) -> None:
    """Once per request key."""
    row = insert(cart_lines).values(
        id=line_id,
        request_key=request_key,
        partner_id=partner_id,
        customer_id=customer_id,
        offering_id=line.offering_id,
        quantity=line.quantity,
        period_count=line.period_count,
    )
    await connection.execute(row.on_conflict_do_nothing())


async def delete_line(connection: AsyncConnection, customer_id: str, line_id: str) -> bool:
    """False when the customer has no such line."""
    mine = (cart_lines.c.id == line_id) & (cart_lines.c.customer_id == customer_id)
    gone = await connection.execute(delete(cart_lines).where(mine).returning(cart_lines.c.id))
    return gone.first() is not None


async def delete_ordered(
    connection: AsyncConnection, customer_id: str, offering_ids: list[str]
) -> None:
    """Remove what was just ordered; other lines stay."""
    mine = cart_lines.c.customer_id == customer_id
    ordered = cart_lines.c.offering_id.in_(offering_ids)
    await connection.execute(delete(cart_lines).where(mine, ordered))
