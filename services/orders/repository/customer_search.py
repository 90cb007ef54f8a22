"""SQL that finds orders by what somebody typed: an order's id, or the beginnings of words of its
customer's name, mail address or id, all of them in any order."""

import re

from sqlalchemy import ColumnElement, func, literal_column, select, tuple_

from services.orders.tables import WORDS_OF_CUSTOMER, customers, orders

MOST_FOUND = 1_000
"""Customers whose orders are looked for; whoever types so little can type more."""
WORD = re.compile(r"[^\W_]+")


def holds_words(typed: str) -> ColumnElement[bool] | None:
    """Of a customer, in a statement on customers alone; None when no word was typed."""
    words = WORD.findall(typed)
    if not words:
        return None
    simple: ColumnElement[str] = literal_column("'simple'::regconfig")
    prefixes = func.to_tsquery(simple, " & ".join(f"{word}:*" for word in words))
    written: ColumnElement[str] = literal_column(WORDS_OF_CUSTOMER)
    return written.bool_op("@@")(prefixes)


def orders_found(typed: str, partner_id: int | None) -> ColumnElement[bool]:
    """Each way by its own index."""
    ids = select(orders.c.id).where(orders.c.id == typed)
    holds = holds_words(typed)
    if holds is None:
        return orders.c.id.in_(ids)
    theirs = select(customers.c.partner_id, customers.c.id).where(holds)
    if partner_id is not None:
        theirs = theirs.where(customers.c.partner_id == partner_id)
    first = theirs.order_by(customers.c.partner_id, customers.c.id).limit(MOST_FOUND)
    of_them = tuple_(orders.c.partner_id, orders.c.customer_id).in_(first)
    return orders.c.id.in_(ids.union(select(orders.c.id).where(of_them)))


def orders_with(typed: str) -> ColumnElement[bool]:
    """Those that hold it anywhere in an id or a product's title. No index helps."""
    return orders.c.order_words.contains(typed.casefold(), autoescape=True)
