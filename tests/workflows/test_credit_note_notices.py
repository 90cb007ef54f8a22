"""The credit note of which people are notified is the decision's, however many the order has; it is
looked for wherever there may be one."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from clients.payments import PaymentsClient
from contracts.credits import CreditNoteView
from contracts.decisions import DecisionView, Documents, OrderPath, Verdict
from contracts.message import Amount, Page
from contracts.said import Told
from workflows.order.steps.notifications import find_credit_note, may_be_credited


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
        created_at=datetime(2023, 1, 1, tzinfo=UTC),
        currency="EUR",
        amount=Amount(net_minor=100, vat_minor=0, gross_minor=100),
        unused_day_count=3,
        reason=Told(code="others.words", text="Moved."),
    )


async def test_the_note_of_an_order_with_many_is_found() -> None:
    for item in ("it_0", "it_9", "it_10", "it_54"):
        note = await find_credit_note(Notes(55), "ord_1", item, 1)
        assert note is not None
        assert note.order_item_id == item


async def test_a_decision_without_a_note_has_none() -> None:
    assert await find_credit_note(Notes(55), "ord_1", "it_54", 2) is None
    assert await find_credit_note(Notes(0), "ord_1", "it_1", 1) is None


@pytest.mark.parametrize(
    ("verdict", "documents", "path", "expected"),
    [
        ("approve", "none", "upfront", False),  # from the payment date
        ("approve", "invoice", "request", False),
        ("approve", "credit", "upfront", True),
        ("approve", "credit", "request", True),  # a request's start was corrected
        ("approve", "invoice", "upfront", True),  # money came while the request was approved
        ("reject", "full_credit", "upfront", True),
        ("cancel", "none", "upfront", True),  # money came while the order was cancelled
        ("expire", "none", "request", True),
    ],
)
def test_a_note_is_looked_for_where_there_may_be_one(
    verdict: Verdict, documents: Documents, path: OrderPath, expected: bool
) -> None:
    decision = DecisionView(
        id="dec_1",
        item_id="it_1",
        revision=1,
        verdict=verdict,
        documents=documents,
        start_on=None,
        previous_start_on=None,
        refund_to=None,
        reason=None,
        decided_by="admin/ada",
        decided_at=datetime(2023, 1, 1, tzinfo=UTC),
        applied_at=None,
    )
    assert may_be_credited(path, decision) is expected
