"""What the list of tickets is narrowed to, as its address says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends

from contracts.message import Label
from contracts.message import Page as PageOf
from contracts.settings import Priority
from contracts.tickets import TicketState, TicketSummary
from portal.admin.partners import Named
from portal.web.lists import Words
from portal.web.page import Page

STATES: tuple[TicketState, ...] = get_args(TicketState)
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
ME, NOBODY = "me", "nobody"
"""As the address names an assignee without its name."""


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in."""

    q: Words = ""
    partner_id: Named = ""
    state: TicketState | Literal["open", "unanswered", ""] = ""
    assignee: Label = ""
    group: Label = ""
    priority: Priority | Literal[""] = ""
    unread: Literal["1", ""] = ""

    @property
    def narrows(self) -> bool:
        texts = (self.q, self.assignee, self.group)
        chosen = self.partner_id or self.state or self.priority or self.unread
        return bool(chosen or any(one.strip() for one in texts))

    @property
    def states(self) -> tuple[TicketState, ...]:
        if self.state == "open":
            return tuple(one for one in STATES if one != "resolved")
        return (self.state,) if self.state and self.state != "unanswered" else ()

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[TicketSummary]]]:
        names = {"": None, ME: page.account.email, NOBODY: ""}
        assignee = self.assignee.strip()
        return lambda cursor: page.services.notifications.tickets(
            partner_id=self.partner_id or None,
            state=self.states,
            assignee=names.get(assignee, assignee),
            group=self.group.strip() or None,
            priority=self.priority or None,
            unread=bool(self.unread),
            unanswered=self.state == "unanswered",
            q=self.q.strip() or None,
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]
