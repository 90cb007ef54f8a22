"""What the list of customers is narrowed to, as its address says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends

from contracts.actors import Category
from contracts.message import Label
from contracts.message import Page as PageOf
from contracts.orders import CustomerView
from portal.admin.partners import Named
from portal.web.lists import Words
from portal.web.page import Page


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in."""

    q: Words = ""
    partner_id: Named = ""
    category: Category | Literal[""] = ""
    location: Label = ""
    label: Label = ""

    @property
    def narrows(self) -> bool:
        texts = (self.q, self.location, self.label)
        return bool(self.partner_id or self.category or any(one.strip() for one in texts))

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[CustomerView]]]:
        return lambda cursor: page.services.orders.customers(
            partner_id=self.partner_id or None,
            q=self.q.strip() or None,
            category=self.category or None,
            location=self.location.strip() or None,
            label=self.label.strip() or None,
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]
