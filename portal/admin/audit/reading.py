"""Who changed what: orders' audit and the catalog's history as one list, the newest first."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, TypedDict, get_args

from fastapi import Query

from chassis.pages import invalid_cursor
from contracts.audit import ChangeKind, FoundChange
from contracts.message import Day
from contracts.message import Page as PageOf
from contracts.offering_history import MOST_REVISIONS, FoundRevision
from portal.admin.partners import Named
from portal.web.dates import begin_of, begin_of_next
from portal.web.lists import Words
from portal.web.page import Away, Page

Kind = ChangeKind | Literal["offerings"]
KINDS: tuple[Kind, ...] = (*get_args(ChangeKind), "offerings")
Change = FoundChange | FoundRevision
Person = Annotated[str, Query(max_length=254)]
BETWEEN, ENDED = "~", "-"
"""In a place of both lists: each one's own, empty at its beginning, `ENDED` behind its last."""


class Narrowed(TypedDict):
    by: str | None
    partner_id: int | None
    changed_from: datetime | None
    changed_before: datetime | None


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in. Both days are in it."""

    q: Words = ""
    """An order or an offering, whole."""
    by: Person = ""
    partner_id: Named = ""
    kind: Kind | Literal[""] = ""
    since: Day | Literal[""] = ""
    until: Day | Literal[""] = ""

    @property
    def narrows(self) -> bool:
        chosen = self.partner_id or self.kind or self.since or self.until
        return bool(chosen or self.q.strip() or self.by.strip())

    def narrowed(self, page: Page) -> Narrowed:
        """What both lists are narrowed by alike."""
        return {
            "by": self.by.strip() or None,
            "partner_id": self.partner_id or None,
            "changed_from": begin_of(self.since, page.zone) if self.since else None,
            "changed_before": begin_of_next(self.until, page.zone) if self.until else None,
        }


@dataclass(frozen=True)
class Part:
    """What one of the lists gave, and from where."""

    items: Sequence[Change]
    next: str
    """Behind its items."""
    begin: str

    @property
    def goes_on(self) -> bool:
        return self.next != ENDED

    def behind(self, count: int) -> str:
        """Its place once so many of it are shown."""
        if count == len(self.items):
            return self.next
        return self.items[count - 1].place if count else self.begin


@dataclass(frozen=True)
class Read:
    changes: list[Change]
    next: str | None
    is_whole: bool = True
    """Whether the catalog was there."""


async def read_changes(
    page: Page, asked: Asked, cursor: str | None, limit: int, *, whole: bool = False
) -> Read:
    """`whole`: what the catalog has is not left out while it is away."""
    at_orders, at_catalog = _places(cursor)
    of_catalog = _part(_of_catalog(page, asked, min(limit, MOST_REVISIONS)), at_catalog)
    orders, catalog = await asyncio.gather(
        _part(_of_orders(page, asked, limit), at_orders),
        of_catalog if whole else page.away(of_catalog, "catalog"),
    )
    if isinstance(catalog, Away):
        return Read(list(orders.items), _written(orders.next, at_catalog), is_whole=False)
    return _merged(orders, catalog, limit)


def moment_of(one: Change) -> datetime:
    return one.at if isinstance(one, FoundChange) else one.changed_at


def _merged(orders: Part, catalog: Part, limit: int) -> Read:
    """As far as both are known: behind the last one of a list that goes on, the other one's may be
    the older ones."""
    shown: list[Change] = []
    of_orders, of_catalog = deque(orders.items), deque(catalog.items)
    while len(shown) < limit:
        ahead = [some for some in (of_orders, of_catalog) if some]
        is_known = (of_orders or not orders.goes_on) and (of_catalog or not catalog.goes_on)
        if not (ahead and is_known):
            break
        shown.append(max(ahead, key=lambda some: moment_of(some[0])).popleft())
    taken = len(orders.items) - len(of_orders)
    return Read(shown, _written(orders.behind(taken), catalog.behind(len(shown) - taken)))


async def _part(read: Callable[[str | None], Awaitable[PageOf[Any]]] | None, place: str) -> Part:
    """Nothing of a list that is not asked for, or was read to its end."""
    if read is None or place == ENDED:
        return Part([], ENDED, ENDED)
    found = await read(place or None)
    return Part(found.items, found.next_cursor or ENDED, place)


def _places(cursor: str | None) -> tuple[str, str]:
    """Raises `CursorIsInvalid`."""
    if cursor is None:
        return "", ""
    at_orders, between, at_catalog = cursor.partition(BETWEEN)
    if not between:
        raise invalid_cursor()
    return at_orders, at_catalog


def _written(*places: str) -> str | None:
    return None if set(places) == {ENDED} else BETWEEN.join(places)


def _of_orders(
    page: Page, asked: Asked, limit: int
) -> Callable[[str | None], Awaitable[PageOf[FoundChange]]] | None:
    kind = asked.kind
    if kind == "offerings":
        return None
    return lambda cursor: page.services.orders.changes(
        kind=kind or None,
        order_id=asked.q.strip() or None,
        cursor=cursor,
        limit=limit,
        **asked.narrowed(page),
    )


def _of_catalog(
    page: Page, asked: Asked, limit: int
) -> Callable[[str | None], Awaitable[PageOf[FoundRevision]]] | None:
    if asked.kind not in ("", "offerings"):
        return None
    return lambda cursor: page.services.catalog.changes(
        offering_id=asked.q.strip() or None, cursor=cursor, limit=limit, **asked.narrowed(page)
    )
