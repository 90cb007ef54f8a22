"""Mails as a list, also for a spreadsheet; one can be sent once more."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends
from fastapi.responses import Response

from clients.pages import all_of
from contracts.mails import MailState, MailView
from contracts.message import Id
from contracts.message import Page as PageOf
from contracts.said import said
from portal.admin.lists import file_of, listed
from portal.admin.permissions import PERMISSIONS
from portal.web.csv import ROWS_AT_ONCE, Cell
from portal.web.lists import ROWS, Place, Words, choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t
from wording.telling import moment_in, term

pages = Pages()
STATES: tuple[MailState, ...] = get_args(MailState)
LOOKS: dict[MailState, str] = {"queued": "info", "sent": "success", "quarantined": "error"}
COLUMNS = (
    "admin.mails.subject",
    "admin.mails.to",
    "admin.mails.state",
    "admin.mails.queued",
    "admin.mails.sent",
    "admin.mails.failure",
    "admin.customers.partner",
    "admin.customers.number",
    "portal.services.order",
)


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in."""

    q: Words = ""
    state: MailState | Literal["left", ""] = ""
    """`left`: given up, and not sent again since."""

    @property
    def narrows(self) -> bool:
        return bool(self.state or self.q.strip())

    def reader(self, page: Page, limit: int) -> Callable[[str | None], Awaitable[PageOf[MailView]]]:
        return lambda cursor: page.services.notifications.mails(
            state=self.state if self.state and self.state != "left" else None,
            only_left=self.state == "left",
            q=self.q.strip() or None,
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]


@pages.get("/mails", permission="staff")
async def mails(page: PageDep, asked: AskedDep, cursor: Place = None) -> Response:
    found = await asked.reader(page, ROWS)(cursor)
    return page.show(
        "admin/mails/page.html",
        list=listed(page, found, cursor, narrows=asked.narrows),
        asked=asked,
        states=[*choices("mail_state", STATES), ("left", t("admin.mails.left"))],
        looks=LOOKS,
        can_resend=PERMISSIONS.admits("decide", page.session),
    )


@pages.get("/mails.csv", permission="staff")
async def export(page: PageDep, asked: AskedDep) -> Response:
    return await file_of(page, "admin.mails.file", COLUMNS, _rows(page, asked))


@pages.post("/mails/{mail_id}/resend", permission="decide")
async def resend(page: PageDep, mail_id: Id) -> Response:
    """What cannot be repeated leads back to the list with its words."""
    notifications = page.services.notifications
    again = await page.do_once(lambda key: notifications.resend_mail(mail_id, key=key))
    return page.go(page.address, said("admin.mails.was_resent", recipients=", ".join(again.to)))


async def _rows(page: Page, asked: Asked) -> AsyncIterator[Sequence[Cell]]:
    async for one in all_of(asked.reader(page, ROWS_AT_ONCE)):
        yield (
            one.subject,
            ", ".join(one.to),
            term("mail_state", one.state),
            moment_in(one.queued_at, page.zone),
            moment_in(one.sent_at, page.zone) if one.sent_at else None,
            one.failure or one.trouble,
            one.partner_id,
            one.customer_id,
            one.order_id,
        )
