"""Who reads tickets, and what lists of them are narrowed to and searched for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from contracts.actors import Actor
from contracts.tickets import TicketState

MOST_WORDS = 10
"""Of a search; the others are left out."""


@dataclass(frozen=True)
class Reader:
    """Whose marks count, and who wrote what is never unread to it."""

    mark: str
    """Each of the staff has one, and the customer."""
    label: str
    is_customer: bool

    @classmethod
    def of(cls, actor: Actor) -> Self:
        """Whoever acts as a customer reads with its marks."""
        is_customer = actor.kind == "customer"
        return cls("customer" if is_customer else actor.label, actor.principal, is_customer)


@dataclass(frozen=True, kw_only=True)
class TicketListing:
    """At most `limit`, newest activity first; None does not narrow it."""

    partner_id: int | None
    customer_id: str | None
    order_id: str | None = None
    states: Sequence[TicketState] = ()
    group_name: str | None = None
    priority: str | None = None
    assignee: str | None = None
    """Empty: nobody."""
    unread: bool = False
    unanswered: bool = False
    """Not resolved, and a customer has the last word."""
    search: str | None = None
    before: int | None = None
    """Where the page before ended."""
    limit: int


def words_that_begin(search: str) -> str:
    """The search as PostgreSQL's `to_tsquery` reads it; empty where it holds no words."""
    return " & ".join(f"{word}:*" for word in re.findall(r"[^\W_]+", search)[:MOST_WORDS])
