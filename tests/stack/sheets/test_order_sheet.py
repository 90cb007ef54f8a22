"""What an operator reads of one order."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from rich.console import Console

from contracts.credits import CreditNoteView
from contracts.mails import MailView
from contracts.message import Message
from contracts.orders import AttentionFlag, OrderPolicy, OrderView
from contracts.payments import InvoiceView, PaymentIntentView
from contracts.refunds import GivenByHand, RefundView
from contracts.said import Told
from contracts.subscriptions import SubscriptionView
from contracts.tickets import TicketSummary
from contracts.timeline import AuditEntryView
from stack.running.connection import Connection
from stack.running.stack_state import load_state
from stack.sheets.order_sheet import OrderSheet, read_sheet, render
from stack.state.keys import keep_keys
from stack.state.layout import Layout
from tests.stack.commands.part_of_a_stack import record, served
from tests.stack.terminal.hostile import PLAIN, hostile
from tests.wording.told import in_words

FLAG = AttentionFlag(
    key="step/1",
    why=Told(code="others.words", facts={}, text="The refund failed."),
    source="payments",
    raised_at=datetime(2023, 1, 2, tzinfo=UTC),
    raised_by="system/payments",
)
ORDER = OrderView(
    id="ord_1",
    partner_id=1,
    customer_id="mia",
    path="upfront",
    status="needs_attention",
    attention=[FLAG],
    currency="EUR",
    total_minor=3_100,
    placed_at=datetime(2023, 1, 1, tzinfo=UTC),
    items=[],
    payment_attempt=1,
    waits_for=[Told(code="order.waits.nothing", text="Nobody.")],
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
CAME_BACK = in_words("It came back.")
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
        ({"state": "failed", "failure": CAME_BACK}, "by simulator: It came back."),
        (
            {"state": "succeeded", "by_hand": BY_HAND, "failure": CAME_BACK},
            "by hand, cash",
        ),
    ],
)
def test_a_refund_is_shown_with_its_way_and_why_it_is_not_done(
    changes: dict[str, object], words: str
) -> None:
    refund = REFUND.model_copy(update=changes)
    [row] = [line for line in shown(refund).splitlines() if "ref_1" in line]
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells == [f"refund ref_1 {words}", refund.state, "€31.00"]


def test_a_flagged_order_shows_why_a_person_must_look() -> None:
    [row] = [line for line in shown(REFUND).splitlines() if FLAG.why.text in line]
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells == ["The refund failed.", "payments", "2023-01-02 00:00:00"]


LISTS: dict[str, type[Message]] = {
    "v1/subscriptions": SubscriptionView,
    "v1/orders/it/audit": AuditEntryView,
    "v1/orders/it/payment-intents": PaymentIntentView,
    "v1/invoices": InvoiceView,
    "v1/credit-notes": CreditNoteView,
    "v1/refunds": RefundView,
    "v1/tickets": TicketSummary,
    "v1/mails": MailView,
}
"""By path. `hostile` fills every text with "it" here, so that all of it is of the order "it"."""


def services_with_two_pages() -> FastAPI:
    """Stands in for all services: each list is two pages of one item."""
    app = FastAPI()

    @app.get("/v1/orders/it")
    async def order() -> OrderView:
        return ORDER.model_copy(update={"id": "it"})

    @app.get("/{path:path}")
    async def page(path: str, cursor: str | None = None) -> dict[str, object]:
        following = None if cursor == "second" else "second"
        return {"items": [hostile(LISTS[path]).model_dump()], "next_cursor": following}

    return app


async def test_of_every_list_all_pages_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PLAIN, str, "it")
    keep_keys(Layout(tmp_path).keys_file, [])
    async with served(services_with_two_pages(), works=True) as url:
        names = ("catalog", "orders", "payments", "notifications")
        record(tmp_path, dict.fromkeys(names, url))
        async with Connection.to(load_state(tmp_path)) as connection:
            sheet = await read_sheet(connection, "it")
    lists = {name: value for name, value in sheet if isinstance(value, list)}
    assert {name: len(items) for name, items in lists.items()} == dict.fromkeys(lists, 2)
    assert len(lists) == len(LISTS)


def shown(refund: RefundView) -> str:
    console = Console(width=160)
    with console.capture() as captured:
        console.print(render(sheet_of(refund)))
    return captured.get()


def sheet_of(refund: RefundView) -> OrderSheet:
    return OrderSheet(
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
