"""A payment from the page to the ledger, over a real PostgreSQL and the real simulator."""

from datetime import date

import pytest

from contracts.credits import IssueCredit
from contracts.said import said
from tests.patience import eventually
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


async def test_a_payment_at_the_page_ends_in_a_paid_invoice_and_a_ledger(world: World) -> None:
    order = payment_order()
    intent = await world.open(order)
    assert (intent.state, intent.amount_minor) == ("open", 3_100)
    draft = await world.system.invoice(intent.invoice_id)
    assert (draft.state, draft.number) == ("draft", None)

    await world.pay(intent, captured_at="2023-01-01")
    captured = await world.settled(intent, "captured")

    assert captured.paid_on == date(2023, 1, 1)
    invoice = await world.system.invoice(intent.invoice_id)
    assert (invoice.state, invoice.paid_minor) == ("paid", 3_100)
    assert invoice.issued_on == date(2023, 1, 1)
    assert invoice.number is not None
    assert invoice.number.startswith("202301")
    [segment] = invoice.items[0].segments
    assert (segment.first_day, segment.last_day) == (date(2023, 1, 1), date(2023, 1, 31))
    [payment] = (await world.system.payments(order_id=order.order_id)).items
    assert (payment.intent_id, payment.amount_minor) == (intent.id, 3_100)
    account = await world.account(order.party)
    assert [entry.kind for entry in account.entries] == ["payment", "invoice"]
    assert account.balance_minor == 0
    await _was_told(world, order.order_id)


async def test_start_moved_by_13_days_credits_13_of_31(world: World) -> None:
    order = payment_order(3_100)
    await world.paid(order)
    item_id = order.lines[0].item_id

    outcome = await world.system.issue_credit(
        IssueCredit(
            order_item_id=item_id,
            new_start_on=date(2023, 1, 14),
            revision=1,
            reason=said("others.words", words="Installed on the 14th"),
        )
    )

    assert outcome.credit_note is not None
    assert outcome.credit_note.amount.gross_minor == 1_300
    assert outcome.credit_note.unused_day_count == 13
    assert outcome.credit_note.state == "refund_due"
    account = await world.account(order.party)
    assert account.balance_minor == -1_300


async def _was_told(world: World, order_id: str) -> None:
    async def heard() -> bool | None:
        return True if order_id in world.signals.heard else None

    await eventually(heard)
