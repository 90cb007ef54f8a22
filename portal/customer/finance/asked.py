"""What the list of documents is narrowed to, as its address says."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict

from contracts.finance import DocumentKind, FinanceDocument
from contracts.message import Day, Page
from portal.web.page import Page as ShownPage

Blank = Literal[""]
DayOrBlank = Annotated[Day | Blank, Query()]
Value = TypeVar("Value")


class Asked(BaseModel):
    """All of it may be blank, as a form sends what nobody filled in."""

    model_config = ConfigDict(frozen=True)

    number: str
    kind: DocumentKind | Blank
    only_open: bool
    only_overdue: bool
    since: date | None
    until: date | None

    @property
    def show(self) -> str:
        """As the address has it."""
        return "overdue" if self.only_overdue else "open" if self.only_open else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.number) or self.has_filters

    @property
    def has_filters(self) -> bool:
        """Beside the number that is searched for."""
        return any(self.model_dump(exclude={"number"}).values())

    def reader(
        self, page: ShownPage, limit: int
    ) -> Callable[[str | None], Awaitable[Page[FinanceDocument]]]:
        """Reads the documents behind a cursor."""
        wanted: dict[str, Any] = {
            "number": self.number or None,
            "kind": self.kind or None,
            "only_open": self.only_open,
            "only_overdue": self.only_overdue,
            "issued_from": self.since,
            "issued_to": self.until,
        }

        async def read(cursor: str | None) -> Page[FinanceDocument]:
            return await page.services.payments.documents(cursor=cursor, limit=limit, **wanted)

        return read


async def asked(
    q: Annotated[str, Query(max_length=100)] = "",
    kind: DocumentKind | Blank = "",
    show: Literal["", "open", "overdue"] = "",
    since: DayOrBlank = "",
    until: DayOrBlank = "",
) -> Asked:
    return Asked(
        number=q.strip(),
        kind=kind,
        only_open=show == "open",
        only_overdue=show == "overdue",
        since=since or None,
        until=until or None,
    )


AskedDep = Annotated[Asked, Depends(asked)]
