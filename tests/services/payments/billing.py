"""Orders and requests of any plan, and the credits that their items ask for."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, TypeVar

from chassis.ids import new_id
from contracts.credits import CreditOutcome, CreditPreview, CreditRequest, IssueCredit
from contracts.message import Amount
from contracts.payments import InvoiceLine, InvoiceView, IssueInvoice, OpenPayment
from contracts.problems import ServiceIsUnavailable
from contracts.said import said
from tests.services.payments.domain.plans import line
from tests.services.payments.world import World, party

LONGEST_SECONDS = 90
Done = TypeVar("Done")


def order_of(*lines: InvoiceLine, months: int = 1, billing_day: int = 1) -> OpenPayment:
    """An order of these lines, quoted without a day, so charged for the day of opening."""
    return OpenPayment(
        order_id=new_id("ord"),
        attempt=1,
        party=party().model_copy(update={"billing_day": billing_day}),
        currency=lines[0].line.price.currency,
        lines=[_own(one, months) for one in lines],
        return_url="https://portal.example/back",
    )


def request_of(ordered: InvoiceLine, start_on: str, months: int = 1) -> IssueInvoice:
    return IssueInvoice(
        order_id=new_id("ord"),
        party=party(),
        currency=ordered.line.price.currency,
        start_on=date.fromisoformat(start_on),
        line=_own(ordered, months),
    )


async def invoiced(world: World, start_on: str = "2023-01-01", **plan: Any) -> InvoiceView:
    """An issued, unpaid invoice of a one-line request."""
    months = plan.pop("months", 1)
    wanted = request_of(line(plan.pop("listed_minor", 3_000), **plan), start_on, months)
    return await world.system.issue_invoice(wanted)


async def receive(world: World, invoice_id: str, amount_minor: int) -> None:
    """As if a part of the invoice had been paid."""
    async with world.context.database.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE invoices SET paid_minor = %s,"
            " state = CASE WHEN %s >= gross_minor THEN 'paid' ELSE state END WHERE id = %s",
            (amount_minor, amount_minor, invoice_id),
        )


def moved(item_id: str, start: str, revision: int = 1, **more: Any) -> IssueCredit:
    return IssueCredit(
        order_item_id=item_id,
        new_start_on=date.fromisoformat(start),
        revision=revision,
        reason=said("others.words", words="Installed then"),
        **more,
    )


def rejected(item_id: str, revision: int = 1, **more: Any) -> IssueCredit:
    reason = said("others.words", words="No")
    return IssueCredit(order_item_id=item_id, full=True, revision=revision, reason=reason, **more)


def is_as_previewed(outcome: CreditOutcome, preview: CreditPreview) -> None:
    """Also its documents, which are foreseen only until they are there."""
    assert outcome.preview == preview.model_copy(update={"foreseen": None})
    note, foreseen = outcome.credit_note, preview.foreseen
    assert foreseen is not None
    assert foreseen.note_minor == (note.amount.gross_minor if note else 0)
    assert bool(foreseen.supplement_minor) == bool(outcome.supplementary_invoice_id)
    assert note is None or foreseen.voided == note.replaces


async def preview_and_issue(world: World, command: IssueCredit) -> CreditOutcome:
    """Issue, and see that the note is what the preview of just before said."""
    asked = CreditRequest(
        order_item_id=command.order_item_id,
        new_start_on=command.new_start_on,
        full=command.full,
    )
    preview = await world.system.preview_credit(asked)
    outcome = await world.system.issue_credit(command)
    is_as_previewed(outcome, preview)
    return outcome


async def until_done(act: Callable[[], Awaitable[Done]]) -> Done:
    """Ask again while the service is too busy to answer, as its callers do."""
    async with asyncio.timeout(LONGEST_SECONDS):
        while True:
            with contextlib.suppress(ServiceIsUnavailable):
                return await act()


def gross_of(outcome: CreditOutcome) -> int:
    return outcome.credit_note.amount.gross_minor if outcome.credit_note else 0


def amounts(amount: Amount) -> tuple[int, int, int]:
    return amount.net_minor, amount.vat_minor, amount.gross_minor


def _own(one: InvoiceLine, months: int) -> InvoiceLine:
    prepaid = one.line.model_copy(update={"period_count": months})
    return InvoiceLine(item_id=new_id("itm"), line=prepaid)
