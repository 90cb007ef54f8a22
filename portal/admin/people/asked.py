"""What the list of staff is narrowed to, as its address says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends

from contracts.message import Page as PageOf
from contracts.staff import ListedStaff, StaffRole
from portal.admin.partners import Named
from portal.identity.domain.staffing import SoughtStaff
from portal.identity.staff import Staff
from portal.web.lists import Words
from portal.web.page import Page


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in."""

    q: Words = ""
    role: StaffRole | Literal[""] = ""
    partner_id: Named = ""
    access: Literal["", "enabled", "disabled"] = ""

    @property
    def narrows(self) -> bool:
        return bool(self.q.strip() or self.role or self.partner_id or self.access)

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[ListedStaff]]]:
        staff = Staff(page.context.identity.context)
        sought = SoughtStaff(
            text=self.q.strip(),
            role=self.role or None,
            partner_id=self.partner_id or None,
            is_disabled=self.access == "disabled" if self.access else None,
            limit=limit,
        )
        return lambda cursor: staff.people(page.account, sought, cursor)


AskedDep = Annotated[Asked, Depends()]
