"""What the list of offerings is narrowed to, as its address says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends

from contracts.catalog import OfferingKind, OfferingView
from contracts.message import Page as PageOf
from portal.admin.partners import Named
from portal.web.lists import Words
from portal.web.page import Page

YesOrNo = Literal["", "yes", "no"]


@dataclass(frozen=True)
class Asked:
    """All of it may be blank, as a form sends what nobody filled in."""

    q: Words = ""
    kind: OfferingKind | Literal[""] = ""
    partner_id: Named = ""
    enabled: YesOrNo = ""
    shown: YesOrNo = ""

    @property
    def narrows(self) -> bool:
        chosen = self.kind or self.partner_id or self.enabled or self.shown
        return bool(chosen or self.q.strip())

    def reader(
        self, page: Page, limit: int
    ) -> Callable[[str | None], Awaitable[PageOf[OfferingView]]]:
        return lambda cursor: page.services.catalog.offerings(
            q=self.q.strip() or None,
            kinds=[self.kind] if self.kind else [],
            partner_id=self.partner_id or None,
            enabled=_wanted(self.enabled),
            show_on_portal=_wanted(self.shown),
            cursor=cursor,
            limit=limit,
        )


AskedDep = Annotated[Asked, Depends()]


def _wanted(said: YesOrNo) -> bool | None:
    return said == "yes" if said else None
