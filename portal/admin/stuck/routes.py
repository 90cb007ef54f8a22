"""Messages of all services that do not get through: each is tried again, or let go for a reason."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, Literal, get_args

from fastapi import Depends, Path
from fastapi.responses import Response

from clients.operations import OperatedServiceClient, services_with_messages
from contracts.message import Page as PageOf
from contracts.message import PrintedName
from contracts.operations import DismissMessage, StuckMessage, StuckState
from contracts.said import said
from portal.web.forms import Form
from portal.web.lists import ROWS, Place, address, choices
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages

pages = Pages()
Service = Literal["orders", "payments", "notifications"]
SERVICES: tuple[Service, ...] = get_args(Service)
STATES: tuple[StuckState, ...] = get_args(StuckState)
LOOKS: Mapping[StuckState, str] = {"quarantined": "error", "overdue": "warning"}
MOST_OF_ALL = 100
"""Of each service, where all are shown."""
MessageId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@dataclass(frozen=True)
class Asked:
    """Both may be blank. One service is read on page by page; of all of them, their newest."""

    service: Service | Literal[""] = ""
    state: StuckState | Literal[""] = ""

    @property
    def narrows(self) -> bool:
        return bool(self.service or self.state)

    @property
    def services(self) -> tuple[Service, ...]:
        return (self.service,) if self.service else SERVICES


AskedDep = Annotated[Asked, Depends()]


@dataclass(frozen=True)
class Row:
    service: Service
    message: StuckMessage

    @property
    def here(self) -> str:
        return f"/stuck/{self.service}/{self.message.id}"


@dataclass(frozen=True)
class More:
    """Where the messages of a service go on."""

    service: Service
    href: str


class DismissForm(Form):
    reason: PrintedName


@pages.get("/stuck", permission="operate")
async def stuck(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    cursor = cursor if asked.service else None
    found = await asyncio.gather(
        *(page.away(_read(page, name, asked, cursor), name) for name in asked.services)
    )
    parts = dict(zip(asked.services, found, strict=True))
    there = {name: part for name, part in parts.items() if not isinstance(part, Away)}
    rows = chain.from_iterable(
        (Row(name, message) for message in part.items) for name, part in there.items()
    )
    return page.show(
        "admin/stuck/page.html",
        rows=sorted(rows, key=lambda row: row.message.stuck_since, reverse=True),
        away=[name for name, part in parts.items() if isinstance(part, Away)],
        more=[
            More(name, address(page, service=name, cursor=part.next_cursor))
            for name, part in there.items()
            if part.next_cursor
        ],
        first=address(page, cursor=None) if cursor else "",
        asked=asked,
        services=choices("asked_service", SERVICES),
        states=choices("stuck_state", STATES),
        looks=LOOKS,
    )


@pages.post("/stuck/{service}/{message_id}/release", permission="operate")
async def release(page: PageDep, service: Service, message_id: MessageId) -> Response:
    """Released twice it is only tried sooner."""
    message = await _client(page, service).release_message(message_id)
    named = f"{service}/{message.id}"
    return page.go("/stuck", said("admin.stuck.was_released", named=named))


@pages.post("/stuck/{service}/{message_id}/dismiss", permission="operate")
async def dismiss(page: PageDep, service: Service, message_id: MessageId) -> Response:
    """Without a reason nothing is done: the browser asks for one already."""
    form = await page.form(DismissForm)
    command = DismissMessage(reason=form.reason)
    message = await _client(page, service).dismiss_message(message_id, command)
    named = f"{service}/{message.id}"
    return page.go("/stuck", said("admin.stuck.was_dismissed", named=named))


async def _read(
    page: Page, service: Service, asked: Asked, cursor: str | None
) -> PageOf[StuckMessage]:
    limit = ROWS if asked.service else MOST_OF_ALL
    return await _client(page, service).stuck_messages(
        state=asked.state or None, cursor=cursor, limit=limit
    )


def _client(page: Page, service: Service) -> OperatedServiceClient:
    return services_with_messages(page.services)[service]
