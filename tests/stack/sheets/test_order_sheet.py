"""What an operator reads of one order."""

from datetime import UTC, date, datetime

import pytest
from rich.console import Console

from contracts.orders import OrderPolicy, OrderView
from contracts.refunds import GivenByHand, RefundView
from stack.sheets.order_sheet import OrderSheet, render

ORDER = OrderView(
    id="ord_1",
    partner_id=1,
    customer_id="mia",
    path="upfront",
    status="needs_attention",
    currency="EUR",
    total_minor=3_100,
    placed_at=datetime(2023, 1, 1, tzinfo=UTC),
    items=[],
    payment_attempt=1,
    waits_for="A person.",
    policy=OrderPolicy(
        channel="tickets",
        ticket_group="",
        ticket_priority="normal",
        ticket_assignee=None,
        mail_recipients=[],
        approval_expires_after_seconds=60,
        payment_expires_after_seconds=60,
        largest_start_shift_days=60,
        credit_notes_enabled=True,
        time_zone="Europe/Prague",
        billing_day=1,
        numbering_pattern="{next}",
    ),
)
REFUND = RefundView(
    id="ref_1",
    credit_note_id=None,
    order_id="ord_1",
    state="pending",
    amount_minor=3_100,
    currency="EUR",
    gateway="simulator",
)
BY_HAND = GivenByHand(method="cash", reference="R-1", given_back_on=date(2023, 1, 2))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "by simulator"),
        ({"state": "failed", "failure": "It came back."}, "by simulator: It came back."),
        ({"state": "succeeded", "by_hand": BY_HAND, "failure": "Refused."}, "by hand, cash"),
    ],
)
def test_a_refund_is_shown_with_its_way_and_why_it_is_not_done(
    changes: dict[str, object], words: str
) -> None:
    refund = REFUND.model_copy(update=changes)
    [row] = [line for line in shown(refund).splitlines() if "ref_1" in line]
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells == [f"refund ref_1 {words}", refund.state, "31.00 EUR"]


def shown(refund: RefundView) -> str:
    sheet = OrderSheet(
        order=ORDER,
        subscriptions=[],
        payments=[],
        invoices=[],
        credit_notes=[],
        refunds=[refund],
        tickets=[],
        mails=[],
        audit=[],
        link="",
    )
    console = Console(width=160)
    with console.capture() as captured:
        console.print(render(sheet))
    return captured.get()
