"""Money that came by hand, as it is typed from a statement or a receipt."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from contracts.bookkeeping import OfflineMethod, RecordPayment
from contracts.message import PrintedName
from contracts.said import said
from portal.web.dates import DayIsUnclear, read_day
from portal.web.decimals import LONGEST, AmountIsUnclear, read_amount, written_amount
from portal.web.forms import Form
from portal.web.page import Page

METHODS: tuple[OfflineMethod, ...] = ("bank_transfer", "cash")


class ReceiptForm(Form):
    amount: Annotated[str, Field(max_length=LONGEST)]
    received_on: Annotated[str, Field(max_length=40)]
    method: OfflineMethod
    reference: PrintedName


def usual_receipt(page: Page, amount_minor: int, currency: str) -> dict[str, str]:
    """What the form begins with: all of it, by transfer, today."""
    return {
        "amount": written_amount(amount_minor, currency, page.language),
        "received_on": page.context.now().astimezone(ZoneInfo(page.zone)).date().isoformat(),
        "method": "bank_transfer",
    }


async def read_receipt(page: Page, form: ReceiptForm, currency: str) -> RecordPayment:
    """Raises `FormIsWrong`."""
    try:
        amount_minor = read_amount(form.amount, currency, page.language)
    except AmountIsUnclear as unclear:
        raise await page.wrong("amount", unclear.why) from None
    if not amount_minor:
        raise await page.wrong("amount", said("admin.offline.nothing"))
    try:
        received_on = read_day(form.received_on, page.language)
    except DayIsUnclear as unclear:
        raise await page.wrong("received_on", unclear.why) from None
    return RecordPayment(
        amount_minor=amount_minor,
        currency=currency,
        method=form.method,
        received_on=received_on,
        reference=form.reference,
    )
