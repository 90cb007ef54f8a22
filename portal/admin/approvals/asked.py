"""What the inbox is narrowed to, as its address says. It goes along to the orders that are decided
from it, so that the next one is of the same list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Depends, Query
from pydantic import TypeAdapter, ValidationError

from contracts.approvals import WaitingSort, WaitingStatus
from contracts.decisions import OrderPath
from contracts.message import PartnerId
from portal.web.lists import Words
from portal.web.page import Page

APPROVALS = "/approvals"
NARROWING = ("q", "path", "status", "days", "partner", "sort")
"""Of the list's address, what its results lead back to."""
INBOX = "inbox"
"""The parameter by which it goes along."""
LONGEST_INBOX = 2_000


@dataclass(frozen=True)
class Asked:
    """What the address narrows the list to."""

    q: Words = ""
    path: OrderPath | Literal[""] = ""
    status: WaitingStatus | Literal[""] = ""
    days: Literal["1", "3", "7", "14", ""] = ""
    """That it has waited for, at least."""
    partner: Annotated[PartnerId | Literal[""], Query()] = ""
    """Of staff that belongs to none."""

    sort: WaitingSort | Literal[""] = ""
    rows: Literal["100", ""] = ""
    """Of one page, to decide more at once."""
    chosen: Literal["all", ""] = ""
    """Whether the rows of the page are chosen as it opens."""

    @property
    def narrows(self) -> bool:
        return bool(self.q.strip() or self.path or self.status or self.days or self.partner)

    def filters(self, page: Page) -> dict[str, Any]:
        """As the service names them."""
        waited = timedelta(days=int(self.days)) if self.days else None
        return {
            "q": self.q.strip() or None,
            "partner_id": (self.partner or None) if page.account.partner_id is None else None,
            "path": self.path or None,
            "status": self.status or None,
            "waiting_until": page.context.now() - waited if waited else None,
        }


AskedDep = Annotated[Asked, Depends()]
_ASKED = TypeAdapter(Asked)


def inbox_of(page: Page) -> str:
    """What the list was narrowed to that led to this page, or to the form that was posted, to be
    sent along; empty where none did, or what came is none of ours."""
    given = dict(parse_qsl(urlsplit(page.address).query)).get(INBOX, "")
    return _query(_read(given))


def list_address(asked: Asked) -> str:
    return _with(APPROVALS, _query(asked))


def order_address(order_id: str, asked: Asked) -> str:
    return along(f"/orders/{order_id}", _query(asked))


def next_address(order_id: str, inbox: str) -> str:
    """Of what waits in the same list, but this one."""
    return _with(f"{APPROVALS}/next", "&".join([urlencode({"after": order_id}), inbox]).strip("&"))


def back_to_order(page: Page, order_id: str) -> str:
    """Its page, with the list that led to this one."""
    return along(f"/orders/{order_id}", inbox_of(page))


def along(path: str, inbox: str) -> str:
    """A page of an order, with the list that led there."""
    return _with(path, urlencode({INBOX: inbox}) if inbox else "")


def _read(inbox: str) -> Asked:
    if len(inbox) > LONGEST_INBOX:
        return Asked()
    given = {name: value for name, value in parse_qsl(inbox) if name in NARROWING}
    try:
        return _ASKED.validate_python(given)
    except ValidationError:
        return Asked()


def _query(asked: Asked) -> str:
    values: Mapping[str, Any] = {name: getattr(asked, name) for name in NARROWING}
    return urlencode({name: value for name, value in values.items() if value})


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
