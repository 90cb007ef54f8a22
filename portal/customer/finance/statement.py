"""The customer's account from one day to another, on a page and for a spreadsheet."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from fastapi import Query
from fastapi.responses import Response

from billing.days import local_date
from contracts.bookkeeping import (
    CurrencyStatement,
    StatementIsTooLong,
    StatementLine,
    StatementView,
)
from contracts.message import Day
from contracts.problems import ObjectIsNotFound, RequestIsMalformed
from portal.web.csv import Cell, amount, csv_page
from portal.web.lists import address
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t
from wording.refusals import detail_of
from wording.telling import term

pages = Pages()
USUAL = timedelta(days=90)
"""How far back it goes when nobody says so."""
MOST_SHOWN = 200
"""Of its lines in each currency, the newest; an export has the others."""
DayOrBlank = Annotated[Day | Literal[""], Query()]


@dataclass(frozen=True)
class Part:
    """What was booked in one currency."""

    all: CurrencyStatement
    newest: list[StatementLine]
    left_out_count: int

    @classmethod
    def of(cls, one: CurrencyStatement) -> Self:
        newest = one.lines[: -MOST_SHOWN - 1 : -1]
        return cls(one, newest, len(one.lines) - len(newest))


@pages.get("/finance/statement", permission="customer")
async def statement(page: PageDep, since: DayOrBlank = "", until: DayOrBlank = "") -> Response:
    first, last = _days(page, since, until)
    found: StatementView | None = None
    refused = ""
    try:
        found = await _read(page, first, last)
    except (StatementIsTooLong, RequestIsMalformed) as problem:
        refused = detail_of(problem, page.language, "customer")
    return page.show(
        "customer/finance/statement.html",
        found=found,
        sections=[Part.of(one) for one in (found, *found.others)] if found else [],
        first=first,
        last=last,
        refused=refused,
        export=address(page).replace("/statement", "/statement.csv", 1),
    )


@pages.get("/finance/statement.csv", permission="customer")
async def export(page: PageDep, since: DayOrBlank = "", until: DayOrBlank = "") -> Response:
    found = await _read(page, *_days(page, since, until))
    headings = [
        t("portal.finance.issued"),
        t("portal.finance.kind"),
        t("portal.finance.reference"),
        t("portal.finance.charged"),
        t("portal.finance.received"),
        t("portal.finance.balance"),
        t("document.currency"),
    ]
    return await csv_page(page, t("portal.finance.statement_file"), headings, _rows(found))


async def _read(page: Page, first: date, last: date) -> StatementView | None:
    """None for who was never charged anything."""
    payments = page.services.payments
    try:
        return await payments.statement(page.customer_id, first, last)
    except ObjectIsNotFound:
        return None


def _days(page: Page, since: date | Literal[""], until: date | Literal[""]) -> tuple[date, date]:
    last = until or local_date(page.context.now(), page.zone)
    usual = max(last - USUAL, date(2000, 1, 1))
    return since or usual, last


async def _rows(found: StatementView | None) -> AsyncIterator[Sequence[Cell]]:
    for part in (found, *found.others) if found else ():
        for line in part.lines:
            yield (
                line.booked_on,
                term("entry_kind", line.kind),
                line.reference,
                amount(line.debit_minor, line.currency),
                amount(line.credit_minor, line.currency),
                amount(line.balance_minor, line.currency),
                line.currency,
            )
