"""The credit note of which people are notified is the decision's, however many the order has."""

from datetime import date
from typing import Any

from clients.payments import PaymentsClient
from contracts.message import Amount, Page
from contracts.payments import CreditNoteView
from workflows.order.steps.notifications import find_credit_note


class Notes(PaymentsClient):
    """Payments with so many credit notes of one order, in pages of ten."""

    def __init__(self, count: int) -> None:
        self._notes = [_note(number) for number in range(count)]

    async def credit_notes(self, *, cursor: str | None = None, **_: Any) -> Page[CreditNoteView]:
        start = int(cursor or 0)
        more = str(start + 10) if start + 10 < len(self._notes) else None
        return Page(items=self._notes[start : start + 10], next_cursor=more)


def _note(number: int) -> CreditNoteView:
    return CreditNoteView(
        id=f"cn_{number}",
        number=f"CN-{number}",
        state="closed",
        invoice_id="inv_1",
        invoice_number="INV-1",
        order_id="ord_1",
        order_item_id=f"it_{number}",
        customer_id="cus_1",
        partner_id=1,
        revision=1,
        issued_on=date(2023, 1, 1),
        currency="EUR",
        amount=Amount(net_minor=100, vat_minor=0, gross_minor=100),
        unused_day_count=3,
        reason="Moved.",
    )


async def test_the_note_of_an_order_with_many_is_found() -> None:
    for item in ("it_0", "it_9", "it_10", "it_54"):
        note = await find_credit_note(Notes(55), "ord_1", item, 1)
        assert note is not None
        assert note.order_item_id == item


async def test_a_decision_without_a_note_has_none() -> None:
    assert await find_credit_note(Notes(55), "ord_1", "it_54", 2) is None
    assert await find_credit_note(Notes(0), "ord_1", "it_1", 1) is None
