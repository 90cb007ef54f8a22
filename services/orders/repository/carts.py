"""SQL for carts: a customer's lines, and a row that counts their changes and lets one change at a
time through."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.approvals import MOST_COUNTED
from services.orders.tables import cart_lines, carts


@dataclass(frozen=True)
class Owner:
    """Whose cart: another partner may have a customer of the same id."""

    partner_id: int
    customer_id: str

    @property
    def cart(self) -> ColumnElement[bool]:
        return (carts.c.partner_id == self.partner_id) & (carts.c.customer_id == self.customer_id)

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


@dataclass(frozen=True)
class Cart:
    revision: int
    lines: Sequence[CartLine]


async def lock_cart(connection: AsyncConnection, owner: Owner) -> Cart:
    """The cart as it is, which nobody else changes until the transaction ends."""
    row = insert(carts).values(**vars(owner), revision=0)
    locked = row.on_conflict_do_update(
        index_elements=["partner_id", "customer_id"], set_={"revision": carts.c.revision}
    )
    await connection.execute(locked)
    return await read_cart(connection, owner)


async def read_cart(connection: AsyncConnection, owner: Owner) -> Cart:
    """The revision first: what changes in between makes it too old, never too new."""
    known = await connection.execute(select(carts.c.revision).where(owner.cart))
    revision = known.scalar_one_or_none() or 0
    mine = select(cart_lines).where(owner.lines).order_by(cart_lines.c.id)
    lines = [
        CartLine(row.id, row.offering_id, row.quantity, row.period_count)
        for row in await connection.execute(mine)
    ]
    return Cart(revision, lines)


async def count_filled_carts(connection: AsyncConnection, partner_ids: Sequence[int]) -> int:
    """Up to `MOST_COUNTED`, of these partners."""
    t = cart_lines.c
    whose = select(t.partner_id, t.customer_id).where(t.partner_id.in_(partner_ids)).distinct()
    counted = select(func.count()).select_from(whose.limit(MOST_COUNTED).subquery())
    return int((await connection.execute(counted)).scalar_one())


async def is_added(connection: AsyncConnection, request_key: str) -> bool:
    known = select(cart_lines.c.id).where(cart_lines.c.request_key == request_key)
    return (await connection.execute(known)).first() is not None


async def insert_line(
    connection: AsyncConnection, owner: Owner, line: CartLine, request_key: str
) -> None:
    """Under the cart's lock; the UNIQUE request key is the last guard."""
    row = insert(cart_lines).values(**vars(owner), **vars(line), request_key=request_key)
    await connection.execute(row)
    await _count_up(connection, owner)


async def change_line(connection: AsyncConnection, owner: Owner, line: CartLine) -> None:
    this = owner.lines & (cart_lines.c.id == line.id)
    given = {"quantity": line.quantity, "period_count": line.period_count}
    await connection.execute(update(cart_lines).where(this).values(given))
    await _count_up(connection, owner)


async def delete_line(connection: AsyncConnection, owner: Owner, line_id: str) -> None:
    this = owner.lines & (cart_lines.c.id == line_id)
    await connection.execute(delete(cart_lines).where(this))
    await _count_up(connection, owner)


async def delete_ordered(
    connection: AsyncConnection, owner: Owner, offering_ids: list[str]
) -> None:
    """Remove what was just ordered; other lines stay. The cart is locked before its lines, as in
    other changes: else the two could wait for each other."""
    locked = select(carts.c.revision).where(owner.cart).with_for_update().cte("locked")
    ordered = owner.lines & cart_lines.c.offering_id.in_(offering_ids)
    ordered &= exists(select(locked.c.revision))
    gone = delete(cart_lines).where(ordered).returning(cart_lines.c.id).cte("gone")
    counted = update(carts).where(owner.cart, exists(select(gone.c.id)))
    await connection.execute(counted.values(revision=carts.c.revision + 1))


async def _count_up(connection: AsyncConnection, owner: Owner) -> None:
    counted = update(carts).where(owner.cart).values(revision=carts.c.revision + 1)
    await connection.execute(counted)
